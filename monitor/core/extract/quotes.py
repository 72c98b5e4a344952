"""What an article quotes: the span with its marks, whether it is a part of a sentence, its speaker and cue verb."""

import bisect
import re
from collections.abc import Sequence

from monitor.core.extract.passages import Passage
from monitor.core.extract.quotes_marks import Marked, find_marked
from monitor.core.extract.quotes_speech import BLANK, Named, Saying, Sentence, Speech, blank_quotes
from monitor.core.extract.quotes_words import CUES, NOT_SAID
from monitor.core.records import Mention, Quote
from monitor.core.terms import Zone

QUOTES_VERSION = "quotes 2"

DEFAULT_LANGUAGE = "en"
ATTRIBUTION_REACH = 120  # characters between a quotation and the verb after it
FEWEST_WORDS = 3  # of a whole sentence; shorter quotations need a verb of saying
NAMED_SO = re.compile(rf"\b{NOT_SAID}", re.IGNORECASE)


def find_quotes(passages: Sequence[Passage], mentions: Sequence[Mention], language: str | None) -> tuple[Quote, ...]:
    """Return the quotations of an article's body in order.

    Args:
        passages: The article's passages; only the body's quotations are looked for.
        mentions: The article's names, resolved.
        language: ISO 639-1; speakers are found in the languages of ``quotes_words.CUES``.
    """
    return tuple(
        quote for passage in passages if passage.zone is Zone.BODY for quote in _in_passage(passage, mentions, language)
    )


def _in_passage(passage: Passage, mentions: Sequence[Mention], language: str | None) -> list[Quote]:
    marked = find_marked(passage.text)
    if not marked:
        return []
    language = language if language in CUES else DEFAULT_LANGUAGE
    speech = Speech(blank_quotes(passage.text, marked), _names(passage, mentions), language)
    reader = _Reader(passage, marked)
    for sentence in speech.sentences():
        reader.read(sentence)
    return reader.quotes


def _names(passage: Passage, mentions: Sequence[Mention]) -> list[Named]:
    """Return the mentions in a passage with the passage's own offsets."""
    names = []
    for mention in mentions:
        if mention.zone is passage.zone and mention.in_title == passage.in_title:
            stretch = bisect.bisect_right(passage.origins, mention.start) - 1
            shift = passage.starts[stretch] - passage.origins[stretch]
            names.append(Named(mention.start + shift, mention.end + shift, mention.name, mention.type))
    return names


class _Reader:
    """Gives the quotations of one passage their speakers, sentence by sentence."""

    def __init__(self, passage: Passage, marked: Sequence[Marked]) -> None:
        self.quotes: list[Quote] = []
        self._passage = passage
        self._text = passage.text
        self._narrative = blank_quotes(passage.text, marked)
        self._waiting = list(reversed(marked))
        self._last_end = -1
        self._announced: Saying | None = None
        self._told: Saying | None = None

    def read(self, sentence: Sentence) -> None:
        """Take the quotations that begin in this sentence."""
        inside = []
        while self._waiting and self._waiting[-1].start < sentence.end:
            inside.append(self._waiting.pop())
        whole_before = False
        for marked in inside:
            saying = self._attribution(marked, sentence)
            whole = self._is_whole(marked, sentence, saying) or (whole_before and self._continues(marked, sentence))
            if self._counts(marked, saying, whole):
                self._add(marked, saying, whole, sentence)
            whole_before = whole
        ending = self._narrative[sentence.start : sentence.end].rstrip()
        self._announced = sentence.sayings[-1] if ending.endswith(":") and sentence.sayings else None
        self._told = sentence.sayings[-1] if sentence.sayings and not inside else None

    def _attribution(self, marked: Marked, sentence: Sentence) -> Saying | None:
        """Return the verb of saying of the sentence that introduces or follows the quotation."""
        after = next((s for s in sentence.sayings if s.start >= marked.end), None)
        before = next((s for s in reversed(sentence.sayings) if s.end <= marked.start), None)
        if after is not None and after.start - marked.end > ATTRIBUTION_REACH:
            after = None
        closing = self._text[marked.end - 2 : marked.end - 1]
        follows = closing in ",?!" or self._narrative[marked.end : marked.end + 1] == ","
        opens = not self._narrative[sentence.start : marked.start].strip()
        if after is not None and follows and (before is None or opens or not self._leads_in(before, marked)):
            return after
        return before or after

    def _leads_in(self, saying: Saying, marked: Marked) -> bool:
        """Whether nothing but punctuation stands between the verb and the quotation."""
        return not self._narrative[saying.end : marked.start].strip(" ,:")

    def _is_whole(self, marked: Marked, sentence: Sentence, saying: Saying | None) -> bool:
        """Whether the quotation is at least one whole sentence."""
        inner = marked.inner(self._text)
        first = next((letter for letter in inner if letter.isalnum()), "")
        if not first or first.islower() or len(inner.split()) < FEWEST_WORDS:
            return False
        lead = self._narrative[sentence.start : marked.start].rstrip()
        introduced = not lead or lead[-1] in ",:—–(-" or (saying is not None and self._leads_in(saying, marked))
        closed = (inner.rstrip("'’") or inner)[-1] in ".,!?…—" or self._narrative[marked.end : marked.end + 1] in (
            ",",
            ".",
            ";",
        )
        return introduced and closed

    def _continues(self, marked: Marked, sentence: Sentence) -> bool:
        """Whether the quotation goes on after "he said,"."""
        lead = self._narrative[sentence.start : marked.start].rstrip()
        return lead.endswith((",", "—", "–"))

    def _counts(self, marked: Marked, saying: Saying | None, whole: bool) -> bool:
        """Whether somebody says this: a title, a nickname or a word in quotation marks is no quotation."""
        if NAMED_SO.search(self._narrative[max(0, marked.start - 30) : marked.start]):
            return whole and saying is not None
        words = marked.inner(self._text).split()
        if saying is None:
            return whole and len(words) > FEWEST_WORDS
        titled = len(words) > 1 and all(word[0].isupper() for word in words if len(word) > 3 and word[0].isalpha())
        return not titled or whole

    def _add(self, marked: Marked, saying: Saying | None, whole: bool, sentence: Sentence) -> None:
        speaker, cue = (saying.speaker, saying.cue) if saying else self._inherited(marked, sentence)
        start, end = self._passage.locate(marked.start, marked.end)
        self.quotes.append(Quote(start, end, self._passage.zone, not whole, speaker, cue))
        self._last_end = marked.end

    def _inherited(self, marked: Marked, sentence: Sentence) -> tuple[str | None, str | None]:
        """Return the speaker of a quotation that stands for itself: announced by a colon, or the one before it."""
        if self._announced is not None:
            return self._announced.speaker, self._announced.cue
        if self._told is not None and self._text[: marked.start].endswith("\n\n"):
            return self._told.speaker, None
        if self.quotes and self._last_end >= 0:
            between = self._narrative[self._last_end : marked.start].replace(BLANK, "")
            said_between = re.sub(r"[^.!?]*[.!?]", "", between, count=1)
            if not said_between.strip():
                return self.quotes[-1].speaker, None
        return None, None
