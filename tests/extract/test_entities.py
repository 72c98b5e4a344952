"""Model spans: exact decoding, long and hostile texts, languages without a model."""

import importlib
import itertools
import time
import warnings

import numpy as np
import pytest

from monitor.core.extract.decoder import LockstepDecoder
from monitor.core.extract.decoder_vectors import UnfitModel
from monitor.core.extract.entities import CHUNK_CHARACTERS, DEFAULT_MODELS, EntityFinder, split_chunks
from monitor.core.extract.readable import make_readable
from monitor.core.extract.recogniser import UNUSED_COMPONENTS, Recogniser, load_recogniser

TEXTS = [
    "Mayor Ewa Lis of Gdynia met engineers from Rolls-Royce on 4 May.\nShe said the U.S. Navy paid $3 million.",
    "FLOODS CUT OFF NORTHERN ITALY\n\nMILAN, Nov 3 - Twelve people died near Lake Como.",
    "",
    "   \n\n\t ",
    "Lagos",
    "The Nobel Prize in Literature went to an author from Port Louis, the Swedish Academy said in Stockholm.",
    "a.b.c ((( ))) “Ålesund” — Ⅳ 日本 Олег ".strip() * 3,
]


def load(language):
    module = pytest.importorskip(DEFAULT_MODELS[language])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return module.load(exclude=[*UNUSED_COMPONENTS, "tok2vec"])


@pytest.fixture(scope="module")
def pipeline():
    return load("en")


@pytest.fixture(scope="module")
def finder():
    return EntityFinder()


def by_pipe(pipeline, texts):
    return [[(span.start_char, span.end_char, span.label_) for span in doc.ents] for doc in pipeline.pipe(texts)]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_lockstep_finds_what_the_pipe_finds(language):
    pipeline = load(language)
    random = np.random.default_rng(1)
    words = " ".join(TEXTS).split()
    shuffled = [" ".join(random.choice(words, 60)) for _ in range(40)]
    texts = [*TEXTS, *(text.upper() for text in TEXTS), *shuffled]
    decoder = LockstepDecoder(pipeline)
    assert decoder.find(texts) == by_pipe(pipeline, texts)
    assert decoder.find(texts) == by_pipe(pipeline, texts), "with every type already in the table"


@pytest.mark.parametrize("text", ["Mr A. " * 300, "the Bank of " * 300, "Lagos, " * 200])
def test_entities_longer_than_the_steps_in_common_are_followed(pipeline, text):
    assert LockstepDecoder(pipeline).find([text, TEXTS[0], text]) == by_pipe(pipeline, [text, TEXTS[0], text])


def test_lockstep_minds_sentence_starts(pipeline):
    docs = [pipeline.make_doc("Ewa Lis Gdynia Port Authority of Poland met Karin Holm Berg") for _ in range(2)]
    for doc in docs:
        for token in doc:
            token.is_sent_start = token.i in (0, 2, 5)
    expected = [(span.start, span.end, span.label_) for span in pipeline.get_pipe("ner")(docs[0]).ents]
    assert LockstepDecoder(pipeline).decode(docs[1:]) == [expected]


def test_the_type_table_is_bounded_and_still_right(pipeline, monkeypatch):
    monkeypatch.setattr("monitor.core.extract.decoder_vectors.MOST_TYPES", 60)
    decoder = LockstepDecoder(pipeline)
    for text in TEXTS:
        assert decoder.find([text]) == by_pipe(pipeline, [text])
        assert decoder.types <= 60


def test_words_of_old_texts_are_forgotten(pipeline, monkeypatch):
    monkeypatch.setattr("monitor.core.extract.recogniser.KEPT_LEXEMES", 20)
    monkeypatch.setattr("monitor.core.extract.recogniser.MOST_LEXEMES", 50)
    recogniser = Recogniser(pipeline)
    size = []
    for number in range(6):
        made = " ".join(f"Word{number}x{word}" for word in range(200))
        assert recogniser.find([TEXTS[0], made])[0] == recogniser.find([TEXTS[0]])[0]
        size.append(len(pipeline.vocab.strings))
    assert max(size) - size[0] < 400


