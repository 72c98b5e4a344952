"""The gazetteer: what names of countries, governments, towns and subdivisions can mean (resources/gazetteer)."""

import functools
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from monitor.core.extract.folding import fold_name
from monitor.core.terms import CountryKind
from monitor.paths import resources


class Sense(NamedTuple):
    """One country that a name or demonym stands for; ``doubtful`` senses need other evidence for the country.

    ``first_level`` is GeoNames' code of the subdivision that is meant, "" where it is the country.
    """

    code: str
    kind: CountryKind
    doubtful: bool = False
    first_level: str = ""


class Place(NamedTuple):
    """One place that a name can mean.

    ``kind`` is "h" for a place written by hand, "w" for one that all the world knows, "c" for a town, "a" for
    another name of it, "1" and "2" for subdivisions of the first and second level, "3" for one of those without its
    generic word. ``population`` is 0 where it is not known; ``known_as`` counts its other names in all languages:
    how well known it is.
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


class Clue(NamedTuple):
    """Weights of countries that a word of public life hints at; ``national`` words say nothing of life in a town."""

    weights: tuple[tuple[str, float], ...]
    national: bool


@dataclass(frozen=True, slots=True)
class SharedName:
    """A name that several countries share: which of ``codes`` is meant is told by the rest of the article.

    ``default`` is meant where the article names none of them, or, unless that leaves it unresolved, several.
    """

    codes: tuple[str, ...]
    default: str
    kind: CountryKind
    unresolved_between: bool


SMALLEST = 300  # added to every population: of most small places it is not known
FAME = 0.7  # ten times as many names in other languages are worth this much of a power of ten
_FORM_KINDS = (CountryKind.NAME, CountryKind.DEMONYM, CountryKind.CAPITAL, CountryKind.GOVERNMENT)
KEPT_TOPONYMS = 32_768
_LONGEST_ACRONYM = 5  # "FYROM": matched only in capitals, for "us" and "pa" are words


class Gazetteer:
    """Looks names up. Takes 0.2 s and 70 MB to load: one a process. Raises OSError where a file is missing.

    Attributes:
        toponym: Returns what a folded name means as a place, None where no place bears it. The answers are remembered,
            for the table lies far apart in memory and its rows are packed.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or resources() / "gazetteer"
        self.countries: Mapping[str, Country] = {country.code: country for country in self._read_countries()}
        self.words: dict[str, tuple[Sense, ...]] = {}
        self.acronyms: dict[str, tuple[Sense, ...]] = {}
        self.abbreviations: dict[str, tuple[Sense, ...]] = {}
        self._add_country_forms()
        self._add_subdivisions()
        self._add_local_demonyms()
        self.shared = dict(self._read_shared_names())
        names = list(self._lines("regions.txt"))
        self.regions = frozenset(fold_name(name) for name in names if not _is_acronym(name))
        self.region_acronyms = frozenset(_plain(name) for name in names if _is_acronym(name))
        self.first_names = frozenset(self._lines("first_names.txt"))
        self.clues = dict(self._read_clues())
        self.clue_words = frozenset(self.clues)
        self.clue_firsts = frozenset(clue.split(" ")[0] for clue in self.clues if " " in clue)
        self.neighbours = {line[:2]: tuple(line[3:].split()) for line in self._lines("neighbours.tsv")}
        self._by_hand = self._read_places()
        text = (self._folder / "toponyms.tsv").read_text(encoding="utf-8")
        self._toponyms = dict(line.split("\t", 1) for line in text.split("\n") if line)
        self.toponym = functools.lru_cache(maxsize=KEPT_TOPONYMS)(self._toponym)
        self._capitals = frozenset(self._places_of_capitals())

    def _toponym(self, key: str) -> Toponym | None:
        packed, by_hand = self._toponyms.get(key), self._by_hand.get(key)
        if by_hand is None:
            return _unpack(packed) if packed is not None else None
        return _merged(by_hand, packed)

    def is_capital(self, key: str, code: str) -> bool:
        """Return whether the largest place of a folded name in a country is its capital: "varsovie"."""
        toponym = self.toponym(key)
        towns = [place for place in toponym.places if place.code == code and place.kind in "ca"] if toponym else []
        if not towns:
            return False
        largest = max(towns, key=lambda place: place.population)
        return (code, largest.first_level, largest.population) in self._capitals

    def _places_of_capitals(self) -> Iterator[tuple[str, str, int]]:
        for country in self.countries.values():
            for capital in country.capitals[:1]:
                toponym = self.toponym(fold_name(capital.removeprefix("?")))
                towns = toponym.places if toponym else ()
                same = [place for place in towns if place.code == country.code and place.kind in "ca"]
                if same:
                    largest = max(same, key=lambda place: place.population)
                    yield country.code, largest.first_level, largest.population

    def senses(self, word: str, key: str) -> tuple[Sense, ...] | None:
        """Return what a single word means as a country's name, None where it is an acronym that names no country."""
        if word.isupper():
            plain = word.replace(".", "")
            if plain in self.acronyms:
                return self.acronyms[plain]
            if plain in self.region_acronyms:
                return None
        return self.words.get(key, ())

    def _read_countries(self) -> Iterator[Country]:
        for code, *columns in self._rows("countries.tsv"):
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
                        if " and " in name:  # "Turks & Caicos": the sign is no word of the key
                            senses[fold_name(name.replace(" and ", " "))].append(sense)
        self.words.update({key: _sorted(found) for key, found in senses.items()})
        self.acronyms.update({key: _sorted(found) for key, found in acronyms.items()})

    def _add_subdivisions(self) -> None:
        abbreviations: dict[str, list[Sense]] = defaultdict(list)
        for code, first_level, names, after_town, alone in self._rows("subdivisions.tsv"):
            sense = Sense(code, CountryKind.SUBDIVISION, first_level=first_level)
            for name in names.split("|"):
                key = fold_name(name)
                self.words[key] = tuple(dict.fromkeys((*self.words.get(key, ()), sense)))
            for form in filter(None, after_town.split("|")):
                abbreviations[_plain(form)].append(sense)
            for form in filter(None, alone.split("|")):
                plain = _plain(form.removeprefix("?"))
                doubtful = sense._replace(doubtful=form.startswith("?"))
                self.acronyms[plain] = (*self.acronyms.get(plain, ()), doubtful)
        self.abbreviations.update({key: tuple(found) for key, found in abbreviations.items()})

    def _add_local_demonyms(self) -> None:
        for code, forms in self._rows("local_demonyms.tsv"):
            for form in forms.split("|"):
                self.words.setdefault(fold_name(form), (Sense(code, CountryKind.DEMONYM),))

    def _read_shared_names(self) -> Iterator[tuple[str, SharedName]]:
        for names, kind, codes, default, between in self._rows("shared_names.tsv"):
            shared = SharedName(tuple(codes.split()), default, CountryKind(kind), between == "unresolved")
            for name in names.split("|"):
                key = fold_name(name)
                self.words.setdefault(key, tuple(Sense(code, shared.kind, doubtful=True) for code in shared.codes))
                yield key, shared

    def _read_clues(self) -> Iterator[tuple[str, Clue]]:
        for votes, words in self._rows("clues.tsv"):
            weights = tuple((vote[:2], float(vote[2:])) for vote in votes.split() if vote != "national")
            clue = Clue(weights, national="national" in votes)
            for word in words.split("|"):
                yield fold_name(word), clue

    def _read_places(self) -> dict[str, tuple[Place, ...]]:
        places: dict[str, list[Place]] = defaultdict(list)
        for code, names in self._rows("places.tsv"):
            for name in names.split("|"):
                kind = "w" if name.startswith("*") else "h"
                places[fold_name(name.removeprefix("*"))].append(Place(kind, code, "", 0))
        return {key: tuple(found) for key, found in places.items()}

    def _rows(self, name: str) -> Iterator[list[str]]:
        for line in self._lines(name):
            yield line.split("\t")

    def _lines(self, name: str) -> Iterator[str]:
        with (self._folder / name).open(encoding="utf-8") as lines:
            for line in lines:
                if not line.startswith("#") and line.strip():
                    yield line.rstrip("\n")


