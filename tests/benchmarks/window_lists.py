"""The table of all case files: other orders, other filters, scrolling."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSortFilterProxyModel, Qt
from tests.benchmarks.measure import Samples, in_turns, seconds
from tests.benchmarks.plain import Call, Recorder, replay
from tests.benchmarks.window_bare import BareTable, bare_table
from tests.benchmarks.window_room import (
    Painted,
    Window,
    known_of,
    on_vault,
    plain_session,
    rest,
)

from muniment.services import casetable
from muniment.services.session import Session
from muniment.ui.desk import Place
from muniment.ui.models.caselist import View
from muniment.ui.models.casetable import FIRST, Showing
from muniment.ui.pages.cases import CasesPage
from muniment.ui.widgets.filters import Chosen
from muniment.vault import caselines

_TURN = 96  # pixels that a turn of a wheel scrolls
_MOST = 400  # frames on the way to the end of the list
_CHOSEN = (Chosen(in_custody=True), Chosen(status="fined_and_released"), Chosen(act="torture"), Chosen())


def lists(vault: Path, plain: Path, rounds: int) -> dict[str, Samples]:
    """From a click to all files in another order, or other ones, on the screen; against its SQL, and a proxy model."""
    window = on_vault(vault)
    sorter = _Sorter(window)
    session = plain_session(known_of(window), plain)
    steps = [_statements(session, window, view) for view in sorter.views]
    of = len(steps)
    sql = in_turns(
        lambda number: sorter.show(number % of), lambda number: seconds(lambda: replay(session.db, steps[number % of])),
        rounds, warm=of,
    )  # fmt: skip
    proxy = _Proxy(_texts(window))
    against = in_turns(sorter.sort, proxy.sort, max(2, rounds // 10))
    window.close()
    return {"sql": sql, "proxy": against}


class _Sorter:
    """Clicks on the headings of columns, and chooses filters."""

    def __init__(self, window: Window) -> None:
        page = window.go(Place("cases"))
        assert isinstance(page, CasesPage)
        self._page, self._fresh = page, False
        self._sorts = [at for at, one in enumerate(page.model.shown_columns) if one.sort]
        page.model.modelReset.connect(self._on_reset)
        self._painted = Painted(page.table.viewport())
        self.views = [View(sort=page.model.shown_columns[at].sort) for at in self._sorts]
        self.views += [View(chosen.as_json()) for chosen in _CHOSEN]

    def _on_reset(self) -> None:
        self._fresh = True

    def show(self, number: int) -> float:
        """One of the views, as it is asked for on the page."""
        return self.sort(number) if number < len(self._sorts) else self._filter(_CHOSEN[number - len(self._sorts)])

    def sort(self, number: int) -> float:
        """By one column after the other."""
        header, section = self._page.table.horizontalHeader(), self._sorts[number % len(self._sorts)]
        return self._shown(lambda: header.sectionClicked.emit(section))

    def _filter(self, chosen: Chosen) -> float:
        def choose() -> None:
            self._page.filters.choose(chosen)
            self._page.filters.changed.emit(chosen)

        return self._shown(choose)

    def _shown(self, act: Any) -> float:
        rest(5)
        self._fresh = False
        return self._painted.seconds(act, lambda: self._fresh)


def _statements(session: Session, window: Window, view: View) -> list[Call]:
    """What a view is made of, as rows: all numbers, and the lines that are seen first."""
    recorder, as_of = Recorder(session.db), window.desk.as_of
    wanted = Chosen.from_json(view.chosen).at(as_of)
    found = casetable.numbers(session, wanted, view.sort)
    casetable.rows(replace(session, db=recorder), found[:FIRST], as_of)
    return [("all", *caselines.numbers_query(wanted, view.sort)), *recorder.calls]


def _texts(window: Window) -> BareTable:
    """The texts of all cells, as a bare model has them."""
    page: Any = window.page
    shown, as_of = page.model.shown_columns, window.desk.as_of
    showing = Showing(window.desk.vocabularies, as_of)
    numbers = window.ask(lambda session: casetable.numbers(session, Chosen().at(as_of)))
    rows = window.ask(lambda session: casetable.rows(session, numbers, as_of))
    texts = [tuple(column.cell(showing, row).text for column in shown) for row in rows]
    return BareTable([column.title for column in shown], texts)


class _Proxy:
    """The usual way: a model of everything, and before it one that sorts."""

    def __init__(self, model: BareTable) -> None:
        self._model, self._sorting = model, QSortFilterProxyModel()
        self._sorting.setSourceModel(model)
        self._table = bare_table(model)
        self._table.setModel(self._sorting)
        self._table.show()
        self._fresh = False
        self._sorting.layoutChanged.connect(self._on_sorted)
        self._painted = Painted(self._table.viewport())
        rest(50)

    def _on_sorted(self) -> None:
        self._fresh = True

    def sort(self, number: int) -> float:
        """By one column after the other."""
        self._fresh = False
        column = number % self._model.columnCount()
        return self._painted.seconds(
            lambda: self._sorting.sort(column, Qt.SortOrder.AscendingOrder), lambda: self._fresh
        )


def scrolling(vault: Path, plain: Path, rounds: int) -> dict[str, Samples]:  # noqa: ARG001 - all tasks are given it
    """Every frame of a way down the whole list, against a bare table of the same texts, all of them in memory."""
    window = on_vault(vault)
    page: Any = window.go(Place("cases"))
    window.settle()
    bare = bare_table(_texts(window), page.table)
    bare.show()
    rest(100)
    ours, theirs = _Wheel(page.table), _Wheel(bare)
    found = in_turns(ours.turn, theirs.turn, min(rounds, _MOST), warm=5)
    window.close()
    return {"scrolling": found}


class _Wheel:
    """Goes down a table, turn by turn, and begins again at the end."""

    def __init__(self, table: Any) -> None:
        self._bar, self._painted = table.verticalScrollBar(), Painted(table.viewport())

    def turn(self, number: int) -> float:
        """One turn."""
        goal = (number + 1) * _TURN % max(1, self._bar.maximum())
        return self._painted.seconds(lambda: self._bar.setValue(goal), lambda: True)
