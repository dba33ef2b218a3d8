"""The editor of several terms of a long list: chips, and a line that offers the terms that are left."""

from PySide6.QtGui import QKeyEvent

from muniment.domain.openformat import ValueFault
from muniment.domain.vocabulary import Vocabulary
from muniment.ui.forms.candidates import Candidate, exactly, offered
from muniment.ui.forms.choices import no_such_term
from muniment.ui.forms.lists import ChipsEditor
from muniment.ui.forms.recent import Recent
from muniment.ui.forms.type_ahead import Found, TypeAhead
from muniment.ui.wording import language


class TermChipsEditor(ChipsEditor):
    """Several terms of a list."""

    def __init__(self, vocabulary: Vocabulary, recent: Recent) -> None:
        super().__init__()
        self._vocabulary, self._recent = vocabulary, recent
        self.ahead = TypeAhead(self.line, self._find, around=self._frame)
        self.ahead.picked.connect(self._on_picked)
        self.ahead.dropped.connect(self._on_dropped)

    def _text_of(self, item: object) -> str:
        return self._vocabulary.label(str(item), language())

    def _entry(self, line: str) -> object | None:
        if line in self._vocabulary:
            return line
        term = exactly(self._vocabulary, line)
        return term.id if term else None

    def _fault(self, rest: str) -> ValueFault:
        return no_such_term(self._vocabulary, rest)

    def _find(self, text: str, found: Found) -> None:
        chosen = [str(item) for item in self._items]
        found(offered(self._vocabulary, text, language(), recent=self._recent(), without=chosen))

    def _on_picked(self, chosen: Candidate) -> None:
        self._recent.put(chosen.id)
        self._take(chosen.id)

    def _on_dropped(self) -> None:
        self.line.clear()
        self._edited = self.raw() != self._raw

    def _on_enter(self, event: QKeyEvent) -> bool:
        return False if self.ahead.is_open else super()._on_enter(event)
