"""What an article is about: its countries scored by headline, lead, body and dateline."""

from collections import defaultdict
from collections.abc import Sequence

from monitor.core.extract.passages import Passage
from monitor.core.records import CountryMention, FocusScore, Zone

TITLE_WEIGHT = 3.0
LEAD_WEIGHT = 2.0
LEAD_CHARACTERS = 300  # about the first two paragraphs of wire copy
FOCUS_SHARE = 0.5  # of the top score
MOST_FOCUS = 3


def focus_countries(mentions: Sequence[CountryMention], passages: Sequence[Passage]) -> tuple[FocusScore, ...]:
    """Return the score of every country that counts, the highest first, at most three of them in focus."""
    lead_end = next((p.locate(0, min(len(p.text), LEAD_CHARACTERS))[1] for p in passages if p.zone is Zone.BODY), 0)
    scores: dict[str, float] = defaultdict(float)
    reasons: dict[str, list[str]] = defaultdict(list)
    for mention in mentions:
        if mention.in_name:
            continue
        if mention.zone is Zone.HEADLINE:
            weight, reason = TITLE_WEIGHT, "title"
        elif mention.zone is Zone.DATELINE:
            weight, reason = 1.0, "dateline"
        elif mention.zone is Zone.BODY:
            in_lead = mention.start < lead_end
            weight, reason = (LEAD_WEIGHT, "lead") if in_lead else (1.0, "body")
        else:
            continue
        scores[mention.code] += weight
        reasons[mention.code].append(reason)
    ranked = sorted(scores, key=lambda code: (-scores[code], code))
    top = scores[ranked[0]] if ranked else 0.0
    return tuple(
        FocusScore(
            code,
            round(scores[code], 3),
            focus=place < MOST_FOCUS and scores[code] >= FOCUS_SHARE * top,
            reason=", ".join(f"{reason} {reasons[code].count(reason)}" for reason in dict.fromkeys(reasons[code])),
        )
        for place, code in enumerate(ranked)
    )
