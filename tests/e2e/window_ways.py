"""Ways through the window that more than one journey takes."""

from pathlib import Path

import pypdfium2 as pdfium
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from tests.e2e.window_hands import ALT, CONTROL, Hands, Key


def new_case(hands: Hands, pseudonym: str) -> None:
    """Ctrl+N, a pseudonym, and the file is open."""
    hands.press(Key.Key_N, hold=CONTROL)
    hands.until(lambda: hands.name().startswith("Pseudonym"))
    hands.type(pseudonym)
    hands.press(Key.Key_Tab)
    hands.until_offered("Open the file")
    hands.tab_to("Open the file")
    hands.press(Key.Key_Return)
    hands.until(lambda: hands.page.place().page == "case")
    hands.until_reads(pseudonym)


def begin_detention(hands: Hands) -> None:
    """A, D, that it has ended; the keyboard stands at its start."""
    hands.press(Key.Key_A, Key.Key_D)
    hands.until(lambda: hands.name().startswith("Status"))
    hands.type("ended")
    hands.press(Key.Key_Return)
    hands.tab_to("Start", back=True)


def save_as(hands: Hands, path: Path) -> None:
    """Answers the question where to save."""
    hands.until(lambda: QApplication.activeModalWidget() is not None)
    hands.press(Key.Key_A, hold=CONTROL)
    hands.type(str(path))
    hands.press(Key.Key_Return)
    hands.until(path.exists)


def words_of(path: Path) -> str:
    with pdfium.PdfDocument(path) as pages:
        return " ".join(page.get_textpage().get_text_bounded() for page in pages)


def begin(hands: Hands, letter: Qt.Key, field: str) -> None:
    """A and a letter; the keyboard stands in the first field that has to be filled in."""
    hands.press(Key.Key_A, letter)
    hands.until(lambda: hands.name().startswith(field))


def choose(hands: Hands, term: str) -> None:
    """Types a term of a list and takes it."""
    hands.type(term)
    hands.press(Key.Key_Return)


def section(hands: Hands, number: int) -> None:
    """Goes to a section of the case file, by its number."""
    hands.press(Qt.Key(Key.Key_0.value + number), hold=ALT)


def brief(hands: Hands, path: Path) -> str:
    """Prints the brief of the file that is shown into a PDF; what can be read in it."""
    hands.press(Key.Key_P, hold=CONTROL)
    hands.until(lambda: hands.page.place().page == "print")
    hands.until_offered("Save …")
    hands.press(Key.Key_S, hold=CONTROL)
    save_as(hands, path)
    return words_of(path)
