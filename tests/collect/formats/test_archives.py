"""Archives are read member by member in memory; what is broken, locked or too much is refused alone."""

import gzip
import io
import os
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from monitor.core.collect import allowance
from monitor.core.collect.opening import RawFile
from monitor.core.collect.read import read_bytes
from monitor.core.records import Document, Refusal

STORY = "Ferry to Ostby runs again\n\nThe ferry left Ostby on Monday with forty passengers, its captain said.\n"
PAGE = "<html><body><h1>Bridge opens</h1><p>The bridge of Ostby opened on Friday, two years late.</p></body></html>"


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def tarred(members: dict[str, bytes], mode: str = "w") -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return buffer.getvalue()


def read(data: bytes, name: str = "clips.bin") -> dict[str | None, Document | Refusal]:
    found = list(read_bytes(RawFile(name, data, "")))
    assert len({each.member for each in found}) == len(found)
    return {each.member: each for each in found}


def codes(data: bytes) -> dict[str | None, str]:
    return {name: each.reason.code for name, each in read(data).items() if isinstance(each, Refusal)}


MEMBERS = {"a.txt": STORY.encode(), "b/c.html": PAGE.encode()}


@pytest.mark.parametrize(
    "data",
    [zipped(MEMBERS), tarred(MEMBERS), tarred(MEMBERS, "w:gz"), tarred(MEMBERS, "w:bz2"), tarred(MEMBERS, "w:xz")],
    ids=["zip", "tar", "tar.gz", "tar.bz2", "tar.xz"],
)
def test_every_member_is_a_document_under_its_inner_path(data: bytes) -> None:
    found = read(data)
    assert list(found) == ["a.txt", "b/c.html"]
    first, second = found.values()
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.text, first.format, second.title, second.format) == (STORY, "text", "Bridge opens", "html")
    assert first.sha256 != second.sha256


def test_an_archive_in_an_archive_keeps_the_whole_way() -> None:
    assert list(read(zipped({"may/in.tar": tarred(MEMBERS)}))) == ["may/in.tar!/a.txt", "may/in.tar!/b/c.html"]


def test_a_packed_file_is_its_one_member() -> None:
    assert list(read(gzip.compress(STORY.encode()), "in/story.txt.gz")) == ["story.txt"]


def test_nests_end_at_the_depth_that_is_read() -> None:
    data = STORY.encode()
    for _ in range(allowance.MAX_DEPTH):
        data = zipped({"n": data})
    assert codes(data) == {}
    assert list(codes(zipped({"n": data})).values()) == ["too_deep"]


def test_a_bomb_is_refused_and_its_neighbours_are_read() -> None:
    found = codes(zipped({"a.txt": STORY.encode(), "bomb.txt": b"0" * 40_000_000, "z.txt": STORY.encode()}))
    assert found == {"bomb.txt": "suspicious_ratio"}


def test_all_members_together_draw_on_one_allowance() -> None:
    raw = RawFile("clips.zip", zipped({f"{n}.txt": os.urandom(900).hex().encode() for n in range(5)}), "")
    raw.allowance.unpacked = 4_000
    found = list(read_bytes(raw))
    assert [isinstance(each, Document) for each in found] == [True, True, False]
    assert isinstance(found[-1], Refusal)
    assert found[-1].reason.code == "unpacks_too_far"


def test_more_members_than_the_limit_end_in_one_refusal() -> None:
    found = read(zipped({f"{n}.txt": STORY.encode() for n in range(allowance.MAX_MEMBERS + 20)}))
    assert len(found) == allowance.MAX_MEMBERS + 1
    assert [each.reason.code for each in found.values() if isinstance(each, Refusal)] == ["too_many_members"]


def test_a_damaged_member_is_refused_alone() -> None:
    data = bytearray(zipped({"a.txt": STORY.encode(), "b.txt": STORY.replace("y", "i").encode()}))
    data[data.index(b"a.txt") + 9] ^= 0xFF
    assert codes(bytes(data)) == {"a.txt": "bad_member"}


