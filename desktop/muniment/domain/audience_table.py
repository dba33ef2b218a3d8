"""What each audience may see, told in words: for the table in the program, and at the head of a copy."""

from collections.abc import Callable, Mapping

from muniment.domain.audience import AUDIENCES, SCOPES, Audience
from muniment.domain.fields import Sensitivity

#: What the fields of each sensitivity tell, in the order of the table.
MATTERS: Mapping[Sensitivity, str] = {
    Sensitivity.ORDINARY: "what happened",
    Sensitivity.PLACE: "places, offices and officials",
    Sensitivity.PERSONAL: "age, languages, needs, living conditions, file references",
    Sensitivity.WHEREABOUTS: "safety, and how the person is reached",
    Sensitivity.MEDICAL: "health, injuries, vulnerabilities",
    Sensitivity.ORIENTATION: "gender, and what others took the person for",
    Sensitivity.THIRD_PARTY: "contacts, witnesses and other third parties",
    Sensitivity.PRIVILEGED: "privileged notes, tasks and tags",
    Sensitivity.COERCED: "what was said under force",
    Sensitivity.SEALED: "the sealed identity",
}
YES, NO, CONSENTED = "yes", "no", "if consented"


def heads() -> tuple[str, ...]:
    """The heads of the table: an empty one, then the names of the audiences."""
    return ("", *AUDIENCES)


def rows() -> tuple[tuple[str, ...], ...]:
    """The rows of the table: a matter, and how each audience is told of it."""
    told: list[tuple[str, Callable[[Audience], str]]] = [("consent needed", lambda one: one.purpose or "none")]
    told += [(matter, _telling(sensitivity)) for sensitivity, matter in MATTERS.items()]
    told += _RULES
    return tuple((matter, *(_cell(one, tell) for one in AUDIENCES.values())) for matter, tell in told)


def of_one(name: str) -> tuple[tuple[str, str], ...]:
    """The matters of the table, and how one audience is told of each."""
    at = heads().index(name)
    return tuple((row[0], row[at]) for row in rows())


def held_back(audience: Audience) -> tuple[str, ...]:
    """What no copy for an audience has, whatever its consent says."""
    if not audience.of_one_person:
        return ("everything that is one person's",)
    found = [matter for sensitivity, matter in MATTERS.items() if sensitivity in audience.hides]
    if audience.letters:
        found.append("the names of other people who have files")
    if audience.months:
        found.append("days of the month")
    if not audience.words:
        found.append("texts in anybody's own words")
    if "evidence" in audience.without:
        found.append("exhibits")
    return tuple(found)


def _cell(audience: Audience, tell: Callable[[Audience], str]) -> str:
    if audience.of_one_person or tell(audience) == audience.purpose:
        return tell(audience)
    return NO


def _telling(sensitivity: Sensitivity) -> Callable[[Audience], str]:
    def tell(audience: Audience) -> str:
        if sensitivity is Sensitivity.COERCED and audience.coerced_if_chosen:
            return "if chosen twice"
        if sensitivity in audience.hides:
            return NO
        return CONSENTED if sensitivity in SCOPES and not audience.is_internal else YES

    return tell


def _person(audience: Audience) -> str:
    if audience.always_anonymous:
        return "nameless"
    if audience.is_internal:
        return "pseudonym"
    return "pseudonym, if the consent says so" if audience.shown_as == "anonymous" else "pseudonym, unless anonymous"


def _photos(audience: Audience) -> str:
    if "evidence" in audience.without:
        return NO
    return YES if audience.is_internal else CONSENTED


_RULES: list[tuple[str, Callable[[Audience], str]]] = [
    ("the person", _person),
    ("other people who have files", lambda one: "letters, new in each copy" if one.letters else "pseudonyms"),
    ("case codes", lambda one: YES if one.is_internal else NO),
    ("dates", lambda one: "the month alone" if one.months else "as recorded"),
    ("agencies", lambda one: "of a city or above" if one.city_level else "all"),
    ("texts in anybody's own words", lambda one: YES if one.words else NO),
    ("exhibits", lambda one: NO if "evidence" in one.without else YES),
    ("photographs and films", _photos),
    ("consents for other purposes", lambda one: NO if one.own_consent else YES),
    ("copies handed out", lambda one: NO if "disclosure" in one.without else YES),
    ("data-quality remarks", lambda one: YES if one.remarks else NO),
]
