"""The sealed identity of a person: what is sealed, sealing more, opening it for a moment."""

from collections.abc import Iterable
from functools import partial
from typing import cast

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from muniment.domain.schema import RECORDS
from muniment.services import identities, passphrases
from muniment.services.casefile import CaseView
from muniment.ui.desk import Desk
from muniment.ui.icons import put_icon
from muniment.ui.pages.casefile.identity_open import Opened, OpenedView, opening
from muniment.ui.pages.casefile.identity_seal import SealForm
from muniment.ui.pages.casefile.sight import Sight
from muniment.ui.pages.casefile.standing import Stand
from muniment.ui.pages.settings.passphrases import PassphraseForm
from muniment.ui.runner import Work
from muniment.ui.widgets.ask_to_open import AskToOpen
from muniment.ui.widgets.basics import button, clear, column, label, row
from muniment.ui.wording import _


def identity_stand(desk: Desk, view: CaseView) -> Stand:
    """The panel among the blocks of a file."""
    make = partial(IdentityPanel, desk, view.dossier.case_file.id)
    return Stand("identity", make, lambda one: cast("IdentityPanel", one).show_sealed(view.dossier.identity_fields))


def labels(names: Iterable[str]) -> str:
    """Fields of an identity by what they are called."""
    spec = RECORDS["identity"]
    return ", ".join(_(spec.field(name).label) for name in names)


class IdentityPanel(QFrame):
    """Says which fields are sealed, never what is in them. Nothing of it is kept once it is hidden."""

    def __init__(self, desk: Desk, case_id: str) -> None:
        super().__init__()
        self.desk, self._case = desk, case_id
        self._names: tuple[str, ...] = ()
        self._ready: bool | None = None  # whether the vault has a passphrase for identities
        self.inner: QWidget | None = None  # what is asked for, or shown, at the moment
        self.setProperty("role", "card")
        self.setAccessibleName(_("Sealed identity"))
        sign = QLabel()
        put_icon(sign, "lock-keyhole", "muted")
        head = row(sign, label(_("Sealed identity"), level="label"), None, space=8)
        self._said = label(wrap=True)
        self._acts = row(space=8)
        self._place = QVBoxLayout()
        self.setLayout(column(head, self._said, self._acts, self._place, space=8, margins=(16, 10, 16, 12)))

    def show_sealed(self, names: tuple[str, ...]) -> None:
        """Shows what is sealed now; what is being typed stays."""
        self._names = names
        self.desk.runner.ask(identities.can_seal, self._on_ready, self, key=f"identity {self._case}")

    def _on_ready(self, ready: bool) -> None:
        self._ready = ready
        self._tell()

    def _tell(self) -> None:
        self._said.setText(self._sentence())
        clear(self._acts)
        if self.inner is None and not self.desk.read_only:
            self._offer()
        self._acts.addStretch(1)

    def _sentence(self) -> str:
        if self._names:
            return _("Sealed: {fields}").format(fields=labels(self._names))
        if self._ready is False:
            return _("Nothing is sealed. Identities have a passphrase of their own, which is not set yet.")
        return _("Nothing is sealed. A name that is not kept cannot be found by anybody.")

    def _offer(self) -> None:
        if self._ready is False:
            self._acts.addWidget(button(_("Set the passphrase for identities …"), self.ask_for_passphrase))
            return
        self._acts.addWidget(button(_("Seal …"), self.seal))
        if self._names:
            self._acts.addWidget(button(_("Open …"), self.ask_to_open))

    # --- what can be done ---

    def ask_for_passphrase(self) -> None:
        """Sets the passphrase without which nothing can be sealed."""

        def work(secrets: list[str]) -> Work[None]:
            return lambda session: passphrases.set_for_identities(session, secrets[0])

        form = PassphraseForm(
            self.desk,
            _("Set a passphrase for identities"),
            new=_("Passphrase for identities"),
            verb=_("Set it"),
            work=work,
            done=self._on_set,
            given_up=self.close_inner,
        )
        self._show(form)

    def _on_set(self) -> None:
        self.close_inner()
        self._on_ready(True)
        self.desk.tell(_("The passphrase for identities is set."))

    def seal(self) -> None:
        """Asks for values to be sealed."""
        form = SealForm(self.desk, self._case, self._names)
        form.closed.connect(self.close_inner)
        self._show(form)

    def ask_to_open(self) -> None:
        """Asks for the passphrase, and why."""
        form = AskToOpen(self.desk.runner, opening(self._case), _("Open for a minute"))
        form.opened.connect(self._on_opened)
        form.closed.connect(self.close_inner)
        self._show(form)

    def _on_opened(self, opened: Opened) -> None:
        if not self.isVisible():  # somebody has gone elsewhere meanwhile
            self.close_inner()
            return
        shown = OpenedView(opened)
        shown.closed.connect(self.close_inner)
        self._show(shown)

    def _show(self, inner: QWidget) -> None:
        self._drop()
        self.inner = inner
        self._place.addWidget(inner)
        inner.show()  # at once, so that hiding it is told
        self._tell()
        inner.setFocus()
        QTimer.singleShot(0, self, self._come_into_sight)  # once it has its place

    def _come_into_sight(self) -> None:
        around = self.parentWidget()
        while around is not None and not isinstance(around, Sight):
            around = around.parentWidget()
        if around is not None:
            around.seek(self)

    def close_inner(self) -> None:
        """Goes back to what is said while nothing is asked for."""
        if self.inner is not None:
            had_focus = self.inner.isAncestorOf(self.focusWidget() or self)
            self._drop()
            self._tell()
            if had_focus and (item := self._acts.itemAt(0)) is not None and (first := item.widget()) is not None:
                first.setFocus()

    def _drop(self) -> None:
        if self.inner is not None:
            gone, self.inner = self.inner, None
            self._place.removeWidget(gone)
            gone.hide()
            gone.deleteLater()

    def keep_now(self) -> None:
        """Seals what was typed to be sealed; it is kept in no other way."""
        if isinstance(self.inner, SealForm):
            self.inner.keep_now()
