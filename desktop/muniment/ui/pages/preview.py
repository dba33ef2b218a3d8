"""An output as it will be on paper, with what can be chosen of it, and the way to save it."""

import json
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QScrollArea, QStyle, QWidget

from muniment.domain.changes import Change
from muniment.services.batch import Batch
from muniment.services.consents import ConsentMissing
from muniment.services.printing import ACROSS, KINDS, WHOLE, Choices, Paper, Printed
from muniment.ui.desk import Desk, Place
from muniment.ui.faults import Trouble
from muniment.ui.pages.editable import EditableCopy
from muniment.ui.pages.leak_panel import LeakPanel
from muniment.ui.pages.making import Making
from muniment.ui.pages.page import Page
from muniment.ui.pages.preview_choices import PAPERS, ChoicePanel, kinds, wholes
from muniment.ui.pages.printing_out import PrintingOut
from muniment.ui.pages.saving import Saving
from muniment.ui.theme import px
from muniment.ui.widgets.basics import button, column, frame, label, row
from muniment.ui.widgets.page_images import PageImages
from muniment.ui.widgets.page_source import OwnPdf
from muniment.ui.widgets.page_view import PageView, Thumbnails
from muniment.ui.widgets.preview_bar import PreviewBar
from muniment.ui.widgets.work import Work
from muniment.ui.wording import _, plural

if TYPE_CHECKING:
    from muniment.services.known_identities import Sealed

_KNOWN = (*KINDS, *ACROSS, *WHOLE)
_SIDE = 264
_NARROW = 900  # pixels of the page, at a text size of 100 %; below there is no room for small pages


