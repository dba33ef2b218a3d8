"""The vocabulary of declarations: what can be said of a field and of a record."""

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from keyword import iskeyword
from types import MappingProxyType

from muniment.domain.frozen import frozen


class Kind(StrEnum):
    """What a field holds, and the Python value that stands for it in a record (empty value last)."""

    LINE = "line"  # str on one line; ""
    TEXT = "text"  # str of many lines; ""
    CHOICE = "choice"  # id of a vocabulary's term; ""
    CHOICES = "choices"  # tuple of ids; ()
    ANSWER = "answer"  # one of the six answers; "", which means "not asked"
    DATE = "date"  # UncertainDate; None
    INTEGER = "integer"  # int; None
    NUMBER = "number"  # Decimal; None
    MONEY = "money"  # Money; None
    LINES = "lines"  # tuple of str, each on one line; ()
    REFERENCE = "reference"  # id of another record, or Ref where several kinds may be meant; "" or None
    REFERENCES = "references"  # tuple of ids, or of Ref; ()
    MAPPING = "mapping"  # tuple of (question, text); ()
    INSTANT = "instant"  # str, UTC, ISO 8601 with "Z"; ""


class Sensitivity(StrEnum):
    """How far a field may travel: the input of the audience rules."""

    ORDINARY = "ordinary"
    PERSONAL = "personal"  # tells who the person is
    WHEREABOUTS = "whereabouts"  # where the person is to be found or reached
    THIRD_PARTY = "third_party"  # tells of somebody else
    PLACE = "place"  # singles out by a place, an office or an exact date
    MEDICAL = "medical"
    ORIENTATION = "orientation"
    PRIVILEGED = "privileged"  # between the person and the lawyer
    COERCED = "coerced"  # what was said under force
    SEALED = "sealed"  # encrypted on its own


class Scope(StrEnum):
    """To what a record belongs."""

    FILE = "file"  # one case file, always
    SHARED = "shared"  # no case file: shared by all
    EITHER = "either"  # a case file or none


class Section(StrEnum):
    """Where in a case file a record is kept and printed."""

    PERSON = "person"
    HAPPENED = "happened"
    COST = "cost"
    LAW = "law"
    SOURCES = "sources"
    CONSENT = "consent"
    NOTES = "notes"
    PROGRAM = "program"


ANSWERS = ("yes", "no", "unknown", "not_asked", "refused", "not_applicable")


@frozen
class FieldSpec:
    """One field of a record, declared once; forms, storage, search, labels and exchange read it."""

    name: str
    kind: Kind
    label: str
    help: str = ""
    required: bool = False
    vocabulary: str = ""  # the list a choice is taken from
    open_choice: bool = False  # any text is accepted where no term fits
    targets: tuple[str, ...] = ()  # kinds of record a reference may point to
    sensitivity: Sensitivity = Sensitivity.ORDINARY
    across_files: bool = False  # a reference may point into another case file
    written_by_program: bool = False
    derived: bool = False  # computed from other records, never stored
    minimum: int | None = None
    maximum: int | None = None
    # worked out once: they are asked for with every value
    attribute: str = field(init=False)  # of a record: the name, unless Python keeps that word for itself
    polymorphic: bool = field(init=False)  # a reference must name the kind of record beside the id
    sealed: bool = field(init=False)  # the value is encrypted on its own and never indexed

    def __post_init__(self) -> None:
        object.__setattr__(self, "attribute", f"{self.name}_" if iskeyword(self.name) else self.name)
        object.__setattr__(self, "polymorphic", len(self.targets) > 1)
        object.__setattr__(self, "sealed", self.sensitivity is Sensitivity.SEALED)


@frozen
class RecordSpec:
    """One kind of record: its fields in the order in which they are shown, exported and asked for."""

    name: str
    label: str
    plural: str
    section: Section
    scope: Scope
    fields: tuple[FieldSpec, ...]
    title: tuple[str, ...] = ()  # the fields that tell one record from another in a list
    written_by_program: bool = False
    one_per_file: bool = False
    by_name: Mapping[str, FieldSpec] = field(init=False, repr=False, compare=False)
    searchable: tuple[FieldSpec, ...] = field(init=False, repr=False, compare=False)  # their words go into the index

    def __post_init__(self) -> None:
        words = (Kind.LINE, Kind.TEXT, Kind.LINES, Kind.MAPPING)
        found = tuple(f for f in self.fields if (f.kind in words or f.open_choice) and not f.sealed)
        object.__setattr__(self, "by_name", MappingProxyType({f.name: f for f in self.fields}))
        object.__setattr__(self, "searchable", found)

    def field(self, name: str) -> FieldSpec:
        """The declaration of one field; KeyError where there is none of that name."""
        return self.by_name[name]
