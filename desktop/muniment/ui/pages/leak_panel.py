"""What the leak check found in a copy: every name and number once, with its places, and what is done about it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QVBoxLayout, QWidget

from muniment.domain.leaks import MASKS, Hit
from muniment.services.batch import Batch
from muniment.services.known_identities import Sealed, within
from muniment.services.leakcheck import Decisions
from muniment.services.printing import Printed
from muniment.ui.pages.identity_check import IdentityCheck
from muniment.ui.pages.settings.section import choice_box
from muniment.ui.runner import Runner
from muniment.ui.widgets.basics import breakable, button, clear, column, frame, label, named, row
from muniment.ui.wording import _, plural

STOP, MASK, KEEP = "stop", "mask", "keep"
_MOST_SHOWN = 60  # cards; what comes after is masked with all, or stops
_LONGEST = 220  # characters of a sentence

Found = tuple[str, str]
"""What was found, however often: its kind, and how it is written, in small letters."""


@dataclass(frozen=True, repr=False, slots=True)
class Decision:
    """What is decided, for the hits of any copy on any thread; and what of identities was found in what is shown."""

    about: Callable[[Sequence[Hit]], Decisions]
    sealed: Sealed | None


def _found(hit: Hit) -> Found:
    return hit.kind, hit.text.casefold()


class LeakPanel(QWidget):
    """What keeps the copies of a batch here until it is decided. What was chosen is chosen in the next batch too."""

    cleared = Signal(object)  # Printed: the copies as they may leave

    def __init__(self, runner: Runner) -> None:
        super().__init__()
        self._runner = runner
        self._batch: Batch | None = None
        self.chosen: dict[Found, str] = {}
        self.boxes: dict[Found, QComboBox] = {}
        self._groups: dict[Found, list[Hit]] = {}
        self._of_identities: list[Hit] = []  # found with identities open, in what is shown
        self.title = label(tone="warning", wrap=True)
        self.hint = label(_("The copy leaves when each is masked, or kept for a reason."), level="small", wrap=True)
        self.clear_note = label(
            _("Nothing was found in it that tells of others."), level="small", tone="muted", wrap=True
        )
        self.identities = IdentityCheck(runner)
        self.mask_all = button(_("Mask all"), self._on_mask_all)
        self.cards = QVBoxLayout()
        self.cards.setSpacing(8)
        self.more = label(level="small", tone="muted", wrap=True)
        self.reason_label = label(_("Why the others stay"), level="field")
        self.reason = named(QLineEdit(), _("Why the others stay"), _("Kept in the register of copies"))
        self.reason.textChanged.connect(self._check)
        self.reason.returnPressed.connect(self._go_on)
        self.go_on = button(_("Go on"), self._go_on, kind="primary")
        head = (self.clear_note, self.title, self.hint, row(self.mask_all, None))
        end = (self.reason_label, self.reason, row(self.go_on, None))
        self.setLayout(column(*head, self.cards, self.more, *end, self.identities, space=8))
        self.hide()

    def show_batch(self, batch: Batch | None) -> None:
        """Shows what is not decided yet of a batch that is made; nothing of it where there is nothing."""
        before, self._batch, self._groups = self._batch, batch, {}
        if batch is not before:
            self._of_identities = [hit for copy in batch.copies for hit in copy.hits] if batch else []
        for copy in batch.copies if batch else ():
            for hit in copy.hits:
                self._groups.setdefault(_found(hit), []).append(hit)
        self._list()
        count = len(self._groups)
        self.title.setVisible(bool(count))
        self.title.setText(plural("{n} thing here tells of others", "{n} things here tell of others", count))
        rest = count - _MOST_SHOWN
        self.more.setText(plural("and {n} more", "and {n} more", rest) if rest > 0 else "")
        self.more.setVisible(rest > 0)
        for part in (self.hint, self.mask_all, self.go_on):
            part.setVisible(bool(count))
        self.clear_note.setVisible(not count)
        self.identities.show_batch(batch)
        self.setVisible(batch is not None and batch.leaves)
        self._check()

    def decision(self) -> Decision:
        """What is decided now."""
        chosen, reason = dict(self.chosen), self.reason.text().strip()

        def decide(hits: Sequence[Hit]) -> Decisions:
            masked = frozenset(hit.place for hit in hits if chosen.get(_found(hit)) == MASK)
            kept = tuple((hit.place, reason) for hit in hits if chosen.get(_found(hit)) == KEEP and reason)
            return Decisions(places=masked, kept=kept)

        opened = self._batch is not None and self._batch.looks_for_sealed
        return Decision(decide, within(self._of_identities) if opened else None)

    @property
    def is_decided(self) -> bool:
        """Whether there is a decision about everything that is shown."""
        choices = {self._choice(found) for found in self._groups}
        return STOP not in choices and (KEEP not in choices or bool(self.reason.text().strip()))

    def _choice(self, found: Found) -> str:
        return self.chosen.get(found, STOP)

    def _list(self) -> None:
        clear(self.cards)
        self.boxes = {}
        for found, hits in list(self._groups.items())[:_MOST_SHOWN]:
            self.cards.addWidget(self._card(found, hits))

    def _card(self, found: Found, hits: Sequence[Hit]) -> QFrame:
        first = hits[0]
        choices = [
            (STOP, _("Stops the copy")),
            (MASK, _("Mask: {mask}").format(mask=MASKS[first.kind])),
            (KEEP, _("Keep")),
        ]
        name = _("What is done about {text}").format(text=first.text)
        box = choice_box(name, choices, self._choice(found), lambda value: self._on_chosen(found, str(value)))
        self.boxes[found] = box
        places = plural("{n} place", "{n} places", len(hits))
        about = label(f"{_what(first)} · {places}", level="small", tone="muted", wrap=True)
        texts = (
            label(breakable(first.text), wrap=True),
            about,
            label(breakable(_shown(first)), level="small", wrap=True),
        )
        return frame("card", column(*texts, box, space=4, margins=(12, 8, 12, 8)))

    def _check(self) -> None:
        keeps = any(self._choice(found) == KEEP for found in self._groups)
        self.reason.setVisible(keeps)
        self.reason_label.setVisible(keeps)
        self.go_on.setEnabled(self.is_decided)

    # --- slots ---

    def _on_chosen(self, found: Found, choice: str) -> None:
        self.chosen[found] = choice
        self._check()
        if choice == KEEP and not self.reason.text():
            self.reason.setFocus()

    def _on_mask_all(self) -> None:
        self.chosen.update(dict.fromkeys(self._groups, MASK))
        self._go_on()

    def _go_on(self) -> None:
        """Does what was decided, and tells of the copies as they are then."""
        made = self._batch
        if made is None or not self.is_decided:
            return
        decide = self.decision().about

        def work(_session: object) -> Printed:
            for at, copy in enumerate(made.copies):
                made.decide(at, decide(copy.hits))
            return made.bound()

        self._runner.ask(work, lambda printed: self._on_done(made, printed), self)

    def _on_done(self, made: Batch, printed: Printed) -> None:
        if made is self._batch:
            self.cleared.emit(printed)


def _what(hit: Hit) -> str:
    known = {
        "the pseudonym of another file": _("the pseudonym of another file"),
        "the name of a contact": _("the name of a contact"),
        "a sealed name": _("a sealed name"),
        "a sealed address": _("a sealed address"),
        "the code of a case file": _("the code of a case file"),
        "a telephone number": _("a telephone number"),
        "an e-mail address": _("an e-mail address"),
        "an ID number": _("an ID number"),
        "an account": _("an account"),
        "an address": _("an address"),
    }
    return known.get(hit.what, hit.what)


def _shown(hit: Hit) -> str:
    """Where it stands, and the sentence, cut short around it."""
    sentence = hit.sentence.strip()
    if len(sentence) > _LONGEST:
        at = max(0, sentence.index("»") - _LONGEST // 2)
        sentence = f"…{sentence[at : at + _LONGEST]}…"
    return f"{hit.place}: {sentence}"
