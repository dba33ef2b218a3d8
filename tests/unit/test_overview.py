"""What a case file comes to: custody, days, ordered against served, the next deadline."""

from datetime import date

import pytest

from muniment.domain.dates import UncertainDate
from muniment.domain.dossier import Dossier
from muniment.domain.overview import Overview, overview
from muniment.domain.records import CaseFile, CourtOrder, Deadline, Detention, Record, StatusChange
from muniment.domain.span import Span

AS_OF = date(2017, 11, 1)


def when(edtf: str) -> UncertainDate | None:
    return UncertainDate.parse(edtf) if edtf else None


def detention(
    start: str = "", end: str = "", status: str = "ended", record_id: str = "d", stated: str = ""
) -> Detention:
    return Detention(id=record_id, case="c", start=when(start), end=when(end), status=status, stated_duration=stated)


def of(*records: Record, as_of: date = AS_OF) -> Overview:
    return overview(Dossier(CaseFile(id="c", code="K7M2-Q9FX", pseudonym="P"), records), as_of)


def test_a_file_without_a_detention_comes_to_nothing_and_does_not_know_whether_somebody_is_held() -> None:
    found = of()
    assert (found.in_custody, found.held, found.ordered, found.next_deadline) == (None, (), None, None)
    assert not found.touched.known


def test_uncertain_dates_give_a_range_of_days() -> None:
    found = of(detention("[2017-09-18..2017-09-20]", "[2017-10-02..2017-10-03]"))
    assert found.held[0].stretch.elapsed == Span(12, 15)


def test_ordered_is_not_served() -> None:
    order = CourtOrder(id="o", case="c", detention="d", days_ordered=20, counted_from=when("2017-09-17"))
    held = of(detention("2017-09-17", "2017-10-02"), order).held[0]
    assert (held.ordered, held.stretch.elapsed, held.stretch.touched) == (20, Span(15, 15), Span(16, 16))
    assert held.against is not None
    assert held.against.nominal_end == (date(2017, 10, 7), date(2017, 10, 7))
    assert (held.against.early_release, held.against.overstayed) == (Span(5, 5), False)


def test_the_latest_order_that_gives_days_counts_and_orders_of_detentions_add_up() -> None:
    records = [
        detention("2017-09-17", "2017-10-02"),
        CourtOrder(id="o1", case="c", detention="d", days_ordered=20, heard_on=when("2017-09-17")),
        CourtOrder(id="o2", case="c", detention="d", days_ordered=15, heard_on=when("2017-09-25")),
        CourtOrder(id="o3", case="c", detention="d", outcome="fine", heard_on=when("2017-09-30")),
        detention("2018-01-01", "2018-01-11", record_id="e"),
        CourtOrder(id="o4", case="c", detention="e", days_ordered=10),
    ]
    found = of(*records)
    assert ([held.ordered for held in found.held], found.ordered) == ([15, 10], 25)


def test_days_that_two_detentions_share_are_counted_once_and_elapsed_is_left_open() -> None:
    found = of(detention("2017-09-15", "2017-09-22"), detention("2017-09-20", "2017-09-27", record_id="e"))
    assert found.touched == Span(13, 13)
    assert not found.elapsed.known


def test_days_elapsed_of_separate_detentions_add_up() -> None:
    found = of(detention("2017-09-15", "2017-09-17"), detention("2017-09-20", "2017-09-27", record_id="e"))
    assert (found.elapsed, found.touched) == (Span(9, 9), Span(11, 11))


def test_somebody_held_is_counted_up_to_the_reports_date() -> None:
    found = of(detention("2017-09-17", status="ongoing"), as_of=date(2017, 9, 26))
    assert (found.in_custody, found.elapsed, found.touched) == (True, Span(9, 9), Span(10, 10))
    assert found.held[0].stretch.continuing


def test_where_it_is_not_known_whether_somebody_is_held_that_is_said() -> None:
    assert of(detention("2017-09-17", status="unknown")).in_custody is None


@pytest.mark.parametrize("as_of", [date(2017, 9, 1), date(2017, 9, 17)])
def test_a_report_for_a_day_before_the_detention_is_no_failure(as_of: date) -> None:
    order = CourtOrder(id="o", case="c", detention="d", days_ordered=20, counted_from=when("2017-09-20"))
    assert of(detention("2017-09-17", status="ongoing"), order, as_of=as_of).in_custody is True


def test_what_is_stated_stays_beside_what_is_computed() -> None:
    held = of(detention(stated="two days")).held[0]
    assert held.stated == Span(2, 2)
    assert not held.stretch.elapsed.known


def test_the_latest_status_is_the_one_with_the_latest_date() -> None:
    changes = [
        StatusChange(id="1", case="c", on=when("2017-09-20"), status="fined_and_released"),
        StatusChange(id="2", case="c", on=when("2017-09-17"), status="police_hold"),
        StatusChange(id="3", case="c", status="unknown"),
    ]
    assert of(*changes).legal_status == "fined_and_released"


def test_the_next_deadline_is_the_earliest_that_is_not_done() -> None:
    deadlines = [
        Deadline(id="1", case="c", title="done", due_earliest=when("2017-09-20"), done_on=when("2017-09-19")),
        Deadline(id="2", case="c", title="later", due_earliest=when("2018-04-12")),
        Deadline(id="3", case="c", title="by counsel", due_earliest=when("2018-05-12"), override=when("2017-12-01")),
        Deadline(id="4", case="c", title="no day"),
    ]
    found = of(*deadlines).next_deadline
    assert found is not None
    assert found.title == "by counsel"


def test_detentions_are_told_in_the_order_of_their_start() -> None:
    found = of(
        detention("2018-01-01", record_id="later"), detention(record_id="undated"), detention("2017", record_id="first")
    )
    assert [held.detention.id for held in found.held] == ["first", "later", "undated"]
