"""The window on a vault with one case file, and its page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from tests.ui.window_room import WindowRoom

from muniment.services import entries
from muniment.services.session import Session
from muniment.ui.pages.casefile.blocks import Block
from muniment.ui.pages.casefile.page import CasePage
from muniment.ui.pages.casefile.section_view import SectionView


@dataclass
class CaseRoom:
    """Drives the page of a case file by keyboard."""

    window: WindowRoom

    def add(self, kind: str, fields: Mapping[str, object], case: str = "") -> str:
        made = str(uuid4())
        self.write(lambda session: entries.add_as(session, kind, made, fields, case))
        return made

    def write(self, work: Callable[[Session], Any]) -> Any:
        """What writing something gave, once it is told."""
        made: list[Any] = []
        self.window.desk.runner.write(work, made.append, self.window.shell, failed=_raise)
        self.window.qtbot.waitUntil(lambda: bool(made), timeout=30_000)
        return made[0]

    def allegation(self, case: str, **fields: object) -> str:
        return self.add("allegation", {"act": "beating", "account": "SYNTHETIC", **fields}, case)

    def allegations(self, case: str, count: int) -> str:
        """The id of the last of them."""

        def work(session: Session) -> Any:
            fields = {"act": "beating", "account": "SYNTHETIC"}
            return [entries.add(session, "allegation", fields, case).id for _ in range(count)]

        return str(self.write(work)[-1])

    def case(self, pseudonym: str = "Dəniz SYNTHETIC") -> str:
        return self.add("case_file", {"pseudonym": pseudonym})

    def show(self, case_id: str, section: str = "happened", record: str = "") -> None:
        self.window.desk.open_case(case_id, section, record)
        self.window.until(lambda: isinstance(self.window.frame.page, CasePage) and self.page.shows(case_id))

    @property
    def page(self) -> CasePage:
        page = self.window.frame.page
        assert isinstance(page, CasePage)
        return page

    @property
    def section(self) -> SectionView:
        return next(one for one in self.page.findChildren(SectionView) if one.isVisible())

    def headings(self) -> list[str]:
        """What is read in the section, block by block."""
        return [block.accessibleName() for block in self.section.blocks()]

    def block(self, record_id: str) -> Block:
        return next(one for one in self.section.blocks() if one.record.id == record_id)

    def focused(self) -> str:
        """The id of the record whose block has the focus."""
        focus = QApplication.focusWidget()
        return focus.record.id if isinstance(focus, Block) else ""

    def press(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            self.window.press(key, modifier)


def _raise(error: Exception) -> None:
    raise error
