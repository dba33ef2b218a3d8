"""The table of audiences: what the documentation says is what holds."""

import pytest
from tests.architecture.audiences_told import shown, written

from muniment.domain.audience import AUDIENCES
from muniment.domain.audience_table import MATTERS, YES, heads, of_one, rows
from muniment.domain.fields import Sensitivity


def test_the_documentation_has_the_table_as_it_is() -> None:
    assert written() == shown()


def test_every_sensitivity_and_every_audience_is_in_it() -> None:
    assert set(MATTERS) == set(Sensitivity)
    assert heads()[1:] == tuple(AUDIENCES)
    assert {len(row) for row in rows()} == {len(heads())}


@pytest.mark.parametrize("sensitivity", Sensitivity)
def test_the_table_says_no_of_what_is_held_back(sensitivity: Sensitivity) -> None:
    for name, audience in AUDIENCES.items():
        told = dict(of_one(name))[MATTERS[sensitivity]]
        assert (told in ("no", "if chosen twice")) == (sensitivity in audience.hides)


def test_nobody_is_told_of_what_is_sealed_or_sees_more_than_those_who_keep_the_vault() -> None:
    inside = {matter for matter, told in of_one("internal") if told == YES}
    for name in AUDIENCES:
        told = dict(of_one(name))
        assert told[MATTERS[Sensitivity.SEALED]] == "no"
        assert {matter for matter, told in of_one(name) if told == YES} <= inside
