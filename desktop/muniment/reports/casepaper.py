"""What a document about one case file is made from, and the words for its values."""

import datetime

from muniment.domain.body_map import BodyMap
from muniment.domain.date_display import shown, shown_short
from muniment.domain.dates import UncertainDate
from muniment.domain.deadlines import DeadlineRules
from muniment.domain.dossier import Dossier
from muniment.domain.frozen import frozen
from muniment.domain.overview import Overview
from muniment.domain.records import CoercedDisclosure, Evidence, Record
from muniment.domain.rights import Rights
from muniment.domain.rules import Remark
from muniment.domain.schema import RECORDS
from muniment.domain.span import Span
from muniment.domain.values import Money, Ref
from muniment.domain.vocabulary import Vocabularies
from muniment.reports.document import PageFoot, PageHead

#: Answers that are printed; "not asked" is not.
_SILENT = ("", "not_asked")


@frozen
class CasePaper:
    """One case file at a date, with everything that its printed forms need; nothing is read from a vault from here on.

    ``exposures`` are the coerced disclosures of other files that name this person. ``held_back`` names what a copy that
    leaves does not have; it is empty on paper that stays. Where it is ``lettered``, other people are letters;
    ``nameless``, the person has no pseudonym either; what is ``public`` names nobody.
    """

    dossier: Dossier
    overview: Overview
    remarks: tuple[Remark, ...]
    exposures: tuple[CoercedDisclosure, ...]
    vocabularies: Vocabularies
    deadline_rules: DeadlineRules
    rights: Rights
    body_map: BodyMap
    head: PageHead
    foot: PageFoot
    language: str = "en"
    held_back: tuple[str, ...] = ()
    lettered: bool = False
    nameless: bool = False
    public: bool = False

    @property
    def leaves(self) -> bool:
        """Whether the copy is for somebody outside, and so does not have everything that is recorded."""
        return bool(self.held_back)

    @property
    def as_of(self) -> datetime.date:
        """The date that everything is computed for."""
        return self.overview.as_of

    # --- words for values ---

    def term(self, record: Record, field: str) -> str:
        """The label of a choice or an answer; "" where nothing is to be printed; the text itself of an open choice."""
        spec = RECORDS[record.RECORD].field(field)
        value = str(getattr(record, spec.attribute))
        if value in _SILENT:
            return ""
        if value not in self.vocabularies[spec.vocabulary]:
            return value
        return self.vocabularies.label(spec.vocabulary, value, self.language)

    def terms(self, record: Record, field: str) -> str:
        """The labels of a list of choices, separated by commas."""
        spec = RECORDS[record.RECORD].field(field)
        labels = (
            self.vocabularies.label(spec.vocabulary, one, self.language) for one in getattr(record, spec.attribute)
        )
        return ", ".join(labels)

    def date(self, when: UncertainDate | None) -> str:
        """A date in words; "" where there is none."""
        return shown(when, self.language) if when else ""

    def short_date(self, when: UncertainDate | None) -> str:
        """A date for a table; "" where there is none."""
        return shown_short(when, self.language) if when else ""

    def day(self, when: datetime.date | None) -> str:
        """A certain day in words; "" where there is none."""
        return self.date(UncertainDate.of_day(when)) if when else ""

    def named(self, target: str | Ref | None) -> str:
        """How another record is called: a name, a title, a kind, a pseudonym; "" where there is none."""
        found = self.dossier.find(target.id if isinstance(target, Ref) else target) if target else None
        if found is None:
            return ""
        spec = RECORDS[found.RECORD]
        for field in spec.title:
            value = getattr(found, spec.field(field).attribute)
            if isinstance(value, UncertainDate):
                return f"{spec.label.lower()} of {self.date(value)}"
            if isinstance(value, str) and value:
                return self.term(found, field) if spec.field(field).vocabulary else value
        return ""

    def exhibit(self, evidence: Evidence) -> str:
        """How an exhibit is cited."""
        return f"[E{evidence.exhibit_no}]"


def span(days: Span) -> str:
    """A number of days as a figure: "15", "12–15", "at least 3"; "" where nothing is known."""
    if days.minimum is None:
        return "" if days.maximum is None else f"at most {days.maximum}"
    if days.maximum is None:
        return f"at least {days.minimum}"
    return str(days.minimum) if days.minimum == days.maximum else f"{days.minimum}–{days.maximum}"


def money(sum_of_money: Money | None) -> str:
    """An amount with its currency; "sum unknown" is not nought."""
    if sum_of_money is None:
        return ""
    if sum_of_money.amount is None:
        return f"sum unknown ({sum_of_money.currency})" if sum_of_money.currency else "sum unknown"
    return f"{sum_of_money.amount} {sum_of_money.currency}"
