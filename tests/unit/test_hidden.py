"""Values of fields that are held back, found again in texts."""

import pytest

from muniment.domain.hidden import PUT, HiddenWords

HIDDEN = HiddenWords(
    ["Station Nine", "Dr. N. X.", "Kamal", "+994 50 123 45 67", "the police", "k@example.org", "a bar near the station"]
)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("At Station Nine.", f"At {PUT}."),
        ("at station  nine, then home", f"at {PUT}, then home"),
        ("At Station-Nine", f"At {PUT}"),
        ("To the station. Nine men came.", "To the station. Nine men came."),
        ("Dr. N. X. saw him; Dr N X too.", f"{PUT}. saw him; {PUT} too."),
        ("Kamal did, kamal is a word, Kamala is another", f"{PUT} did, kamal is a word, Kamala is another"),
        ("call +994 50 123-45-67 now", f"call +{PUT} now"),
        ("the police came", "the police came"),
        ("mail k@example.org", f"mail {PUT}"),
        ("in a bar near the station", f"in {PUT}"),
        ("", ""),
    ],
)
def test_values_are_found_whatever_stands_between_their_words(text: str, masked: str) -> None:
    assert HIDDEN.masked(text) == masked


def test_the_longest_value_counts() -> None:
    assert HiddenWords(["Old Town", "Old Town Square"]).masked("Old Town Square") == PUT
