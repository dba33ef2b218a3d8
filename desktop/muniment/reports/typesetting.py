"""Which output is made of a case file."""

from collections.abc import Callable, Sequence
from typing import Literal

from muniment.domain.frozen import frozen
from muniment.domain.leaks import Span
from muniment.reports.binding import Drawn
from muniment.reports.casepaper import CasePaper
from muniment.reports.document import Document
from muniment.reports.style import Paper

Form = Literal["pdf", "text", "docx"]

Look = Callable[[Document, Sequence[Span]], Document]
"""Is shown a document, and what is written in it (``printed_texts.written_in``); gives back what is to be drawn."""
SetOut = Drawn | str | Document
"""Drawn, to be bound into a PDF; plain text; or as it is, to be written for a word processor."""


@frozen
class Job:
    """What is to be made of every case file of a batch; ``with_disclosures`` prints what was said under force."""

    kind: str
    sheet: Paper = "a4"
    form: Form = "pdf"
    with_disclosures: bool = False


def composed(paper: CasePaper, job: Job) -> Document:
    """The output as a document; a summary, unless another kind is wanted."""
    if job.kind == "brief":
        from muniment.reports.brief import brief

        return brief(paper, job.sheet)
    if job.kind == "exhibits":
        from muniment.reports.exhibits import exhibit_list

        return exhibit_list(paper)
    if job.kind == "consent":
        from muniment.reports.consent_form import for_file

        return for_file(paper)
    from muniment.reports.summary import summary

    return summary(paper, job.with_disclosures)


def typeset(paper: CasePaper, job: Job, look: Look | None = None) -> SetOut:
    """The output of one case file, in the form that is wanted, drawn as ``look`` gives its document back."""
    document = composed(paper, job)
    return set_out(look(*read(document)) if look else document, job)


def read(document: Document) -> tuple[Document, tuple[Span, ...]]:
    """A document as it is looked at."""
    from muniment.reports.printed_texts import written_in

    return document, written_in(document)


def set_out(document: Document, job: Job) -> SetOut:
    """A document in the form that is wanted."""
    if job.form == "docx":
        return document
    if job.form == "text":
        from muniment.reports.text import to_text

        return to_text(document)
    from muniment.reports.pdf import drawn

    return drawn(document, job.sheet)
