"""Variants of ../shared/seed/article.txt: everything in it replaced, the layout changed; do the rules still hold?

    python benchmarks/seed_variants.py [--seed 1] [--count 25] [--show] [--write FOLDER]

The article is read at run time, taken apart by its expected.json, and put together again with other people, outlet,
agency, cities, countries, dates, teasers, captions, credits and legal lines, in other orders and other wordings.
Prints a line per variant (ok, or what differs); exits 1 where one differs. No name of the article stands here but
those of places.
"""

import argparse
import json
import random
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from monitor.core.collect.article import make_article
from monitor.core.collect.read import read_documents
from monitor.core.records import Article, Refusal

SHARED = Path(__file__).resolve().parent.parent.parent / "shared" / "seed"

GIVEN = (
    "Amara Tobias Ingrid Mateo Yusuf Leila Henrik Odile Ravi Pilar "
    "Tomasz Nkechi Bogdan Sanna Emeka Farida Luca Ximena Jonas Thandi"
).split()
FAMILY = (
    "Okonjo Lindqvist Barros Petrov Hashimi Novak Duarte Eriksen Mbeki Castellane "
    "Rahman Vogel Suarez Takeda Ozturk Farrell Quiroga Ndiaye Brandt Salo"
).split()
DOUBLE = ["Ortiz Vale", "Haugen Berg", "Dos Anjos", "Reyes-Molina", "van der Meer", "Al Farouk", "de la Cruz"]
OUTLETS = [
    ("Lakeside Courier", "Your Window on the Region"),
    ("The Harbour Gazette", "All the news of the coast since 1894"),
    ("Norfield Post", "Independent. Local. Daily."),
    ("Zandara Today", "First with the facts"),
    ("Kestrel", "News that travels"),
    ("Westmark Herald", "Trusted World Reporting"),
    ("Der Nordkurier", "Unabhängig seit 1921"),
    ("La Gaceta del Sur", "Toda la información"),
    ("Ridgeway Chronicle", "Latest Global Headlines"),
    ("Port Ellis Observer", "The voice of the islands"),
    ("Meridian Daily", "Complete Coverage, Every Hour"),
    ("The Copperfield Star", "Truth Without Fear"),
    ("pacificwatch.example", "What happens, when it happens"),
]
AGENCIES = "AP AFP dpa Xinhua TASS ANSA EFE Kyodo Yonhap Bloomberg Interfax PTI UPI ANP Lusa".split()
AGENCIES += ["Norlandia Press", "Blue Ridge Wire", "Orbis", "Continental News Service", "TRN"]
COUNTRIES = [
    ("Brazil", "Brazilian", "Brasília", ("Manaus", "Recife")),
    ("Egypt", "Egyptian", "Cairo", ("Alexandria", "Port Said")),
    ("Kenya", "Kenyan", "Nairobi", ("Mombasa", "Kisumu")),
    ("Norway", "Norwegian", "Oslo", ("Bergen", "Kirkenes")),
    ("Vietnam", "Vietnamese", "Hanoi", ("Da Nang", "Hue")),
    ("Chile", "Chilean", "Santiago", ("Valparaíso", "Arica")),
    ("Ethiopia", "Ethiopian", "Addis Ababa", ("Mekelle", "Dire Dawa")),
    ("Côte d'Ivoire", "Ivorian", "Yamoussoukro", ("Abidjan", "San Pedro")),
    ("New Zealand", "New Zealand", "Wellington", ("Dunedin", "Port Chalmers")),
    ("Poland", "Polish", "Warsaw", ("Gdańsk", "Rzeszów")),
    ("Mexico", "Mexican", "Mexico City", ("Ciudad Juárez", "Tapachula")),
    ("Sri Lanka", "Sri Lankan", "Colombo", ("Jaffna", "Galle")),
    ("Bosnia and Herzegovina", "Bosnian", "Sarajevo", ("Banja Luka", "Mostar")),
    ("Senegal", "Senegalese", "Dakar", ("Saint-Louis", "Ziguinchor")),
    ("Kazakhstan", "Kazakh", "Astana", ("Almaty", "Aktau")),
    ("Yemen", "Yemeni", "Sana'a", ("Aden", "Mukalla")),
]
SEED_COUNTRIES = [  # the countries of the article, as the world knows them
    ("North Korea", "North Korean", "Pyongyang", ("Hamhung", "Wonsan")),
    ("South Korea", "South Korean", "Seoul", ("Busan", "Incheon")),
    ("Russia", "Russian", "Moscow", ("Vladivostok", "Khasan")),
    ("Ukraine", "Ukrainian", "Kyiv", ("Odesa", "Lviv")),
    ("United States", "US", "Washington", ("Boston", "Denver")),
    ("Estonia", "Estonian", "Tallinn", ("Tartu", "Narva")),
    ("Japan", "Japanese", "Tokyo", ("Osaka", "Kobe")),
]
TEASERS = [  # how a teaser is introduced; {} is another article's headline
    "See also: {}",
    "See also  {}",
    "READ: {}",
    "Read more: {}",
    "READ MORE | {}",
    "Also read: {}",
    "ALSO READ - {}",
    "Related: {}",
    "Related article: {}",
    "More on this story: {}",
    "Don't miss: {}",
    "You may also like: {}",
    "Read next: {}",
    "» Read also: {}",
    "→ Read more: {}",
    "Lire aussi : {}",
    "À lire aussi : {}",
    "Lesen Sie auch: {}",
    "Lea también: {}",
    "Leggi anche: {}",
    "Leia também: {}",
    "Must read: {}",
    "In case you missed it: {}",
    "Recommended: {}",
    "MORE: {}",
    "WATCH: {}",
    "Further reading: {}",
    "Read also\xa0 {}",
    "Related coverage  {}",
    "EXPLAINED: {}",
    "Deep Dive | {}",
    "See also\n\n{}",
    "Read more\n\n{}",
    "Related\n\n{}",
    "Lire aussi\n\n{}",
    "[Read: {}]",
    "(Also read: {})",
    "Continue reading: {}",
    "Read our report: {}",
    "From our archive: {}",
    "Editor's pick: {}",
    "Top stories: {}",
]
HEADINGS = [
    "Long road ahead",
    "What happens next?",
    "'Nothing to hide'",
    "Secrecy and safety",
    "Markets on edge",
    "A cautious welcome",
    "Trains and tunnels",
]
BUTTONS = [
    "Acquiring licensing rights",
    "Purchase Licensing Rights",
    "Acquire licensing rights",
    "Request reprint permission",
    "Buy reprint rights",
    "License this photo",
    "Get image licence",
    "Ordering reuse permissions",
    "Obtain republication rights",
]
LEGAL = [
    "Our Standards: {} Trust Principles.",
    "Editorial standards: The {} Charter.",
    "© {} All rights reserved.",
    "Copyright 2023 {}. All rights reserved.",
    "This material may not be published, broadcast, rewritten or redistributed without permission.",
    "{} code of conduct: independence and accuracy.",
    "Republished with permission of {}.",
    "Our values: the {} statement of editorial independence.",
    "Distributed by {}.",
    "The views expressed in this article are those of the author.",
    "Reprints and permissions",
    "Terms of use | Privacy policy",
]
LAST_LEGAL = ["{}opens a new tab", "{}, opens new tab", "{} (opens in new window)", "{}"]
MONTHS = "January February March April May June July August September October November December".split()
FRENCH = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
GERMAN = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
SPANISH = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
DATE_FORMS: list[Callable[[date], str]] = [
    lambda d: f"{MONTHS[d.month - 1]} {d.day}, {d.year}",
    lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}",
    lambda d: f"{WEEKDAYS[d.weekday()]}, {MONTHS[d.month - 1]} {d.day}, {d.year}",
    lambda d: d.isoformat(),
    lambda d: f"Published {d.day} {MONTHS[d.month - 1][:3]} {d.year}",
    lambda d: f"Published: {MONTHS[d.month - 1]} {d.day}, {d.year} at 10:45 a.m.",
    lambda d: f"{d.day:02}.{d.month:02}.{d.year}",
    lambda d: f"{d.day}. {GERMAN[d.month - 1]} {d.year}",
    lambda d: f"{d.day} {FRENCH[d.month - 1]} {d.year}",
    lambda d: f"Publié le {d.day} {FRENCH[d.month - 1]} {d.year} à 14h05",
    lambda d: f"{d.day} de {SPANISH[d.month - 1]} de {d.year}",
    lambda d: f"Posted on {MONTHS[d.month - 1][:3]}. {d.day}, {d.year} | 5 min read",
    lambda d: f"{WEEKDAYS[d.weekday()][:3]} {d.day} {MONTHS[d.month - 1][:3]} {d.year} 09.30 BST",
    lambda d: f"{d.year}/{d.month:02}/{d.day:02}",
]
CAPTIONS = [  # {c} the caption, {p} the photographer, {a} the agency, {l} the licensing button
    "FILE PHOTO: {c} {p}/Pool via {a}/File photo {l}",
    "FILE PHOTO: {c} {p}/{a}/File photo",
    "File photo: {c} {p}/{a} {l}",
    "FILE - {c} ({p}/{a}, File)",
    "Photo: {c} ({p}/{a})",
    "{c} {p}/Pool via {a} {l}",
    "{c} (Photo by {p}/{a} via Getty Images)",
    "{c} Photo: {p}/{a}",
    "Image: {c} {p} via AP",
    "{c} [{p}/{a}]",
    "{c} {p}/{a}",
    "Picture: {c} Picture: {p}/{a}",
    "Archive photo: {c} {p}/Handout via {a} {l}",
    "{c} Photograph: {p}/{a}",
]
ORDERS = [  # of what stands above the article
    "date site tagline head head",
    "site tagline date head head",
    "site date tagline head head",
    "site tagline head head date",
    "date head head",
    "head head site tagline date",
    "site tagline head date by head",
    "tagline site date head head",
    "head date site head",
    "site tagline head by date",
    "head by date",
    "site section date head head share",
]


