"""A library of articles that mention the same few names, to correct them, and all that it then says."""

import random
from dataclasses import replace

from invented_articles import analyse, make_article

from monitor.core.corrections import CorrectionKind
from monitor.core.record import dump, to_record
from monitor.core.records import DatelinePlace, Quote
from monitor.core.store import open_library
from monitor.core.terms import CountryKind, EntityType, Zone

MERGE, SPLIT, RENAME = CorrectionKind.MERGE, CorrectionKind.SPLIT, CorrectionKind.RENAME
RETYPE, NO_ENTITY, COUNTRY = CorrectionKind.RETYPE, CorrectionKind.NO_ENTITY, CorrectionKind.COUNTRY
PERSON, ORG, PLACE = EntityType.PERSON, EntityType.ORG, EntityType.PLACE
PEOPLE = ("Ada Kofi", "Adah Koffi", "Jo Doe", "Kofi Holdings")
COUNTRIES = (("Togo", "TG"), ("Georgia", "GE"), ("Ghana", "GH"), ("GEORGIA", "GE"))
SOURCES = ("Harbour Gazette", "Harbor Gazette", "The Mail")


def story(n):
    """Return the analysis of one of many articles that mention the same few names, some by their surname."""
    dice = random.Random(n)
    names = dice.sample(PEOPLE, 2)
    places = dice.sample(COUNTRIES[:3], 2)
    body = f"{names[0]} met {names[1]} in {places[0][0]}, number {n}. “It is {places[1][0]},” Kofi said."
    zones = {Zone.DATELINE: "GEORGIA"} if n % 3 == 0 else {}
    article = make_article(body, title=f"{names[1]} in {places[1][0]} {n}", source=dice.choice(SOURCES), zones=zones)
    article = replace(article, dateline=(DatelinePlace("Georgia", "GE"),) if n % 3 == 0 else ())
    analysis = analyse(article, PEOPLE, COUNTRIES)
    start = article.text.index("“")
    quote = Quote(start, start + 10, Zone.BODY, partial=False, speaker=names[0], cue="said")
    surname = article.text.index("Kofi said")
    kofi = replace(analysis.entities[0], start=surname, end=surname + 4, zone=Zone.BODY, name=names[0], rule="surname")
    return replace(analysis, entities=(*analysis.entities, kofi), quotes=(quote,))


def fill(path, count=12):
    with open_library(path, write=True) as store:
        for n in range(count):
            store.save(store.begin_source(f"/inbox/{n}"), story(n))


def exported(path):
    """Return all that a library says, as bytes."""
    with open_library(path) as reader:
        lines = [
            dump(to_record(a.analysis, status=a.status, story={"id": a.story, "copies": a.copies}))
            for a in reader.export()
        ]
        lists = (reader.entities(), reader.countries(), reader.countries(kinds=[CountryKind.NAME]), reader.sources())
        found = [
            (query, sorted(row.key for row in reader.rows(reader.article_ids(query))))
            for query in ('person:"Ada Kofi"', "org:kofi", "country:US", "focus:GE", "source:harbour")
        ]
        behind = [
            sorted((m.title or "", m.start, m.text, m.rule) for m in reader.entity_mentions(count.name, count.type))
            for count in reader.entities(limit=3)
        ]
    assert_agreement(path)
    return "\n".join([*lines, repr(lists), repr(found), repr(behind)]).encode()


def assert_agreement(path):
    """Every count of the lists is the number of mentions of the records."""
    with open_library(path) as reader:
        shown = [stored.analysis for stored in reader.export()]
        for count in reader.entities():
            placed = reader.entity_mentions(count.name, count.type)
            assert len(placed) == count.mentions
            assert len({mention.article_id for mention in placed}) == count.articles
        counted = sum(m.zone in (Zone.HEADLINE, Zone.BODY) for analysis in shown for m in analysis.entities)
        assert counted == sum(count.mentions for count in reader.entities())
        for count in reader.countries():
            assert count.mentions == len(reader.country_mentions(count.code))


def counts(path):
    with open_library(path) as reader:
        return {(count.name, count.type): count.mentions for count in reader.entities()}


def codes(path):
    with open_library(path) as reader:
        return {count.code: count.mentions for count in reader.countries()}


def correct(path, *corrections):
    with open_library(path, write=True) as store:
        for correction in corrections:
            store.correct_names(correction)


def undo_all(store):
    while store.undo().decisions:
        pass