def size_of(place: Place) -> float:
    """Return how likely a place is to be meant by its name alone: its people and its fame, as powers of ten."""
    return math.log10(place.population + SMALLEST) + FAME * math.log10((place.known_as + 10) / 20)


def _is_acronym(name: str) -> bool:
    plain = _plain(name)
    return plain.isupper() and len(plain) <= _LONGEST_ACRONYM and " " not in plain


def _plain(name: str) -> str:
    """Return an abbreviation without its points and the blanks between them."""
    return name.replace(".", "").replace(" ", "") if "." in name else name


def _sorted(senses: Iterable[Sense]) -> tuple[Sense, ...]:
    return tuple(sorted(dict.fromkeys(senses), key=lambda sense: sense.doubtful))


def _merged(by_hand: tuple[Place, ...], packed: str | None) -> Toponym:
    """Return a toponym whose places written by hand stand before those of the table."""
    if packed is None:
        return Toponym(by_hand, False, False, False)
    known = _unpack(packed)
    return known._replace(places=by_hand + known.places)


def _unpack(packed: str) -> Toponym:
    flags, readings = packed.split("\t")
    places = []
    for reading in readings.split(";"):
        head, first_level, population, known_as = reading.split(".")
        places.append(Place(head[0], head[1:], first_level, int(population or 0), int(known_as)))
    return Toponym(tuple(places), "w" in flags, "s" in flags, "f" in flags)
