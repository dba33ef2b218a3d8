"""The timeline on the screen, driven by keys, in a case file and for an incident."""

from datetime import date, datetime
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolTip
from pytestqt.qtbot import QtBot
from tests.ui.casefile_room import CaseRoom
from tests.ui.window_room import WindowRoom
from tests.unit.dossiers import case as file_of
from tests.unit.dossiers import detention, order, phase, record

from muniment.domain.records import Record
from muniment.host.resources import load_vocabularies
from muniment.services import timeline
from muniment.services.timeline import Item
from muniment.ui.pages.casefile.timeline import names_for
from muniment.ui.theme import DARK, LIGHT, Colours, contrast
from muniment.ui.widgets.timeline import TimelineView
from muniment.ui.widgets.timeline_marks import tone_of
from muniment.ui.widgets.timeline_panel import TimelinePanel
from muniment.ui.widgets.timeline_plan import Plot, Stretch, stretched
from muniment.ui.widgets.timescale import Span, seconds

KEY = Qt.Key
AS_OF = date(2017, 10, 10)
STORY = (
    detention("first", start="2017-09-18", end="2017-09-25"),
    phase("police_hold", "2017-09-18", "2017-09-20", key="hold", detention="first"),
    detention("second", start="2017-10-05", status="ongoing"),
    record("allegation", "early", act="beating", account="SYNTHETIC", on="2017-09-19"),
    record("allegation", "late", act="torture", account="SYNTHETIC", on="[2017-10-05..2017-10-08]"),
    order("order", heard_on="2017-09-20"),
)


def made(qtbot: QtBot, *story: Record) -> TimelineView:
    view = TimelineView()
    qtbot.addWidget(view)
    view.resize(700, 300)
    view.show_timeline(timeline.of_file(file_of(*(story or STORY)), AS_OF), names_for(load_vocabularies()))
    view.show()
    view.activateWindow()
    view.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(view.hasFocus)
    return view


def middle(view: TimelineView, record_id: str) -> QPoint:
    place = view.place_of(record_id)
    assert place is not None
    return place.center().toPoint()


def press(view: TimelineView, *keys: Qt.Key) -> str:
    """What is looked at after these keys."""
    for key in keys:
        QTest.keyClick(view, key)
    return view.accessibleDescription()


def opened(qtbot: QtBot, view: TimelineView) -> str:
    with qtbot.waitSignal(view.wanted) as told:
        QTest.keyClick(view, KEY.Key_Return)
    assert told.args is not None
    return str(told.args[2])


# --- keys ---


def test_left_and_right_go_from_item_to_item_and_stay_at_the_ends(qtbot: QtBot) -> None:
    view = made(qtbot)
    assert [opened(qtbot, view), press(view, KEY.Key_Right) and opened(qtbot, view)] == ["first", "hold"]
    press(view, KEY.Key_Right, KEY.Key_Right)
    assert opened(qtbot, view) == "second"
    press(view, KEY.Key_Left)
    assert opened(qtbot, view) == "hold"


def test_down_and_up_go_to_what_is_nearest_in_the_next_lane(qtbot: QtBot) -> None:
    view = made(qtbot)
    press(view, KEY.Key_End, KEY.Key_Down)
    assert opened(qtbot, view) == "late"
    press(view, KEY.Key_Home, KEY.Key_Up)
    assert opened(qtbot, view) in ("first", "hold")


def test_home_and_end_go_to_the_ends_of_a_lane(qtbot: QtBot) -> None:
    view = made(qtbot)
    press(view, KEY.Key_End)
    assert opened(qtbot, view) == "second"
    press(view, KEY.Key_Home)
    assert opened(qtbot, view) == "first"


def test_in_a_mirrored_window_time_runs_to_the_left(qtbot: QtBot) -> None:
    view = made(qtbot)
    view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    press(view, KEY.Key_Left)
    assert opened(qtbot, view) == "hold"


def test_plus_brings_nearer_minus_farther_and_0_shows_all(qtbot: QtBot) -> None:
    view = made(qtbot)
    whole = view.span
    press(view, KEY.Key_Plus, KEY.Key_Plus)
    assert view.span.length < whole.length / 2
    press(view, KEY.Key_Minus)
    assert whole.length / 2 < view.span.length < whole.length
    press(view, KEY.Key_0)
    assert view.span == whole


