"""How a case file is divided on the screen: which kinds of record stand in which section, and under which letter."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from muniment.domain.dossier import Dossier
from muniment.ui.wording import _


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record in a section, and the letter that adds one after "A"; "" for what cannot be added by hand."""

    name: str
    letter: str = ""


#: What belongs to another record and is shown inside it: by parent, the kinds that point to it by its own name.
INSIDE: Mapping[str, tuple[Kind, ...]] = {
    "detention": (Kind("phase", "p"), Kind("court_order", "c"), Kind("safeguard", "g")),
    "medical_exam": (Kind("finding", "f"),),
    "proceeding": (Kind("remedy", "r"),),
    "evidence": (Kind("custody_event"),),
}
CHILDREN: Mapping[str, tuple[str, ...]] = {parent: tuple(one.name for one in kinds) for parent, kinds in INSIDE.items()}
PARENT: Mapping[str, str] = {child: parent for parent, children in CHILDREN.items() for child in children}


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a case file."""

    name: str
    title: str
    kinds: tuple[Kind, ...]

    def offered(self, there: Collection[str]) -> tuple[Kind, ...]:
        """What can be added here; what stands inside another record only where there is one."""
        inner = [one for kind in self.kinds if kind.name in there for one in INSIDE.get(kind.name, ())]
        return tuple(one for one in (*self.kinds, *inner) if one.letter)

    def count(self, dossier: Dossier) -> int:
        """How many records stand in it, those inside others not counted."""
        names = {kind.name for kind in self.kinds}
        return sum(record.RECORD in names for record in dossier.records)


def sections() -> tuple[Section, ...]:
    """Every section in the order in which a file is told."""
    return (
        Section("person", _("Person"), (Kind("case_file"), Kind("status_change", "s"))),
        Section(
            "happened",
            _("What happened"),
            (
                Kind("detention", "d"),
                Kind("allegation", "a"),
                Kind("injury", "i"),
                Kind("medical_exam", "e"),
                Kind("coerced_disclosure", "n"),
            ),
        ),
        Section(
            "cost",
            _("What it cost"),
            (Kind("housing_loss", "h"), Kind("work_loss", "w"), Kind("payment", "p"), Kind("seizure", "z")),
        ),
        Section("law", _("The law"), (Kind("proceeding", "l"), Kind("deadline", "t"))),
        Section("sources", _("How we know"), (Kind("source", "q"), Kind("fact_link", "f"), Kind("evidence", "x"))),
        Section("consent", _("Consent"), (Kind("consent", "c"), Kind("disclosure"))),
        Section("notes", _("Tasks and notes"), (Kind("task", "k"), Kind("note", "o"), Kind("survey_answer"))),
        Section("history", _("History"), ()),
    )


def section_of(kind: str) -> str:
    """The name of the section that a kind of record stands in."""
    kind = PARENT.get(kind, kind)
    return next((one.name for one in sections() if any(known.name == kind for known in one.kinds)), "person")
