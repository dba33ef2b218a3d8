"""The detentions of many case files on one paper."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from muniment.domain.audience import INTERNAL
from muniment.services import printing
from muniment.services.printing import Choices
from muniment.services.session import Session
from muniment.vault import journal
from muniment.vault.records import Entry

if TYPE_CHECKING:
    from muniment.reports.typesetting import SetOut


def steps(session: Session, cases: Sequence[Entry], choices: Choices) -> "Iterator[SetOut | None]":
    """None for each case file that was read, then the chronology: only a little of each file is kept meanwhile."""
    from muniment.reports.chronology import AcrossPaper, chronology, person
    from muniment.reports.document import PageFoot, PageHead
    from muniment.reports.typesetting import set_out

    people = []
    for case in cases:
        paper = printing.gathered(session, case, choices)
        people.append(person(paper, paper.dossier.case_file.code, choices.with_disclosures))
        yield None
    head, foot = PageHead(INTERNAL, "", "", choices.audience), PageFoot(journal.head(session.db).short)
    whole = AcrossPaper(tuple(people), choices.as_of, head, foot, choices.language, choices.with_disclosures)
    yield set_out(chronology(whole), choices.job)