def test_nothing_is_shown_beyond_all_of_it(qtbot: QtBot) -> None:
    view = made(qtbot)
    whole = view.span
    press(view, *([KEY.Key_Minus] * 5))
    assert view.span == whole


def test_what_is_gone_to_comes_into_sight(qtbot: QtBot) -> None:
    view = made(qtbot)
    press(view, *([KEY.Key_Plus] * 5))
    press(view, KEY.Key_End)
    assert view.span.part(datetime(2017, 10, 5)) == pytest.approx(0.5, abs=0.5)


# --- what is told ---


def test_every_item_has_a_name_and_the_one_that_is_looked_at_is_told(qtbot: QtBot) -> None:
    view = made(qtbot)
    assert view.names() == [
        "Held: Detention, 18 Sep 2017 – 25 Sep",
        "Held: Phase of detention: Police hold, 18 Sep 2017 – 20 Sep",
        "Held: Detention, 5 Oct 2017 – ongoing",
        "Abuse: Allegation: Beating, 19 Sep 2017",
        "Abuse: Allegation: Torture, 5–8 Oct 2017",
        "In court: Court order, 20 Sep 2017",
    ]
    assert press(view, KEY.Key_Right) == view.names()[1]


def test_a_tool_tip_tells_what_is_there_and_nobody_by_name(qtbot: QtBot) -> None:
    told = {"title": "Zaur SYNTHETIC", "override": "2017-09-20"}
    view = made(qtbot, record("deadline", **told))
    place = middle(view, "deadline")
    QApplication.sendEvent(view, QHelpEvent(QHelpEvent.Type.ToolTip, place, view.mapToGlobal(place)))
    assert QToolTip.text() == "Deadline, 20 Sep 2017"
    QToolTip.hideText()


def test_points_that_would_cover_each_other_are_one_with_all_their_names(qtbot: QtBot) -> None:
    days = [record("allegation", f"a{n}", act="beating", account="SYNTHETIC", on="2017-09-19") for n in range(9)]
    view = made(qtbot, detention("held", start="2017-09-01", end="2017-10-10"), *days)
    press(view, KEY.Key_Down, KEY.Key_Right, KEY.Key_Right)
    assert opened(qtbot, view) == "a2"


def test_a_click_asks_for_the_record(qtbot: QtBot) -> None:
    view = made(qtbot, detention("held", start="2017-09-01", end="2017-10-10"))
    with qtbot.waitSignal(view.wanted) as told:
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=middle(view, "held"))
    assert told.args == ["file", "detention", "held"]


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_what_is_drawn_stands_out_from_the_ground(palette: Colours) -> None:
    for kind in ("detention", "phase", "allegation", "medical_exam", "court_order", "housing_loss", "deadline"):
        assert contrast(tone_of(kind, palette).name(), palette.surface) >= 3


# --- where things stand ---


SEPTEMBER = Span(seconds(datetime(2017, 9, 1)), seconds(datetime(2017, 10, 1)))
PLOT = Plot(QRectF(0, 0, 300, 10), SEPTEMBER)  # each day is 10 pixels wide
MIRRORED = Plot(QRectF(0, 0, 300, 10), SEPTEMBER, mirrored=True)
STUB = 30


def held(**fields: object) -> Item:
    return timeline.of_file(file_of(detention("held", **fields)), AS_OF).lanes[0].items[0]


def test_a_sure_bar_reaches_from_its_beginning_to_its_end() -> None:
    found = stretched(held(start="2017-09-11", end="2017-09-20"), PLOT, STUB)
    assert found == Stretch((100, 200), (100, 200), True, False, False)


def test_uncertain_ends_lie_between_their_bounds() -> None:
    found = stretched(held(start="[2017-09-06..2017-09-11]", end="[2017-09-20..2017-09-25]"), PLOT, STUB)
    assert found == Stretch((50, 250), (100, 200), True, False, False)


def test_a_bar_of_which_nothing_is_certain_is_doubtful_from_end_to_end() -> None:
    found = stretched(held(start="[2017-09-06..2017-09-21]", end="[2017-09-10..2017-09-25]"), PLOT, STUB)
    assert found.outer == (50, 250)
    assert not found.sure


def test_an_open_end_reaches_a_little_further_than_what_is_known() -> None:
    found = stretched(held(start="2017-09-11", status="unknown"), PLOT, STUB)
    assert (found.outer, found.sure, found.onwards) == ((100, 130), False, True)


