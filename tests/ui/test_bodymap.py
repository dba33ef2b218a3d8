"""The body map, driven by keys and pointer."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests.ui.casefile_room import CaseRoom
from tests.ui.window_room import WindowRoom

from muniment.domain.body_regions import region_at
from muniment.domain.records import Injury
from muniment.host.resources import load_body_map, load_vocabularies
from muniment.services import finding
from muniment.ui.widgets.bodymap import BodyMapView, Spot

KEY = Qt.Key
BODY = load_body_map()


def made(qtbot: QtBot, *, read_only: bool = False) -> BodyMapView:
    view = BodyMapView(BODY, load_vocabularies(), read_only=read_only)
    qtbot.addWidget(view)
    view.resize(700, 600)
    view.show()
    view.setFocus()
    return view


def test_arrows_move_the_cross_hair_and_shift_moves_it_further(qtbot: QtBot) -> None:
    view = made(qtbot)
    QTest.keyClick(view, KEY.Key_Right)
    QTest.keyClick(view, KEY.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert view.cross_hair == ("front", 0.51, 0.35)


def test_it_stays_inside_the_view(qtbot: QtBot) -> None:
    view = made(qtbot)
    for _ in range(20):
        QTest.keyClick(view, KEY.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert view.cross_hair[1] == 0


def test_page_down_goes_through_every_view_and_comes_back(qtbot: QtBot) -> None:
    view = made(qtbot)
    seen = []
    for _ in BODY.views:
        seen.append(view.cross_hair[0])
        QTest.keyClick(view, KEY.Key_PageDown)
    assert seen == list(BODY.views)
    assert view.cross_hair[0] == "front"


def test_enter_places_where_the_cross_hair_is(qtbot: QtBot) -> None:
    view = made(qtbot)
    with qtbot.waitSignal(view.placed) as told:
        QTest.keyClick(view, KEY.Key_Return)
    assert told.args == ["front", 0.5, 0.3]


def test_a_click_places_in_the_view_under_the_pointer(qtbot: QtBot) -> None:
    view = made(qtbot)
    with qtbot.waitSignal(view.placed) as told:
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(70, 20))
    assert told.args is not None
    assert told.args[0] == "front"
    assert told.args[1:] == pytest.approx([0.6, 0.06], abs=0.1)


def test_where_the_cross_hair_is_is_told_to_who_cannot_see_it(qtbot: QtBot) -> None:
    view = made(qtbot)
    view.call("Place")
    assert view.accessibleName() == "Place: front, middle, chest"
    QTest.keyClick(view, KEY.Key_PageDown)
    assert view.accessibleName() == "Place: back, middle, upper back"


def test_what_may_only_be_read_takes_no_focus_and_places_nothing(qtbot: QtBot) -> None:
    view = made(qtbot, read_only=True)
    assert view.focusPolicy() == Qt.FocusPolicy.NoFocus
    with qtbot.assertNotEmitted(view.placed):
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(70, 20))


def test_injuries_are_told_to_who_cannot_see_them(qtbot: QtBot) -> None:
    view = made(qtbot, read_only=True)
    view.show_spots([Spot(1, "back", 0.5, 0.4, "Bruise, lower back")])
    assert view.accessibleDescription() == "1: Bruise, lower back"


@pytest.mark.parametrize(
    ("view", "x", "y", "expected"),
    [
        ("front", 0.5, 0.25, ("chest", "middle")),
        ("front", 0.22, 0.3, ("upper_arm", "right")),
        ("front", 0.6, 0.74, ("knee", "left")),
        ("back", 0.35, 0.48, ("buttocks", "left")),
        ("left", 0.52, 0.3, ("upper_arm", "left")),
        ("right", 0.9, 0.08, ("face", "right")),
        ("head", 0.63, 0.42, ("eye", "left")),
        ("feet", 0.2, 0.1, ("toes", "left")),
    ],
)
def test_a_region_is_proposed_from_the_point(view: str, x: float, y: float, expected: tuple[str, str]) -> None:
    assert region_at(BODY.views[view], x, y) == expected


def test_every_proposal_is_a_term_of_the_list() -> None:
    terms = load_vocabularies()
    for view in BODY.views.values():
        for place in range(101 * 101):
            region, side = region_at(view, place % 101 / 100, place // 101 / 100)
            assert not region or region in terms["body_region"]
            assert side in terms["body_side"]


def test_a_new_injury_is_made_by_placing_it(window: WindowRoom) -> None:
    case = CaseRoom(window)
    file = case.case()
    case.show(file)
    window.until(case.section.hasFocus)
    case.press(KEY.Key_A, KEY.Key_I)
    body = case.section.findChildren(BodyMapView)[0]
    body.setFocus()
    QTest.keyClick(body, KEY.Key_Return)
    window.until(lambda: bool(_injuries(case, file)))
    placed = _injuries(case, file)[0]
    assert (placed.view, str(placed.x), str(placed.y)) == ("front", "0.5", "0.3")
    assert (placed.region, placed.side) == ("chest", "middle")


def test_placing_anew_leaves_the_region_that_was_said(window: WindowRoom) -> None:
    case = CaseRoom(window)
    file = case.case()
    record = case.add("injury", {"region": "eye"}, file)
    case.show(file, "happened", record)
    window.until(lambda: case.focused() == record)
    case.press(KEY.Key_Return)
    body = case.section.findChildren(BodyMapView)[0]
    body.setFocus()
    QTest.keyClick(body, KEY.Key_Return)
    window.until(lambda: _injuries(case, file)[0].x is not None)
    assert _injuries(case, file)[0].region == "eye"


def test_what_is_placed_is_one_change_that_undo_takes_back_and_the_map_follows(window: WindowRoom) -> None:
    case = CaseRoom(window)
    file = case.case()
    record = case.add("injury", {"region": "chest", "view": "front", "x": 0.4, "y": 0.2}, file)
    case.show(file, "happened", record)
    window.until(lambda: case.focused() == record)
    case.press(KEY.Key_Return)
    body = _map_of(case, record)
    window.until(lambda: body.cross_hair == ("front", 0.4, 0.2))
    body.setFocus()
    case.press(KEY.Key_Right, KEY.Key_Return)
    window.until(lambda: str(_injuries(case, file)[0].x) == "0.41")
    window.desk.undoing.emit(file)
    window.until(lambda: body.cross_hair == ("front", 0.4, 0.2))
    assert str(_injuries(case, file)[0].x) == "0.4"


def test_delete_on_the_map_takes_the_place_away_and_leaves_the_injury(window: WindowRoom) -> None:
    case = CaseRoom(window)
    file = case.case()
    record = case.add("injury", {"region": "chest", "view": "front", "x": 0.4, "y": 0.2}, file)
    case.show(file, "happened", record)
    window.until(lambda: case.focused() == record)
    case.press(KEY.Key_Return)
    body = _map_of(case, record)
    window.until(lambda: body.cross_hair == ("front", 0.4, 0.2))
    body.setFocus()
    case.press(KEY.Key_Delete)
    window.until(lambda: _injuries(case, file)[0].view == "")
    left = _injuries(case, file)[0]
    assert (left.x, left.y, left.region) == (None, None, "chest")


def test_the_map_stands_in_the_place_of_its_three_fields(window: WindowRoom) -> None:
    case = CaseRoom(window)
    record = case.add("injury", {"region": "chest"}, file := case.case())
    case.show(file, "happened", record)
    window.until(lambda: case.focused() == record)
    case.press(KEY.Key_Return)
    form = case.block(record).form
    assert form is not None
    seen = [name for name, box in form.boxes.items() if box.isVisible()]
    assert "view" in seen
    assert not {"x", "y"} & set(seen)


def test_injuries_with_a_place_are_on_the_map_above_their_list(window: WindowRoom) -> None:
    case = CaseRoom(window)
    file = case.case()
    case.add("injury", {"region": "chest", "view": "front", "x": 0.5, "y": 0.3}, file)
    case.show(file)
    window.until(lambda: bool(case.section.findChildren(BodyMapView)))
    assert "Chest" in case.section.findChildren(BodyMapView)[0].accessibleDescription().title()


def _map_of(case: CaseRoom, record: str) -> BodyMapView:
    return case.block(record).findChildren(BodyMapView)[0]


def _injuries(case: CaseRoom, file: str) -> tuple[Injury, ...]:
    found = case.write(lambda session: [finding.dossier(session, finding.record(session, file).no)])
    return tuple(found[0].all(Injury))
