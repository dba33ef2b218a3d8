"""Section 1: the whole file in one paragraph."""

from collections.abc import Iterator

from muniment.domain.records import Consent, Injury, MedicalExam, Proceeding
from muniment.reports.casepaper import span
from muniment.reports.document import BigFigure, BigFigures, Block, Paragraph, Run
from muniment.reports.phrases import counted, joined, sentence
from muniment.reports.sections import Section
from muniment.reports.summary.deadlines import next_due
from muniment.reports.summary.writing import Writing, opened

_CUSTODY = {True: "in custody", False: "not in custody", None: "not known whether in custody"}
_MOST_LISTED = 4


def overview(writing: Writing) -> Iterator[Block]:
    """Where the person stands, the days, one paragraph on the file, and the file's own summary."""
    yield from opened(Section.OVERVIEW, sentence(joined(*_standing(writing))))
    if figures := tuple(_figures(writing)):
        yield BigFigures(figures)
    yield Paragraph(" ".join((*_custody(writing), *_harm(writing), *_law(writing))))
    if text := writing.paper.dossier.case_file.summary:
        yield Paragraph((Run("Summary in the file: ", "italic"), text))


def _standing(writing: Writing) -> Iterator[str]:
    paper = writing.paper
    file, sums = paper.dossier.case_file, paper.overview
    yield file.pseudonym
    yield _CUSTODY[sums.in_custody] if sums.held else ""
    if sums.legal_status:
        status = paper.vocabularies.label("legal_status", sums.legal_status, paper.language)
        yield f"legal status: {status}" if sums.legal_status == "unknown" else status
    safety = paper.term(file, "safety")
    yield f"safety: {safety}" if safety else ""


def _figures(writing: Writing) -> Iterator[BigFigure]:
    sums = writing.paper.overview
    going = "and continuing" if sums.in_custody else ""
    several = "each day counted once" if len(sums.held) > 1 else "first and last day counted"
    if sums.elapsed.maximum is not None or sums.elapsed.minimum:
        yield _figure(span(sums.elapsed), "day elapsed", joined("end minus start", going))
    if sums.touched.known:
        yield _figure(span(sums.touched), "calendar day touched", joined(several, going))
    if sums.ordered is not None:
        yield _figure(str(sums.ordered), "day ordered", "by a court; ordered is not served")


def _figure(number: str, label: str, note: str) -> BigFigure:
    return BigFigure(number, label if number == "1" else label.replace("day ", "days "), note)


def _custody(writing: Writing) -> Iterator[str]:
    sums = writing.paper.overview
    if not sums.held:
        yield "No detention is recorded in this copy." if writing.paper.leaves else "No detention is recorded."
        return
    told = [writing.period(held.detention) for held in sums.held[:_MOST_LISTED]]
    more = f"; and {len(sums.held) - len(told)} more" if len(sums.held) > len(told) else ""
    yield f"{counted(len(sums.held), 'detention')}: {'; '.join(told)}{more}."
    if not sums.touched.known:
        yield "The days cannot be computed."
    if len(sums.held) == 1 and (stated := sums.held[0].detention.stated_duration):
        yield f"Stated: “{stated}”."
    if sums.ordered is None and not writing.paper.leaves:
        yield "No order of a court giving days is recorded."


def _harm(writing: Writing) -> Iterator[str]:
    dossier = writing.paper.dossier
    acts = dict.fromkeys(writing.act(one) for one in writing.allegations)
    if acts:
        number = counted(len(writing.allegations), "allegation")
        yield f"{number}: {', '.join(acts)} (section {Section.ALLEGATIONS:d})."
    else:
        yield "No allegation is recorded in this copy."
    injuries, exams = dossier.all(Injury), dossier.all(MedicalExam)
    if injuries or exams:
        told = joined(
            counted(len(injuries), "injury", "injuries") if injuries else "",
            counted(len(exams), "medical examination") if exams else "",
            by=" and ",
        )
        yield f"Recorded: {told} (section {Section.INJURIES:d})."


def _law(writing: Writing) -> Iterator[str]:
    dossier = writing.paper.dossier
    if proceedings := dossier.all(Proceeding):
        kinds = dict.fromkeys(writing.told(one, "kind") for one in proceedings)
        yield f"Proceedings: {', '.join(kinds)} (section {Section.REMEDIES:d})."
    if due := next_due(writing):
        yield f"Next deadline: {due}."
    granted = [one for one in dossier.all(Consent) if one.purpose == "counsel" and one.decision == "granted"]
    if not writing.paper.leaves and not any(one.withdrawn_on is None for one in granted):
        yield "No consent to share the file with counsel is in force."
