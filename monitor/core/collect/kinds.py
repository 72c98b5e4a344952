"""Which reader is for a file that is neither plain text nor a page, told by what its bytes begin with."""

from collections.abc import Callable, Iterator

from monitor.core.collect.formats.archives import (
    looks_like_tar,
    looks_like_zip,
    looks_packed,
    read_packed,
    read_tar,
    read_zip,
)
from monitor.core.collect.formats.feeds import looks_like_feed, looks_like_json_feed, read_feed, read_json_feed
from monitor.core.collect.formats.json_text import is_other_json, read_json
from monitor.core.collect.formats.mail import looks_like_mail, looks_like_mailbox, read_mail, read_mailbox
from monitor.core.collect.formats.markdown import looks_like_markdown, read_markdown
from monitor.core.collect.formats.office import (
    looks_like_docx,
    looks_like_odt,
    looks_like_other_office,
    looks_locked,
    read_docx,
    read_odt,
    refuse_locked,
    refuse_other_office,
)
from monitor.core.collect.formats.pdf import looks_like_pdf, read_pdf
from monitor.core.collect.formats.plain_xml import looks_like_xml, read_xml
from monitor.core.collect.formats.rtf import looks_like_rtf, read_rtf
from monitor.core.collect.formats.tables import looks_like_table, read_table
from monitor.core.collect.formats.wire import (
    looks_like_newsml,
    looks_like_ninjs,
    looks_like_nitf,
    read_newsml,
    read_ninjs,
    read_nitf,
)
from monitor.core.collect.opening import RawFile
from monitor.core.records import Document, Refusal, SourceDefaults

Reader = Callable[[RawFile, SourceDefaults], Iterator[Document | Refusal | RawFile]]

# The first test that a file passes decides: documents that are archives inside stand before archives.
_KINDS: tuple[tuple[Callable[[RawFile], bool], Reader], ...] = (
    (looks_like_pdf, read_pdf),
    (looks_like_docx, read_docx),
    (looks_like_odt, read_odt),
    (looks_locked, refuse_locked),
    (looks_like_rtf, read_rtf),
    (looks_like_other_office, refuse_other_office),
    (looks_like_zip, read_zip),
    (looks_like_tar, read_tar),
    (looks_packed, read_packed),
    (looks_like_mailbox, read_mailbox),
    (looks_like_mail, read_mail),
    (looks_like_feed, read_feed),
    (looks_like_json_feed, read_json_feed),
    (looks_like_newsml, read_newsml),
    (looks_like_nitf, read_nitf),
    (looks_like_ninjs, read_ninjs),
    (is_other_json, read_json),
    (looks_like_xml, read_xml),
    (looks_like_markdown, read_markdown),
    (looks_like_table, read_table),
)


def find_reader(raw: RawFile) -> Reader | None:
    """Return the reader for what the bytes are, or None where no format shows."""
    return next((reader for looks, reader in _KINDS if looks(raw)), None)
