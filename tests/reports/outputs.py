"""Every output that is made of case files, as documents, by the name under which it is asked for."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from tests.reports.demo_dossiers import AS_OF

from muniment.domain.records import Deadline, Task
from muniment.reports.brief import brief
from muniment.reports.casepaper import CasePaper
from muniment.reports.chronology import AcrossPaper, chronology, person
from muniment.reports.consent_form import FormPaper, consent_form, for_file
from muniment.reports.deadline_sheet import SheetLine, SheetPaper, deadline_sheet
from muniment.reports.document import Document
from muniment.reports.exhibits import exhibit_list
from muniment.reports.summary import summary

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
    return chronology(AcrossPaper(people, AS_OF, papers[0].head, papers[0].foot, "en", linked))


def blank(papers: Sequence[CasePaper]) -> Document:
    """The consent form without a case file."""
    return consent_form(FormPaper(papers[0].vocabularies, papers[0].head, papers[0].foot))


def sheet(papers: Sequence[CasePaper]) -> Document:
    """The deadlines and tasks of several files."""
    return deadline_sheet(SheetPaper(tuple(_waiting(papers)), AS_OF, papers[0].head, papers[0].foot))


def _waiting(papers: Sequence[CasePaper]) -> Iterator[SheetLine]:
    for paper in papers:
        file = paper.dossier.case_file
        for one in paper.dossier.all(Deadline):
            yield SheetLine(AS_OF, None, one.title, file.pseudonym, file.code, one.reason, one.note, True)
        for task in paper.dossier.all(Task):
            yield SheetLine(AS_OF, None, task.title, file.pseudonym, file.code, task.assigned_to, "", False)


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
