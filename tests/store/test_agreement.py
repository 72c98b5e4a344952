"""The library's SQL and the match in memory give the same answers."""

import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented_articles import analyse, make_article

from benchmarks import mutants
from benchmarks.agreement import ARTICLES, OPERATORS, SEED, Kept, compare, fill, fill_library
from benchmarks.witness import answer
from monitor.core.errors import QueryError
from monitor.core.query import Marks, Node, matches, parse
from monitor.core.query.match import words_hold
from monitor.core.query.nodes import Phrase
from monitor.core.records import Analysis, Mention
from monitor.core.store import Reader, open_library
from monitor.core.streams import ArticleWords
from monitor.core.terms import EntityType, Zone
from monitor.core.tokens import name_key, words


def _query(dice: random.Random, depth: int = 0) -> str:
    if depth == 3 or dice.random() < 0.4:
        return fill(dice.choice(list(OPERATORS.values())), dice)
    parts = [_query(dice, depth + 1) for _ in range(dice.randint(1, 3))]
    joined = dice.choice((" ", " AND ", " OR ")).join(f"({part})" for part in parts)
    return f"NOT ({joined})" if dice.random() < 0.15 else joined


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory):
    """Eighty articles with the marks that an analyst gave them, stored and as they are."""
    dice = random.Random(SEED)
    path = tmp_path_factory.mktemp("agreement") / "library.db"
    kept = {number: (one.analysis, one.marks, one.words) for number, one in fill_library(path, dice).items()}
    with open_library(path) as reader:
        yield reader, kept


def _in_memory(node: Node, kept: dict[int, tuple[Analysis, Marks, ArticleWords]]) -> set[int]:
    return {
        number for number, (analysis, marks, found) in kept.items() if matches(node, analysis, marks=marks, words=found)
    }


def test_every_operator_agrees_and_is_true_and_false_often_enough(library):
    reader, kept = library
    dice = random.Random(SEED)
    for name, template in OPERATORS.items():
        truths: Counter[bool] = Counter()
        for _ in range(30):
            query = fill(template, dice)
            expected = _in_memory(parse(query), kept)
            assert set(reader.article_ids(query)) == expected, (name, query)
            truths += Counter({True: len(expected), False: len(kept) - len(expected)})
        assert min(truths[True], truths[False]) >= 100, (name, truths)


def test_generated_pairs_agree_and_half_of_them_match(library):
    reader, kept = library
    pairs = compare(reader, {number: Kept(*one) for number, one in kept.items()}, 100, random.Random(SEED), least=3)
    assert len(kept) == ARTICLES
    assert not pairs.faults(3)


@pytest.mark.parametrize("name", ["SENT", "PARA", "TITLE", "LEAD", "ATLEAST"])
def test_what_sql_asks_of_memory_is_what_the_text_says(library, name):
    """The library asks the code in memory about these, so a third answer is read from the text itself."""
    _, kept = library
    dice = random.Random(SEED)
    truths: Counter[bool | None] = Counter()
    for _ in range(40):
        query = fill(OPERATORS[name], dice)
        for analysis, marks, found in kept.values():
            said = answer(query, analysis.article)
            assert said is matches(parse(query), analysis, marks=marks, words=found), (query, analysis.article.body)
            truths[said] += 1
    assert min(truths[True], truths[False]) >= 100


def test_combined_queries_agree(library):
    reader, kept = library
    dice = random.Random(SEED)
    found = pairs = 0
    while pairs < 20_000 or found < pairs / 2:
        query = _query(dice)
        expected = _in_memory(parse(query), kept)
        if len(expected) < len(kept) / 2 and dice.random() < 0.8:
            continue  # queries that find little are many and easy
        assert set(reader.article_ids(query)) == expected, query
        assert reader.count(query).articles == len(expected), query
        found, pairs = found + len(expected), pairs + len(kept)
        assert pairs < 200_000, "the generator makes too few queries that find anything"


