"""Which countries an article names: every mention with its kind, rule and confidence."""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from monitor.core.extract.country_context import (
    MONTHS, ORGANISATION_LABELS, PLACE_LABELS, PLACE_PREPOSITIONS, Reading, is_country_word, judge, person_words,
)
from monitor.core.extract.country_patterns import (
    dateline_end, mark_town_like, settle_by_abbreviation, settle_by_apposition, settle_by_region,
)
from monitor.core.extract.country_votes import Votes, candidates, choose
from monitor.core.extract.gazetteer import Gazetteer
from monitor.core.extract.passages import Passage
from monitor.core.extract.toponyms import Decision, Surface, attach_spans, find_surfaces, split_words
from monitor.core.records import Article, CountryKind, CountryMention, DatelinePlace, Zone

NATURE = frozenset('river creek lake lagoon bay mountain mountains hills valley forest ranch farm park'.split())
COUNTRIES_VERSION = "countries 2"


class LabelledSpan(Protocol):
    """A model's entity: half-open offsets into its passage and the model's label."""

    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102
    @property
    def label(self) -> str: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class CountryFindings:
    """The country mentions of an article in text order (those with ``in_name`` never count), and its dateline resolved."""

    mentions: tuple[CountryMention, ...]
    dateline: tuple[DatelinePlace, ...]


def find_countries(
    article: Article,
    passages: Sequence[Passage],
    found: Sequence[Sequence[LabelledSpan]],
    gazetteer: Gazetteer,
) -> CountryFindings:
    """Return the countries that an article names.

    Args:
        article: The article; ``document.home_country`` is a prior for ambiguous towns, never more.
        passages: Its passages as ``split_passages`` gives them.
        found: The model's entities of each passage; empty lists where there is no model.
        gazetteer: Where names are looked up.
    """
    mentions = resolve(passages, found, gazetteer, home=article.document.home_country)
    return CountryFindings(tuple(mentions), article.dateline)


def resolve(passages, found, gazetteer, *, home=None):
    return Resolution(passages, found, gazetteer, home).run()


