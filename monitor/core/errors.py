"""Errors that the user can act on: one sentence and a code of a closed list. Anything else is a bug."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from monitor.core.records import Reason


class MonitorError(Exception):
    """An error whose message is a sentence for the user.

    Attributes:
        code: A short code of a closed list, for scripts and for counting.
        exit_status: What the command line ends with where nothing else can be done.
    """

    code = "error"
    exit_status = 1

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class UsageError(MonitorError):
    """The command was called with something that makes no sense."""

    code = "usage"
    exit_status = 2


class QueryError(MonitorError):
    """A query that cannot be understood; ``position`` is the code point in the query where it goes wrong."""

    code = "query"
    exit_status = 2

    def __init__(self, sentence: str, position: int) -> None:
        super().__init__(sentence)
        self.position = position


class LibraryError(MonitorError):
    """The library cannot be opened or written."""

    code = "library"
    exit_status = 3


class LibraryLocked(LibraryError):
    """Another process writes to the library."""

    code = "locked"


class LibraryReadOnly(LibraryError):
    """The library lies where nothing can be written; it can be read."""

    code = "read_only"


class LibraryFull(LibraryError):
    """There is no space left for the library; what was being written is not in it, what was written before is."""

    code = "full"


class LibraryDamaged(LibraryError):
    """The library's file is damaged; it is left as it is until the user says what to do with it."""

    code = "damaged"


class UnreadableDocument(MonitorError):
    """A file, or an article in it, that cannot be read; ``code`` is one of REFUSALS."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        if code not in REFUSALS:
            raise ValueError(f"{code!r} is not in the closed list of refusals")
        self.code = code

    @property
    def reason(self) -> "Reason":
        """The same as a record."""
        from monitor.core.records import Reason  # here: errors are known long before there are records

        return Reason(self.code, self.sentence)


REFUSALS: dict[str, str] = {
    "empty": "the file has no text",
    "too_large": "the file is larger than the limit",
    "not_a_file": "it is not a regular file",
    "link": "it is a link to another place; links are not followed",
    "permission": "the file may not be read",
    "changing": "the file kept changing while it was read",
    "vanished": "the file was gone before it could be read",
    "unknown_format": "the file is of a kind that is not read",
    "binary": "the file holds binary data, not text",
    "bad_encoding": "the text could not be decoded",
    "bad_json": "the line is not valid JSON",
    "bad_record": "the line is no record of an analysis",
    "no_text": "the record has no text",
    "too_slow": "reading or analysing took longer than the limit",
    "crashed": "the reader stopped unexpectedly on this file",
    "purged": "the analyst purged this article; it is not taken in again",
    "io_error": "the file could not be read from its disk",
    "encrypted": "it is protected by a password",
    "damaged": "its format is damaged beyond reading",
    "bad_member": "this part of the archive is damaged or packed in a way that is not read",
    "too_deep": "it lies in too many archives inside one another",
    "too_many_members": "the file holds more members than the limit",
    "unpacks_too_far": "the file unpacks to more than the limit",
    "suspicious_ratio": "it unpacks to far more than its size, as archives made to harm do",
    "unknown_columns": "which column of the table holds the text cannot be told",
    "no_text_layer": "the PDF holds pictures of pages, no text",
}
"""The closed list of codes of a refusal, each with what it means. Readers add theirs here, never elsewhere."""

PARTIALS: dict[str, str] = {
    "broken_markup": "the markup is broken or too deep; the text was read by the fallback reader",
    "text_capped": "the text is longer than the limit; the rest was left out",
    "not_analysed": "the text is stored without names: analysing it failed or took longer than the limit",
    "lost_parts": "a part of the document is damaged and could not be read whole",
    "lost_pages": "some pages of the PDF are damaged and could not be read",
    "unexpanded": "entities that grow without end were left as they are written",
    "doubtful_encoding": "the encoding is a guess; some characters may be wrong",
}
"""The closed list of codes of a partial result."""
