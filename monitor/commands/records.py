"""What the library holds, as the records that commands print and exports hold."""

from monitor.core.record import Record, to_record
from monitor.core.records import Alert, Evidence
from monitor.core.store import StoredArticle


def stored_record(stored: StoredArticle) -> Record:
    """Return the record of an article of the library, with its story and the alerts of that story."""
    alerts = sorted({(alert.entry, alert.severity.value) for alert in stored.alerts})
    return to_record(
        stored.analysis,
        status=stored.status,
        reason=stored.reason,
        story={"id": stored.story, "copies": stored.copies},
        alerts=[{"entry": entry, "severity": severity} for entry, severity in alerts],
    )


def alert_record(alert: Alert) -> Record:
    """Return the record of an alert with its evidence."""
    return {
        "entry": alert.entry,
        "severity": alert.severity.value,
        "state": alert.state.value,
        "updated": alert.updated,
        "story": alert.story,
        "title": alert.title,
        "copies": alert.copies,
        "evidence": [evidence_record(evidence) for evidence in alert.evidence],
    }


def evidence_record(evidence: Evidence) -> Record:
    """Return the record of one matched span; ``new`` where an update of its alert is about its sentence."""
    record: Record = {
        "start": evidence.start,
        "end": evidence.end,
        "zone": evidence.zone.value,
        "text": evidence.text,
        "rule": evidence.rule,
        "score": evidence.score,
    }
    if evidence.in_title:
        record["in"] = "title"
    if evidence.new:
        record["new"] = True
    return record
