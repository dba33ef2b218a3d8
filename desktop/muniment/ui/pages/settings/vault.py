"""What this vault is and holds, and the proof that it is sound."""

from textwrap import wrap

from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from muniment.services import upkeep
from muniment.services.session import Session
from muniment.services.upkeep import Information
from muniment.ui.desk import Desk
from muniment.ui.faults import Trouble
from muniment.ui.pages.backup import told_size
from muniment.ui.pages.settings.section import SettingsSection
from muniment.ui.widgets.banner import Banner
from muniment.ui.widgets.basics import button, clear, label, row
from muniment.ui.widgets.exhibit_facts import fact_name
from muniment.ui.widgets.work import Work
from muniment.ui.wording import _, plural


class VaultSection(SettingsSection):
    """Versions, counts, sizes; and verifying."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("This vault"))
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(24)
        self._facts.setVerticalSpacing(4)
        self._facts.setColumnStretch(1, 1)
        self._verify = button(_("Verify the vault"), self.verify, icon="shield-check")
        self.work = Work()
        self._said = Banner()
        self._findings = QVBoxLayout()
        self.parts.addLayout(self._facts)
        self.parts.addSpacing(12)
        self.parts.addWidget(label(_("Is it sound?"), level="heading"))
        hint = _("Reads every page, replays the journal against every record, and hashes every exhibit.")
        self.parts.addWidget(label(hint, tone="muted", wrap=True))
        self.parts.addLayout(row(self._verify, None))
        self.parts.addWidget(self.work)
        self.parts.addWidget(self._said)
        self.parts.addLayout(self._findings)

    def refresh(self) -> None:
        self.desk.runner.ask(upkeep.information, self._show, self, key="information")

    def _show(self, known: Information) -> None:
        counts = known.counts
        facts = [
            (_("Case files"), f"{counts.get('case_file', 0):,}"),
            (_("Records in all"), f"{sum(counts.values()):,}"),
            (_("Database"), told_size(known.database_bytes)),
            (_("Exhibits in it"), f"{counts.get('evidence', 0):,}, {told_size(known.evidence_bytes)}"),
            (_("Ways in"), plural("{n} passphrase", "{n} passphrases", sum(known.key_slots.values()))),
            (_("Sealed identities"), _("can be sealed") if known.identity_passphrase else _("no passphrase yet")),
            (_("Can be written"), _("no") if known.read_only else _("yes")),
            (_("Cipher"), f"SQLCipher {known.cipher}, AES-256"),
            (_("Format"), str(known.format)),
            (_("Journal"), f"{known.head.seq:,} · {known.head.short}"),
            (_("Number of the vault"), " ".join(wrap(known.vault_id, 8))),
        ]
        clear(self._facts)
        for at, (name, value) in enumerate(facts):
            self._facts.addWidget(fact_name(name), at, 0)
            self._facts.addWidget(label(value, selectable=True, wrap=True), at, 1)

    def verify(self) -> None:
        """Reads all of it and says what is wrong."""
        if self.work.is_busy:
            return
        self._said.clear()
        clear(self._findings)
        runner = self.desk.runner

        def work(session: Session) -> list[str]:
            return upkeep.verify(session, runner.progress)

        task = runner.ask(
            work, self._on_verified, self, failed=self._on_failed, told=self.work.tell, dropped=self.work.end
        )
        self.work.begin(task, _("Checking …"))

    def _on_verified(self, findings: list[str]) -> None:
        self.work.end()
        if not findings:
            self._said.say(Trouble(_("The vault is sound."), tone="good"))
            return
        what = plural(
            "{n} thing was found that is not as it should be.",
            "{n} things were found that are not as they should be.",
            len(findings),
        )
        self._said.say(Trouble(what, do=_("Work on a copy of the vault's folder, or restore a backup.")))
        for finding in findings[:200]:
            self._findings.addWidget(label(finding, wrap=True, selectable=True))

    def _on_failed(self, error: Exception) -> None:
        self.work.end()
        self.desk.fail(error)
