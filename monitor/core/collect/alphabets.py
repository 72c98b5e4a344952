"""Which encoding a text is in, told by the alphabets and scripts of the languages that are written in it.

Statistical detectors mistake short Japanese for Korean, and cp1252, cp1250, cp1254 and the ISO 8859 family for each
other on a page of text with few accents. An alphabet is a stronger witness: in the right encoding every character
outside ASCII is a letter of one language, or a typographer's mark; in a wrong one some are not.
"""

import re

LONG_SAMPLE = 60_000  # bytes; a sample that long was cut out of a text, perhaps inside a character
KANA_SHARE = 0.2  # of the characters outside ASCII; Japanese prose has half
SCRIPT_SHARE = 0.9  # kana, kanji and their marks among the characters outside ASCII

_MARKS = frozenset("‘’‚“”„‹›«»–—…•·°€£§©®™¿¡ªº½¼¾²³\xa0\xad")
_APOSTROPHES = frozenset("’´`\xad")

# In the order in which they are tried: the first that explains every character is taken.
_ALPHABETS = (
    ("àâæçéèêëîïôùûüœ", ("cp1252",)),  # French
    ("äöüßé", ("cp1252",)),  # German
    ("áéíóúüñ", ("cp1252",)),  # Spanish
    ("àáâãçéêíóôõúü", ("cp1252",)),  # Portuguese
    ("àèéìíîòóù", ("cp1252",)),  # Italian
    ("àçèéíïòóúü", ("cp1252",)),  # Catalan
    ("åäöéæøü", ("cp1252",)),  # Swedish, Danish, Norwegian, Finnish
    ("áéëïóöü", ("cp1252",)),  # Dutch
    ("áæðéíóöúýþ", ("cp1252",)),  # Icelandic
    ("ąćęłńóśźż", ("cp1250", "iso8859-2")),  # Polish
    ("áčďéěíňóřšťúůýž", ("cp1250", "iso8859-2")),  # Czech
    ("áäčďéíĺľňóôŕšťúýž", ("cp1250", "iso8859-2")),  # Slovak
    ("áéíóöőúüű", ("cp1250", "iso8859-2")),  # Hungarian
    ("čćđšž", ("cp1250", "iso8859-2")),  # Croatian, Slovene
    ("ăâîşţșț", ("cp1250", "iso8859-2", "iso8859-16")),  # Romanian
    ("çğıöşüâîûİ", ("cp1254",)),  # Turkish
    ("ąčęėįšųūž", ("cp1257", "iso8859-13")),  # Lithuanian
    ("āčēģīķļņšūž", ("cp1257", "iso8859-13")),  # Latvian
    ("äõöüšž", ("cp1257", "iso8859-13")),  # Estonian
    # Pages that quote names of their neighbours: all of western Europe at once, last.
    ("àáâãäåæçèéêëìíîïñòóôõöøùúûüßœ", ("cp1252",)),
)
_ORPHAN_THAI_MARK = re.compile("(?<![\u0e01-\u0e2e\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fc]")
_KANJI = re.compile("[\u3001-\u301f\u4e00-\u9fff\uff01-\uff5e]")
_THAI = re.compile("[\u0e01-\u0e5b]")


def encoding_by_alphabet(sample: bytes) -> str | None:
    """Return the encoding in which the sample is Thai, Japanese, or a European language in Latin letters, or None."""
    if is_thai(sample):
        return "cp874"
    return next(filter(lambda encoding: is_japanese(sample, encoding), ("euc_jp", "cp932")), european_encoding(sample))


def european_encoding(sample: bytes) -> str | None:
    """Return the encoding in which the sample is prose of one European language written in Latin letters, or None.

    The sample has to be mostly ASCII, as such prose is: at most one letter in three outside it.
    """
    letters = sum(map(sample.count, b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    outside = len(sample) - len(sample.decode("ascii", "ignore"))
    if outside * 2 > letters:
        return None
    for alphabet, encodings in _ALPHABETS:
        for encoding in encodings:
            if _explains(alphabet, sample, encoding):
                return encoding
    return None


def is_thai(sample: bytes) -> bool:
    """Tell whether the sample is Thai in cp874: vowel signs and tone marks only where the script allows them."""
    try:
        text = sample.decode("cp874")
    except UnicodeDecodeError:
        return False
    return len(_THAI.findall(text)) * 2 > len(text) and not _ORPHAN_THAI_MARK.search(text)


def is_japanese(sample: bytes, encoding: str) -> bool:
    """Tell whether the sample is Japanese in an encoding: kana among its characters, and no others but kanji."""
    try:
        text = sample[: len(sample) & ~1].decode(encoding, "ignore" if len(sample) > LONG_SAMPLE else "strict")
    except UnicodeDecodeError:
        return False
    outside = [character for character in text if character > "\x7f"]
    kana, kanji = len(_KANA.findall(text)), len(_KANJI.findall(text))
    return bool(outside) and kana >= KANA_SHARE * len(outside) and kana + kanji >= SCRIPT_SHARE * len(outside)


def _explains(alphabet: str, sample: bytes, encoding: str) -> bool:
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError:
        return False
    known = frozenset(alphabet + alphabet.upper())
    for found in re.finditer(r"[^\x00-\x7f]+", text):
        inside = text[found.start() - 1 : found.start()].isalpha() and text[found.end() : found.end() + 1].isalpha()
        if not (known | (_APOSTROPHES if inside else _MARKS)).issuperset(found.group()):
            return False
    return True
