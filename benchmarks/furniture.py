"""Wrap invariance: real articles put into generated page furniture must keep exactly their body.

    python benchmarks/furniture.py [--seed 1] [--articles 200] [--format jsonl|text] [--show]

Reads articles of ../shared/gold (trnews, gwn, reuters), takes each as it stands (bare) and wrapped: banner, date line,
tagline, doubled headline, caption with credit, teasers with other articles' headlines at two places, credits, legal
lines, in many styles. Prints the share of articles whose body is the same, and each that differs; exits 1 on any.
"""

import argparse
import difflib
import json
import random
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from monitor.core.collect.article import make_article
from monitor.core.collect.read import read_line
from monitor.core.records import Document, Refusal

GOLD = Path(__file__).resolve().parent.parent.parent / "shared" / "gold"
CORPORA = ("trnews", "gwn", "reuters")

SINGLE_LINES = 0.2  # of the pages have a line end, no blank line, between paragraphs

NAMES = [
    "Ines Okafor",
    "Tom Haversham",
    "Li-Mei Sandoval",
    "Pieter van Rossem",
    "Oyelaran Adisa",
    "J. P. Corvino",
    "Marta Zielska",
    "Kofi Anan-Boateng",
]
CITIES = ["Oslo", "Nairobi", "Quito", "Tashkent", "Wellington", "Lisbon", "Manila", "Accra", "Sofia", "Phnom Penh"]
AGENCIES = ["Reuters", "AP", "AFP", "dpa", "Xinhua", "Kyodo", "Northwire", "Unipress Agency", "TASS", "EFE"]
SITES = [
    "Eastvale Tribune",
    "The Morning Ledger",
    "Coastline News",
    "Global Dispatch",
    "Vantage",
    "Ostbote",
    "kronenews.example",
    "The Republic Daily",
    "Inland Voice",
    "Capital Wire",
]
TAGLINES = [
    "Complete Coast News",
    "All the news, all day",
    "Your region. Your voice.",
    "Since 1911",
    "Where facts come first",
    "News you can trust",
    "The world in one place",
    "Independent journalism for everyone",
    "Always Ahead",
]
DATES = [
    "September 29, 2023",
    "29 September 2023",
    "Friday, 29 September 2023",
    "2023-09-29",
    "Sept. 29, 2023, 10:15 a.m.",
    "Published 29 Sep 2023",
    "Updated: 29/09/2023 14:05",
    "29.09.2023",
    "Published: September 29, 2023 | Updated: September 30, 2023",
    "3 hours ago",
    "29 septembre 2023",
    "Fri Sep 29 2023",
]
BANNERS = [
    "Home > World > Asia",
    "Menu",
    "Skip to main content",
    "Subscribe",
    "Sign in",
    "World",
    "BREAKING NEWS",
    "Advertisement",
    "Home | News | Sport | Business | Culture",
    "Politics",
    "LIVE",
    "Search",
]
SHARES = [
    "Share",
    "Share this article",
    "Facebook Twitter WhatsApp Email",
    "Print",
    "5 comments",
    "Listen to this article",
    "Save",
    "Tweet",
    "4 min read",
]
CAPTIONS = [
    "FILE PHOTO: {n} speaks during a meeting in {c}, {d}. {m}/{a}/File photo Acquire licensing rights",
    "File photo: People walk past the parliament in {c} on {d}. {m}/{a}",
    "{n} arrives for talks in {c} on {d}. ({a} Photo/{m})",
    "{n} (left) shakes hands with {m} in {c}. (Photo by {m}/{a} via Getty Images)",
    "Photo: {n} at a rally in {c}. {m} / {a}",
    "Image: {m}/{a}",
    "{n} looks on during a ceremony in {c}, {d}. {a}",
    "FILE - A market in {c}, {d}. ({m}/{a}, File)",
    "Workers at a factory near {c}. Photograph: {m}/{a}",
    "A view of the harbour of {c} in this undated photo released by {a}.",
    "Picture: {m}",
    "Protesters hold banners in {c}, {d} [{m}/{a}]",
    "{n} in {c}. Credit: {m}/{a}",
    "Image source, Getty Images",
    "Image caption, {n} in {c}",
    "© {m} / {a}",
]
TEASERS = [
    "See also  {}",
    "See also: {}",
    "See also {}",
    "Read more: {}",
    "READ MORE: {}",
    "Related: {}",
    "Also read: {}",
    "READ: {}",
    "More on this story: {}",
    "Don't miss: {}",
    "You might also like: {}",
    "Lire aussi : {}",
    "Lesen Sie auch: {}",
    "Read next: {}",
    "» {}",
    "WATCH: {}",
    "Related article  {}",
    "See also\n\n{}",
    "Read more\n\n{}",
    "RELATED\n\n{}",
    "More from World: {}",
    "Recommended: {}",
    "Read also – {}",
    "[See also: {}]",
    "▶ Read more: {}",
]
CREDITS = [
    "(Reporting by {n}, {m} in {c}; Editing by {o})",
    "(Reporting by {n}; Editing by {m} and {o})",
    "Reporting by {n} in {c}; Additional reporting by {m}; Editing by {o}",
    "(Writing by {n}; Editing by {m})",
    "Additional reporting by {n}",
    "Edited by {n}",
    "(Reporting by {n} in {c} and {m} in {d2}; Reporting by {o}) Editing by {n}",
    "{n} reported from {c}. {m} contributed to this report.",
    "By {n} and {m}",
    "Written by {n}",
]
LEGAL = [
    "Our Standards: The Thomson Reuters Trust Principles.",
    "© 2023 {s}. All rights reserved.",
    "Copyright 2023 The Associated Press. This material may not be published, rewritten or redistributed.",
    "Acquire licensing rightsopens a new tab",
    "Purchase Licensing Rights",
    "All rights reserved.",
    "Terms of Use | Privacy Policy",
    "Republished with permission.",
    "This article was first published by {s}.",
    "Editorial guidelines",
    "The views expressed in this article are the author's own.",
    "Reprints and permissions",
    "Alle Rechte vorbehalten.",
    "Tous droits réservés.",
]
TAILS = [
    "Share this:",
    "Tags: politics, economy",
    "Follow us on Twitter",
    "Sign up for our newsletter",
    "Subscribe to our daily newsletter to get the news in your inbox.",
    "Comments",
    "Most read",
    "About the author",
    "Contact us",
    "Back to top",
    "We use cookies to improve your experience.",
]


