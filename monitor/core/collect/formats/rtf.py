"""RTF: its text in order, in the encodings that its fonts name; pictures, fields' codes and tables of styles left out.

After the Rich Text Format Specification 1.9.1 (Microsoft, 2008): destinations, \\u with \\uc, \\'xx in the code page
of the font, \\fcharset.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from monitor.core.collect.formats.marked import Given, Paragraph, compose, join_paragraphs
from monitor.core.collect.opening import RawFile
from monitor.core.records import Document, Reason, SourceDefaults

MAX_DEPTH = 5_000  # of groups inside groups; deeper ones are made to harm
TOO_DEEP = Reason("broken_markup", "The RTF's groups are nested too deeply; some text may be missing.")

_TOKEN = re.compile(
    rb"\\'([0-9a-fA-F]{2})|\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)|\\"
)
_BLANKS = {"line": "\n", "tab": "\t", "cell": "\t", "nestcell": "\t", "emspace": " ", "enspace": " ", "qmspace": " "}
_MARKS = {
    "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•", "endash": "–", "emdash": "—",
}  # fmt: skip
_BREAKS = frozenset("par sect page row nestrow column".split())
_SYMBOLS = {"~": "\xa0", "_": "\u2011", "-": ""}
_SKIPPED = frozenset(
    "fonttbl colortbl stylesheet info pict object objdata themedata colorschememapping datastore latentstyles "
    "listtable listoverridetable rsidtbl generator xmlnstbl filetbl revtbl fldinst datafield bkmkstart bkmkend "
    "listtext pntext pntxta pntxtb pnseclvl template private nonshppict blipuid panose falt fontemb operator "
    "author shpinst sp sn sv mmathpr wgrffmtfilter xe tc tcn rxe txe passwordhash userprops atnid atnauthor "
    "atnref atndate atnicn ".split()
)
_KEPT_IN_SKIPPED = frozenset({"shptxt", "result"})  # the text of a shape, what an object shows
_FURNITURE = frozenset("header headerl headerr headerf footer footerl footerr footerf".split())
# \fcharset to code page (RTF 1.9.1, font table).
_CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030", 136: "cp950", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250", 255: "cp437",
}  # fmt: skip
_DOCUMENT_SETS = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
_TITLE = re.compile(rb"{\\title ((?:[^{}\\]|\\'[0-9a-fA-F]{2})+)}")


@dataclass(frozen=True, slots=True)
class _State:
    """What holds inside a group: whether its text counts, how many characters stand for one \\u, the encoding."""

    shown: bool = True
    furniture: bool = False
    after_unicode: int = 1
    encoding: str = "cp1252"


@dataclass(slots=True)
class _Reading:
    """The state of reading one file."""

    state: _State = field(default_factory=_State)
    groups: list[_State] = field(default_factory=list)
    fonts: dict[int, str] = field(default_factory=dict)
    default: str = "cp1252"
    pending: bytearray = field(default_factory=bytearray)
    line: list[str] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    skip: int = 0
    is_new: bool = False
    is_optional: bool = False
    in_fonts: int | None = None
    font: int = 0
    too_deep: bool = False


def looks_like_rtf(raw: RawFile) -> bool:
    """Tell whether the bytes begin as RTF does."""
    return raw.data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rt")


def read_rtf(raw: RawFile, defaults: SourceDefaults) -> Iterator[Document]:
    """Yield the text of an RTF document.

    Raises:
        UnreadableDocument: empty.
    """
    reading = _Reading()
    position = 0
    while token := _TOKEN.match(raw.data, position):
        position = token.end()
        if token.group(2) == b"bin":  # so many bytes follow as they are
            position += max(int(token.group(3) or 0), 0)
        _take(reading, token)
    _end_paragraph(reading)
    title = _TITLE.search(raw.data[:100_000])
    given = Given(title=_title(title.group(1), reading.default) if title else None, encoding=reading.default)
    partial = TOO_DEEP if reading.too_deep else None
    yield compose(raw, defaults, join_paragraphs(reading.paragraphs), given, format_name="rtf", partial=partial)


def _title(written: bytes, encoding: str) -> str:
    plain = re.sub(rb"\\'([0-9a-fA-F]{2})", lambda found: bytes.fromhex(found.group(1).decode()), written)
    return plain.decode(encoding, "replace")


def _take(reading: _Reading, token: re.Match[bytes]) -> None:
    byte, word, number, symbol, brace, plain = token.groups()
    if brace:
        _flush(reading)
        _open_group(reading) if brace == b"{" else _close_group(reading)
    elif byte is not None:
        _add_bytes(reading, bytes.fromhex(byte.decode("ascii")))
    elif word is not None:
        _take_word(reading, word.decode("ascii"), int(number) if number else None)
    elif symbol is not None:
        _take_symbol(reading, symbol)
    elif plain is not None:
        _add_bytes(reading, plain)
    reading.is_new = brace == b"{" or (reading.is_new and symbol == b"*")


def _open_group(reading: _Reading) -> None:
    reading.skip = 0
    if len(reading.groups) < MAX_DEPTH:
        reading.groups.append(reading.state)
    else:
        reading.too_deep = True


def _close_group(reading: _Reading) -> None:
    reading.skip, reading.is_optional = 0, False
    if reading.state.furniture and reading.groups and not reading.groups[-1].furniture:
        _end_paragraph(reading)
    if reading.groups:
        reading.state = reading.groups.pop()
    if reading.in_fonts is not None and len(reading.groups) < reading.in_fonts:
        reading.in_fonts = None
        _choose_font(reading, 0)


def _take_symbol(reading: _Reading, symbol: bytes) -> None:
    if symbol == b"*":
        reading.is_optional = reading.is_new
    elif symbol in b"\\{}":
        _add_bytes(reading, symbol)
    elif symbol in b"\r\n":
        _end_paragraph(reading)
    else:
        _add(reading, _SYMBOLS.get(symbol.decode("latin-1"), ""))


def _take_word(reading: _Reading, word: str, number: int | None) -> None:
    if reading.is_new and (word in _SKIPPED or reading.is_optional or word in _FURNITURE):
        _begin_destination(reading, word)
    reading.is_optional = False
    if word in _KEPT_IN_SKIPPED:
        reading.state = replace(reading.state, shown=True)
    elif word == "u" and number is not None:
        _flush(reading)
        _add(reading, chr(number % 0x10000 if number < 0 or number <= 0xFFFF else number % 0x110000))
        reading.skip = reading.state.after_unicode
    elif word == "uc":
        reading.state = replace(reading.state, after_unicode=max(number or 0, 0))
    elif word in _BREAKS:
        _end_paragraph(reading)
    elif word in _BLANKS or word in _MARKS:
        _add(reading, _BLANKS.get(word) or _MARKS[word])
    else:
        _take_encoding(reading, word, number)


def _begin_destination(reading: _Reading, word: str) -> None:
    _flush(reading)
    if word == "fonttbl":
        reading.in_fonts = len(reading.groups)
    if word in _FURNITURE:
        _end_paragraph(reading)
        reading.state = replace(reading.state, furniture=True)
    elif word not in ("shptxt", "shppict", "footnote", "annotation"):
        reading.state = replace(reading.state, shown=False)


def _take_encoding(reading: _Reading, word: str, number: int | None) -> None:
    """Take what says in which encoding bytes are."""
    if word in _DOCUMENT_SETS:
        _set_default(reading, _DOCUMENT_SETS[word])
    elif word == "ansicpg" and number:
        _set_default(reading, _codec(f"cp{number}") or reading.default)
    elif word == "fcharset" and reading.in_fonts is not None:
        reading.fonts[reading.font] = _CHARSETS.get(number or 0, reading.default)
        if not number:
            reading.fonts.pop(reading.font)
    elif word == "f" and number is not None:
        _choose_font(reading, number)
    elif word == "plain":
        _choose_font(reading, 0)


def _set_default(reading: _Reading, encoding: str) -> None:
    _flush(reading)
    reading.default = encoding
    reading.state = replace(reading.state, encoding=encoding)
    reading.groups = [replace(state, encoding=encoding) for state in reading.groups]


def _choose_font(reading: _Reading, number: int) -> None:
    _flush(reading)
    reading.font = number
    if reading.in_fonts is None:
        reading.state = replace(reading.state, encoding=reading.fonts.get(number, reading.default))


def _codec(name: str) -> str | None:
    try:
        return codecs.lookup({"cp65001": "utf-8", "cp10000": "mac_roman"}.get(name, name)).name
    except LookupError:
        return None


def _add_bytes(reading: _Reading, written: bytes) -> None:
    """Take bytes; those that stand in for a character that was given by its number are passed over."""
    passed = min(reading.skip, len(written))
    reading.skip -= passed
    if reading.state.shown:
        reading.pending += written[passed:]


def _flush(reading: _Reading) -> None:
    """Decode the bytes that stand together: a character may be made of several."""
    if reading.pending:
        reading.line.append(reading.pending.decode(reading.state.encoding, "replace"))
        reading.pending.clear()


def _add(reading: _Reading, text: str) -> None:
    _flush(reading)
    if reading.state.shown and text:
        reading.line.append(text)


def _end_paragraph(reading: _Reading) -> None:
    _flush(reading)
    if not reading.state.shown:
        return
    # Characters beyond the first plane are given as two halves.
    text = "".join(reading.line).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    reading.line.clear()
    reading.paragraphs.append(Paragraph(text, "furniture" if reading.state.furniture else ""))
