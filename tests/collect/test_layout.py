"""Where paragraphs begin and end."""

import itertools
import textwrap

from hypothesis import given
from hypothesis import strategies as st

from monitor.core.collect.layout import is_wrapped, split_units

LONG = (
    "The harbour board voted on Monday to buy a second crane, ending two years of dispute over who is to pay for the "
    "first one, which has stood still since the storm of last winter and which nobody in the town wants to keep."
)
OTHER = (
    "Work on the quay begins in March, when the ice has gone, and is to end before the apples come down the river in "
    "carts."
)


def paragraphs(text: str) -> list[str]:
    joined: dict[int, list[str]] = {}
    for unit in split_units(text):
        joined.setdefault(unit.paragraph, []).append(unit.text)
    return ["\n".join(lines) for lines in joined.values()]


def test_blank_lines_separate_paragraphs() -> None:
    assert paragraphs("One.\n\nTwo\nlines.\n \t\nThree.\n") == ["One.", "Two\nlines.", "Three."]


def test_without_blank_lines_a_line_is_a_paragraph() -> None:
    assert paragraphs(f"{LONG}\n{OTHER}\nShort.") == [LONG, OTHER, "Short."]


def test_wrapped_text_is_joined_and_a_line_that_ends_early_ends_a_paragraph() -> None:
    wrapped = textwrap.fill(LONG, 72) + "\n" + textwrap.fill(OTHER, 72)
    assert [each.replace("\n", " ") for each in paragraphs(wrapped)] == [LONG, OTHER]


def test_an_indented_line_begins_a_paragraph_of_wrapped_text() -> None:
    wrapped = textwrap.fill(LONG, 70, initial_indent="    ") + "\n" + textwrap.fill(OTHER, 70, initial_indent="    ")
    assert [each.replace("\n", " ") for each in paragraphs(wrapped)] == [LONG, OTHER]


def test_a_table_of_wide_lines_is_not_wrapped() -> None:
    assert not is_wrapped(
        [f"Net profit of the year {number}00 million against {number}50 million before" for number in range(9)]
    )


def test_short_lines_before_a_wrapped_paragraph_stand_alone() -> None:
    text = f"Ellis Post\n5 May 2024\n{textwrap.fill(LONG, 72)}\n\n{OTHER}"
    assert [unit.text.split("\n")[0][:10] for unit in split_units(text)] == [
        "Ellis Post",
        "5 May 2024",
        LONG[:10],
        OTHER[:10],
    ]


@given(st.text(alphabet=st.sampled_from("aB.\n \t\xa0-\u2028\r"), max_size=200))
def test_units_cover_every_character_that_is_not_blank(text: str) -> None:
    units = split_units(text)
    covered = {place for unit in units for place in range(unit.start, unit.end)}
    assert all(place in covered or character.isspace() for place, character in enumerate(text))
    assert all(text[unit.start : unit.end] == unit.text == unit.text.strip() for unit in units)
    assert all(before.end <= after.start for before, after in itertools.pairwise(units))
