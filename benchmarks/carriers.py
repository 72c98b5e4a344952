"""Print whether three articles give the same in every format, alone and zipped: headline, body, day, source, countries.

Usage: python -m benchmarks.carriers

The articles and their files are those of ``tests/collect/formats/carried_articles.py``. Countries are the counted ones
with their numbers and those that the story is about, compared with what the plain text gives. Ends with 1 where a cell
differs.
"""

import sys
from pathlib import Path

from monitor.core.collect.article import make_article
from monitor.core.collect.opening import RawFile
from monitor.core.collect.read import read_bytes
from monitor.core.extract.analyse import Analyser
from monitor.core.record import to_record
from monitor.core.records import Analysis, Document

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "collect" / "formats"))

from carried_articles import CARRIERS, STORIES, Story, carried

Countries = list[tuple[str, int, bool]]


def main() -> int:
    """Print the table and return the exit status."""
    analyser = Analyser()
    expected = [_countries(_analyse(analyser, "txt", story, zipped=False)) for story in STORIES]
    for story, countries in zip(STORIES, expected, strict=True):
        words = ", ".join(f"{code} {count}{'*' if focus else ''}" for code, count, focus in countries)
        print(f"{story.source}: {story.title} ({words}; * what it is about)")
    print(f"\n{'':<12}" + "".join(f"{story.source:>16} {'zipped':>8}" for story in STORIES))
    cells = wrong = 0
    for carrier in CARRIERS:
        row = f"{carrier:<12}"
        for story, countries in zip(STORIES, expected, strict=True):
            for zipped, width in ((False, 16), (True, 9)):
                differing = _differing(_analyse(analyser, carrier, story, zipped=zipped), story, countries)
                cells, wrong = cells + 1, wrong + bool(differing)
                row += f"{','.join(differing) or 'same':>{width}}"
        print(row)
    print(f"\n{cells} cells, {cells - wrong} the same in headline, body, day, source and countries")
    return 1 if wrong else 0


def _analyse(analyser: Analyser, carrier: str, story: Story, *, zipped: bool) -> Analysis | None:
    name, data = carried(carrier, story, zipped=zipped)
    found = list(read_bytes(RawFile(name, data, "")))
    if len(found) != 1 or not isinstance(found[0], Document):
        return None
    return analyser.analyse([make_article(found[0])])[0]


def _differing(analysis: Analysis | None, story: Story, countries: Countries) -> list[str]:
    """Return what is not as it should be."""
    if analysis is None:
        return ["unread"]
    article = analysis.article
    day = article.published.value[:10] if article.published else None
    pairs = {
        "headline": (article.title, story.title),
        "body": (article.body, "\n\n".join(story.body)),
        "day": (day, story.day),
        "source": (article.source, story.source),
        "countries": (_countries(analysis), countries),
    }
    return [name for name, (found, expected) in pairs.items() if found != expected]


def _countries(analysis: Analysis | None) -> Countries:
    record = to_record(analysis) if analysis is not None else {"countries": []}
    return [(each["code"], each["count"], each["focus"]) for each in record["countries"]]


if __name__ == "__main__":
    sys.exit(main())
