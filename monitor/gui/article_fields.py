"""The fields of an article that an analyst may correct, and the line by which it is cited."""

from PySide6.QtCore import QCoreApplication

from monitor.core.store import Reader, StoredArticle
from monitor.gui.models.words import day_text
from monitor.gui.shown import one_line


def value_of(article: StoredArticle, field: str) -> str:
    """Return what stands in a field that can be corrected."""
    found = article.analysis.article
    values = {
        "title": found.title,
        "source": found.source,
        "published": found.published.value if found.published else None,
    }
    return values[field] or ""


def found_value(reader: Reader, article_id: int, field: str) -> str:
    """Return what the program found for a field, corrections apart."""
    article = reader.machine_analysis(article_id).article
    if field == "published":
        return article.published.value if article.published else ""
    return (article.title if field == "title" else article.source) or ""


def citation(stored: StoredArticle) -> str:
    """Return an article as it is cited: headline, outlet, agency, date, and the hash of its bytes."""
    article = stored.analysis.article
    outlet = article.source or ""
    if article.agency and article.agency != article.source:
        outlet = f"{outlet} ({article.agency})" if outlet else article.agency
    date = day_text(article.published.value) if article.published else _tr("undated")
    parts = (f"“{one_line(article.title or _tr('Untitled'), 600)}”", outlet, date, f"SHA-256 {article.document.sha256}")
    return ", ".join(part for part in parts if part)


def _tr(text: str) -> str:
    return QCoreApplication.translate("article_fields", text)
