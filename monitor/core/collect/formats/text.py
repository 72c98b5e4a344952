"""Plain text and Markdown: one article a file, the text as it stands."""

from collections.abc import Iterator

from monitor.core.collect.encoding import clean_text, decode
from monitor.core.collect.opening import RawFile
from monitor.core.errors import UnreadableDocument
from monitor.core.records import Document, Reason, SourceDefaults

DOUBTFUL = Reason("doubtful_encoding", "The encoding of the file is a guess; some characters may be wrong.")


def read_text(raw: RawFile, defaults: SourceDefaults) -> Iterator[Document]:
    """Yield the one document of a text file.

    Raises:
        UnreadableDocument: empty, where there is nothing but blanks.
    """
    decoded = decode(raw.data)
    text = clean_text(decoded.text)
    if not text.strip():
        raise UnreadableDocument("empty", "The file holds no text, only blanks.")
    yield Document(
        path=raw.path,
        text=text,
        format="text",
        sha256=raw.sha256,
        member=raw.member,
        source=defaults.source,
        language=defaults.language,
        home_country=defaults.home_country,
        encoding=decoded.encoding,
        partial=DOUBTFUL if decoded.doubtful else None,
    )
