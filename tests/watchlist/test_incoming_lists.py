"""Lists from elsewhere: told apart, read with their bad lines named, compared before they are applied."""

import csv
import io
import json
from dataclasses import replace

from monitor.core.records import Entry
from monitor.core.terms import Severity
from monitor.core.watchlist.incoming import ColumnMap, ListFormat, guess_columns, list_format, read_incoming
from monitor.core.watchlist.update import compare

HEADER = "id,schema,name,aliases,birth_date,countries,dataset".split(",")
BROKEN = (
    '"X","Person","never closed',
    "no cells at all",
    '"","Person","No Id","","","","L"',
    '"X","Person","--","","","","L"',
)


def _sanctions(rows: list[tuple[str, str, str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows([key, "Person", name, aliases, "1970", "tg", "Port list"] for key, name, aliases in rows)
    return out.getvalue()


def test_five_thousand_lines_of_a_sanctions_list_with_fifty_broken():
    lines = _sanctions([(f"P-{n}", f"Adzo Number{n}", f"Number{n};A. Number{n}") for n in range(5_000)]).splitlines()
    broken = [100 * n + 7 for n in range(50)]
    for n, at in enumerate(broken):
        lines[at - 1] = BROKEN[n % len(BROKEN)]
    found = read_incoming("\n".join(lines))
    assert found.format is ListFormat.SANCTIONS
    assert [line.number for line in found.bad] == broken
    assert len(found.entries) == 4_950
    assert found.entries[0] == Entry(
        "Adzo Number0", ("Number0", "A. Number0"), type="person", category="Port list", notes="tg · 1970", ids=("P-0",)
    )


def test_two_unclosed_quotes_do_not_swallow_what_stands_between():
    lines = _sanctions([(f"P-{n}", f"Adzo Number{n}", "") for n in range(30)]).splitlines()
    lines[5] = lines[20] = '"P-X","Person","never closed'
    found = read_incoming("\n".join(lines))
    assert ([line.number for line in found.bad], len(found.entries)) == ([6, 21], 28)


def test_a_cell_may_run_over_lines():
    found = read_incoming(_sanctions([("P-1", "Adzo\nMensah", ""), ("P-2", "Kofi Ada", "")]))
    assert [entry.name for entry in found.entries] == ["Adzo Mensah", "Kofi Ada"]
    assert not found.bad


def test_follow_the_money_lines():
    person = {
        "id": "Q1", "schema": "Person", "caption": "Adzo Mensah", "datasets": ["port"],
        "properties": {"name": ["Adzo Mensah", "A. Mensah"], "alias": ["Аджо Менса"], "weakAlias": ["Adzo"]},
    }  # fmt: skip
    relation = {"id": "R1", "schema": "Ownership", "properties": {"owner": ["Q1"]}}
    lines = [json.dumps(person, ensure_ascii=False), json.dumps(relation), "{broken", '["list"]', '{"id": "Q2"}', ""]
    found = read_incoming("\n".join(lines))
    assert found.format is ListFormat.ENTITIES
    (entry,) = found.entries
    assert (entry.name, entry.aliases, entry.weak) == ("Adzo Mensah", ("A. Mensah", "Аджо Менса"), ("Adzo",))
    assert (entry.ids, entry.category, found.passed_over) == (("Q1",), "port", 1)
    assert [line.number for line in found.bad] == [3, 4, 5]


def test_pasted_names_with_aliases():
    found = read_incoming("Adzo Mensah; A. Mensah; Mensah\n\n ;nobody\n***\nGrain Board, Accra\n", split_weak=True)
    assert found.format is ListFormat.NAMES
    assert [(entry.name, entry.aliases, entry.weak) for entry in found.entries] == [
        ("Adzo Mensah", ("A. Mensah",), ("Mensah",)),
        ("Grain Board, Accra", (), ()),
    ]
    assert [line.number for line in found.bad] == [3, 4]


def test_cells_without_a_header_are_a_table_and_a_comma_in_a_name_is_none():
    assert read_incoming("Adzo Mensah,A. Mensah\nKofi Ada,K. Ada\n").entries[1].aliases == ("K. Ada",)
    assert [entry.name for entry in read_incoming("Volta Grain, Inc.\nPort Board\n").entries] == [
        "Volta Grain, Inc.",
        "Port Board",
    ]


def test_a_table_is_read_by_its_columns():
    text = "Nr\tFull name\tAKA\tRemarks\n1\tAdzo Mensah\tA. Mensah\tof the port\n2\t\tnobody\t\n3\tKofi Ada\t\t\n"
    assert list_format(text) is ListFormat.TABLE
    assert guess_columns(text) == ColumnMap(("", "name", "aliases", "notes"), delimiter="\t")
    found = read_incoming(text)
    assert [(entry.name, entry.aliases, entry.notes) for entry in found.entries] == [
        ("Adzo Mensah", ("A. Mensah",), "of the port"),
        ("Kofi Ada", (), None),
    ]
    assert [line.number for line in found.bad] == [3]
    other = read_incoming(text, columns=ColumnMap(("ids", "name", "weak", ""), delimiter="\t"))
    assert (other.entries[0].weak, other.entries[0].ids) == (("A. Mensah",), ("1",))


def test_an_update_shows_what_it_adds_changes_and_no_longer_holds():
    first = read_incoming(_sanctions([("P-1", "Adzo Mensah", ""), ("P-2", "Kofi Ada", ""), ("P-3", "Yawa", "")]))
    watchlist = [replace(entry, severity=Severity.HIGH) for entry in first.entries] + [Entry("By hand")]
    assert compare([], first).put == list(first.entries)
    assert compare(watchlist, first).unchanged == 3
    second = read_incoming(_sanctions([("P-1", "Adzo M. Mensah", ""), ("P-2", "Kofi Ada", ""), ("P-4", "Selom", "")]))
    update = compare(watchlist, second)
    assert [entry.name for entry in update.added] == ["Selom"]
    assert [entry.name for entry in update.gone] == ["Yawa"]
    (change,) = update.changed
    assert (change.after.name, change.after.aliases, change.fields) == (
        "Adzo Mensah",
        ("Adzo M. Mensah",),
        ("aliases",),
    )
    assert change.after.severity is Severity.HIGH


def test_an_update_respects_an_alias_that_the_analyst_made_weak():
    incoming = read_incoming(_sanctions([("P-1", "Adzo Mensah", "Mensah")]))
    kept = Entry("Adzo Mensah", ("By hand",), ("Mensah",), type="person", category="Port list", notes="n", ids=("P-1",))
    assert compare([kept], incoming).unchanged == 1


def test_records_of_one_name_are_one_entry_with_the_ids_of_all():
    found = read_incoming(_sanctions([("P-1", "Adzo Mensah", "A"), ("P-2", "Adzo Mensah", "B")]))
    assert [(entry.aliases, entry.ids) for entry in found.entries] == [(("A", "B"), ("P-1", "P-2"))]