@pytest.mark.parametrize("sort", ["newest", "oldest", "title", "source", "arrived", "relevance"])
def test_the_first_page_is_the_start_of_the_whole_list(library, sort):
    reader, _ = library
    for query in ("", "togo", "country:TG", "togo NOT ghana", "is:unread togo"):
        whole = reader.article_ids(query, sort=sort)
        assert reader.article_ids(query, sort=sort, limit=7) == whole[:7]
        assert len(set(whole)) == len(whole)


NASTY = st.text(
    alphabet=st.one_of(
        st.sampled_from("aAéİßøжЁが東김กि'’\".-_ \n\u200b\u0301\u00a0’s"), st.characters(exclude_categories=("Cs",))
    ),
    max_size=40,
)


@given(bodies=st.lists(NASTY, min_size=1, max_size=4), title=NASTY, asked=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_found_by_its_own_words(tmp_path_factory, bodies, title, asked):
    """Words taken from the texts, as phrase, prefix and NEAR, are found in SQL exactly where memory finds them."""
    path: Path = tmp_path_factory.mktemp("nasty") / "library.db"
    kept = {}
    with open_library(path, write=True) as store:
        for number, body in enumerate(bodies):
            analysis = analyse(make_article(f"{body} n{number}", title=title))
            saved = store.save(store.begin_source(f"/inbox/{number}"), analysis)
            for article_id in saved.articles:
                kept[article_id] = (analysis, Marks(), ArticleWords(analysis.article))
    vocabulary = [word for text in (*bodies, title) for word in words(text)] or ["a"]
    with open_library(path) as reader:
        for _ in range(5):
            node = _node(asked, vocabulary)
            assert set(reader.article_ids(node)) == _in_memory(node, kept)
            assert all(
                words_hold(node, found) == (n in set(reader.article_ids(node))) for n, (*_, found) in kept.items()
            )


def _node(asked: st.DataObject, vocabulary: list[str]) -> Node:
    chosen = tuple(asked.draw(st.lists(st.sampled_from(vocabulary), min_size=1, max_size=3)))
    if asked.draw(st.booleans()):
        return Phrase((*chosen[:-1], chosen[-1][: asked.draw(st.integers(1, 3))]), prefix=True)
    return Phrase(chosen)


@given(names=st.lists(NASTY, min_size=1, max_size=5), asked=NASTY, whole=st.booleans(), prefix=st.booleans())
@settings(max_examples=60, deadline=None)
def test_any_name_is_compared_alike(tmp_path_factory, names, asked, whole, prefix):
    path = tmp_path_factory.mktemp("names") / "library.db"
    value = asked.replace('"', "").replace("\n", " ")
    query = (f'person:"{value}"' if whole else f"person:{''.join(value.split())}") + "*" * prefix
    try:
        node = parse(query)
    except QueryError:
        return
    kept = {}
    with open_library(path, write=True) as store:
        for number, name in enumerate(names):
            article = make_article(f"nobody n{number}")
            analysis = Analysis(article, entities=(Mention(0, 1, Zone.BODY, name, EntityType.PERSON, "made"),))
            kept[store.save(store.begin_source(f"/inbox/{number}"), analysis).articles[0]] = (
                analysis,
                Marks(),
                ArticleWords(article),
            )
    with Reader(path) as reader:
        assert set(reader.article_ids(node)) == _in_memory(node, kept)
        assert {name_key(count.name) for count in reader.entities()} == {name_key(name) for name in names}


@pytest.mark.parametrize("mutant", mutants.MUTANTS, ids=lambda mutant: mutant.operator)
def test_the_line_that_a_mutant_changes_is_there(mutant):
    """``benchmarks.mutants`` runs the agreement with each of them; here only that none of them changes nothing."""
    assert (mutants.ROOT / mutant.file).read_text().count(mutant.before) == 1
