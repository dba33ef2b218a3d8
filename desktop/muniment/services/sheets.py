"""Printed outputs that are about no single case file: what waits in all of them, the blank consent form."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from muniment.services import agenda
from muniment.services.agenda import Item
from muniment.services.session import Session
from muniment.vault import journal

if TYPE_CHECKING:
    from muniment.reports.deadline_sheet import SheetLine
    from muniment.reports.typesetting import SetOut
    from muniment.services.printing import Choices

_MOST = 2_000  # of deadlines, and of tasks: some sixty pages of each


def deadline_sheet(session: Session, choices: "Choices") -> "SetOut":
    """Every deadline and task that waits, by date."""
    from muniment.domain.audience import INTERNAL
    from muniment.reports.deadline_sheet import SheetPaper
    from muniment.reports.deadline_sheet import deadline_sheet as composed
    from muniment.reports.document import PageFoot, PageHead
    from muniment.reports.typesetting import set_out

    found = [one for kind in agenda.KINDS for one in agenda.waiting(session, kind, _MOST)]
    every = sum(agenda.load(session, kind, choices.as_of).waiting for kind in agenda.KINDS)
    paper = SheetPaper(
        lines=tuple(_line(session, one, choices.language) for one in sorted(found, key=_order)),
        as_of=choices.as_of,
        head=PageHead(INTERNAL, "", "", choices.audience),
        foot=PageFoot(journal.head(session.db).short),
        left_out=every - len(found),
        language=choices.language,
    )
    return set_out(composed(paper), choices.job)


def blank_consent(session: Session, choices: "Choices") -> "SetOut":
    """The consent form without a case file."""
    from muniment.reports.consent_form import FormPaper, consent_form
    from muniment.reports.document import PageFoot, PageHead
    from muniment.reports.typesetting import set_out

    form = consent_form(FormPaper(session.vocabularies, PageHead(), PageFoot(), choices.language))
    return set_out(form, choices.job)


MAKERS: Mapping[str, Callable[[Session, "Choices"], "SetOut"]] = {
    "deadlines": deadline_sheet,
    "blank-consent": blank_consent,
}
"""What makes each output of this kind."""


def _order(one: Item) -> tuple[date, str, str]:
    return (one.on or date.max, one.code, one.title)


def _line(session: Session, one: Item, language: str) -> "SheetLine":
    from muniment.reports.deadline_sheet import SheetLine

    is_deadline = one.kind == "deadline"
    source = "" if one.overridden else one.source
    by = _by(session, one, language)
    return SheetLine(one.on, one.until, one.title, one.pseudonym, one.code, by, source, is_deadline)


def _by(session: Session, one: Item, language: str) -> str:
    """Who does a task; who set the day of a deadline, or how sure its rule is."""
    if one.kind != "deadline":
        return one.assigned
    if one.overridden:
        return ": ".join(part for part in ("counsel", one.reason) if part)
    sure = session.vocabularies.label("deadline_confidence", one.confidence, language) if one.confidence else ""
    return f"{sure} confidence" if sure else ""
