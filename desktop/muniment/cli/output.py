"""What a command says: values on stdout, as one JSON document or as plain text; everything else on stderr."""

import json
import re
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from muniment.reports.visible import made_visible

if TYPE_CHECKING:
    from muniment.reports.document import Block

_UNWATCHED_WIDTH = 100  # columns of text that goes into a file or another program
_WIDEST = 140
_BETWEEN_PROGRESS = 0.2  # seconds

# JSON leaves these as they are; a terminal must not act upon them, nor a script take them for the end of a line.
_COMMANDING = "[\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]"


def answer(content: object, *, as_json: bool, text: Callable[[], str]) -> None:
    """The result of a command: the content as one JSON document, or the text made for people."""
    if as_json:
        put_json(content)
    else:
        put(text())


def put(text: str) -> None:
    """Plain text on stdout; no character in it can command a terminal."""
    sys.stdout.write(made_visible(text).rstrip("\n") + "\n")


def put_laid_out(text: str) -> None:
    """A document that was laid out as text, and made harmless with it, on stdout."""
    sys.stdout.write(text)


def put_json(content: object) -> None:
    """One JSON document on stdout, in UTF-8 wherever it goes."""
    written = json.dumps(content, ensure_ascii=False)
    safe = re.sub(_COMMANDING, lambda found: f"\\u{ord(found[0]):04x}", written)
    sys.stdout.flush()
    sys.stdout.buffer.write(safe.encode("utf-8", "backslashreplace") + b"\n")
    sys.stdout.buffer.flush()


def tell(text: str) -> None:
    """A message, a warning, a question: on stderr."""
    sys.stdout.flush()
    sys.stderr.write(made_visible(text) + "\n")
    sys.stderr.flush()


def laid_out(*blocks: "Block") -> str:
    """Headings, facts and tables as text that is as wide as the terminal."""
    from muniment.reports.document import Document
    from muniment.reports.text import to_text

    return to_text(Document((), blocks), _width()).strip("\n")


def table(titles: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[str] = ()) -> "Block":
    """Rows under titles; the columns named in ``right`` hold numbers."""
    from muniment.reports.document import Column, Row, Table

    columns = tuple(Column(title, align="right" if title in right else "left") for title in titles)
    return Table(columns, tuple(Row(tuple(row)) for row in rows))


def facts(pairs: Iterable[tuple[str, str]]) -> "Block":
    """Labels with their values; what is empty is left out."""
    from muniment.reports.document import Fact, Facts

    return Facts(tuple(Fact(label, value) for label, value in pairs if value))


def progress(*, wanted: bool) -> Callable[[str, int, int], None]:
    """Tells on stderr how far long work has come: on a terminal, or where it is ``wanted``."""
    on_terminal = sys.stderr.isatty()
    if not (wanted or on_terminal):
        return lambda _doing, _done, _of: None
    return _Told(on_terminal=on_terminal)


class _Told:
    def __init__(self, *, on_terminal: bool) -> None:
        self._ending = "\r" if on_terminal else "\n"
        self._clear = "\x1b[K" if on_terminal else ""
        self._last = 0.0

    def __call__(self, doing: str, done: int, of: int) -> None:
        finished = bool(of) and done >= of
        now = time.monotonic()
        if not finished and now - self._last < _BETWEEN_PROGRESS:
            return
        self._last = 0.0 if finished else now
        share = f" {100 * done // of} %" if of else ""
        sys.stderr.write(f"{doing}{share}{self._clear}{self._clear and chr(10) if finished else self._ending}")
        sys.stderr.flush()


def _width() -> int:
    if not sys.stdout.isatty():
        return _UNWATCHED_WIDTH
    import shutil

    return max(20, min(shutil.get_terminal_size().columns, _WIDEST))


def span(days: Sequence[int | None] | None) -> str:
    """A number of days for people: ``15``, ``12–15``, ``at least 3``; empty where nothing is known."""
    if not days or (days[0] is None and days[1] is None):
        return ""
    low, high = days
    if low is None:
        return f"at most {high}"
    if high is None:
        return f"at least {low}"
    return str(low) if low == high else f"{low}–{high}"


def fields_named(named: dict[str, Any]) -> str:
    """Facts that are called as in the JSON, where an answer is a few values; what does not hold is left out."""
    return laid_out(facts((name.replace("_", " "), _plain(value)) for name, value in named.items()))


def _plain(value: object) -> str:
    if value is None or value is False:
        return ""
    return "yes" if value is True else str(value)
