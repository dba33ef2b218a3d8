"""Every output that is made of case files, as documents, by the name under which it is asked for."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from tests.reports.demo_dossiers import AS_OF

from muniment.domain.due_dates import effective
from muniment.domain.records import Deadline, Task
from muniment.reports.brief import brief
from muniment.reports.casepaper import CasePaper
from muniment.reports.chronology import AcrossPaper, chronology, person
from muniment.reports.consent_form import FormPaper, consent_form, for_file
from muniment.reports.deadline_sheet import SheetLine, SheetPaper, deadline_sheet
from muniment.reports.document import Document, PageFoot, PageHead
from muniment.reports.exhibits import exhibit_list
from muniment.reports.summary import summary

_HEAD = PageHead("Internal, not to be handed over", "", "", "internal")

OF_ONE: Mapping[str, Callable[[CasePaper], Document]] = {
    "brief": brief,
    "summary": summary,
    "summary with disclosures": lambda paper: summary(paper, True),
    "exhibits": exhibit_list,
    "consent": for_file,
}
"""What is made of one case file."""


def across(papers: Sequence[CasePaper], linked: bool = False) -> Document:
    """The chronology of several files."""
    people = tuple(person(paper, paper.dossier.case_file.code, linked) for paper in papers)
    return chronology(AcrossPaper(people, AS_OF, _HEAD, papers[0].foot, "en", linked))


def blank(papers: Sequence[CasePaper]) -> Document:
    """The consent form without a case file."""
    return consent_form(FormPaper(papers[0].vocabularies, PageHead(), PageFoot()))


def sheet(papers: Sequence[CasePaper]) -> Document:
    """The deadlines and tasks of several files."""
    waiting = sorted(_waiting(papers), key=lambda one: (one.on or date.max, one.code, one.title))
    return deadline_sheet(SheetPaper(tuple(waiting), AS_OF, _HEAD, papers[0].foot))


def _waiting(papers: Sequence[CasePaper]) -> Iterator[SheetLine]:
    for paper in papers:
        file = paper.dossier.case_file
        for one in paper.dossier.all(Deadline):
            due, rule = effective(one), paper.deadline_rules.get(one.rule)
            title, source = (rule.title(), rule.source) if rule else (one.title, one.note)
            yield SheetLine(due.earliest, due.latest, title, file.pseudonym, file.code, one.reason, source, True)
        for task in paper.dossier.all(Task):
            day = task.due_on.first_day if task.due_on else None
            yield SheetLine(day, None, task.title, file.pseudonym, file.code, task.assigned_to, "", False)


OF_SEVERAL: Mapping[str, Callable[[Sequence[CasePaper]], Document]] = {
    "chronology": across,
    "chronology with links": lambda papers: across(papers, True),
    "blank consent": blank,
    "deadlines": sheet,
}
"""What is made of several case files, or of none."""


def made(name: str, papers: Sequence[CasePaper]) -> Document:
    """An output of these files; one that is made of one file, of the first."""
    return OF_ONE[name](papers[0]) if name in OF_ONE else OF_SEVERAL[name](papers)