@dataclass
class Variant:
    """A text with what must come out of it; ``zones`` are the stretches of the text that are not body."""

    text: str = ""
    zones: list[tuple[int, int, str]] = field(default_factory=list)
    expected: dict[str, object] = field(default_factory=dict)

    def add(self, *parts: tuple[str, str], gap: str = " ") -> None:
        """Append a paragraph of (zone, text) parts."""
        self.text += "\n\n" if self.text else ""
        for number, (zone, text) in enumerate(part for part in parts if part[1]):
            self.text += gap if number else ""
            self.zones.append((len(self.text), len(self.text) + len(text), zone))
            self.text += text


@dataclass
class Cast:
    """Who and what takes the place of the article's people, places, outlet, agency and dates."""

    swap: Callable[[str], str]
    outlet: str
    tagline: str
    agency: str
    published: date
    photo_day: date


def main() -> int:
    """Make the variants, read each, print what differs."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--count", type=int, default=25)
    options.add_argument("--show", action="store_true", help="print the texts")
    options.add_argument("--write", type=Path, help="write the texts and what is expected of them into a folder")
    chosen = options.parse_args()
    failed = 0
    for number in range(chosen.count):
        variant = make_variant(random.Random(f"{chosen.seed}-{number}"))
        differences = list(compare(variant, read_variant(variant, number)))
        failed += bool(differences)
        print(f"variant {number:3}  {'ok' if not differences else 'DIFFERS'}")
        for difference in differences:
            print(f"    {difference}")
        if chosen.show:
            print(variant.text)
        if chosen.write:
            write(variant, chosen.write, number)
    print(f"{chosen.count - failed} of {chosen.count} hold")
    return 1 if failed else 0


def make_variant(dice: random.Random) -> Variant:
    """Put the article together again with another cast in another layout."""
    seed = json.loads((SHARED / "expected.json").read_text(encoding="utf-8"))
    lines = (SHARED / "article.txt").read_text(encoding="utf-8").split("\n\n")
    body = (SHARED / "expected_body.txt").read_text(encoding="utf-8").rstrip("\n").split("\n\n")
    cast = choose_cast(seed, dice)
    variant = Variant()
    title = cast.swap(seed["title"])
    bylines = list(add_header(variant, cast, title, dice))
    photo = add_caption(variant, cast, seed, dice)
    places = add_dateline(variant, cast, cast.swap(body[0]), dice)
    headlines = [cast.swap(re.sub(r"^See also\s+", "", line)) for line in lines if line.startswith("See also")]
    heading = dice.choice(HEADINGS)
    add_body(variant, [cast.swap(paragraph) for paragraph in body], headlines, heading, dice)
    bylines += add_credits(variant, cast, seed, dice)
    add_legal(variant, cast, dice)
    variant.expected |= {
        "title": title,
        "source": cast.outlet if "site_name" in {zone for _, _, zone in variant.zones} else None,
        "agency": cast.agency,
        "published": cast.published.isoformat(),
        "dateline": places,
        "bylines": bylines,
        "photo": photo,
        "headings": [heading],
        "body": "\n\n".join(cast.swap(paragraph) for paragraph in body),
    }
    return variant


def choose_cast(seed: dict[str, object], dice: random.Random) -> Cast:
    """Choose new names and dates; the same old name becomes the same new one everywhere."""
    pairs: dict[str, str] = {}
    names = [f"{given} {family}" for given in GIVEN for family in [*FAMILY, *DOUBLE]]
    dice.shuffle(names)
    for person in people(seed):
        if " " in person:
            pairs[person] = names.pop()
        else:
            pairs[person] = dice.choice(GIVEN)
    for person in list(pairs):  # the names by which the article calls them after the first time
        words, new = person.split(), pairs[person].split(" ", 1)
        pairs.setdefault(words[0] if person in seed["title_short"] else words[-1], new[-1])
    for old, new in zip(SEED_COUNTRIES, dice.sample(COUNTRIES, len(SEED_COUNTRIES)), strict=True):
        pairs |= {old[0]: new[0], old[1]: new[1], old[2]: new[2], old[3][0]: new[3][0], old[3][1]: new[3][1]}
    outlet, tagline = dice.choice(OUTLETS)
    published = date(dice.randint(2015, 2025), dice.randint(1, 12), dice.randint(1, 28))
    photo_day = published - timedelta(days=dice.randint(400, 3000))
    old_day = date.fromisoformat(str(seed["photo"]["taken"]))  # type: ignore[index]
    pairs[english(old_day)] = english(photo_day)
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(old)}(?!\w)" for old in sorted(pairs, key=len, reverse=True)))
    return Cast(
        lambda text: pattern.sub(lambda found: pairs[found.group()], text),
        outlet,
        tagline,
        dice.choice(AGENCIES),
        published,
        photo_day,
    )


def people(seed: dict[str, object]) -> list[str]:
    """Return every person that the expectation names, and note who is called by the first word of the name."""
    seed["title_short"] = [
        name for name, counts in seed["persons_body"].items() if name.split()[0] in counts.get("surface", ())
    ]  # type: ignore[attr-defined]
    found = [*seed["persons_body"], *(byline["name"] for byline in seed["bylines"]), seed["photo"]["photographer"]]  # type: ignore[index, attr-defined]
    return list(dict.fromkeys(found))


def english(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def add_header(variant: Variant, cast: Cast, title: str, dice: random.Random) -> Iterator[tuple[str, str | None]]:
    """Add what stands above the caption; yield the bylines that were put there."""
    heads = 0
    for part in dice.choice(ORDERS).split():
        if part == "date":
            variant.add(("date_line", dice.choice(DATE_FORMS)(cast.published)))
        elif part == "site":
            variant.add(("site_name", cast.outlet))
        elif part == "tagline":
            variant.add(("tagline", cast.tagline))
        elif part == "head":
            variant.add(("dup_headline" if heads else "headline", title))
            heads += 1
        elif part == "section":
            variant.add(("furniture", dice.choice(["World", "Politics", "Home > World > Asia", "International"])))
        elif part == "share":
            variant.add(
                (
                    "furniture",
                    dice.choice(["Share", "Facebook Twitter WhatsApp Email", "Share this article", "3 comments"]),
                )
            )
        else:
            name = f"{dice.choice(GIVEN)} {dice.choice(FAMILY)}"
            variant.add(
                ("byline", dice.choice(["By {}", "By {}, Staff Writer", "BY {}", "Written by {}"]).format(name))
            )
            yield name, None


def add_caption(variant: Variant, cast: Cast, seed: dict[str, object], dice: random.Random) -> dict[str, str | None]:
    """Add the photo's caption with credit and licensing button; return what is expected of it."""
    photo: dict[str, str] = seed["photo"]  # type: ignore[assignment]
    caption, person, button = cast.swap(photo["caption"]), cast.swap(photo["photographer"]), dice.choice(BUTTONS)
    form = dice.choice(CAPTIONS)
    before, after = form.split("{c}")
    credit, licence = (after.replace("{l}", "").strip(), button if "{l}" in form else "")
    credit = credit.format(p=person, a=cast.agency)
    variant.add(("caption", before + caption), ("credit", credit), ("legal", licence))
    return {"caption": caption, "photographer": person, "taken": cast.photo_day.isoformat()}


