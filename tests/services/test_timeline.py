"""Where records lie in time: bounds are kept, open ends stay open, everything keeps its lane."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import pytest
from tests.unit.dossiers import CASE, case, detention, order, phase, record

from muniment.services import entries, timeline
from muniment.services.session import Session
from muniment.services.timeline import OPEN, Bounds, Item, Shape, Timeline

AS_OF = date(2017, 10, 10)


def shown(*records: Any) -> Timeline:
    return timeline.of_file(case(*records), AS_OF)


def the(found: Timeline) -> Item:
    (item,) = (one for lane in found.lanes for one in lane.items)
    return item


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def sure(text: str) -> Bounds:
    return Bounds(at(text), at(text))


def keys(found: Timeline) -> list[tuple[str, list[str]]]:
    return [(lane.key, [one.id for one in lane.items]) for lane in found.lanes]


def rows(items: Iterable[Item]) -> dict[str, int]:
    return {one.id: one.row for one in items}


def test_a_day_counts_from_its_beginning_and_to_its_end() -> None:
    item = the(shown(detention(start="2017-09-18", end="2017-09-25")))
    assert (item.begin, item.end) == (sure("2017-09-18"), sure("2017-09-26"))
    assert not item.uncertain


def test_a_time_of_day_is_kept_to_the_minute() -> None:
    item = the(shown(detention(start="2017-09-18T22:40", end="2017-09-25T23:10")))
    assert (item.begin, item.end) == (sure("2017-09-18T22:40"), sure("2017-09-25T23:10"))


def test_an_uncertain_date_keeps_both_bounds() -> None:
    item = the(shown(detention(start="[2017-09-18..2017-09-20]", end="2017-10~")))
    assert item.begin == Bounds(at("2017-09-18"), at("2017-09-20"))
    assert item.end == Bounds(at("2017-09-02"), at("2017-12-01"))
    assert item.uncertain


def test_an_end_that_is_not_recorded_stays_open() -> None:
    item = the(shown(detention(start="2017-09-18", status="unknown")))
    assert item.end == OPEN
    assert not item.continuing


def test_a_bound_that_is_open_stays_open() -> None:
    item = the(shown(detention(start="2017-09-18", end="[2017-09-20..]")))
    assert item.end == Bounds(at("2017-09-21"), None)


def test_who_is_held_is_held_to_the_day_and_on() -> None:
    item = the(shown(detention(start="2017-09-18", status="ongoing")))
    assert item.end == sure("2017-10-11")
    assert item.continuing


def test_who_is_held_from_a_later_day_on_has_an_open_end() -> None:
    item = the(shown(detention(start="2017-10-20", status="ongoing")))
    assert (item.end, item.continuing) == (OPEN, False)


def test_a_point_reaches_from_its_first_bound_to_its_last() -> None:
    item = the(shown(record("allegation", act="beating", account="SYNTHETIC", on="[2017-09-18..2017-09-20]")))
    assert item.shape is Shape.POINT
    assert (item.begin.earliest, item.end.latest) == (at("2017-09-18"), at("2017-09-21"))
    assert item.uncertain


def test_one_known_day_is_a_point_without_doubt() -> None:
    item = the(shown(record("allegation", act="beating", account="SYNTHETIC", on="2017-09-18")))
    assert not item.uncertain


def test_a_period_is_all_the_time_that_it_names() -> None:
    item = the(shown(record("allegation", act="beating", account="SYNTHETIC", on="2017-09-18/2017-09-20")))
    assert item.shape is Shape.SPELL
    assert (item.begin, item.end) == (sure("2017-09-18"), sure("2017-09-21"))


def test_every_kind_has_its_lane_in_the_order_of_the_story() -> None:
    found = shown(
        record("deadline", "due", title="SYNTHETIC", override="2017-10-20"),
        record("work_loss", "work", on="2017-09-20", outcome="dismissed"),
        order("order", heard_on="2017-09-20"),
        record("medical_exam", "exam", kind="forensic", on="2017-10-01"),
        record("allegation", "beaten", act="beating", account="SYNTHETIC", on="2017-09-18"),
        detention(start="2017-09-18", end="2017-09-25"),
        phase("police_hold", "2017-09-18", "2017-09-20"),
    )
    assert keys(found) == [
        ("custody", ["detention", "phase"]),
        ("treatment", ["beaten"]),
        ("exams", ["exam"]),
        ("court", ["order"]),
        ("losses", ["work"]),
        ("deadlines", ["due"]),
    ]


def test_what_has_no_date_is_counted_and_not_drawn() -> None:
    found = shown(detention(), record("allegation", act="beating", account="SYNTHETIC", on="2017-09-18"))
    assert found.undated == 1
    assert keys(found) == [("treatment", ["allegation"])]


def test_phases_that_follow_each_other_share_a_row_below_their_detention() -> None:
    found = shown(
        detention(start="2017-09-18", end="2017-09-25"),
        phase("police_hold", "2017-09-18", "2017-09-20", key="hold"),
        phase("remand", "2017-09-20", "2017-09-25", key="remand"),
        phase("hospital", "2017-09-21", "2017-09-23", key="hospital"),
    )
    assert rows(found.lanes[0].items) == {"detention": 0, "hold": 1, "remand": 1, "hospital": 2}
    assert found.lanes[0].rows == 3


def test_a_phase_within_the_hours_of_another_stands_below_it() -> None:
    found = shown(
        phase("police_hold", "2017-09-20T23:20", "2017-09-21T15:30", key="hold"),
        phase("hospital", "2017-09-21T09:00", "2017-09-21T10:30", key="hospital"),
        phase("court", "2017-09-21T15:30", "2017-09-21T17:10", key="court"),
    )
    assert rows(found.lanes[0].items) == {"hold": 0, "hospital": 1, "court": 0}


def test_points_stand_below_what_lasts() -> None:
    fields = {"act": "beating", "account": "SYNTHETIC"}
    found = shown(
        record("allegation", "point", on="2017-09-19", **fields),
        record("allegation", "spell", on="2017-09-18/2017-09-20", **fields),
    )
    assert rows(found.lanes[0].items) == {"spell": 0, "point": 1}


def test_detentions_that_overlap_stand_one_below_the_other() -> None:
    found = shown(
        detention("one", start="2017-09-18", status="unknown"), detention("two", start="2017-09-20", end="2017-09-25")
    )
    assert rows(found.lanes[0].items) == {"one": 0, "two": 1}


def test_a_deadline_is_between_its_computed_days_unless_counsel_set_one() -> None:
    computed = {"due_earliest": "2017-09-27", "due_latest": "2017-09-29"}
    found = the(shown(record("deadline", title="SYNTHETIC", **computed)))
    assert (found.begin.earliest, found.end.latest) == (at("2017-09-27"), at("2017-09-30"))
    found = the(shown(record("deadline", title="SYNTHETIC", override="2017-10-02", done_on="2017-10-01", **computed)))
    assert (found.begin.earliest, found.done) == (at("2017-10-02"), True)


def test_the_extent_is_from_the_first_bound_to_the_last() -> None:
    found = shown(detention(start="[2017-09-16..2017-09-18]", status="unknown"), order(heard_on="2017-09-20"))
    assert found.extent == (at("2017-09-16"), at("2017-09-21"))
    assert shown().extent is None


@pytest.fixture
def incident(session: Session) -> str:
    return entries.add(session, "incident", {"title": "SYNTHETIC raid", "kind": "other"}).id


def test_an_incident_has_a_lane_for_each_person_who_was_taken(session: Session, incident: str) -> None:
    made = {name: entries.add(session, "case_file", {"pseudonym": name}).id for name in ("Zaur", "Aytən")}
    for name, start in (("Zaur", "2017-09-20"), ("Aytən", "2017-09-18")):
        fields = {"status": "ended", "start": start, "end": "2017-09-25", "incident": incident}
        held = entries.add(session, "detention", fields, made[name]).id
        entries.add(session, "phase", {"detention": held, "kind": "stop", "start": start}, made[name])
        fields = {"detention": held, "act": "beating", "account": "SYNTHETIC", "on": start}
        entries.add(session, "allegation", fields, made[name])
        entries.add(session, "detention", {"status": "ended", "start": "2016"}, made[name])  # before, elsewhere
    found = timeline.of_incident(session, incident, AS_OF)
    assert [(lane.pseudonym, lane.key) for lane in found.lanes] == [("Aytən", made["Aytən"]), ("Zaur", made["Zaur"])]
    assert [one.kind for one in found.lanes[0].items] == ["detention", "phase", "allegation"]
    assert {one.case for one in found.lanes[0].items} == {made["Aytən"]}


def test_what_was_done_without_a_detention_is_in_the_lane_too(session: Session, incident: str) -> None:
    file = entries.add(session, "case_file", {"pseudonym": "Aytən"}).id
    fields = {"act": "beating", "account": "SYNTHETIC", "on": "2017-09-18", "incident": incident}
    made = entries.add(session, "allegation", fields, file).id
    assert the(timeline.of_incident(session, incident, AS_OF)).id == made


def test_an_incident_of_nobody_is_empty(session: Session, incident: str) -> None:
    assert timeline.of_incident(session, incident, AS_OF).lanes == ()


def test_a_person_without_dates_has_no_lane_and_is_counted() -> None:
    people = [timeline.Person(CASE, "AAAA-BBBB", "N.", (detention(),))]
    assert timeline.of_people(people, AS_OF) == Timeline((), AS_OF, undated=1)
