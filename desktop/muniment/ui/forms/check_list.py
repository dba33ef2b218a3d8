"""The editor of several terms of a short list: all of them in sight, each with its box."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from muniment.domain.openformat import ValueFault
from muniment.domain.vocabulary import Vocabulary
from muniment.ui.forms.candidates import exactly
from muniment.ui.forms.choices import no_such_term
from muniment.ui.forms.editor import Editor
from muniment.ui.forms.flow import FieldFlow
from muniment.ui.forms.segment import Tick
from muniment.ui.widgets.basics import named
from muniment.ui.wording import language

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}


class CheckListEditor(Editor):
    """Terms as boxes to check. Arrows go from one to the next, Tab leaves the list."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__()
        self._vocabulary = vocabulary
        self._boxes: dict[str, Tick] = {}
        self._order: list[str] = []  # as it was loaded, so that nothing changes by being shown
        self._rest = ""
        self._body = QWidget()
        self._flow = FieldFlow(space=4)
        self._body.setLayout(self._flow)
        boxes = [self._box(term.id) for term in vocabulary.active]
        self._build(self._body, *boxes)
        self._one_tab_stop(boxes[0])

    def _box(self, term_id: str) -> Tick:
        box = Tick(self._vocabulary.label(term_id, language()))
        box.toggled.connect(lambda checked: self._on_toggled(term_id, checked))
        self._boxes[term_id] = box
        self._flow.addWidget(box)
        return box

    def raw(self) -> str:
        return "\n".join([*self._order, *([self._rest] if self._rest else [])])

    def _show(self, value: object) -> None:
        self._put([str(item) for item in value] if isinstance(value, list | tuple) else [], "")

    def _show_raw(self, text: str) -> None:
        lines = [line for line in text.split("\n") if line]
        known = [line for line in lines if line in self._vocabulary]
        self._put(known, " ".join(line for line in lines if line not in known))

    def _put(self, chosen: list[str], rest: str) -> None:
        for term_id in chosen:
            if term_id not in self._boxes:  # retired, and still in use
                self._watch(self._box(term_id))
        for term_id, box in self._boxes.items():
            box.setChecked(term_id in chosen)
        self._order, self._rest = chosen, rest
        self._name_inner()

    def _read(self, _raw: str) -> object:
        if self._rest and (term := exactly(self._vocabulary, self._rest)) is None:
            raise no_such_term(self._vocabulary, self._rest) if term is None else ValueFault(self._rest)
        return list(self._order) or None

    def _on_toggled(self, term_id: str, checked: bool) -> None:
        if self._loading:
            return
        self._rest = ""
        chosen = {*self._order, term_id} if checked else {*self._order} - {term_id}
        self._order = [one for one in self._boxes if one in chosen]
        self._on_edited()

    def _name_inner(self) -> None:
        for term_id, box in self._boxes.items():
            named(box, f"{self._label}: {self._vocabulary.label(term_id, language())}")

    def _mark(self, *, fault: bool) -> None:
        for box in self._boxes.values():
            box.setProperty("fault", fault)
            box.update()

    def _one_tab_stop(self, box: Tick) -> None:
        for one in self._boxes.values():
            one.setFocusPolicy(Qt.FocusPolicy.StrongFocus if one is box else Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(box)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, Tick) and watched in self._inner:
            if event.type() is QEvent.Type.FocusIn:
                self._one_tab_stop(watched)
            if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _STEPS:
                boxes = list(self._boxes.values())
                at = boxes.index(watched) + _STEPS[Qt.Key(event.key())]
                boxes[at % len(boxes)].setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return super().eventFilter(watched, event)
