"""What points to a record that case files share: the files that know of it, and what they say it is to them."""

from muniment.domain.frozen import frozen
from muniment.services import finding
from muniment.services.session import Session
from muniment.vault import records
from muniment.vault.records import SHARED


@frozen
class Pointing:
    """One case file that points to a record; ``kinds`` are those of its records that do."""

    case: str
    code: str
    pseudonym: str
    kinds: tuple[str, ...]
    record: str  # id of the first of these records


def files(session: Session, record_id: str) -> list[Pointing]:
    """The case files that point to a record, by their pseudonyms. Raises NotThere."""
    where = finding.record(session, record_id)
    found: dict[int, list[tuple[str, str]]] = {}
    for one in records.referrers(session.db, where.no):
        if one.entry.case_no != SHARED:
            found.setdefault(one.entry.case_no, []).append((one.entry.kind, one.entry.id))
    told = [_told(session, case_no, pointing) for case_no, pointing in found.items()]
    return sorted(told, key=lambda one: (one.pseudonym, one.code))


def _told(session: Session, case_no: int, pointing: list[tuple[str, str]]) -> Pointing:
    case = records.entry(session.db, case_no)
    code, pseudonym = records.names_of(session.db, case_no)
    kinds = tuple(dict.fromkeys(kind for kind, _ in pointing))
    return Pointing(case.id if case else "", code, pseudonym, kinds, pointing[0][1])