def add_dateline(variant: Variant, cast: Cast, first: str, dice: random.Random) -> list[str]:
    """Add the first paragraph with a dateline before it; return the dateline's places."""
    country = dice.sample(COUNTRIES, 3)
    cities = [entry[2] if dice.random() < 0.6 else entry[3][0] for entry in country][: dice.choice([1, 1, 2, 2, 3])]
    capitals = dice.random() < 0.75
    shown = [city.upper() if capitals else city for city in cities]
    where = "/".join(shown) if len(shown) != 2 or dice.random() < 0.7 else " and ".join(shown)
    if len(shown) == 1 and dice.random() < 0.4:
        where += f", {country[0][0]}"
    day = f"{MONTHS[cast.published.month - 1][:3]}. {cast.published.day}"
    mark = dice.choice([" – ", " — ", " - ", " -- "])
    form = dice.choice(["{w} ({a})", "{w} ({a})", "{w} ({a})", "{w}, {d} ({a})", "{d} {w} ({a})", "{w} ({a}) {d}"])
    variant.add(("dateline", (form.format(w=where, a=cast.agency, d=day) + mark).rstrip()), ("body", first))
    return cities


def add_body(variant: Variant, paragraphs: list[str], headlines: list[str], heading: str, dice: random.Random) -> None:
    """Add the rest of the body with the heading and the teasers between its paragraphs."""
    places = sorted(dice.sample(range(3, len(paragraphs) - 1), 3))
    inserts: list[tuple[int, str, str]] = [(places.pop(dice.randrange(3)), "heading", heading)]
    teaser = dice.choice(TEASERS) if dice.random() < 0.5 else None
    inserts += [
        (place, "teaser", (teaser or dice.choice(TEASERS)).format(line))
        for place, line in zip(places, headlines, strict=True)
    ]
    for number, paragraph in enumerate(paragraphs[1:], start=1):
        for _, zone, text in (insert for insert in inserts if insert[0] == number):
            for part in text.split("\n\n"):
                variant.add((zone, part))
        variant.add(("body", paragraph))


