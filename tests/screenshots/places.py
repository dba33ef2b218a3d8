"""Every place of the window: all pages that are registered, the sections of a case file and those of the settings."""

import json
from collections.abc import Iterator

from muniment import app
from muniment.services.session import Session
from muniment.ui.desk import Place
from muniment.ui.pages.casefile.sections import sections as case_sections
from muniment.ui.pages.settings.page import sections as settings_sections


def places(case: str, word: str = "a") -> Iterator[Place]:
    """Each of them, with one case file, and a search for a word."""
    views = {"search": word, "print": json.dumps({"ids": [case], "kind": "brief"})}
    for name in app.PAGES:
        if name == "case":
            yield from (Place("case", case, one.name) for one in case_sections())
        elif name == "settings":
            yield from (Place("settings", section=one) for one in settings_sections())
        else:
            yield Place(name, view=views.get(name, ""))


def name_of(place: Place) -> str:
    """What tells it from the others."""
    return f"{place.page} {place.section}".strip()


def fullest(session: Session) -> str:
    """The id of the case file with the most records."""
    of_most = "SELECT case_no FROM record WHERE case_no > 0 GROUP BY case_no ORDER BY count(*) DESC, case_no LIMIT 1"
    return str(session.db.value(f"SELECT id FROM record WHERE no = ({of_most})"))  # noqa: S608 - nothing from outside
