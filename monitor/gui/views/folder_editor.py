"""What a watched folder says of its articles, to be changed: source, country, severity, patterns, how it is watched."""

import re
from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QToolButton, QWidget

from monitor.core.country_codes import country_codes
from monitor.core.inbox import NETWORK_SECONDS
from monitor.core.terms import Severity
from monitor.core.watched import Subfolders, WatchedFolder
from monitor.gui.models.words import severity_word
from monitor.gui.shown import one_line
from monitor.gui.views.flow import FlowLayout
from monitor.gui.views.form_sheet import FormSheet
from monitor.gui.views.parts import choice_button, plain_label

PATH_LENGTH = 300  # characters of a path
POLL_RANGE = (1, 3_600)  # seconds
USUAL_POLL = 10  # seconds; what stands in the field when polling is switched on


class FolderEditor(FormSheet):
    """Lets the defaults of one folder be changed.

    Signals:
        folder_saved(WatchedFolder): as it is to be from now on.
    """

    folder_saved = Signal(object)

    def __init__(self, parent: QWidget, folder: WatchedFolder) -> None:
        title = QCoreApplication.translate("FolderEditor", "Watched folder")
        super().__init__(parent, title, one_line(folder.path, PATH_LENGTH))
        self.setObjectName("folder_editor")
        self._folder = folder
        self.source = QLineEdit(folder.source or "")
        self.country = QLineEdit(folder.home_country or "", maxLength=2)
        self.severities = {each: choice_button(self._severity_word(each)) for each in (None, *Severity)}
        self.include = QLineEdit(", ".join(folder.include))
        self.exclude = QLineEdit(", ".join(folder.exclude))
        self.subfolders = {each: choice_button(self._subfolders_word(each)) for each in Subfolders}
        self.keeps = QCheckBox(self.tr("Keep a copy of every file as it came"))
        self.polls = QCheckBox(self.tr("Look every"))
        self.seconds = QLineEdit(maxLength=5)
        self._fill(folder)
        self._arrange()
        self.save_button.clicked.connect(self.save)
        self.polls.toggled.connect(self.seconds.setEnabled)

    def save(self) -> None:
        """Hand the folder over as the fields say, or say what is wrong with them."""
        country = self.country.text().strip().upper()
        if country and country not in country_codes():
            words = self.tr("A country is given by its two letters (ISO 3166-1), such as GB; leave it empty for none.")
            self.complain(words, self.country)
            return
        seconds = self.seconds.text().strip()
        if self.polls.isChecked() and not (seconds.isdecimal() and POLL_RANGE[0] <= int(seconds) <= POLL_RANGE[1]):
            self.complain(self.tr("The seconds are a number from {} to {}.").format(*POLL_RANGE), self.seconds)
            return
        folder = replace(
            self._folder,
            source=self.source.text().strip() or None,
            home_country=country or None,
            severity=next(each for each, button in self.severities.items() if button.isChecked()),
            include=patterns(self.include.text()),
            exclude=patterns(self.exclude.text()),
            subfolders=next(each for each, button in self.subfolders.items() if button.isChecked()),
            keep_originals=self.keeps.isChecked(),
            poll_seconds=float(seconds) if self.polls.isChecked() else None,
        )
        self.folder_saved.emit(folder)
        self.close()

    def _fill(self, folder: WatchedFolder) -> None:
        self.severities[folder.severity].setChecked(True)
        self.subfolders[folder.subfolders].setChecked(True)
        self.keeps.setChecked(folder.keep_originals)
        self.polls.setChecked(folder.poll_seconds is not None)
        self.seconds.setText(str(round(folder.poll_seconds or USUAL_POLL)))
        self.seconds.setEnabled(folder.poll_seconds is not None)

    def _severity_word(self, severity: Severity | None) -> str:
        if severity is None:
            return self.tr("As the entry says")
        return (
            severity_word(severity)
            if severity is Severity.CRITICAL
            else self.tr("{severity} or more").format(severity=severity_word(severity))
        )

    def _subfolders_word(self, kind: Subfolders) -> str:
        return {
            Subfolders.NOTHING: self.tr("Say nothing"),
            Subfolders.SOURCE: self.tr("Name the source"),
            Subfolders.TAG: self.tr("Are a tag"),
        }[kind]

    def _arrange(self) -> None:
        self.country.setPlaceholderText(self.tr("e.g. GB"))
        self.include.setPlaceholderText(self.tr("e.g. *.pdf, *.html"))
        self.exclude.setPlaceholderText(self.tr("e.g. drafts, *.bak"))
        self.seconds.setFixedWidth(self.seconds.fontMetrics().horizontalAdvance("0" * 8))
        self.seconds.setAccessibleName(self.tr("Seconds between two looks"))
        often = QWidget()
        row = QHBoxLayout(often)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.polls)
        row.addWidget(self.seconds)
        row.addWidget(plain_label(self.tr("seconds")))
        row.addStretch(1)
        note = self.tr("For shares that send no events. Known network shares are looked at every {seconds} s anyway.")
        self.add_row(self.tr("Source"), self.source, self.tr("Where an article names none itself."))
        self.add_row(self.tr("Home country"), self.country, self.tr("Of the outlets; settles what names leave open."))
        self.add_row(self.tr("Severity of alerts"), _choices(self.severities.values()))
        self.add_row(self.tr("Only these files"), self.include)
        self.add_row(self.tr("Not these files and folders"), self.exclude)
        self.add_row(self.tr("Subfolders"), _choices(self.subfolders.values()))
        self.add_row("", self.keeps)
        self.add_row("", often, note.format(seconds=round(NETWORK_SECONDS)))
        self.finish()


def _choices(buttons: Iterable[QToolButton]) -> QWidget:
    """Return one of several to choose, as many a line as fit."""
    choices = QWidget()
    flow = FlowLayout(choices, gap=4)
    for button in buttons:
        flow.addWidget(button)
    return choices


def patterns(text: str) -> tuple[str, ...]:
    """Return the patterns of a line, which commas or semicolons part."""
    return tuple(part for each in re.split("[,;]", text) if (part := each.strip()))
