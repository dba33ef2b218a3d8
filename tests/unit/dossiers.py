"""Small case files in code: a record is written as in the open format, a case file as a row of records."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from muniment.domain.custody_limits import CustodyLimit, LimitUnit
from muniment.domain.deadlines import Confidence, DeadlineRules
from muniment.domain.dossier import Dossier
from muniment.domain.openformat import read_values
from muniment.domain.overview import overview
from muniment.domain.records import CLASSES, CaseFile, CoercedDisclosure, Record
from muniment.domain.rules import Remark, flags, remarks
from muniment.domain.schema import RECORDS
from muniment.host.resources import load_deadline_rules

TODAY = "2017-10-10"
CASE = "file"


def record(kind: str, key: str = "", belongs_to: str = CASE, /, **fields: Any) -> Record:
    """A record of a case file, called by its kind where it has no other name."""
    values, faults = read_values(RECORDS[kind], fields)
    assert not faults, faults
    return CLASSES[kind](id=key or kind, case=belongs_to, **values)


def detention(key: str = "detention", **fields: Any) -> Record:
    """A detention, ended where nothing else is said."""
    return record("detention", key, **{"status": "ended", **fields})


def order(key: str = "court_order", **fields: Any) -> Record:
    """A court order on the detention that has no other name."""
    return record("court_order", key, **{"detention": "detention", **fields})


def phase(kind: str, start: str = "", end: str = "", key: str = "phase", **fields: Any) -> Record:
    """A phase of the detention that has no other name."""
    dates = {name: value for name, value in (("start", start), ("end", end)) if value}
    return record("phase", key, **{"detention": "detention", "kind": kind, **dates, **fields})


def case(*records: Record, shared: Iterable[Record] = (), identity: tuple[str, ...] = (), **person: Any) -> Dossier:
    """A case file with these records; other keywords are fields of the file itself."""
    own = record("case_file", CASE, "", code="AAAA-BBBB", pseudonym="N.", **person)
    assert isinstance(own, CaseFile)
    return Dossier(own, records, tuple(shared), identity)


def look(
    dossier: Dossier,
    as_of: str = TODAY,
    *,
    limits: Iterable[CustodyLimit] = (),
    rules: DeadlineRules | None = None,
    exposures: Iterable[Record] = (),
) -> tuple[Remark, ...]:
    """What the rules say of a case file on a day."""
    return remarks(
        dossier,
        overview(dossier, date.fromisoformat(as_of)),
        limits=limits,
        deadline_rules=load_deadline_rules() if rules is None else rules,
        exposures=[one for one in exposures if isinstance(one, CoercedDisclosure)],
    )


def told(found: Iterable[Remark], rule: str) -> list[str]:
    """The sentences of one rule."""
    return [remark.text for remark in found if remark.rule == rule]


def the(found: Iterable[Remark], rule: str) -> Remark:
    """The only remark of one rule."""
    (remark,) = (one for one in found if one.rule == rule)
    return remark


def raised(dossier: Dossier, as_of: str = TODAY, limits: Iterable[CustodyLimit] = ()) -> list[tuple[str, ...]]:
    """The flags of each detention of a case file, by its start."""
    seen = overview(dossier, date.fromisoformat(as_of))
    return [flags(held, dossier, seen, limits=limits) for held in seen.held]


def limit(
    maximum: int, unit: str = "hours", phase: str = "police_hold", basis: str = "", key: str = "limit"
) -> CustodyLimit:
    """A limit of our own, in force at all times."""
    return CustodyLimit(
        id=key,
        titles={"en": f"{maximum} {unit} at most"},
        phase=phase,
        basis=basis,
        maximum=maximum,
        unit=LimitUnit(unit),
        source="Some Code, Article 1",
        confidence=Confidence.MEDIUM,
    )