def test_a_locked_member_is_refused_as_encrypted() -> None:
    data = bytearray(zipped({"a.txt": STORY.encode(), "b.txt": STORY.encode()}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert codes(bytes(data)) == {"a.txt": "encrypted"}


def test_names_are_labels_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = read(zipped({"../../out.txt": STORY.encode(), "/etc/out.txt": STORY.encode(), "a\\b.txt": STORY.encode()}))
    assert all(isinstance(each, Document) for each in found.values())
    assert "../../out.txt" in found
    assert list(tmp_path.rglob("*")) == []


def test_the_same_name_twice_is_two_members() -> None:
    data = zipped({"a.txt": STORY.encode(), "b.txt": STORY.encode()}).replace(b"b.txt", b"a.txt")
    assert list(read(data)) == ["a.txt", "a.txt (2)"]


def test_links_in_an_archive_are_not_followed() -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        info = tarfile.TarInfo("passwords.txt")
        info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(info)
    assert codes(buffer.getvalue()) == {"passwords.txt": "link"}


def test_an_archive_cut_off_keeps_what_came_before() -> None:
    whole = tarred({"a.txt": STORY.encode(), "b.txt": os.urandom(60_000).hex().encode()}, "w:gz")
    found = read(whole[: len(whole) // 2])
    assert isinstance(found["a.txt"], Document)
    assert {each.reason.code for each in found.values() if isinstance(each, Refusal)} <= {"damaged", "bad_member"}
    assert len(found) > 1


@pytest.mark.parametrize("data", [zipped({}), tarred({})], ids=["zip", "tar"])
def test_an_archive_without_files_is_refused(data: bytes) -> None:
    assert list(codes(data).values()) in (["empty"], ["binary"])


def without_directory(data: bytes) -> bytes:
    return data[: data.index(b"PK\x01\x02")]


def streamed(members: dict[str, bytes]) -> bytes:
    """Return an archive written to a pipe: the sizes stand behind the members, not before them."""

    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.written = b""

        def writable(self) -> bool:
            return True

        def write(self, data: bytes) -> int:  # type: ignore[override]
            self.written += bytes(data)
            return len(data)

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return pipe.written


@pytest.mark.parametrize("data", [zipped(MEMBERS), streamed(MEMBERS)], ids=["sizes before", "sizes behind"])
def test_an_archive_without_its_directory_is_read_member_by_member(data: bytes) -> None:
    found = read(without_directory(data))
    first, second, rest = found.values()
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.text, second.title) == (STORY, "Bridge opens")
    assert isinstance(rest, Refusal)
    assert (rest.member, rest.reason.code) == ("(rest of the archive)", "damaged")


@pytest.mark.parametrize("make", [zipped, streamed])
def test_of_an_archive_that_is_cut_off_in_a_member_its_beginning_is_read(
    make: Callable[[dict[str, bytes]], bytes],
) -> None:
    long = "\n\n".join(f"The ferry left Ostby at {hour} with {hour * 7} people." for hour in range(400))
    data = make({"a.txt": STORY.encode(), "long.txt": long.encode()})
    found = read(data[: len(data) * 2 // 3])
    assert list(found) == ["a.txt", "long.txt", "(rest of the archive)"]
    cut = found["long.txt"]
    assert isinstance(cut, Document)
    assert long.startswith(cut.text[:1000])
    assert 1000 < len(cut.text) < len(long)


def test_without_a_directory_a_bomb_is_still_one() -> None:
    found = codes(without_directory(streamed({"a.txt": STORY.encode(), "bomb.txt": b"0" * 40_000_000})))
    assert found == {"bomb.txt": "suspicious_ratio", "(rest of the archive)": "damaged"}


def test_parts_that_a_manifest_says_are_encrypted_are_refused_as_that() -> None:
    entry = '<file-entry full-path="a.txt"><encryption-data/></file-entry><file-entry full-path="b.txt"/>'
    found = codes(zipped({"a.txt": b"\x01\x02", "b.txt": STORY.encode(), "META-INF/manifest.xml": entry.encode()}))
    assert found["a.txt"] == "encrypted"
    assert "b.txt" not in found
