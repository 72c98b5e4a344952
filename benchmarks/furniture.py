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
    "Northern Ledger Online",
    "INFO24",
    "theharbor.example",
    "Asia Pacific Watch",
    "Ostwind Tageblatt",
    "The Valley Sentinel",
    "Kappa",
    "World News Hub",
    "Metro Gazette",
    "Le Courrier du Nord",
    "Info Matin",
    "Summit Daily Observer",
    "Nova Press",
    "El Faro del Norte",
    "ThePlain.example",
    "Riverside Bulletin",
    "Continental Herald",
    "Tribuna Nacional",
    "Morgenblick",
    "NewsPoint",
    "Channel 8",
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
    "Reporting you can rely on",
    "The heartbeat of the valley",
    "Global perspectives. Local roots.",
    "More News, Less Noise",
    "Fast. Accurate. Free.",
    "Making sense of the world",
    "In-depth coverage of the capital",
    "A Daily Look at the World",
    "Stories Worth Telling",
    "Le journal de tous les jours",
    "Headlines From Around the Globe",
    "We report. You decide.",
    "The paper that listens",
    "Quality news since 1978",
    "Truth. Courage. Community.",
    "First in the morning",
    "National and international affairs",
    "Serving the north for 90 years",
    "Breaking News and Analysis",
    "Knowledge is power",
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
    "Sep 29, 2023, 8:45 AM EDT",
    "29/09/2023 10:32",
    "September 29th 2023",
    "Fri, Sep 29, 2023 10:12 UTC",
    "Last modified: 29 September 2023 09:14",
    "Date: 29-09-2023",
    "29 Sept 2023 | 09:12",
    "Updated 2 hours ago",
    "September 29, 2023 12:01 am",
    "Friday 29th September 2023",
    "29 Sep 2023, 09:12 (GMT+2)",
    "Posted Sep 29, 2023 by admin",
    "29. 9. 2023",
    "Published on September 29, 2023 at 10:00 AM",
    "1 day ago",
    "October 3, 2022",
    "03 October 2022",
    "Mon, October 3, 2022",
    "Monday October 3 2022",
    "2022-10-03 07:45",
    "Oct. 3, 2022 7:45 a.m. EST",
    "Published Oct 3, 2022",
    "Last updated on October 3, 2022 at 18:20",
    "03.10.2022 - 07:45",
    "Lundi 3 octobre 2022",
    "Montag, 3. Oktober 2022",
    "3 de octubre de 2022",
    "Updated: Oct 03, 2022, 07:45 IST",
    "3 Oct 2022 - 7:45AM",
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
    "Live Updates | Markets | Opinion | Video",
    "Log in / Register",
    "Edition: International",
    "Top News",
    "ADVERTISEMENT",
    "Search our site",
    "Weather: 12°C",
    "E-paper",
    "Today's paper",
    "News",
    "Asia",
    "You are here: Home » World",
    "Home / World / Asia",
    "Latest News",
    "☰ Menu",
    "Subscribe for $1",
    "Home",
    "International",
    "Skip navigation",
    "My Account",
    "Trending: elections, floods",
    "Advertisement - story continues below",
    "Newsletter",
    "World > Africa",
    "Premium",
    "Live TV",
    "Breaking",
    "Go to top",
    "News / World",
    "Cookie settings",
    "Business | Tech | Science | Health",
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
    "Share on Facebook",
    "Share on X",
    "Share via email",
    "Comments (12)",
    "Reading time: 4 minutes",
    "3 min read",
    "Listen",
    "A+ A-",
    "Copy link",
    "Bookmark",
    "Follow on Google News",
    "Save article",
    "Views: 1,204",
    "Share this story",
    "Tweet this",
    "Facebook",
    "Email",
    "2 min read",
    "0 Comments",
    "Print this page",
    "Share: Facebook, Twitter, WhatsApp",
    "Font size: A A A",
    "Like",
    "Send",
    "Save for later",
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
    "{n}, right, greets {m} in {c} on {d}. ({a})",
    "{n} addresses reporters in {c}, {d}. Photograph by {m}, {a}",
    "A file image of the central bank in {c}. | Photo Credit: {a}",
    "An aerial view of {c}. Photo: {a}/{m}",
    "{n} in {c} last year. {m}/{a}",
    "Image for representation. Credit: {a}",
    "CAPTION: {n} at work. CREDIT: {m}",
    "{n} [File: {m}/{a}]",
    "(Source: {a})",
    "Police stand guard outside a court in {c}. {a} photo",
    "Photo by {m} on Unsplash",
    "Image used for illustrative purposes.",
    "{n} pictured in {c}. Image: {m}",
    "Foto: {m}/{a}",
    "{n} steht vor dem Parlament in {c}. Foto: {m}",
    "Le port de {c}, le 3 mai 2021. Photo {m}/{a}",
    "{c}, {d}: {n} waves to supporters. Photo: {m}",
    "Archive. {n} in {c}. {m}/{a}",
    "{m}/{a}/File",
    "{a} file photo of {n}",
    "Residents of {c} queue for water, {d}. Picture taken {d}. {a}/{m}",
    "FILE PHOTO: {n} leaves a meeting in {c}, {d}. {m}/{a}/File Photo",
    "{n} speaks to the press in {c} on {d}. (Photo: {m}/{a})",
    "A woman walks past a mural in {c}. {a}/{m}",
    "{n} and officials during a ceremony in {c}. PHOTO: {a}",
    "(Photo: {m})",
    "Photo courtesy of {m}",
    "Photo: {a} / {m}",
    "{a}/{m}",
    "{n}, left, and {m} during a visit to {c} on {d}. {a}",
    "Picture by {m}, {a}",
    "Rescuers at work in {c}, {d}. © {m}/{a}",
    "FILE PHOTO. {n} in {c}. © {a}",
    "A protester holds a sign in {c} (AP Photo)",
    "Getty Images/{m}",
    "Image credit: {m}",
    "Stock photo. ({m} / {a})",
    "Soldiers patrol a street in {c} in this file picture taken on {d}.",
    "{n} during an interview [{m}/{a}]",
    "Photo by {m}/{a}",
    "Illustrative image: a street in {c}. (Credit: {m}/{a})",
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
    "You may be interested in: {}",
    "Also see: {}",
    "Read the full story: {}",
    "Related news: {}",
    "SEE ALSO {}",
    "More: {}",
    "Also on our site: {}",
    "Trending now: {}",
    "Next read: {}",
    "Have you seen: {}",
    "Don’t miss {}",
    "Up next: {}",
    "Read this: {}",
    "Latest: {}",
    "★ {}",
    "• {}",
    "Must-read: {}",
    "Further on this topic: {}",
    "More coverage: {}",
    "{} - Read more",
    "Suggested: {}",
    "See also… {}",
    "Check also: {}",
    "Check out: {}",
    "Explore more: {}",
    "In other news: {}",
    "Elsewhere: {}",
    "Related Post: {}",
    "See more: {}",
    "See: {}",
    "Also: {}",
    "RELATED POSTS\n\n{}",
    "Read also\n\n{}",
    "ALSO READ\n\n{}",
    "See also\n{}",
    "Interesting: {}",
    "Recommended for you: {}",
    "Related topics: {}",
    "On the same topic: {}",
    "LEGGI ANCHE {}",
    "Voir aussi : {}",
    "Mehr dazu: {}",
    "Te puede interesar: {}",
    "READ MORE  {}",
    "Read also: {}",
    "Also Read: {}",
    "Don't Miss: {}",
    "RELATED: {}",
    "Related stories: {}",
    "More on this: {}",
    "You may also like  {}",
    "Keep reading: {}",
    "Lire aussi {}",
    "Lesen Sie auch  {}",
    "Leer también: {}",
    "Read here: {}",
    "Next: {}",
    "Editor's choice: {}",
    "From the archive: {}",
    "Watch: {}",
    "MUST READ: {}",
    "What to read next: {}",
    "Background: {}",
    "Similar stories: {}",
    "Other news: {}",
    "Related reading: {}",
    "More news\n\n{}",
    "Also read\n\n{}",
    "READ | {}",
    "Story continues: {}",
    "Top story: {}",
    "For more: {}",
    "Learn more: {}",
    "Dig deeper: {}",
    "» Related: {}",
    "[Also read] {}",
    "(See also: {})",
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
    "(Reporting by {n} in {c}, editing by {m})",
    "Reporting By {n}; Editing By {m}",
    "({n} and {m} reported from {c}; {o} contributed)",
    "Our correspondent {n} in {c}",
    "— {n} in {c}",
    "Compiled by {n} from agency reports",
    "Editor: {n}",
    "Reporter: {n}. Editor: {m}",
    "With additional reporting by {n}",
    "(Edited by {n} and {m}. For feedback write to desk@x.example)",
    "Produced by {n}",
    "Contributor: {n}",
    "Story: {n}; Photos: {m}",
    "[Reporting by {n}; editing by {m}]",
    "Reporting by {n}, {m} and {o}",
    "Written by: {n}",
    "Author: {n}",
    "{n} contributed reporting from {c}.",
    "(With {a} inputs)",
    "Editing: {n}",
    "(Reporting by {n} and {m}; Editing by {o})",
    "(Reporting by {n} in {c}; Writing by {m}; Editing by {o})",
    "Reporting by {n}; Writing by {m}",
    "(Additional reporting by {n} in {c})",
    "Writing by {n}; editing by {m}",
    "Reporting by {n} in {c} and {m} in {d2}; Editing by {o}",
    "({n} in {c}, {m} in {d2})",
    "By {n}",
    "Text by {n}, photos by {m}",
    "Editing by {n} and {m}",
    "-- {n}",
    "Report by {n}",
    "(Edited by {n})",
    "{n} and {m} contributed to this story.",
    "With reporting by {n} in {c}",
    "Author: {n} / Editor: {m}",
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
    "© Copyright 2023 - {s}",
    "Any reproduction without permission is prohibited.",
    "{s} is not responsible for the content of external sites.",
    "All content © {s} unless otherwise noted.",
    "By using this site you agree to our terms.",
    "Copyright © {s} Media Group",
    "The {s} is regulated by the Press Council.",
    "Licensed under CC BY-ND 4.0",
    "Do not republish without consent.",
    "No reproduction without written consent of {s}.",
    "Terms & Conditions apply",
    "Content supplied by Northwire",
    "For reuse of this article contact rights@x.example",
    "© All Rights Reserved",
    "Our Standards: the {s} Trust Code.",
    "Acquire Licensing Rights, opens new tab",
    "Copyright (c) 2023 {s}",
    "Privacy",
    "Impressum | Datenschutz",
    "Our Standards: Statement of News Values.",
    "© 2022 {s}",
    "Copyright {s}. All rights reserved.",
    "© {s}. Reproduction prohibited.",
    "Purchase licensing rights",
    "Acquire licensing rights, opens new tab",
    "Copyright 2022 {s}. All Rights Reserved.",
    "Terms of Service",
    "Privacy Policy",
    "Republishing is permitted with attribution.",
    "This content is protected by copyright.",
    "All content is the property of {s}.",
    "Read our editorial guidelines",
    "Editorial code of practice",
    "Rights and permissions",
    "Legal notice",
    "Tutti i diritti riservati",
    "Todos los derechos reservados",
    "Request reuse permission",
    "(c) 2022 {s}",
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
    "Related Articles",
    "Leave a comment",
    "Your email address will not be published.",
    "Read more on: politics",
    "Share your thoughts",
    "About us | Contact | Advertise",
    "Join our Telegram channel",
    "More from author",
    "Previous article",
    "Next article",
    "Editor's picks",
    "Trending",
    "Comments are closed.",
    "Like this article? Share it.",
    "Get the latest news in your inbox",
    "Sponsored content",
    "Loading comments...",
    "Share this article",
    "Tags: economy",
    "Follow us",
    "Subscribe",
    "Most popular",
    "Related topics",
    "Sign up for our daily briefing",
    "Read next",
    "Contact the newsroom",
    "Advertisement",
    "Recommended for you",
    "Leave a reply",
    "Back to homepage",
    "Support our journalism",
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
