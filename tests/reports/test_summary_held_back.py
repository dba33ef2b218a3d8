"""Coerced disclosures: held back unless they are chosen, and without a trace."""

import pytest
from tests.reports.summary_reading import answer, demo_summary, file_of, one, section, summed, words

from muniment.domain.records import Record
from muniment.reports.sections import Section
from muniment.reports.text import to_text

_GIVEN = {"method": "forced_call", "place": "in the grey van", "confidence": "likely", "on": "2017-09-20"}


def _forced(**more: object) -> Record:
    return one("coerced_disclosure", "c", **{**_GIVEN, **more})


def test_the_line_is_the_same_whether_or_not_there_are_any() -> None:
    without, having = summed(file_of()), summed(file_of(_forced()))
    assert section(without, Section.COERCED) == section(having, Section.COERCED)
    assert answer(having, Section.COERCED) == "Held back in this copy."


def test_nothing_of_one_is_anywhere_in_the_copy() -> None:
    note = {"note": "names were beaten out of him"}
    about = {"record": {"record": "coerced_disclosure", "id": "c"}, "quote": "he said a name"}
    link = one("fact_link", "l", source="s", stance="supports", **about)
    draft = one("draft", "d", record="coerced_disclosure", field="note", raw_text="a name was giv")
    source = one("source", "s", kind="witness", title="Cell mate")
    told = to_text(summed(file_of(_forced(**note), link, draft, source)))
    for trace in ("forced call", "grey van", "beaten out", "he said a name", "a name was giv"):
        assert trace not in told


def test_the_only_difference_that_one_makes_is_none() -> None:
    assert to_text(summed(file_of(_forced()))) == to_text(summed(file_of()))


def test_an_allegation_of_coerced_naming_is_held_back_with_it() -> None:
    alleged = one("allegation", "a", act="coerced_naming", account="They wanted names.")
    assert to_text(summed(file_of(alleged))).count("They wanted names") == 0


@pytest.mark.parametrize("wanted", [Section.CHRONOLOGY, Section.ALLEGATIONS, Section.STATEMENTS, Section.RIGHTS])
def test_what_is_held_back_is_not_denied(wanted: Section) -> None:
    alleged = one("allegation", "a", act="coerced_naming", account="x", statement_signed="signed_unread")
    assert answer(summed(file_of(alleged)), wanted) == "None recorded in this copy."


def test_a_release_for_names_is_held_back_with_it() -> None:
    detention = one("detention", "d", status="ended", release_kind="after_giving_names")
    assert "after giving names" not in to_text(summed(file_of(detention)))


@pytest.mark.parametrize("told", ["after giving names", "They wanted names", "grey van", "Forced call"])
def test_all_of_it_is_told_where_it_was_chosen(told: str) -> None:
    detention = one("detention", "d", status="ended", release_kind="after_giving_names")
    alleged = one("allegation", "a", act="coerced_naming", account="They wanted names.")
    assert told in to_text(summed(file_of(detention, alleged, _forced()), with_disclosures=True))


def test_who_was_forced_is_told_as_a_victim() -> None:
    told = words(section(demo_summary("togrul", with_disclosures=True), Section.COERCED))
    assert "Whoever was forced to name others is a victim" in told


def test_being_named_in_another_file_is_told_without_that_files_name() -> None:
    told = words(section(demo_summary("deniz", with_disclosures=True), Section.COERCED))
    assert "In another file: forced call" in told
    assert "Toğrul" not in told


def test_chosen_and_none_there_is_said() -> None:
    assert answer(summed(file_of(), with_disclosures=True), Section.COERCED) == "None recorded."