def test_the_usual_words_are_remembered_before_any_are_forgotten(monkeypatch):
    monkeypatch.setattr("monitor.core.extract.recogniser.KEPT_LEXEMES", 100)
    pipeline = importlib.import_module("spacy").blank("en")
    recogniser = Recogniser(pipeline)
    in_zone = []
    for number in range(3):
        recogniser.find([" ".join(f"Usual{number}x{word}" for word in range(80))])
        in_zone.append(pipeline.vocab.in_memory_zone)
    assert (in_zone[0], in_zone[-1]) == (False, True)


def test_a_pipeline_of_another_shape_falls_back_to_its_pipe():
    spacy = importlib.import_module("spacy")
    ruler = spacy.blank("en")
    ruler.add_pipe("entity_ruler").add_patterns([{"label": "GPE", "pattern": "Gdynia"}])
    with pytest.raises(UnfitModel):
        LockstepDecoder(ruler)
    recogniser = Recogniser(ruler)
    assert recogniser.decoding.startswith("nlp.pipe: ")
    assert recogniser.find(["Ships left Gdynia."]) == [[(11, 17, "GPE")]]


def test_a_language_without_a_model_has_no_names_and_says_so(finder):
    assert finder.find(["Ships left Gdynia."], "pl") == [[]]
    assert finder.shortfall("pl") == "There is no language model for pl."
    missing = EntityFinder({"en": "no_such_pipeline"})
    assert missing.find(["Ships left Gdynia."], "en") == [[]]
    assert missing.shortfall("en") == "There is no language model for en (no_such_pipeline is not installed)."
    assert load_recogniser("no_such_pipeline") is None


def test_the_installed_model_is_the_one_that_was_measured(finder):
    assert finder.shortfall("en") is None
    assert finder.version("en") == "en_core_web_md 3.7.1"
    assert finder.decoding("en") == "lockstep"


def test_a_long_text_is_read_in_chunks_that_know_their_surroundings(finder):
    sentence = "Mayor Ewa Lis of Gdynia met engineers from Siemens in Berlin on Friday. "
    text = sentence * (3 * CHUNK_CHARACTERS // len(sentence))
    [spans] = finder.find([text], "en")
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    gdynia = [span for span in spans if text[span.start : span.end] == "Gdynia"]
    assert len(gdynia) >= 0.99 * text.count("Gdynia")


def test_chunks_cover_a_text_exactly_once():
    text = "word " * 30_000 + "x" * 120_000
    ends = [(start, end) for _, _, start, end in split_chunks(text)]
    assert ends[0][0] == 0
    assert ends[-1][1] == len(text)
    assert all(a[1] == b[0] for a, b in itertools.pairwise(ends))


def test_runs_of_punctuation_cost_no_time(finder):
    start = time.process_time()
    [spans] = finder.find(["Rain fell in Gdynia. " + "(" * 200_000 + " Rain fell in Berlin."], "en")
    assert time.process_time() - start < 5
    assert len(spans) == 2


@pytest.mark.parametrize("text", ["a" * 600 + " Gdynia", "(" * 40 + " Gdynia", "Gdynia  " + "-=" * 300])
def test_the_copy_for_the_model_knows_where_everything_stood(text):
    copy = make_readable(text, "en")
    assert len(copy.text) < len(text)
    start = copy.text.index("Gdynia")
    low, high = copy.original_span(start, start + len("Gdynia"))
    assert text[low:high] == "Gdynia"
    assert make_readable(text, "zh").text == text


def test_a_name_that_runs_over_two_lines_is_one(finder):
    text = (
        "The ferry had been inspected only a week before by the men of\n      the Baltic Maritime Safety\n"
        "Authority in Gdynia, said the harbour master, and by the National\n      Coast Guard."
    )
    [spans] = finder.find([text], "en")
    assert "National\n      Coast Guard" in {text[span.start : span.end].removeprefix("the ") for span in spans}
