"""What every editor of a field is: one protocol, one way of telling what is wrong, of noticing that it was left."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from muniment.domain.dates import DateError
from muniment.domain.openformat import ValueFault
from muniment.ui.forms.underline import Underline
from muniment.ui.widgets.basics import named, restyle
from muniment.ui.wording import _

#: What ``value`` raises where it cannot say what was entered.
NOT_ACCEPTED = (ValueFault, DateError)


class Editor(QWidget):
    """Edits one value of the open format. Loading emits nothing; ``changed`` and ``left`` tell of the user alone."""

    changed = Signal()  # something was typed or chosen
    left = Signal()  # the focus went elsewhere, or Enter was pressed, after something was changed

    title = ""  # what it is called, where that is not the label of its field
    wide = False  # whether it takes the whole width of a form, whatever its field is
    carries: ClassVar[tuple[str, ...]] = ()  # other fields of the form that are entered here and not shown themselves

    def __init__(self) -> None:
        super().__init__()
        self._edited = False
        self._loading = False
        self._read_only = False
        self._value: object = None  # as it was loaded
        self._raw = ""  # what was shown for it
        self._label = ""
        self._inner: list[QWidget] = []  # what can have the focus
        self._under = Underline()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def _build(self, body: QWidget, *inner: QWidget) -> None:
        """Puts the editor together: its body, and what in it can have the focus, in the order of Tab."""
        self._column.addWidget(body)
        self._column.addWidget(self._under, 1)
        for one in inner or (body,):
            self._watch(one)
        self.setFocusProxy(self._inner[0])

    def _watch(self, widget: QWidget) -> None:
        self._inner.append(widget)
        widget.installEventFilter(self)

    # --- the protocol ---

    def value(self) -> object:
        """The value in the open format, None for nothing; raises ValueFault or DateError for what is no value."""
        raw = self.raw()
        return self._value if raw == self._raw else self._read(raw)

    def raw(self) -> str:
        """What was entered, as text: enough for ``set_raw`` to show it again."""
        raise NotImplementedError

    def set_value(self, value: object) -> None:
        """Shows a value of the open format, None for nothing."""
        with self._loaded():
            self._show(value)
        self._value, self._raw = value, self.raw()

    def set_raw(self, text: str) -> None:
        """Shows what was entered once and could not be accepted."""
        with self._loaded():
            self._show_raw(text)

    def put(self, text: str) -> None:
        """Takes what was entered elsewhere, as if it had been typed here; ``left`` is for who put it to tell."""
        with self._loaded():
            self._show_raw(text)
        self.changed.emit()

    def meet(self, others: "Mapping[str, Editor]") -> None:
        """Gets to know the editors of its form, by field."""

    def set_error(self, text: str) -> None:
        """Says under the field what is wrong with it; "" takes that away."""
        self._under.say(fault=text)
        self._mark(fault=bool(text))
        self._describe()

    def error(self) -> str:
        """What is said to be wrong."""
        return self._under.fault

    def focus_first(self) -> None:
        """Gives the focus to where typing begins; what stands there is marked, to be typed over."""
        self._inner[0].setFocus(Qt.FocusReason.TabFocusReason)
        if isinstance(self._inner[0], QLineEdit):
            self._inner[0].selectAll()

    def buddy(self) -> QWidget:
        """What the label leads to."""
        return self._inner[0]

    def loaded_value(self) -> object:
        """The value that was loaded last."""
        return self._value

    def is_as_loaded(self) -> bool:
        """Whether it shows what was loaded, unchanged."""
        return self.raw() == self._raw

    def finish(self) -> None:
        """Takes what is being typed as it is, as if the focus had gone elsewhere, without telling."""
        if self._edited:
            self._edited = False
            self._settle()

    # --- what an editor says of itself ---

    def set_names(self, label: str, help_text: str = "", *, required: bool = False) -> None:
        """Gives the editor its name for screen readers and the help that is shown while it has the focus."""
        self._label = _("{label}, required").format(label=label) if required else label
        self._under.say(help_text=help_text)
        named(self, self._label)
        self._name_inner()
        self._describe()

    def set_read_only(self, read_only: bool) -> None:
        """Lets nothing be changed, or lets it again; what is text can still be reached, selected and copied."""
        self._read_only = read_only
        self._lock(locked=read_only)

    def _lock(self, *, locked: bool) -> None:
        self.setEnabled(not locked)

    @property
    def is_read_only(self) -> bool:
        """Whether nothing can be changed."""
        return self._read_only

    @property
    def edited(self) -> bool:
        """Whether something was changed since it was loaded or left."""
        return self._edited

    def has_focus(self) -> bool:
        """Whether the focus is anywhere in the editor."""
        focus = QApplication.focusWidget()
        return focus is not None and (focus is self or self.isAncestorOf(focus))

    # --- what each kind does in its own way ---

    def _read(self, raw: str) -> object:
        """The value that was entered. Raises as ``value``."""
        raise NotImplementedError

    def _show(self, value: object) -> None:
        raise NotImplementedError

    def _show_raw(self, text: str) -> None:
        raise NotImplementedError

    def _mark(self, *, fault: bool) -> None:
        """Shows on the field itself that it holds a fault."""
        restyle(self._inner[0], fault=fault)

    def _name_inner(self) -> None:
        for one in self._inner:
            named(one, self._label)

    def _describe(self) -> None:
        description = self._under.fault or self._under.help_text
        for one in (self, *self._inner):
            one.setAccessibleDescription(description)

    def _settle(self) -> None:
        """Called when the editor was left: what was typed may be brought into its usual form."""

    def _keeps_focus(self, focus: QWidget) -> bool:
        """Whether a widget outside counts as part of the editor."""
        return self.isAncestorOf(focus)

    # --- noticing ---

    @contextmanager
    def _loaded(self) -> Iterator[None]:
        self._loading = True
        try:
            yield
        finally:
            self._loading = self._edited = False

    def _on_edited(self, *_ignored: object) -> None:
        if not self._loading:
            self._edited = True
            self.changed.emit()

    def _leave(self) -> None:
        if self._edited:
            self.finish()
            self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        handler = _HANDLERS.get(event.type())
        if handler is not None and watched in self._inner and handler(self, event):
            return True
        return super().eventFilter(watched, event)

    def _on_focus_in(self, _event: QEvent) -> bool:
        self._under.say(focused=True)
        return False

    def _on_focus_out(self, _event: QEvent) -> bool:
        focus = QApplication.focusWidget()
        if focus is None or not self._keeps_focus(focus):
            self._under.say(focused=False)
            self._leave()
        return False

    def _on_key(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return self._on_enter(event)
        return False

    def _on_enter(self, _event: QKeyEvent) -> bool:
        self._leave()
        return True


def accepted(editor: Editor) -> bool:
    """Whether an editor holds something that can be accepted as it is."""
    with suppress(*NOT_ACCEPTED):
        editor.value()
        return True
    return False


_HANDLERS: dict[QEvent.Type, Callable[[Editor, QEvent], bool]] = {
    QEvent.Type.FocusIn: Editor._on_focus_in,
    QEvent.Type.FocusOut: Editor._on_focus_out,
    QEvent.Type.KeyPress: Editor._on_key,
}
