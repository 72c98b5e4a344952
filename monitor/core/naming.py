"""What an article shows under the analyst's corrections of names, outlets and countries.

Nothing here touches a library: ``Rules.apply`` is a function of what the machine found and of the corrections in
force. How they compose is decided in ``docs/decisions/0016-corrections-of-names-are-a-layer.md``.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from monitor.core.corrections import CorrectionKind, NameCorrection, Numbered, Reach, Subject
from monitor.core.focusing import moved_focus
from monitor.core.records import Analysis, Article, CountryMention, DatelinePlace, Mention
from monitor.core.terms import CountryKind, EntityType
from monitor.core.tokens import name_key

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
