"""The bar above a document: what it is, where one is in it, how large it is, and what is looked for."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QWidget

from muniment.ui.theme import px
from muniment.ui.widgets.basics import button, icon_button, label, named, restyle, row, width_of
from muniment.ui.widgets.page_images import PageImages
from muniment.ui.widgets.page_source import Hit
from muniment.ui.widgets.page_view import STEPS, Fit, PageView
from muniment.ui.wording import _


class PreviewBar(QFrame):
    """Works on a view. ``back`` tells that one wants to where one came from."""

    back = Signal()

    def __init__(self, view: PageView, images: PageImages) -> None:
        super().__init__()
        self.setProperty("role", "bar")
        self._view, self._images = view, images
        self._hits: Sequence[Hit] = ()
        self._hit = -1
        self._what = label(level="heading")
        self.where = label(tone="muted")
        self.zoom = named(QComboBox(), _("Size of the pages"))
        self.sought = named(QLineEdit(), _("Find in this document"))
        self.found = label(level="small", tone="muted")
        self._compose()
        self._connect()

    def _compose(self) -> None:
        self.zoom.setMinimumHeight(px(self, 30))
        self.zoom.setMinimumWidth(px(self, 108))
        for text in (_("Fit width"), _("Fit page"), *(f"{step} %" for step in STEPS)):
            self.zoom.addItem(text)
        self.sought.setPlaceholderText(_("Find in it (F3)"))
        self.sought.setClearButtonEnabled(True)
        self.sought.setMaximumWidth(width_of(self.sought, 22))
        self._smaller = icon_button("zoom-out", _("Smaller (Ctrl+−)"), lambda: self._view.zoom(-1))
        self._larger = icon_button("zoom-in", _("Larger (Ctrl++)"), lambda: self._view.zoom(1))
        leave = button(_("Back"), self.back.emit, kind="link", icon="chevron-left")
        parts = (leave, self._what, 12, None, self.where, 8, self._smaller, self.zoom, self._larger, 8, self.sought)
        self.setLayout(row(*parts, self.found, space=6, margins=(12, 8, 16, 8)))

    def _connect(self) -> None:
        self.zoom.activated.connect(self._on_zoom_chosen)
        self._view.zoomed.connect(self._show_zoom)
        self._view.turned.connect(lambda _page: self._show_where())
        self._images.opened.connect(self._on_opened)
        self._images.found.connect(self._on_found)
        self.sought.textChanged.connect(self._images.find)
        self.sought.returnPressed.connect(lambda: self.step(1))
        self.sought.installEventFilter(self)

    def listen(self, page: QWidget) -> None:
        """Hears the keys of a page: larger, smaller, next and previous place."""
        for keys, act in (
            (("Ctrl++", "Ctrl+="), lambda: self._view.zoom(1)),
            (("Ctrl+-",), lambda: self._view.zoom(-1)),
            (("Ctrl+0",), lambda: self._view.fit_to(Fit.WIDTH)),
            (("F3",), lambda: self.step(1)),
            (("Shift+F3",), lambda: self.step(-1)),
        ):
            for key in keys:
                within = Qt.ShortcutContext.WidgetWithChildrenShortcut
                shortcut = QShortcut(QKeySequence(key), page, context=within)
                shortcut.activated.connect(act)

    @property
    def what(self) -> str:
        """What is shown: a code, or how many files."""
        return self._what.text()

    def say_what(self, what: str) -> None:
        """Names what is shown."""
        self._what.setText(what)

    def step(self, by: int) -> None:
        """Goes to the next place that was found, or the one before; to the field where nothing is looked for."""
        if self._hits:
            self._hit = (self._hit + by) % len(self._hits) if self._hit >= 0 else (0 if by > 0 else len(self._hits) - 1)
            self._view.show_hit(self._hit)
            self._show_found()
        else:
            self.sought.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.sought.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self.sought.clear()
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return super().eventFilter(watched, event)

    # --- slots ---

    def _on_zoom_chosen(self, index: int) -> None:
        if index < len(Fit):
            self._view.fit_to(list(Fit)[index])
        else:
            self._view.zoom_to(STEPS[index - len(Fit)])

    def _show_zoom(self) -> None:
        if (fit := self._view.fit) is not None:
            self.zoom.setCurrentIndex(list(Fit).index(fit))
        elif self._view.percent in STEPS:
            self.zoom.setCurrentIndex(len(Fit) + STEPS.index(self._view.percent))

    def _on_opened(self, number: int, _sizes: object) -> None:
        if number == self._images.number:
            self._view.mark(())
            self._show_where()
            if self.sought.text():
                self._images.find(self.sought.text())

    def _show_where(self) -> None:
        words = _("Page {page} of {pages}").format(page=self._view.page + 1, pages=self._view.count)
        self.where.setText(words if self._view.count else "")

    def _on_found(self, number: int, text: str, hits: list[Hit]) -> None:
        if number != self._images.number or text != self.sought.text():
            return
        self._hits, self._hit = tuple(hits), -1
        self._view.mark(hits)
        self._show_found()

    def _show_found(self) -> None:
        count, text = len(self._hits), self.sought.text()
        here = f"{self._hit + 1} / {count}" if self._hit >= 0 else str(count)
        self.found.setText("" if not text else here if count else _("not in it"))
        restyle(self.sought, fault=bool(text) and not count)
