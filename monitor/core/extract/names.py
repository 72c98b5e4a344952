"""The names of an article: what the model saw, typed, cleaned and resolved to entities."""

from collections.abc import Sequence

from monitor.core.extract.entities import FoundSpan
from monitor.core.extract.passages import Passage
from monitor.core.records import Article, EntityType, Mention

NAMES_VERSION = "1"

TYPES = {
    "PERSON": EntityType.PERSON,
    "PER": EntityType.PERSON,
    "ORG": EntityType.ORG,
    "GPE": EntityType.PLACE,
    "LOC": EntityType.PLACE,
    "FAC": EntityType.PLACE,
    "NORP": EntityType.NORP,
    "EVENT": EntityType.EVENT,
    "PRODUCT": EntityType.PRODUCT,
    "WORK_OF_ART": EntityType.OTHER,
    "LAW": EntityType.OTHER,
    "MISC": EntityType.OTHER,
}
"""The entity type of each label of the models; dates, numbers, money and languages are left out."""


def resolve_names(
    article: Article, passages: Sequence[Passage], found: Sequence[Sequence[FoundSpan]]
) -> tuple[Mention, ...]:
    """Return the mentions of an article's entities, in the order of the text."""
    mentions = []
    for passage, spans in zip(passages, found, strict=True):
        for span in spans:
            if span.label in TYPES:
                start, end = passage.locate(span.start, span.end)
                name = " ".join(passage.text[span.start : span.end].split())
                mentions.append(Mention(start, end, passage.zone, name, TYPES[span.label], "model", passage.in_title))
    return tuple(sorted(mentions, key=lambda mention: (not mention.in_title, mention.start, mention.end)))
