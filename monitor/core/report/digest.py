"""Records as a digest to read or send: one HTML file that needs and fetches nothing else.

Whatever an article says is text here, never markup; addresses are written out and are no links. A content policy in
the file's head forbids all that a mistake in this module could let through.
"""

import base64
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from html import escape
from typing import IO, Any

Record = Mapping[str, Any]

MOST_NAMES = 8
"""Names listed of an article; how many more there are is said."""
AROUND = 110
"""Code points of a text that are shown on either side of evidence."""
UNDATED = "Without a date"
STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; max-width: 46em; margin: 2em auto; padding: 0 1em; color: #1A2230; }
h1 { font-size: 22px; } h2 { font-size: 17px; border-bottom: 1px solid #D5DAE1; margin-top: 2em; }
h3 { font-size: 15px; margin: 1.4em 0 0; } p { margin: .2em 0; } .small { color: #566173; font-size: 13px; }
blockquote { margin: .4em 0 .4em 1em; } mark { background: #FFE6A8; color: #5E3B00; }
@media (prefers-color-scheme: dark) {
  body { background: #1A2029; color: #E7EBF1; } .small { color: #A0ACBC; } h2 { border-color: #2D3643; }
  mark { background: #5A4310; color: #FFD98A; }
}
"""


def write_digest(records: Iterable[Record], file: IO[str], *, heading: str = "") -> None:
    """Write the articles by day, the newest day first: title, source, countries, names, what raised alerts.

    Args:
        records: Articles; an alert's ``evidence`` is shown where it has any.
        file: Where to.
        heading: What the list is of, such as its query.
    """
    days: dict[str, dict[object, list[str]]] = defaultdict(lambda: defaultdict(list))
    stories, alerts, articles = set(), Counter[tuple[str, str]](), 0
    for record in sorted(records, key=lambda each: (each["title"] or "", str(each["id"]))):
        story = record["story"]["id"] if record["story"] else record["id"]
        copies = days[_day(record)][story]
        copies.append(_copy(record) if copies else _article(record))
        stories.add(story)
        alerts.update((alert["entry"], story) for alert in record["alerts"])
        articles += 1
    counts = (
        _counted(articles, "article", "articles"),
        _counted(len(stories), "story", "stories"),
        _counted(len(alerts), "alert", "alerts"),
    )
    file.write(_head(heading or "All articles", ", ".join(counts)))
    for day in sorted(days, key=lambda day: (day == UNDATED, [-ord(char) for char in day])):
        there = sum(map(len, days[day].values()))
        file.write(f"<h2>{_text(day)} · {_counted(there, 'article', 'articles')}</h2>\n")
        for copies in days[day].values():
            file.write(f"<article>\n{''.join(copies)}</article>\n")
    file.write("</body>\n</html>\n")


def _head(heading: str, counts: str) -> str:
    policy = f"default-src 'none'; style-src 'sha256-{base64.b64encode(sha256(STYLE.encode()).digest()).decode()}'"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="viewport" content="width=device-width">\n'
        f"<title>Digest: {_text(heading)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f'<h1 dir="auto">Digest: {_text(heading)}</h1>\n<p class="small">{_text(counts)}</p>\n'
    )


def _article(record: Record) -> str:
    copies = record["story"]["copies"] if record["story"] else 1
    meta = (
        record["source"] or "No source",
        f"from {record['agency']}" if record["agency"] else "",
        _counted(copies, "copy", "copies") if copies > 1 else "",
    )
    lines = [
        f'<h3 dir="auto">{_text(record["title"] or "Untitled")}</h3>\n',
        _small(" · ".join(part for part in meta if part)),
        _small(_listed("Countries", [(each["code"], each["count"]) for each in record["countries"]])),
        _small(_listed("Names", [(each["name"], each["count"]) for each in record["entities"] if each["count"]])),
        *(_alert(alert, record) for alert in record["alerts"]),
    ]
    return "".join(lines)


def _copy(record: Record) -> str:
    """Return the line of another article of the story on the same day: what is said of the first holds for it too."""
    return _small(f"Also: {record['source'] or 'No source'} · {record['title'] or 'Untitled'}")


def _alert(alert: Record, record: Record) -> str:
    evidence = alert.get("evidence", ())
    found = Counter((one["text"], one["zone"], one["rule"]) for one in evidence)
    quotes = "; ".join(
        f'<mark dir="auto">{_text(text)}</mark>{f" × {times:,}" if times > 1 else ""} ({_text(zone)}, {_text(rule)})'
        for (text, zone, rule), times in found.items()
    )
    state = f", {alert['state']}" if "state" in alert else ""
    words = f"Alert, {alert['severity']}{state}: {alert['entry']}"
    excerpt = next((part for one in evidence if (part := _excerpt(one, record))), "")
    return f'<blockquote dir="auto">{_text(words)}{": " if quotes else ""}{quotes}{excerpt}</blockquote>\n'


def _excerpt(one: Record, record: Record) -> str:
    """Return what stands around evidence in its paragraph; nothing where it stands in another copy of the story."""
    text, start, end = (record["title"] or "" if "in" in one else record["text"]), one.get("start"), one.get("end")
    if start is None or end is None or text[start:end] != one["text"]:
        return ""
    before = text[:start].rpartition("\n\n")[2]
    after = text[end:].partition("\n\n")[0]
    before = f"…{before[-AROUND:].partition(' ')[2]}" if len(before) > AROUND else before
    after = f"{after[:AROUND].rpartition(' ')[0]}…" if len(after) > AROUND else after
    marked = f'<mark dir="auto">{_text(one["text"])}</mark>'
    return f'<p class="small" dir="auto">{_joined(before, marked, after)}</p>'


def _joined(before: str, marked: str, after: str) -> str:
    """Put words around marked ones, with blanks where the text has them."""
    left, right = " " if before[-1:].isspace() else "", " " if after[:1].isspace() else ""
    return f"{_text(before)}{left}{marked}{right}{_text(after)}"


def _listed(what: str, counts: Sequence[tuple[str, int]]) -> str:
    first = ", ".join(f"{name} {count:,}" for name, count in counts[:MOST_NAMES])
    more = len(counts) - MOST_NAMES
    return f"{what}: {first}{f' and {more:,} more' if more > 0 else ''}" if counts else ""


def _small(words: str) -> str:
    return f'<p class="small" dir="auto">{_text(words)}</p>\n' if words else ""


def _day(record: Record) -> str:
    return str(record["published"]["value"])[:10] if record["published"] else UNDATED


def _counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _text(words: str) -> str:
    """Return words as text of HTML: on one line, nothing in them markup, no controls."""
    return escape(
        "".join(char if char.isprintable() or char.isspace() else "\ufffd" for char in " ".join(words.split()))
    )
