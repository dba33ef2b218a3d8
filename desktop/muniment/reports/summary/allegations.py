"""Section 8: what is alleged, one by one; each begins with who says it."""

from collections.abc import Iterator

from muniment.domain.records import Allegation, FactLink, MedicalExam, Record
from muniment.domain.schema import RECORDS
from muniment.domain.values import Ref
from muniment.reports.document import Block, Fact, Heading, Paragraph, Run
from muniment.reports.phrases import counted, joined, opening, speakers
from muniment.reports.sections import Section
from muniment.reports.summary.citations import Place
from muniment.reports.summary.numbering import place_of
from muniment.reports.summary.writing import Writing, facts, nothing, opened, verbatim

_FIELDS = ("methods", "place", "facility", "perpetrators")
_MORE = (
    "purposes",
    "words_used",
    "lost_consciousness",
    "injuries_described",
    "psychological",
    "medical_attention",
    "statement_signed",
    "verification",
)
_EXAM = ("facility", "clinician", "ordered_by", "consent", "police_present", "restrained", "results_passed_to")


def allegations(writing: Writing) -> Iterator[Block]:
    """Every allegation and every forced examination, in the order of their dates."""
    if not writing.allegations:
        yield from nothing(Section.ALLEGATIONS, writing.paper)
        return
    yield from opened(Section.ALLEGATIONS, _answer(writing))
    for number, one in enumerate(writing.allegations, 1):
        place = place_of(Section.ALLEGATIONS, number)
        act = writing.act(one)
        title = joined(act[:1].upper() + act[1:], writing.paper.date(one.on))
        yield Heading(f"{place.label} {title}", 2, place.anchor)
        yield from _exam(writing, one, place) if isinstance(one, MedicalExam) else _allegation(writing, one, place)


def _answer(writing: Writing) -> str:
    acts: dict[str, int] = {}
    for one in writing.allegations:
        acts[writing.act(one)] = acts.get(writing.act(one), 0) + 1
    told = ", ".join(f"{act} ({times})" if times > 1 else act for act, times in acts.items())
    return f"{counted(len(writing.allegations), 'allegation')}: {told}."


def _says(writing: Writing, one: Record, place: Place, what: str) -> Paragraph:
    """Who says it, with every source by name; the nearest first."""
    sources = speakers(writing.paper, one)
    told = (
        joined(
            writing.told(source, "title") or writing.told(source, "kind"),
            writing.citations.cite(source.id, place),
            by=" ",
        )
        for source in sources
    )
    exhibits = writing.citations.cited_exhibits(one, place)
    named = "; ".join(told)
    rest = joined(f"Sources: {named}." if named else "", f"Exhibits: {exhibits}." if exhibits else "", by=" ")
    return Paragraph((Run(f"{opening(writing.paper, one)}: {what}.", "bold"), f" {rest}"), keep_next=True)


def _allegation(writing: Writing, one: Allegation, place: Place) -> Iterator[Block]:
    yield _says(writing, one, place, writing.act(one))
    if one.account:
        yield Paragraph("Account, word for word:", size="small", keep_next=True)
        yield verbatim(one.account)
    yield from facts(
        (
            *_belongs(writing, one),
            *writing.facts(one, *_FIELDS),
            *_count(one),
            *writing.facts(one, *_MORE),
            *_links(writing, one, place),
        )
    )


def _belongs(writing: Writing, one: Allegation) -> Iterator[Fact]:
    if number := writing.number(one.detention):
        yield Fact("Detention", number)
    yield from writing.facts(one, "incident")


def _count(one: Allegation) -> Iterator[Fact]:
    low, high = one.perpetrator_count_low, one.perpetrator_count_high
    if low is not None or high is not None:
        yield Fact("Number of perpetrators", counted_between(low, high))


def counted_between(low: int | None, high: int | None) -> str:
    """A number between two bounds: "3", "3–4", "at least 3", "at most 4"."""
    if low is None:
        return f"at most {high}"
    if high is None:
        return f"at least {low}"
    return str(low) if low == high else f"{low}–{high}"


def _links(writing: Writing, one: Record, place: Place) -> Iterator[Fact]:
    """What supports or contradicts single fields, quoted."""
    about = Ref(one.RECORD, one.id)
    for link in writing.paper.dossier.with_shared(FactLink):
        if link.record == about:
            stance = writing.told(link, "stance")
            mark = writing.citations.cite_link(link, place)
            quoted = joined(f"“{link.quote}”" if link.quote else "", link.locator, by=", ")
            about_field = label_of(one, link.field)
            yield Fact(stance[:1].upper() + stance[1:], joined(mark, joined(about_field, quoted, by=": "), by=" "))


def label_of(record: Record, field: str) -> str:
    """The label of a field, or its name where the record has none such; alone, "On" says too little."""
    known = {spec.name: spec.label for spec in RECORDS[record.RECORD].fields}
    return "Date" if field == "on" else known.get(field, field)


def _exam(writing: Writing, exam: MedicalExam, place: Place) -> Iterator[Block]:
    yield _says(writing, exam, place, writing.act(exam))
    own = writing.number(exam.id)
    yield from facts((Fact("Told in full", own), *writing.facts(exam, *_EXAM), *_links(writing, exam, place)))