def add_credits(
    variant: Variant, cast: Cast, seed: dict[str, object], dice: random.Random
) -> list[tuple[str, str | None]]:
    """Add the credit line; return the names and places that it holds."""
    names = [cast.swap(byline["name"]) for byline in seed["bylines"] if " " in byline["name"]]  # type: ignore[attr-defined]
    city, other = dice.sample([entry[2] for entry in COUNTRIES], 2)
    form = dice.choice(
        [
            "(Reporting by {0}, {1} and {2} in {x}; Editing by {3})",
            "(Reporting by {0} and {1} in {x} and {2} and {a} staff in {y}; Editing by {3} and {4})",
            "Reporting by {0} in {x}; Additional reporting by {1} in {y}; Writing by {2}; Editing by {3}",
            "(Reporting by {0}, {1} in {x}; additional reporting by {2}; Editing by {3}, {4} and {5})",
            "Written by {0}; Editing by {1} and {2}",
            "Additional reporting by {0} in {x}",
            "(Reporting by {0} in {x} and {1} in {y}; Reporting by {2}) Editing by {3}, {4} and {5}",
            "Editing by {0}",
            "{0} reported from {x}. {1} in {y} contributed to this report.",
        ]
    )
    variant.add(("byline", form.format(*names, x=city, y=other, a=cast.agency)))
    expected: list[tuple[int, str, str | None]] = []
    waiting: list[int] = []
    for found in re.finditer(r"\{(\w)\}|;|\bby\b", form):
        slot = found.group(1)
        if slot and slot.isdigit():
            waiting.append(int(slot))
        elif slot in ("x", "y"):
            expected += [(each, names[each], city if slot == "x" else other) for each in waiting]
            waiting = []
        elif slot is None:
            expected += [(each, names[each], None) for each in waiting]
            waiting = []
    expected += [(each, names[each], None) for each in waiting]
    return [(name, place) for _, name, place in sorted(expected)]


