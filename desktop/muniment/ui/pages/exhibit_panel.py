"""One exhibit beside the list, or over all of the page: how it looks, and what is known of it."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame

from muniment.host.preview import LARGEST_FILE
from muniment.services import exhibit_list, exhibits
from muniment.services.exhibit_list import Known
from muniment.services.session import Session
from muniment.ui.desk import Desk
from muniment.ui.theme import px
from muniment.ui.widgets.basics import rule
from muniment.ui.widgets.exhibit_facts import ExhibitFacts
from muniment.ui.widgets.exhibit_view import ExhibitView
from muniment.ui.wording import _

_PAUSE = 120  # milliseconds that somebody stays on a line before it is looked at
_FACTS = 320  # pixels at a text size of 100 %
_ANY = 16_777_215  # Qt's word for any width

Found = tuple[Known, bytes | None]


class ExhibitPanel(QFrame):
    """Looks at an exhibit once somebody stays with it, and only while it is seen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("role", "edge")
        self._desk = desk
        self._wanted = self._shown = ""  # ids of exhibits
        self._viewed: set[str] = set()  # ids of those whose custody has it, since the vault was opened
        self.view = ExhibitView()
        self.facts = ExhibitFacts(desk.vocabularies, read_only=desk.read_only)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._look)
        self.view.images.opened.connect(lambda _number, _sizes: self._note_viewed())
        self.view.enlarged.connect(lambda _large: self._note_viewed())
        self._layout = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        for part, share in ((self.view, 1), (rule(), 0), (self.facts, 1)):
            self._layout.addWidget(part, share)

    @property
    def shown(self) -> str:
        """The id of the exhibit that is looked at; "" for none."""
        return self._shown

    def want(self, evidence_id: str, *, anew: bool = False) -> None:
        """Looks at an exhibit in a moment, if nothing else is wanted before; "" at none."""
        self._wanted = evidence_id
        if anew:
            self._shown = ""
        self._pause.start()

    def learn(self) -> None:
        """Tells anew what is known of the exhibit that is looked at."""
        shown = self._shown

        def done(known: Known) -> None:
            if known.listed.exhibit.id == self._shown:
                self.facts.show_known(known)

        if shown:
            self._desk.runner.ask(lambda session: exhibit_list.known(session, shown), done, self, key="exhibit facts")

    def _note_viewed(self) -> None:
        """Who has an exhibit shown large looks at it: its custody says so, once while the vault is open."""
        shown = self._shown
        looked_at = self.view.is_shown and self.view.enlarge.isChecked() and shown not in self._viewed
        if shown and looked_at and not self._desk.read_only:
            self._viewed.add(shown)
            self._desk.runner.write(lambda session: exhibits.viewed(session, shown), lambda _change: None, self)

    def lie_flat(self, *, flat: bool, large: bool) -> None:
        """Shows what is known beside the exhibit, or below it, where a large one has more room."""
        self._layout.setStretch(0, 2 if large else 1)
        direction = QBoxLayout.Direction.LeftToRight if flat else QBoxLayout.Direction.TopToBottom
        self._layout.setDirection(direction)
        self.facts.setMaximumWidth(px(self, _FACTS) if flat else _ANY)

    def _look(self) -> None:
        wanted = self._wanted
        if wanted == self._shown or not self.isVisible():
            return
        self._shown = wanted
        self.facts.forget_reason()
        if not wanted:
            self.facts.show_known(None)
            self.view.clear()
            return

        def work(session: Session) -> Found:
            return exhibit_list.known(session, wanted), exhibits.content(session, wanted, LARGEST_FILE)

        self.view.clear(_("Looking at it …"))
        self._desk.runner.ask(work, self._on_looked, self, failed=self._on_unseen, key="exhibit")

    def _on_looked(self, found: Found) -> None:
        known, content = found
        if known.listed.exhibit.id == self._shown:
            self.facts.show_known(known)
            self.view.show_content(content)

    def _on_unseen(self, error: Exception) -> None:
        self.facts.show_known(None)
        self.view.clear(_("It cannot be shown."))
        self._desk.fail(error)

    def hideEvent(self, event: QHideEvent) -> None:
        """What nobody looks at is not kept open: the process that draws it ends, and with it what it knows."""
        super().hideEvent(event)
        self._shown = ""
        self.view.clear()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._pause.start()
