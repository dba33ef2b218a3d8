"""The list, the search and the deadlines show what a user looks for, and nothing sealed."""

from datetime import date

import pytest

from muniment.domain.due_dates import effective
from muniment.domain.errors import UsageFault
from muniment.domain.records import Draft
from muniment.domain.span import Span
from muniment.services import casefile, entries, finding, identities, listing, upkeep
from muniment.services.listing import Filter, Page
from muniment.services.session import Session
from muniment.vault.changes import change

TODAY = date(2017, 9, 25)


def new_case(session: Session, pseudonym: str, **fields: object) -> str:
    return entries.add(session, "case_file", {"pseudonym": pseudonym, **fields}).id


def names(session: Session, wanted: Filter | None = None, *, text: str = "", sort: str = "pseudonym") -> list[str]:
    lines = listing.case_lines(session, wanted or Filter(), text=text, sort=sort, as_of=TODAY)
    return [line.pseudonym for line in lines]


def test_filters_leave_what_they_say(session: Session) -> None:
    held, free = new_case(session, "A", tags=["bar"]), new_case(session, "B")
    entries.add(session, "detention", {"status": "ongoing", "start": "2017-09-17"}, held)
    entries.add(session, "detention", {"status": "ended"}, free)
    entries.add(session, "allegation", {"act": "beating", "account": "…"}, free)
    entries.add(session, "status_change", {"status": "police_hold", "on": "2017-09-17"}, held)
    entries.add(session, "deadline", {"rule": "az-admin-appeal", "trigger_on": "2017-09-17"}, held)
    assert names(session, Filter(in_custody=True)) == ["A"]
    assert names(session, Filter(act="beating")) == ["B"]
    assert names(session, Filter(status="police_hold")) == ["A"]
    assert names(session, Filter(tag="bar")) == ["A"]
    assert names(session, Filter(due_until="2017-09-27")) == ["A"]
    assert names(session, Filter(due_until="2017-09-26")) == []
    assert names(session) == ["A", "B"]


def test_days_of_somebody_held_go_on(session: Session) -> None:
    entries.add(session, "detention", {"status": "ongoing", "start": "2017-09-17"}, new_case(session, "A"))
    line = listing.case_lines(session, Filter(), as_of=TODAY)[0]
    assert (line.in_custody, line.elapsed, line.touched) == (True, (8, 8), (9, 9))


def test_days_of_several_detentions_are_counted_once(session: Session) -> None:
    case = new_case(session, "A")
    for start, end in (("2017-09-15", "2017-09-22"), ("2017-09-20", "2017-09-27")):
        entries.add(session, "detention", {"status": "ended", "start": start, "end": end}, case)
    assert listing.case_lines(session, Filter(), as_of=TODAY)[0].touched == (13, 13)


def test_the_latest_status_is_the_one_shown(session: Session) -> None:
    case = new_case(session, "A")
    for on, status in (("2017-09-20", "fined_and_released"), ("2017-09-17", "police_hold")):
        entries.add(session, "status_change", {"status": status, "on": on}, case)
    assert listing.case_lines(session, Filter(), as_of=TODAY)[0].legal_status == "fined_and_released"


@pytest.mark.parametrize("sort", sorted(listing.SORTS))
def test_pages_of_a_sorted_list_join_without_gap_or_repetition(session: Session, sort: str) -> None:
    for number in range(7):
        case = new_case(session, f"P{number % 3}", **({"safety": "safe"} if number % 2 else {}))
        if number % 3:
            entries.add(
                session, "detention", {"status": "ended", "start": "2017-09-17", "end": f"2017-09-{20 + number}"}, case
            )
    whole = listing.case_lines(session, Filter(), sort=sort, as_of=TODAY)
    joined: list[listing.CaseLine] = []
    after: tuple[object, int] | None = None
    while page := listing.case_lines(session, Filter(), sort=sort, page=Page(after, 2), as_of=TODAY):
        joined += page
        after = page[-1].place
    assert joined == whole
    assert len(whole) == 7


def test_an_unknown_sort_is_refused(session: Session) -> None:
    with pytest.raises(UsageFault, match="sorted by colour"):
        names(session, sort="colour")


