"""The numbered sections of the case summary: a number never changes, so that other papers can refer to it."""

from enum import IntEnum


class Section(IntEnum):
    """A section and its number, the same in every summary, whether or not there is anything in it."""

    title: str

    def __new__(cls, number: int, title: str) -> "Section":
        """A member whose value is its number."""
        member = int.__new__(cls, number)
        member._value_ = number
        member.title = title
        return member

    OVERVIEW = 1, "Overview"
    CONSENT = 2, "Consent"
    PARTIES = 3, "Parties and agencies"
    CHRONOLOGY = 4, "Chronology"
    DETENTION = 5, "Detention log"
    SAFEGUARDS = 6, "Safeguards"
    COURT_ORDERS = 7, "Court orders"
    ALLEGATIONS = 8, "Allegations"
    INJURIES = 9, "Injuries and medical examinations"
    STATEMENTS = 10, "Statements signed"
    COERCED = 11, "Coerced disclosures"
    LOSSES = 12, "Housing, work, payments, seizures"
    REMEDIES = 13, "Remedies and proceedings"
    DEADLINES = 14, "Deadlines"
    RIGHTS = 15, "Rights engaged"
    CONTRADICTIONS = 16, "Official version and contradictions"
    EVIDENCE = 17, "Evidence"
    SOURCES = 18, "Sources and their grading"
    GAPS = 19, "Gaps, open tasks and notes"

    @property
    def anchor(self) -> str:
        """Where the section begins."""
        return f"section-{self.value}"
