"""JSON Lines: an article a line; a bad line is one refused record and the others go on."""

import json

import pytest

from monitor.core.collect.opening import RawFile
from monitor.core.collect.read import read_bytes, read_line
from monitor.core.records import Document, Refusal, SourceDefaults


def read(*lines: object) -> list[Document | Refusal]:
    text = "\n".join(line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
    return list(read_bytes(RawFile("export.jsonl", text.encode("utf-8", "surrogatepass"), "")))


@pytest.mark.parametrize("given_id", ["a-1", 7, 7.5, "", "00123"])
def test_an_id_keeps_its_type(given_id: object) -> None:
    (found,) = read({"id": given_id, "text": "Words."})
    assert isinstance(found, Document)
    assert (found.given_id, type(found.given_id)) == (given_id, type(given_id))


@pytest.mark.parametrize("given_id", [True, None, [1], {"a": 1}])
def test_what_is_no_id_is_none(given_id: object) -> None:
    (found,) = read({"id": given_id, "text": "Words."})
    assert isinstance(found, Document)
    assert found.given_id is None


def test_known_fields_are_taken_and_unknown_ones_kept() -> None:
    (found,) = read(
        {"text": "Words.", "title": " A title ", "source": "Ellis Post", "published": "2024-05-01", "language": "en-NZ"}
        | {"url": "https://ellis.example/1", "home_country": "nz", "desk": {"name": "city", "rank": 2}, "tags": ["a"]}
    )
    assert isinstance(found, Document)
    assert (found.title, found.source, found.published) == ("A title", "Ellis Post", "2024-05-01")
    assert (found.language, found.home_country, found.url) == ("en", "NZ", "https://ellis.example/1")
    assert found.metadata == {"desk": {"name": "city", "rank": 2}, "tags": ["a"]}


def test_a_field_of_another_type_is_metadata() -> None:
    (found,) = read({"text": "Words.", "title": 5, "language": "english"})
    assert isinstance(found, Document)
    assert (found.title, found.language, found.metadata) == (None, None, {"title": 5})


def test_bad_lines_are_refused_by_number_and_blank_ones_skipped() -> None:
    found = read(
        {"id": 1, "text": "One."},
        "",
        "{not json",
        '["a list"]',
        {"id": 3},
        {"id": 4, "text": "  "},
        {"id": 5, "text": 5},
        {"id": 6, "text": "Six."},
    )
    assert [(each.member, each.reason.code) for each in found if isinstance(each, Refusal)] == [
        ("line 3", "bad_json"),
        ("line 4", "bad_json"),
        ("line 5", "no_text"),
        ("line 6", "no_text"),
        ("line 7", "no_text"),
    ]
    assert [each.given_id for each in found if isinstance(each, Document)] == [1, 6]
    assert all(each.given_id is None for each in found if isinstance(each, Refusal))


def test_only_line_feeds_separate_records() -> None:
    (found,) = read('{"text": "One\u2028two\u0085three\\r\\nfour"}\r')
    assert isinstance(found, Document)
    assert found.text == "One\u2028two\u0085three\nfour"


@pytest.mark.parametrize(
    "line",
    [
        '{"text": "a", "n": ' + "9" * 5000 + "}",
        "[" * 100_000,
        '{"text": "\\ud800 b"}',
        '{"text": "a\\u0000b"}',
        '{"text": "x", "v": NaN}',
    ],
)
def test_hostile_lines_do_not_stop_the_reader(line: str) -> None:
    found = read(line, {"id": 2, "text": "Two."})
    assert isinstance(found[1], Document)
    if isinstance(found[0], Document):
        json.dumps(found[0].text).encode("utf-8")
        assert "\0" not in found[0].text


def test_a_line_of_a_stream_is_read_alone() -> None:
    found = read_line('{"id": 9, "text": "Nine."}', path="-", number=12, defaults=SourceDefaults(source="Stream"))
    assert isinstance(found, Document)
    assert (found.path, found.member, found.source, found.given_id) == ("-", "line 12", "Stream", 9)


def test_the_same_line_has_the_same_hash() -> None:
    one, two = read({"text": "Words."}, {"text": "Words."})
    assert one.sha256 == two.sha256 != None  # noqa: E711


def test_a_file_of_blank_lines_is_empty() -> None:
    (found,) = read("", " ", "")
    assert isinstance(found, Refusal)
    assert found.reason.code == "empty"
