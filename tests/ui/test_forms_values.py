"""Every editor gives back what it was given, keeps what was typed, and tells of the user alone."""

import json
from collections.abc import Iterator, Sequence
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QWidget
from tests.ui.forms_room import Room, Signals

from muniment.domain.dates import DateError
from muniment.domain.fields import ANSWERS, FieldSpec, Kind
from muniment.domain.openformat import ValueFault, read_field
from muniment.domain.schema import RECORDS
from muniment.ui.forms import Editor, editor_for

ID, OTHER_ID = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"
DATES = (
    *("2017-09-20", "2017-09-20T14:30:00", "2017-09-XX", "2017", "201X", "2017-09-20~", "2017-09?", "2017-09-20%"),
    *("[2017-09-18..2017-09-20]", "[..2017-09-20]", "2017-09-18/2017-09-20", "2017-12-28/.."),
)
FIELDS = [
    (f"{spec.name}.{field.name}", field) for spec in RECORDS.values() for field in spec.fields if not field.sealed
]


def of_kind(kind: Kind) -> list[tuple[str, FieldSpec]]:
    """Every field of a kind that any record has, with its name."""
    return [(name, field) for name, field in FIELDS if field.kind is kind]


def values_of(room: Room, field: FieldSpec) -> Iterator[object]:
    """Values that a field can have in the open format, the unusual ones among them."""
    if field.kind in (Kind.CHOICE, Kind.CHOICES):
        terms = [term.id for term in room.desk.vocabularies[field.vocabulary]]
        yield from terms if field.kind is Kind.CHOICE else (terms, terms[:1], terms[::-1][:2])
        if field.open_choice:
            yield "öz sözləri, своими словами"
    elif field.kind is Kind.REFERENCE:
        yield {"record": field.targets[-1], "id": ID} if field.polymorphic else ID
    elif field.kind is Kind.REFERENCES:
        kind = field.targets[-1]
        known: list[object] = [{"record": kind, "id": one} if field.polymorphic else one for one in (ID, OTHER_ID)]
        yield from (known, known[:1])
    else:
        low = field.minimum or 0
        known_values: dict[Kind, Sequence[object]] = {
            Kind.LINE: ["x", "Nəsimi, Гянджа  – ğıış", " blank ", "\u200fשלום", "a\u00a0b", "<b>&"],
            Kind.TEXT: ["x", "one\n\ntwo\n", "a\u00a0b\u2028c", "tab\tx", "  ", "<b>bold</b>"],
            Kind.ANSWER: list(ANSWERS),
            Kind.DATE: DATES,
            Kind.INTEGER: [low, low + 1, field.maximum or 36],
            Kind.NUMBER: [0, 1, 0.25],
            Kind.MONEY: [
                {"amount": "200.00", "currency": "AZN"},
                {"amount": "unknown"},
                {"amount": "unknown", "currency": "EUR"},
                {"amount": "0", "currency": "USD"},
            ],
            Kind.LINES: [["az"], ["az", "русский", "a, b"]],
            Kind.MAPPING: [{"Were you held?": "Yes\ntwo days"}, {"a": "", "ə": "ğ"}],
            Kind.INSTANT: ["2017-09-20T14:30:00Z"],
        }
        yield from known_values[field.kind]


def shown(room: Room, field: FieldSpec) -> Editor:
    editor = editor_for(field, room.desk)
    room.qtbot.addWidget(editor)
    return editor


@pytest.mark.parametrize("kind", Kind)
def test_a_value_comes_back_as_it_was_and_nothing_is_told_of_it(room: Room, kind: Kind) -> None:
    for name, field in of_kind(kind):
        editor = shown(room, field)
        heard = Signals(editor)
        for value in values_of(room, field):
            editor.set_value(value)
            assert editor.value() == value, name
            read_field(field, editor.value())
        editor.set_value(None)
        assert (editor.value(), editor.raw()) == (None, ""), name
        room.qtbot.wait(0)
        assert (heard.changed, heard.left) == (0, 0), name


@pytest.mark.parametrize("kind", Kind)
def test_what_was_typed_means_the_same_when_it_is_shown_again(room: Room, kind: Kind) -> None:
    """A draft holds only what ``raw`` said."""
    for name, field in of_kind(kind):
        editor, again = shown(room, field), shown(room, field)
        heard = Signals(again)
        for value in values_of(room, field):
            editor.set_value(value)
            again.set_raw(editor.raw())
            assert again.raw() == editor.raw(), name
            if kind not in (Kind.INSTANT, Kind.TEXT, Kind.LINE):
                assert read_field(field, again.value()) == read_field(field, value), name
        assert (heard.changed, heard.left) == (0, 0), name


def test_an_empty_editor_has_no_value_and_no_fault(room: Room) -> None:
    for _, field in FIELDS:
        editor = shown(room, field)
        assert (editor.value(), editor.raw(), editor.error()) == (None, "", "")