@pytest.mark.parametrize(
    "text", ["Gülşən", "gulshan", "ГЮЛЬШАН", "gul", "gülşən dayandı", '"stood at the corner"', "corner gulshan"]
)
def test_any_spelling_finds_every_text_of_a_file(session: Session, text: str) -> None:
    case = new_case(session, "Gülşən")
    new_case(session, "Other")
    entries.add(session, "note", {"text": "Gülşən küncdə dayandı. She stood at the corner."}, case)
    assert names(session, text=text) == ["Gülşən"]


@pytest.mark.parametrize("text", ["nowhere", "corner nowhere", '"corner the at"', '()*"', ""])
def test_what_is_not_there_is_not_found(session: Session, text: str) -> None:
    case = new_case(session, "Gülşən")
    entries.add(session, "note", {"text": "She stood at the corner."}, case)
    assert list(listing.found(session, text)) == []


def test_a_hit_names_its_record_field_file_and_words(session: Session) -> None:
    case = new_case(session, "Dəniz")
    note = entries.add(session, "note", {"text": "A long way. " * 40 + "Then the canary sang."}, case)
    hit = next(listing.found(session, "canary"))
    assert (hit.id, hit.record, hit.field) == (note.id, "note", "text")
    assert hit.code == finding.dossier(session, 1).case_file.code
    assert "the canary sang" in hit.context
    assert len(hit.context) < 250


def test_shared_records_are_found_without_a_code(session: Session) -> None:
    entries.add(session, "agency", {"name": "Nasimi district police"})
    hit = next(listing.found(session, "nasimi"))
    assert (hit.record, hit.code, hit.field) == ("agency", "", "name")


def test_a_changed_or_removed_text_is_not_found_any_more(session: Session) -> None:
    case = new_case(session, "Dəniz")
    note = entries.add(session, "note", {"text": "canary"}, case)
    entries.set_fields(session, note.id, {"text": "sparrow"})
    assert list(listing.found(session, "canary")) == []
    entries.remove(session, note.id)
    assert list(listing.found(session, "sparrow")) == []


def test_a_sealed_identity_is_never_found(session: Session) -> None:
    case = new_case(session, "Dəniz")
    identities.seal(session, finding.case(session, case), {"legal_name": "Canary Canarian", "phone": "5550000"})
    assert list(listing.found(session, "canary")) == []
    assert list(listing.found(session, "5550000")) == []


def test_deadlines_come_by_the_day_that_warns_with_rule_and_source(session: Session) -> None:
    case = new_case(session, "Dəniz")
    entries.add(session, "deadline", {"title": "someday"}, case)
    entries.add(session, "deadline", {"rule": "ecthr", "trigger_on": "2017-10-12"}, case)
    entries.add(session, "deadline", {"rule": "az-admin-appeal", "trigger_on": "2017-09-17"}, case)
    done = entries.add(session, "deadline", {"rule": "az-admin-appeal", "trigger_on": "2017-09-01"}, case)
    entries.set_fields(session, done.id, {"done_on": "2017-09-09"})
    found = listing.deadlines(session, as_of=TODAY)
    assert [one.earliest for one in found] == [date(2017, 9, 27), date(2018, 4, 12), None]
    assert found[0].confidence == "medium"
    assert found[0].source
    assert found[2].title == "someday"
    assert [one.earliest for one in listing.deadlines(session, as_of=TODAY, within=2)] == [date(2017, 9, 27)]
    assert listing.deadlines(session, as_of=TODAY, within=1) == []


def test_counsels_own_date_stands_in_the_place_of_the_computed_one(session: Session) -> None:
    fields = {"rule": "az-admin-appeal", "trigger_on": "2017-09-17", "override": "2017-09-24"}
    entries.add(session, "deadline", fields, new_case(session, "Dəniz"))
    found = listing.deadlines(session, as_of=TODAY)[0]
    assert (found.earliest, found.overridden) == (date(2017, 9, 24), True)


