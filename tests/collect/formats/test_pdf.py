"""A PDF is read as a person reads it: columns one after the other, words and paragraphs whole, running heads aside."""

import pytest
from printed import Placed, write_pdf

from monitor.core.collect.formats.pdf_layout import join_lines
from monitor.core.collect.opening import RawFile
from monitor.core.collect.read import read_bytes
from monitor.core.records import Document, Refusal

LEFT = [
    "The ferry left Ostby on Monday",
    "with forty passen-",
    "gers, its captain said, after two",
    "years in the yard of Vessel.",
]
MORE = ["Nobody had thought that it would", "ever sail again, but it did, and"]
RIGHT = [
    "the mayor of Ostby was on board,",
    "too. She praised the long-term",
    "work of the yard and of the men",
    "who had paid for it.",
]
LAST = ["The next ferry leaves on Friday", "from the old quay."]


def column(lines: list[str], x: float, top: float) -> list[Placed]:
    return [(x, top - 13 * number, 10, line) for number, line in enumerate(lines)]


def read(data: bytes) -> Document:
    (found,) = read_bytes(RawFile("clip.bin", data, ""))
    assert isinstance(found, Document), found
    return found


def code(data: bytes) -> str:
    (found,) = read_bytes(RawFile("clip.pdf", data, ""))
    assert isinstance(found, Refusal)
    return found.reason.code


def newspaper() -> bytes:
    left = [*column(LEFT, 60, 700), *column(MORE, 60, 630)]
    right = [*column(RIGHT, 320, 700), *column(LAST, 320, 630)]
    page = [(60.0, 760.0, 22.0, "Ferry to Ostby runs again after two years")]
    for one, other in zip(left, right, strict=True):  # as a typesetting program may draw them: across the columns
        page += [one, other]
    return write_pdf([page])


PARAGRAPHS = [
    "Ferry to Ostby runs again after two years",
    "The ferry left Ostby on Monday with forty passengers, its captain said, after two years in the yard of Vessel.",
    "Nobody had thought that it would ever sail again, but it did, and the mayor of Ostby was on board, too. She "
    "praised the long-term work of the yard and of the men who had paid for it.",
    "The next ferry leaves on Friday from the old quay.",
]


def test_columns_are_read_one_after_the_other_with_their_words_and_paragraphs_whole() -> None:
    found = read(newspaper())
    assert found.text.split("\n\n") == PARAGRAPHS
    assert (found.title, found.format) == ("Ferry to Ostby runs again after two years", "pdf")


def test_a_paragraph_goes_on_over_the_page_and_running_heads_are_furniture() -> None:
    first = [(60.0, 810.0, 8.0, "Ostby Post 4 March"), *column(LEFT + MORE, 60, 700), (290.0, 30.0, 8.0, "1")]
    second = [(60.0, 810.0, 8.0, "Ostby Post 4 March"), *column(RIGHT, 60, 700), (290.0, 30.0, 8.0, "2")]
    found = read(write_pdf([first, second]))
    furniture = {found.text[start:end] for start, end in found.furniture}
    assert furniture == {"Ostby Post 4 March", "1", "2"}
    assert "but it did, and the mayor of Ostby was on board" in found.text


def test_the_named_title_counts_where_it_stands_in_the_text() -> None:
    page = [(60.0, 760.0, 12.0, "Ferry runs again"), *column(LEFT, 60, 700)]
    assert read(write_pdf([page], title="Ferry runs again")).title == "Ferry runs again"
    assert read(write_pdf([page], title="Microsoft Word - final2")).title is None


def test_a_table_is_no_pair_of_columns() -> None:
    cells = [
        (x, 700.0 - 13 * row, 10.0, f"{name} {row}") for row in range(6) for x, name in ((60.0, "Port"), (320.0, "Fee"))
    ]
    assert read(write_pdf([cells])).text.split("\n")[0].startswith("Port 0 Fee 0")


def test_a_word_keeps_the_hyphen_that_is_its_own() -> None:
    assert join_lines("it is a long-", "term plan", frozenset({"long-term"})) == "it is a long-term plan"
    assert join_lines("forty passen-", "gers") == "forty passengers"
    assert join_lines("in Bosnia-", "Herzegovina") == "in Bosnia-Herzegovina"
    assert join_lines("from 1990 -", "so they say") == "from 1990 - so they say"


def test_no_text_layer_encrypted_and_damaged_are_told_apart() -> None:
    assert code(write_pdf([[]])) == "no_text_layer"
    zeros, ones, twos = "00" * 16, "11" * 32, "22" * 32
    locked = f" /ID [<{zeros}> <{zeros}>] /Encrypt << /Filter /Standard /V 1 /R 2 /O <{ones}> /U <{twos}> /P -4 >>"
    assert code(write_pdf([column(LEFT, 60, 700)], trailer=locked)) == "encrypted"
    assert code(b"%PDF-1.7\n and nothing else") == "damaged"


@pytest.mark.parametrize("before", [b"rubbish\n", b"\r\n\r\n"])
def test_rubbish_before_a_pdf_does_no_harm(before: bytes) -> None:
    assert read(before + write_pdf([column(LEFT, 60, 700)])).format == "pdf"
