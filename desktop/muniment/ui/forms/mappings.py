"""The editor of questions with their answers."""

import json
from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from muniment.domain.openformat import ValueFault
from muniment.ui.forms.editor import Editor
from muniment.ui.forms.lines import Line, framed
from muniment.ui.forms.texts import GrowingText, framed_text
from muniment.ui.widgets.basics import button, icon_button, named, row
from muniment.ui.wording import _


class MappingEditor(Editor):
    """Questions with their answers, one under the other."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[tuple[Line, GrowingText, QWidget]] = []
        self._body = QWidget()
        self._list = QVBoxLayout(self._body)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._more = button(_("Add a question"), self._on_more, kind="link", icon="plus")
        self._list.addWidget(self._more)
        self._build(self._body, self._more)

    def raw(self) -> str:
        pairs = [[question.text().strip(), reply.text()] for question, reply, _ in self._rows]
        return json.dumps([pair for pair in pairs if any(pair)], ensure_ascii=False) if any(map(any, pairs)) else ""

    def _show(self, value: object) -> None:
        self._put(list(value.items()) if isinstance(value, dict) else [])

    def _show_raw(self, text: str) -> None:
        try:
            self._put([(str(question), str(reply)) for question, reply in json.loads(text or "[]")])
        except (ValueError, TypeError):
            self._put([("", text)])

    def _read(self, raw: str) -> object:
        pairs: list[list[str]] = json.loads(raw) if raw else []
        questions = [question for question, _ in pairs]
        if not all(questions):
            raise ValueFault(_("an answer has no question"))
        if len(set(questions)) < len(questions):
            raise ValueFault(_("a question stands there twice"))
        return dict(pairs) or None

    def _mark(self, *, fault: bool) -> None:
        pass

    def _name_inner(self) -> None:
        for at, (question, reply, _body) in enumerate(self._rows, 1):
            named(question, _("{label}: question {n}").format(label=self._label, n=at))
            named(reply, _("{label}: answer {n}").format(label=self._label, n=at))

    def _put(self, pairs: Sequence[tuple[str, str]]) -> None:
        for _question, _reply, body in self._rows:
            self._list.removeWidget(body)
            body.hide()
            body.deleteLater()
        self._rows = []
        self._inner = [self._more]
        for question, reply in pairs:
            self._add(question, reply)

    def _add(self, question_text: str = "", reply_text: str = "") -> Line:
        question, reply = Line(), GrowingText()
        asked, answered = framed(question), framed_text(reply)
        question.show_text(question_text)
        question.setPlaceholderText(_("Question"))
        reply.setPlainText(reply_text)
        reply.setPlaceholderText(_("Answer"))
        body = QWidget()
        drop = icon_button("x", _("Take out this question"), lambda: self._drop(body))
        layout = row(asked, answered, drop)
        layout.setStretch(0, 2)
        layout.setStretch(1, 3)
        for part in (asked, answered, drop):
            layout.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        body.setLayout(layout)
        self._list.insertWidget(len(self._rows), body)
        body.show()
        for first, second in pairwise((question, reply, drop, self._more)):
            QWidget.setTabOrder(first, second)
        self._rows.append((question, reply, body))
        question.textEdited.connect(self._on_edited)
        reply.textChanged.connect(self._on_edited)
        for one in (question, reply, drop):
            self._watch(one)
        self._name_inner()
        return question

    def _on_more(self) -> None:
        self._add().setFocus(Qt.FocusReason.TabFocusReason)

    def _drop(self, body: QWidget) -> None:
        self._rows = [one for one in self._rows if one[2] is not body]
        self._list.removeWidget(body)
        body.hide()
        body.deleteLater()
        self._more.setFocus(Qt.FocusReason.OtherFocusReason)
        self._on_edited()

    def _on_enter(self, event: QKeyEvent) -> bool:
        if self._more.hasFocus():
            return False
        return False if isinstance(self.focusWidget(), GrowingText) else super()._on_enter(event)
