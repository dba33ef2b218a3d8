"""Which output is made of a case file."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from muniment.reports.binding import Drawn
from muniment.reports.casepaper import CasePaper
from muniment.reports.document import Document
from muniment.reports.style import Paper

Form = Literal["pdf", "text"]


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be made of every case file of a batch; ``with_disclosures`` prints what was said under force."""

    kind: str
    sheet: Paper = "a4"
    form: Form = "pdf"
    with_disclosures: bool = False


def composed(paper: CasePaper, job: Job) -> Document:
    """The output as a document."""
    return _makers()[job.kind](paper, job)


def _makers() -> dict[str, Callable[[CasePaper, Job], Document]]:
    from muniment.reports.brief import brief
    from muniment.reports.summary import summary

    return {
        "brief": lambda paper, job: brief(paper, job.sheet),
        "summary": lambda paper, job: summary(paper, job.with_disclosures),
    }


def typeset(paper: CasePaper, job: Job) -> Drawn | str:
    """The output of one case file: drawn, to be bound into a file, or as plain text."""
    document = composed(paper, job)
    if job.form == "text":
        from muniment.reports.text import to_text

        return to_text(document)
    from muniment.reports.pdf import drawn

    return drawn(document, job.sheet)