@dataclass(frozen=True)
class Sample:
    """An article of the corpora: its text, its headline and its paragraphs."""

    name: str
    text: str
    title: str

    @property
    def paragraphs(self) -> list[str]:
        """The stretches between blank lines; a line where there is no blank line."""
        parts = re.split(r"\n\s*\n", self.text) if re.search(r"\n\s*\n", self.text) else self.text.split("\n")
        return [part.strip() for part in parts if part.strip()]


def main() -> int:
    """Wrap, read both, compare, print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--articles", type=int, default=200)
    options.add_argument("--format", choices=("jsonl", "text"), default="jsonl")
    options.add_argument("--corpora", default=",".join(CORPORA))
    options.add_argument("--show", action="store_true", help="print what differs")
    chosen = options.parse_args()
    dice = random.Random(chosen.seed)
    samples = [sample for corpus in chosen.corpora.split(",") for sample in load(corpus)]
    titles = [sample.title for sample in samples if sample.title]
    picked = pick(samples, chosen.articles, dice)
    failed = [sample for sample in picked if not check(sample, titles, chosen, dice)]
    print(f"seed {chosen.seed}, {chosen.format}: {len(picked) - len(failed)} of {len(picked)} keep their body")
    return 1 if failed else 0


def load(corpus: str) -> Iterator[Sample]:
    with (GOLD / f"{corpus}.jsonl").open(encoding="utf-8") as lines:
        for line in lines.read().split("\n"):
            if line.strip():
                record = json.loads(line)
                yield Sample(str(record["id"]), record["text"], record.get("title") or "")


def pick(samples: list[Sample], count: int, dice: random.Random) -> list[Sample]:
    """Take the small corpora first (they are the varied ones), then others at random."""
    small = [sample for sample in samples if not sample.name.startswith("reuters")]
    large = [sample for sample in samples if sample.name.startswith("reuters")]
    dice.shuffle(small)
    dice.shuffle(large)
    return [*small[: count * 3 // 4], *large][:count]


def check(sample: Sample, titles: list[str], chosen: argparse.Namespace, dice: random.Random) -> bool:
    """Tell whether a sample has the same body bare and wrapped; say what differs where not."""
    wrapped = wrap(sample, titles, dice)
    bare_body, wrapped_body = body(sample.text, chosen.format), body(wrapped, chosen.format)
    if bare_body == wrapped_body:
        return True
    print(f"{sample.name} differs")
    if chosen.show:
        for line in difflib.unified_diff(
            bare_body.split("\n\n"), wrapped_body.split("\n\n"), "bare", "wrapped", lineterm="", n=0
        ):
            print("    ", line[:200])
        print("      |", "\n      | ".join(line[:150] for line in wrapped.split("\n")[:16]))
    return False


def body(text: str, form: str) -> str:
    """Return the body that the program finds in a text."""
    if form == "text":
        return make_article(Document(path="sample.txt", text=text, format="text", sha256="")).body
    document = read_line(json.dumps({"id": 1, "text": text}), path="-", number=1)
    if isinstance(document, Refusal):
        raise SystemExit(document.reason.sentence)
    return make_article(document).body


def wrap(sample: Sample, titles: list[str], dice: random.Random) -> str:
    """Return the article as it stands on a generated page."""
    site = dice.choice(SITES)
    title = sample.title.strip() or dice.choice(titles)
    titles = [other for other in titles if other != sample.title]
    parts = [*header(title, site, dice)]
    paragraphs = sample.paragraphs
    places = sorted(dice.sample(range(1, len(paragraphs)), 2)) if len(paragraphs) > 2 else [len(paragraphs)] * 2
    label = dice.choice(TEASERS)
    gap = "\n" if dice.random() < SINGLE_LINES and not any("\n" in paragraph for paragraph in paragraphs) else "\n\n"
    for number, paragraph in enumerate(paragraphs):
        parts += [label.format(dice.choice(titles)) for place in places if place == number]
        parts.append(paragraph)
    parts += [label.format(dice.choice(titles)) for place in places if place >= len(paragraphs)]
    parts += footer(site, dice)
    return gap.join(part.replace("\n\n", gap) for part in parts)


def header(title: str, site: str, dice: random.Random) -> list[str]:
    day, tagline = dice.choice(DATES), dice.choice(TAGLINES)
    banner = [dice.choice(BANNERS)] if dice.random() < 0.5 else []
    top = dice.choice(
        [[day, site, tagline], [site, tagline, day], [site, day, tagline], [site, tagline], [tagline, site, day], [day]]
    )
    after = [
        part for part in [day if day not in top else "", dice.choice(SHARES) if dice.random() < 0.3 else ""] if part
    ]
    byline = (
        [
            dice.choice(["By {}", "By {}, Staff Writer", "Written by {}", "{} | Correspondent"]).format(
                dice.choice(NAMES)
            )
        ]
        if dice.random() < 0.3
        else []
    )
    return [*banner, *top, title, title, *after, *byline, fill(dice.choice(CAPTIONS), dice)]


def footer(site: str, dice: random.Random) -> list[str]:
    tail = dice.sample(TAILS, dice.choice([0, 0, 1, 2]))
    return [
        fill(dice.choice(CREDITS), dice),
        *(line.format(s=site) for line in dice.sample(LEGAL, dice.choice([1, 1, 2]))),
        *tail,
    ]


def fill(form: str, dice: random.Random) -> str:
    one, two, three = dice.sample(NAMES, 3)
    city, other = dice.sample(CITIES, 2)
    return form.format(
        n=one,
        m=two,
        o=three,
        c=city,
        d2=other,
        a=dice.choice(AGENCIES),
        d=dice.choice(["April 25, 2019", "May 3, 2021", "2 June 2020"]),
    )


if __name__ == "__main__":
    sys.exit(main())
