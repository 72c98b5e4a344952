"""Bytes to text: which encoding a file is in, and the few characters that may not stay in any text.

Order: byte order mark, NUL pattern of UTF-16 and UTF-32, strict UTF-8, the declared encoding, UTF-8 with stray
bytes, ``alphabets``, detector. (The NUL pattern comes first among the guesses because ASCII text in
UTF-16 is also valid UTF-8.)
"""

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from monitor.core.collect.alphabets import encoding_by_alphabet

REPLACEMENT = "\ufffd"
SAMPLE_BYTES = 65_536  # what the guesses look at; the choice never gets better past this
OTHER_SHARE = 0.25  # of bytes that are no printable ASCII; two bytes a character have every second so, a stray NUL not
NUL_SHARE = 0.02  # of the bytes at one parity; ASCII in UTF-16 has nearly all, other scripts at least their blanks
PRINTABLE_SHARE = 0.98  # of the characters that two bytes each must give to be taken for UTF-16
STRAY_SHARE = 0.05  # of the non-ASCII bytes; more of them than this and the text is not UTF-8 with stray bytes
DECLARED_ERRORS = 0.01  # of the characters; a declared encoding with more errors than this is not believed
COHERENCE = 0.4  # with how much a text resembles its language for the detector; below, two encodings may do as well

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What pages mean by these names is the superset (WHATWG Encoding Standard, "names and labels").
_SUPERSETS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
_PRINTABLE = bytes(range(32, 127)) + b"\t\n\r"
# Python calls these text encodings, but no document is written in them.
_NOT_FOR_DOCUMENTS = frozenset(
    {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "utf-7", "mbcs", "oem"}
)
_ESCAPES = ((b"\x1b$)C", "iso2022_kr"), (b"\x1b$", "iso2022_jp_2"), (b"\x1b(J", "iso2022_jp_2"))
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text out of bytes: ``encoding`` is the choice, ``doubtful`` whether it is no more than a guess."""

    text: str
    encoding: str
    doubtful: bool = False


def decode(data: bytes, *, declared: str | None = None) -> Decoded:
    """Decode a file, never failing.

    Args:
        data: The bytes of the file.
        declared: The encoding that the file or its carrier names, believed only where it fits.

    Returns:
        The text without its byte order mark, with NUL and lone surrogates replaced; line ends are left alone.
    """
    found = _by_mark(data) or _by_nul_pattern(data) or _by_escapes(data) or _strictly(data, "utf-8")
    found = (
        found or _as_declared(data, declared) or _utf8_with_stray_bytes(data) or _by_alphabet(data) or _detected(data)
    )
    return Decoded(replace_unstorable(found.text), found.encoding, found.doubtful)


def replace_unstorable(text: str) -> str:
    """Replace NUL and lone surrogates, which SQLite and the language models cannot hold, by U+FFFD."""
    if "\0" in text:
        text = text.replace("\0", REPLACEMENT)
    return text if text.isascii() else _LONE_SURROGATES.sub(REPLACEMENT, text)


def clean_text(text: str) -> str:
    """Return what the contract calls *text*: no byte order mark, line ends LF, NUL and lone surrogates replaced."""
    return replace_unstorable(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))


def python_encoding(declared: str | None) -> str | None:
    """Return Python's name of an encoding that documents may be written in, or None."""
    try:
        codec = codecs.lookup((declared or "").strip(" \t\r\n\"'"))
    except (LookupError, ValueError):  # ValueError: a NUL in the name
        return None
    name = codec.name
    if name.replace("_", "-") in _NOT_FOR_DOCUMENTS or not getattr(codec, "_is_text_encoding", True):
        return None
    return _SUPERSETS.get(name, name)


def _by_mark(data: bytes) -> Decoded | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            rest = data[len(mark) :]
            strict = _strictly(rest, encoding)
            if strict is None and encoding == "utf-8":
                return _utf8_with_strays(rest)
            return strict or Decoded(rest.decode(encoding, "replace"), encoding, doubtful=True)
    return None


def _by_nul_pattern(data: bytes) -> Decoded | None:
    sample = data[: SAMPLE_BYTES & ~3]
    if b"\0" not in sample or len(sample.translate(None, _PRINTABLE)) < OTHER_SHARE * len(sample):
        return None
    quarter = max(len(sample) // 4, 1)
    nuls = [sample[offset::4].count(0) / quarter for offset in range(4)]
    even, odd = (nuls[0] + nuls[2]) / 2, (nuls[1] + nuls[3]) / 2
    if nuls[3] > 0.9 and nuls[2] > 0.9 and nuls[0] < 0.5:
        encoding = "utf-32-le"
    elif nuls[0] > 0.9 and nuls[1] > 0.9 and nuls[3] < 0.5:
        encoding = "utf-32-be"
    elif max(even, odd) < NUL_SHARE or min(even, odd) > max(even, odd) / 8:
        return None
    else:
        encoding = "utf-16-le" if odd > even else "utf-16-be"
    start = sample.decode(encoding, "replace")
    if sum(c.isprintable() or c.isspace() for c in start) < PRINTABLE_SHARE * len(start):
        return None
    return _strictly(data, encoding) or Decoded(data.decode(encoding, "replace"), encoding, doubtful=True)


def _by_escapes(data: bytes) -> Decoded | None:
    if b"\x1b" not in data[:SAMPLE_BYTES]:
        return None
    for escape, encoding in _ESCAPES:
        if escape in data and (decoded := _strictly(data, encoding)):
            return decoded
    return None


def _strictly(data: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeError:
        return None


def _as_declared(data: bytes, declared: str | None) -> Decoded | None:
    encoding = python_encoding(declared)
    if encoding is None or encoding.startswith(("utf-16", "utf-32")):  # those would have shown as NULs
        return None
    strict = _strictly(data, encoding)
    if strict or encoding == "utf-8":
        return strict
    text = data.decode(encoding, "replace")
    return Decoded(text, encoding, doubtful=True) if text.count(REPLACEMENT) <= DECLARED_ERRORS * len(text) else None


def _utf8_with_stray_bytes(data: bytes) -> Decoded | None:
    """Take text that is UTF-8 but for a few bytes, as pages that quote others are, and read those as cp1252."""
    text = data.decode("utf-8", "surrogateescape")
    stray = len(_LONE_SURROGATES.findall(text))
    others = len(text) - stray - len(text.encode("ascii", "ignore"))
    if stray > STRAY_SHARE * 3 * others:  # a character of UTF-8 outside ASCII is some three bytes
        return None
    return _utf8_with_strays(data)


def _utf8_with_strays(data: bytes) -> Decoded:
    text = data.decode("utf-8", "surrogateescape")
    return Decoded(_LONE_SURROGATES.sub(_as_cp1252, text), "utf-8", doubtful=True)


def _as_cp1252(escaped: re.Match[str]) -> str:
    return bytes([ord(escaped.group()) - 0xDC00]).decode("cp1252", "replace")


def _by_alphabet(data: bytes) -> Decoded | None:
    encoding = encoding_by_alphabet(data[:SAMPLE_BYTES])
    return _strictly(data, encoding) if encoding else None


def _detected(data: bytes) -> Decoded:
    best = from_bytes(data[:SAMPLE_BYTES]).best()
    if best is None:
        return Decoded(data.decode("cp1252", "replace"), "cp1252", doubtful=True)
    sure = best.chaos == 0 and best.coherence >= COHERENCE
    return Decoded(data.decode(best.encoding, "replace"), best.encoding, doubtful=not sure)
