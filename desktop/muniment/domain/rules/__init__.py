"""What is odd, dangerous or missing in a case file. Remarks only: what refuses is in ``validation``."""

from collections.abc import Iterable, Sequence

from muniment.domain.custody_limits import CustodyLimit
from muniment.domain.deadlines import DeadlineRules
from muniment.domain.dossier import Dossier
from muniment.domain.overview import Held, Overview
from muniment.domain.records import CoercedDisclosure
from muniment.domain.rules import accounts, appeals, consents, custody, gaps, hearings, people, stages, time_limits
from muniment.domain.rules.remark import Matter, Remark, Rule, Severity

__all__ = ["RULES", "Remark", "Severity", "flags", "remarks"]

#: Every rule, in the order in which remarks of one severity are shown.
RULES: Sequence[Rule] = (
    people.exposed,
    people.named_not_warned,
    people.no_safe_contact,
    people.care_refused,
    people.homeless_without_shelter,
    custody.held_beyond_order,
    custody.not_acknowledged,
    stages.over_limit,
    stages.ordered_over_limit,
    hearings.possibly_exempt,
    time_limits.overdue,
    time_limits.due_soon,
    time_limits.urgent,
    appeals.appeal_not_entered,
    appeals.ecthr_not_entered,
    time_limits.caution,
    time_limits.stored_differs,
    time_limits.unknown_rule,
    time_limits.override_without_reason,
    time_limits.without_trigger,
    time_limits.task_overdue,
    consents.keep_refused,
    consents.withdrawn,
    consents.expired,
    consents.constrained,
    consents.no_consent,
    consents.sealed_without_consent,
    custody.early_release,
    custody.figures_differ,
    custody.stated_outside,
    custody.overlap,
    custody.denied_but_ordered,
    custody.status_and_dates,
    custody.status_unknown,
    custody.status_and_custody,
    custody.release_as_recorded,
    custody.missing_dates,
    stages.outside_detention,
    stages.phases_overlap,
    stages.out_of_order,
    hearings.unfair_hearing,
    hearings.copy_not_served,
    hearings.ill_treatment_ignored,
    hearings.order_without_days,
    hearings.order_undated,
    hearings.hearing_not_asked,
    hearings.exemption_not_asked,
    accounts.contradicted,
    accounts.contradicted_by_nothing,
    accounts.official_version,
    accounts.documented_by_nothing,
    accounts.without_source,
    accounts.attention_refused,
    accounts.forced_exam_not_alleged,
    accounts.exam_without_consent,
    accounts.finding_without_clinician,
    accounts.reason_unanswered,
    accounts.sum_unknown,
    accounts.exhibit_without_origin,
    gaps.drafts,
    gaps.no_detention,
    gaps.place_not_recorded,
    gaps.acknowledgement_not_asked,
    gaps.no_release_information,
    gaps.no_safeguards,
    gaps.no_legal_status,
    gaps.no_safety,
    gaps.nobody_responsible,
)

_ORDER = tuple(Severity)


def remarks(
    dossier: Dossier,
    overview: Overview,
    *,
    limits: Iterable[CustodyLimit],
    deadline_rules: DeadlineRules,
    exposures: Iterable[CoercedDisclosure] = (),
) -> tuple[Remark, ...]:
    """Everything worth saying of a case file at the overview's date: danger first, then attention, then gaps.

    ``limits`` are those that are switched on; ``exposures`` are the coerced disclosures of other files that name this
    person or led to an arrest of theirs. The order is the same each time.
    """
    matter = Matter(dossier, overview, tuple(limits), deadline_rules, tuple(exposures))
    found = [remark for rule in RULES for remark in rule(matter)]
    return tuple(sorted(found, key=lambda remark: _ORDER.index(remark.severity)))


def flags(held: Held, dossier: Dossier, overview: Overview, *, limits: Iterable[CustodyLimit]) -> tuple[str, ...]:
    """The short names of what stands out in one detention of the overview; ``over_limit:`` is followed by the limit."""
    matter = Matter(dossier, overview, tuple(limits), DeadlineRules(()))
    stands = (
        ("continuing", held.stretch.continuing),
        ("at_least", held.stretch.at_least),
        ("overstay", custody.overstayed(held)),
        ("possible_overstay", custody.may_have_overstayed(held)),
        ("early_release", custody.released_early(held)),
        ("possible_early_release", custody.may_have_left_early(held)),
        ("stated_conflict", custody.stated_conflict(held)),
        ("unacknowledged", custody.unacknowledged(held)),
    )
    pairs = [
        pair for pair in custody.overlapping(matter) if held in (matter.held[pair.first], matter.held[pair.second])
    ]
    shared = ["overlap" if pair.certain else "possible_overlap" for pair in pairs]
    over = [found.flag for found in stages.over_limits(matter, held.detention)]
    return tuple(dict.fromkeys([*(name for name, true in stands if true), *shared, *over]))
