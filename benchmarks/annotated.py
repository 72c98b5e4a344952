"""Reads annotated articles, and scores what the program finds in them.

The form is described at the top of tests/gold/english.txt.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from monitor.core.collect.article import make_article
from monitor.core.extract.analyse import Analyser
from monitor.core.record import to_record
from monitor.core.records import Document

MARK = re.compile(r"\{([^{}|]+)\|([A-Z]{2}) ([a-z]+)( inside)?\}")
ZONE = re.compile(r"\[([a-z_]+)\] ")
HEADER = re.compile(r"(title|home|focus|persons|orgs): (.*)")
SCORED_TYPES = {"persons": "PERSON", "orgs": "ORG"}


@dataclass(frozen=True, slots=True)
class Marked:
    """A mention of a country in a sample's text; ``inside`` a name that hides it."""

    start: int
    end: int
    code: str
    kind: str
    inside: bool


@dataclass(slots=True)
class Sample:
    """An article with what a person found in it. ``titled`` holds the mentions of its separate title."""

    name: str
    aim: str
    text: str = ""
    title: str | None = None
    home: str | None = None
    marked: list[Marked] = field(default_factory=list)
    titled: list[Marked] = field(default_factory=list)
    focus: list[str] = field(default_factory=list)
    names: dict[str, set[str]] = field(default_factory=dict)
    zones: list[tuple[int, int, str]] = field(default_factory=list)

    @property
    def codes(self) -> set[str]:
        """The countries that the article names."""
        return {mark.code for mark in (*self.marked, *self.titled) if not mark.inside}


@dataclass(slots=True)
class Tally:
    """What was right, found and wanted."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    def add(self, right: int, found: int, wanted: int) -> None:
        """Count the result of one sample."""
        self.right, self.found, self.wanted = self.right + right, self.found + found, self.wanted + wanted

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 1 where there was nothing to find and nothing was found."""
        return 2 * self.right / (self.found + self.wanted) if self.found + self.wanted else 1.0


def read_samples(path: Path) -> list[Sample]:
    """Return the annotated articles of a file."""
    return [_parse(part) for part in re.split(r"(?m)^=== ", path.read_text(encoding="utf-8"))[1:]]


def _parse(part: str) -> Sample:
    first, *lines = part.strip("\n").split("\n")
    sample = Sample(*first.split(": ", 1))
    while lines and (header := HEADER.fullmatch(lines[0])):
        _read_header(sample, header[1], header[2])
        del lines[0]
    paragraphs: list[str] = []
    length = 0
    for paragraph in (line for line in lines if line):
        zone = ZONE.match(paragraph)
        text, marks = _unmark(paragraph[zone.end() if zone else 0 :], length)
        sample.marked.extend(marks)
        sample.zones.append((length, length + len(text), zone[1] if zone else "body"))
        paragraphs.append(text)
        length += len(text) + 2
    sample.text = "\n\n".join(paragraphs)
    return sample


def _read_header(sample: Sample, field_: str, value: str) -> None:
    if field_ == "title":
        sample.title, sample.titled = _unmark(value, 0)
    elif field_ == "home":
        sample.home = value
    elif field_ == "focus":
        sample.focus = [] if value == "none" else value.split()
    else:
        sample.names[SCORED_TYPES[field_]] = set(value.split("; "))


def _unmark(marked: str, offset: int) -> tuple[str, list[Marked]]:
    text, marks, position = "", [], 0
    for mark in MARK.finditer(marked):
        text += marked[position : mark.start()]
        start = offset + len(text)
        text += mark[1]
        marks.append(Marked(start, offset + len(text), mark[2], mark[3], bool(mark[4])))
        position = mark.end()
    text += marked[position:]
    if "{" in text or "}" in text:
        raise ValueError(f"an unread mark in: {text}")
    return text, marks


