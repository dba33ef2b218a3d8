"""From one end to the other through the real window, with the keyboard alone."""

import hashlib
import json
from pathlib import Path

from PIL import Image
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from tests.e2e.front_door import PASSPHRASE
from tests.e2e.window_hands import ALT, CONTROL, SHIFT, Hands, Key
from tests.e2e.window_ways import begin_detention, brief, new_case
from tests.ui.dropping import drop, local

from muniment.services.synthetic import generate


def test_from_the_first_start_to_the_first_printed_brief(hands: Hands, tmp_path: Path) -> None:
    hands.begin()
    hands.press(Key.Key_Return)
    hands.until(lambda: hands.name().startswith("Folder of the vault"))
    hands.press(Key.Key_A, hold=CONTROL)
    hands.type(str(tmp_path / "files"))
    hands.press(Key.Key_Return)
    for field in ("Passphrase", "The same once more"):
        hands.until(lambda field=field: hands.name() == field)  # type: ignore[misc]
        hands.type(PASSPHRASE)
        hands.press(Key.Key_Return)
    hands.until_reads("What opens sealed identities?")
    hands.press(Key.Key_Return, Key.Key_Return)
    hands.until_reads("Where do backups go?")
    hands.press(Key.Key_Return)
    hands.until_open()
    new_case(hands, "Dəniz SYNTHETIC")
    hands.press(Key.Key_2, hold=ALT)
    begin_detention(hands)
    hands.type("2017-09-18")
    hands.press(Key.Key_Escape)
    hands.until_reads("18 Sep 2017")
    said = brief(hands, tmp_path / "brief.pdf")
    assert "Dəniz SYNTHETIC" in said
    assert "18 Sep 2017" in said


def test_a_wrong_passphrase_says_so_and_the_right_one_is_typed_over_it(hands: Hands, vault: Path) -> None:
    hands.begin(vault)
    hands.type("open sesam")
    hands.press(Key.Key_Return)
    hands.until_reads("does not open this vault")
    hands.until(lambda: hands.name() == "Passphrase")
    hands.type(PASSPHRASE)
    hands.press(Key.Key_Return)
    hands.until_open()


def test_locking_while_one_types_loses_nothing(hands: Hands, vault: Path) -> None:
    hands.enter(vault, PASSPHRASE)
    new_case(hands, "Aytən SYNTHETIC")
    hands.press(Key.Key_2, hold=ALT)
    begin_detention(hands)
    hands.type("18 sept")  # half a date, which no record accepts
    hands.press(Key.Key_L, hold=CONTROL)
    hands.until(lambda: hands.shell.frame is None)
    assert [one.folder for one in hands.legacies] == [vault]
    hands.enter(vault, PASSPHRASE)
    hands.until_reads("Aytən SYNTHETIC")
    hands.until(lambda: hands.page.place().page == "case")
    hands.until(lambda: hands.name().startswith("Detention"))
    hands.press(Key.Key_Return)
    hands.until(lambda: any("18 sept" in text for text in hands.typed()))


def test_what_is_written_is_found_at_once_and_opened_at_its_place(hands: Hands, vault: Path) -> None:
    hands.enter(vault, PASSPHRASE)
    for name in ("Aytən SYNTHETIC", "Şahin SYNTHETIC"):
        new_case(hands, name)
    hands.press(Key.Key_7, hold=ALT)
    hands.press(Key.Key_A, Key.Key_O)
    hands.until(lambda: hands.name().startswith("Text"))
    hands.type("Gülşən at the bakery")
    hands.press(Key.Key_Escape)
    hands.press(Key.Key_F, hold=CONTROL)
    hands.type("gulsen bak")
    hands.until_reads("1 place")
    hands.press(Key.Key_Down)
    hands.press(Key.Key_Return)
    hands.until(lambda: hands.page.place().page == "case" and hands.page.place().section == "notes")
    hands.until(lambda: "Gülşən" in hands.focus.accessibleDescription() + hands.name())


def test_a_filter_is_chosen_and_taken_off_by_keyboard(hands: Hands, vault: Path) -> None:
    hands.enter(vault, PASSPHRASE)
    for name in ("Aytən SYNTHETIC", "Şahin SYNTHETIC"):
        new_case(hands, name)
    hands.press(Key.Key_2, hold=ALT)
    begin_detention(hands)
    hands.type("2017-09-18")
    hands.press(Key.Key_Escape)
    hands.until_reads("18 Sep 2017")
    hands.tab_to("Cases")
    hands.press(Key.Key_Space)
    hands.until_reads("2 files")
    hands.tab_to("Filter")
    hands.press(Key.Key_Return)
    hands.until(lambda: QApplication.activePopupWidget() is not None)
    hands.press(Key.Key_Down, Key.Key_Down, Key.Key_Return)  # no consent for counsel
    hands.until_reads("No consent for counsel")
    hands.until_reads("2 files")


