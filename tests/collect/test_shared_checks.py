"""The seed article, variants of it, and real articles in generated furniture; skipped where ../shared is not there."""

import importlib.util
import json
import random
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from monitor.core.collect.article import make_article
from monitor.core.collect.read import read_documents
from monitor.core.records import Article, Document


def benchmark(repository: Path, name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, repository / "benchmarks" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def expected(shared: Path) -> Any:
    return json.loads((shared / "seed" / "expected.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def seed(shared: Path) -> Article:
    document = next(read_documents(str(shared / "seed" / "article.txt")))
    assert isinstance(document, Document)
    return make_article(document)


def test_the_seed_has_the_expected_body(seed: Article, shared: Path) -> None:
    assert seed.body == (shared / "seed" / "expected_body.txt").read_text(encoding="utf-8").removesuffix("\n")


def test_the_seed_has_the_expected_metadata(seed: Article, expected: Any) -> None:
    assert (seed.title, seed.source, seed.agency, seed.syndicated) == tuple(
        expected[name] for name in ("title", "source", "agency", "syndicated")
    )
    assert seed.published is not None
    assert (seed.published.value, seed.published.precision, seed.published.method) == tuple(
        expected["published"][name] for name in ("date", "precision", "method")
    )
    assert [(other.value, other.role) for other in seed.published.alternatives] == [
        (other["date"], other["role"]) for other in expected["other_dates"]
    ]
    assert [place.name for place in seed.dateline] == [place["name"] for place in expected["dateline"]["places"]]
    assert [(byline.name, byline.role, byline.place) for byline in seed.bylines] == [
        (byline["name"], byline["role"], byline["place"]) for byline in expected["bylines"]
    ]
    assert list(seed.headings) == expected["section_headings"]


def test_the_seed_has_the_expected_photo(seed: Article, expected: Any) -> None:
    assert seed.photo is not None
    assert (seed.photo.caption, seed.photo.photographer, seed.photo.provider, seed.photo.taken) == tuple(
        expected["photo"][name] for name in ("caption", "photographer", "provider", "taken")
    )


def test_every_line_of_the_seed_that_is_not_body_has_its_zones(seed: Article, expected: Any) -> None:
    starts = [0]
    for line in seed.text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    for removed in expected["removed"]:
        start, end = starts[removed["line"] - 1], starts[removed["line"]]
        zones = [block.zone.value for block in seed.blocks if start <= block.start < end and block.zone.value != "body"]
        assert zones == [name.split(",")[0].split(" (")[0] for name in split_zones(removed["zone"])]


def split_zones(names: str) -> list[str]:
    return [names] if names.startswith("dateline") else names.split(", ")


@pytest.mark.usefixtures("shared")
def test_twenty_variants_of_the_seed_hold(repository: Path) -> None:
    variants = benchmark(repository, "seed_variants")
    for number in range(20):
        variant = variants.make_variant(random.Random(f"test-{number}"))
        assert list(variants.compare(variant, variants.read_variant(variant, number))) == []


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("form", ["jsonl", "text"])
def test_real_articles_keep_their_body_in_furniture(repository: Path, form: str) -> None:
    furniture = benchmark(repository, "furniture")
    dice = random.Random(f"test-{form}")
    samples = [sample for corpus in furniture.CORPORA for sample in furniture.load(corpus)]
    titles = [sample.title for sample in samples if sample.title]
    for sample in furniture.pick(samples, 80, dice):
        assert furniture.body(sample.text, form) == furniture.body(furniture.wrap(sample, titles, dice), form)