def test_an_open_bound_fades_from_the_one_that_is_known() -> None:
    found = stretched(held(start="[..2017-09-11]", end="2017-09-20"), PLOT, STUB)
    assert (found.outer, found.inner, found.from_before) == ((70, 200), (100, 200), True)


def test_mirrored_a_bar_runs_the_other_way() -> None:
    found = stretched(held(start="2017-09-11", status="unknown"), MIRRORED, STUB)
    assert found.outer == (200, 170)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (datetime(2017, 9, 20, 9), datetime(2017, 9, 20, 13), ["09:00", "10:00", "11:00", "12:00", "13:00"]),
        (datetime(2017, 9, 20), datetime(2017, 9, 22), ["00:00", "12:00", "00:00", "12:00", "00:00"]),
        (datetime(2017, 9, 24), datetime(2017, 10, 4), ["25", "27", "29", "1", "3"]),
        (datetime(2017, 9, 1), datetime(2017, 12, 31), ["Sep", "Oct", "Nov", "Dec"]),
        (datetime(2015, 3, 1), datetime(2019, 3, 1), ["2016", "2017", "2018", "2019"]),
        (datetime(1980, 1, 1), datetime(2020, 1, 1), ["1980", "1990", "2000", "2010", "2020"]),
    ],
)
def test_the_axis_counts_from_hours_to_decades(first: datetime, last: datetime, expected: list[str]) -> None:
    assert [tick.text for tick in Span(seconds(first), seconds(last)).ticks(6)] == expected


def test_the_axis_says_what_its_marks_stand_within_where_that_changes() -> None:
    ticks = Span(seconds(datetime(2017, 12, 26)), seconds(datetime(2018, 1, 10))).ticks(4)
    assert [(tick.text, tick.within) for tick in ticks] == [("26", "Dec 2017"), ("1", "Jan 2018"), ("6", "")]


def test_marks_are_never_more_than_there_is_room_for() -> None:
    for hours in (3, 10, 50, 300, 1500, 10_000, 100_000):
        ticks = Span(0, hours * 3600).ticks(8)
        assert len(ticks) <= 10
        assert all(one.at < other.at for one, other in pairwise(ticks))


# --- in a case file, and for an incident ---


@pytest.fixture
def case(window: WindowRoom) -> CaseRoom:
    return CaseRoom(window)


def panel(case: CaseRoom) -> TimelinePanel:
    return case.page.findChildren(TimelinePanel)[0]


def test_it_stands_above_what_happened_and_enter_goes_to_the_record(case: CaseRoom) -> None:
    file = case.case()
    case.add("detention", {"start": "2017-09-18", "end": "2017-09-25", "status": "ended"}, file)
    case.allegation(file, on="2017-09-19")
    loss = case.add("work_loss", {"on": "2017-09-30", "outcome": "dismissed"}, file)
    case.show(file)
    case.window.until(lambda: bool(case.focused()))
    case.press(KEY.Key_Tab, modifier=Qt.KeyboardModifier.ShiftModifier)
    view = panel(case).view
    case.window.until(view.hasFocus)
    case.press(KEY.Key_Down, KEY.Key_Down, KEY.Key_Return)
    case.window.until(lambda: case.focused() == loss)


def test_what_is_entered_is_on_it(case: CaseRoom) -> None:
    file = case.case()
    case.allegation(file, on="2017-09-19")
    case.show(file)
    case.window.until(lambda: len(panel(case).view.names()) == 1)
    case.allegation(file, on="2017-09-20")
    case.window.until(lambda: len(panel(case).view.names()) == 2)


def test_a_file_without_dates_has_none(case: CaseRoom) -> None:
    file = case.case()
    record = case.allegation(file)
    case.show(file)
    case.window.until(lambda: case.focused() == record)
    assert not case.section.findChildren(TimelinePanel)


def test_it_stays_folded_wherever_one_goes(case: CaseRoom) -> None:
    files = [case.case(name) for name in ("Aytən SYNTHETIC", "Zaur SYNTHETIC")]
    for file in files:
        case.allegation(file, on="2017-09-19")
    case.show(files[0])
    case.window.until(lambda: bool(case.focused()))
    assert panel(case).view.isVisible()
    fold = next(one for one in panel(case).findChildren(QPushButton) if one.text() == "Timeline")
    fold.setFocus()
    case.press(KEY.Key_Space)
    assert not panel(case).view.isVisible()
    case.show(files[1])
    case.window.until(lambda: bool(case.focused()))
    assert panel(case).is_folded
