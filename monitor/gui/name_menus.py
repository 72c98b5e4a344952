"""What the menus of names, countries and outlets offer to correct them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtWidgets import QWidget

from monitor.core.corrections import CorrectionKind, NameCorrection, Reach
from monitor.core.naming import written
from monitor.core.store import Reader, StoredArticle
from monitor.core.terms import EntityType
from monitor.core.tokens import name_key
from monitor.gui.actions import Actions
from monitor.gui.jobs import Jobs
from monitor.gui.models.words import type_word
from monitor.gui.popup_menu import Deed, later
from monitor.gui.views.name_popups import CountryPopup, MergePopup, Place, make_reaches
from monitor.gui.views.popups import LinePopup


class NameMenus:
    """Makes the lines of menus with which names are corrected, and asks what they need to know."""

    def __init__(
        self, window: QWidget, actions: Actions, reading: Jobs[Reader], countries: Sequence[tuple[str, str]]
    ) -> None:
        """Make the menus.

        Args:
            window: Owns what is asked.
            actions: What they do.
            reading: Answers what they need to know.
            countries: All countries by code, with what they are called.
        """
        self._window = window
        self._actions = actions
        self._reading = reading
        self._countries = countries

    # --- names --------------------------------------------------------------------------------

    def of_name(self, name: str, type: EntityType, at: QPoint, article: StoredArticle | None) -> list[Deed]:
        """Return the lines for one entity, in an article where it was asked there."""
        place = place_of(article)
        types: list[Deed] = [
            (type_word(other), later(self._retype, name, type, other)) for other in EntityType if other is not type
        ]
        return [
            (_tr("Merge with…"), lambda: self.ask_merge([name], type, at)),
            (_tr("Rename…"), lambda: self.ask_rename(name, type, at)),
            (_tr("Change type"), types),
            (_tr("Not an entity"), self._of_reaches(place, lambda reach: self._drop(name, type, reach, place))),
            (
                _tr("Country of this name…"),
                lambda: self.ask_country(name_words(article, name, type), None, at, article),
            ),
        ]

    def of_names(self, names: Sequence[tuple[str, EntityType]], at: QPoint) -> list[Deed]:
        """Return the lines for several entities; those of one type can be merged."""
        types = {type for _, type in names}
        words = [name for name, _ in names]
        deeds: list[Deed] = []
        if len(types) == 1:
            merge = _tr("Merge {count} names…").format(count=f"{len(names):,}")
            deeds.append((merge, lambda: self.ask_merge(words, next(iter(types)), at)))
        return deeds

    def of_alias(self, alias: str, name: str, type: EntityType, at: QPoint) -> list[Deed]:
        """Return the lines for one way of writing an entity."""
        return [
            (_tr("Split off"), lambda: self.split(alias, name, type, at)),
            (_tr("Split off as…"), lambda: self.ask_split(alias, name, type, at)),
        ]

    def ask_merge(self, names: Sequence[str], type: EntityType, at: QPoint) -> None:
        """Ask what names are merged with and shown as."""

        def take(all_names: Sequence[str], shown: str) -> None:
            self._actions.correct_names(NameCorrection(CorrectionKind.MERGE, tuple(all_names), type, name=shown))

        MergePopup(self._window, self._reading, names, type, take).open_at(at)

    def ask_rename(self, name: str, type: EntityType, at: QPoint) -> None:
        """Ask for another name of an entity."""

        def take(text: str) -> str | None:
            if not text:
                return _tr("A name needs a word.")
            if text != name:
                self._actions.correct_names(NameCorrection(CorrectionKind.RENAME, (name,), type, name=text))
            return None

        note = _tr("Past and future articles show this name. It joins an entity of that name, if there is one.")
        LinePopup(self._window, _tr("Rename"), take, text=name, note=note).open_at(at)

    def split(self, alias: str, name: str, type: EntityType, at: QPoint) -> None:
        """Make a way of writing an entity of its own; one that folds alike needs another name."""
        if name_key(alias) == name_key(name):
            self.ask_split(alias, name, type, at)
            return
        self._actions.correct_names(NameCorrection(CorrectionKind.SPLIT, (name,), type, alias=alias, name=alias))

    def ask_split(self, alias: str, name: str, type: EntityType, at: QPoint) -> None:
        """Ask what a way of writing is called once it is an entity of its own."""

        def take(text: str) -> str | None:
            if not text or name_key(text) == name_key(name):
                return _tr("It needs a name that differs by more than capitals and accents.")
            self._actions.correct_names(NameCorrection(CorrectionKind.SPLIT, (name,), type, alias=alias, name=text))
            return None

        LinePopup(self._window, _tr("Split off as"), take, text=alias).open_at(at)

    # --- countries and outlets ----------------------------------------------------------------

    def of_country(self, code: str, at: QPoint, article: StoredArticle | None) -> list[Deed]:
        """Return the lines for a country of an article: which word of it is wrong is asked."""
        words = country_words(article, code) if article is not None else []
        return [(_tr("Wrong country…"), lambda: self.ask_country(words, code, at, article))] if words else []

    def ask_country(self, words: Sequence[str], code: str | None, at: QPoint, article: StoredArticle | None) -> None:
        """Ask which country one of these words stands for."""
        place = place_of(article)

        def take(word: str, country: str | None, reach: Reach) -> None:
            correction = NameCorrection(
                CorrectionKind.COUNTRY, (word,), country=country, reach=reach, of=place.of(reach)
            )
            self._actions.correct_names(correction)

        countries = [(other, name) for other, name in self._countries if other != code]
        CountryPopup(self._window, words, countries, place, take).open_at(at)

    def ask_merge_source(self, source: str, at: QPoint) -> None:
        """Ask which outlet another is a spelling of."""

        def show(known: list[str]) -> None:
            def take(text: str) -> str | None:
                if not text or text == source:
                    return _tr("Write the name of the outlet that it is.")
                self._actions.correct_names(NameCorrection(CorrectionKind.MERGE, (source, text), name=text))
                return None

            note = _tr("All articles of both, past and future, are shown under this name.")
            title = _tr("{source} is the same outlet as").format(source=source)
            LinePopup(self._window, title, take, note=note, known=tuple(known)).open_at(at)

        self._reading.ask(lambda reader: other_sources(reader, source), show)

    # --- inside -------------------------------------------------------------------------------

    def _of_reaches(self, place: Place, act: Callable[[Reach], None]) -> list[Deed]:
        return [(words, later(act, reach)) for reach, words in make_reaches(place)]

    def _retype(self, name: str, type: EntityType, to: EntityType) -> None:
        self._actions.correct_names(NameCorrection(CorrectionKind.RETYPE, (name,), type, to_type=to))

    def _drop(self, name: str, type: EntityType, reach: Reach, place: Place) -> None:
        correction = NameCorrection(CorrectionKind.NO_ENTITY, (name,), type, reach=reach, of=place.of(reach))
        self._actions.correct_names(correction)


def place_of(article: StoredArticle | None) -> Place:
    """Return where a question was asked."""
    return Place() if article is None else Place(article.key, article.analysis.article.source or "")


def country_words(article: StoredArticle, code: str) -> list[str]:
    """Return the words of an article that stand for a country, each once, the most frequent first."""
    found: dict[str, list[str]] = {}
    for mention in article.analysis.countries:
        if mention.code == code and not mention.in_name:
            word = written(mention, article.analysis.article)
            found.setdefault(name_key(word), []).append(word)
    return [words[0] for words in sorted(found.values(), key=len, reverse=True)]


def name_words(article: StoredArticle | None, name: str, type: EntityType) -> list[str]:
    """Return the words that stand for a name in an article, each once, the most frequent first; else the name."""
    found: dict[str, list[str]] = {}
    for mention in article.analysis.entities if article is not None else ():
        if mention.type is type and name_key(mention.name) == name_key(name):
            word = written(mention, article.analysis.article) if article is not None else ""
            found.setdefault(name_key(word), []).append(word)
    return [words[0] for words in sorted(found.values(), key=len, reverse=True)] or [name]


def other_sources(reader: Reader, without: str) -> list[str]:
    """Return the outlets of the library but one."""
    return [count.value for count in reader.sources() if count.value and count.value != without]


def _tr(text: str) -> str:
    return QCoreApplication.translate("name_menus", text)
