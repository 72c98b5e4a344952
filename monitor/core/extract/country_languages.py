"""Names of countries in languages other than English, for articles that no English rule and often no model can read."""

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from monitor.core.extract.folding import fold_name
from monitor.core.extract.gazetteer import Sense
from monitor.core.terms import CountryKind
from monitor.paths import resources

INFLECTED = frozenset("be bg bs cs el et fi hr hu hy ka kk lt lv mk mn pl ro ru sk sl sq sr tr uk uz az eu ga".split())
"""Languages that write cases as endings: a name is met with up to LONGEST_ENDING letters more, or its last changed."""
LONGEST_ENDING = 4
SHORT_NAME, SHORT_ENDING = 5, 2  # names below this length are met with shorter endings only: Иран, Мали
DEMONYM_TABLES = {"fr": "demonyms_fr.tsv"}
PLACE_TABLES = {"fr": "places_fr.tsv"}


@dataclass(frozen=True, slots=True)
class LanguageNames:
    """The countries' names in one language.

    Attributes:
        words: What folded names mean, for scripts with capitals.
        small: What folded adjectives mean that this language writes in small letters.
        stems: Names without their last vowel, for languages with case endings.
        pattern: Finds names in scripts without capitals, None for the others; ``codes`` says whose they are.
    """

    words: Mapping[str, tuple[Sense, ...]]
    small: Mapping[str, tuple[Sense, ...]]
    stems: Mapping[str, Sense]
    pattern: re.Pattern[str] | None
    codes: Mapping[str, str]

    def sense_of_inflected(self, key: str) -> Sense | None:
        """Return what a word in some case means: "россии" is Russia."""
        for length in range(len(key), 2, -1):
            sense = self.stems.get(key[:length])
            if sense is not None:
                allowed = SHORT_ENDING if length < SHORT_NAME else LONGEST_ENDING
                return sense if len(key) - length <= allowed else None
        return None


NO_NAMES = LanguageNames({}, {}, {}, None, {})


@functools.lru_cache(maxsize=64)
def names_in(language: str | None, folder: Path | None = None) -> LanguageNames:
    """Return the names of countries in a language; none for English, whose names are the gazetteer's own."""
    if language in (None, "en"):
        return NO_NAMES
    folder = folder or resources() / "gazetteer"
    names: dict[str, list[str]] = defaultdict(list)
    for table in ("country_names.tsv", "country_names_more.tsv"):
        for code, forms in _rows(folder / table, f"{language}\t"):
            names[code].extend(form for form in forms.split("|") if form not in names[code])
    words, codes = {}, {}
    for code, forms_of in names.items():
        for form in forms_of:
            if form.lower() != form.upper():
                words[fold_name(form)] = (Sense(code, CountryKind.NAME),)
            else:
                codes[form] = code
    for key, sense in _places(folder, language):
        words.setdefault(key, (sense,))
    small = dict(_small_words(folder, language))
    stems = _stems(words) if language in INFLECTED else {}
    return LanguageNames(words, small, stems, _pattern(codes), codes)


def _rows(path: Path, prefix: str, *, columns: int = 2) -> Iterator[tuple[str, str]]:
    """Yield the first column behind ``prefix``, a country's code, and the rest, which has ``columns - 1`` columns."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith(prefix) and not line.startswith("#"):
                code, *forms = line.removeprefix(prefix).rstrip("\n").split("\t", columns - 1)
                yield code, "\t".join(forms)


def _small_words(folder: Path, language: str | None) -> Iterator[tuple[str, tuple[Sense, ...]]]:
    table = DEMONYM_TABLES.get(language or "")
    if table is not None:
        for code, forms in _rows(folder / table, ""):
            for form in forms.split(" "):
                yield fold_name(form), (Sense(code, CountryKind.DEMONYM),)


def _places(folder: Path, language: str | None) -> Iterator[tuple[str, Sense]]:
    """Yield the towns, regions and governments that have a name of their own in this language."""
    table = PLACE_TABLES.get(language or "")
    if table is not None:
        for code, kind_and_forms in _rows(folder / table, "", columns=3):
            kind, forms = kind_and_forms.split("\t")
            for form in forms.split("|"):
                yield fold_name(form), Sense(code, CountryKind(kind))


def _stems(words: Mapping[str, tuple[Sense, ...]]) -> dict[str, Sense]:
    """Return single-word names without a last vowel, which is the first to change in other cases."""
    stems = {}
    for key, senses in words.items():
        if " " not in key and len(key) > 3:
            stems[key[:-1] if key[-1] in "aeiouyаеиоуыэюяєіїαηοια" and len(key) > SHORT_NAME else key] = senses[0]
    return stems


def _pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    ordered = sorted(names, key=lambda name: (-len(name), name))
    return re.compile("|".join(map(re.escape, ordered))) if ordered else None
