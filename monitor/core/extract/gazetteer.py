"""The gazetteer: what names of countries, governments, towns and subdivisions can mean, read from resources/gazetteer."""

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from monitor.core.extract.folding import fold_name
from monitor.core.records import CountryKind
from monitor.paths import resources


class Sense(NamedTuple):
    """One country that a name or demonym stands for; ``doubtful`` senses need other evidence for the country."""

    code: str
    kind: CountryKind
    doubtful: bool = False
    first_level: str = ""


class Place(NamedTuple):
    """One place that a name can mean.

    ``kind`` is "h" for a place written by hand, "c" for a town, "a" for another name of it, "1" and "2" for subdivisions of the first and second
    level, "3" for one of those without its generic word. ``population`` is 0 where it is not known;
    ``known_as`` counts its other names in all languages: a measure of how well known it is.
    """

    kind: str
    code: str
    first_level: str
    population: int
    known_as: int = 1


class Toponym(NamedTuple):
    """Everything that a folded name can mean as a place, and whether it is a word or a person's name as well."""

    places: tuple[Place, ...]
    is_word: bool
    is_surname: bool
    is_first_name: bool


@dataclass(frozen=True, slots=True)
class Country:
    """A country with the words that stand for it; the first name is the usual one, the first capital the seat."""

    code: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]
    government: tuple[str, ...]


_FORM_KINDS = (CountryKind.NAME, CountryKind.DEMONYM, CountryKind.CAPITAL, CountryKind.GOVERNMENT)
_LONGEST_ACRONYM = 5  # "USSR", "DPRK": matched only in capitals, for "us" and "pa" are words


class Gazetteer:
    """Looks names up. Loads in about 0.2 s and 60 MB; one a process is enough. Raises OSError where a file is missing."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or resources() / "gazetteer"
        self.countries: Mapping[str, Country] = {country.code: country for country in self._read_countries()}
        self.words: dict[str, tuple[Sense, ...]] = {}
        self.acronyms: dict[str, tuple[Sense, ...]] = {}
        self.abbreviations: dict[str, tuple[Sense, ...]] = {}
        self._add_country_forms()
        self._add_subdivisions()
        self._add_local_demonyms()
        self.regions = frozenset(fold_name(name) for name in self._lines("regions.txt") if not _is_acronym(name))
        self.region_acronyms = frozenset(_plain(name) for name in self._lines("regions.txt") if _is_acronym(name))
        self.first_names = frozenset(self._lines("first_names.txt"))
        self.clues = self._read_clues()
        self.neighbours = {line[:2]: tuple(line[3:].split()) for line in self._lines("neighbours.tsv")}
        self._hand_places = self._read_hand_places()
        text = (self._folder / "toponyms.tsv").read_text(encoding="utf-8")
        self._toponyms = dict(line.split("\t", 1) for line in text.split("\n") if line)

    def toponym(self, key: str) -> Toponym | None:
        """Return what a folded name means as a place, None where no place bears it."""
        packed, by_hand = self._toponyms.get(key), self._hand_places.get(key)
        if by_hand is None:
            return _unpack(packed) if packed is not None else None
        return _merged(by_hand, packed)

    def _read_countries(self) -> Iterator[Country]:
        for line in self._lines("countries.tsv"):
            code, *columns = line.split("\t")
            names, demonyms, capitals, government = (tuple(filter(None, column.split("|"))) for column in columns)
            yield Country(code, names, demonyms, capitals, government)

    def _add_country_forms(self) -> None:
        senses: dict[str, list[Sense]] = defaultdict(list)
        acronyms: dict[str, list[Sense]] = defaultdict(list)
        for country in self.countries.values():
            columns = (country.names, country.demonyms, country.capitals, country.government)
            for kind, forms in zip(_FORM_KINDS, columns, strict=True):
                for form in forms:
                    name = form.removeprefix("?")
                    sense = Sense(country.code, kind, doubtful=form.startswith("?"))
                    if _is_acronym(name):
                        acronyms[_plain(name)].append(sense)
                    else:
                        senses[fold_name(name)].append(sense)
        self.words.update({key: _sorted(found) for key, found in senses.items()})
        self.acronyms.update({key: _sorted(found) for key, found in acronyms.items()})

    def _read_hand_places(self) -> dict[str, tuple[Place, ...]]:
        places: dict[str, list[Place]] = defaultdict(list)
        for line in self._lines("places.tsv"):
            code, names = line.split("\t")
            for name in names.split("|"):
                places[fold_name(name)].append(Place("h", code, "", 0))
        return {key: tuple(found) for key, found in places.items()}

    def _read_clues(self) -> dict[str, tuple[tuple[str, float], ...]]:
        clues: dict[str, tuple[tuple[str, float], ...]] = {}
        for line in self._lines("clues.tsv"):
            votes, words = line.split("\t")
            weights = tuple((vote[:2], float(vote[2:])) for vote in votes.split())
            for word in words.split("|"):
                clues[fold_name(word)] = weights
        return clues

    def _add_local_demonyms(self) -> None:
        for line in self._lines("local_demonyms.tsv"):
            code, forms = line.split("\t")
            for form in forms.split("|"):
                self.words.setdefault(fold_name(form), (Sense(code, CountryKind.DEMONYM),))

    def _add_subdivisions(self) -> None:
        abbreviations: dict[str, list[Sense]] = defaultdict(list)
        for line in self._lines("subdivisions.tsv"):
            code, first_level, names, after_town, alone = line.split("\t")
            sense = Sense(code, CountryKind.SUBDIVISION, first_level=first_level)
            for name in names.split("|"):
                key = fold_name(name)
                self.words[key] = tuple(dict.fromkeys((*self.words.get(key, ()), sense)))
            for form in filter(None, after_town.split("|")):
                abbreviations[_plain(form)].append(sense)
            for form in filter(None, alone.split("|")):
                plain = _plain(form.removeprefix("?"))
                self.acronyms[plain] = (*self.acronyms.get(plain, ()), sense._replace(doubtful=form.startswith("?")))
        self.abbreviations.update({key: tuple(found) for key, found in abbreviations.items()})

    def _lines(self, name: str) -> Iterator[str]:
        with (self._folder / name).open(encoding="utf-8") as lines:
            for line in lines:
                if not line.startswith("#") and line.strip():
                    yield line.rstrip("\n")


def _is_acronym(name: str) -> bool:
    plain = _plain(name)
    return plain.isupper() and len(plain) <= _LONGEST_ACRONYM and " " not in plain


def _plain(name: str) -> str:
    """Return an abbreviation without its points and blanks."""
    return name.replace(".", "").replace(" ", "") if "." in name else name


def _sorted(senses: Iterable[Sense]) -> tuple[Sense, ...]:
    return tuple(sorted(dict.fromkeys(senses), key=lambda sense: sense.doubtful))


@functools.lru_cache(maxsize=4_096)
def _merged(by_hand: tuple[Place, ...], packed: str | None) -> Toponym:
    """Return a toponym whose places written by hand stand before those of the tables."""
    if packed is None:
        return Toponym(by_hand, False, False, False)
    known = _unpack(packed)
    return known._replace(places=by_hand + known.places)


@functools.lru_cache(maxsize=32_768)
def _unpack(packed: str) -> Toponym:
    flags, readings = packed.split("\t")
    places = []
    for reading in readings.rstrip("\n").split(";"):
        head, first_level, population, known_as = reading.split(".")
        places.append(Place(head[0], head[1:], first_level, int(population or 0), int(known_as)))
    return Toponym(tuple(places), "w" in flags, "s" in flags, "f" in flags)
