"""The command line: finds the command, runs it, turns every error into one sentence and an exit status."""

import argparse
import contextlib
import os
import sys
import traceback
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Never

from monitor import __version__
from monitor.commands.crash import report_crash
from monitor.commands.options import add_library
from monitor.commands.usage import Parser, end
from monitor.core.errors import MonitorError, UsageError
from monitor.paths import APPLICATION

FAMILIES: Mapping[str, tuple[str, ...]] = {
    "intake": ("ingest", "retry", "analyse"),
    "watch": ("watch",),
    "listings": ("search", "countries", "entities", "stories", "alerts", "imports", "failures"),
    "watchlist": ("watchlist",),
    "exporting": ("export",),
    "decisions": ("decisions",),
    "upkeep": ("rebuild", "reanalyse", "backup", "restore", "verify", "doctor"),
}
"""Every command by the module that holds it. Only the module of the command that runs is imported."""

WINDOW = frozenset({"screenshots"})
"""First arguments that are the window's business although they are no files."""

OPTIONS = frozenset({"-h", "--help", "--version", "--self-test"})
"""Arguments that are the command line's business although they are no commands."""

USAGE = """media-monitor [FILE ...]                 open the window; files and folders given are imported
       media-monitor COMMAND [--db FILE] ...    one of the commands below; COMMAND --help says more"""
EPILOG = (
    "screenshots DIR draws every view of the window into a folder. Exit status: 0 all well, 1 some of the input was"
    " refused or came in only in part (the rest is stored), 2 wrong usage or query, 3 the library cannot be opened or"
    " written."
)

BUG = 1
INTERRUPTED = 130


def is_command(arguments: Sequence[str]) -> bool:
    """Whether the arguments are for the command line; files, ``screenshots`` and nothing at all are for the window."""
    word = _first_word(arguments)
    if not OPTIONS.isdisjoint(arguments):
        return word not in WINDOW
    if word is None or word in WINDOW:
        return False
    return word in _commands() or (word == arguments[0] and not os.path.lexists(word))


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit status: 0 well, 1 something refused, 2 wrong usage, 3 no library."""
    _speak_utf8()
    try:
        parsed = _parser(arguments).parse_args(arguments)
        status: int = parsed.run(parsed)
        sys.stdout.flush()
        return status
    except MonitorError as error:
        return end(error.sentence, error.exit_status)
    except BrokenPipeError:
        _discard_output()
        return 0
    except KeyboardInterrupt:
        return end("Interrupted.", INTERRUPTED)
    except Exception:  # the crash hook: what gets here is a bug
        return end(f"This is a bug in the program; its report is {report_crash(traceback.format_exc())}.", BUG)


class _SelfTest(argparse.Action):
    """Runs the self-test as soon as it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> Never:
        from monitor.commands import self_test

        sys.exit(self_test.run())


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    word = _first_word(arguments)
    if word in arguments[:1] and word not in _commands():
        raise UsageError(f"There is no command, file or folder {word!r}; see {APPLICATION} --help.")
    parser = Parser(
        prog=APPLICATION, usage=USAGE, description="Offline media monitoring: folders in, countries and alerts out.",
        epilog=EPILOG,
    )  # fmt: skip
    parser.add_argument("--version", action="version", version=f"{APPLICATION} {__version__}")
    parser.add_argument("--self-test", action=_SelfTest, nargs=0, help="prove that this installation is whole")
    add_library(parser, default=None)
    commands = parser.add_subparsers(metavar="COMMAND", required=True, prog=APPLICATION)
    for family, names in FAMILIES.items():
        if word in names or word not in _commands():
            import_module(f"monitor.commands.{family}").add_commands(commands)
    return parser


def _first_word(arguments: Sequence[str]) -> str | None:
    """Return the first argument that is neither an option nor the library that a ``--db`` before it names."""
    rest = arguments[2:] if arguments[:1] == ["--db"] else arguments
    return next((argument for argument in rest if not argument.startswith("-")), None)


def _commands() -> frozenset[str]:
    return frozenset(name for names in FAMILIES.values() for name in names)


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):  # a stream that a test put there
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]


def _discard_output() -> None:
    """Whoever read the output has gone (``| head``); keep the interpreter from complaining when it ends."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
