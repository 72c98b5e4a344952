"""Whatever lies in a folder ends as documents or as a refusal with a reason; nothing is followed, nothing waits."""

import os
import socket
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.core.collect.opening import RawFile, read_raw
from monitor.core.collect.read import read_bytes, read_documents
from monitor.core.errors import REFUSALS, UnreadableDocument
from monitor.core.records import Document, Refusal, SourceDefaults

STORY = "Harbour board of Port Ellis votes for a second crane\n\nThe board voted on Monday, its chairman said.\n"


def only(path: Path) -> Document | Refusal:
    found = list(read_documents(str(path)))
    assert len(found) == 1
    return found[0]


def code(path: Path) -> str:
    found = only(path)
    assert isinstance(found, Refusal)
    assert found.reason.sentence.endswith((".", ".)"))
    return found.reason.code


def test_a_text_file_is_one_document_with_the_text_as_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_bytes(b"\xef\xbb\xbf" + STORY.replace("\n", "\r\n").encode())
    found = only(path)
    assert isinstance(found, Document)
    assert (found.text, found.format, found.encoding, found.member) == (STORY, "text", "utf-8", None)
    assert len(found.sha256) == 64


def test_the_folder_says_what_the_file_does_not(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text(STORY)
    found = next(iter(read_documents(str(path), defaults=SourceDefaults("Ellis Post", "NZ", "en"))))
    assert isinstance(found, Document)
    assert (found.source, found.home_country, found.language) == ("Ellis Post", "NZ", "en")


@pytest.mark.parametrize("content", [b"", b" \n\t\n", b"\xef\xbb\xbf\n"])
def test_a_file_without_text_is_empty(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "nothing.txt"
    path.write_bytes(content)
    assert code(path) == "empty"


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(2_000_000_000)
    assert code(path) == "too_large"


def test_what_is_no_regular_file_is_not_waited_for(tmp_path: Path) -> None:
    pipe, link, folder = tmp_path / "pipe.txt", tmp_path / "link.txt", tmp_path / "folder.txt"
    os.mkfifo(pipe)
    link.symlink_to("/etc/hostname")
    folder.mkdir()
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "s.txt"))
        assert [code(each) for each in (pipe, link, folder, tmp_path / "s.txt", Path("/dev/zero"))] == [
            "not_a_file"
        ] * 5


def test_a_file_that_is_gone_has_vanished(tmp_path: Path) -> None:
    assert code(tmp_path / "gone.txt") == "vanished"
    assert code(tmp_path / "nul\0.txt") == "vanished"


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_file_that_may_not_be_read_says_so(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text(STORY)
    path.chmod(0)
    assert code(path) == "permission"


def test_a_name_that_is_not_utf8_is_opened(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/\xff\n.txt"
    with open(name, "wb") as file:
        file.write(STORY.encode())
    found = list(read_documents(os.fsdecode(name)))
    assert isinstance(found[0], Document)


def test_a_file_within_the_limit_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 100)
    assert len(read_raw(str(path), limit=100).data) == 100
    with pytest.raises(UnreadableDocument):
        read_raw(str(path), limit=99)


@pytest.mark.parametrize(
    ("start", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", "a PNG picture"),
        (b"\x7fELF\x02\x01", "a program"),
        (b"MZ\x90\0\x03\0\0\0" + bytes(64), "a Windows program"),
    ],
)
def test_a_renamed_file_is_told_by_its_bytes(start: bytes, reason: str) -> None:
    refusal = next(iter(read_bytes(RawFile("story.txt", start + b" and so on", ""))))
    assert isinstance(refusal, Refusal)
    assert refusal.reason.code == "unknown_format"
    assert reason in refusal.reason.sentence


def test_bytes_of_no_known_kind_are_binary() -> None:
    refusal = next(iter(read_bytes(RawFile("story.txt", bytes(range(1, 9)) * 200, ""))))
    assert isinstance(refusal, Refusal)
    assert refusal.reason.code == "binary"


@pytest.mark.parametrize(
    "text", ["MZ is the mark of an old program.", "ID3 tags hold names.", "BZh", "RIFF raff in the port"]
)
def test_a_text_may_begin_as_a_program_does(text: str) -> None:
    assert isinstance(next(iter(read_bytes(RawFile("story.txt", text.encode(), "")))), Document)


@pytest.mark.parametrize(
    ("name", "content", "form"),
    [
        ("a.txt", "<!DOCTYPE html><html><body><p>Words of a page.</p></body></html>", "html"),
        ("b.htm", "<p>One</p><p>two</p><p>three</p>", "html"),
        ("c.txt", '{"id": 1, "text": "Words of a record."}\n', "jsonl"),
        ("d.html", "No markup in here at all, only words.", "text"),
        ("e.txt", "He wrote <b> once in his life.", "text"),
        ("f.md", "# A headline\n\nWords.", "markdown"),
        ("g.xhtml", "<?xml version='1.0'?>\n<html xmlns='x'><body><p>Words.</p></body></html>", "html"),
    ],
)
def test_the_reader_is_chosen_by_content(name: str, content: str, form: str) -> None:
    found = next(iter(read_bytes(RawFile(name, content.encode(), ""))))
    assert isinstance(found, Document)
    assert found.format == form


@given(
    st.binary(max_size=600),
    st.sampled_from(["a.txt", "a.html", "a.jsonl"]),
    st.sampled_from([b"", b"<html><p>", b'{"text":', b"\xff\xfe"]),
)
def test_any_bytes_end_as_documents_or_refusals(data: bytes, name: str, start: bytes) -> None:
    for found in read_bytes(RawFile(name, start + data, "")):
        if isinstance(found, Refusal):
            assert found.reason.code in REFUSALS
        else:
            found.text.encode("utf-8")
