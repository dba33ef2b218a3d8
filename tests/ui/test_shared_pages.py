"""Incidents and people: the list narrowed by words and kinds, an incident with its people over time and its counts."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from tests.ui.casefile_room import CaseRoom
from tests.ui.forms_room import type_into
from tests.ui.window_room import WindowRoom

from muniment.ui.desk import Place
from muniment.ui.pages.casefile.page import CasePage
from muniment.ui.pages.counts import CountRow, CountsPage
from muniment.ui.pages.shared import SharedPage
from muniment.ui.widgets.timeline_panel import TimelinePanel

KEY = Qt.Key


@pytest.fixture
def case(window: WindowRoom) -> CaseRoom:
    return CaseRoom(window)


def shown(case: CaseRoom, page: str, lines: int) -> SharedPage:
    """A page of shared records, once its list has so many lines."""
    case.window.desk.go(Place(page))
    found = case.window.frame.page
    assert isinstance(found, SharedPage)
    case.window.until(lambda: found.list.count() == lines)
    return found


def names(page: SharedPage) -> list[str]:
    return [page.list.item(at).text() for at in range(page.list.count())]


def chip(page: SharedPage, text: str) -> QPushButton:
    return next(one for one in page.kinds.findChildren(QPushButton) if one.text() == text and one.isVisible())


def incident(case: CaseRoom, title: str, kind: str = "home_raid") -> str:
    return case.add("incident", {"title": title, "kind": kind})


def taken(case: CaseRoom, name: str, into: str, start: str) -> str:
    file = case.case(name)
    fields = {"status": "ended", "start": start, "end": "2017-09-25", "incident": into}
    return case.add("detention", fields, file)


def test_each_line_says_its_kind_to_who_hears_it(case: CaseRoom) -> None:
    case.add("contact", {"name": "Leyla SYNTHETIC", "role": "lawyer"})
    case.add("agency", {"name": "Police SYNTHETIC"})
    page = shown(case, "people", 2)
    assert sorted(names(page)) == ["Leyla SYNTHETIC, Contact", "Police SYNTHETIC, Agency"]


def test_a_chip_narrows_the_list_to_a_kind_and_all_brings_it_back(case: CaseRoom) -> None:
    case.add("contact", {"name": "Leyla SYNTHETIC", "role": "lawyer"})
    case.add("agency", {"name": "Police SYNTHETIC"})
    page = shown(case, "people", 2)
    for text, expected in (("Agencies", 1), ("All", 2)):
        chip(page, text).setFocus()
        case.press(KEY.Key_Space)
        case.window.until(lambda expected=expected: page.list.count() == expected)  # type: ignore[misc]


def test_incidents_are_narrowed_by_what_happened(case: CaseRoom) -> None:
    incident(case, "SYNTHETIC bar", "venue_raid")
    incident(case, "SYNTHETIC flat", "home_raid")
    page = shown(case, "incidents", 2)
    chip(page, "Home raid").setFocus()
    case.press(KEY.Key_Space)
    case.window.until(lambda: names(page) == ["SYNTHETIC flat, Home raid"])


def test_typing_narrows_the_list(case: CaseRoom) -> None:
    incident(case, "SYNTHETIC bar", "venue_raid")
    incident(case, "SYNTHETIC flat", "home_raid")
    page = shown(case, "incidents", 2)
    page.filter.setFocus()
    type_into(page.filter, "fla")
    case.window.until(lambda: page.list.count() == 1)


def test_an_incident_has_a_lane_for_each_person_and_enter_opens_the_file(case: CaseRoom) -> None:
    raid = incident(case, "SYNTHETIC raid")
    first, second = (taken(case, name, raid, f"2017-09-{day}") for name, day in (("Aytən", 18), ("Zaur", 20)))
    page = shown(case, "incidents", 1)
    case.window.until(lambda: bool(page.findChildren(TimelinePanel)))
    view = page.findChildren(TimelinePanel)[0].view
    told = [name.split(" · ")[1].split(":")[0] for name in view.names()]
    assert told == ["Aytən", "Zaur"]
    view.setFocus(Qt.FocusReason.TabFocusReason)
    case.press(KEY.Key_Down, KEY.Key_Return)
    case.window.until(lambda: isinstance(case.window.frame.page, CasePage) and case.focused() == second)
    assert first != second


def test_published_counts_stand_with_their_incident_and_lead_to_their_page(case: CaseRoom) -> None:
    raid = incident(case, "SYNTHETIC raid")
    other = incident(case, "SYNTHETIC other")
    count = {"counted": "detained", "source_title": "SYNTHETIC news", "low": 80, "high": 100}
    mine = case.add("count_claim", {**count, "incident": raid})
    case.add("count_claim", {**count, "incident": other})
    page = shown(case, "incidents", 2)
    page.show_place(Place("incidents", record=raid))
    case.window.until(lambda: [one.claim.id for one in page.findChildren(CountRow)] == [mine])
    page.findChildren(CountRow)[0].setFocus()
    case.press(KEY.Key_Return)
    case.window.until(lambda: isinstance(case.window.frame.page, CountsPage))


def test_a_person_has_no_timeline(case: CaseRoom) -> None:
    case.add("contact", {"name": "Leyla SYNTHETIC", "role": "lawyer"})
    page = shown(case, "people", 1)
    page.list.setFocus()
    case.window.until(lambda: QApplication.focusWidget() is page.list)
    assert not page.findChildren(TimelinePanel)


@pytest.mark.parametrize("percent", [100, 200])
def test_all_of_an_incident_has_its_height_at_any_size_of_the_text(case: CaseRoom, percent: int) -> None:
    raid = incident(case, "SYNTHETIC raid")
    for number in range(4):
        taken(case, f"Александра-Виктория Константинопольская {number}", raid, "2017-09-18")
    count = {"counted": "detained", "source_title": "SYNTHETIC " * 6, "low": 80, "high": 100, "incident": raid}
    case.add("count_claim", count)
    case.window.dress(percent)
    page = shown(case, "incidents", 1)
    case.window.until(lambda: bool(page.findChildren(CountRow)))
    view = page.findChildren(TimelinePanel)[0].view
    row = page.findChildren(CountRow)[0]
    case.window.until(lambda: view.height() >= view.heightForWidth(view.width()))
    case.window.until(lambda: row.height() >= row.heightForWidth(row.width()))
