"""Asking the index of words: which documents have them, and in which of their texts."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from muniment.domain.folding import query_words, words
from muniment.domain.frozen import frozen
from muniment.vault.connection import Database
from muniment.vault.wordindex import LONGEST, PIECE_END, TEXT_END

_FIRST, _MOST = 200, 20_000  # numbers that are read at a time: few at first, since few may be asked for


@frozen
class Query:
    """What is looked for: folded words that must all begin some word of a document, and folded phrases."""

    words: tuple[str, ...]
    phrases: tuple[str, ...]

    @property
    def in_texts(self) -> tuple[str, ...]:
        """What the index cannot tell: phrases, and words of which it knows the beginning only."""
        return (*self.phrases, *(word for word in self.words if len(word) > LONGEST))

    @property
    def shown(self) -> tuple[str, ...]:
        """What a text is shown for: any of the phrases where there are some, else any of the words."""
        return self.phrases or self.words


@frozen
class Spot:
    """A text with a hit: the number of its record, which of its texts, and which piece of that one."""

    no: int
    text: int
    piece: int


def parse(text: str) -> Query:
    """What a person typed: words, and phrases in double quotes."""
    parts = text.replace("“", '"').replace("”", '"').split('"')
    phrases = [" ".join(words(part)) for part in parts[1::2]]
    return Query(tuple(query_words(" ".join(parts))), tuple(phrase for phrase in phrases if " " in phrase))


def expression(words: Iterable[str]) -> str:
    """What an index is asked for the documents that have words beginning with all of these."""
    return " ".join(f'"{word[:LONGEST]}"' for word in words)


def find(db: Database, query: Query) -> Iterator[int]:
    """The numbers of the documents with all words and phrases: by name first, and each time the newest document first.

    They are read as they are asked for; the first ones take no longer where there are very many.
    """
    by_name = set()
    for no in named(db, query):
        by_name.add(no)
        yield no
    every = _found(db, "text_index", query)
    yield from (no for no in every if no not in by_name) if by_name else every


def named(db: Database, query: Query) -> Iterator[int]:
    """Those of the documents that have all the words in their names."""
    return _found(db, "name_index", query)


def _found(db: Database, table: str, query: Query) -> Iterator[int]:
    wanted = query.in_texts
    for numbers in _matching(db, table, expression(query.words)):
        yield from _having(db, numbers, wanted) if wanted else numbers


def _matching(db: Database, table: str, asked: str) -> Iterator[list[int]]:
    """Step by step, each read to its end: what is written between two of them does no harm."""
    select, order = f"SELECT rowid FROM {table} WHERE {table} MATCH ?", "ORDER BY rowid DESC LIMIT ?"  # noqa: S608
    step = _FIRST
    rows = db.rows(f"{select} {order}", (asked, step)) if asked else []
    while rows:
        yield [no for (no,) in rows]
        if len(rows) < step:
            return
        step = min(4 * step, _MOST)
        rows = db.rows(f"{select} AND rowid < ? {order}", (asked, rows[-1][0], step))


def _having(db: Database, numbers: Sequence[int], wanted: Sequence[str]) -> list[int]:
    """Those of these documents that have all of this in some text."""
    each = " AND ".join([f"max(instr(replace(words, char({ord(PIECE_END)}), ''), ?))"] * len(wanted))
    query = f"""SELECT document FROM folded WHERE document IN (SELECT value FROM json_each(?))
                GROUP BY document HAVING {each}"""  # noqa: S608
    found = {no for (no,) in db.rows(query, (f"{list(numbers)}", *(f" {one}" for one in wanted)))}
    return [no for no in numbers if no in found]


def spots(db: Database, document: int, query: Query) -> Iterator[Spot]:
    """Every text of a document that a query is shown for, with its first hit; a case file's own texts come first."""
    for no, texts in _texts(db, document):
        for at, text in enumerate(texts):
            bare = text.replace(PIECE_END, "")
            first = min((place for one in query.shown if (place := bare.find(f" {one}")) >= 0), default=None)
            if first is not None:
                yield Spot(no, at, _piece(text, first))


def _texts(db: Database, document: int) -> Iterator[tuple[int, list[str]]]:
    """The folded texts of a document, record by record."""
    query = "SELECT no, words FROM folded WHERE document = ? ORDER BY no <> document, no"
    return ((no, words.split(TEXT_END)) for no, words in db.rows(query, (document,)))


def _piece(text: str, place: int) -> int:
    """Which piece of a folded text a place in it lies in, the ends of pieces not counted."""
    ends = accumulate(map(len, text.split(PIECE_END)))
    return next(number for number, end in enumerate(ends) if place < end)
