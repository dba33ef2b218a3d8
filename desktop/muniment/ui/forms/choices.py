"""Editors of terms: one of a list, or several, found by typing or picked from what is offered."""

from collections.abc import Sequence
from difflib import get_close_matches

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton

from muniment.domain.fields import FieldSpec
from muniment.domain.openformat import ValueFault
from muniment.domain.vocabulary import Vocabulary
from muniment.ui.forms.candidates import Candidate, Role, exactly, names_of, offered
from muniment.ui.forms.editor import Editor
from muniment.ui.forms.field_frame import FieldFrame
from muniment.ui.forms.lines import Line
from muniment.ui.forms.recent import Recent
from muniment.ui.forms.type_ahead import Found, TypeAhead
from muniment.ui.icons import put_icon
from muniment.ui.wording import _, language


def no_such_term(vocabulary: Vocabulary, text: str) -> ValueFault:
    """What is said of words that are no term of a list, with those that may have been meant."""
    spoken = {name.lower(): term.label(language()) for term in vocabulary.active for name in names_of(term)}
    alike = list(dict.fromkeys(spoken[word] for word in get_close_matches(text.strip().lower(), spoken, n=3)))
    if alike:
        return ValueFault(
            _("“{text}” is not in the list; perhaps {alike}?").format(text=text.strip(), alike=_or(alike))
        )
    return ValueFault(_("“{text}” is not in the list; choose one of those offered").format(text=text.strip()))


def _or(words: Sequence[str]) -> str:
    return _(" or ").join(f"“{word}”" for word in words)


def opener() -> QToolButton:
    """The small arrow that shows that there is a list; it never has the focus."""
    made = QToolButton()
    made.setProperty("kind", "opener")
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    put_icon(made, "chevron-down", "muted")
    return made


class ChoiceEditor(Editor):
    """One term of a list. Typing looks for it in all languages; Down shows the list; Escape brings back what was."""

    def __init__(self, spec: FieldSpec, vocabulary: Vocabulary, recent: Recent) -> None:
        super().__init__()
        self._spec, self._vocabulary, self._recent = spec, vocabulary, recent
        self._chosen = ""
        self.line = Line()
        self.line.textEdited.connect(self._on_edited)
        self._arrow = opener()
        self._arrow.clicked.connect(self._on_arrow)
        layout = QHBoxLayout()
        layout.addWidget(self.line, 1)
        layout.addWidget(self._arrow)
        self._frame = FieldFrame(layout, self.line)
        self._build(self._frame, self.line)
        self.ahead = TypeAhead(self.line, self._find, around=self._frame, sure=True)
        self.ahead.picked.connect(self._on_picked)
        self.ahead.dropped.connect(self._on_dropped)

    def raw(self) -> str:
        text = self.line.text()
        return self._chosen if self._chosen and text == self._label_of(self._chosen) else text

    def _label_of(self, term_id: str) -> str:
        return self._vocabulary.label(term_id, language())

    def _show(self, value: object) -> None:
        self._chosen = str(value or "")
        self.line.show_text(self._label_of(self._chosen) if self._chosen else "")

    def _show_raw(self, text: str) -> None:
        self._chosen = text if text in self._vocabulary else ""
        self.line.show_text(self._label_of(text) if self._chosen else text)

    def _read(self, raw: str) -> object:
        if raw == self._chosen or not raw.strip():
            return raw.strip() or None
        if (term := exactly(self._vocabulary, raw)) is not None:
            return term.id
        if self._spec.open_choice:
            return " ".join(raw.split())
        raise no_such_term(self._vocabulary, raw)

    def _settle(self) -> None:
        if (term := exactly(self._vocabulary, self.line.text())) is not None and self.raw() != self._chosen:
            self._chosen = term.id
        if self._chosen and exactly(self._vocabulary, self.line.text()) is self._vocabulary.find(self._chosen):
            self.line.show_text(self._label_of(self._chosen))
        if self.raw() in self._vocabulary:
            self._recent.put(self.raw())

    def _mark(self, *, fault: bool) -> None:
        self._frame.mark(fault=fault)

    def _lock(self, *, locked: bool) -> None:
        self.line.setReadOnly(locked)
        self._arrow.setEnabled(not locked)
        self._frame.lock(locked=locked)

    def _find(self, text: str, found: Found) -> None:
        candidates = offered(self._vocabulary, text, language(), recent=self._recent())
        if text.strip() and self._spec.open_choice and exactly(self._vocabulary, text) is None:
            as_typed = _("“{text}”, as typed").format(text=" ".join(text.split()))
            candidates.append(Candidate(text, as_typed, role=Role.AS_TYPED, apart=bool(candidates)))
        found(candidates)

    def _on_arrow(self) -> None:
        self.line.setFocus(Qt.FocusReason.MouseFocusReason)
        if self.ahead.is_open:
            self.ahead.close()
        else:
            self.ahead.open()

    def _on_picked(self, chosen: Candidate) -> None:
        if chosen.role is Role.TAKE:
            self._chosen = chosen.id
            self.line.setText(chosen.text)
        self.line.selectAll()
        self._on_edited()

    def _on_dropped(self) -> None:
        """What was typed is given up: the term that was there before stands again."""
        self._show(self._chosen)
        self.line.selectAll()
        self._edited = self.raw() != self._raw

    def _on_enter(self, event: QKeyEvent) -> bool:
        return False if self.ahead.is_open else super()._on_enter(event)
