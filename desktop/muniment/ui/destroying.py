"""What takes away for ever, and what takes a whole file out: each asked for and told in the same words everywhere."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from muniment.domain.changes import Change
from muniment.domain.schema import RECORDS
from muniment.services import finding, naming, removal, upkeep
from muniment.services.session import Session
from muniment.services.upkeep import Purge
from muniment.ui import ask
from muniment.ui.desk import Desk
from muniment.ui.faults import Trouble
from muniment.ui.widgets.confirmation import Grave
from muniment.ui.wording import _, language, plural


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a purge would destroy, and the names of what points into it."""

    purge: Purge
    pointing: tuple[str, ...]


def remove_file(desk: Desk, case_id: str, owner: QWidget) -> None:
    """Takes a case file out with all that is in it, which Undo brings back; names what keeps it from going."""
    spoken = language()

    def work(session: Session) -> Change | tuple[str, ...]:
        case = finding.record(session, case_id)
        pointing = removal.pointing(session, case)
        return _named(session, pointing, spoken) if pointing else removal.remove_file(session, case)

    def done(result: Change | tuple[str, ...]) -> None:
        if isinstance(result, Change):
            desk.removed(_("Case file"), case_id)
        else:
            what = _("This file is not removed: records of other files point into it.")
            desk.warn(Trouble(what, do="\n".join(result), tone="warning"))

    desk.runner.write(work, done, owner)


def purge(desk: Desk, record_id: str, name: str, code: str, owner: QWidget) -> None:
    """Destroys a case file, or a shared record (``code`` is ""), for ever; it may have been removed before."""
    spoken = language()

    def work(session: Session) -> _Plan:
        plan = upkeep.purge_plan(session, finding.once(session, record_id))
        return _Plan(plan, _named(session, plan.pointing, spoken))

    def asked(plan: _Plan) -> None:
        ask.for_word(owner, _grave(plan, name, code), lambda: _purge(desk, record_id, owner))

    desk.runner.ask(work, asked, owner)


def _grave(plan: _Plan, name: str, code: str) -> Grave:
    known = plan.purge
    inside = plural("{n} record is destroyed.", "{n} records are destroyed.", known.records) if known.records else ""
    exhibits = plural("{n} exhibit is among them.", "{n} exhibits are among them.", known.exhibits)
    what = " ".join(part for part in (name + ".", inside, exhibits if known.exhibits else "") if part)
    return Grave(
        _("Destroy this file for ever?") if code else _("Destroy this record for ever?"),
        (what, _("Its whole history goes with it. This cannot be undone."), _(upkeep.BACKUPS_KEEP_IT)),
        code or _("destroy"),
        _("Destroy for ever"),
        _("These records elsewhere point to it, and lose that pointer:"),
        plan.pointing,
    )


def _purge(desk: Desk, record_id: str, owner: QWidget) -> None:
    def work(session: Session) -> Change:
        return upkeep.purge(session, finding.once(session, record_id))

    desk.runner.write(work, lambda _change: desk.tell(_("Destroyed for ever.")), owner)


@dataclass(frozen=True, slots=True)
class Past:
    """Parts of the past of a case file. The code of the file is asked for; ``done`` hears that they are destroyed."""

    desk: Desk
    case: str
    owner: QWidget
    done: Callable[[], object]

    def purge_removed(self, number: int, told: str) -> None:
        """Destroys what one change had removed."""
        texts = (
            _("{what}. What was removed then, and everything that was ever noted in it, is destroyed.").format(
                what=told
            ),
            _("Nobody can bring it back, and nothing that was changed in this file before can be undone."),
        )

        def work(session: Session) -> int:
            return upkeep.purge_removed(session, finding.record(session, self.case), number)

        self._ask(_("Destroy what was removed?"), texts, work)

    def purge_field(self, kind: str, name: str) -> None:
        """Destroys every earlier value of a field of a kind of record; the present ones stay."""
        spec = RECORDS[kind]
        field = f"{_(spec.label)}: {_(spec.field(name).label)}"
        texts = (
            _("{field}. Every earlier value in this file is destroyed; what stands there now stays.").format(
                field=field
            ),
            _("Nobody can bring them back, and no earlier change of this field can be undone."),
        )

        def work(session: Session) -> int:
            return upkeep.purge_field(session, finding.record(session, self.case), f"{kind}.{name}")

        self._ask(_("Destroy earlier values?"), texts, work)

    def _ask(self, title: str, texts: tuple[str, ...], work: Callable[[Session], int]) -> None:
        desk, owner = self.desk, self.owner

        def told(count: int) -> None:
            desk.tell(plural("Destroyed for ever: {n} entry.", "Destroyed for ever: {n} entries.", count))
            self.done()

        def asked(code: str) -> None:
            grave = Grave(title, (*texts, _(upkeep.BACKUPS_KEEP_IT)), code, _("Destroy for ever"))
            ask.for_word(owner, grave, lambda: desk.runner.write(work, told, owner))

        desk.runner.ask(lambda session: finding.code(session, self.case), asked, owner)


def _named(session: Session, ids: tuple[str, ...] | list[str], spoken: str) -> tuple[str, ...]:
    return tuple(one.text for one in naming.names(session, ids, spoken).values())
