"""Exhibits of all case files, as lines of a table."""

from PySide6.QtCore import QObject

from muniment.domain.date_display import shown_short
from muniment.domain.vocabulary import Vocabularies
from muniment.services.exhibit_list import Listed
from muniment.ui.models.lines import LineColumn, LineTable
from muniment.ui.pages.casefile.telling import file_size
from muniment.ui.wording import _, language

Column = LineColumn[Listed]
_HASH = 8  # digits that tell exhibits apart


def columns(words: Vocabularies) -> tuple[Column, ...]:
    """Every column in its order; their names are what the list can be sorted by."""

    def kind(one: Listed) -> str:
        return words["evidence_kind"].label(one.exhibit.kind, language()) if one.exhibit.kind else "–"

    return (
        Column("file", _("File"), 20, lambda one: f"{one.code}  {one.pseudonym}"),
        Column("number", _("No."), 4, lambda one: f"E{one.exhibit.exhibit_no}", even=True),
        Column("title", _("Title"), 18, lambda one: one.exhibit.title),
        Column("kind", _("Kind"), 11, kind),
        Column("size", _("Size"), 9, lambda one: file_size(one.exhibit.size or 0), right=True, even=True),
        Column("acquired", _("Acquired"), 12, _acquired, tone=_muted),
        Column("sha256", _("SHA-256"), 9, lambda one: one.exhibit.sha256[:_HASH], even=True, tone=_muted),
    )


def _acquired(one: Listed) -> str:
    return shown_short(one.exhibit.acquired_on, language()) if one.exhibit.acquired_on else "–"


def _muted(_one: Listed) -> str:
    return "muted"


def table(words: Vocabularies, parent: QObject) -> LineTable[Listed]:
    """The exhibits that are listed, by id."""
    return LineTable(columns(words), lambda one: one.exhibit.id, parent)
