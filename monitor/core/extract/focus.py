"""What an article is about: its countries scored by headline, lead, dateline and spread."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from monitor.core.extract.country_patterns import find_dateline
from monitor.core.extract.passages import Passage
from monitor.core.focusing import LEAD_CHARACTERS, CountryTally, rank_focus
from monitor.core.records import CountryMention, FocusScore
from monitor.core.terms import Zone


def focus_countries(mentions: Sequence[CountryMention], passages: Sequence[Passage]) -> tuple[FocusScore, ...]:
    """Return the scores of the countries that an article names, the highest first, and which of them it is about.

    Those with at least FOCUS_SHARE of the top score are in focus, at most MOST_FOCUS. Mentions inside other names
    and in captions, credits and bylines have no part in it; a country of the dateline alone may be the only focus.

    Args:
        mentions: The article's country mentions.
        passages: Its passages as ``split_passages`` gives them.
    """
    return rank_focus(_tally(mentions, passages))


def _tally(mentions: Iterable[CountryMention], passages: Iterable[Passage]) -> dict[str, CountryTally]:
    body = next((passage for passage in passages if passage.zone is Zone.BODY), None)
    head = find_dateline(body.text) if body is not None else None
    dateline_end = body.locate(0, head.end)[1] if body is not None and head is not None else 0
    lead_end = body.locate(0, min(len(body.text), LEAD_CHARACTERS))[1] if body is not None else 0
    tallies: dict[str, CountryTally] = defaultdict(CountryTally)
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
