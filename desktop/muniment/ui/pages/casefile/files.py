"""Files that are taken into the case file that is shown: dropped on its page, or asked for."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from muniment.ui import ask
from muniment.ui.desk import Desk
from muniment.ui.pages.attaching import Attaching
from muniment.ui.widgets.drops import FileDrops
from muniment.ui.widgets.work import Work
from muniment.ui.wording import _


class CaseFiles(Work):
    """Shows how far it is, as long as files are taken in."""

    def __init__(self, desk: Desk, page: QWidget, shown: Callable[[], str]) -> None:
        super().__init__()
        self._page, self._shown = page, shown  # ``shown`` tells the id of the case file
        self._attaching = Attaching(desk, self)
        self._attaching.progressed.connect(self.tell)
        self._attaching.ended.connect(lambda _made: self.end())
        self.setContentsMargins(16, 0, 16, 0)
        if not desk.read_only:
            FileDrops(page, _("Drop files here to take them into this case file")).dropped.connect(self.attach)

    def ask(self) -> None:
        """Asks for files, and takes them in."""
        ask.for_files(self._page, _("Take into this case file"), self.attach)

    def attach(self, paths: Sequence[Path]) -> None:
        """Takes files into the case file that is shown."""
        if case_id := self._shown():
            self._attaching.begin(case_id, paths)
            self.begin(self._attaching, _("Taking in …"))
