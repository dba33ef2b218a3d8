"""Section 19: what is odd, missing or still to be done, and the notes."""

from collections.abc import Iterator, Sequence

from muniment.domain.fields import Sensitivity
from muniment.domain.records import Note, Task
from muniment.domain.rules import Remark, Severity
from muniment.reports.document import Block, Column, Heading, Paragraph, Row
from muniment.reports.phrases import counted, joined
from muniment.reports.sections import Section
from muniment.reports.summary.numbering import by_date
from muniment.reports.summary.writing import Writing, nothing, opened, table, verbatim

_SEVERITIES = {
    Severity.DANGER: "Danger",
    Severity.ATTENTION: "Attention",
    Severity.GAP: "Gap",
}
_REMARKS = (Column("", 0), Column("Remark", 1), Column("At", 0))
_TASKS = (Column("Task", 3), Column("Due", 0), Column("Assigned to", 1.2), Column("Source", 0))


def gaps(writing: Writing) -> Iterator[Block]:
    """Remarks by how much hangs on them, open tasks, notes. Of drafts the remarks tell; their text is not printed."""
    dossier = writing.paper.dossier
    remarks = [one for one in writing.paper.remarks if writing.disclosed or one.sensitivity is not Sensitivity.COERCED]
    tasks = by_date((one for one in dossier.all(Task) if one.done_on is None), "due_on")
    notes = by_date(dossier.all(Note), "on")
    if not (remarks or tasks or notes):
        yield from nothing(Section.GAPS, writing.paper)
        return
    yield from opened(Section.GAPS, _answer(remarks, tasks, notes))
    yield from table(_REMARKS, (_remark(writing, one) for one in remarks))
    yield from _listed("Open tasks", table(_TASKS, (_task(writing, one) for one in tasks)))
    yield from _notes(writing, notes)


def _answer(remarks: Sequence[Remark], tasks: Sequence[Task], notes: Sequence[Note]) -> str:
    told = joined(
        *(_counted(remarks, severity) for severity in _SEVERITIES),
        counted(len(tasks), "open task") if tasks else "no open task",
        counted(len(notes), "note") if notes else "",
    )
    return f"{told[:1].upper()}{told[1:]}."


def _counted(remarks: Sequence[Remark], severity: Severity) -> str:
    number = sum(one.severity is severity for one in remarks)
    nouns = {Severity.DANGER: "danger", Severity.ATTENTION: "point of attention", Severity.GAP: "gap"}
    plurals = {Severity.ATTENTION: "points of attention"}
    return counted(number, nouns[severity], plurals.get(severity, "")) if number else ""


def _remark(writing: Writing, one: Remark) -> Row:
    return Row((_SEVERITIES[one.severity], one.text, writing.number(one.id)))


def _task(writing: Writing, one: Task) -> Row:
    late = one.due_on and one.due_on.last_day and one.due_on.last_day < writing.paper.as_of
    due = joined(writing.paper.short_date(one.due_on), "overdue" if late else "")
    return Row((one.title, due, one.assigned_to, writing.cited(one, Section.GAPS)))


def _listed(title: str, blocks: Iterator[Block]) -> Iterator[Block]:
    found = tuple(blocks)
    if found:
        yield Heading(title, 2)
        yield from found


def _notes(writing: Writing, notes: Sequence[Note]) -> Iterator[Block]:
    if notes:
        yield Heading("Notes", 2)
    for one in notes:
        kind = "privileged, between the person and counsel" if one.privileged == "yes" else ""
        head = joined(writing.paper.date(one.on) or "no date", kind, writing.cited(one, Section.GAPS))
        yield Paragraph(f"{head}:", size="small", keep_next=True)
        yield verbatim(one.text)
