"""The settings of languages: which installed model finds the names of each."""

from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from monitor.core.language_models import USUAL_MODELS, ModelChoices, installed_pipelines, is_installed
from monitor.gui.views.parts import plain_label
from monitor.gui.views.settings_section import Section, SettingsAround, choice_row

OFFERED = (
    "ar bg ca cs da de el es et fa fi he hi hr hu id it ja ko lt lv mk ms nb nl nn no pl pt ro ru sk sl sr sv th tr uk"
    " vi zh"
).split()
"""Languages that the program tells apart and that a pipeline can be chosen for."""


def languages_section(around: SettingsAround) -> Section:
    """Make the section."""
    languages = LanguageModels(around, ModelChoices())
    note = _tr(
        "A language model finds people, organisations and places. Countries and the watchlist work in every language,"
        " by the gazetteer and rules. What is chosen holds for what is imported or analysed again from now on."
    )
    return Section("languages", _tr("Languages"), languages, note, languages.load)


class LanguageModels(QWidget):
    """A row for each language that has a model or was given one, and a choice of one more."""

    def __init__(self, around: SettingsAround, choices: ModelChoices) -> None:
        super().__init__()
        self._around, self._choices = around, choices
        self.boxes: dict[str, QComboBox] = {}
        self._rows = QVBoxLayout()
        self._rows.setSpacing(10)
        self.missing = plain_label(
            _tr("No language model is installed: names of people and organisations are not found."), "small", wrap=True
        )
        self.more = named_box(_tr("Another language"))
        self.more.activated.connect(self._add_chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.missing)
        column.addLayout(self._rows)
        column.addLayout(choice_row(_tr("Another language"), self.more))
        column.addStretch(1)

    def load(self) -> None:
        """Show what is chosen now."""
        chosen = self._choices.read()
        shown = {*USUAL_MODELS, *chosen, *installed_pipelines().values()} - self.boxes.keys()
        for language in sorted(shown, key=language_name):
            self._add(language)
        for language, box in self.boxes.items():
            self._show(language, box, chosen)
        self.missing.setVisible(not any(is_installed(package) for package in self._choices.models().values()))
        self.more.clear()
        self.more.addItem(_tr("Choose…"), "")
        for language in OFFERED:
            if language not in self.boxes:
                self.more.addItem(language_name(language), language)

    def _add(self, language: str) -> None:
        box = named_box(_tr("Model for {language}").format(language=language_name(language)))
        box.activated.connect(lambda _: self._choose(language, str(box.currentData())))
        self.boxes[language] = box
        self._rows.addLayout(choice_row(language_name(language), box))

    def _show(self, language: str, box: QComboBox, chosen: dict[str, str]) -> None:
        """List every installed pipeline, those of the language first, and one that is chosen but missing."""
        current = chosen.get(language, USUAL_MODELS.get(language, ""))
        pipelines = installed_pipelines()
        box.clear()
        box.addItem(_tr("None: gazetteer and rules"), "")
        for package in sorted(pipelines, key=lambda name: (pipelines[name] != language, name)):
            box.addItem(package, package)
        if box.findData(current) < 0:
            box.addItem(_tr("{package} (not installed)").format(package=current), current)
        box.setCurrentIndex(box.findData(current))

    def _add_chosen(self, index: int) -> None:
        language = str(self.more.itemData(index) or "")
        if language and language not in self.boxes:
            self._add(language)
            self.load()
            self.boxes[language].setFocus()

    def _choose(self, language: str, package: str) -> None:
        usual = package == USUAL_MODELS.get(language, "")
        try:
            self._choices.choose(language, None if usual else package)
        except OSError as error:
            self._around.say(_tr("The choice could not be kept: {error}").format(error=error.strerror or error))
        self.load()


def named_box(name: str) -> QComboBox:
    """Return a box whose list has its name too."""
    box = QComboBox()
    box.setAccessibleName(name)
    box.view().setAccessibleName(name)
    return box


def language_name(code: str) -> str:
    """Return the English name of a language, its code where it has none."""
    language = QLocale(code).language()
    return code if language is QLocale.Language.C else QLocale.languageToString(language)


def _tr(text: str) -> str:
    return QCoreApplication.translate("settings", text)
