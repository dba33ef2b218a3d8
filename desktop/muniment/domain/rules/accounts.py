"""What is alleged and found: who says so, who contradicts it, and what bears it out."""

from collections.abc import Iterator

from muniment.domain.fields import Sensitivity
from muniment.domain.records import (
    Allegation,
    Detention,
    Evidence,
    FactLink,
    Finding,
    Incident,
    Injury,
    MedicalExam,
    Payment,
    Record,
    Source,
)
from muniment.domain.rules.phrasing import listed, term
from muniment.domain.rules.remark import Matter, Remark, attention, gap
from muniment.domain.schema import RECORDS

_PAPERS = ("document", "medical", "official")
_FORCED_ACTS = ("forced_medical_examination", "forced_testing")
_ASSESSED = ("not_consistent", "consistent", "highly_consistent", "typical_of", "diagnostic_of")
_PROVENANCE = ("acquired_on", "acquired_from", "acquired_by", "acquired_how")


def without_source(matter: Matter) -> Iterator[Remark]:
    """An allegation of which nobody knows who makes it."""
    supported = {link.record.id for link in _links(matter, "supports") if link.record}
    for allegation in matter.dossier.all(Allegation):
        if not allegation.sources and allegation.id not in supported:
            yield gap("allegation_without_source", allegation, f"{_alleged(allegation)}: no source is recorded.")


def contradicted(matter: Matter) -> Iterator[Remark]:
    """A source that speaks against a record of this file; both are kept."""
    for link in _links(matter, "contradicts"):
        about = matter.dossier.find(link.record.id) if link.record else None
        if about is not None:
            what = f"Source {_source(matter, link)} contradicts {_what(about, link.field)}"
            yield attention("contradicted", about, f"{what}; both are kept.", _sensitivity(about))


def contradicted_by_nothing(matter: Matter) -> Iterator[Remark]:
    """An allegation marked as contradicted, and no source that does so."""
    against = {link.record.id for link in _links(matter, "contradicts") if link.record}
    exams = {exam.id for exam in matter.dossier.all(MedicalExam)}
    for allegation in matter.dossier.of(Allegation, verification="contradicted"):
        told_of = {allegation.id, allegation.detention, allegation.incident}
        if not against & (told_of | exams if allegation.act in _FORCED_ACTS else told_of):
            text = f"{_alleged(allegation)}: marked as contradicted, and no contradicting source is linked."
            yield gap("contradiction_without_source", allegation, text)


def official_version(matter: Matter) -> Iterator[Remark]:
    """The authorities deny an incident or tell it otherwise, while the file tells what the person states."""
    told = {one.incident for one in matter.dossier.all(Detention)}
    told |= {one.incident for one in matter.dossier.all(Allegation)}
    for incident in matter.dossier.shared(Incident):
        stance = {"denied": "deny it", "acknowledged_with_another_explanation": "explain it otherwise"}
        if incident.id in told and incident.attribution in stance:
            version = "the official version is kept beside the person's own"
            missing = "no official version is recorded"
            kept = version if incident.official_version else missing
            text = f"Incident “{incident.title}”: the authorities {stance[incident.attribution]}; {kept}."
            yield attention("official_version_differs", incident, text)


def reason_unanswered(matter: Matter) -> Iterator[Remark]:
    """An official reason without what the person says to it."""
    for held in matter.held:
        one = held.detention
        if one.official_reason and not one.answer_of_person:
            text = f"{matter.opening(one)}an official reason is recorded, and the person's answer to it is not."
            yield gap("official_reason_unanswered", one, text)


def documented_by_nothing(matter: Matter) -> Iterator[Remark]:
    """An allegation marked as documented, and no paper, exhibit or medical finding with it."""
    for allegation in matter.dossier.of(Allegation, verification="documented"):
        if not _documented(matter, allegation):
            text = f"{_alleged(allegation)}: marked as documented, and no exhibit, document or finding is linked to it."
            yield attention("documented_by_nothing", allegation, text)


def finding_without_clinician(matter: Matter) -> Iterator[Remark]:
    """A degree of consistency is a clinician's to give (Istanbul Protocol)."""
    for finding in matter.dossier.all(Finding):
        exam = matter.dossier.get(MedicalExam, finding.medical_exam)
        if finding.consistency in _ASSESSED and not (exam and exam.clinician):
            grade = f"“{term(finding.consistency)}” is recorded without a clinician"
            text = f"{grade}: a degree of consistency must come from a clinician's record."
            yield attention("finding_without_clinician", finding, text, Sensitivity.MEDICAL)


