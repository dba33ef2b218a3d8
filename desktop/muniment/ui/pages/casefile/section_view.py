"""One section of a case file: its records as blocks, each kind under its name."""

from collections.abc import Iterator
from functools import partial
from typing import cast

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from muniment.domain.dossier import Dossier
from muniment.domain.overview import in_order
from muniment.domain.records import Detention, Record
from muniment.domain.schema import RECORDS
from muniment.services.casefile import CaseView
from muniment.services.words import Words
from muniment.ui.desk import Desk
from muniment.ui.pages.casefile.blocks import Block, NewBlock
from muniment.ui.pages.casefile.identity import IdentityPanel, identity_stand
from muniment.ui.pages.casefile.injuries import injury_map
from muniment.ui.pages.casefile.inside import Inside, Makes
from muniment.ui.pages.casefile.offers import Offer, consent_stands
from muniment.ui.pages.casefile.reading import counted
from muniment.ui.pages.casefile.sections import PARENT, Section
from muniment.ui.pages.casefile.standing import Column, Stand
from muniment.ui.pages.casefile.timeline import timeline_of
from muniment.ui.theme import px
from muniment.ui.widgets.basics import label
from muniment.ui.wording import _

_AT_FIRST, _AT_A_TIME = 8, 12  # blocks


class SectionView(QWidget):
    """Shows a section, keeping blocks and open forms where they are when something changes."""

    current = Signal(str)
    removing = Signal(str)
    sought = Signal(object)  # a widget that should come into sight
    wanted = Signal(str, str)  # kind and id of a record, perhaps of another section

    def __init__(self, desk: Desk, section: Section, case_id: str) -> None:
        super().__init__()
        self.desk, self.section, self._case = desk, section, case_id
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._view: CaseView | None = None
        self._new: NewBlock | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        self._empty = label(_("Nothing is recorded here yet. A adds something."), tone="muted")
        self._layout.addWidget(self._empty)
        self._column = Column(self._layout)
        self._makes = Makes(desk, self._made)

    # --- showing ---

    def show_case(self, view: CaseView, words: Words) -> None:
        """Shows the records of this section as they are now."""
        lost = self._focused()
        before = self.blocks()
        self._view = view
        self._makes.know(view, words)
        plan = list(self._plan(view, words))
        self._column.follow(plan, _AT_FIRST)
        self._empty.setVisible(not plan and self._new is None)
        if lost is not None and lost.record.id not in {one.record.id for one in self.blocks()}:
            self._stay_near(before, lost)

    def _plan(self, view: CaseView, words: Words) -> Iterator[Stand]:
        if self.section.name == "consent":
            yield from consent_stands(view, words, self._makes, self._offer)
        if self.section.name == "happened":
            yield from timeline_of(self.desk, view, self.wanted.emit, self.sought.emit)
        for kind in self.section.kinds:
            if kind.name == "consent":
                continue
            mine = list(_of_kind(view.dossier, kind.name))
            if mine:
                yield self._heading(kind.name, len(mine))
            if kind.name == "injury":
                yield from injury_map(self.desk, view.dossier, words)
            yield from (self._makes.block(one) for one in mine)
            if kind.name == "case_file":
                yield identity_stand(self.desk, view)

    def _offer(self, purpose: str) -> Offer:
        made = Offer(partial(self.add, "consent", {"purpose": purpose}))
        made.stepped.connect(partial(self._step, made))
        return made

    @staticmethod
    def _heading(kind: str, count: int) -> Stand:
        spec = RECORDS[kind]
        title = counted(_(spec.label if count == 1 else spec.plural), count)
        return Stand(f"heading {kind}", lambda: label(level="group"), lambda one: cast("QLabel", one).setText(title))

    def _made(self, block: Block) -> None:
        block.current.connect(self.current)
        block.removing.connect(self.removing)
        block.opened.connect(lambda _id, block=block: self.sought.emit(block))
        block.stepped.connect(partial(self._step, block))

    def go_on(self) -> bool:
        """Makes some more of what is not in sight yet, as somebody comes near the end; says whether there was more."""
        if self._column.whole:
            return False
        self._column.go_on(_AT_A_TIME)
        return True

    def sizeHint(self) -> QSize:
        return QSize(px(self, 320), px(self, 40))  # layouts ask for the height at their width

    def minimumSizeHint(self) -> QSize:
        return QSize(px(self, 160), 0)

    # --- going from block to block ---

    def blocks(self) -> list[Block]:
        """The blocks that are there, those inside others after them, as they are read."""
        return [one for one in self._stops() if isinstance(one, Block)]

    def _stops(self) -> list[QWidget]:
        found: list[QWidget] = []
        for one in self._column:
            if isinstance(one, Block | Offer):
                found.append(one)
            found += [inner for holder in one.findChildren(Inside) for inner in holder.blocks()]
        return found

    def _step(self, start: QWidget, by: int) -> None:
        stops = self._stops()
        at = stops.index(start) + by if start in stops else 0
        if at >= len(stops) and not self._column.whole:
            self._column.go_on(_AT_A_TIME)
            stops = self._stops()
        if 0 <= at < len(stops):
            self._look_at(stops[at])

    def _look_at(self, widget: QWidget) -> None:
        widget.setFocus()
        self.sought.emit(widget)

    def _focused(self) -> Block | None:
        focus = QApplication.focusWidget()
        while focus is not None and focus is not self:
            if isinstance(focus, Block):
                return focus
            focus = focus.parentWidget()
        return None

    def _stay_near(self, before: list[Block], lost: Block) -> None:
        """Puts the focus where it was when what had it has gone: on the next block, or the one before."""
        kept = set(self.blocks())
        at = before.index(lost) if lost in before else 0
        near = [*before[at + 1 :], *reversed(before[:at])]
        target = next((one for one in near if one in kept), None)
        if target is not None:
            self._look_at(target)

    # --- adding ---

    def add(self, kind: str, preset: dict[str, object] | None = None) -> None:
        """Begins a new record, its form open at the first field, in the record that it obviously belongs to."""
        self.keep_now()
        usual = self._usual(kind) if preset is None else preset
        self._drop_new()
        self._new = NewBlock(self.desk, kind, self._case, usual)
        self._new.made.connect(self._on_made)
        self._new.given_up.connect(self._drop_new)
        holder = self._block_of(str(usual.get(PARENT.get(kind, ""), "")))
        if holder is not None:
            holder.hold(self._new)
        else:
            self._layout.addWidget(self._new)
        self._empty.hide()
        self._new.begin()
        self.sought.emit(self._new)

    def _usual(self, kind: str) -> dict[str, object]:
        """The parent: the block that is looked at or what it stands in; else the only one, for what is inside one."""
        fields = {field.name for field in RECORDS[kind].fields}
        focused = self._focused()
        near = focused.record if focused is not None else None
        preset: dict[str, object] = {}
        for parent in {PARENT.get(kind, ""), "detention", "allegation"} & fields:
            found = near.id if near is not None and parent == near.RECORD else str(getattr(near, parent, "") or "")
            known = [one.id for one in _of_kind(self._view.dossier, parent)] if self._view else []
            only = known[-1:] if PARENT.get(kind) == parent else known if len(known) == 1 else []
            if found or only:
                preset[parent] = found or only[0]
        if kind == "injury" and "allegation" in preset and (near is None or near.RECORD != "allegation"):
            del preset["allegation"]
        return preset

    def _on_made(self, record_id: str) -> None:
        self._drop_new()
        self.show_record(record_id)

    def _drop_new(self) -> None:
        if self._new is not None:
            new, self._new = self._new, None
            new.hide()
            new.deleteLater()
            self.focus_first()

    # --- going to a record ---

    def _block_of(self, record_id: str) -> Block | None:
        return next((one for one in self.blocks() if one.record.id == record_id), None) if record_id else None

    def show_record(self, record_id: str) -> None:
        """Puts the focus on a record, and brings it into sight."""
        record = self._view.dossier.find(record_id) if self._view else None
        outer = str(getattr(record, PARENT.get(record.RECORD, ""), "")) if record is not None else ""
        self._column.go_on(0, until=outer or record_id)
        block = self._block_of(record_id)
        if block is not None:
            self._look_at(block)

    def focus_first(self) -> None:
        """Puts the focus on the first record; on the section where there is none, so that "A" adds one."""
        first = next(iter(self._stops()), None)
        (first if first is not None else self).setFocus()
        self.sought.emit(self)  # from its beginning: with what stands above the first record

    def keep_now(self) -> None:
        """Hands everything typed to the vault."""
        for block in self.blocks():
            block.keep_now()
        if self._new is not None:
            self._new.keep_now()
        for panel in self.findChildren(IdentityPanel):
            panel.keep_now()


def _of_kind(dossier: Dossier, kind: str) -> Iterator[Record]:
    if kind == "detention":
        return iter(in_order(dossier.all(Detention)))
    return (record for record in dossier if kind == record.RECORD)
