"""The tables of a library, as migrations that are applied once, in order.

Keys carry the date: an article's number is its UTC day of publication (or arrival, where undated), the minute
of that day and a sequence, so that descending numbers are newest first in every table that holds them.
Mention rows lie by article. ``named`` and ``in_country`` say which articles mention what, and lie by that and
then by article, so that a filter by entity or country walks them newest first; they follow from the mentions.
"""

import sqlite3
from typing import TYPE_CHECKING

from monitor.core.store.codes import ZONES

if TYPE_CHECKING:
    from sqlite_utils import Database

APPLICATION_ID = 0x4D4D4C42  # "MMLB"
PAGE_BYTES = 8_192
"""An article's text is 2 to 3 KB: pages of 4 KB would hold one and be half empty."""


def m001_library(db: "Database") -> None:
    """Everything of the first version."""
    for statement in _LEDGER + _ARTICLES + _MENTIONS + _WATCHLIST + _DECISIONS:
        db.execute(statement)
    columns = ", ".join(zone.value for zone in ZONES)
    # Contentless: the words are folded by tokens.py, and the article's own text lies in `content`.
    db.execute(f"create virtual table words using fts5({columns}, content='', tokenize='ascii')")


def m002_naming(db: "Database") -> None:
    """The analyst's corrections of names (``docs/decisions/0016``)."""
    for statement in _NAMING:
        db.execute(statement)


def m003_stories(db: "Database") -> None:
    """Near copies, and every meeting of an entry and an article; what ``evidence`` held is now in ``sighting``."""
    for statement in _STORIES:
        db.execute(statement)


def m004_segments(db: "Database") -> None:
    """What articles add to counts, by column (segments.py); a later step makes the segments."""
    for statement in _SEGMENTS:
        db.execute(statement)


def m005_smart_folders(db: "Database") -> None:
    """Queries that the analyst gave a name to."""
    db.execute(
        "create table smart_folder (name text primary key, query text not null, position integer not null)"
        " strict, without rowid"
    )


def m006_versions(db: "Database") -> None:
    """The items of agencies by their own ids; not the lines of exports, which have ids as well but no versions."""
    db.execute(
        "create index ledger_item on ledger(given_id) where given_id is not null and substr(member, 1, 4) <> 'line'"
    )


def m007_orders(db: "Database") -> None:
    """Orders of a list that no index held, and the read articles, which are few or the unread ones are."""
    db.execute("create index article_arrived on article(arrived, article_id)")
    db.execute("create index article_read on article(article_id) where not unread")


def m008_segments(_: "Database") -> None:
    """Segments whose columns of many values say where they end; a later step makes them, in another form."""


def m009_alert_filters(db: "Database") -> None:
    """Filters of the alerts that the analyst gave a name to."""
    db.execute(
        "create table alert_filter (name text primary key, value text not null, position integer not null)"
        " strict, without rowid"
    )


def m010_filed_as(db: "Database") -> None:
    """How a file was asked to be filed, so that reading it again files it alike; null where nothing was asked."""
    db.execute("alter table ledger add column filed_as text")


def m011_common_words(db: "Database") -> None:
    """The words that very many articles hold, as bits (common_words.py), and segments with rows of bits."""
    from monitor.core.store.segments import make_anew  # imports numpy, as sqlite_utils does

    db.execute("create table common_word (place integer primary key, word text not null unique) strict")
    db.execute("alter table tally add column words blob not null default x''")
    make_anew(db.conn)


FIRST_VERSION = 3
"""Versions 1 and 2 were never released."""
STEPS = (
    m001_library,
    m002_naming,
    m003_stories,
    m004_segments,
    m005_smart_folders,
    m006_versions,
    m007_orders,
    m008_segments,
    m009_alert_filters,
    m010_filed_as,
    m011_common_words,
)
"""Every migration, in order; a new one is added at the end and none is ever changed."""


def schema_version() -> int:
    """Return the version that this program writes: one more for every migration after the first."""
    return FIRST_VERSION - 1 + len(STEPS)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a library to this program's version."""
    if connection.execute("pragma user_version").fetchone()[0] == schema_version():
        return
    # Imported here, because it imports numpy: 0.2 s that a search or a list of alerts need not wait for.
    from sqlite_utils import Database, Migrations

    migrations = Migrations("library")
    for step in STEPS:
        migrations()(step)
    migrations.apply(Database(connection, execute_plugins=False))
    connection.execute(f"pragma application_id = {APPLICATION_ID}")
    connection.execute(f"pragma user_version = {schema_version()}")


