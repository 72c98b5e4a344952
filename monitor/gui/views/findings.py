"""What an article holds, counted for the inspector: names and countries, each count with the mentions behind it."""

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from monitor.core.records import CountryMention, Mention
from monitor.core.store import PlacedMention, StoredArticle
from monitor.core.terms import COUNTED_ZONES, CountryKind, EntityType
from monitor.core.tokens import name_key
from monitor.gui.figure import CountryMentions, EntityMentions, Figure, Question
from monitor.gui.shown import as_shown

_BLANKS = re.compile(r"\s+")
CONTEXT = 70  # code points on either side of a mention, as the store gives them for many articles


@dataclass(frozen=True, slots=True)
class FoundName:
    """An entity of one article."""

    name: str
    type: EntityType
    figure: Figure


@dataclass(frozen=True, slots=True)
class FoundCountry:
    """A country of one article: its counted mentions, by kind too; ``reason`` says why the article is about it."""

    code: str
    label: str
    figure: Figure
    kinds: tuple[tuple[CountryKind, int], ...]
    focus: bool
    score: float
    reason: str


def found_names(stored: StoredArticle) -> list[FoundName]:
    """Return the entities, the most mentioned first; those that stand only in zones that do not count have 0."""
    mentions: dict[tuple[str, EntityType], list[Mention]] = defaultdict(list)
    for mention in stored.analysis.entities:
        mentions[name_key(mention.name), mention.type].append(mention)
    names = []
    for (_, type), found in mentions.items():
        count = sum(mention.zone in COUNTED_ZONES for mention in found)
        question = EntityMentions(found[0].name, type, article_id=stored.article_id)
        names.append(FoundName(found[0].name, type, Figure(count, question)))
    return sorted(names, key=lambda name: (-name.figure.value, name.name.casefold()))


def found_countries(stored: StoredArticle, country_name: Callable[[str], str]) -> list[FoundCountry]:
    """Return the countries: those that the article is about first, then the most mentioned."""
    mentions: dict[str, list[CountryMention]] = defaultdict(list)
    for mention in stored.analysis.countries:
        if not mention.in_name:
            mentions[mention.code].append(mention)
    scores = {score.code: score for score in stored.analysis.focus}
    countries = []
    for code, found in mentions.items():
        counted = [mention for mention in found if mention.zone in COUNTED_ZONES]
        kinds = tuple((kind, n) for kind in CountryKind if (n := sum(mention.kind is kind for mention in counted)))
        score = scores.get(code)
        countries.append(
            FoundCountry(
                code=code,
                label=country_name(code),
                figure=Figure(len(counted), CountryMentions(code, article_id=stored.article_id)),
                kinds=kinds,
                focus=bool(score and score.focus),
                score=score.score if score else 0.0,
                reason=score.reason if score else "",
            )
        )
    return sorted(countries, key=lambda one: (not one.focus, -one.score, -one.figure.value, one.label))


def mentions_in(stored: StoredArticle, question: Question) -> list[PlacedMention]:
    """Return the mentions behind a count of one article."""
    match question:
        case EntityMentions(name, type, _, _, zones):
            key = name_key(name)
            return [
                _placed(stored, mention, mention.name, type=type)
                for mention in stored.analysis.entities
                if mention.type is type and mention.zone in zones and name_key(mention.name) == key
            ]
        case CountryMentions(code, _, _, zones, kinds):
            return [
                _placed(stored, mention, code, kind=mention.kind)
                for mention in stored.analysis.countries
                if mention.code == code and not mention.in_name and mention.zone in zones and mention.kind in kinds
            ]
    return []


def _placed(
    stored: StoredArticle,
    mention: Mention | CountryMention,
    name: str,
    *,
    type: EntityType | None = None,
    kind: CountryKind | None = None,
) -> PlacedMention:
    article = stored.analysis.article
    text = (article.title or "") if mention.in_title else article.text
    return PlacedMention(
        article_id=stored.article_id,
        title=article.title,
        start=mention.start,
        end=mention.end,
        zone=mention.zone,
        in_title=mention.in_title,
        text=text[mention.start : mention.end],
        name=name,
        type=type,
        kind=kind,
        rule=mention.rule,
        before=text[max(0, mention.start - CONTEXT) : mention.start],
        after=text[mention.end : mention.end + CONTEXT],
    )


def in_one_line(text: str) -> str:
    """Return a piece of text for a list: blanks for every break, the ends kept as they are."""
    return as_shown(_BLANKS.sub(" ", text))
