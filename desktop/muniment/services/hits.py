"""What a search found in one case file or shared record: each text with the words around its first hit."""

import re
from bisect import bisect
from collections.abc import Iterator
from itertools import accumulate, chain, islice

from muniment.domain.folding import fold_each
from muniment.domain.frozen import frozen
from muniment.services.session import Session
from muniment.vault import records, search, wordindex
from muniment.vault.records import SHARED

_CONTEXT = 60  # characters before a hit, and half as many as behind its beginning
_AROUND = 4 * _CONTEXT  # characters of a long text that are read on both sides of the piece with the hit
_LONGEST = 20_000  # characters of a piece that are looked through; only one without any blank is so long
_INNER = re.compile(r"\w(.*\w)?")


@frozen
class Hit:
    """One text that a search found: the record and its kind, the code of its case file ("" if shared), the field.

    ``marks`` are the words in the context that were looked for: where each begins, and how long it is.
    """

    id: str
    record: str
    code: str
    field: str
    context: str
    marks: tuple[tuple[int, int], ...] = ()


def in_document(session: Session, no: int, query: search.Query) -> Iterator[Hit]:
    """Every text of a case file or shared record that a query is shown for; none where it is gone by now."""
    where = records.entry(session.db, no)
    if where is None:
        return
    code = "" if where.case_no == SHARED else records.code_of(session.db, no)
    spots = list(search.spots(session.db, no, query))
    entries = records.entries_with(session.db, list({spot.no: None for spot in spots}))
    loaded = zip(entries, records.load(session.db, entries), strict=True)
    texts = {entry.no: (record, list(wordindex.searchable_texts(record))) for entry, record in loaded}
    for spot in spots:
        record, known = texts[spot.no]
        for field, text in known[spot.text : spot.text + 1]:  # none where the index is damaged
            yield Hit(record.id, record.RECORD, code, field.name, *in_context(query, text, spot.piece))


def in_context(query: search.Query, text: str, piece: int) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The words around the first hit in a piece of a text, on one line, and which of them were looked for.

    However long the text is, not much of it is looked at.
    """
    start, end = next(islice(wordindex.pieces(text), piece, None), (0, 0))
    low, high = max(0, start - _AROUND), min(end, start + _LONGEST) + _AROUND
    flat = " ".join(text[low:high].split())
    found = _found(query, flat, len(" ".join(text[low:start].split())))
    at = found[0][0] if found else 0
    first, last = max(0, at - _CONTEXT), min(len(flat), at + 2 * _CONTEXT)
    lead = "…" if first or low else ""
    marks = [(place - first + len(lead), length) for place, length in _inner(found) if place + length <= last]
    return f"{lead}{flat[first:last]}{'…' if last < len(flat) or high < len(text) else ''}", tuple(marks)


def _found(query: search.Query, flat: str, behind: int) -> list[tuple[int, str]]:
    """The words of a text on one line, behind some place, that were looked for, and where each begins."""
    words = flat[behind:].split(" ")
    places = list(accumulate((len(word) + 1 for word in words), initial=behind))
    sounds = [f" {sound}" if sound else "" for sound in fold_each(words)]
    ends = list(accumulate(map(len, sounds)))
    hits = re.finditer("|".join(f" {one}" for one in query.shown), "".join(sounds))
    numbers = (range(bisect(ends, hit.start()), bisect(ends, hit.end() - 1) + 1) for hit in hits)
    return [(places[number], words[number]) for number in dict.fromkeys(chain.from_iterable(numbers))]


def _inner(found: list[tuple[int, str]]) -> Iterator[tuple[int, int]]:
    """The words without the signs around them: where each begins, and how long it is."""
    for place, word in found:
        inner = _INNER.search(word)
        if inner:
            yield place + inner.start(), len(inner[0])
