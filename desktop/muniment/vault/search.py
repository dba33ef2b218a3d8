"""The search index: folded words of every case file and every shared record.

The index keeps no positions, which makes it small and quick; phrases are checked on what it finds. It is never given
anything of a sealed identity.
"""

from collections.abc import Iterable, Iterator, Sequence

from muniment.domain.fields import FieldSpec, Kind
from muniment.domain.folding import FOLDING_VERSION, fold, query_words, words
from muniment.domain.frozen import frozen
from muniment.domain.records import Draft, Record
from muniment.domain.schema import RECORDS
from muniment.vault.connection import Database

_INDEXES = ("name_index", "text_index")


@frozen
class Query:
    """What is looked for: folded words that must all begin some word of a document, and folded phrases."""

    words: tuple[str, ...]
    phrases: tuple[str, ...]


@frozen
class Document:
    """What the index knows of a case file or a shared record, folded."""

    no: int
    names: str
    words: str


def searchable_texts(record: Record) -> Iterator[tuple[FieldSpec, str]]:
    """Every text of a record that a search may find, with its field; nothing that was typed for a sealed identity."""
    if isinstance(record, Draft) and record.record == "identity":
        return
    for field in RECORDS[record.RECORD].searchable:
        value = getattr(record, field.attribute)
        if not value:
            continue
        if field.kind is Kind.LINES:
            yield from ((field, text) for text in value)
        elif field.kind is Kind.MAPPING:
            yield from ((field, text) for pair in value for text in pair)
        else:
            yield field, value


def document(no: int, records: Iterable[Record]) -> Document:
    """The index's view of a case file with its records, or of one shared record."""
    names: list[str] = []
    everything: list[str] = []
    for record in records:
        for field, text in searchable_texts(record):
            everything.append(text)
            if _is_name(record, field):
                names.append(text)
    return Document(no, fold("\n".join(names)), fold("\n".join(everything)))  # no rule reaches over a line's end


def _is_name(record: Record, field: FieldSpec) -> bool:
    if record.RECORD != "case_file" and record.case:
        return False  # the records of a file are found through it
    return field.kind is Kind.LINE and field.name in RECORDS[record.RECORD].title


def index(db: Database, doc: Document) -> None:
    """Makes the index say this of a document, within the caller's transaction; no write where it says so already."""
    for table, folded in zip(_INDEXES, (doc.names, doc.words), strict=True):
        known = db.value(f"SELECT words FROM {table} WHERE rowid = ?", (doc.no,))  # noqa: S608
        if known == (folded or None):
            continue
        if known is not None:
            db.run(f"DELETE FROM {table} WHERE rowid = ?", (doc.no,))  # noqa: S608
        if folded:
            db.run(f"INSERT INTO {table} (rowid, words) VALUES (?, ?)", (doc.no, folded))  # noqa: S608


def forget(db: Database, no: int) -> None:
    """Takes a document out of the index, every trace of its words with it."""
    for table in _INDEXES:
        db.run(f"DELETE FROM {table} WHERE rowid = ?", (no,))  # noqa: S608


def indexed(db: Database, no: int) -> Document:
    """What the index says of a document now."""
    names, everything = (
        db.value(f"SELECT words FROM {table} WHERE rowid = ?", (no,)) or ""  # noqa: S608
        for table in _INDEXES
    )
    return Document(no, names, everything)


def numbers(db: Database) -> set[int]:
    """The numbers of all documents that the index holds anything of."""
    return {row[0] for table in _INDEXES for row in db.each(f"SELECT rowid FROM {table}")}  # noqa: S608


def mark_current(db: Database) -> None:
    """Notes that the index is made by the folding that this program uses, within the caller's transaction."""
    db.run("REPLACE INTO setting (name, value) VALUES ('folding_version', ?)", (FOLDING_VERSION,))


def parse(text: str) -> Query:
    """What a person typed: words, and phrases in double quotes."""
    parts = text.replace("“", '"').replace("”", '"').split('"')
    phrases = [" ".join(words(part)) for part in parts[1::2]]
    return Query(tuple(query_words(" ".join(parts))), tuple(phrase for phrase in phrases if " " in phrase))


def find(db: Database, query: Query) -> tuple[list[int], list[int]]:
    """The numbers of the documents with all words and phrases: those found by name, then the rest by number."""
    if not query.words:
        return [], []
    expression = " ".join(f'"{word}"*' for word in query.words)
    by_name = [row[0] for row in db.each("SELECT rowid FROM name_index WHERE name_index MATCH ?", (expression,))]
    by_text = [row[0] for row in db.each("SELECT rowid FROM text_index WHERE text_index MATCH ?", (expression,))]
    if query.phrases:
        by_text = _with_phrases(db, by_text, query.phrases)
        by_name = [no for no in by_name if no in set(by_text)]
    named = set(by_name)
    return by_name, [no for no in by_text if no not in named]


def _with_phrases(db: Database, numbers: Sequence[int], phrases: Sequence[str]) -> list[int]:
    return [no for no in numbers if all(f" {phrase}" in f" {indexed(db, no).words}" for phrase in phrases)]


def matches(query: Query, text: str) -> bool:
    """Whether one text holds a word or a phrase of the query."""
    if query.phrases:
        folded = f" {fold(text)}"
        return any(f" {phrase}" in folded for phrase in query.phrases)
    return any(word.startswith(wanted) for word in words(text) for wanted in query.words)
