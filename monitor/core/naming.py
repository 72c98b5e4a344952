"""The analyst's corrections of names, outlets and countries, and what an article shows under them.

Nothing here touches a library: ``Rules.apply`` is a function of what the machine found and of the corrections in
force. How they compose is decided in ``docs/decisions/0016-corrections-of-names-are-a-layer.md``.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Any, TypeAlias

from monitor.core.focusing import moved_focus
from monitor.core.records import Analysis, Article, CountryKind, CountryMention, DatelinePlace, EntityType, Mention
from monitor.core.tokens import name_key


class CorrectionKind(StrEnum):
    """What the analyst can say of a name; the values are the kinds of the decision log."""

    MERGE = "merge"
    SPLIT = "split"
    RENAME = "rename"
    RETYPE = "retype"
    NO_ENTITY = "not entity"
    COUNTRY = "country"


class Reach(StrEnum):
    """How far a correction goes."""

    ARTICLE = "article"
    SOURCE = "source"
    EVERYWHERE = "everywhere"


@dataclass(frozen=True, slots=True)
class NameCorrection:
    """One correction: names of one type, and what they are instead.

    Attributes:
        kind: What is corrected.
        type: Of the names; None where they are outlets (merge, split, rename) or words of a country (country).
        names: Those that a merge joins; else the one name, or for a country the word as written.
        name: The name shown from now on (merge, split, rename).
        to_type: The right type (retype).
        alias: What is split off: a way of writing or an earlier name of the one name.
        country: ISO 3166-1 alpha-2, None for no country at all (country).
        reach: How far it goes.
        of: The article's key or the name of the source that it reaches; empty where it reaches everything.
    """

    kind: CorrectionKind
    names: tuple[str, ...]
    type: EntityType | None = None
    name: str = ""
    to_type: EntityType | None = None
    alias: str = ""
    country: str | None = None
    reach: Reach = Reach.EVERYWHERE
    of: str = ""

    def value(self) -> dict[str, Any]:
        """Return the correction as the decision log holds it, what is not said left out."""
        said: dict[str, Any] = {"names": list(self.names)}
        if self.kind is CorrectionKind.COUNTRY:
            said["country"] = self.country
        else:
            said["type"] = self.type.value if self.type else "SOURCE"
        if self.to_type:
            said["to"] = self.to_type.value
        optional = {"name": self.name, "alias": self.alias, "of": self.of}
        if self.reach is not Reach.EVERYWHERE:
            said["reach"] = self.reach.value
        return said | {key: text for key, text in optional.items() if text}

    @classmethod
    def of_value(cls, kind: str, value: Mapping[str, Any]) -> "NameCorrection":
        """Return the correction that ``value`` wrote.

        Raises:
            ValueError, KeyError: where it is none, or one that could not be meant.
        """
        type_ = value.get("type", "SOURCE")
        correction = cls(
            kind=CorrectionKind(kind),
            names=tuple(value["names"]),
            type=None if type_ == "SOURCE" else EntityType(type_),
            name=value.get("name", ""),
            to_type=EntityType(value["to"]) if "to" in value else None,
            alias=value.get("alias", ""),
            country=value.get("country"),
            reach=Reach(value.get("reach", Reach.EVERYWHERE)),
            of=value.get("of", ""),
        )
        correction.check()
        return correction

    def check(self) -> None:
        """Make sure that the correction says something.

        Raises:
            ValueError: with what is missing.
        """
        named = (CorrectionKind.MERGE, CorrectionKind.SPLIT, CorrectionKind.RENAME)
        typed = (CorrectionKind.RETYPE, CorrectionKind.NO_ENTITY)
        if not self.names or not all(name.strip() for name in self.names):
            raise ValueError("a correction needs a name")
        if self.kind in named and not self.name.strip():
            raise ValueError(f"a {self.kind.value} needs the name to be shown")
        if self.kind in typed and self.type is None:
            raise ValueError(f"a {self.kind.value} needs the type of the name")
        if self.kind is CorrectionKind.RETYPE and self.to_type is None:
            raise ValueError("a retype needs the right type")
        if self.kind is CorrectionKind.SPLIT and name_key(self.name) == name_key(self.names[0]):
            raise ValueError("what is split off needs another name than what it is split from")
        if self.kind is CorrectionKind.SPLIT and not self.alias.strip():
            raise ValueError("a split needs what is split off")
        if (self.reach is Reach.EVERYWHERE) == bool(self.of):
            raise ValueError("a correction reaches everything or what it names")

    @property
    def subjects(self) -> frozenset["Subject"]:
        """The folded names that it changes, with their type; none for a country."""
        if self.kind is CorrectionKind.COUNTRY:
            return frozenset()
        return frozenset((name_key(name), self.type) for name in self.names)

    @property
    def target(self) -> "Subject | None":
        """What its subjects are under it; None where nothing."""
        if self.kind in (CorrectionKind.NO_ENTITY, CorrectionKind.COUNTRY):
            return None
        return name_key(self.name or self.names[0]), self.to_type or self.type


Subject: TypeAlias = tuple[str, EntityType | None]
"""A folded name and its type; of type None are outlets."""
Numbered: TypeAlias = tuple[int, NameCorrection]
"""A correction with its place in the log."""

KIND_VALUES = frozenset(kind.value for kind in CorrectionKind)
BY_ANALYST = " by the analyst"
"""How the rule of a corrected mention ends: "model; merged by the analyst"."""
_DONE = {
    CorrectionKind.MERGE: "merged",
    CorrectionKind.SPLIT: "split off",
    CorrectionKind.RENAME: "renamed",
    CorrectionKind.RETYPE: "retyped",
    CorrectionKind.COUNTRY: "country set",
}


_SAYS_WHO = (CorrectionKind.MERGE, CorrectionKind.SPLIT)
"""Corrections that say who is meant: a later rename or retype of that one does not hide them."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a rule is asked to hold: the article's key, and the folded names of its outlet."""

    key: str
    sources: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a name is under the rules; ``last`` is the correction that made it so, the last that says who is meant."""

    name: str
    type: EntityType | None
    last: NameCorrection


class Rules:
    """The corrections in force, ready to be applied; make it anew when they change."""

    def __init__(self, corrections: Iterable[Numbered] = ()) -> None:
        self.corrections = sorted(corrections, key=lambda numbered: numbered[0])
        self._by_subject: dict[Subject, list[Numbered]] = defaultdict(list)
        self._by_word: dict[str, list[NameCorrection]] = defaultdict(list)
        for seq, correction in self.corrections:
            if correction.kind is CorrectionKind.COUNTRY:
                self._by_word[name_key(correction.names[0])].append(correction)
            for subject in correction.subjects:
                self._by_subject[subject].append((seq, correction))

    def apply(self, analysis: Analysis, key: str, *, source: str | None) -> Analysis:
        """Return what an article shows; the same object where no rule changes anything.

        Args:
            analysis: The article as the machine found it.
            key: The article's key (``identity.article_key``).
            source: Its outlet as found, or as the analyst corrected it for this article.
        """
        if not self.corrections:
            return analysis if source == analysis.article.source else _with_source(analysis, source)
        shown_source = self.source(source, key)
        place = _Place(key, frozenset(_key(name) for name in (source, shown_source) if name))
        article = analysis.article
        countries = self._countries(analysis, place)
        dateline = tuple(self._dateline_place(found, place) for found in article.dateline)
        shown = replace(
            analysis,
            entities=self._entities(analysis, place),
            countries=countries,
            focus=moved_focus(analysis.focus, analysis.countries, countries, article),
            quotes=self._quotes(analysis, place),
        )
        if dateline != article.dateline or shown_source != article.source:
            shown = replace(shown, article=replace(article, dateline=dateline, source=shown_source))
        return analysis if shown == analysis else shown

    def source(self, name: str | None, key: str) -> str | None:
        """Return the outlet that an article of this key is shown under."""
        if name is None:
            return None
        shown = self._resolve(name, None, frozenset((_key(name),)), _Place(key, frozenset((_key(name),))))
        return shown.name if isinstance(shown, _Shown) else name

    def before(self, seq: int, subjects: Iterable[Subject]) -> frozenset[Subject]:
        """Return all names that the rules before a place of the log may turn into one of these, themselves too."""
        found = set(subjects)
        for number, correction in reversed(self.corrections):
            if number < seq and correction.target in found:
                found |= correction.subjects
        return frozenset(found)

    def after(self, subjects: Iterable[Subject]) -> frozenset[Subject]:
        """Return all names that the rules may turn these into, themselves too."""
        found = set(subjects)
        for _, correction in self.corrections:
            if correction.target is not None and correction.subjects & found:
                found.add(correction.target)
        return frozenset(found)

    def about(self, name: str, type_: EntityType | None) -> list[Numbered]:
        """Return the corrections that have to do with a name: those that lead to it and those that change it."""
        subject = (name_key(name), type_)
        led = self.before(self.corrections[-1][0] + 1, [subject]) if self.corrections else frozenset()
        return [
            (seq, correction)
            for seq, correction in self.corrections
            if correction.target == subject or correction.subjects & led
        ]

    # --- inside -----------------------------------------------------------------------------

    def _resolve(
        self, name: str, type_: EntityType | None, aliases: frozenset[str], place: _Place
    ) -> _Shown | CorrectionKind | None:
        """Carry one name through the rules: what it is in the end, NO_ENTITY, or None where no rule changes it."""
        shown: _Shown | None = None
        at = -1
        while True:
            subject = (_key(name), type_)
            step = next(
                (
                    (seq, correction)
                    for seq, correction in self._by_subject.get(subject, ())
                    if seq > at and _holds(correction, aliases, place)
                ),
                None,
            )
            if step is None:
                return shown
            at, correction = step
            if correction.kind is CorrectionKind.NO_ENTITY:
                return CorrectionKind.NO_ENTITY
            new = correction.name or name, correction.to_type or type_
            if new != (name, type_):
                name, type_ = new
                is_said = shown is not None and shown.last.kind in _SAYS_WHO and correction.kind not in _SAYS_WHO
                shown = _Shown(name, type_, shown.last if shown is not None and is_said else correction)

    def _entities(self, analysis: Analysis, place: _Place) -> tuple[Mention, ...]:
        if not self._by_subject:
            return analysis.entities
        return tuple(
            shown
            for mention in analysis.entities
            if (shown := self._mention(mention, analysis.article, place)) is not None
        )

    def _mention(self, mention: Mention, article: Article, place: _Place) -> Mention | None:
        if (_key(mention.name), mention.type) not in self._by_subject:
            return mention
        aliases = frozenset((_key(written(mention, article)), _key(mention.name)))
        shown = self._resolve(mention.name, mention.type, aliases, place)
        if shown is None:
            return mention
        if not isinstance(shown, _Shown) or shown.type is None:
            return None
        if (shown.name, shown.type) == (mention.name, mention.type):
            return mention
        return replace(mention, name=shown.name, type=shown.type, rule=_rule(mention.rule, shown.last.kind))

    def _quotes(self, analysis: Analysis, place: _Place) -> Any:
        """Have speakers follow the names that they resolve to; who is no entity still speaks."""
        if not self._by_subject or not analysis.quotes:
            return analysis.quotes
        types: dict[str, EntityType] = {}
        for mention in analysis.entities:
            types.setdefault(_key(mention.name), mention.type)
        return tuple(replace(quote, speaker=self._speaker(quote.speaker, types, place)) for quote in analysis.quotes)

    def _speaker(self, speaker: str | None, types: Mapping[str, EntityType], place: _Place) -> str | None:
        if speaker is None or _key(speaker) not in types:
            return speaker
        shown = self._resolve(speaker, types[_key(speaker)], frozenset((_key(speaker),)), place)
        return shown.name if isinstance(shown, _Shown) else speaker

    def _countries(self, analysis: Analysis, place: _Place) -> tuple[CountryMention, ...]:
        if not self._by_word:
            return analysis.countries
        article = analysis.article
        shown = [
            new
            for found in analysis.countries
            if (new := _in_country(found, self._country_of(written(found, article), place))) is not None
        ]
        added = list(self._added(analysis, place))
        if added:
            shown = sorted(shown + added, key=lambda found: (not found.in_title, found.start, found.end))
        return tuple(shown)

    def _added(self, analysis: Analysis, place: _Place) -> Iterable[CountryMention]:
        """Yield mentions of countries where the machine found a name but no country in it."""
        taken = {(found.in_title, at) for found in analysis.countries for at in range(found.start, found.end)}
        seen = set()
        for mention in analysis.entities:
            rule = self._country_of(written(mention, analysis.article), place)
            span = (mention.in_title, mention.start, mention.end)
            if rule is None or rule.country is None or span in seen:
                continue
            if any((mention.in_title, at) in taken for at in range(mention.start, mention.end)):
                continue
            seen.add(span)
            yield CountryMention(
                mention.start,
                mention.end,
                mention.zone,
                rule.country,
                CountryKind.PLACE,
                _rule(mention.rule, rule.kind),
                in_title=mention.in_title,
            )

    def _country_of(self, word: str, place: _Place) -> NameCorrection | None:
        rules = self._by_word.get(_key(word), ())
        return next((rule for rule in reversed(rules) if _reaches(rule, place)), None)

    def _dateline_place(self, found: DatelinePlace, place: _Place) -> DatelinePlace:
        rule = self._country_of(found.name, place) if self._by_word else None
        return found if rule is None else replace(found, country=rule.country)


def written(mention: Mention | CountryMention, article: Article) -> str:
    """Return the words of an article that a mention stands on."""
    text = (article.title or "") if mention.in_title else article.text
    return text[mention.start : mention.end]


def _in_country(found: CountryMention, rule: NameCorrection | None) -> CountryMention | None:
    if rule is None or rule.country == found.code:
        return found
    if rule.country is None:
        return None
    return replace(found, code=rule.country, rule=_rule(found.rule, rule.kind), confidence=1.0)


def _holds(correction: NameCorrection, aliases: frozenset[str], place: _Place) -> bool:
    return (not correction.alias or _key(correction.alias) in aliases) and _reaches(correction, place)


def _reaches(correction: NameCorrection, place: _Place) -> bool:
    if correction.reach is Reach.EVERYWHERE:
        return True
    if correction.reach is Reach.ARTICLE:
        return correction.of == place.key
    return _key(correction.of) in place.sources


def _rule(rule: str, kind: CorrectionKind) -> str:
    return f"{rule}; {_DONE[kind]}{BY_ANALYST}"


def _with_source(analysis: Analysis, source: str | None) -> Analysis:
    return replace(analysis, article=replace(analysis.article, source=source))


_key = lru_cache(65_536)(name_key)


__all__: Sequence[str] = (
    "BY_ANALYST",
    "KIND_VALUES",
    "CorrectionKind",
    "NameCorrection",
    "Numbered",
    "Reach",
    "Rules",
    "Subject",
    "written",
)
