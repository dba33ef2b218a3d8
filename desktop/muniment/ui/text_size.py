"""Another size of the text while a vault is open: lengths are taken as things are made, so all is made anew."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from muniment.ui.frame import Frame
from muniment.ui.leaving import Leaving
from muniment.ui.shell import Shell
from muniment.ui.theme import scale_of


class TextSize(QObject):
    """Has another frame put in the place of its own once the text has another size than this was made for.

    What was typed goes to the vault first; where that fails, the old frame stays. Nothing moves under the cover.
    """

    def __init__(self, shell: Shell, frame: Frame) -> None:
        super().__init__(frame)
        self._shell, self._frame = shell, frame
        self._scale = scale_of(shell)
        self._handing_over: Leaving | None = None
        shell.text_changed.connect(self._on_changed)
        shell.uncovered.connect(self._look)

    def _on_changed(self) -> None:
        QTimer.singleShot(0, self, self._look)  # whatever changed it is done first

    @property
    def _is_due(self) -> bool:
        shell = self._shell
        return shell.frame is self._frame and not shell.is_covered and scale_of(shell) != self._scale

    def _look(self) -> None:
        if self._is_due and self._handing_over is None:
            handing_over = self._handing_over = Leaving(self._frame, insists=False)
            handing_over.kept.connect(self._on_kept)
            handing_over.refused.connect(self._on_refused)
            handing_over.begin(at_once=False)

    def _on_refused(self) -> None:
        self._handing_over = None

    def _on_kept(self) -> None:
        self._handing_over = None
        if self._is_due:
            focus = QApplication.focusWidget()
            _give_focus(self._shell.renew(), focus)


def _give_focus(frame: QWidget, before: QWidget | None) -> None:
    """To what is called as what had it."""
    for widget in frame.findChildren(QWidget) if before is not None else ():
        same = type(widget) is type(before) and widget.accessibleName() == before.accessibleName()
        if same and widget.isVisible() and widget.isEnabled():
            widget.setFocus()
            return