def add_legal(variant: Variant, cast: Cast, dice: random.Random) -> None:
    variant.add(("legal", dice.choice(LEGAL).format(cast.agency)))
    if dice.random() < 0.7:
        variant.add(("legal", dice.choice(LAST_LEGAL).format(dice.choice(BUTTONS))))


def read_variant(variant: Variant, number: int) -> Article:
    """Read a variant as the program reads a file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"variant-{number}.txt"
        path.write_text(variant.text, encoding="utf-8")
        document = next(iter(read_documents(str(path))))
    if isinstance(document, Refusal):
        raise SystemExit(f"variant {number} was refused: {document.reason.sentence}")
    return make_article(document)


def compare(variant: Variant, article: Article) -> Iterator[str]:
    """Yield a line for each field and each stretch of text that is not as expected."""
    found: dict[str, object] = {
        "title": article.title,
        "source": article.source,
        "agency": article.agency,
        "published": article.published.value[:10] if article.published else None,
        "dateline": [place.name for place in article.dateline],
        "bylines": [(byline.name, byline.place) for byline in article.bylines],
        "headings": list(article.headings),
        "photo": {
            "caption": article.photo.caption,
            "photographer": article.photo.photographer,
            "taken": article.photo.taken,
        }
        if article.photo
        else None,
        "body": article.body,
    }
    for name, wanted in variant.expected.items():
        if name == "agency" and str(found[name]).casefold() == str(wanted).casefold():
            continue
        if found[name] != wanted and not (name == "source" and wanted is None):
            if isinstance(wanted, dict) and isinstance(found[name], dict):
                yield from (
                    f"{name} {key}: wanted {wanted[key]!r}, found {found[name][key]!r}"
                    for key in wanted
                    if wanted[key] != found[name][key]
                )
            else:
                yield f"{name}: wanted {short(wanted)}, found {short(found[name])}"
    zones = ["" for _ in variant.text]
    for block in article.blocks:
        zones[block.start : block.end] = [block.zone.value] * (block.end - block.start)
    for start, end, zone in variant.zones:
        got = {zones[place] for place in range(start, end) if not variant.text[place].isspace()}
        if got != {zone}:
            yield f"zone {zone}: found {sorted(got)} in {short(variant.text[start:end])}"


def short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 160 else text[:120] + " … " + text[-36:]


def write(variant: Variant, folder: Path, number: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"variant-{number}.txt").write_text(variant.text, encoding="utf-8")
    (folder / f"variant-{number}.json").write_text(
        json.dumps(variant.expected, ensure_ascii=False, indent=1), encoding="utf-8"
    )


if __name__ == "__main__":
    sys.exit(main())
