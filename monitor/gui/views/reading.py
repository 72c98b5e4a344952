"""What of an article is read, and what in it is highlighted: from the records to passages and marks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from monitor.core.records import Alert, Article, Block, Mention
from monitor.core.store import StoredArticle
from monitor.core.terms import EntityType, Zone
from monitor.gui.shown import Piece, ShownText, paragraphs
from monitor.gui.tokens import Tokens
from monitor.gui.views.page import Ink, Mark

READ_ZONES = frozenset({Zone.BODY, Zone.DATELINE, Zone.HEADING})


class HitKind(StrEnum):
    """What a highlight is of; each can be switched off."""

    PERSON = "person"
    ORG = "organisation"
    PLACE = "place"
    OTHER = "other"
    WATCH = "watch"


KIND_OF_TYPE = {EntityType.PERSON: HitKind.PERSON, EntityType.ORG: HitKind.ORG, EntityType.PLACE: HitKind.PLACE}


@dataclass(frozen=True, slots=True)
class Hit:
    """One highlighted stretch: of the title where ``in_title``, else of the text, half-open in code points."""

    start: int
    end: int
    in_title: bool
    kind: HitKind
    name: str
    type: EntityType | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of the article on the screen, and whether its offsets count in the title."""

    shown: ShownText
    in_title: bool


def title_passage(article: Article, fallback: str) -> Passage:
    """Return the title as it is shown: from the place where it stands, so that its mentions can be highlighted."""
    title = article.title or ""
    if article.title_apart:
        return Passage(ShownText(title, [Piece(0, len(title))], reflow=True), in_title=True)
    headline = _headline_in_text(article)
    if headline is not None:
        return Passage(ShownText(article.text, paragraphs(article.text, [headline]), reflow=True), in_title=False)
    shown = title or fallback
    return Passage(ShownText(shown, [Piece(0, len(shown))], reflow=True), in_title=True)


def body_passage(article: Article, *, length: int) -> Passage:
    """Return what is read of an article: its body with dateline and section headings, nothing around it."""
    others = [(block.start, block.end) for block in article.blocks if block.zone in READ_ZONES - {Zone.BODY}]
    stretches = sorted((*article.body_spans, *others))
    return Passage(
        ShownText(article.text, paragraphs(article.text, stretches), reflow=True, length=length), in_title=False
    )


def find_hits(stored: StoredArticle) -> list[Hit]:
    """Return everything that can be highlighted of an article, in reading order: title first, then the text."""
    hits = [_hit_of(mention) for mention in stored.analysis.entities]
    hits += _watch_hits(stored.alerts, stored.article_id)
    return sorted(hits, key=lambda hit: (not hit.in_title, hit.start, hit.kind is HitKind.WATCH))


def make_marks(hits: Iterable[Hit], tokens: Tokens, *, in_title: bool) -> list[Mark]:
    """Return the marks of hits in the colours of a theme; watch hits are painted over the rest."""
    inks = {kind: kind_ink(kind, tokens) for kind in HitKind}
    here = [hit for hit in hits if hit.in_title == in_title]
    here.sort(key=lambda hit: hit.kind is HitKind.WATCH)
    return [Mark(hit.start, hit.end, inks[hit.kind]) for hit in here]


def kind_ink(kind: HitKind, tokens: Tokens) -> Ink:
    """Return the colours of a kind of highlight."""
    background: str = getattr(tokens, kind.value)
    text: str = getattr(tokens, f"{kind.value}_text")
    return Ink(background, text)


def heading_marks(blocks: Sequence[Block]) -> list[Mark]:
    """Return the marks that make section headings stand out."""
    return [Mark(block.start, block.end, Ink(bold=True)) for block in blocks if block.zone is Zone.HEADING]


def _headline_in_text(article: Article) -> tuple[int, int] | None:
    title = " ".join((article.title or "").split())
    for block in article.blocks:
        if block.zone is Zone.HEADLINE and " ".join(article.text[block.start : block.end].split()) == title:
            return block.start, block.end
    return None


def _hit_of(mention: Mention) -> Hit:
    kind = KIND_OF_TYPE.get(mention.type, HitKind.OTHER)
    return Hit(mention.start, mention.end, mention.in_title, kind, mention.name, mention.type)


def _watch_hits(alerts: Sequence[Alert], article_id: int) -> list[Hit]:
    return [
        Hit(evidence.start, evidence.end, evidence.in_title, HitKind.WATCH, alert.entry)
        for alert in alerts
        if alert.article_id == article_id
        for evidence in alert.evidence
    ]
