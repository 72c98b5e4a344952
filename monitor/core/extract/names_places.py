"""What the rules for names ask of the gazetteer."""

import functools
from typing import Protocol

from monitor.core.extract.gazetteer import Gazetteer, Sense
from monitor.core.extract.names_sightings import KEPT_ANSWERS, fold
from monitor.core.terms import CountryKind

LARGE_TOWN = 100_000  # inhabitants from which on a town is meant though its name is an everyday word


class PlaceNames(Protocol):
    """Which names are countries, nationalities and places."""

    def country(self, name: str) -> str | None:
        """Return the usual name of the country that ``name`` stands for, None where it is no country's name."""

    def is_demonym(self, name: str) -> bool:
        """Whether this is the adjective or the inhabitants of a country."""

    def is_capital(self, name: str) -> bool:
        """Whether a country's capital bears this name."""

    def is_place(self, name: str) -> bool:
        """Whether a country, a subdivision or a town bears this name, and it is not an everyday word."""


class GazetteerPlaceNames:
    """The answers of the program's gazetteer, remembered: the same names come again, and each is asked for often."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self.country = functools.lru_cache(maxsize=KEPT_ANSWERS)(self._country)
        self.is_demonym = functools.lru_cache(maxsize=KEPT_ANSWERS)(self._is_demonym)
        self.is_place = functools.lru_cache(maxsize=KEPT_ANSWERS)(self._is_place)

    def _country(self, name: str) -> str | None:
        for sense in self._senses(name):
            if sense.kind is CountryKind.NAME and not sense.doubtful:
                return self._gazetteer.countries[sense.code].names[0]
        return None

    def _is_demonym(self, name: str) -> bool:
        return any(sense.kind is CountryKind.DEMONYM and not sense.doubtful for sense in self._senses(name))

    def is_capital(self, name: str) -> bool:
        """Whether a capital is among what the name stands for."""
        return any(sense.kind is CountryKind.CAPITAL and not sense.doubtful for sense in self._senses(name))

    def _is_place(self, name: str) -> bool:
        kinds = {sense.kind for sense in self._senses(name)}
        if kinds - {CountryKind.DEMONYM, CountryKind.GOVERNMENT}:
            return True
        toponym = self._gazetteer.toponym(fold(name))
        if toponym is None:
            return False
        return not toponym.is_word or any(place.population >= LARGE_TOWN for place in toponym.places)

    def _senses(self, name: str) -> tuple[Sense, ...]:
        if name.isupper():
            senses = self._gazetteer.acronyms.get(name.replace(".", "").replace(" ", ""))
            if senses is not None:
                return senses
        return self._gazetteer.words.get(fold(name), ())


class NoPlaceNames:
    """Knows no places."""

    def country(self, name: str) -> str | None:
        """None."""
        return None

    def is_demonym(self, name: str) -> bool:
        """No."""
        return False

    def is_capital(self, name: str) -> bool:
        """No."""
        return False

    def is_place(self, name: str) -> bool:
        """No."""
        return False
