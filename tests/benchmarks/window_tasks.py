"""What is measured of the window: ``python -m tests.benchmarks.window_tasks TASK VAULT PLAIN ROUNDS``.

A program is given the vault, its plain twin, and how often; it writes what both sides took, in seconds, as JSON.
"""

import json
import os
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListView, QVBoxLayout, QWidget
from tests.benchmarks.measure import Samples, in_turns, item_by_item, seconds
from tests.benchmarks.window_beat import beating
from tests.benchmarks.window_lists import lists, scrolling
from tests.benchmarks.window_room import Painted, Window, known_of, on_twin, on_vault, plain_session, rest

from muniment.services import finding
from muniment.services import printing as printer
from muniment.services.session import Session
from muniment.ui.desk import Place
from muniment.ui.pages import search as searching
from muniment.ui.wording import language
from muniment.vault import records

_PASSES = 3


# --- search ---


def search(vault: Path, plain: Path, rounds: int) -> dict[str, Samples]:
    """From a letter to what is found for it on the screen, against a bare window that looks it up itself."""
    window = on_vault(vault)
    typed = list(_letters(window.ask(lambda session: _words(session, rounds))))
    ours, theirs = _Typist(window), _BareSearch(plain_session(known_of(window), plain))
    found = item_by_item(lambda n: ours.type(typed[n]), lambda n: theirs.type(typed[n]), len(typed), _PASSES, _pass)
    window.close()
    return {"search": found}


def _pass() -> None:
    """Nothing is to be done between two passes."""


def _words(session: Session, count: int) -> list[str]:
    chance = random.Random(count)
    chosen = chance.choices(list(records.case_numbers(session.db)), k=count)
    known = "SELECT words FROM folded WHERE document = ? ORDER BY no"
    texts = [" ".join(words for (words,) in session.db.each(known, (number,))) for number in chosen]
    return [chance.choice([word for word in text.split() if len(word) > 2]) for text in texts]


def _letters(words: Sequence[str]) -> Iterator[str]:
    for word in words:
        yield from (word[:end] for end in range(1, len(word) + 1))


class _Typist:
    """Types into the field of the real window."""

    def __init__(self, window: Window) -> None:
        self._window, self._field, self._fresh = window, window.frame.bar.search, False
        page: Any = window.go(Place("search", view="a"))
        page.model.modelReset.connect(self._on_reset)
        self._painted = Painted(page.list.viewport())
        window.go(Place("cases"))
        self._field.setFocus()

    def _on_reset(self) -> None:
        self._fresh = True

    def type(self, text: str) -> float:
        """Types the last letter of a text whose others stand there."""
        if self._field.text() != text[:-1]:
            self._field.setText(text[:-1])
            self._window.settle()
        self._fresh = False
        return self._painted.seconds(lambda: QTest.keyClicks(self._field, text[-1]), lambda: self._fresh)


class _BareSearch:
    """A field and a list in a window, that looks up at once what is typed; what it finds is drawn in the same way."""

    def __init__(self, session: Session) -> None:
        self._session, self._fresh = session, False
        self._field, self._list, self._model = QLineEdit(), QListView(), searching.HitList()
        self._list.setModel(self._model)
        self._list.setItemDelegate(searching.HitPainter(self._list))
        self._list.setUniformItemSizes(True)
        self._top = QWidget()
        layout = QVBoxLayout(self._top)
        layout.addWidget(self._field)
        layout.addWidget(self._list)
        self._top.resize(1182, 720)
        self._top.show()
        self._painted = Painted(self._list.viewport())
        self._field.textChanged.connect(self._on_text)
        rest(20)

    def _on_text(self, text: str) -> None:
        first = searching._read(self._session, text, language(), searching._SCREEN, lambda: True)  # as many as ours
        self._model.show_lines(first)
        self._list.setCurrentIndex(self._model.index(0))
        self._fresh = True

    def type(self, text: str) -> float:
        """As the typist does it."""
        if self._field.text() != text[:-1]:
            self._field.setText(text[:-1])
            rest(20)
        self._fresh = False
        return self._painted.seconds(lambda: QTest.keyClicks(self._field, text[-1]), lambda: self._fresh)


# --- one case file ---


def opening(vault: Path, plain: Path, rounds: int) -> dict[str, Samples]:
    """From opening to the case file on the screen, against the same window on the plain twin."""
    window = on_vault(vault)
    cases = window.ask(lambda session: _cases(session, rounds))
    ours, theirs = _Opener(window), _Opener(on_twin(window, plain))
    for case in cases[:3]:
        ours.open(case)
        theirs.open(case)
    found = item_by_item(lambda n: ours.open(cases[n]), lambda n: theirs.open(cases[n]), len(cases), _PASSES, _pass)
    window.close()
    return {"opening": found}


def _cases(session: Session, count: int) -> list[str]:
    numbers = list(records.case_numbers(session.db))
    chosen = random.Random(count).sample(numbers, min(count, len(numbers)))
    return [found.id for number in chosen if (found := records.entry(session.db, number))]


class _Opener:
    """Opens case files from the list."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._page: Any = window.go(Place("case", window.ask(lambda session: _cases(session, 1))[0]))
        self._painted = Painted(self._page._middle.viewport())

    def open(self, case: str) -> float:
        """Opens one; the list is in sight before."""
        self._window.go(Place("cases"))
        desk, page = self._window.desk, self._page
        return self._painted.seconds(lambda: desk.open_case(case), lambda: page.shows(case))


# --- a brief ---


def preview(vault: Path, plain: Path, rounds: int) -> dict[str, Samples]:
    """From Ctrl+P to the first page on the screen, sharp, against making the same PDF."""
    window = on_vault(vault)
    cases = window.ask(lambda session: _cases(session, rounds + 3))
    session = plain_session(known_of(window), plain)
    desk = window.desk
    desk.print(cases[:1])
    window.settle()
    page: Any = window.page
    painted = Painted(page.view.viewport())

    def ours(number: int) -> float:
        window.go(Place("cases"))
        before = page.images.number
        return painted.seconds(
            lambda: desk.print([cases[number % len(cases)]]),
            lambda: page.images.number > before and page.view.is_drawn,
        )

    def theirs(number: int) -> float:
        case = finding.record(session, cases[number % len(cases)])
        return seconds(lambda: printer.print_one(session, case, page.panel.choices))

    found = in_turns(ours, theirs, rounds, warm=3)
    window.close()
    return {"preview": found}


TASKS: dict[str, Callable[[Path, Path, int], dict[str, Samples]]] = {
    "search": search,
    "opening": opening,
    "preview": preview,
    "lists": lists,
    "scrolling": scrolling,
    "beating": beating,
}

if __name__ == "__main__":
    found = TASKS[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
    sys.stdout.write(json.dumps({name: [one.ours, one.theirs] for name, one in found.items()}))
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)  # no widget is taken apart while the interpreter ends
