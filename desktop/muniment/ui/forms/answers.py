"""The editor of the six answers: one key for each, and "not asked" looks like no answer at all."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QSizePolicy, QWidget

from muniment.domain.fields import ANSWERS
from muniment.domain.openformat import ValueFault
from muniment.domain.vocabulary import Vocabulary
from muniment.ui.forms.editor import Editor
from muniment.ui.forms.segment import MoreSegment, Segment
from muniment.ui.widgets.basics import label, named
from muniment.ui.wording import _, language

_SEGMENTS = ("yes", "no", "unknown")
_REST = ("refused", "not_applicable")
_ICONS = {"yes": "check", "no": "x", "unknown": "circle-help"}
#: By the letters that the answers begin with in the three languages; what two of them share means nothing.
_KEYS = {
    **dict.fromkeys("yбbд", "yes"),
    **dict.fromkeys("nxн", "no"),
    **dict.fromkeys("um?", "unknown"),
    "r": "refused",
    "a": "not_applicable",
}


class AnswerEditor(Editor):
    """Yes, no, unknown at once; refused and not applicable in a small menu; nothing chosen is "not asked"."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__()
        self._vocabulary = vocabulary
        self._answer = ""
        self._group = QButtonGroup(self)
        self._segments = {answer: self._segment(answer) for answer in _SEGMENTS}
        self._rest = self._rest_button()
        self._unasked = label(_("not asked"), tone="muted")
        self._unasked.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._unasked.setMinimumWidth(0)
        body = QWidget()
        layout = QHBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for one in (*self._segments.values(), self._rest):
            layout.addWidget(one)
        layout.addSpacing(4)
        layout.addWidget(self._unasked, 1)
        layout.addStretch(0)
        self._build(body, *self._segments.values(), self._rest)
        self._show(None)

    def _segment(self, answer: str) -> Segment:
        made = Segment(self._vocabulary.label(answer, language()), _ICONS[answer])
        made.clicked.connect(lambda: self._take(answer))
        self._group.addButton(made)
        return made

    def _rest_button(self) -> MoreSegment:
        made = MoreSegment()
        made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        made.setToolTip(_("Other answers"))
        made.clicked.connect(self._on_menu)
        return made

    # --- the protocol ---

    def raw(self) -> str:
        return self._answer

    def _show(self, value: object) -> None:
        self._show_raw(str(value or ""))

    def _show_raw(self, text: str) -> None:
        self._answer = text
        self._group.setExclusive(False)
        for answer, segment in self._segments.items():
            segment.setChecked(answer == text)
        self._group.setExclusive(True)
        other = text if text and text not in self._segments and text != "not_asked" else ""
        self._rest.say(self._vocabulary.label(other, language()) if other else "")
        self._show_unasked()

    def _read(self, raw: str) -> object:
        if raw and raw not in ANSWERS:
            raise ValueFault(_("“{text}” is none of the six answers").format(text=raw))
        return raw or None

    def _name_inner(self) -> None:
        for answer, segment in self._segments.items():
            named(segment, f"{self._label}: {self._vocabulary.label(answer, language())}")
        named(self._rest, _("{label}: other answers").format(label=self._label))

    def _mark(self, *, fault: bool) -> None:
        for segment in self._segments.values():
            segment.setProperty("fault", fault)
            segment.update()

    def focus_first(self) -> None:
        """As Editor: the answer that is given, else the first."""
        self._segments.get(self._answer, self._inner[0]).setFocus(Qt.FocusReason.TabFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_unasked()

    def _show_unasked(self) -> None:
        """Half a word would tell less than none: that nothing is chosen is seen as well."""
        asked = self._answer not in ("", "not_asked")
        used = sum(one.sizeHint().width() + 4 for one in (*self._segments.values(), self._rest)) + 4
        self._unasked.setVisible(not asked and self.width() >= used + self._unasked.sizeHint().width())

    # --- answering ---

    def _take(self, answer: str) -> None:
        if answer != self._answer:
            self._show_raw(answer)
            self._on_edited()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._on_answer_key(event):
            return True
        return super().eventFilter(watched, event)

    def _on_answer_key(self, event: QKeyEvent) -> bool:
        if event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier or self._read_only:
            return False
        if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._take("")
        elif event.key() == Qt.Key.Key_Down and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self._on_menu()
        elif (answer := _KEYS.get(event.text().lower())) is not None:
            self._take(answer)
        else:
            return False
        return True

    def _on_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for answer in (*_REST, ""):
            text = self._vocabulary.label(answer, language()) if answer else _("not asked")
            action = QAction(text, menu)
            action.triggered.connect(lambda _checked=False, chosen=answer: self._take(chosen))
            menu.addAction(action)
        menu.popup(self._rest.mapToGlobal(QPoint(0, self._rest.height())))

    def _keeps_focus(self, focus: QWidget) -> bool:
        return super()._keeps_focus(focus) or isinstance(focus, QMenu)
