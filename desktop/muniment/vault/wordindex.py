"""What a search looks through: the folded words of every record, and an index of how they begin.

A document is a case file with its records, or one shared record. ``folded`` keeps the words of every record, so that
what a change adds to its document and what it takes out is known without reading the document anew. The index has no
texts and no positions: only, for every beginning of a word, the numbers of the documents that have it. So a search at
every letter is one look-up, and a save writes as many entries as it has new words. Nothing of a sealed identity gets
here.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import islice

from muniment.domain.fields import FieldSpec, Kind
from muniment.domain.folding import FOLDING_VERSION, fold_each
from muniment.domain.records import Draft, Record
from muniment.domain.schema import RECORDS
from muniment.vault.connection import Database
from muniment.vault.held import Rows
from muniment.vault.records import SHARED, Entry

#: Letters of a word that the index knows; of a longer one the rest is looked up in the text.
LONGEST = 16

TEXT_END, PIECE_END = "\n", "\t"
_PIECE = 1000  # characters of a long text that are folded, and found again, by themselves
_BLANK = re.compile(r"\s")


Folded = tuple[str, str]
"""The words of one record by which it goes, and all its words: each behind a blank, text by text, piece by piece."""

_NOTHING = ("", "")
_INDEXES = (("name_index", "names"), ("text_index", "words"))  # in the order of what is folded


# --- the words of one record ---


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


def folded(record: Record) -> Folded:
    """The words of a record, in the order of its searchable texts."""
    return folded_each([record])[0]


def folded_each(records: Sequence[Record]) -> list[Folded]:
    """The words of each of these records, at the cost of one long one."""
    found = [list(searchable_texts(record)) for record in records]
    cut = [[_cut(text) for _, text in texts] for texts in found]
    sounds = iter(fold_each(piece for texts in cut for text in texts for piece in text))
    each = ([PIECE_END.join(map(_behind_blank, islice(sounds, len(text)))) for text in texts] for texts in cut)
    return list(map(_joined, records, found, each))


def _cut(text: str) -> list[str]:
    """The pieces of a text, each on one line."""
    if len(text) <= _PIECE:
        return [text.replace("\n", " ")]
    return [text[start:end].replace("\n", " ") for start, end in pieces(text)]


def _behind_blank(words: str) -> str:
    return f" {words}" if words else ""


def _joined(record: Record, found: Sequence[tuple[FieldSpec, str]], texts: Sequence[str]) -> Folded:
    words = TEXT_END.join(texts)
    if not words.strip():
        return _NOTHING
    names = (text for (field, _), text in zip(found, texts, strict=True) if _is_name(record, field))
    return TEXT_END.join(names), words


def _is_name(record: Record, field: FieldSpec) -> bool:
    if record.RECORD != "case_file" and record.case:
        return False  # the records of a file are found through it
    return field.kind is Kind.LINE and field.name in RECORDS[record.RECORD].title


def pieces(text: str) -> Iterator[tuple[int, int]]:
    """Where the pieces of a text begin and end. It is cut at blanks, over which no rule of folding reaches."""
    start = 0
    while cut := _BLANK.search(text, start + _PIECE):
        yield start, cut.start()
        start = cut.start()
    yield start, len(text)


def _beginnings(words: Iterable[str]) -> set[str]:
    distinct = {word[:LONGEST] for part in words for word in part.split()}
    return set().union(*map(_beginnings_of, distinct))


@lru_cache(4096)
def _beginnings_of(word: str) -> tuple[str, ...]:
    """Most words of a text are among a few."""
    return tuple(word[:end] for end in range(1, len(word) + 1))


# --- keeping the index ---


def document_of(where: Entry) -> int:
    """The number of the document that a record belongs to."""
    return where.no if where.case_no == SHARED else where.case_no


def update(db: Database, document: int, changed: Mapping[int, Folded | None]) -> None:
    """Makes ``folded`` and the index say this of records of a document (None: gone), within the caller's transaction.

    What the records have not changed of is not written.
    """
    known = _known(db, document)
    news = {no: now or _NOTHING for no, now in changed.items() if known.get(no, _NOTHING) != (now or _NOTHING)}
    if not news:
        return
    _write(db, document, news)
    before = [known.pop(no) for no in news if no in known]
    for place, (table, _) in enumerate(_INDEXES):
        old, new = (_beginnings(one[place] for one in ones) for ones in (before, news.values()))
        if old != new:
            others = sorted({word for one in known.values() for word in one[place].split()})
            _move(db, table, document, _lacking(others, old - new), _lacking(others, new - old))


def enter(rows: Rows, document: int, new: Mapping[int, Folded]) -> None:
    """Makes ``folded`` say this of records of which it has nothing; ``index`` is to follow."""
    found = [(document, no, *words) for no, words in new.items() if words != _NOTHING]
    if found:
        rows.run_many("INSERT INTO folded (document, no, names, words) VALUES (?, ?, ?, ?)", found)


def index(db: Database, document: int, words: Collection[Folded]) -> None:
    """Makes the index say this of a document of which it has nothing."""
    for place, (table, _) in enumerate(_INDEXES):
        _move(db, table, document, set(), _beginnings(one[place] for one in words))


def index_entered(db: Database, document: int) -> None:
    """Makes the index, which has nothing of a document, say what ``folded`` says."""
    index(db, document, _known(db, document).values())


def _lacking(words: Sequence[str], beginnings: set[str]) -> set[str]:
    """Those of these beginnings that none of these words, which are in order, has."""
    if not words:
        return beginnings
    places = ((one, bisect_left(words, one)) for one in beginnings)
    return {one for one, place in places if place == len(words) or not words[place].startswith(one)}


def forget(db: Database, document: int) -> None:
    """Takes a document out, every trace of its words with it."""
    update(db, document, dict.fromkeys(_known(db, document)))


def scrub(db: Database) -> None:
    """Takes the last traces of words that no document has any more out of the index.

    The index finds each of its pages by a mark, which is how the first word there began when the page was written, and
    which stays when that word is taken out. The next word that is there leads to the page as well.
    """
    for table, _ in _INDEXES:
        with _entries(db, table):
            db.row("SELECT 1 FROM temp.entry")  # what is still to be written of the index is written now
            for part, mark in db.rows(f"SELECT segid, term FROM {table}_idx WHERE term > x'30'"):  # noqa: S608
                follows = db.value("SELECT term FROM temp.entry WHERE term >= ?", (mark[1:].decode(),))
                if follows and follows.encode() != mark[1:]:
                    values = (mark[:1] + follows.encode(), part, mark)
                    db.run(f"UPDATE {table}_idx SET term = ? WHERE segid = ? AND term = ?", values)  # noqa: S608


def clear(db: Database) -> None:
    """Takes everything out, and notes that what comes in now is of the folding that this program uses."""
    for table, _ in _INDEXES:
        db.run(f"INSERT INTO {table} ({table}) VALUES ('delete-all')")  # noqa: S608
    db.run("DELETE FROM folded")
    db.run("REPLACE INTO setting (name, value) VALUES ('folding_version', ?)", (FOLDING_VERSION,))


def _known(db: Database, document: int) -> dict[int, Folded]:
    rows = db.each("SELECT no, names, words FROM folded WHERE document = ?", (document,))
    return {no: (names, words) for no, names, words in rows}


def _write(db: Database, document: int, news: Mapping[int, Folded]) -> None:
    gone = [(document, no) for no, now in news.items() if now == _NOTHING]
    rows = [(document, no, *now) for no, now in news.items() if now != _NOTHING]
    if gone:
        db.run_many("DELETE FROM folded WHERE document = ? AND no = ?", gone)
    if rows:
        db.run_many("REPLACE INTO folded (document, no, names, words) VALUES (?, ?, ?, ?)", rows)


def _move(db: Database, table: str, document: int, gone: set[str], new: set[str]) -> None:
    """The index takes the one set out of a document and the other in; its count of rows must not fall below none."""
    if gone:
        values = (document, " ".join(gone))
        db.run(f"INSERT INTO {table} ({table}, rowid, words) VALUES ('delete', ?, ?)", values)  # noqa: S608
    if gone or new:
        db.run(f"INSERT INTO {table} (rowid, words) VALUES (?, ?)", (document, " ".join(new)))  # noqa: S608


# --- proving ---


def is_current(db: Database, document: int, now: Mapping[int, Record]) -> bool:
    """Whether ``folded`` says of a document what its records, by their numbers, say."""
    wanted = {no: words for no, record in now.items() if (words := folded(record)) != _NOTHING}
    return _known(db, document) == wanted


def documents(db: Database) -> set[int]:
    """The numbers of all documents of which there are words."""
    return {row[0] for row in db.each("SELECT DISTINCT document FROM folded")}


def misindexed(db: Database) -> list[int]:
    """The documents of which the index does not hold exactly the beginnings of the words in ``folded``."""
    return sorted({document for table, part in _INDEXES for document in _misindexed(db, table, part)})


def _misindexed(db: Database, table: str, part: str) -> Iterator[int]:
    """Compared by sums of hashes, whose seed is new in every process: a set of a hundred thousand sets is too large."""
    sums: dict[int, int] = {}
    for document, words in _each_document(db, part):
        sums[document] = sum(map(hash, _beginnings(words)))
    with _entries(db, table):
        for beginning, document in db.each("SELECT term, doc FROM temp.entry"):
            sums[document] = sums.get(document, 0) - hash(beginning)
    yield from (document for document, left in sums.items() if left)


def miscounted(db: Database) -> bool:
    """Whether an index counts more or fewer words than it has: no search asks for it, but an old page shows in it."""
    return any(_counted(db, table) != _held(db, table) for table, _ in _INDEXES)


def _held(db: Database, table: str) -> int:
    with _entries(db, table):
        return int(db.value("SELECT count(*) FROM temp.entry"))


def _counted(db: Database, table: str) -> int:
    """The number that FTS5 keeps in the first row of its pages, behind that of the rows; each seven bits a byte."""
    counts = db.value(f"SELECT block FROM {table}_data WHERE id = 1") or bytes(2)  # noqa: S608
    numbers, number = list[int](), 0
    for byte in counts:
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            numbers.append(number)
            number = 0
    return numbers[1] if len(numbers) > 1 else -1


@contextmanager
def _entries(db: Database, table: str) -> Iterator[None]:
    """Every entry of an index as a row of ``temp.entry``, for as long as the block runs."""
    db.run(f"CREATE VIRTUAL TABLE temp.entry USING fts5vocab (main, {table}, instance)")
    try:
        yield
    finally:
        db.run("DROP TABLE temp.entry")


def _each_document(db: Database, part: str) -> Iterator[tuple[int, list[str]]]:
    rows = db.each(f"SELECT document, {part} FROM folded ORDER BY document, no")  # noqa: S608
    document, words = SHARED, list[str]()
    for number, more in rows:
        if number != document:
            yield document, words
            document, words = number, []
        words.append(more)
    yield document, words
