"""How the list of case files stands: what narrows it, its order, its columns; and what reads it so."""

import json
from array import array
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from muniment.services import casetable
from muniment.services.casetable import CaseRow
from muniment.services.session import Session
from muniment.ui.models.casetable import FIRST, Column, columns
from muniment.ui.widgets.filters import Chosen

_USUAL = ("code", "pseudonym", "status", "custody", "days", "act", "housing", "deadline", "safety", "updated")

Read = tuple["array[int]", list[CaseRow]]
"""The numbers of case files in order, and the first lines of them."""


@dataclass(frozen=True, slots=True)
class View:
    """How the table stands: enough to find it again."""

    chosen: str = "{}"
    sort: str = "updated"
    backwards: bool = False
    selected: str = ""  # id of the case file

    def as_json(self) -> str:
        """As a place keeps it."""
        return json.dumps([self.chosen, self.sort, self.backwards, self.selected])

    @staticmethod
    def from_json(text: str) -> "View":
        """What a place kept; the usual view where there is none."""
        try:
            chosen, sort, backwards, selected = json.loads(text)
        except (ValueError, TypeError):
            return View()
        return View(str(chosen), str(sort) if sort in casetable.SORTS else "updated", bool(backwards), str(selected))


def reading(view: View, as_of: date, most: int | None = None) -> Callable[[Session], Read]:
    """What reads the list as it stands, so many files at most."""
    wanted = Chosen.from_json(view.chosen).at(as_of)

    def read(session: Session) -> Read:
        found = casetable.numbers(session, wanted, view.sort, backwards=view.backwards, most=most)
        return found, casetable.rows(session, found[:FIRST], as_of)

    return read


def kept_columns(remembered: Mapping[str, object]) -> tuple[Column, ...]:
    """The columns that were chosen in a vault; the usual ones where none were."""
    known = {one.name: one for one in columns()}
    kept = remembered.get("columns")
    names = [str(name) for name in kept] if isinstance(kept, list) else list(_USUAL)
    return tuple(known[name] for name in names if name in known) or tuple(known[name] for name in _USUAL)
