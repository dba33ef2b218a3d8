"""Every text of a finished document, one after the other, and the same document with some of them changed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from muniment.domain.frozen import frozen, made
from muniment.domain.leaks import APART, Span
from muniment.domain.personal_details import written
from muniment.reports.document import (
    BigFigure,
    Column,
    Document,
    Fact,
    Figure,
    Heading,
    Notice,
    PageFoot,
    PageHead,
    PageOf,
    Row,
    Run,
    Table,
    Text,
)

BETWEEN = 4 * APART
"""Stands between two texts that are read as one: words before and after it are not beside each other."""

_UNPRINTED = frozenset(
    "anchor goal steady align emphasis size fill language density journal_head copy_number last_copy depth".split()  # noqa: SIM905
) | {"kind"}
_OF_SEVERAL = {(Document, "title"), (Row, "cells"), (Notice, "paragraphs")}  # texts one beside the other
_FIRST = {Document: ("title", "blocks"), Table: ("columns", "rows")}  # as they are read; the rest follows


@frozen
class PrintedText:
    """One text without its emphasis, under which heading it stands, and in what."""

    text: str
    heading: str
    block: str


Cuts = Mapping[int, Sequence[tuple[int, int, str]]]
"""By the number of a text: from where to where in it something else is to stand."""


def printed_texts(document: Document) -> list[PrintedText]:
    """Every text that is printed of a document, in the order of its blocks."""
    seen: list[PrintedText] = []
    _Walk(lambda _number, text: text, seen).of(document)
    return seen


def as_one(texts: Iterable[PrintedText]) -> str:
    """All these texts as one, in which nothing reaches from the one to the other."""
    return BETWEEN.join(one.text for one in texts)


def written_in(document: Document) -> tuple[Span, ...]:
    """Where in all texts as one there is by what somebody can be looked up, telephone numbers aside."""
    return tuple(written(as_one(printed_texts(document))))


def rewritten(document: Document, cuts: Cuts) -> Document:
    """The document with these pieces of its texts replaced; numbers are those of ``printed_texts``."""
    walk = _Walk(lambda number, text: _cut(text, cuts[number]) if number in cuts else text)
    changed: Document = walk.of(document)
    return changed


def plain(text: Text) -> str:
    """A text without its emphasis."""
    return text if isinstance(text, str) else "".join(map(_letters, text))


def _letters(piece: str | Run | PageOf) -> str:
    return piece if isinstance(piece, str) else piece.text if isinstance(piece, Run) else ""


class _Walk:
    """Goes through a value of the document's and gives it back, its texts as ``change`` has them; notes them first."""

    def __init__(self, change: Callable[[int, Text], Text], seen: list[PrintedText] | None = None) -> None:
        self._change = change
        self._seen = seen
        self._count = 0
        self._heading = ""
        self._block = ""

    def of(self, value: Any) -> Any:
        """The value with its texts changed; the very same one where nothing is."""
        if not hasattr(value, "_NAMES"):
            return value
        self._enter(value)
        fields = vars(value)
        first = _FIRST.get(type(value), ())
        changed = {}
        for name in (*first, *(one for one in fields if one not in first)):
            if name not in _UNPRINTED:
                old = fields[name]
                new = self._field(type(value), name, old)
                if new is not old:
                    changed[name] = new
        return replace(value, **changed) if changed else value

    def _field(self, owner: type, name: str, value: Any) -> Any:
        if isinstance(value, str):
            return self._text(value)
        if not isinstance(value, tuple):
            return self.of(value)
        if (owner, name) in _OF_SEVERAL:
            return _same(value, [self._text(one) for one in value])
        if value and all(isinstance(one, str | Run | PageOf) for one in value):
            return self._text(value)
        return _same(value, [self._row(number, one) for number, one in enumerate(value, 1)])

    def _row(self, number: int, value: Any) -> Any:
        if isinstance(value, Row):
            self._block = f"table, row {number}"
        return self.of(value)

    def _text(self, text: Text) -> Text:
        if self._seen is not None:
            told = {"text": plain(text), "heading": self._heading, "block": self._block}
            self._seen.append(made(PrintedText, told))
        self._count += 1
        return self._change(self._count - 1, text)

    def _enter(self, value: Any) -> None:
        """Notes under which heading, and in what, the texts to come stand."""
        if isinstance(value, Heading):
            self._heading, self._block = value.text, ""
        elif isinstance(value, Fact):
            self._block = plain(value.label)
        elif isinstance(value, PageHead | PageFoot):
            self._heading, self._block = "", "edge of the page"
        elif isinstance(value, Document):
            self._block = "title"
        elif not isinstance(value, Row):
            self._block = _CALLED.get(type(value), "text")


_CALLED: Mapping[type, str] = {
    Column: "head of a table",
    Table: "table",
    Figure: "drawing",
    Notice: "notice",
    BigFigure: "figure",
}


def _same(old: tuple[Any, ...], new: list[Any]) -> tuple[Any, ...]:
    return old if all(one is other for one, other in zip(old, new, strict=True)) else tuple(new)


def _cut(text: Text, cuts: Iterable[tuple[int, int, str]]) -> Text:
    pieces: list[str | Run | PageOf] = [text] if isinstance(text, str) else list(text)
    for start, end, instead in sorted(cuts, reverse=True):
        pieces = _replaced(pieces, start, end, instead)
    return pieces[0] if isinstance(text, str) and isinstance(pieces[0], str) else tuple(pieces)


def _replaced(pieces: Sequence[str | Run | PageOf], start: int, end: int, instead: str) -> list[str | Run | PageOf]:
    """The pieces without what stands from ``start`` to ``end``; what comes instead has its emphasis."""
    done: list[str | Run | PageOf] = []
    at = 0
    for piece in pieces:
        letters = _letters(piece)
        low, high = max(start - at, 0), min(end - at, len(letters))
        at += len(letters)
        if low >= high:
            done.append(piece)
            continue
        letters = letters[:low] + instead + letters[high:]
        instead = ""
        done.append(replace(piece, text=letters) if isinstance(piece, Run) else letters)
    return done
