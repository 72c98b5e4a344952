"""A list that goes out comes back the same; a line that is none is reported and the others go in."""

from monitor.core.records import Entry
from monitor.core.terms import Severity, Zone
from monitor.core.watchlist.lists import read_entries, write_entries

FULL = Entry(
    name="Orlo Brandt",
    aliases=("Brandt, Orlo", "Орло Брандт"),
    weak=("Brandt",),
    weak_name=True,
    query='brandt NOT "Ilse"',
    zones=(Zone.HEADLINE, Zone.BYLINE),
    severity=Severity.CRITICAL,
    type="person",
    category="ministers",
    notes='He said "no",\ntwice',
    expires="2027-01-31",
    enabled=False,
    ids=("Q1", "x-2"),
)


def test_what_is_exported_is_imported_the_same() -> None:
    entries = [FULL, Entry("=cmd()"), Entry("-5 degrees"), Entry("'=quoted")]
    assert read_entries(write_entries(entries)) == (entries, [])


def test_no_cell_of_an_export_is_a_formula() -> None:
    assert "\n'=cmd()" in write_entries([Entry("=cmd()")])


def test_a_bad_line_is_reported_with_its_number_and_the_rest_goes_in() -> None:
    text = "\n".join(
        [
            "Name,Severity,Zones,Query,Expires,Whatever",
            "Good,high,,,,x",
            ",low,,,,",
            "Bad severity,urgent,,,,",
            "Bad zone,,somewhere,,,",
            'Bad query,,,"(open",,',
            "Bad day,,,,31.12.2026,",
            'Open quote,"',
            "",
            "Good,low,,,,",
            "Also good,,body; caption,,,",
        ]
    )
    entries, bad = read_entries(text)
    assert [(entry.name, entry.severity) for entry in entries] == [("Good", "high"), ("Also good", "medium")]
    assert entries[1].zones == (Zone.BODY, Zone.CAPTION)
    assert [line.number for line in bad] == [3, 4, 5, 6, 7, 8, 10]
    assert "line 2 already" in bad[-1].sentence


def test_a_plain_list_of_names_needs_no_header() -> None:
    entries, bad = read_entries("Orlo Brandt\nIlse Brandt,Ilse; I. Brandt\n")
    assert entries == [Entry("Orlo Brandt"), Entry("Ilse Brandt", aliases=("Ilse", "I. Brandt"))]
    assert bad == []
