"""What stands inside a record: a detention's phases as a chain, its court orders, its safeguards as a matrix."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import cast

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from muniment.domain.dossier import Dossier
from muniment.domain.records import Phase, Record
from muniment.domain.schema import RECORDS
from muniment.services.casefile import CaseView
from muniment.services.words import Words
from muniment.ui.desk import Desk
from muniment.ui.pages.casefile.blocks import Block
from muniment.ui.pages.casefile.reading import Reading, counted
from muniment.ui.pages.casefile.rows import SAFEGUARD_SHARES, head
from muniment.ui.pages.casefile.sections import CHILDREN
from muniment.ui.pages.casefile.standing import Column, Stand
from muniment.ui.widgets.basics import label
from muniment.ui.wording import _

_ALL = 10_000


class Makes:
    """Makes the blocks of a section, those inside others too, and brings them up to date."""

    def __init__(self, desk: Desk, made: Callable[[Block], None]) -> None:
        self._desk, self._made = desk, made
        self._view: CaseView | None = None
        self._words: Words | None = None

    def know(self, view: CaseView, words: Words) -> None:
        """What is shown from now on."""
        self._view, self._words = view, words

    def block(self, record: Record, *, inner: bool = False, link: str = "") -> Stand:
        """The block of one record; ``link`` is its place in a chain."""
        return Stand(record.id, partial(self._make, record, inner=inner), partial(self._show, record, link))

    def _make(self, record: Record, *, inner: bool) -> QWidget:
        assert self._words is not None  # noqa: S101 - known before anything is made
        block = Block(self._desk, record, self._words, inner=inner)
        self._made(block)
        if record.RECORD in CHILDREN:
            block.hold(Inside())
        return block

    def _show(self, record: Record, link: str, widget: QWidget) -> None:
        assert self._view is not None  # noqa: S101
        assert self._words is not None  # noqa: S101
        block = cast("Block", widget)
        block.show_record(record, self._words, [one for one in self._view.remarks if one.id == record.id])
        block.reading.show_chain(link)
        for holder in block.findChildren(Inside):
            holder.show_records(record, self._view.dossier, self)


class Inside(QWidget):
    """The rows of one record, each kind under its name."""

    def __init__(self) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._column = Column(layout)

    def show_records(self, record: Record, dossier: Dossier, makes: Makes) -> None:
        """Shows what belongs to the record now."""
        plan: list[Stand] = []
        for kind in CHILDREN[record.RECORD]:
            mine = list(within(dossier, record, kind))
            plan += _titles(kind, len(mine)) if mine else []
            links = _links(len(mine)) if kind == "phase" else [""] * len(mine)
            plan += [makes.block(one, inner=True, link=link) for one, link in zip(mine, links, strict=True)]
        self._column.follow(plan, _ALL)
        self.setVisible(bool(plan))

    def blocks(self) -> Iterator[Block]:
        """Its blocks, in their order."""
        return (one for one in self._column if isinstance(one, Block))


def within(dossier: Dossier, record: Record, kind: str) -> Iterator[Record]:
    """The records of one kind that belong to another; phases in the order of time."""
    found = [one for one in dossier.records if kind == one.RECORD and getattr(one, record.RECORD) == record.id]
    if kind == "phase":
        found.sort(key=_begin)
    return iter(found)


def _begin(record: Record) -> tuple[bool, tuple[str, str]]:
    start = cast("Phase", record).start
    return (start is None, start.sort_key if start else ("", ""))


def _links(count: int) -> list[str]:
    if count == 1:
        return ["only"]
    return ["first", *(["middle"] * (count - 2)), "last"][:count]


def _titles(kind: str, count: int) -> Iterator[Stand]:
    spec = RECORDS[kind]
    title = counted(_(spec.label if count == 1 else spec.plural), count)
    if kind == "safeguard":
        yield Stand("head safeguard", _head, lambda one: _show_head(one, title))
    else:
        yield Stand(f"heading {kind}", _title, lambda one: cast("QLabel", one).setText(title))


def _title() -> QWidget:
    made = label(level="group")
    made.setContentsMargins(8, 8, 0, 2)
    return made


def _head() -> QWidget:
    made = Reading()
    made.setContentsMargins(10, 8, 10, 2)
    return made


def _show_head(widget: QWidget, title: str) -> None:
    cells = head(title, _("Asked for"), _("Given"), "", shares=SAFEGUARD_SHARES)
    cast("Reading", widget).show_cells(cells)
