"""An exhibit as it looks, drawn by the process that is shut off; else a sentence that says why not."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QToolButton, QWidget

from muniment.host.preview import LARGEST_FILE
from muniment.ui.icons import put_icon
from muniment.ui.theme import px
from muniment.ui.widgets.basics import column, icon_button, label, named, row
from muniment.ui.widgets.exhibit_source import Exhibit
from muniment.ui.widgets.page_images import PageImages
from muniment.ui.widgets.page_source import Size
from muniment.ui.widgets.page_view import Fit, PageView
from muniment.ui.wording import _

_LEAST = 180  # pixels in height, at a text size of 100 %


class ExhibitView(QWidget):
    """``enlarged`` asks for all the room there is, or to give it back."""

    enlarged = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._exhibit = Exhibit()
        self.images = PageImages(self, self._exhibit)
        self.view = PageView(self.images)
        named(self.view, _("The exhibit"))
        self.view.setMinimumHeight(px(self, _LEAST))
        self.said = label(tone="muted", wrap=True)
        self.said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.where = label(level="small", tone="muted")
        self._smaller = icon_button("zoom-out", _("Smaller (Ctrl+−)"), lambda: self.view.zoom(-1))
        self._larger = icon_button("zoom-in", _("Larger (Ctrl++)"), lambda: self.view.zoom(1))
        self.enlarge = _toggle()
        self._compose()
        self._connect()
        self.say("")

    def _compose(self) -> None:
        self._stack = QStackedWidget()
        holder = QWidget()
        holder.setLayout(column(None, self.said, None, margins=(24, 16, 24, 16)))
        self._stack.addWidget(self.view)
        self._stack.addWidget(holder)
        bar = row(self.where, None, self._smaller, self._larger, self.enlarge, space=4, margins=(12, 4, 8, 4))
        layout = column(self._stack, bar, space=0)
        layout.setStretch(0, 1)
        self.setLayout(layout)

    def _connect(self) -> None:
        self.images.opened.connect(self._on_opened)
        self.images.refused.connect(self._on_refused)
        self.images.failed.connect(lambda _place: self.say(_("It cannot be shown. This is a fault in the program.")))
        self.view.turned.connect(lambda _page: self._show_where())
        self.enlarge.toggled.connect(self._on_enlarged)
        for keys, act in (
            (("Ctrl++", "Ctrl+="), lambda: self.view.zoom(1)),
            (("Ctrl+-",), lambda: self.view.zoom(-1)),
            (("Ctrl+0",), lambda: self.view.fit_to(Fit.PAGE if self._is_picture else Fit.WIDTH)),
        ):
            for key in keys:
                within = Qt.ShortcutContext.WidgetWithChildrenShortcut
                QShortcut(QKeySequence(key), self, context=within).activated.connect(act)

    @property
    def _is_picture(self) -> bool:
        return self._exhibit.look is not None and not self._exhibit.look.is_document

    @property
    def is_shown(self) -> bool:
        """Whether there is something to be seen."""
        return self._stack.currentIndex() == 0

    @property
    def process(self) -> int:
        """The number of the process that draws; 0 where there is none."""
        return self._exhibit.process

    def show_content(self, content: bytes | None) -> None:
        """Shows an exhibit by its bytes; None for one that has too many."""
        if content is None:
            self.images.clear()
            self.say(_("Files of more than {n} MB are not shown here.").format(n=LARGEST_FILE >> 20))
        else:
            self.say(_("Looking at it …"))
            self.view.load(content)

    def clear(self, words: str = "") -> None:
        """Shows nothing, and says why."""
        self.images.clear()
        self.say(words)

    def say(self, words: str) -> None:
        """A sentence in the place of a picture."""
        self.said.setText(words)
        self._stack.setCurrentIndex(1)
        for one in (self._smaller, self._larger):
            one.setEnabled(False)
        self.where.clear()

    def sizeHint(self) -> QSize:
        return QSize(px(self, 320), px(self, 320))

    # --- slots ---

    def _on_opened(self, number: int, sizes: list[Size]) -> None:
        if number != self.images.number or not sizes:
            return
        self._stack.setCurrentIndex(0)
        for one in (self._smaller, self._larger):
            one.setEnabled(True)
        self.view.fit_to(Fit.PAGE if self._is_picture else Fit.WIDTH)
        self.view.show_page(0)
        self._show_where()

    def _on_refused(self, number: int, why: str) -> None:
        if number == self.images.number:
            self.say(why)

    def _on_enlarged(self, large: bool) -> None:
        put_icon(self.enlarge, "minimize" if large else "maximize")
        name = _("Back to the list (Esc)") if large else _("Show it large (Enter)")
        self.enlarge.setToolTip(name)
        named(self.enlarge, name)
        self.enlarged.emit(large)

    def _show_where(self) -> None:
        look = self._exhibit.look
        if look is None or not look.is_document:
            self.where.clear()
            return
        where = _("Page {page} of {pages}").format(page=self.view.page + 1, pages=look.pages)
        if look.pages > self.view.count:
            where = _("{where}; the first {n} are shown").format(where=where, n=self.view.count)
        self.where.setText(where)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.enlarge.isChecked():
            self.enlarge.setChecked(False)
        else:
            super().keyPressEvent(event)


def _toggle() -> QToolButton:
    made = icon_button("maximize", _("Show it large (Enter)"))
    made.setCheckable(True)
    return made
