"""Ill-treatment alleged: who says it, then what; findings of clinicians; what the authorities say against it."""

from collections.abc import Iterator

from muniment.domain.audience import COERCED_TERMS
from muniment.domain.gravity import gravity
from muniment.domain.records import Allegation, Detention, FactLink, Finding, Incident, Injury, MedicalExam, Source
from muniment.reports.brief_lines import MOST, Entry, Making, Part, chronological, ranked
from muniment.reports.document import Run
from muniment.reports.phrases import (
    contradictions,
    counted,
    joined,
    labelled,
    opening,
    sentence,
    sentence_start,
    with_stop,
)
from muniment.reports.sections import Section


def treatment(making: Making) -> Part:
    """The allegations by date; the gravest keep their place longest."""
    found = sorted(making.paper.dossier.all(Allegation), key=lambda one: chronological(one.on))
    weighed = sorted(found, key=gravity)[:MOST]
    ranks = {one.id: 1 if not place else 3 * place for place, one in enumerate(weighed)}
    told = [Entry(making.day(one.on), _allegation(making, one), ranks[one.id]) for one in found if one.id in ranks]
    forced = [Entry(making.day(one.on), _forced(making, one), 10) for one in _unlisted_exams(making)]
    entries = (*told, *forced[:MOST], *_medical(making))
    beyond = len(found) - len(told) + len(forced[MOST:])
    return Part(
        "Ill-treatment alleged", entries, (Section.ALLEGATIONS, Section.INJURIES), "allegation", "allegations", beyond
    )


def _allegation(making: Making, one: Allegation) -> tuple[str | Run, ...]:
    where = making.cut(one.facility, 0.35) or making.term(one, "place")
    told = joined(
        joined(_act(making, one), where, _by(one), by=", "),
        labelled("methods", making.terms(one, "methods")),
        labelled("lost consciousness", _unless(making, one, "lost_consciousness", "no")),
        labelled("injuries described", making.cut(one.injuries_described, 0.6).rstrip(".")),
        labelled("statement", _unless(making, one, "statement_signed", "none")),
        labelled("medical attention", _unless(making, one, "medical_attention", "none")),
        labelled("verification", making.term(one, "verification")),
        by="; ",
    )
    return (Run(f"{opening(making.paper, one)}: ", "italic"), with_stop(told))


def _act(making: Making, one: Allegation) -> str:
    """The act; what the person was made to give away is held back, and the force used for it is told."""
    if one.act == COERCED_TERMS["allegation", "act"]:
        return "ill-treatment"
    return "other ill-treatment" if one.act == "other" else making.term(one, "act") or "ill-treatment"


def _unless(making: Making, one: Allegation, field: str, ordinary: str) -> str:
    """A choice, unless it is the one that goes without saying on a single page; the summary has that too."""
    return "" if getattr(one, field) == ordinary else making.term(one, field)


def _by(one: Allegation) -> str:
    low, high = one.perpetrator_count_low, one.perpetrator_count_high
    if low is None and high is None:
        return ""
    if low is None or high is None:
        return f"by at most {high}" if low is None else f"by at least {low}"
    return f"by {low} or more" if high < low else f"by {low}" if low == high else f"by {low}–{high}"


def _unlisted_exams(making: Making) -> list[MedicalExam]:
    """Forced examinations that no allegation of the same day tells of."""
    acts = ("forced_medical_examination", "forced_testing")
    days = {one.on.first_day if one.on else None for one in making.paper.dossier.all(Allegation) if one.act in acts}
    exams = making.paper.dossier.all(MedicalExam)
    return [one for one in exams if one.kind == "forced" and (one.on.first_day if one.on else None) not in days]


def _forced(making: Making, one: MedicalExam) -> tuple[str | Run, ...]:
    told = joined(
        joined("forced medical examination", making.cut(one.facility, 0.4)),
        labelled("consent", making.term(one, "consent")),
        labelled("police present", making.term(one, "police_present")),
        labelled("restrained", making.term(one, "restrained")),
        labelled("results passed to", making.cut(one.results_passed_to, 0.3)),
        by="; ",
    )
    return (Run(f"{opening(making.paper, one)}: ", "italic"), with_stop(told))


def _medical(making: Making) -> Iterator[Entry]:
    """Degrees of consistency from clinicians' records only; injuries without one are "not assessed"."""
    findings = making.paper.dossier.all(Finding)
    assessed = {one.injury for one in findings if one.consistency}
    bare = sum(one.id not in assessed for one in making.paper.dossier.all(Injury))
    degrees: dict[str, int] = {}
    for one in findings:
        label = making.term(one, "consistency") or "not assessed"
        degrees[label] = degrees.get(label, 0) + 1
    told = [f"{label} ({number})" for label, number in degrees.items()]
    if bare:
        told.append(f"{counted(bare, 'injury', 'injuries')} recorded and not assessed")
    if told:
        text = f"Injuries against the account, by clinicians: {making.cut(', '.join(told))}."
        yield Entry("Medical:", text if degrees else sentence(told[-1]), 11)


def official(making: Making) -> Part:
    """What the authorities say, and which sources contradict the record."""
    against, versions = contradictions(making.paper, making.paper.dossier), list(_versions(making))
    contradicted = ranked((_contradicted(making, *one) for one in sorted(against, key=_nearness)[:MOST]), 5, 8)
    told = ranked(versions[:MOST], 11, 9)
    beyond = len(against) - len(contradicted) + len(versions) - len(told)
    return Part("Official version", (*told, *contradicted), (Section.CONTRADICTIONS,), "entry", "entries", beyond)


def _nearness(against: tuple[FactLink, Source]) -> int:
    """What contradicts an allegation comes first, then what contradicts an examination."""
    kind = against[0].record.record if against[0].record else ""
    order = ("allegation", "medical_exam", "injury")
    return order.index(kind) if kind in order else len(order)


def _versions(making: Making) -> Iterator[Entry]:
    for incident in _incidents(making):
        if incident.official_version:
            owned = making.term(incident, "attribution")
            yield Entry("", joined(sentence_start(owned), f"“{making.cut(incident.official_version, 1.2)}”", by=": "))


def _incidents(making: Making) -> tuple[Incident, ...]:
    """The incidents that the file speaks of, or where they have no official version, what they are part of."""
    dossier = making.paper.dossier
    named = [*(one.incident for one in dossier.all(Detention)), *(one.incident for one in dossier.all(Allegation))]
    found = (_with_version(making, key) for key in dict.fromkeys(named))
    return tuple(dict.fromkeys(one for one in found if one))


def _with_version(making: Making, key: str) -> Incident | None:
    """The incident or the nearest that it is part of on which the authorities have spoken."""
    seen: set[str] = set()
    while key not in seen:
        seen.add(key)
        incident = making.paper.dossier.get(Incident, key)
        if incident is None or incident.official_version:
            return incident
        key = incident.part_of
    return None


def _contradicted(making: Making, link: FactLink, source: Source) -> Entry:
    kind, title = making.term(source, "kind"), making.cut(source.title, 0.4)
    who = joined(f"“{title}”" if title else "a source", f"({kind})" if kind else "", by=" ")
    about = making.paper.dossier.find(link.record.id) if link.record else None
    quote = f": “{making.cut(link.quote, 0.6)}”" if link.quote else ""
    return Entry("", sentence_start(joined(_subject(making, about), f"contradicted by {who}{quote}", by=" ")))


def _subject(making: Making, about: object) -> str:
    match about:
        case Allegation():
            return _act(making, about)
        case Detention():
            return "detention"
        case MedicalExam():
            return "medical examination"
    return ""
