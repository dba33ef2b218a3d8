"""What a person types for a field becomes what the open format would say."""

from decimal import Decimal

import pytest

from muniment.domain.date_words import understand
from muniment.domain.dates import DateError
from muniment.domain.openformat import ValueFault
from muniment.domain.schema import RECORDS
from muniment.domain.typed import typed


def as_typed(record: str, name: str, *texts: str) -> object:
    return typed(RECORDS[record].field(name), list(texts), understand)


@pytest.mark.parametrize(
    ("record", "name", "texts", "expected"),
    [
        ("note", "text", ["  kept as it is\n"], "  kept as it is\n"),
        ("case_file", "pseudonym", [" Dəniz "], "Dəniz"),
        ("case_file", "tags", ["bar, street", "old town"], ["bar", "street", "old town"]),
        ("case_file", "tags", ['["a, b"]'], ["a, b"]),
        ("detention", "start", ["20 Sep 2017"], "2017-09-20"),
        ("detention", "start", ["between 18 and 20 Sep 2017"], "[2017-09-18..2017-09-20]"),
        ("detention", "start", [""], ""),
        ("court_order", "days_ordered", ["20"], 20),
        ("court_order", "minutes", ["4,5"], Decimal("4.5")),
        ("court_order", "days_ordered", [""], None),
        ("payment", "paid", ["200 AZN"], {"amount": "200", "currency": "AZN"}),
        ("payment", "paid", ["azn 200,50"], {"amount": "200.50", "currency": "AZN"}),
        ("payment", "paid", ["unknown AZN"], {"amount": "unknown", "currency": "AZN"}),
        ("payment", "paid", ["unknown"], {"amount": "unknown"}),
        ("payment", "paid", ['{"amount": "1", "currency": "EUR"}'], {"amount": "1", "currency": "EUR"}),
        ("allegation", "perpetrators", ["officer:1, 2"], [{"record": "officer", "id": "1"}, "2"]),
        ("fact_link", "record", ["detention:1"], {"record": "detention", "id": "1"}),
        ("survey_answer", "answers", ['{"Where?": "there"}'], {"Where?": "there"}),
        ("case_file", "tags", ['["a, b"]', "c"], ["a, b", "c"]),
        ("safeguard", "granted", ["yes", "yes"], "yes"),
        ("payment", "paid", ["1000.50 AZN"], {"amount": "1000.50", "currency": "AZN"}),
    ],
)
def test_typed_text_is_brought_into_the_open_format(record: str, name: str, texts: list[str], expected: object) -> None:
    assert as_typed(record, name, *texts) == expected


@pytest.mark.parametrize(
    ("record", "name", "text"),
    [
        ("court_order", "days_ordered", "twenty"),
        ("payment", "paid", "a lot"),
        ("payment", "paid", "{"),
        ("case_file", "tags", "[1, "),
        ("survey_answer", "answers", "there"),
        ("survey_answer", "answers", "{" * 100_000),
    ],
)
def test_what_cannot_be_read_is_refused(record: str, name: str, text: str) -> None:
    with pytest.raises(ValueFault):
        as_typed(record, name, text)


@pytest.mark.parametrize("amount", ["1,000 AZN", "1.000 AZN", "AZN 12,500"])
def test_a_sign_that_may_part_thousands_is_not_guessed_at(amount: str) -> None:
    with pytest.raises(ValueFault, match="thousands"):
        as_typed("payment", "paid", amount)


def test_two_values_for_a_field_that_holds_one_are_refused() -> None:
    with pytest.raises(ValueFault, match="more than once"):
        as_typed("safeguard", "granted", "no", "yes")


def test_an_impossible_date_is_refused_with_the_reason() -> None:
    with pytest.raises(DateError, match="31"):
        as_typed("detention", "start", "31 Sep 2017")
