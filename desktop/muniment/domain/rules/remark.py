"""What a rule says of a case file, and what it is shown of it."""

from collections.abc import Callable, Iterator
from datetime import date
from enum import StrEnum

from muniment.domain.custody_limits import CustodyLimit
from muniment.domain.deadlines import DeadlineRules
from muniment.domain.dossier import Dossier
from muniment.domain.fields import Sensitivity
from muniment.domain.frozen import frozen
from muniment.domain.overview import Held, Overview
from muniment.domain.records import CaseFile, CoercedDisclosure, Detention, Record
from muniment.domain.rules.phrasing import capital, when


class Severity(StrEnum):
    """How much hangs on it; in the order in which remarks are shown."""

    DANGER = "danger"  # somebody may come to harm, or a right may be lost
    ATTENTION = "attention"  # odd, or important for counsel to know
    GAP = "gap"  # something that matters was not asked or not entered


@frozen
class Remark:
    """One thing that a rule noticed. It refuses and corrects nothing.

    ``record`` and ``id`` say what it is about. ``sensitivity`` says how far the text may travel: what is COERCED is
    held back wherever coerced disclosures are.
    """

    rule: str
    severity: Severity
    record: str
    id: str
    text: str
    sensitivity: Sensitivity = Sensitivity.ORDINARY


@frozen
class Matter:
    """A case file at a date, with the rules of law that it is held against.

    ``exposures`` are the coerced disclosures in other files that name this person.
    """

    dossier: Dossier
    overview: Overview
    limits: tuple[CustodyLimit, ...]
    deadline_rules: DeadlineRules
    exposures: tuple[CoercedDisclosure, ...] = ()

    @property
    def case_file(self) -> CaseFile:
        """The case file's own record."""
        return self.dossier.case_file

    @property
    def as_of(self) -> date:
        """The date at which the file is looked at."""
        return self.overview.as_of

    @property
    def held(self) -> tuple[Held, ...]:
        """The detentions with their figures, by their start."""
        return self.overview.held

    def opening(self, detention: Detention) -> str:
        """How a sentence on a detention begins: nothing where there is only one, else which one is meant."""
        if len(self.held) < 2:
            return ""
        start = f"detention that began {when(detention.start)}" if detention.start else "detention without a start"
        return f"{start}: "


Rule = Callable[[Matter], Iterator[Remark]]


def danger(rule: str, about: Record, text: str, sensitivity: Sensitivity = Sensitivity.ORDINARY) -> Remark:
    """A remark on what may do harm or lose a right."""
    return Remark(rule, Severity.DANGER, about.RECORD, about.id, capital(text), sensitivity)


def attention(rule: str, about: Record, text: str, sensitivity: Sensitivity = Sensitivity.ORDINARY) -> Remark:
    """A remark on what is odd or important."""
    return Remark(rule, Severity.ATTENTION, about.RECORD, about.id, capital(text), sensitivity)


def gap(rule: str, about: Record, text: str, sensitivity: Sensitivity = Sensitivity.ORDINARY) -> Remark:
    """A remark on what is missing."""
    return Remark(rule, Severity.GAP, about.RECORD, about.id, capital(text), sensitivity)


def not_asked(answer: str) -> bool:
    """Whether an answer or a choice was never asked for; "unknown" and "refused" were."""
    return answer in ("", "not_asked")