def forced_exam_not_alleged(matter: Matter) -> Iterator[Remark]:
    """A forced medical examination is ill-treatment and belongs among the allegations too."""
    alleged = any(allegation.act in _FORCED_ACTS for allegation in matter.dossier.all(Allegation))
    for exam in matter.dossier.all(MedicalExam):
        if exam.kind == "forced" and not alleged:
            text = "A forced medical examination is recorded, and it is not among the allegations."
            yield attention("forced_exam_not_alleged", exam, text, Sensitivity.MEDICAL)


def exam_without_consent(matter: Matter) -> Iterator[Remark]:
    """An examination against the person's will that is not recorded as forced."""
    for exam in matter.dossier.of(MedicalExam, consent="no"):
        if exam.kind != "forced":
            text = f"Medical examination ({term(exam.kind)}) without consent, and not recorded as forced."
            yield attention("exam_without_consent", exam, text, Sensitivity.MEDICAL)


def attention_refused(matter: Matter) -> Iterator[Remark]:
    """Medical attention that the guards refused after the ill-treatment alleged."""
    for allegation in matter.dossier.of(Allegation, medical_attention="refused_by_guards"):
        text = f"{_alleged(allegation)}: medical attention was refused by the guards."
        yield attention("medical_attention_refused", allegation, text, Sensitivity.MEDICAL)


def sum_unknown(matter: Matter) -> Iterator[Remark]:
    """A payment of an unknown sum: unknown is not nought."""
    for payment in matter.dossier.all(Payment):
        if payment.paid is None or payment.paid.amount is None:
            text = f"Payment ({term(payment.kind)}): the sum paid is not known and counts as unknown, not as nought."
            yield gap("sum_unknown", payment, text)


def exhibit_without_origin(matter: Matter) -> Iterator[Remark]:
    """An exhibit of which it is not recorded how it was come by."""
    spec = RECORDS["evidence"]
    for exhibit in matter.dossier.all(Evidence):
        missing = [spec.field(name).label.lower() for name in _PROVENANCE if not getattr(exhibit, name)]
        if missing:
            text = f"Exhibit {exhibit.exhibit_no or 'without a number'}: not recorded: {listed(missing)}."
            yield gap("exhibit_without_origin", exhibit, text)


def _links(matter: Matter, stance: str) -> Iterator[FactLink]:
    return (link for link in matter.dossier.with_shared(FactLink) if link.stance == stance)


def _source(matter: Matter, link: FactLink) -> str:
    source = matter.dossier.get(Source, link.source)
    if source is None:
        return "not in this file"
    return f"“{source.title}”" if source.title else f"without a title ({term(source.kind)})"


def _what(about: Record, field: str) -> str:
    spec = RECORDS[about.RECORD]
    labels = {one.name: one.label for one in spec.fields}
    what = f"{spec.label.lower()} ({term(about.act)})" if isinstance(about, Allegation) else spec.label.lower()
    named = "Date" if field == "on" else labels.get(field, field)  # alone, "On" says too little
    return f"the {what}, “{named}”" if field else f"the {what}"


def _sensitivity(about: Record) -> Sensitivity:
    return Sensitivity.COERCED if about.RECORD == "coerced_disclosure" else Sensitivity.ORDINARY


def _alleged(allegation: Allegation) -> str:
    return f"Allegation of {term(allegation.act)}" if allegation.act else "Allegation"


def _documented(matter: Matter, allegation: Allegation) -> bool:
    injuries = matter.dossier.of(Injury, allegation=allegation.id)
    examined = {finding.injury for finding in matter.dossier.all(Finding) if finding.consistency in _ASSESSED}
    if any(injury.photos or injury.id in examined for injury in injuries):
        return True
    named = {*allegation.sources, *(link.source for link in _links(matter, "supports") if _about(link, allegation))}
    kinds = {source.kind for source in (matter.dossier.get(Source, one) for one in named) if source}
    return bool(kinds & {*_PAPERS}) or any(named & {*exhibit.sources} for exhibit in matter.dossier.all(Evidence))


def _about(link: FactLink, record: Record) -> bool:
    return link.record is not None and link.record.id == record.id
