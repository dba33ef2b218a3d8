"""Which editor a field is given."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from muniment.domain.fields import FieldSpec, Kind
from muniment.domain.vocabulary import Vocabulary
from muniment.ui.desk import Desk
from muniment.ui.forms.answers import AnswerEditor
from muniment.ui.forms.check_list import CheckListEditor
from muniment.ui.forms.choices import ChoiceEditor
from muniment.ui.forms.dates import DateEditor
from muniment.ui.forms.editor import Editor
from muniment.ui.forms.lines import InstantView, LineEditor, NumberEditor
from muniment.ui.forms.lists import LinesEditor
from muniment.ui.forms.lookup import Lookup
from muniment.ui.forms.mappings import MappingEditor
from muniment.ui.forms.money import MoneyEditor
from muniment.ui.forms.places import VOCABULARY as PLACES
from muniment.ui.forms.places import PlaceEditor
from muniment.ui.forms.recent import Recent
from muniment.ui.forms.references import ReferenceEditor, ReferencesEditor
from muniment.ui.forms.rules import RuleEditor
from muniment.ui.forms.term_chips import TermChipsEditor
from muniment.ui.forms.texts import TextEditor

_CHECK_LIST_UP_TO = 8  # terms


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an editor stands: what it may ask."""

    field: FieldSpec
    desk: Desk
    case_id: str
    record_id: str

    @property
    def terms(self) -> Vocabulary:
        return self.desk.vocabularies[self.field.vocabulary]

    @property
    def recent(self) -> Recent:
        return Recent(self.desk, self.field.vocabulary)

    @property
    def lookup(self) -> Lookup:
        return Lookup(self.desk, self.field, self.case_id, self.record_id)


def _several_terms(place: _Place) -> Editor:
    if len(place.terms.active) <= _CHECK_LIST_UP_TO and not place.field.open_choice:
        return CheckListEditor(place.terms)
    return TermChipsEditor(place.terms, place.recent)


def _one_term(place: _Place) -> Editor:
    if place.field.vocabulary == PLACES:
        return PlaceEditor(place.desk.vocabularies)
    return ChoiceEditor(place.field, place.terms, place.recent)


_EDITORS: Mapping[Kind, Callable[[_Place], Editor]] = {
    Kind.LINE: lambda place: RuleEditor(place.field, place.desk) if place.field.name == "rule" else LineEditor(),
    Kind.TEXT: lambda _: TextEditor(),
    Kind.CHOICE: _one_term,
    Kind.CHOICES: _several_terms,
    Kind.ANSWER: lambda place: AnswerEditor(place.terms),
    Kind.DATE: lambda _: DateEditor(),
    Kind.INTEGER: lambda place: NumberEditor(place.field, whole=True),
    Kind.NUMBER: lambda place: NumberEditor(place.field, whole=False),
    Kind.MONEY: lambda place: MoneyEditor(place.field, Recent(place.desk, "currency")),
    Kind.LINES: lambda _: LinesEditor(),
    Kind.REFERENCE: lambda place: ReferenceEditor(place.lookup),
    Kind.REFERENCES: lambda place: ReferencesEditor(place.lookup),
    Kind.MAPPING: lambda _: MappingEditor(),
    Kind.INSTANT: lambda _: InstantView(),
}


def editor_for(field: FieldSpec, desk: Desk, case_id: str = "", record_id: str = "") -> Editor:
    """A new editor of a field. ``case_id`` and ``record_id`` say where what it points to is looked for first."""
    return _EDITORS[field.kind](_Place(field, desk, case_id, record_id))
