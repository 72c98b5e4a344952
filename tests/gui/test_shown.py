"""What is shown of a text, and where its spans are: counted against the plain encoding."""

import pytest

from monitor.gui.shown import RUN_LENGTH, SHOWN_LENGTH, Piece, ShownText, as_shown, one_line, paragraphs

MIXED = "A 😀 met Ōsaka’s 🦊🦊 mayor.\n\nThe 𝔐ayor spoke."


def units(text: str) -> list[str]:
    """A text as UTF-16 code units, as Qt counts it."""
    encoded = text.encode("utf-16-le", "surrogatepass")
    return [encoded[at : at + 2].decode("utf-16-le", "surrogatepass") for at in range(0, len(encoded), 2)]


@pytest.mark.parametrize("word", ["A", "😀", "met", "🦊🦊", "mayor", "𝔐ayor", "spoke."])
def test_a_span_stands_where_the_word_is_shown(word):
    shown = ShownText(MIXED, paragraphs(MIXED, [(0, 27), (27, len(MIXED))]))
    start = MIXED.index(word)
    (span,) = shown.spans(start, start + len(word))
    assert "".join(units(shown.text)[span.start : span.end]) == "".join(units(word))
    assert shown.place(span.start) == start
    assert shown.place(span.end - 1) == start + len(word) - 1


def test_what_is_left_out_is_nowhere():
    source = "Seen.\nUnseen.\nSeen again."
    shown = ShownText(source, paragraphs(source, [(0, 6), (14, len(source))]))
    assert shown.text == "Seen.\n\nSeen again."
    assert shown.spans(6, 12) == []
    assert len(shown.spans(0, len(source))) == 2
    assert shown.place(6) is None


def test_stretches_of_one_line_stay_in_one_paragraph_and_wrapped_lines_flow():
    source = "TALLINN (Wire) - The ferry\nsailed.\n\nIt came back."
    shown = ShownText(source, paragraphs(source, [(0, 15), (17, 34), (36, len(source))]), reflow=True)
    assert shown.text == "TALLINN (Wire) The ferry sailed.\n\nIt came back."


def test_a_long_run_is_broken_and_its_span_with_it():
    source = "see " + "x" * (2 * RUN_LENGTH + 5) + " end"
    shown = ShownText(source, [Piece(0, len(source))])
    assert max(len(run) for run in shown.text.split()) == RUN_LENGTH
    assert [span.end - span.start for span in shown.spans(4, 4 + 2 * RUN_LENGTH + 5)] == [RUN_LENGTH, RUN_LENGTH, 5]
    (span,) = shown.spans(len(source) - 3, len(source))
    assert shown.text[span.start : span.end] == "end"


def test_a_long_text_is_cut_and_says_so():
    source = "word " * SHOWN_LENGTH
    shown = ShownText(source, [Piece(0, len(source))])
    assert shown.is_cut
    assert len(shown.text) == SHOWN_LENGTH
    assert not ShownText("short", [Piece(0, 5)]).is_cut


def test_nothing_shown_can_end_a_block_or_turn_a_line_around():
    hostile = "a\x00b\u2029c\u202etxt.exe\rd\te\n"
    shown = as_shown(hostile)
    assert len(shown) == len(hostile)
    assert not set(shown) & set("\x00\u2029\u202e\r")
    assert "\t" in shown
    assert "\n" in shown


def test_a_title_in_a_list_is_one_short_line():
    assert one_line("  Two\nlines\u2028of  title ") == "Two lines of title"
    assert len(one_line("x" * 1_000_000)) == 300
