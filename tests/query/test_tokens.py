import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.core.tokens import fold_word, name_key, tokenize, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kim Jong-un", ["kim", "jong", "un"]),
        ("Lomé's mayor", ["lome", "mayor"]),
        ("Lomé’s mayor", ["lome", "mayor"]),
        ("the Smiths' house", ["the", "smiths", "house"]),
        ("PUTIN'S", ["putin"]),
        ("O'Brien", ["o", "brien"]),
        ("l’Ukraine", ["l", "ukraine"]),
        ("U.S.-led, U.N. and e.g. that", ["us", "led", "un", "and", "eg", "that"]),
        ("www.a.b.com", ["www", "ab", "com"]),
        ("Pu\u200btin so\u00adft", ["putin", "soft"]),
        ("ＫＩＭ ﬁve 𝐊𝐢𝐦", ["kim", "five", "kim"]),
        ("İstanbul Łódź Ærø straße", ["istanbul", "lodz", "aero", "strasse"]),
        ("cafe\u0301 café", ["cafe", "cafe"]),
        ("snake_case 1,000", ["snake", "case", "1", "000"]),
        ("Ёлка ёлку", ["елк", "елк"]),
        ("مُحَمَّد محـمد", ["محمد", "محمد"]),
        ("", []),
        ("— … ’ “”", []),
    ],
)
def test_words_are_folded(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize("run", ["김정은은", "東京都知事", "กรุงเทพ", "カタカナ"])
def test_scripts_without_blanks_give_a_token_a_character(run):
    assert len(words(run)) > 1
    assert "".join(words(run)) == unicodedata.normalize("NFKC", run)


@pytest.mark.parametrize(
    "cases",
    [
        "Ким Кима Киму Кимом Киме",
        "Ын Ына Ыну Ыном Ыне",
        "Путин Путина Путину Путиным Путине",
        "Москва Москвы Москве Москву Москвой",
        "Россия России Россию Россией",
        "Киев Киева Киеву Киевом Киеве",
        "Зеленский Зеленского Зеленскому Зеленским Зеленском",
        "Иванов Иванова Иванову Ивановым Иванове",
    ],
)
def test_a_cyrillic_name_is_the_same_word_in_every_case(cases):
    assert len(set(words(cases))) == 1


def test_cyrillic_names_that_differ_by_more_than_case_stay_apart():
    assert len(set(words("Ким Чен Ын Путин Киев Иван Иванов Крым Рим Москва Минск"))) == 11


def test_a_decomposed_hangul_syllable_is_one_token():
    assert words(unicodedata.normalize("NFD", "김정은")) == ["김", "정", "은"]


def test_vowel_signs_and_voicing_marks_are_kept():
    assert words("कि") != words("क")
    assert words("が") != words("か")
    assert words("ｶﾞ") == words("ガ")


def test_the_span_of_a_possessive_is_the_name():
    token = tokenize("Then Putin’s plane")[1]
    assert (token.text, token.start, token.end) == ("putin", 5, 10)


@settings(deadline=None)
@given(st.text())
def test_spans_are_in_order_and_hold_their_word(text):
    end = 0
    for token in tokenize(text):
        assert end <= token.start < token.end <= len(text)
        assert token.text
        assert token.text.isascii() or not any(char.isspace() for char in token.text)
        end = token.end


@settings(deadline=None)
@given(st.text())
def test_words_and_tokens_agree_on_every_path(text):
    assert [token.text for token in tokenize(text)] == words(text)


@settings(deadline=None)
@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_the_fast_path_gives_what_the_slow_one_gives(text):
    """A letter that only the slow path knows, put after the text, must not change what stands before it."""
    assert words(text + " ж") == [*words(text), "ж"]


@settings(deadline=None)
@given(st.text(alphabet="aZ9éÉñŁøçÿ’“—.' s\u00a0"))
def test_accented_latin_letters_give_on_the_fast_path_what_the_slow_one_gives(text):
    assert words(text + " ж") == [*words(text), "ж"]
    assert tokenize(text + " ж")[:-1] == tokenize(text)


@settings(deadline=None)
@given(st.text())
def test_folding_twice_changes_nothing(text):
    for word in words(text):
        assert fold_word(word) == word
    assert name_key(name_key(text)) == name_key(text) or not words(text)


@settings(deadline=None)
@given(st.text())
def test_tokens_hold_no_ascii_but_letters_and_digits(text):
    for word in words(text):
        assert all(char.isalnum() or not char.isascii() for char in word)
        assert word == word.lower() or not word.isascii()