_LEDGER = (
    """create table ledger (
        ledger_id integer primary key,
        path blob not null,
        member text not null default '',
        status text not null,
        code text,
        sentence text,
        sha256 blob,
        size integer,
        mtime_ns integer,
        given_id text,
        history integer not null default 0,
        article_id integer,
        arrived integer not null,
        committed integer
    ) strict""",
    "create index ledger_file on ledger(path, member)",
    "create index ledger_article on ledger(article_id)",
    "create index ledger_failed on ledger(status) where status in ('pending', 'partial', 'refused')",
    "create table tombstone (sha256 blob primary key, at text not null) strict, without rowid",
)

_ARTICLES = (
    "create table source (source_id integer primary key, name text not null unique, key text not null) strict",
    "create table agency (agency_id integer primary key, name text not null unique, key text not null) strict",
    """create table article (
        article_id integer primary key,
        key text not null unique,
        ledger_id integer not null,
        story_id integer not null,
        body_key blob,
        title text,
        title_key text not null,
        title_apart integer not null,
        zones integer not null,
        source_id integer,
        agency_id integer,
        language text,
        published text,
        day integer,
        arrived integer not null,
        status text not null,
        code text,
        sentence text,
        unread integer not null default 1,
        starred integer not null default 0
    ) strict""",
    "create index article_story on article(story_id)",
    "create index article_body on article(body_key)",
    "create index article_source on article(source_id, article_id)",
    "create index article_agency on article(agency_id, article_id)",
    "create index article_language on article(language, article_id)",
    "create index article_title on article(title_key, article_id)",
    "create index article_unread on article(article_id) where unread",
    "create index article_starred on article(article_id) where starred",
    "create index article_undated on article(article_id) where day is null",
    # The text, the zones, and whatever else the analysis holds that no question is asked of.
    """create table content (
        article_id integer primary key, text text not null, blocks text not null, rest text not null
    ) strict""",
    # Articles that the analyst took out, whole, to be brought back.
    "create table removed (ledger_id integer primary key, key text not null unique, value text not null) strict",
    "create table story (story_id integer primary key) strict",
    """create table tag (
        key text, article_id integer, name text not null, primary key (key, article_id)
    ) strict, without rowid""",
    "create index tag_article on tag(article_id)",
    # What the analyst put in the place of what the program found; the found value stays in `content`.
    """create table correction (
        article_id integer, field text, value text, primary key (article_id, field)
    ) strict, without rowid""",
)

_MENTIONS = (
    "create table rule (rule_id integer primary key, name text not null unique) strict",
    # An entity is all spellings of one type that fold alike.
    """create table entity (
        entity_id integer primary key, key text not null, type integer not null, unique (key, type)
    ) strict""",
    """create table spelling (
        spelling_id integer primary key, name text not null, type integer not null, entity_id integer not null,
        unique (name, type)
    ) strict""",
    "create index spelling_entity on spelling(entity_id)",
    """create table mention (
        article_id integer, n integer, spelling_id integer not null,
        start integer not null, length integer not null, zone integer not null,
        rule_id integer not null, in_title integer not null,
        primary key (article_id, n)
    ) strict, without rowid""",
    # `zones` are the bits of the zones that mention it, `counted` the mentions in headline and body.
    """create table named (
        entity_id integer, article_id integer, zones integer not null, counted integer not null,
        primary key (entity_id, article_id)
    ) strict, without rowid""",
    """create table country_mention (
        article_id integer, n integer, code text not null,
        start integer not null, length integer not null, zone integer not null, kind integer not null,
        rule_id integer not null, confidence real not null, in_title integer not null, in_name integer not null,
        primary key (article_id, n)
    ) strict, without rowid""",
    # Without places inside names, which do not count.
    """create table in_country (
        code text, article_id integer, zones integer not null, counted integer not null,
        primary key (code, article_id)
    ) strict, without rowid""",
    # What an article adds to counts (tallies.py); `shared` is its story where that has several articles.
    """create table tally (
        article_id integer primary key, shared integer, source_id integer, agency_id integer, language text,
        dated integer not null, countries text not null, entities text not null
    ) strict""",
    "create index tally_shared on tally(shared) where shared is not null",
    """create table focus (
        code text, article_id integer, rank integer not null, score real not null, focus integer not null,
        reason text not null, primary key (code, article_id)
    ) strict, without rowid""",
    "create index focus_article on focus(article_id, rank)",
    """create table quote (
        article_id integer, n integer, start integer not null, "end" integer not null, zone integer not null,
        partial integer not null, speaker text, cue text, primary key (article_id, n)
    ) strict, without rowid""",
)

