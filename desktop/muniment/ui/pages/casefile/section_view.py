"""One section of a case file: its records as blocks, and what can be added to it."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from muniment.domain.dossier import Dossier
from muniment.domain.records import Record
from muniment.domain.schema import RECORDS
from muniment.services.casefile import CaseView
from muniment.services.words import Words
from muniment.ui.desk import Desk
from muniment.ui.pages.casefile.blocks import Block, NewBlock
from muniment.ui.pages.casefile.sections import CHILDREN, Kind, Section
from muniment.ui.widgets.basics import button, clear, label
from muniment.ui.widgets.flow import Flow
from muniment.ui.wording import _


class SectionView(QWidget):
    """Shows a section, keeping blocks and open forms where they are when something changes."""

    current = Signal(str)
    removing = Signal(str)

    def __init__(self, desk: Desk, section: Section, case_id: str) -> None:
        super().__init__()
        self.desk, self.section, self._case = desk, section, case_id
        self._blocks: dict[str, Block] = {}
        self._headings: dict[str, QWidget] = {}
        self._new: NewBlock | None = None
        self._after_a = False  # whether the letter before was the one that adds
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        self._empty = label(_("Nothing is recorded here yet."), tone="muted")
        self._adding = QWidget()
        self._flow = Flow(self._adding, space=4)
        self._fill_adding()
        for one in (self._empty, self._adding):
            self._layout.addWidget(one)

    # --- showing ---

    def show_case(self, view: CaseView, words: Words) -> None:
        """Shows the records of this section as they are now."""
        order = list(self._top(view.dossier))
        wanted = {record.id for record in order} | {one.id for record in order for one in _inside(view.dossier, record)}
        for record_id in [known for known in self._blocks if known not in wanted]:
            gone = self._blocks.pop(record_id)
            gone.hide()
            gone.deleteLater()
        at = 0
        for kind in self.section.kinds:
            mine = [record for record in order if kind.name == record.RECORD]
            at = self._place_heading(kind.name, len(mine), at)
            for record in mine:
                block = self._block(record, view, words)
                self._layout.insertWidget(at, block)
                at += 1
                self._show_inside(block, record, view, words)
        self._empty.setVisible(not order and self._new is None)

    def _top(self, dossier: Dossier) -> Iterator[Record]:
        names = {kind.name for kind in self.section.kinds}
        return (record for record in dossier if record.RECORD in names)

    def _place_heading(self, kind: str, count: int, at: int) -> int:
        heading = self._headings.pop(kind, None)
        if heading is not None:
            heading.hide()
            heading.deleteLater()
        if not count:
            return at
        spec = RECORDS[kind]
        title = _(spec.label if count == 1 else spec.plural)
        made = label(f"{title}  {count}" if count > 1 else title, level="group")
        self._headings[kind] = made
        self._layout.insertWidget(at, made)
        return at + 1

    def _block(self, record: Record, view: CaseView, words: Words, *, inner: bool = False) -> Block:
        if record.id not in self._blocks:
            made = Block(self.desk, record, words, inner=inner)
            made.current.connect(self.current)
            made.removing.connect(self.removing)
            self._blocks[record.id] = made
        block = self._blocks[record.id]
        block.show_record(record, words, [one for one in view.remarks if one.id == record.id])
        return block

    def _show_inside(self, block: Block, record: Record, view: CaseView, words: Words) -> None:
        for one in _inside(view.dossier, record):
            block.below.addWidget(self._block(one, view, words, inner=True))
        if record.RECORD in CHILDREN and not self.desk.read_only and block.adding is None:
            block.adding = self._adding_inside(record)
            block.below.addWidget(block.adding)
        elif block.adding is not None:
            block.below.removeWidget(block.adding)
            block.below.addWidget(block.adding)

    # --- adding ---

    def _fill_adding(self) -> None:
        clear(self._flow)
        if self.desk.read_only:
            return
        for kind in self.section.kinds:
            if kind.letter:
                self._flow.addWidget(self._add_button(kind))

    def _add_button(self, kind: Kind) -> QWidget:
        text = _(RECORDS[kind.name].label)
        made = button(text, lambda: self.add(kind.name), kind="link", icon="plus")
        made.setToolTip(_("A, then {letter}").format(letter=kind.letter.upper()))
        return made

    def _adding_inside(self, record: Record) -> QWidget:
        holder = QWidget()
        flow = Flow(holder, space=4)
        for child in CHILDREN[record.RECORD]:
            if not RECORDS[child].written_by_program:
                act = button(
                    _(RECORDS[child].label),
                    partial(self.add, child, {record.RECORD: record.id}),
                    kind="link",
                    icon="plus",
                )
                flow.addWidget(act)
        return holder

    def add(self, kind: str, preset: dict[str, object] | None = None) -> None:
        """Begins a new record, its form open at the first field."""
        self.keep_now()
        self._drop_new()
        self._new = NewBlock(self.desk, kind, self._case, preset or self._usual(kind))
        self._new.made.connect(self._on_made)
        self._new.given_up.connect(self._drop_new)
        self._layout.insertWidget(self._layout.count() - 1, self._new)
        self._empty.hide()
        self._new.form.focus_first()

    def _usual(self, kind: str) -> dict[str, object]:
        """A record of something done in detention belongs to the detention where there is only one."""
        detentions = [one.record.id for one in self._blocks.values() if one.record.RECORD == "detention"]
        has = any(field.name == "detention" for field in RECORDS[kind].fields)
        return {"detention": detentions[0]} if has and len(detentions) == 1 else {}

    def add_by_letter(self, letter: str) -> bool:
        """Takes "A", then the letter of a kind; says whether it was one of these."""
        letter = letter.lower()
        if self._after_a:
            self._after_a = False
            for kind in self.section.kinds:
                if kind.letter and kind.letter == letter:
                    self.add(kind.name)
                    return True
            return False
        self._after_a = letter == "a"
        return self._after_a

    def _on_made(self, record_id: str) -> None:
        self._drop_new()
        self.show_record(record_id)

    def _drop_new(self) -> None:
        if self._new is not None:
            new, self._new = self._new, None
            new.hide()
            new.deleteLater()

    # --- going to a record ---

    def show_record(self, record_id: str) -> None:
        """Puts the focus on a record."""
        if record_id in self._blocks:
            self._blocks[record_id].setFocus()

    def focus_first(self) -> None:
        """Puts the focus on the first record, or on what adds one."""
        first = next(iter(self._blocks.values()), None)
        target = first or self._flow_first()
        if target is not None:
            target.setFocus()

    def _flow_first(self) -> QWidget | None:
        item = self._flow.itemAt(0)
        return item.widget() if item is not None else None

    def keep_now(self) -> None:
        """Hands everything typed to the vault."""
        for block in self._blocks.values():
            block.keep_now()
        if self._new is not None:
            self._new.keep_now()


def _inside(dossier: Dossier, record: Record) -> Iterator[Record]:
    for child in CHILDREN.get(record.RECORD, ()):
        yield from (one for one in dossier.records if child == one.RECORD and getattr(one, record.RECORD) == record.id)
