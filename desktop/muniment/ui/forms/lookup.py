"""What a field that points to records asks of the vault."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QObject

from muniment.domain.fields import FieldSpec
from muniment.services import drafts, naming
from muniment.services.drafts import Settled, Target
from muniment.services.naming import Name, Wanted
from muniment.services.session import Session
from muniment.ui.desk import Desk
from muniment.ui.wording import language

#: Kinds that can be made on the way, by the field that holds their name.
MADE_ON_THE_WAY = {
    "contact": "name",
    "agency": "name",
    "officer": "name",
    "incident": "title",
    "source": "title",
}


class Lookup:
    """Finds, names and makes the records that one field may point to. Answers come on the main thread, later."""

    def __init__(self, desk: Desk, field: FieldSpec, case_id: str, record_id: str) -> None:
        self.desk, self.field, self.case_id = desk, field, case_id
        self._record_id = record_id

    @property
    def makes(self) -> tuple[str, ...]:
        """The kinds that can be made here."""
        return () if self.desk.read_only else tuple(kind for kind in self.field.targets if kind in MADE_ON_THE_WAY)

    def find(self, text: str, without: Sequence[str], found: Callable[[list[Name]], None], owner: QObject) -> None:
        """Looks for records that a text may mean."""
        spoken = language()
        wanted = Wanted(
            self.field.targets, self.case_id, across_files=self.field.across_files, without=(*without, self._record_id)
        )

        def work(session: Session) -> list[Name]:
            return naming.candidates(session, wanted, text, language=spoken)

        self.desk.runner.ask(work, found, owner, key=f"lookup {id(self)}")

    def names(self, ids: Iterable[str], done: Callable[[dict[str, Name]], None], owner: QObject) -> None:
        """Asks what these records are called."""
        wanted, spoken, case_id = list(ids), language(), self.case_id
        self.desk.runner.ask(lambda session: naming.names(session, wanted, spoken, case_id=case_id), done, owner)

    def new(self, kind: str) -> Target:
        """A record that is about to be made: a source belongs to the file that it is named in."""
        return drafts.new_target(kind, self.case_id if kind == "source" else "")

    def make(self, target: Target, title: str, done: Callable[[Settled], None], owner: QObject) -> None:
        """Makes a record that needs no more than a name."""
        values = {MADE_ON_THE_WAY[target.record]: title}
        self.desk.runner.write(lambda session: drafts.submit(session, target, values, {}), done, owner)