def test_undo_reaches_across_sections_and_redo_brings_it_back(hands: Hands, vault: Path) -> None:
    hands.enter(vault, PASSPHRASE)
    new_case(hands, "Aytən SYNTHETIC")
    hands.press(Key.Key_7, hold=ALT)
    hands.press(Key.Key_A, Key.Key_O)
    hands.until(lambda: hands.name().startswith("Text"))
    hands.type("SYNTHETIC first")
    hands.press(Key.Key_Escape)
    hands.until_reads("SYNTHETIC first")
    hands.press(Key.Key_3, hold=ALT)
    hands.press(Key.Key_Z, hold=CONTROL)
    hands.until_reads("Undone")
    hands.press(Key.Key_7, hold=ALT)
    hands.until(lambda: not hands.reads("SYNTHETIC first"))
    hands.press(Key.Key_Z, hold=CONTROL | SHIFT)
    hands.until_reads("SYNTHETIC first")


def test_a_backup_is_made_and_restored(hands: Hands, vault: Path, tmp_path: Path) -> None:
    hands.enter(vault, PASSPHRASE)
    new_case(hands, "Aytən SYNTHETIC")
    (tmp_path / "stick").mkdir()
    hands.press(Key.Key_B, hold=CONTROL)
    hands.until(lambda: hands.page.place().page == "backup")
    hands.tab_to("Folder, best on a stick that is kept somewhere else")
    hands.press(Key.Key_A, hold=CONTROL)
    hands.type(str(tmp_path / "stick"))
    hands.press(Key.Key_Return)
    hands.until_reads("read back and checked:")
    hands.leave()
    [backup] = (tmp_path / "stick").iterdir()
    hands.begin()
    hands.tab_to("Restore a backup")
    hands.press(Key.Key_Return)
    hands.until(lambda: hands.name() == "Backup")
    hands.type(str(backup))
    for name, text in (
        ("New folder of the vault", tmp_path / "again"),
        ("Passphrase at the time of the backup", PASSPHRASE),
    ):
        hands.tab_to(name)
        hands.press(Key.Key_A, hold=CONTROL)
        hands.type(str(text))
    hands.press(Key.Key_Return)
    hands.until_open()
    hands.until_reads("1 file")
    hands.until_reads("Aytən SYNTHETIC")


def test_what_is_taken_in_stands_in_the_list_at_once(hands: Hands, vault: Path, tmp_path: Path) -> None:
    lines = tmp_path / "rows.jsonl"
    lines.write_text("".join(f"{json.dumps(one)}\n" for one in generate(3)), encoding="utf-8")
    hands.enter(vault, PASSPHRASE)
    hands.until_reads("0 files")
    hands.press(Key.Key_I, hold=CONTROL)
    hands.tab_to("File")
    hands.type(str(lines))
    hands.press(Key.Key_Return)
    hands.until_reads("Would be taken in")
    hands.tab_to("Take it in")
    hands.press(Key.Key_Return)
    hands.until_reads("Taken in: ")
    hands.tab_to("Cases")
    hands.press(Key.Key_Space)
    hands.until_reads("3 files")


def test_a_picture_that_is_dropped_is_an_exhibit_that_can_be_looked_at(
    hands: Hands, vault: Path, tmp_path: Path
) -> None:
    Image.new("RGB", (80, 60), RED).save(tmp_path / "stairs.png")
    fingerprint = hashlib.sha256((tmp_path / "stairs.png").read_bytes()).hexdigest()
    hands.enter(vault, PASSPHRASE)
    new_case(hands, "Aytən SYNTHETIC")
    assert drop(hands.page, local(tmp_path / "stairs.png")) == (True, True)
    hands.until_reads("How we know 1")
    (tmp_path / "stairs.png").unlink()
    hands.tab_to("Cases")
    hands.press(*[Key.Key_Down] * 4, Key.Key_Space)
    hands.until(lambda: hands.page.place().page == "evidence")
    hands.until_reads(fingerprint[:8])
    hands.until(lambda: QColor(*RED).rgb() in _colours(hands))


RED = (200, 0, 0)


def _colours(hands: Hands) -> set[int]:
    """Those of every tenth point of the page, as it is painted."""
    seen = hands.page.grab().toImage()
    return {seen.pixel(x, y) for x in range(0, seen.width(), 10) for y in range(0, seen.height(), 10)}
