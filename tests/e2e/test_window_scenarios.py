"""Two of the scenarios that the program was made for, entered by keyboard, up to what a lawyer is given."""

from pathlib import Path

from tests.e2e.front_door import PASSPHRASE
from tests.e2e.window_hands import Hands, Key
from tests.e2e.window_ways import begin, begin_detention, brief, choose, new_case, section


def test_of_whom_no_date_is_known_the_stated_time_is_printed_and_nothing_is_inferred(
    hands: Hands,
    vault: Path,
    tmp_path: Path,
) -> None:
    """B: two days, three officers, unconscious; the friend who was there is a file of his own."""
    hands.enter(vault, PASSPHRASE)
    new_case(hands, "Friend SYNTHETIC")
    new_case(hands, "Victim SYNTHETIC")
    section(hands, 2)
    begin_detention(hands)
    hands.tab_to("Duration as stated")
    hands.type("two days")
    hands.press(Key.Key_Escape)
    hands.until_reads("two days")
    begin(hands, Key.Key_A, "Act")
    choose(hands, "beating")
    for name in ("Perpetrators, at least", "Perpetrators, at most"):
        hands.fill(name, "3")
    hands.tab_to("Lost consciousness: yes")
    hands.press(Key.Key_Y)
    hands.fill("Account, required", "SYNTHETIC. Taken in the old town with a friend, beaten until he fainted.")
    hands.press(Key.Key_Escape)
    hands.until_reads("beaten until he fainted")
    said = brief(hands, tmp_path / "brief.pdf")
    assert "two days" in said
    assert "beating" in said
    assert "Friend SYNTHETIC" not in said
    assert "gay" not in said


def test_who_was_made_to_call_another_is_a_victim_and_the_brief_keeps_it_back(
    hands: Hands,
    vault: Path,
    tmp_path: Path,
) -> None:
    """D's friend: the forced call is in his file, the file of the one who was called warns of it."""
    hands.enter(vault, PASSPHRASE)
    new_case(hands, "Deniz SYNTHETIC")
    new_case(hands, "Togrul SYNTHETIC")
    section(hands, 2)
    begin(hands, Key.Key_N, "Method")
    choose(hands, "forced call")
    hands.tab_to("On")
    hands.type("20 Sep 2017")
    hands.tab_to("Persons named")
    hands.type("Deniz")
    hands.until_reads("Deniz SYNTHETIC")
    hands.press(Key.Key_Return)
    hands.tab_to("Confidence, required")
    choose(hands, "likely")
    hands.press(Key.Key_Escape)
    hands.until_reads("20 Sep 2017")
    said = brief(hands, tmp_path / "brief.pdf")
    assert "Togrul SYNTHETIC" in said
    assert "Deniz" not in said
    assert "forced call" not in said.lower()
