"""What a library certainly does not hold of articles that are about to be saved, asked once for many of them.

Most articles are new, so that most of what is asked of each would find nothing.
"""

from collections.abc import Iterable, Sequence
from itertools import chain

from monitor.core.identity import article_key
from monitor.core.likeness import packed_key, unpack
from monitor.core.records import Analysis, Document
from monitor.core.store.gathering import WriterConnection


class Absent:
    """Documents, bodies and bands of fingerprints that are not in the library.

    It only ever says so of what it has looked up in the transaction, and of what was put in since it says nothing:
    whoever puts something in tells it. Of anything else the library must be asked.
    """

    def __init__(self, connection: WriterConnection) -> None:
        self._connection = connection
        self._documents: set[str] = set()
        self._bodies: set[bytes] = set()
        self._bands: set[int] = set()

    def look_up(self, analyses: Sequence[Analysis]) -> None:
        """Find out what is not there of some articles."""
        documents = [analysis.article.document for analysis in analyses if analysis.article.document.sha256]
        self._documents.update(self._unknown(documents))
        prints = [analysis.fingerprint for analysis in analyses]
        bodies = {key for key in map(packed_key, prints) if key is not None}
        self._bodies |= bodies - self._found("select key from body where key in ({})", bodies)
        bands = set(chain.from_iterable(print_.bands for print_ in map(unpack, prints) if print_ is not None))
        self._bands |= bands - self._found("select distinct value from band where value in ({})", sorted(bands))

    def forget(self) -> None:
        """Say nothing more of what was looked up."""
        for absent in (self._documents, self._bodies, self._bands):
            absent.clear()

    def has_document(self, document: Document) -> bool:
        """Whether these bytes are no article, none that was taken out, and none that was purged."""
        return document.sha256 in self._documents

    def has_body(self, key: bytes | None) -> bool:
        """Whether no article has this body."""
        return key in self._bodies

    def but_for(self, bands: Iterable[int]) -> list[int]:
        """Return the bands that a body in the library may have."""
        return list(set(bands) - self._bands)

    def put_in(self, document: Document, body: bytes | None) -> None:
        """Hear that an article is put in. Its bands are for whoever gathers them to remember."""
        self._documents.discard(document.sha256)
        if body is not None:
            self._bodies.discard(body)

    def _unknown(self, documents: Iterable[Document]) -> set[str]:
        keys = {article_key(document): document.sha256 for document in documents}
        known = self._found("select key from article where key in ({})", keys)
        known |= self._found("select key from removed where key in ({})", keys)
        packed = [bytes.fromhex(sha256) for sha256 in keys.values()]
        purged = self._found("select sha256 from tombstone where sha256 in ({})", packed)
        return {sha256 for key, sha256 in keys.items() if key not in known and bytes.fromhex(sha256) not in purged}

    def _found(self, select: str, values: Iterable[object]) -> set[object]:
        return {value for (value,) in self._connection.select_among(select, values)}
