"""What pages of an exhibit are drawn from: the process that looks at it in our place."""

from collections.abc import Sequence

from PySide6.QtGui import QImage

from muniment.host.preview import Look, Preview
from muniment.ui.widgets.page_source import Hit, Size, Wanted


class Exhibit:
    """One exhibit at a time, each in a process of its own."""

    def __init__(self) -> None:
        self._preview: Preview | None = None
        self.look: Look | None = None  # what the one that is open is

    @property
    def process(self) -> int:
        """The number of the process that looks at it; 0 where there is none."""
        return self._preview.pid if self._preview is not None else 0

    def open(self, content: bytes) -> Sequence[Size]:
        """Looks at another one. Raises CannotShow."""
        self.close()
        self._preview = Preview(content)
        self.look = self._preview.look
        return self.look.sizes

    def picture(self, wanted: Wanted) -> QImage:
        """One page. Raises CannotShow."""
        assert self._preview is not None  # noqa: S101 - asked for only where there is one
        made = self._preview.picture(wanted.page, wanted.width)
        return QImage(made.pixels, made.width, made.height, 4 * made.width, QImage.Format.Format_RGB32).copy()

    def hits(self, page: int, text: str) -> list[Hit]:  # noqa: ARG002 - nobody reads the texts of what is foreign
        """None: its text is not looked through."""
        return []

    def close(self) -> None:
        """Ends the process."""
        if self._preview is not None:
            self._preview.close()
        self._preview = self.look = None
