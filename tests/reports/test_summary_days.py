"""The detention log: the arithmetic printed, and the bars drawn."""

from tests.reports.demo_dossiers import AS_OF
from tests.reports.summary_reading import answer, demo_summary, file_of, one, rows, section, summed, words

from muniment.reports.document import BigFigures, Box, Document, Figure, Label, Polygon, Stroke, Table
from muniment.reports.sections import Section


def _count(document: Document, name: str) -> list[str]:
    return next(row[1:] for row in rows(document, Section.DETENTION) if row[0] == name)


def _figures(document: Document) -> list[Figure]:
    return [block for block in section(document, Section.DETENTION) if isinstance(block, Figure)]


def _hatched(figure: Figure) -> list[Box]:
    return [mark for mark in figure.marks if isinstance(mark, Box) and mark.fill == "hatched"]


def test_elapsed_and_touched_are_both_told() -> None:
    document = demo_summary("kamran")
    assert _count(document, "Elapsed")[0] == "15"
    assert _count(document, "Calendar days touched")[0] == "16"


def test_ordered_is_told_beside_served() -> None:
    document = demo_summary("kamran")
    assert _count(document, "Ordered") == ["20", "by the court, 7.1; ordered is not served"]
    assert _count(document, "Served")[0] == "15"
    assert _count(document, "Nominal end") == ["", "7 October 2017; counted from: 17 September 2017"]


def test_an_early_release_is_flagged() -> None:
    tables = [block for block in section(demo_summary("kamran"), Section.DETENTION) if isinstance(block, Table)]
    flagged = [row.cells for table in tables for row in table.rows if row.strong]
    assert flagged == [("Early release", "5", "released before the nominal end")]


def test_an_overstay_is_flagged_while_it_continues() -> None:
    document = demo_summary("vusal")
    assert _count(document, "Overstay") == ["28", "held beyond the nominal end"]
    assert answer(document, Section.DETENTION).startswith(
        "Held once: 59 days elapsed, 60 calendar days touched, and continuing"
    )


def test_uncertain_ends_give_a_range() -> None:
    document = demo_summary("ayten")
    assert _count(document, "Elapsed")[0] == "12–15"
    assert _count(document, "Early release") == ["0–3", "possibly released before the nominal end"]


def test_overlapping_detentions_are_counted_once_and_named() -> None:
    document = demo_summary("fuad")
    assert answer(document, Section.DETENTION).startswith("Held twice: 13 calendar days touched")
    told = words(section(document, Section.DETENTION))
    assert "Detentions 5.1 and 5.2 overlap as recorded. Nothing is corrected." in told
    assert "Days elapsed, added up: not added up: detentions overlap, or dates are missing" in told


def test_a_stated_length_without_dates_stands_alone() -> None:
    document = demo_summary("b")
    assert _count(document, "Elapsed") == ["–", "cannot be computed: a start or an end is not recorded"]
    assert _count(document, "Stated by the person") == ["2", "“two days”; the only figure there is"]


def test_a_stated_length_that_conflicts_is_left_as_it_is() -> None:
    detention = one("detention", "d", start="2017-09-01", end="2017-09-20", status="ended", stated_duration="two days")
    conflict = "“two days”; conflicts with the computed days; nothing is corrected"
    assert _count(summed(file_of(detention)), "Stated by the person") == ["2", conflict]


def test_no_bar_is_drawn_without_a_start() -> None:
    assert _figures(demo_summary("b")) == []


def test_certain_ends_are_drawn_without_hatching() -> None:
    detention = one("detention", "d", start="2017-09-01", end="2017-09-20", status="ended")
    assert _hatched(_figures(summed(file_of(detention)))[0]) == []


def test_uncertain_ends_are_drawn_hatched() -> None:
    detention = one("detention", "d", start="[2017-09-01..2017-09-03]", end="2017-09-20", status="ended")
    figure = _figures(summed(file_of(detention)))[0]
    hatched = _hatched(figure)
    black = next(mark for mark in figure.marks if isinstance(mark, Box) and mark.fill == "black")
    assert [round(box.x + box.width, 3) for box in hatched] == [round(black.x, 3)]
    assert "Hatched: the date is uncertain." in figure.caption


def test_an_end_that_is_not_recorded_is_drawn_open() -> None:
    detention = one("detention", "d", start="2017-09-01", status="unknown")
    figure = _figures(summed(file_of(detention)))[0]
    assert any(isinstance(mark, Box) and mark.dashed for mark in figure.marks)
    assert any(isinstance(mark, Label) and mark.text == "?" for mark in figure.marks)


def test_a_detention_that_continues_ends_in_an_arrow_at_the_date_of_the_paper() -> None:
    detention = one("detention", "d", start="2017-11-10", status="ongoing")
    document = summed(file_of(detention))
    assert any(isinstance(mark, Polygon) for mark in _figures(document)[0].marks)
    assert _count(document, "Elapsed")[0] == str((AS_OF.day) - 10)


def test_every_bar_stays_inside_its_drawing() -> None:
    for case in ("ayten", "kamran", "vusal", "deniz"):
        for figure in _figures(demo_summary(case)):
            boxes = [mark for mark in figure.marks if isinstance(mark, Box)]
            assert all(box.x >= 0 and box.x + box.width <= figure.width for box in boxes)


def test_times_of_day_are_drawn_to_scale() -> None:
    times = {"start": "2017-09-01T06:00:00", "end": "2017-09-01T18:00:00"}
    figure = _figures(summed(file_of(one("detention", "d", status="ended", **times))))[0]
    black = next(mark for mark in figure.marks if isinstance(mark, Box) and mark.fill == "black")
    axis = next(mark for mark in figure.marks if isinstance(mark, Stroke))
    assert round(black.width / (axis.x2 - axis.x1), 2) == 0.5


def test_phases_are_told_with_place_basis_and_record() -> None:
    told = words(section(demo_summary("deniz"), Section.DETENTION))
    assert "failure to obey the police | unread signed | [S1] [S7] [E3]" in told


def test_one_day_is_a_day() -> None:
    held = one("detention", "d", start="2017-09-20", end="2017-09-21", status="ended")
    [big] = [block for block in summed(file_of(held)).blocks if isinstance(block, BigFigures)]
    assert [(figure.number, figure.label) for figure in big.figures] == [
        ("1", "day elapsed"),
        ("2", "calendar days touched"),
    ]


def test_a_legal_status_that_is_unknown_is_called_by_its_name() -> None:
    status = one("status_change", "s", status="unknown", on="2017-09-20")
    assert "legal status: unknown" in answer(summed(file_of(status)), Section.OVERVIEW)


def test_the_axis_tells_the_year_once_and_where_it_changes() -> None:
    held = one("detention", "d", start="2017-11-25", end="2018-01-20", status="ended")
    [figure] = _figures(summed(file_of(held)))
    days = [mark.text for mark in figure.marks if isinstance(mark, Label) and mark.align == "centre"]
    assert [day for day in days if len(day) > len("25 Nov")] == ["25 Nov 2017", "6 Jan 2018"]
