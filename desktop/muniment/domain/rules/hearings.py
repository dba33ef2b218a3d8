"""Court orders: how the hearing went, and who may not be ordered to administrative arrest."""

from collections.abc import Iterator

from muniment.domain.fields import Sensitivity
from muniment.domain.records import CaseFile, CourtOrder, Detention, Phase, Proceeding
from muniment.domain.rules.phrasing import CONFIRM, listed, when
from muniment.domain.rules.remark import Matter, Remark, attention, danger, gap, not_asked
from muniment.domain.schema import RECORDS

ARREST = "administrative_arrest"

_UNFAIR = (  # an answer "no" to each is worth knowing
    ("public", "hearing_not_public", "the hearing was not public"),
    ("own_lawyer", "no_own_lawyer", "no lawyer of the person's own was present"),
    ("person_heard", "person_not_heard", "the person was not heard"),
)
_ASKED = ("public", "own_lawyer", "person_heard", "ill_treatment_raised")
_MINOR_AGES = ("under_14", "14_17")
_EXEMPT = {
    "minor": "a minor",
    "pregnant": "a pregnant person",
    "disability": "a person with a disability",
    "sole_carer_of_a_child": "the sole carer of a child",
}


def order_without_days(matter: Matter) -> Iterator[Remark]:
    """Administrative arrest without its length."""
    for order in matter.dossier.of(CourtOrder, outcome=ARREST):
        if order.days_ordered is None:
            text = f"{named(order)} is for administrative arrest, and the days ordered are not recorded."
            yield gap("order_without_days", order, text)


def unfair_hearing(matter: Matter) -> Iterator[Remark]:
    """A hearing behind closed doors, without a lawyer, or without the person being heard."""
    for order in matter.dossier.all(CourtOrder):
        for name, rule, what in _UNFAIR:
            if getattr(order, name) == "no":
                yield attention(rule, order, f"{named(order)}: {what}.")


def copy_not_served(matter: Matter) -> Iterator[Remark]:
    """Without the copy there is no day to count an appeal from, and often no appeal."""
    for order in matter.dossier.all(CourtOrder):
        if order.copy_served_on is None:
            yield attention("copy_not_served", order, f"{named(order)}: no service of a copy is recorded.")


def ill_treatment_ignored(matter: Matter) -> Iterator[Remark]:
    """Ill-treatment raised before a judge, and nothing that came of it."""
    complained = any(one.kind == "ill_treatment_complaint" for one in matter.dossier.all(Proceeding))
    for order in matter.dossier.of(CourtOrder, ill_treatment_raised="yes"):
        missing = [] if order.judge_response else ["no response of the judge"]
        missing += [] if complained else ["no complaint about it"]
        if missing:
            recorded = f"{listed(missing)} {'is' if len(missing) == 1 else 'are'} recorded"
            text = f"{named(order)}: ill-treatment was raised before the judge, and {recorded}."
            yield attention("ill_treatment_ignored", order, text)


def possibly_exempt(matter: Matter) -> Iterator[Remark]:
    """Persons whom the law may spare administrative arrest."""
    grounds = exemptions(matter.case_file)
    if not grounds:
        return
    severity = danger if matter.overview.in_custody else attention
    for record in _arrests(matter):
        text = f"Administrative arrest of {listed(grounds)}: possibly exempt from it; {CONFIRM}."
        yield severity("possibly_exempt", record, text, Sensitivity.PERSONAL)


def exemptions(case_file: CaseFile) -> list[str]:
    """What is recorded of the person that may exempt from administrative arrest, in words."""
    found = [term for term in _EXEMPT if term in case_file.vulnerabilities]
    if case_file.age_band in _MINOR_AGES and "minor" not in found:
        found.insert(0, "minor")
    return [_EXEMPT[term] for term in found]


def exemption_not_asked(matter: Matter) -> Iterator[Remark]:
    """Age and vulnerabilities decide whether somebody could be ordered to administrative arrest at all."""
    if not _arrests(matter):
        return
    person = matter.case_file
    missing = [
        label for value, label in ((person.age_band, "age"), (person.vulnerabilities, "vulnerabilities")) if not value
    ]
    if missing:
        text = f"Administrative arrest is recorded, and the person's {listed(missing)} not: an exemption may apply."
        yield gap("exemption_not_asked", person, text)


def hearing_not_asked(matter: Matter) -> Iterator[Remark]:
    """What counsel will ask of a hearing and nobody has asked the person."""
    spec = RECORDS["court_order"]
    for order in matter.dossier.all(CourtOrder):
        missing = [spec.field(name).label.lower() for name in _ASKED if not_asked(getattr(order, name))]
        if missing:
            yield gap("hearing_not_asked", order, f"{named(order)}: not asked yet: {listed(missing)}.")


def order_undated(matter: Matter) -> Iterator[Remark]:
    """An order with no day to count from."""
    for order in matter.dossier.all(CourtOrder):
        if order.heard_on is None and order.copy_served_on is None:
            text = "Court order: neither hearing nor service is dated, so no time for an appeal can be computed."
            yield gap("order_undated", order, text)


def named(order: CourtOrder) -> str:
    """Which order a sentence is about."""
    return f"Court order made {when(order.heard_on)}" if order.heard_on else "Court order without a date"


def _arrests(matter: Matter) -> tuple[CourtOrder | Detention, ...]:
    """The orders to administrative arrest, and the detentions with a phase of it and no order at all."""
    orders = matter.dossier.of(CourtOrder, outcome=ARREST)
    unordered = [
        held.detention
        for held in matter.held
        if any(phase.kind == ARREST for phase in matter.dossier.of(Phase, detention=held.detention.id))
        and not matter.dossier.of(CourtOrder, detention=held.detention.id)
    ]
    return (*orders, *unordered)
