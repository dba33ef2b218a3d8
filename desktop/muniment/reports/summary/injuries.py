"""Section 9: injuries on the body map, findings on them, and every medical examination."""

from collections.abc import Iterator

from muniment.domain.records import Finding, Injury, MedicalExam
from muniment.reports.document import Block, Column, Fact, Heading, KeepTogether, Paragraph, Row
from muniment.reports.phrases import counted, joined
from muniment.reports.sections import Section
from muniment.reports.summary.bodymap import body_maps
from muniment.reports.summary.numbering import by_date, place_of
from muniment.reports.summary.writing import Writing, facts, nothing, opened, table

_COLUMNS = (
    Column("No.", 0, "right"),
    Column("Injury", 1.8),
    Column("Size, colour", 1.4),
    Column("Observed", 1.7),
    Column("Alleged in", 0),
    Column("Consistency, by a clinician", 2.4),
    Column("Source", 0.9),
)
_FINDINGS = (
    Column("Finding on", 1.4),
    Column("Consistency", 1.2),
    Column("Other possible causes", 3),
    Column("Source", 0),
)
_EXAM = ("facility", "clinician", "ordered_by", "consent", "police_present", "restrained", "report_given")
NOT_ASSESSED = "not_assessed"


def injuries(writing: Writing) -> Iterator[Block]:
    """The marks, the table that their numbers refer to, then the examinations."""
    dossier = writing.paper.dossier
    found, exams = dossier.all(Injury), by_date(dossier.all(MedicalExam), "on")
    if not found and not exams:
        yield from nothing(Section.INJURIES, writing.paper)
        return
    yield from opened(Section.INJURIES, _answer(exams, found))
    yield from body_maps(writing, found)
    yield from table(_COLUMNS, (_injury(writing, number, one) for number, one in enumerate(found, 1)))
    for number, exam in enumerate(exams, 1):
        yield from _exam(writing, number, exam)


def _answer(exams: tuple[MedicalExam, ...], found: tuple[Injury, ...]) -> str:
    forced = sum(exam.kind == "forced" for exam in exams)
    told = joined(
        counted(len(found), "injury", "injuries") if found else "No injury",
        counted(len(exams), "medical examination") if exams else "no medical examination",
        f"{forced} of them forced" if forced else "",
    )
    return f"{told}."


def grade(writing: Writing, finding: Finding) -> str:
    """The degree of consistency that a clinician gave, with the examination; otherwise "not assessed"."""
    exam = writing.paper.dossier.get(MedicalExam, finding.medical_exam)
    degree = writing.told(finding, "consistency")
    if not degree or exam is None or not exam.clinician:
        return writing.paper.vocabularies.label("consistency", NOT_ASSESSED, writing.paper.language)
    return degree


def _injury(writing: Writing, number: int, one: Injury) -> Row:
    findings = writing.paper.dossier.of(Finding, injury=one.id)
    grades = [
        joined(grade(writing, each), f"({writing.number(each.medical_exam)})", by=" ").replace(" ()", "")
        for each in findings
    ]
    none = writing.paper.vocabularies.label("consistency", NOT_ASSESSED, writing.paper.language)
    what = joined(writing.told(one, "kind"), writing.told(one, "region"), writing.told(one, "side"))
    size = f"{one.size_mm} mm" if one.size_mm is not None else ""
    observed = joined(writing.paper.short_date(one.observed_on), one.observed_by)
    return Row(
        (
            str(number),
            what,
            joined(size, one.colour),
            observed,
            writing.number(one.allegation),
            "\n".join(grades) or none,
            writing.cited(one, Section.INJURIES),
        )
    )


def _exam(writing: Writing, number: int, exam: MedicalExam) -> Iterator[Block]:
    place = place_of(Section.INJURIES, number)
    title = joined(f"Medical examination: {writing.told(exam, 'kind')}", writing.paper.date(exam.on))
    heading = Heading(f"{place.label} {title}", 2, place.anchor)
    yield KeepTogether((heading, *facts(_told(writing, exam))))
    if exam.opinion:
        by = exam.clinician or "not recorded by whom"
        yield Paragraph(f"Opinion ({by}): {exam.opinion}")
    findings = writing.paper.dossier.of(Finding, medical_exam=exam.id)
    yield from table(_FINDINGS, (_finding(writing, one) for one in findings))


def _told(writing: Writing, exam: MedicalExam) -> Iterator[Fact]:
    yield from writing.facts(exam, *_EXAM, "results_passed_to")
    yield from writing.sources(exam, Section.INJURIES)


def _finding(writing: Writing, one: Finding) -> Row:
    marks = writing.paper.dossier.all(Injury)
    number = next((n for n, injury in enumerate(marks, 1) if injury.id == one.injury), 0)
    about = f"injury {number}" if number else "the whole"
    if number:
        about = joined(about, writing.told(marks[number - 1], "region"))
    return Row((about, grade(writing, one), one.other_causes, writing.cited(one, Section.INJURIES)))