def analyse(samples: Sequence[Sample], analyser: Analyser, language: str | None) -> list[Mapping[str, object]]:
    """Return the record of each sample."""
    documents = [
        Document(
            path=sample.name, text=sample.text, format="json lines", sha256=sample.name, title=sample.title,
            home_country=sample.home, language=language,
        )
        for sample in samples
    ]  # fmt: skip
    return [to_record(analysis) for analysis in analyser.analyse([make_article(document) for document in documents])]


def score(samples: Sequence[Sample], records: Iterable[Mapping[str, object]]) -> dict[str, Tally]:
    """Return the tallies by what is compared.

    ``countries``: (article, country); ``mentions``: overlapping span of one country, those inside names among them;
    ``kinds``: of the right ones, those with the right kind and on the right side of "inside"; ``focus``: (article,
    country in focus), of samples that annotate one; ``persons`` and ``orgs``: names of samples that list them;
    ``zones``: paragraphs of pages.
    """
    tallies: dict[str, Tally] = {
        name: Tally() for name in ("countries", "mentions", "kinds", "focus", "persons", "orgs", "zones")
    }
    for sample, record in zip(samples, records, strict=True):
        found = {country["code"] for country in record["countries"]}  # type: ignore[attr-defined]
        tallies["countries"].add(len(found & sample.codes), len(found), len(sample.codes))
        _score_mentions(sample, record, tallies)
        if sample.focus:
            about = {country["code"] for country in record["countries"] if country["focus"]}  # type: ignore[attr-defined]
            tallies["focus"].add(len(about & set(sample.focus)), len(about), len(sample.focus))
        for field_, type_ in SCORED_TYPES.items():
            if (names := sample.names.get(type_)) is not None:
                got = {e["name"] for e in record["entities"] if e["type"] == type_ and e["count"]}  # type: ignore[attr-defined]
                tallies[field_].add(len(got & names), len(got), len(names))
        if len({zone for _, _, zone in sample.zones}) > 1:
            right = sum(_zone_of(record, start, end) == zone for start, end, zone in sample.zones)
            tallies["zones"].add(right, len(sample.zones), len(sample.zones))
    return tallies


def _score_mentions(sample: Sample, record: Mapping[str, object], tallies: Mapping[str, Tally]) -> None:
    for in_title, marks in ((False, sample.marked), (True, sample.titled)):
        mentions = [mention for mention in mentions_of(record) if mention[5] is in_title]
        pairs = list(_pair(marks, mentions))
        tallies["mentions"].add(len(pairs), len(mentions), len(marks))
        tallies["kinds"].add(
            sum((mark.kind, mark.inside) == (got[3], got[4]) for mark, got in pairs), len(pairs), len(pairs)
        )


def mentions_of(record: Mapping[str, object]) -> list[tuple[int, int, str, str, bool, bool]]:
    """Return all mentions that count, or would without a name around them: start, end, code, kind, inside, in title."""
    return [
        (m["start"], m["end"], country["code"], m.get("kind", ""), inside, m.get("in") == "title")
        for field_, inside in (("countries", False), ("in_name", True))
        for country in record[field_]  # type: ignore[attr-defined]
        for m in country["mentions"]
        if m.get("zone") in (None, "headline", "body", "dateline")
    ]


def _pair(
    marks: Sequence[Marked], mentions: Sequence[tuple[int, int, str, str, bool, bool]]
) -> Iterator[tuple[Marked, tuple[int, int, str, str, bool, bool]]]:
    left = list(mentions)
    for mark in marks:
        for got in left:
            if got[2] == mark.code and got[0] < mark.end and mark.start < got[1]:
                left.remove(got)
                yield mark, got
                break


def _zone_of(record: Mapping[str, object], start: int, end: int) -> str:
    """Return the zone that holds most of a paragraph; a dateline before a body is body."""
    sizes: Counter[str] = Counter()
    for block in record["blocks"]:  # type: ignore[attr-defined]
        zone = "body" if block["zone"] == "dateline" else block["zone"]
        sizes[zone] += max(0, min(end, block["end"]) - max(start, block["start"]))
    return max(sizes, key=lambda zone: sizes[zone])
