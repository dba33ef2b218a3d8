"""What every page is given: the vault's thread, its lists of terms, the way to other pages, a voice."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date

from PySide6.QtCore import QObject, Signal

from muniment.domain.vocabulary import Vocabularies
from muniment.host.resources import load_vocabularies
from muniment.services import preferences
from muniment.services.session import Session
from muniment.ui.faults import Trouble, trouble
from muniment.ui.runner import Runner
from muniment.ui.wording import _


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is in the window: a page, and what is shown on it. Enough to come back after locking."""

    page: str = "cases"
    case: str = ""  # id of the case file that is shown
    section: str = ""  # of that file
    record: str = ""  # id of the record that is open
    view: str = ""  # what else the page wants to find again: filter, order, selection; as the page writes it

    def as_json(self) -> dict[str, str]:
        """The place as the vault remembers it."""
        return asdict(self)

    @staticmethod
    def from_json(known: object) -> "Place | None":
        """The place that a vault remembered; None for what is none."""
        if not isinstance(known, dict) or not all(isinstance(part, str) for part in known.values()):
            return None
        names = {"page", "case", "section", "record", "view"}
        return Place(**{name: part for name, part in known.items() if name in names})

    def within(self, **parts: str) -> "Place":
        """The same place with other parts."""
        return replace(self, **parts)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that was done, told for a few seconds, with the way to take it back where there is one."""

    text: str
    action: str = ""
    act: Callable[[], None] | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """What the window needs to know of a vault that was just opened; the vault itself stays on its thread."""

    vocabularies: Vocabularies
    read_only: bool
    language: str  # of outputs, where no other is chosen
    notices: tuple[str, ...]
    remembered: dict[str, object]

    @staticmethod
    def of(session: Session) -> "Opened":
        """Asked on the vault's thread."""
        remembered = preferences.load(session)
        return Opened(session.vocabularies, session.db.read_only, session.language, tuple(session.notices), remembered)


class Desk(QObject):
    """One open vault as pages see it. Pages ask it and tell it; none of them knows the window or another page."""

    going = Signal(object)  # Place
    noticed = Signal(object)  # Notice
    troubled = Signal(object)  # Trouble
    undoing = Signal(str)  # the last change is to be taken back of this file or shared record; "": of what is shown
    printing = Signal(list, str)  # ids of case files, the kind of output
    acting = Signal(str)  # a command of the window is wanted, by its name: lock, hide …
    begun = Signal()  # the vault is open, and what there is to know of it is known

    def __init__(self, runner: Runner) -> None:
        super().__init__()
        self.runner = runner
        self.is_open = False
        self.order: Sequence[int] = ()  # numbers of the case files of the list that was shown last
        self._know(Opened(load_vocabularies(), read_only=False, language="en", notices=(), remembered={}))

    def begin(self, opened: Opened) -> None:
        """Stands for a vault from now on; what was made before hears of it."""
        self._know(opened)
        self.is_open = True
        self.runner.failed.connect(self.fail)
        self.begun.emit()

    def _know(self, opened: Opened) -> None:
        self.vocabularies = opened.vocabularies
        self.read_only = opened.read_only
        self.language = opened.language
        self.remembered = dict(opened.remembered)  # what the window keeps in the vault, by name

    @property
    def as_of(self) -> date:
        """The day that everything is computed for: today."""
        return date.today()

    def go(self, place: Place) -> None:
        """Shows another page, or another part of one."""
        self.going.emit(place)

    def open_case(self, case_id: str, section: str = "", record_id: str = "") -> None:
        """Shows a case file, if wanted one section or one record of it."""
        self.go(Place("case", case_id, section, record_id))

    def tell(self, text: str, action: str = "", act: Callable[[], None] | None = None) -> None:
        """Says for a few seconds what was done, with a button for what can be done about it."""
        self.noticed.emit(Notice(text, action, act))

    def removed(self, what: str, of: str) -> None:
        """Says that something was taken out of a file or shared record, which Undo brings back wherever one is then."""
        self.tell(_("Removed: {what}").format(what=what), _("Undo"), lambda: self.undoing.emit(of))

    def fail(self, error: Exception) -> None:
        """Says at the top of the page what went wrong, what is safe, and what to do."""
        self.troubled.emit(trouble(error))

    def warn(self, what: Trouble) -> None:
        """Says at the top of the page what should be known."""
        self.troubled.emit(what)

    def remember(self, name: str, value: object) -> None:
        """Keeps something of the window in the vault: columns, filters, the last currency. JSON can hold it."""
        if self.remembered.get(name) != value:
            self.remembered[name] = value
            self.runner.write(lambda session: preferences.keep(session, name, value), lambda _: None, self)

    def print(self, case_ids: list[str], kind: str = "brief") -> None:
        """Opens the preview of an output of these case files."""
        self.printing.emit(case_ids, kind)
