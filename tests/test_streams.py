"""The folded words of an article, made once in the worker, are the words that everybody else would find."""

from dataclasses import replace
from multiprocessing import reduction

from hypothesis import given
from hypothesis import strategies as st

from monitor.core.query import matches, parse
from monitor.core.records import Analysis, Article, Block, Document, Mention
from monitor.core.store.articles import corrected
from monitor.core.streams import ArticleWords, fold_rows, indexed_text
from monitor.core.terms import EntityType, Zone

SCRAPS = [
    "Orlo Brandt’s",
    "U.S.",
    "l'Ukraine",
    "Ådne",
    "\n\n",
    "\n \n",
    " ",
    "—",
    "北京",
    "О́рлу",
    "²",
    "_",
    "'s",
    "3rd",
    "\ud83d",
]


def article(text: str, title: str | None = None) -> Article:
    blocks = (Block(0, len(text), Zone.BODY, "rest"),) if text else ()
    nothing = Document("a.txt", text, "text", "ab" * 32)
    return Article(
        nothing, blocks, title, True, None, None, False, None, None, (), (), None, (), text, ((0, len(text)),)
    )


@given(st.lists(st.sampled_from(SCRAPS) | st.text(max_size=6)).map(" ".join), st.none() | st.text(max_size=20))
def test_rows_and_paragraphs_hold_the_same_words(text: str, title: str | None) -> None:
    words = ArticleWords(article(text, title))
    tokens = [(one.zone, " ".join(token.text for token in one.tokens)) for one in words.paragraphs]
    assert tokens == list(words.rows)
    assert words.vocabulary == words.places.keys()
    assert indexed_text(words.article, words.rows) == indexed_text(words.article)


def test_a_corrected_title_takes_its_words_with_it() -> None:
    found = article("Orlo Brandt left.", "Talks fail")
    analysis = Analysis(found, words=fold_rows(found))
    shown = corrected(analysis, (("title", "Talks resume"),))
    assert not matches(parse("fail"), shown)
    assert matches(parse("resume"), shown)


def test_words_say_nothing_of_their_own() -> None:
    found = article("Orlo Brandt left.")
    assert Analysis(found, words=fold_rows(found)) == Analysis(found)


def test_records_cross_processes_whole() -> None:
    found = article("Orlo Brandt left.", "Talks")
    mention = Mention(0, 11, Zone.BODY, "Orlo Brandt", EntityType.PERSON, "model")
    sent = Analysis(found, (mention,), versions={"names": "1"}, words=fold_rows(found))
    heard = reduction.ForkingPickler.loads(reduction.ForkingPickler.dumps(sent))
    assert heard == sent
    assert heard.words == sent.words
    assert replace(heard, entities=()).entities == ()
