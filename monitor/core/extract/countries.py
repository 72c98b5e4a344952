"""Which countries an article names: every mention with its kind, rule and confidence."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from monitor.core.extract.gazetteer import Gazetteer, Place, Sense
from monitor.core.extract.passages import Passage
from monitor.core.extract.toponyms import Surface, Words, attach_spans, find_surfaces, split_words
from monitor.core.records import Article, CountryKind, CountryMention, DatelinePlace, Zone

COUNTRIES_VERSION = "countries 1"


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
    doc = Resolution(passages, found, gazetteer, home)
    return doc.run()


GPE = {"GPE", "LOC", "FAC"}
PREPS = set("in at near from to outside around across throughout toward towards via between into inside of for within above over leaving visiting".split())
GOVERNMENT_BODIES = re.compile(
    r"\b(?:ministry|minister|department|dept|government|parliament|senate|congress|council|court|police|army|navy|air force|forces?|embassy|consulate"
    r"|commission(?:er)?|bureau|board|authority|office|service|reserve|bank of|central bank|national bank|treasury|airport|hospital|prison|jail|base|port|station|bridge|stadium"
    r"|district|county|attorney|mayor|assembly|legislature|administration|customs|guard|brigade|regiment|troops|house|embassy|president|sheriff|state|city|town|village|parish|province|union|"
    r"interstate|highway|road|street|avenue|river|lake|mountains?|park|island|islands|beach|bay|valley|harbou?r|fire|library|agency)\b", re.I)
IN_NAME = re.compile(r"\b(?:news agency|times|post|news|journal|herald|tribune|gazette|press|university|college|school|party|club|fc|united|airlines?|airways|inc|corp|ltd|co|company|television|tv|radio)\b", re.I)


class Resolution:
    def __init__(self, passages, found, gazetteer, home):
        self.passages = passages; self.found = found; self.g = gazetteer; self.home = home
        self.votes = Counter(); self.admins = Counter(); self.out = []

    def run(self):
        ws = [split_words(p.text) for p in self.passages]
        self.ws = ws
        surfaces = []
        for i, (p, w, f) in enumerate(zip(self.passages, ws, self.found)):
            found = list(find_surfaces(p.text, w, self.g, i))
            attach_spans(found, [(s.start, s.end, s.label) for s in f])
            surfaces.append(found)
        self.decided = {}
        pending = []
        for ss in surfaces:
            for n, s in enumerate(ss):
                d = self.direct(s)
                if d:
                    self.decide(s, *d)
                else:
                    pending.append((ss, n, s))
        for ss, n, s in pending:
            self.comma(ss, n, s)
        if self.home:
            self.votes[self.home] += 1
        for ss, n, s in pending:
            if id(s) not in self.decided:
                self.ambiguous(s)
        return self.emit(surfaces)

    def decide(self, s, code, kind, rule, conf, admin="", weight=1.0):
        self.decided[id(s)] = (code, kind, rule, conf)
        self.votes[code] += weight
        if admin:
            self.admins[code, admin] += 1

    def direct(self, s):
        p = self.passages[s.passage]
        if s.label == "PERSON" and (s.start, s.end) != s.span and s.senses and s.senses[0].kind is not CountryKind.DEMONYM:
            return None
        if s.label in ("LANGUAGE", "WORK_OF_ART", "PRODUCT"):
            return None
        for sense in s.senses:
            if not sense.doubtful:
                if s.key == "georgia":
                    continue
                return sense.code, sense.kind, "name", 0.95, sense.first_level
        return None

    def comma(self, ss, n, s):
        p = self.passages[s.passage]; w = self.ws[s.passage]
        text = p.text
        m = re.compile(r",\s+((?:[A-Z]\.\s?){1,3}|[A-Z][a-z]{1,4}\.|[A-Z]{2,3}\b)").match(text, s.end)
        if m:
            plain = m.group(1).replace(".", "").replace(" ", "")
            for a in self.g.abbreviations.get(plain, ()):
                self.decide(s, a.code, CountryKind.CITY, "town, state", 0.97, a.first_level, 1.5)
                return
        if n + 1 < len(ss):
            nxt = ss[n + 1]
            if re.fullmatch(r",\s+", text[s.end:nxt.start]) and s.toponym:
                dec = self.decided.get(id(nxt))
                codes = [(x.code, x.first_level) for x in nxt.senses] + ([(pl.code, pl.first_level) for pl in nxt.toponym.places if pl.kind == "1"] if nxt.toponym else [])
                for code, adm in codes:
                    if any(pl.code == code and (not adm or pl.first_level == adm) for pl in s.toponym.places):
                        self.decide(s, code, CountryKind.CITY, "town, region", 0.97, adm, 1.0)
                        if id(nxt) not in self.decided:
                            self.decide(nxt, code, CountryKind.SUBDIVISION if adm else CountryKind.NAME, "region after town", 0.95, adm)
                        return

    def ambiguous(self, s):
        p = self.passages[s.passage]; w = self.ws[s.passage]
        before = w.words[s.first - 1] if s.first and p.text[w.ends[s.first - 1]:s.start].strip() == "" else ""
        place = 0.0
        exact = s.span[0] >= s.start - 4 and s.end >= s.span[1] - 2
        if s.label in GPE: place += 3
        elif s.label == "ORG": place += 0.5 if not exact else 0
        elif s.label == "PERSON": place -= 3 if not exact else 1
        elif s.label: place -= 3
        if before.lower() in PREPS: place += 1.5
        elif before and before[0].isupper() and not s.label in GPE: place -= 1
        if s.toponym:
            if s.toponym.is_word: place -= 2
            if s.toponym.is_surname: place -= 0.7
        best = None
        cands = Counter()
        for sense in s.senses:
            cands[sense.code, sense.kind, sense.first_level] = 5.5
        for pl in s.toponym.places if s.toponym else ():
            base = math.log10(pl.population + 300)
            if pl.kind == "1": base = 6; kind = CountryKind.SUBDIVISION
            elif pl.kind in "23": base = 3; kind = CountryKind.SUBDIVISION
            else: kind = CountryKind.CITY
            if pl.kind == "a": base -= 0.5
            k = (pl.code, kind, pl.first_level)
            cands[k] = max(cands[k], base)
        total = sum(self.votes.values()) or 1
        for (code, kind, adm), base in cands.items():
            v = self.votes[code]
            sc = base + 2.0 * v / total + math.log1p(v) + min(1.5, 0.8 * self.admins[code, adm])
            if best is None or sc > best[0]:
                best = (sc, base, code, kind, adm)
        if not best: return
        sc, base, code, kind, adm = best
        support = self.votes[code]
        place += (base - 4.5)
        if support: place += 0.7
        if place > 1.5:
            self.decide(s, code, kind, "town", min(0.9, 0.5 + place / 10), adm, 0.3)

    def emit(self, surfaces):
        out = []
        for ss in surfaces:
            for s in ss:
                d = self.decided.get(id(s))
                if not d: continue
                p = self.passages[s.passage]
                code, kind, rule, conf = d
                start, end = p.locate(s.start, s.end)
                in_name = False
                if s.label in ("ORG", "FAC") and (s.span[0] < s.start - 4 or s.span[1] > s.end + 2) :
                    name = p.text[s.span[0]:s.span[1]]
                    in_name = bool(IN_NAME.search(name)) or not GOVERNMENT_BODIES.search(name)
                out.append(CountryMention(start, end, p.zone, code, kind, rule, conf, p.in_title, in_name))
        return out
