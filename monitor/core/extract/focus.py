"""What an article is about: its countries scored by headline, lead, dateline and spread."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from monitor.core.extract.country_patterns import find_dateline
from monitor.core.extract.passages import Passage
from monitor.core.records import CountryMention, FocusScore, Zone

# Set on the wire stories of the development gold that are coded by what they concern.
TITLE_WEIGHT = 3.0
LEAD_WEIGHT = 2.0
DATELINE_WEIGHT = 3.5  # most domestic wire stories never name their own country; shared by the dateline's places
LEAD_CHARACTERS = 200  # about the first sentence of wire copy
SPREAD_POWER = 0.3  # thirty mentions say nearly three times as much as one, not thirty times
FOCUS_SHARE = 0.5  # of the top score
MOST_FOCUS = 3


@dataclass(slots=True)
class _Tally:
    """Where an article names one country."""

    title: int = 0
    lead: int = 0
    dateline: int = 0
    body: int = 0


def focus_countries(mentions: Sequence[CountryMention], passages: Sequence[Passage]) -> tuple[FocusScore, ...]:
    """Return the scores of the countries that an article names, the highest first, and which of them it is about.

    Those with at least FOCUS_SHARE of the top score are in focus, at most MOST_FOCUS. Mentions inside other names
    and in captions, credits and bylines have no part in it; a country of the dateline alone may be the only focus.

    Args:
        mentions: The article's country mentions.
        passages: Its passages as ``split_passages`` gives them.
    """
    tallies = _tally(mentions, passages)
    datelines = sum(tally.dateline for tally in tallies.values())
    scores = {code: _score(tally, datelines) for code, tally in tallies.items()}
    ranked = sorted(scores, key=lambda code: (-scores[code], code))
    least = FOCUS_SHARE * scores[ranked[0]] if ranked else 0.0
    return tuple(
        FocusScore(code, round(scores[code], 3), place < MOST_FOCUS and scores[code] >= least, _reason(tallies[code]))
        for place, code in enumerate(ranked)
    )


def _tally(mentions: Iterable[CountryMention], passages: Iterable[Passage]) -> dict[str, _Tally]:
    body = next((passage for passage in passages if passage.zone is Zone.BODY), None)
    head = find_dateline(body.text) if body is not None else None
    dateline_end = body.locate(0, head.end)[1] if body is not None and head is not None else 0
    lead_end = body.locate(0, min(len(body.text), LEAD_CHARACTERS))[1] if body is not None else 0
    tallies: dict[str, _Tally] = defaultdict(_Tally)
    for mention in mentions:
        if mention.in_name:
            continue
        if mention.zone is Zone.HEADLINE:
            tallies[mention.code].title += 1
        elif mention.zone is Zone.DATELINE or (mention.zone is Zone.BODY and mention.end <= dateline_end):
            tallies[mention.code].dateline += 1
        elif mention.zone is Zone.BODY:
            tallies[mention.code].body += 1
            tallies[mention.code].lead += mention.start < lead_end
    return dict(tallies)


def _score(tally: _Tally, datelines: int) -> float:
    score = TITLE_WEIGHT * (tally.title > 0) + LEAD_WEIGHT * (tally.lead > 0) + float(tally.body**SPREAD_POWER)
    return score + (DATELINE_WEIGHT * tally.dateline / datelines if datelines else 0.0)


def _reason(tally: _Tally) -> str:
    parts = (("headline", tally.title), ("lead", tally.lead), ("dateline", tally.dateline), ("body", tally.body))
    return ", ".join(f"{name} {count}" for name, count in parts if count)