class Resolution:
    def __init__(self, passages, found, gazetteer, home):
        self.g = gazetteer
        self.votes = Votes(gazetteer.neighbours, home)
        self.readings = []
        for number, (p, f) in enumerate(zip(passages, found)):
            words = split_words(p.text)
            surfaces = list(find_surfaces(p.text, words, gazetteer, number))
            spans = [(s.start, s.end, s.label) for s in f]
            attach_spans(surfaces, spans)
            self.readings.append(Reading(p, words, surfaces, spans))
        self.extra = []  # apposed places unknown to the gazetteer

    def run(self):
        persons = self.persons = person_words(self.readings)
        for r in self.readings:
            for s in r.surfaces:
                judge(r, s, self.g, persons)
            mark_town_like(r)
        self.votes.hint(self.readings, self.g)
        diseased = {s.key for r in self.readings for s in r.surfaces if s.barred == "disease"}
        for r in self.readings:
            for s in r.surfaces:
                if s.key in diseased and not is_country_word(s): s.barred = "disease"
        self.townlike = {s.key for r in self.readings for s in r.surfaces if s.town_like and s.senses and s.senses[0].kind is CountryKind.NAME and any(p.kind == "c" and p.population > 800 and p.code != s.senses[0].code for p in (s.toponym.places if s.toponym else ()))}
        for r in self.readings:
            self.certain(r)
        for r in self.readings:
            self.patterns(r)
        self.pool()
        return self.emit()

    def decide(self, s, d, weight=1.0, pin=False):
        s.decision = d
        self.votes.add(s.key, d, weight)
        if pin:
            self.votes.pinned[s.key][d.code, d.kind, d.first_level] += 1

    def certain(self, r):
        for s in r.surfaces:
            if s.barred or not s.senses: continue
            if s.key in self.townlike: continue
            first = s.senses[0]
            codes = {x.code for x in s.senses}
            if first.doubtful or len(codes) > 1: continue
            w = 0.4 if s.inside == "name" else 1.0
            if first.kind is CountryKind.DEMONYM or first.kind is CountryKind.GOVERNMENT:
                self.decide(s, Decision(first.code, first.kind, first.kind.value, 0.97), 0.8 * w)
            elif first.kind in (CountryKind.NAME, CountryKind.SUBDIVISION):
                rivals = [p for p in (s.toponym.places if s.toponym else ()) if p.kind == "c" and p.population > 800 and p.code != first.code]
                if rivals and dateline_end(r.passage.text) >= s.end and first.kind is CountryKind.NAME and max(p.population for p in s.toponym.places) < 300000: continue
                self.decide(s, Decision(first.code, first.kind, first.kind.value, 0.97, first.first_level), w)

    def patterns(self, r):
        bystart = {s.start: s for s in r.surfaces}
        for s, d, (a, b) in list(settle_by_abbreviation(r, self.g)):
            if not s.barred or s.barred in ("person", "generic", "acronym"):
                if is_country_word(s) and s.decision and not s.toponym: continue
                s.barred = ""
                self.decide(s, d, 1.5, pin=True)
                state = bystart.get(a)
                if state is None:
                    state = Surface(0, a, b, s.last + 1, s.last + 1, "")
                    r.surfaces.append(state)
                state.barred = ""
                state.decision = Decision(d.code, CountryKind.SUBDIVISION, "state after town", 0.97, d.first_level)
        r.surfaces.sort(key=lambda s: s.start)
        for inner, outer, code, level in settle_by_region(r):
            if inner.decision is not None and inner.decision.rule == "town, state": continue
            if is_country_word(inner): 
                if inner.decision and not level: continue
            if inner.decision and inner.decision.code == code and inner.decision.kind is not CountryKind.NAME:
                continue
            kind = CountryKind.CITY
            if any(x.kind is CountryKind.CAPITAL and x.code == code for x in inner.senses): kind = CountryKind.CAPITAL
            self.decide(inner, Decision(code, kind, "town, region", 0.96, level), 1.0, pin=True)
            if outer.decision is None or outer.decision.code != code:
                k = CountryKind.NAME if not level else CountryKind.SUBDIVISION
                self.decide(outer, Decision(code, k, "region after town", 0.95, level), 1.0, pin=True)
        bypos = {s.first: s for s in r.surfaces}
        for country, first, last, kind in settle_by_apposition(r):
            if not country.decision: continue
            s = bypos.get(first)
            d = Decision(country.decision.code, kind, "apposition", 0.95)
            if s is not None:
                if s.decision is None or not is_country_word(s):
                    s.barred = ""
                    self.decide(s, d, 1.0, pin=True)
            else:
                w = r.words
                ns = Surface(0, w.starts[first], w.ends[last], first, last, " ".join(w.keys[first:last + 1]))
                ns.decision = d
                r.surfaces.append(ns)
                self.votes.add(ns.key, d, 1.0)
        r.surfaces.sort(key=lambda s: s.start)

    def pool(self):
        keys = defaultdict(list)
        for r in self.readings:
            for s in r.surfaces:
                if s.decision is None and not s.barred:
                    keys[s.key].append((r, s))
        weights = {k: candidates(v[0][1]) for k, v in keys.items()}
        for round_ in (1, 2):
            soft = Counter()
            for k, occ in keys.items():
                ranked = choose(k, [s for _, s in occ], self.votes, weights[k])
                if not ranked: continue
                top = ranked[0][0]
                z = sum(math.exp(2 * (sc - top)) for sc, _ in ranked)
                place = max(self.lean(r, s, ranked[0][1], weights[k]) for r, s in occ)
                if place < 1: continue
                for sc, (code, _, _) in ranked[:6]:
                    soft[code] += math.exp(2 * (sc - top)) / z
            self.votes.soft = soft
        # final: each key's own soft vote is part of it; small
        for k, occ in keys.items():
            ranked = choose(k, [s for _, s in occ], self.votes, weights[k])
            if not ranked: continue
            score, choice = ranked[0]
            best = max(self.lean(r, s, choice, weights[k]) for r, s in occ)
            for r, s in occ:
                lean = self.lean(r, s, choice, weights[k])
                if lean >= 1.5 or (best >= 2.5 and lean > 0):
                    code, kind, level = choice
                    s.decision = Decision(code, kind, "votes", round(min(0.95, 0.5 + 0.08 * lean), 2), level)

    def lean(self, r, s, choice, weights):
        """How much an occurrence looks like a place."""
        code, kind, level = choice
        base = weights[choice]
        lean = 0.0
        exact = s.span[0] >= s.start - 4 and s.span[1] <= s.end + 3
        placed = s.label in PLACE_LABELS
        if placed: lean += 2.5 if exact else 1.5
        elif s.label == "ORG": lean += 0.0 if exact else 0.3
        elif s.label == "PERSON": lean -= 1.5
        elif s.label == "NORP": lean -= 0.5
        elif s.label in ORGANISATION_LABELS and s.inside == "name": lean -= 0.3
        elif s.label: lean -= 2.5
        if s.before in PLACE_PREPOSITIONS: lean += 1.0
        elif s.before[:1].isupper() and not placed and s.before.lower() not in MONTHS: lean -= 1.0
        if s.inside in ("government", "facility") and s.label == "ORG": lean += 0.7
        elif s.after[:1].isupper() and not placed: lean -= 1.0
        if s.town_like: lean += 0.7
        if s.after == "based": lean += 1.0
        if s.toponym:
            if s.toponym.is_word: lean -= 1.5
            if s.toponym.is_surname and not placed: lean -= 0.7
        if s.key.startswith("st "): lean -= 1.0
        if s.key in self.persons: lean -= 1.0
        if s.start <= dateline_end(r.passage.text): lean += 2
        lean += 1.0 * (base - 4.7)
        ev = self.votes.evidence(code, s.key)
        lean += 0.8 * min(1.5, ev)
        lean -= 0.6 * max(0.0, min(2.0, self.votes.strongest(s.key) - ev))
        if s.after.lower() in NATURE and ev < 0.5: lean -= 1.5
        if ev < 0.4 and any(x.doubtful and x.code == code for x in s.senses) and kind is not CountryKind.NAME and not any(p.code == code for p in (s.toponym.places if s.toponym else ())): lean -= 3
        if kind is CountryKind.SUBDIVISION and base < 4 and ev < 0.5: lean -= 1.5
        return lean

    def emit(self):
        out = []
        for r in self.readings:
            for s in r.surfaces:
                d = s.decision
                if d is None or s.barred: continue
                start, end = r.passage.locate(s.start, s.end)
                out.append(CountryMention(start, end, r.passage.zone, d.code, d.kind, d.rule, d.confidence, r.passage.in_title, s.inside == "name"))
        return out
