"""Checks a frozen program as its user would meet it: ``python smoke_test.py FOLDER`` ends with 0 where all is well.

Needs nothing but Python, no display, and ends in any case. What it does:

1. The command line's ``--self-test``: a sample goes through a worker process to an alert.
2. A PDF and a feed are read, for their readers bring libraries that the sample does not need.
3. The window's self-test: it is painted, then the same in it.
4. On Linux: a window that works never loads spaCy, its worker does, and 2 s after SIGKILL nothing of it runs.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

LIMIT_SECONDS = 300.0
ORPHAN_SECONDS = 2.0
SAMPLES = Path("_internal") / "resources" / "samples"

HEADLINE = "Harbour of Tallinn opens again"
ARTICLE = (
    "TALLINN, Estonia - The harbour opened again on Monday after a week of storms,",
    "its office said. Orlo Brandt, who runs it, said that nine ships were waiting.",
    "The first of them left for Helsinki at noon with timber and two hundred cars.",
)
FEED = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Meridian Wire</title><item><title>{HEADLINE}</title>
<description>{" ".join(ARTICLE)}</description></item></channel></rss>"""


class Failed(Exception):
    """The program is not as it should be."""


def main() -> int:
    """Check the program in the folder given and return 0 where all is well."""
    folder = Path(sys.argv[1]).resolve()
    print(f"{folder.name}: {size(folder) / 1e6:.0f} MB in {sum(1 for _ in files(folder))} files")
    with tempfile.TemporaryDirectory(prefix="smoke-") as name:
        environment = surroundings(Path(name))
        try:
            self_test(program(folder, "media-monitor"), environment)
            read_formats(program(folder, "media-monitor"), Path(name), environment)
            self_test(program(folder, "media-monitor-window"), environment)
            if sys.platform == "linux":
                end_hard(program(folder, "media-monitor-window"), Path(name), environment)
        except (Failed, OSError, subprocess.SubprocessError) as error:
            print(f"smoke test FAILED: {error}", file=sys.stderr)
            return 1
    print("smoke test passed")
    return 0


def surroundings(home: Path) -> dict[str, str]:
    """Return an environment that knows nothing of this Python, of the user's library or of a display."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    folders = {name: str(home) for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}
    return {**kept, **folders, "QT_QPA_PLATFORM": "offscreen"}


def program(folder: Path, name: str) -> Path:
    """Return one of the two programs in a folder, or in the application that a Mac makes of it."""
    places = (folder / name, folder / f"{name}.exe", folder / "Contents" / "MacOS" / name)
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        raise Failed(f"there is no {name} in {folder}")
    return found


def self_test(command: Path, environment: dict[str, str]) -> None:
    """Run ``--self-test`` and pass on what it says."""
    began = time.monotonic()
    ran = subprocess.run(
        [command, "--self-test"], env=environment, capture_output=True, text=True, timeout=LIMIT_SECONDS, check=False
    )
    said = "; ".join(ran.stdout.split("\n")).strip("; ")
    print(f"{command.name} --self-test: {said} ({time.monotonic() - began:.1f} s)")
    if ran.returncode != 0:
        raise Failed(f"{command.name} --self-test ended with {ran.returncode}: {ran.stderr.strip()}")


def read_formats(command: Path, home: Path, environment: dict[str, str]) -> None:
    """Have one file of each kind analysed and look for its headline."""
    made = {"page.pdf": pdf(), "feed.xml": FEED.encode("ascii")}
    for name, content in made.items():
        (home / name).write_bytes(content)
    ran = subprocess.run(
        [command, "analyse", "--format", "jsonl", *(home / name for name in made)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=LIMIT_SECONDS,
        check=False,
    )
    titles = [json.loads(line).get("title") for line in ran.stdout.splitlines()]
    if titles != [HEADLINE] * len(made):
        raise Failed(f"{', '.join(made)} gave {titles}: {ran.stdout[:300]} {ran.stderr.strip()}")
    print(f"{command.name} analyse: read {', '.join(made)}")


def pdf() -> bytes:
    """Return the article as a PDF of one page, whose table of objects readers find for themselves."""
    lines = [f"/F 20 Tf ({HEADLINE}) Tj", *(f"0 -24 Td /F 11 Tf ({line}) Tj" for line in ARTICLE)]
    content = f"BT 60 760 Td {' '.join(lines)} ET"
    objects = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    body = "\n".join(f"{number} 0 obj{text}endobj" for number, text in enumerate(objects, 1))
    return f"%PDF-1.4\n{body}\ntrailer<</Root 1 0 R>>\n%%EOF\n".encode("ascii")


def end_hard(command: Path, home: Path, environment: dict[str, str]) -> None:
    """Open a window on the samples, kill it while its worker is busy and look for what it left."""
    samples = command.parent / SAMPLES
    window = subprocess.Popen(
        [command, "--db", str(home / "killed.db"), str(samples)],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(lambda: any(loads_spacy(other) for other in processes(command) if other != window.pid), "a worker")
        if loads_spacy(window.pid):
            raise Failed("the window itself has loaded spaCy")
        print(f"{command.name}: {len(processes(command))} processes; only a worker has loaded spaCy")
    finally:
        window.kill()
        window.wait()
    time.sleep(ORPHAN_SECONDS)
    left = processes(command)
    if left:
        raise Failed(f"{len(left)} processes were still there {ORPHAN_SECONDS:g} s after SIGKILL")
    print(f"{command.name}: nothing left {ORPHAN_SECONDS:g} s after SIGKILL")


def wait_for(condition: Callable[[], bool], what: str) -> None:
    """Wait until the condition holds, looking twice a second."""
    until = time.monotonic() + LIMIT_SECONDS
    while not condition():
        if time.monotonic() > until:
            raise Failed(f"there was no {what} after {LIMIT_SECONDS:g} s")
        time.sleep(0.5)


def processes(command: Path) -> list[int]:
    """Return the processes that run a program, workers included (Linux)."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if Path(os.readlink(place / "exe")) == command.resolve():
                found.append(int(place.name))
        except OSError:  # it has ended, or is another user's
            continue
    return found


def loads_spacy(process: int) -> bool:
    """Whether a process has one of spaCy's libraries in its memory (Linux)."""
    try:
        return "/spacy/" in Path(f"/proc/{process}/maps").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False


def files(folder: Path) -> Iterator[Path]:
    """Yield every file in a folder, links not followed."""
    return (file for file in folder.rglob("*") if file.is_file() and not file.is_symlink())


def size(folder: Path) -> int:
    """Return the size of everything in a folder, in bytes."""
    return sum(file.stat().st_size for file in files(folder))


if __name__ == "__main__":
    sys.exit(main())
