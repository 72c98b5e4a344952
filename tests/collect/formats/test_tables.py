"""Tables are read by the names of their columns, or as the analyst chose for their header."""

import pytest

from monitor.core.collect.formats.tables import header_key, sample_table
from monitor.core.collect.opening import RawFile
from monitor.core.collect.read import read_bytes
from monitor.core.records import Document, Refusal, SourceDefaults

ODD = (
    b'Kop;Blad;Dag;Verhaal\n"Ferry sails";"Ostby Post";2024-03-04;"The ferry left Ostby; forty came."\n'
    b'"Bridge opens";"Costa Ledger";2024-03-05;"The bridge opened\n\nat noon."\n'
)
CHOSEN = {"text": "Verhaal", "title": "Kop", "source": "Blad", "published": "Dag"}
KEY = header_key(["Kop", "Blad", "Dag", "Verhaal"])


def read(data: bytes, name: str = "odd.csv", **columns: dict[str, str]) -> list[Document | Refusal]:
    return list(read_bytes(RawFile(name, data, ""), defaults=SourceDefaults(columns=columns)))


def test_a_table_of_unknown_columns_asks_for_them() -> None:
    (found,) = read(ODD)
    assert isinstance(found, Refusal)
    assert found.reason.code == "unknown_columns"


def test_what_was_chosen_for_a_header_holds_for_every_table_of_it() -> None:
    first, second = read(ODD, **{KEY: CHOSEN})
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.title, first.source, first.published) == ("Ferry sails", "Ostby Post", "2024-03-04")
    assert "The ferry left Ostby; forty came." in first.text
    assert second.member == "row 2"
    (other,) = read(ODD.replace(b"Dag", b"Datum"), **{KEY: CHOSEN})
    assert isinstance(other, Refusal)


def test_a_choice_goes_before_the_names_of_the_columns() -> None:
    data = b"title,text,abstract\nA,Long text,Short text\n"
    key = header_key(["title", "text", "abstract"])
    (found,) = read(data, **{key: {"text": "abstract", "title": "title"}})
    assert isinstance(found, Document)
    assert found.metadata["text"] == "Long text"
    assert "Short text" in found.text


@pytest.mark.parametrize(
    "data", [b"Dear editor, the ferry, which left,\nhas come back, he said.\nYours\n", b"a,b\n", b"one line only"]
)
def test_a_letter_with_commas_is_no_table(data: bytes) -> None:
    (found,) = read(data, "letter.csv")
    assert isinstance(found, Document)
    assert found.format == "text"


def test_the_beginning_of_a_table_is_shown_with_what_is_known_of_it() -> None:
    sample = sample_table(ODD, {})
    assert (sample.key, sample.names, sample.columns) == (KEY, ("Kop", "Blad", "Dag", "Verhaal"), {})
    assert sample.rows[0][3] == "The ferry left Ostby; forty came."
    assert sample_table(ODD, {KEY: CHOSEN}).columns == CHOSEN
    assert sample_table(b"headline,body\nA,B\n", {}).columns == {"title": "headline", "text": "body"}