class PreviewPage(Page):
    """Shows the outputs of the case files that a place names; they are made in memory and lie nowhere else."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._ids: tuple[str, ...] = ()
        self._is_stale = False
        self._pdf = OwnPdf()
        self.images = PageImages(self, self._pdf)
        self.view = PageView(self.images)
        self.thumbnails = Thumbnails(self.images)
        self.bar = PreviewBar(self.view, self.images)
        self.panel = ChoicePanel(self._usual(), desk.as_of)
        self.making = Making(desk.runner, self, self.view.expect)
        self.leaks = LeakPanel(desk.runner)
        self.work = Work()
        self.printing_work = Work()
        self.printing = PrintingOut(desk, self.images, self.printing_work, self)
        self._printed: Printed | None = None  # what is shown
        self.warnings = label(level="small", tone="warning", wrap=True)
        self.save_button = button(_("Save …"), self.save, kind="primary", icon="save")
        self.save_button.setToolTip(_("Ctrl+S"))
        self.print_button = button(_("Print …"), self.print_out, icon="printer")
        self.print_button.setToolTip(_("Ctrl+P"))
        self.saving = Saving(desk, self.work, self, self._check)
        self.editable = EditableCopy(
            desk, self.work, self, lambda: (self._ids, self.panel.choices, self.bar.what, self.leaks.decision())
        )
        self._compose()
        self._connect()
        self.setFocusProxy(self.view)

    def _compose(self) -> None:
        note = _("A saved copy is outside of the vault: whoever has the file can read it, unless it has a password.")
        side = QWidget()
        texts = label(note, level="small", tone="muted", wrap=True)
        acts, more = row(self.save_button, self.print_button, None), row(self.editable.button, None)
        parts = (self.panel, self.leaks, self.warnings, self.work, acts, more, self.printing_work, texts, None)
        side.setLayout(column(*parts, space=12, margins=(16, 16, 16, 16)))
        self._side, self._edge = side, frame("edge", column(_scrolled(side), space=0))
        self._widen()
        body = row(self.thumbnails, self.view, self._edge, space=0)
        body.setStretch(1, 1)
        whole = column(self.bar, body, space=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        self.panel.changed.connect(self._make)
        self.panel.saving_changed.connect(self._check)
        self.panel.saving_changed.connect(self._widen)
        self.panel.outside.explained.connect(lambda: self.desk.go(Place("settings", section="audiences")))
        self.leaks.cleared.connect(self._on_cleared)
        self.leaks.identities.opened.connect(self._make)
        self.making.shown.connect(self._on_shown)
        self.making.progressed.connect(self._on_progressed)
        self.making.whole.connect(self._on_whole)
        self.making.stopped.connect(self._on_stopped)
        self.work.left.connect(self.setFocus)
        self.making.failed.connect(self._on_failed)
        self.view.turned.connect(self.thumbnails.show_current)
        self.thumbnails.chosen.connect(self.view.show_page)
        self.images.opened.connect(self._on_opened)
        self.images.failed.connect(self._on_no_picture)
        self.bar.back.connect(self._on_back)
        self.bar.listen(self)
        save = QShortcut(QKeySequence("Ctrl+S"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        save.activated.connect(self.save)

    # --- where one is ---

    def expect(self, place: Place) -> bool:
        known = _read(place.view)
        if place == self.place() and not self._is_stale:
            return False
        self._ids = tuple(known.get("ids", ()))
        choices = self._chosen(known)
        if not self._ids and choices.kind not in WHOLE:
            self._check()
            return False
        self.making.begin(self._ids, choices)  # the vault is at work while the window shows another page
        self.panel.begin(choices, several=len(self._ids) > 1)
        self._say_what()
        self._show_making()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def place(self) -> Place:
        return Place("print", view=view_of(self._ids, self.panel.choices))

    def refresh(self, change: Change) -> None:  # an output shows what other files say too
        if change.touched and all(one.record == "disclosure" for one in change.touched):
            return  # that a copy left does not change it
        self._is_stale = True
        if self.isVisible() and (self._ids or self.panel.choices.kind in WHOLE):
            self._make()

    def _chosen(self, known: Mapping[str, object]) -> Choices:
        usual = self._usual()
        kind, language = str(known.get("kind", "")), str(known.get("language") or usual.language)
        return Choices(kind if kind in _KNOWN else usual.kind, usual.as_of, language, usual.paper)

    def _say_what(self) -> None:
        """The code of a file alone is known once something was made of it."""
        made, count = self.making.batch, len(self._ids)
        if count == 1 and made is not None:
            self.bar.say_what("".join(made.codes))
        else:
            several = plural("{n} case file", "{n} case files", count)
            self.bar.say_what(several if count else wholes()[self.panel.choices.kind])

    def _usual(self) -> Choices:
        paper: Paper = "letter" if self.desk.remembered.get("paper") == PAPERS["Letter"] else "a4"
        return Choices("brief", self.desk.as_of, self.desk.language, paper)

    # --- making ---

    def _make(self, sealed: "Sealed | None" = None) -> None:
        self.making.begin(self._ids, self.panel.choices, sealed)
        self._show_making()

    def _show_making(self) -> None:
        self._is_stale = False
        self.warnings.hide()
        self.leaks.hide()
        self.work.end()
        if len(self._ids) > 1:
            self.work.begin(self.making, _("Making the preview …"))
        self._check()

    def _on_shown(self, printed: Printed) -> None:
        self.panel.outside.refuse(None)
        self._printed = printed
        self._say_what()
        self.warnings.setText("\n".join(printed.warnings))
        self.warnings.setVisible(bool(printed.warnings))

    def _on_progressed(self, done: int, of: int) -> None:
        self.work.tell((kinds() | wholes())[self.panel.choices.kind], done, of)

    def _on_whole(self) -> None:
        self.work.end()
        self.leaks.show_batch(self.making.batch)
        self._check()

    def _on_cleared(self, printed: Printed) -> None:
        self.view.load(printed.data)
        self._on_shown(printed)
        self._on_whole()

    def _on_stopped(self) -> None:
        nothing = _("Stopped before the first was made. Nothing can be saved or printed.")
        only = _("Stopped. Only the first is shown, and nothing can be saved or printed.")
        if not self.making.has_shown:
            self._show_none()
        self.work.note(only if self.making.has_shown else nothing, _("Make all"), self._make)

    def _on_failed(self, error: Exception) -> None:
        self.work.end()
        self._check()
        self._say_what()
        self._show_none()
        if isinstance(error, ConsentMissing):  # said where the audience is chosen
            self.panel.outside.refuse(error)
        else:
            self.desk.fail(error)

    def _show_none(self) -> None:
        """What was shown before is for another audience, or says something else."""
        self.ready.emit()
        self._printed = None
        self.images.clear()

    def _on_opened(self, _number: int, _sizes: object) -> None:
        self._fold()
        self.ready.emit()

    def _on_no_picture(self, place: str) -> None:
        what = _("A page cannot be shown. This is a fault in the program: {place}").format(place=place)
        self.desk.warn(Trouble(what, _("The document itself can be saved."), tone="warning"))

    # --- saving ---

    def _check(self) -> None:
        made = self.making.batch
        ready = self.making.is_whole and not self.work.is_busy and made is not None and made.is_clear
        self.save_button.setEnabled(ready and self.panel.can_be_saved)
        self.print_button.setEnabled(ready)
        self.editable.button.setEnabled(ready)

    def print_out(self) -> None:
        """Asks how to print what is shown, and prints it."""
        made = self._ready_to_leave()
        if made is not None and self._printed is not None and self.print_button.isEnabled():
            before = partial(self.saving.release, made)
            self.printing.ask(self._printed.data, self.panel.choices.paper, self._printed.pages, before)

    def save(self) -> None:
        """Asks where to, and writes the document there."""
        made = self._ready_to_leave()
        if made is None or not self.save_button.isEnabled():
            return
        if self.panel.is_each:
            self.saving.save_each(made, self.panel.secret)
        else:
            name = made.name_of(self.bar.what if len(self._ids) == 1 else "")
            self.saving.save(made, name, self.panel.secret)

    def _ready_to_leave(self) -> Batch | None:
        """What was made, for the recipient who is named now."""
        made = self.making.batch
        if made is not None:
            made.hand_to(self.panel.choices.recipient)
        return made

    # --- the window ---

    def event(self, event: QEvent) -> bool:
        """Here the keys that print elsewhere print what is shown."""
        if event.type() == QEvent.Type.ShortcutOverride and _is_print(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_print(event):
            self.print_out()
        else:
            super().keyPressEvent(event)

    def _on_back(self) -> None:
        if len(self._ids) == 1:
            self.desk.open_case(self._ids[0])
        else:
            sheet = not self._ids and self.panel.choices.kind == "deadlines"
            self.desk.go(Place("deadlines" if sheet else "cases"))

    def _widen(self) -> None:
        """The choices have as much room as they need: those of a password need more."""
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        self._edge.setFixedWidth(max(px(self, _SIDE), self._side.minimumSizeHint().width() + bar))

    def _fold(self) -> None:
        """Small pages are shown where there are several, and room for them."""
        self.thumbnails.setVisible(self.view.count > 1 and self.width() >= px(self, _NARROW))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()


def _scrolled(side: QWidget) -> QScrollArea:
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidget(side)
    return scroll


def _is_print(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Print)


def view_of(ids: Sequence[str], choices: Choices) -> str:
    """What a place says of a preview."""
    return json.dumps({"ids": list(ids), "kind": choices.kind, "language": choices.language})


def _read(view: str) -> dict[str, list[str]]:
    try:
        known = json.loads(view)
    except ValueError:
        return {}
    return known if isinstance(known, dict) and isinstance(known.get("ids"), list) else {}
