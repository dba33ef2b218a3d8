"""What opens the vault, and what opens sealed identities."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from muniment.host.preferences import keep_look, load_look
from muniment.services import passphrases, upkeep
from muniment.services.session import Session
from muniment.services.upkeep import Information
from muniment.ui.desk import Desk
from muniment.ui.faults import trouble
from muniment.ui.pages.settings.section import SettingsSection
from muniment.ui.runner import Work
from muniment.ui.widgets.basics import button, clear, column, frame, label, row
from muniment.ui.widgets.passphrase_field import PassphraseField
from muniment.ui.widgets.passphrases import NewPassphrase
from muniment.ui.wording import _, plural


class PassphraseForm(QWidget):
    """The passphrases that one act needs: some that are known, and perhaps a new one."""

    def __init__(
        self,
        desk: Desk,
        title: str,
        *,
        known: Sequence[str] = (),
        new: str = "",
        verb: str,
        work: Callable[[list[str]], Work[None]],
        done: Callable[[], object],
        given_up: Callable[[], object],
    ) -> None:
        super().__init__()
        self._desk, self._work, self._done = desk, work, done
        self.known = [PassphraseField(name) for name in known]
        self.new = NewPassphrase(new) if new else None
        self._fault = label(tone="danger", wrap=True)
        self._fault.hide()
        self._act = button(verb, self.submit, kind="primary")
        parts: list[QWidget] = [label(title, level="heading")]
        for name, field in zip(known, self.known, strict=True):
            text = label(name, level="label")
            text.setBuddy(field)
            field.textChanged.connect(self._check)
            field.returnPressed.connect(self.submit)
            parts += [text, field]
        if self.new is not None:
            self.new.changed.connect(self._check)
            self.new.done.connect(self.submit)
            parts.append(self.new)
        inner = column(*parts, self._fault, 4, row(self._act, button(_("Not now"), given_up), None), space=6)
        inner.setContentsMargins(16, 12, 16, 12)
        self.setLayout(column(frame("card", inner)))
        first = [*self.known, *([self.new] if self.new is not None else [])][0]
        self.setFocusProxy(first)
        self._check()

    def _check(self) -> None:
        complete = all(field.text() for field in self.known) and (self.new is None or self.new.is_complete())
        self._act.setEnabled(complete)

    def submit(self) -> None:
        """Has it done; deriving keys takes some seconds."""
        if not self._act.isEnabled():
            return
        secrets = [field.text() for field in self.known] + ([self.new.text] if self.new is not None else [])
        self._act.setEnabled(False)
        self._fault.hide()
        self._desk.runner.write(self._work(secrets), lambda _result: self._done(), self, failed=self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        self._check()
        self._fault.setText(trouble(error).what)
        self._fault.show()


class PassphrasesSection(SettingsSection):
    """Adds, changes and removes them, each with what it asks for."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            _("Passphrases"),
            _("Nobody can recover a passphrase that is lost. {old}").format(old=_(passphrases.OLD_BACKUPS)),
        )
        self._ways = label(wrap=True)
        self._identities = label(wrap=True)
        self._place = QVBoxLayout()
        self._for_identities = button(_("Set a passphrase for identities"), self.ask_for_identities)
        self._buttons = [
            button(_("Add one"), self.ask_to_add, icon="plus"),
            button(_("Change one"), self.ask_to_change),
            button(_("Remove one"), self.ask_to_remove),
        ]
        self._here = label(_here(), wrap=True, tone="muted")
        self._add_here = button(_("Add a shorter one for this computer"), self.ask_to_add_here, icon="key-round")
        self._remove_here = button(_("Remove those that need a keyring"), self.remove_here)
        self.parts.addLayout(
            column(
                self._ways,
                row(*self._buttons, None),
                8,
                label(_("Together with this computer"), level="heading"),
                self._here,
                row(self._add_here, self._remove_here, None),
                8,
                label(_("Identities"), level="heading"),
                self._identities,
                row(self._for_identities, None),
                8,
                self._place,
            )
        )
        for one in (*self._buttons, self._for_identities, self._add_here):
            one.setDisabled(desk.read_only)
        self._has_identities = False

    def refresh(self) -> None:
        self.desk.runner.ask(upkeep.information, self._show, self, key="passphrases")

    def _show(self, known: Information) -> None:
        count, here = known.key_slots.get("passphrase", 0), known.key_slots.get("with_keyring", 0)
        self._remove_here.setVisible(bool(here) and not self.desk.read_only)
        with_keyring = plural("{n} more needs a computer's keyring.", "{n} more need a computer's keyring.", here)
        alone = plural("{n} passphrase opens the vault.", "{n} passphrases open the vault.", count)
        self._ways.setText(" ".join((alone, with_keyring)) if here else alone)
        self._has_identities = known.identity_passphrase
        set_, change = _("Set a passphrase for identities"), _("Change the passphrase for identities")
        self._for_identities.setText(change if known.identity_passphrase else set_)
        self._identities.setText(
            _("Sealed identities have a passphrase of their own.")
            if known.identity_passphrase
            else _("Identities cannot be sealed yet: they need a passphrase of their own.")
        )

    # --- what can be done ---

    def ask_to_add(self) -> None:
        """One more way into the vault."""

        def work(secrets: list[str]) -> Work[None]:
            return lambda session: passphrases.add(session, secrets[0])

        self._open(_("Add a passphrase"), work, new=_("New passphrase"), verb=_("Add it"), told=_("Added."))

    def ask_to_change(self) -> None:
        """Another one in the place of one."""

        def work(secrets: list[str]) -> Work[None]:
            return lambda session: passphrases.replace(session, secrets[0], secrets[1])

        old = [_("The passphrase to change")]
        new = _("New passphrase")
        self._open(_("Change a passphrase"), work, known=old, new=new, verb=_("Change it"), told=_("Changed."))

    def ask_to_remove(self) -> None:
        """Closes one way in; never the last."""

        def work(secrets: list[str]) -> Work[None]:
            return lambda session: passphrases.remove(session, secrets[0])

        known = [_("The passphrase to remove")]
        self._open(_("Remove a passphrase"), work, known=known, verb=_("Remove it"), told=_("Removed."))

    def ask_to_add_here(self) -> None:
        """A shorter one, which opens the vault only together with what the keyring of this computer holds."""

        def work(secrets: list[str]) -> Work[None]:
            def add(session: Session) -> None:
                passphrases.add_with_keyring(session, secrets[0])
                keep_look(replace(load_look(), keyring=True))

            return add

        title, new = _("Add a shorter passphrase for this computer"), _("Shorter passphrase")
        self._open(title, work, new=new, verb=_("Add it"), told=_("Added."))

    def remove_here(self) -> None:
        """Closes every way in that needs a keyring; the passphrases that need none stay."""

        def work(session: Session) -> int:
            count = passphrases.remove_with_keyring(session)
            keep_look(replace(load_look(), keyring=False))
            return count

        self.desk.runner.write(work, lambda _count: self._on_done(_("Removed.")), self)

    def ask_for_identities(self) -> None:
        """The first passphrase for identities, or another one."""
        title = self._for_identities.text()
        new = _("New passphrase for identities")
        if self._has_identities:
            known, told = [_("The passphrase for identities so far")], _("Changed.")
            self._open(title, _replace_for_identities, known=known, new=new, verb=_("Change it"), told=told)
        else:
            self._open(title, _set_for_identities, new=new, verb=_("Set it"), told=_("Set."))

    def _open(
        self,
        title: str,
        work: Callable[[list[str]], Work[None]],
        *,
        known: Sequence[str] = (),
        new: str = "",
        verb: str,
        told: str,
    ) -> None:
        def given_up() -> None:
            clear(self._place)
            self._buttons[0].setFocus()

        clear(self._place)
        form = PassphraseForm(
            self.desk,
            title,
            known=known,
            new=new,
            verb=verb,
            work=work,
            done=lambda: self._on_done(told),
            given_up=given_up,
        )
        self._place.addWidget(form)
        form.setFocus()

    def _on_done(self, told: str) -> None:
        clear(self._place)
        self.desk.tell(" ".join((told, _(passphrases.OLD_BACKUPS))))
        self.refresh()


def _here() -> str:
    return _(
        "A shorter passphrase can open the vault on this computer alone: the system's keyring holds the other half of "
        "its key. A copy of the vault without this computer does not open with it. It does not help against somebody "
        "who can use this computer as you. The long passphrase stays, and opens everywhere."
    )


def _set_for_identities(secrets: list[str]) -> Work[None]:
    def work(session: Session) -> None:
        passphrases.set_for_identities(session, secrets[0])

    return work


def _replace_for_identities(secrets: list[str]) -> Work[None]:
    def work(session: Session) -> None:
        passphrases.replace_for_identities(session, secrets[0], secrets[1])

    return work
