"""What is shown of an open vault, made while none is open yet: somebody still types, or a key is worked out."""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QStackedWidget

from muniment.ui.runner import Runner
from muniment.ui.wording import language

if TYPE_CHECKING:
    from muniment.ui.frame import Factory, Frame

_FIRST = "cases"  # the page that nearly everybody sees first


class Prepared:
    """A frame with its first page, empty. Nothing of a vault is in it before it is taken."""

    def __init__(self, runner: Runner, stack: QStackedWidget, factories: "Mapping[str, Factory]") -> None:
        self._runner, self._stack, self._factories = runner, stack, factories
        self._frame: Frame | None = None
        self._made_for = ("", 0.0)
        self._is_taken = False

    def steps(self) -> Iterator[Callable[[], object]]:
        """What makes it, in steps of some milliseconds; without effect once a frame was taken."""
        yield self._make
        yield lambda: self._frame and self._frame.make(_FIRST)
        yield self._draw

    def taken(self) -> "Frame":
        """The frame that was made before, where language and size of the text are still the same; else another."""
        frame, self._frame, self._is_taken = self._frame, None, True
        if frame is not None and self._made_for == self._text:
            return frame
        if frame is not None:
            self._stack.removeWidget(frame)
            frame.deleteLater()
        return self._new()

    @property
    def _text(self) -> tuple[str, float]:
        return language(), QApplication.font().pointSizeF()  # what is made from now on is made for

    def _new(self) -> "Frame":
        from muniment.ui.desk import Desk
        from muniment.ui.frame import Frame

        frame = Frame(Desk(self._runner), self._factories)
        self._stack.addWidget(frame)  # not shown yet; what it gives the keyboard to will have it then
        return frame

    def _make(self) -> None:
        if not self._is_taken:
            self._made_for = self._text
            self._frame = self._new()

    def _draw(self) -> None:
        """Once, where nobody sees it: everything gets its style, its place, and the pictures of its letters."""
        if self._frame is not None:
            self._frame.resize(self._stack.size())
            self._frame.grab()
