"""A digest from the window: written behind it, said when it is there, and said when it cannot be."""

from invented_articles import analyse, make_article
from PySide6.QtWidgets import QLabel, QWidget

from monitor.core.store import open_library
from monitor.gui.digest import Digests
from monitor.gui.icons import Icons
from monitor.gui.jobs import Jobs
from monitor.gui.messages import MessageArea
from monitor.gui.theme import Theme, ThemeChoice
from monitor.paths import resources


def test_a_digest_is_of_the_query_and_says_where_it_is(qapp, qtbot, tmp_path):
    library = tmp_path / "library.db"
    with open_library(library, write=True) as store:
        for number, word in enumerate(("harbour", "tram")):
            article = make_article(f"A {word} opened.", title=f"The {word}")
            store.save(store.begin_source(f"/inbox/{number}"), analyse(article))
    window = QWidget()
    qtbot.addWidget(window)
    theme = Theme(qapp, resources() / "style" / "window.qss", ThemeChoice.LIGHT)
    messages = MessageArea(Icons(resources() / "icons", theme))
    qtbot.addWidget(messages)
    reading = Jobs("reading", lambda: open_library(library))
    reading.start()
    digests = Digests(window, reading, messages)

    def said():
        return " ".join(label.text() for label in messages.findChildren(QLabel))

    digests.write("tram", tmp_path / "today")
    qtbot.waitUntil(lambda: "The digest is written" in said())
    text = (tmp_path / "today.html").read_text()
    assert "The tram" in text
    assert "The harbour" not in text
    digests.write("", tmp_path / "nowhere" / "x.html")
    qtbot.waitUntil(lambda: "cannot be written" in said())
    reading.close()
