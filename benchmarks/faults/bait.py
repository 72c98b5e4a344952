"""Articles that try to be more than text: markup, styles and links to a picture that must never be drawn or read."""

import json
from pathlib import Path

from PySide6.QtGui import QColor, QImage

CANARY_COLOUR = 0xFF00FE  # RGB; no theme of the program has it
PERSON = "Orlo Brandt"  # whom the bait speaks of, for a watch to fire

STORY = f"""{PERSON} flew from Tallinn to Helsinki on Monday.
"We shall sign in June," said {PERSON}, who leads the talks.

Officials in Estonia confirmed it on Tuesday."""


def write_bait(inbox: Path, canary: Path) -> int:
    """Write hostile articles into a folder; they name the picture ``canary``, which is drawn. Return how many."""
    canary.parent.mkdir(parents=True, exist_ok=True)
    image = QImage(400, 400, QImage.Format.Format_RGB32)
    image.fill(QColor(CANARY_COLOUR))
    image.save(str(canary))
    inbox.mkdir(parents=True, exist_ok=True)
    files = {**_texts(canary), **_pages(canary)}
    for name, text in files.items():
        (inbox / name).write_text(text, encoding="utf-8")
    return len(files)


def lures(canary: Path) -> list[str]:
    """Return pieces of markup that make a careless widget open a picture."""
    return [
        f'<img src="file://{canary}" width="300" height="300">',
        f'<img src="{canary}">',
        '<img src="http://canary.example/pixel.png">',
        f'<table background="file://{canary}"><tr><td>wide</td></tr></table>',
        f'<p style="background-image:url(file://{canary})">styled</p>',
        f"![picture](file://{canary})",
        '<img src="file://canary.example/share/pixel.png">',
        '<a href="javascript:alert(1)">click</a> <iframe src="http://canary.example/"></iframe>',
    ]


def hostile_name(canary: Path) -> str:
    """Return a name for a watch that is markup."""
    return f'<img src="file://{canary}" width="200" height="200">{PERSON}'


def _texts(canary: Path) -> dict[str, str]:
    """Return plain texts and Markdown with markup as headline and in the body."""
    texts = {}
    for number, lure in enumerate(lures(canary)):
        texts[f"{number}-plain.txt"] = f"{lure} Talks {number}\n\n{lure}\n\n{STORY}\n\nPhoto: {lure} {number}\n"
    records = [{"title": f"{lure} {n}", "source": lure, "text": f"{lure}\n\n{STORY} ({n})"}
               for n, lure in enumerate(lures(canary)[:3])]  # fmt: skip
    texts["records.jsonl"] = "\n".join(map(json.dumps, records))
    texts["notes.md"] = f"# Harbour ![x](file://{canary})\n\n{STORY} Again.\n\n![x](http://canary.example/a.png)\n"
    return texts


def _pages(canary: Path) -> dict[str, str]:
    """Return a saved page, a mail and a feed that refer to things elsewhere."""
    head = (
        f'<base href="http://canary.example/"><link rel="stylesheet" href="file://{canary.parent}/style.css">'
        f'<meta http-equiv="refresh" content="0;url=http://canary.example/">'
        f'<meta property="og:image" content="{canary}">'
        "<style>@import url(http://canary.example/a.css); body{background:url(file://" + str(canary) + ")}</style>"
    )
    escaped = f"&lt;img src='file://{canary}'&gt;"
    page = (
        f"<html><head><title>{escaped} A page</title>{head}</head><body><h1>{escaped} A page</h1>"
        f"<p>{STORY}</p><p>{escaped}</p>{''.join(lures(canary))}<p>{PERSON} returned to Riga.</p></body></html>"
    )
    mail = (
        f"From: desk@courier.example\nSubject: {lures(canary)[0]} A mail\nMIME-Version: 1.0\n"
        f"Date: Mon, 6 Nov 2023 10:00:00 +0000\nContent-Type: text/html; charset=utf-8\n\n{page.replace('A page', '')}"
    )
    entities = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{canary}">]>'
    feed = (
        f'<?xml version="1.0"?>{entities}<rss version="2.0"><channel><title>Courier</title><item>'
        f"<title>{escaped} A feed</title><description>{escaped} {STORY} In the feed.</description>"
        f'<enclosure url="file://{canary}" type="image/png" length="1"/></item></channel></rss>'
    )
    return {"page.html": page, "mail.eml": mail, "feed.xml": feed}