def test_a_line_tells_its_next_deadline_by_rule_or_title_and_the_day_that_warns(session: Session) -> None:
    by_rule, by_title, undated = (new_case(session, name) for name in "ABC")
    entries.add(
        session, "deadline", {"rule": "az-admin-appeal", "trigger_on": "2017-09-17", "title": "Appeal"}, by_rule
    )
    entries.add(session, "deadline", {"title": "Later", "override": "2017-10-20"}, by_rule)
    entries.add(session, "deadline", {"title": "Call the clinic", "override": "[2017-09-20..2017-09-29]"}, by_title)
    entries.add(session, "deadline", {"title": "Some day"}, undated)
    lines = listing.case_lines(session, Filter(), sort="pseudonym", as_of=TODAY)
    due = listing.next_deadlines(session, lines)
    told = [(line.next_due, due.get(line.case_no)) for line in lines]
    assert told == [("2017-09-27", "az-admin-appeal"), ("2017-09-20", "Call the clinic"), ("", None)]
    for line, one in zip(lines, listing.with_details(session, lines), strict=True):
        day = effective(one.deadline).warns_on if one.deadline else None
        assert line.next_due == (day.isoformat() if day else "")


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("the old town police beat him", '"old town"'),
        ("the Old-Town; police", '"town police"'),
        ("в старом городе его били", '"starom gorode"'),
    ],
)
def test_the_words_around_a_phrase_are_shown(session: Session, said: str, asked: str) -> None:
    case = new_case(session, "Dəniz")
    entries.add(session, "note", {"text": f"{'an old way. ' * 40}{said}{' and on. ' * 40}"}, case)
    assert said in next(listing.found(session, asked)).context


@pytest.mark.parametrize("within", [10**7, 10**9, 10**30])
def test_more_days_than_there_are_is_refused(session: Session, within: int) -> None:
    with pytest.raises(UsageFault, match="too many"):
        listing.deadlines(session, as_of=TODAY, within=within)


def test_without_a_detention_it_is_not_known_whether_somebody_is_held(session: Session) -> None:
    new_case(session, "A")
    (line,) = listing.case_lines(session, Filter(), as_of=TODAY)
    assert (line.in_custody, line.elapsed, line.touched) == (None, (None, None), (None, None))
    assert upkeep.verify(session) == []


def test_days_of_somebody_who_may_be_held_go_on(session: Session) -> None:
    entries.add(session, "detention", {"status": "unknown", "start": "2017-09-17"}, new_case(session, "A"))
    (line,) = listing.case_lines(session, Filter(), as_of=TODAY)
    sums = casefile.view(session, finding.case(session, "A"), TODAY).overview
    assert (line.in_custody, line.touched) == (None, (sums.touched.minimum, sums.touched.maximum))
    assert line.touched != (None, None)


@pytest.mark.parametrize(
    "detentions",
    [
        [{"status": "ongoing", "start": "2017-09-17"}, {"status": "ended", "start": "2017-02-XX", "end": "2017-03-01"}],
        [{"status": "ongoing", "start": "2017-09-17"}, {"status": "ended", "start": "2017-09-01", "end": "2017-09-20"}],
        [{"status": "unknown", "start": "2017-08~"}, {"status": "ended", "end": "2017-07-01"}],
        [{"status": "ongoing", "start": "2017-12-01"}],
        [{"status": "ongoing"}],
    ],
    ids=["apart", "overlapping", "may be held", "held from a later day on", "no start"],
)
def test_a_line_counts_days_as_the_case_file_does(session: Session, detentions: list[dict[str, str]]) -> None:
    case = new_case(session, "A")
    for fields in detentions:
        entries.add(session, "detention", dict(fields), case)
    (line,) = listing.case_lines(session, Filter(), as_of=TODAY)
    view = casefile.view(session, finding.case(session, "A"), TODAY).overview
    assert [Span(*line.elapsed), Span(*line.touched)] == [view.elapsed, view.touched]


def test_what_was_typed_for_an_identity_is_never_found(session: Session) -> None:
    case = new_case(session, "Dəniz")
    with change(session.book) as pending:
        pending.writer.add(Draft(id="1", case=case, record="identity", field="legal_name", raw_text="Canary"))
        pending.writer.add(Draft(id="2", case=case, record="note", field="text", raw_text="sparrow"))
    assert [hit.id for hit in listing.found(session, "sparrow")] == ["2"]
    assert list(listing.found(session, "canary")) == []