_WATCHLIST = (
    """create table entry (
        entry_id integer primary key, name text not null unique, value text not null,
        future_only integer not null, removed integer not null default 0
    ) strict""",
    """create table alert (
        alert_id integer primary key, entry_id integer not null, story_id integer not null, article_id integer not null,
        state text not null, reason text, updated integer not null default 0, unique (entry_id, story_id)
    ) strict""",
    "create index alert_state on alert(state, alert_id)",
    "create index alert_article on alert(article_id)",
    "create index alert_story on alert(story_id)",
    """create table evidence (
        alert_id integer, n integer, article_id integer not null, start integer not null, "end" integer not null,
        zone integer not null, text text not null, rule text not null, score real not null, in_title integer not null,
        primary key (alert_id, n)
    ) strict, without rowid""",
    # The sentences that an alert was raised on, by digest: only a new one reopens it.
    """create table alert_sentence (
        alert_id integer, digest blob, primary key (alert_id, digest)
    ) strict, without rowid""",
)

_STORIES = (
    # Each body once, whatever number of articles have it, and the bands of its fingerprint (stories.py).
    "create table body (body_id integer primary key, key blob not null unique, fingerprint blob) strict",
    "create table band (value integer, body_id integer, primary key (value, body_id)) strict, without rowid",
    "insert into body (key) select distinct body_key from article where body_key is not null order by 1",
    """create table sighting (
        entry_id integer, article_id integer, spans text not null, primary key (entry_id, article_id)
    ) strict, without rowid""",
    "create index sighting_article on sighting(article_id)",
    """insert into sighting select entry_id, e.article_id, json_array(json_array(), json_group_array(
        json_array(start, "end", zone, text, rule, score, in_title, -1))) from evidence e join alert using (alert_id)
        group by 1, 2""",
    "drop table evidence",
    # The sentences by which an alert was last updated, as JSON.
    "alter table alert add column fresh text",
)

_DECISIONS = (
    """create table decision (
        seq integer primary key, at text not null, kind text not null, value text not null, committed integer not null
    ) strict""",
    "create table setting (name text primary key, value text not null) strict, without rowid",
)

_NAMING = (
    # Corrections in force, each under its place in the log.
    "create table naming (seq integer primary key, kind text not null, value text not null) strict",
    # What the machine found in an article that shows something else; `dateline` is what that shows.
    "create table found (article_id integer primary key, findings text not null, dateline text) strict",
    # The entities that the machine found there, so that an article is found by a name that it does not show.
    """create table found_name (
        entity_id integer, article_id integer, primary key (entity_id, article_id)
    ) strict, without rowid""",
    "create index found_name_article on found_name(article_id)",
    # Articles that a new or undone correction may change and that are not derived again yet.
    "create table underived (article_id integer primary key) strict",
)

_SEGMENTS = (
    "create table segment (segment_id integer primary key, live integer not null) strict",
    """create table segment_column (
        segment_id integer, name text, value blob not null, primary key (segment_id, name)
    ) strict""",
    # Articles that no segment holds, and those that a segment holds as they no longer are.
    "create table loose (article_id integer primary key) strict",
    "create table gone (article_id integer primary key) strict",
    """create trigger tally_filed after insert on tally begin
        insert or ignore into loose values (new.article_id); end""",
    """create trigger tally_dropped after delete on tally begin
        insert or ignore into gone select old.article_id where exists (select 1 from segment)
            and not exists (select 1 from loose where article_id = old.article_id);
        delete from loose where article_id = old.article_id; end""",
    """create trigger tally_moved after update of shared on tally begin
        insert or ignore into gone select old.article_id where exists (select 1 from segment)
            and not exists (select 1 from loose where article_id = old.article_id);
        insert or ignore into loose values (new.article_id); end""",
    "insert into loose select article_id from tally",
)