@pytest.mark.parametrize(
    ("record", "name", "typed", "meant"),
    [
        ("court_order", "days_ordered", " 1 0 ", 10),
        ("safeguard", "after_hours", "2,5", 2.5),
        ("payment", "paid", "AZN 200", {"amount": "200", "currency": "AZN"}),
        ("payment", "paid", "1 200,50 azn", {"amount": "1200.50", "currency": "AZN"}),
        ("payment", "paid", "200usd", {"amount": "200", "currency": "USD"}),
        ("payment", "paid", "unknown", {"amount": "unknown"}),
        ("payment", "paid", "неизвестно", {"amount": "unknown"}),
        ("payment", "paid", "naməlum", {"amount": "unknown"}),
        ("allegation", "act", "döymə", "beating"),
        ("allegation", "act", "DOYME", "beating"),
        ("allegation", "act", "kidnapping", "abduction"),
        ("allegation", "act", "избиение", "beating"),
        ("allegation", "on", "18-20 sentyabr 2017", "[2017-09-18..2017-09-20]"),
        ("allegation", "on", "около 20 сентября 2017", "2017-09-20~"),
        ("allegation", "on", "unknown", None),
        ("allegation", "methods", "electric_shock\nelektrik cərəyanı", ["electric_shock"]),
        ("phase", "legal_basis", "his own words", "his own words"),
    ],
)
def test_typed_words_are_understood(room: Room, record: str, name: str, typed: str, meant: object) -> None:
    field = RECORDS[record].field(name)
    editor = shown(room, field)
    editor.set_raw(typed)
    assert editor.value() == meant


@pytest.mark.parametrize(
    ("record", "name", "typed", "told"),
    [
        ("court_order", "days_ordered", "many", "whole number"),
        ("court_order", "days_ordered", "2.5", "whole number"),
        ("court_order", "days_ordered", "-1", "too small"),
        ("court_order", "days_ordered", "99999", "too large"),
        ("safeguard", "after_hours", "x", "a number is expected"),
        ("payment", "paid", "200", "currency is missing"),
        ("payment", "paid", "1,000 AZN", "thousands"),
        ("payment", "paid", "200 manat", "currency"),
        ("payment", "paid", "? AZN", "amount is missing"),
        ("payment", "paid", "many AZN", "an amount"),
        ("allegation", "act", "beatin", "beating"),
        ("allegation", "act", "nothing like it", "not in the list"),
        ("allegation", "on", "18.9.", "year is missing"),
        ("allegation", "on", "31 April 2017", "no such day"),
        ("allegation", "on", "20 wrzesień 2017", "not understood"),
        ("allegation", "methods", "electric_shock\nxyz", "not in the list"),
        ("allegation", "detention", "nobody", "not linked"),
        ("allegation", "perpetrators", "the tall one", "not linked"),
        ("survey_answer", "answers", json.dumps([["", "an answer"]]), "no question"),
    ],
)
def test_what_cannot_be_accepted_is_told_in_words(room: Room, record: str, name: str, typed: str, told: str) -> None:
    editor = shown(room, RECORDS[record].field(name))
    editor.set_raw(typed)
    with pytest.raises((ValueFault, DateError), match=told):
        editor.value()
    assert editor.raw().split() == typed.split()


def test_a_fault_stands_under_the_field_and_is_said_to_screen_readers(room: Room) -> None:
    for _, field in FIELDS:
        editor = shown(room, field)
        editor.set_names(field.label, "help")
        editor.set_error("this is wrong")
        assert editor.error() == "this is wrong"
        assert editor.accessibleDescription() == "this is wrong"
        assert editor.buddy().accessibleDescription() == "this is wrong"
        editor.set_error("")
        assert editor.buddy().accessibleDescription() == "help"


def test_an_editor_that_is_read_only_still_shows_its_value(room: Room) -> None:
    for _, field in FIELDS:
        editor = shown(room, field)
        value = next(values_of(room, field))
        editor.set_value(value)
        editor.set_read_only(True)
        assert editor.value() == value


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(typed=st.text(max_size=40))
def test_any_text_in_a_date_field_is_accepted_or_stays_as_it_was_typed(room: Room, typed: str) -> None:
    editor = shown(room, RECORDS["detention"].field("start"))
    line = "".join(sign for sign in typed if sign.isprintable())
    editor.set_raw(line)
    try:
        value = editor.value()
    except (DateError, ValueFault) as fault:
        assert str(fault)
        assert editor.raw() == line
    else:
        assert value is None or read_field(RECORDS["detention"].field("start"), value)


@pytest.mark.parametrize("kind", [Kind.INTEGER, Kind.NUMBER])
def test_the_bounds_of_every_number_are_those_of_its_declaration(room: Room, kind: Kind) -> None:
    for _, field in FIELDS:
        if field.kind is kind:
            for bound, beyond in ((field.minimum, -1), (field.maximum, 1)):
                if bound is not None:
                    editor = shown(room, field)
                    editor.set_raw(str(bound))
                    assert Decimal(str(editor.value())) == bound
                    editor.set_raw(str(bound + beyond))
                    with pytest.raises(ValueFault):
                        editor.value()


def test_the_widgets_of_every_editor_fit_their_text_at_any_size(room: Room) -> None:
    for _, field in FIELDS:
        editor = shown(room, field)
        assert editor.minimumSizeHint().height() > 0
        assert all(isinstance(one, QWidget) for one in (editor.buddy(), editor.focusProxy()))
