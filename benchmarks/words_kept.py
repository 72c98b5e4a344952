"""Print how many of a naive reader's words the program gets out of each file of ../shared/hostile.

Usage: python -m benchmarks.words_kept [FOLDER]

The naive reader is FOLDER/naive.py; it lists the files from which it gets 40 characters or more, with their words. A
file falls short where fewer than 90 % of the words are in the text and title of what is stored or partial. Of such a
file each missing word is looked at again: it is *real* where it stands, as a whole word, in what the file shows when
its bytes are decoded and its markup is parsed. The others are the naive reader's own: letters of a wrong encoding,
words inside tags or encrypted parts, words that it cut in two at a tag. Ends with 1 where a file keeps less than 90 %
of its real words.
"""

import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from monitor.core.collect.encoding import decode
from monitor.core.collect.read import read_documents
from monitor.core.collect.sniff import refuse_binary
from monitor.core.errors import UnreadableDocument
from monitor.core.records import Document, Refusal

HOSTILE = Path(__file__).resolve().parents[2] / "shared" / "hostile"
LEAST = 0.9  # of the words
SHOWN = 6  # missing words of a file
_CUT_TAG = re.compile(r"<[^<>]*\Z")
_WORD = re.compile(r"\w{3,}")


def main() -> int:
    """Print a line for each file that falls short, then the sums; return the exit status."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HOSTILE
    naive = subprocess.run(
        [sys.executable, folder / "naive.py", folder], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    short = lost = files = 0
    for line in naive.stdout.splitlines():
        listed = json.loads(line)
        files += 1
        wanted = set(listed["words"])
        kept, refused = _kept(folder / listed["file"])
        missing = wanted - kept
        if len(missing) <= (1 - LEAST) * len(wanted):
            continue
        short += 1
        real = missing & _shown(folder / listed["file"])
        share = 1 - len(real) / max(1, len(wanted & (kept | real)))
        is_lost = share < LEAST
        lost += is_lost
        said = f"; refused: {refused}" if refused else ""
        words = " ".join(sorted(real or missing)[:SHOWN])
        print(
            f"{listed['file']}: {len(wanted) - len(missing)} of {len(wanted)} words,"
            f" {len(real)} of the missing ones real{' LOST' if is_lost else ''}: {words}{said}"
        )
    enough = f"{files - short} with 90 % of the naive reader's words"
    print(f"{files} files, {enough}, {lost} with less than 90 % of the real ones")
    return 1 if lost else 0


def _kept(path: Path) -> tuple[set[str], str]:
    """Return the words of what is stored of a file, and why parts of it are refused."""
    words: set[str] = set()
    reasons: dict[str, None] = {}
    for found in read_documents(str(path)):
        match found:
            case Document(text=text, title=title):
                words |= _words(f"{text}\n{title or ''}")
            case Refusal(reason=reason):
                reasons[reason.code] = None
    return words, ", ".join(reasons)


def _shown(path: Path) -> set[str]:
    """Return the words that a file shows: decoded, without its tags, and without the tags that it holds as text."""
    return {word for data in _parts(path) for word in _words(_visible(_visible(decode(data).text)))}


def _parts(path: Path) -> Iterator[bytes]:
    data = path.read_bytes()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [archive.read(info) for info in archive.infolist()]
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, ValueError):
        members = [data]
    for member in members:
        try:
            refuse_binary(member)
        except UnreadableDocument:
            continue
        yield member


class _Text(HTMLParser):
    """Collects what stands between the tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._skipping = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._skipping = tag in ("script", "style")
        if not tag.startswith("w:"):  # Word's runs part letters, not words
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self._skipping = False

    def handle_data(self, data: str) -> None:
        if not self._skipping:
            self.parts.append(data)


def _visible(source: str) -> str:
    parser = _Text()
    parser.feed(_CUT_TAG.sub("", source))
    parser.close()
    return "".join(parser.parts)


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))


if __name__ == "__main__":
    sys.exit(main())
