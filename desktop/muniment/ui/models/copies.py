"""Copies that left, as lines of a table."""

from PySide6.QtCore import QObject

from muniment.domain.audience import AUDIENCES
from muniment.services.copies import Copy
from muniment.ui.models.lines import LineColumn, LineTable
from muniment.ui.pages.casefile.spans import instant
from muniment.ui.pages.casefile.telling import capital
from muniment.ui.wording import _, plural

Column = LineColumn[Copy]


def columns() -> tuple[Column, ...]:
    """Every column in its order."""
    return (
        Column("copy", _("Copy"), 11, lambda one: one.copy_no, even=True, hint=_without_consent),
        Column("recipient", _("To"), 17, lambda one: one.recipient or "–", hint=_without_consent),
        Column("audience", _("For"), 17, lambda one: audience_name(one.audience), tone=_tone, hint=_without_consent),
        Column("about", _("About"), 18, about, hint=_without_consent),
        Column("template", _("Document"), 9, lambda one: capital(one.template), tone=_muted, hint=_without_consent),
        Column("at", _("When"), 17, lambda one: when(one.at), tone=_muted, hint=_without_consent),
    )


def _without_consent(one: Copy) -> str:
    return _("Left without a consent: {reason}").format(reason=one.reason) if one.reason else ""


def _tone(one: Copy) -> str:
    """What left without a consent is seen in the list already."""
    return "danger" if one.reason else ""


def _muted(_one: Copy) -> str:
    return "muted"


def audience_name(name: str) -> str:
    """An audience in words: “Counsel”, “A domestic court”; the name itself where it is none of the program's."""
    known = AUDIENCES.get(name)
    return capital((known.label if known else name).removeprefix("for ")) or "–"


def when(at: str) -> str:
    """A moment in UTC, as people read it."""
    return instant(at) or "–"


def about(one: Copy) -> str:
    """Whose file it is about; of several, how many."""
    if len(one.cases) > 1:
        return plural("{n} file", "{n} files", len(one.cases))
    return "".join(f"{case.pseudonym}  {case.code}" for case in one.cases)


def table(parent: QObject) -> LineTable[Copy]:
    """The copies that are listed, by number."""
    return LineTable(columns(), lambda one: one.copy_no, parent)
