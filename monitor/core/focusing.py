"""How much an article is about a country: the score of where it names it, and what a corrected mention does to it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from monitor.core.records import Article, CountryMention, FocusScore
from monitor.core.terms import Zone

# Set on the wire stories of the development gold that are coded by what they concern.
TITLE_WEIGHT = 3.0
LEAD_WEIGHT = 2.0
DATELINE_WEIGHT = 3.5  # most domestic wire stories never name their own country; shared by the dateline's places
LEAD_CHARACTERS = 200  # about the first sentence of wire copy
SPREAD_POWER = 0.3  # thirty mentions say nearly three times as much as one, not thirty times
FOCUS_SHARE = 0.5  # of the top score
MOST_FOCUS = 3


@dataclass(slots=True)
class CountryTally:
    """Where an article names one country; ``lead`` counts those of ``body`` that stand in the lead."""

    title: int = 0
    lead: int = 0
    dateline: int = 0
    body: int = 0

    def reason(self) -> str:
        """Return the tally in words: "headline 1, body 3"."""
        parts = (("headline", self.title), ("lead", self.lead), ("dateline", self.dateline), ("body", self.body))
        return ", ".join(f"{name} {count}" for name, count in parts if count)

    @classmethod
    def of_reason(cls, reason: str) -> "CountryTally":
        """Return the tally that ``reason`` wrote; an empty one where it is none."""
        counts = {name: int(count) for name, count in re.findall(r"(headline|lead|dateline|body) (\d+)", reason)}
        return cls(*(counts.get(name, 0) for name in ("headline", "lead", "dateline", "body")))

    def score(self, datelines: int) -> float:
        """Return the score; ``datelines`` counts the mentions of all countries in the dateline."""
        score = TITLE_WEIGHT * (self.title > 0) + LEAD_WEIGHT * (self.lead > 0) + float(self.body**SPREAD_POWER)
        return score + (DATELINE_WEIGHT * self.dateline / datelines if datelines else 0.0)


def rank_focus(tallies: Mapping[str, CountryTally]) -> tuple[FocusScore, ...]:
    """Return the scores of countries, the highest first, and which of them the article is about.

    Those with at least FOCUS_SHARE of the top score are in focus, at most MOST_FOCUS.
    """
    datelines = sum(tally.dateline for tally in tallies.values())
    scores = {code: tally.score(datelines) for code, tally in tallies.items()}
    ranked = sorted(scores, key=lambda code: (-scores[code], code))
    least = FOCUS_SHARE * scores[ranked[0]] if ranked else 0.0
    return tuple(
        FocusScore(code, round(scores[code], 3), place < MOST_FOCUS and scores[code] >= least, tallies[code].reason())
        for place, code in enumerate(ranked)
    )


def moved_focus(
    focus: tuple[FocusScore, ...],
    found: Sequence[CountryMention],
    shown: Sequence[CountryMention],
    article: Article,
) -> tuple[FocusScore, ...]:
    """Return what an article is about once some of its mentions are of other countries, or of none.

    The tallies are those that the reasons of the found scores give, one mention after another moved; a mention
    is told to be of the dateline by its zone.
    """
    if tuple(found) == tuple(shown):
        return focus
    tallies = {score.code: CountryTally.of_reason(score.reason) for score in focus}
    lead_end = end_of_lead(article)
    if any(tally == CountryTally() for tally in tallies.values()):  # scored by something else: count anew
        tallies, found = {}, ()
    before, after = set(found), set(shown)
    for mention in found:
        if mention not in after:
            _count(tallies, mention, lead_end, -1)
    for mention in shown:
        if mention not in before:
            _count(tallies, mention, lead_end, 1)
    return rank_focus({code: tally for code, tally in tallies.items() if tally != CountryTally()})


def end_of_lead(article: Article) -> int:
    """Return the offset in the text at which the first LEAD_CHARACTERS of the body end."""
    reach, position, end = min(len(article.body), LEAD_CHARACTERS), 0, 0
    for start, stop in article.body_spans:
        if position >= reach:
            break
        end = start + reach - position
        position += stop - start + 2  # the blank line that joins paragraphs
    return end


def _count(tallies: dict[str, CountryTally], mention: CountryMention, lead_end: int, by: int) -> None:
    if mention.in_name or mention.zone not in (Zone.HEADLINE, Zone.DATELINE, Zone.BODY):
        return
    tally = tallies.setdefault(mention.code, CountryTally())
    if mention.zone is Zone.HEADLINE:
        tally.title = max(0, tally.title + by)
    elif mention.zone is Zone.DATELINE:
        tally.dateline = max(0, tally.dateline + by)
    else:
        tally.body = max(0, tally.body + by)
        tally.lead = max(0, tally.lead + by * (mention.start < lead_end))
