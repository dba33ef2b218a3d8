"""The editor of a deadline's rule: one of those that apply in the vault, by its title."""

from muniment.domain.fields import FieldSpec
from muniment.domain.vocabulary import Vocabulary
from muniment.services import rules
from muniment.ui.desk import Desk
from muniment.ui.forms.choices import ChoiceEditor
from muniment.ui.forms.recent import Recent


class RuleEditor(ChoiceEditor):
    """Asks the vault for its rules when it is made; until they are there, an id stands for its rule."""

    def __init__(self, spec: FieldSpec, desk: Desk) -> None:
        super().__init__(spec, Vocabulary("deadline_rule", (), {}), Recent(desk, "deadline_rule"))
        desk.runner.ask(rules.as_list, self._on_known, self)

    def _on_known(self, known: Vocabulary) -> None:
        shown = self.raw()
        self._vocabulary = known
        if not self._edited:
            with self._loaded():
                self._show_raw(shown)
