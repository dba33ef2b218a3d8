"""Records out and in, in the open format."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QLineEdit

from muniment.domain.changes import Change
from muniment.domain.errors import InvalidInput
from muniment.services import exporting, importing
from muniment.services.exporting import Exported
from muniment.services.importing import Imported
from muniment.services.session import Session
from muniment.ui import ask
from muniment.ui.desk import Desk
from muniment.ui.faults import Trouble, trouble
from muniment.ui.pages.settings.section import SettingsSection
from muniment.ui.widgets.banner import Banner
from muniment.ui.widgets.basics import button, column, label, named, row
from muniment.ui.widgets.passphrases import NewPassphrase
from muniment.ui.widgets.paths import PathField, Wanted
from muniment.ui.widgets.work import Work
from muniment.ui.wording import _

_PASSWORD, _RECIPIENT, _CLEAR = "password", "recipient", "clear"
_MOST_FAULTS = 20


class ExportSection(SettingsSection):
    """Writes the vault, or some case files, into a new file: encrypted, unless one insists on the clear."""

    def __init__(self, desk: Desk) -> None:
        hint = _("JSON lines that other programs read. Sealed identities stay sealed. Every export is in the history.")
        super().__init__(desk, _("Export"), hint)
        self.cases = named(QLineEdit(), _("Codes of case files"))
        self.cases.setPlaceholderText(_("All; or codes, separated by blanks"))
        which = label(_("Case files"), level="label")
        which.setBuddy(self.cases)
        self.parts.addLayout(column(which, self.cases, space=4))
        ways = ((_PASSWORD, _("With a password")), (_RECIPIENT, _("For an age recipient")))
        self._way = _PASSWORD
        self.way = self.add_choice(_("Encryption"), (*ways, (_CLEAR, _("None, in the clear"))), _PASSWORD, self._on_way)
        self.password = NewPassphrase(_("Password of the export"))
        self.recipient = named(QLineEdit(), _("Recipient"))
        self.recipient.setPlaceholderText("age1…")
        warning = _("Whoever gets the file reads everything in it but the sealed identities. I want it in the clear.")
        self.insist = QCheckBox(warning)
        self.exhibits = QCheckBox(_("With the bytes of exhibits, in a folder beside the file"))
        self.disclosures = QCheckBox(_("With what people were forced to say of others"))
        self.disclosures_too = QCheckBox(_("They and those they named can be hurt by it. I want it all the same."))
        self._start = button(_("Export …"), self._choose, kind="primary", icon="upload")
        self.work, self._said = Work(), Banner()
        self._compose()

    def _compose(self) -> None:
        for part in (self.password, self.recipient, self.insist, self.exhibits, self.disclosures, self.disclosures_too):
            self.parts.addWidget(part)
        self.parts.addLayout(row(self._start, None))
        self.parts.addWidget(self.work)
        self.parts.addWidget(self._said)
        self.password.changed.connect(self._check)
        self.recipient.textChanged.connect(self._check)
        for box in (self.insist, self.disclosures, self.disclosures_too):
            box.toggled.connect(self._check)
        self._check()

    def _on_way(self, way: object) -> None:
        self._way = str(way)
        self._check()

    def _check(self) -> None:
        self.password.setVisible(self._way == _PASSWORD)
        self.recipient.setVisible(self._way == _RECIPIENT)
        self.insist.setVisible(self._way == _CLEAR)
        self.disclosures_too.setVisible(self.disclosures.isChecked())
        ready = {
            _PASSWORD: self.password.is_complete(),
            _RECIPIENT: bool(self.recipient.text().strip()),
            _CLEAR: self.insist.isChecked(),
        }[self._way]
        meant = not self.disclosures.isChecked() or self.disclosures_too.isChecked()
        self._start.setEnabled(ready and meant and not self.work.is_busy)

    def _choose(self) -> None:
        suffix = "jsonl" if self._way == _CLEAR else "jsonl.age"
        ask.for_new_file(self, _("Export"), self.export, suggested=f"export.{suffix}")

    def export(self, target: Path) -> None:
        """Writes the file, as it is chosen on the page."""
        way, runner = self._way, self.desk.runner
        password, recipient = self.password.text, self.recipient.text().strip()
        cases, disclosures = self.cases.text().split(), self.disclosures.isChecked()
        files = target.with_name(f"{target.name.partition('.')[0]} exhibits") if self.exhibits.isChecked() else None

        def work(session: Session) -> Exported:
            return exporting.export_to(
                session,
                target,
                cases=cases,
                with_disclosures=disclosures,
                files=files,
                recipient=recipient if way == _RECIPIENT else None,
                password=password if way == _PASSWORD else None,
                plaintext=way == _CLEAR,
                progress=runner.progress,
            )

        self._said.clear()
        task = runner.ask(work, self._on_exported, self, failed=self._on_failed, told=self.work.tell, dropped=self._end)
        self.work.begin(task, _("Exporting …"))
        self._check()

    def _on_exported(self, found: Exported) -> None:
        self._end()
        self.password.clear()
        tone = "warning" if found.in_the_clear else "good"
        open_ = _("It is not encrypted.") if found.in_the_clear else ""
        self._said.say(Trouble(_("Written: {what}.").format(what=told_counts(found.counts)), safe=open_, tone=tone))

    def _on_failed(self, error: Exception) -> None:
        self._end()
        self._said.say(trouble(error))

    def _end(self) -> None:
        self.work.end()
        self._check()


class ImportSection(SettingsSection):
    """Takes a file in: all of it, or nothing, and then every bad line is named. It is tried first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Import"), _("JSON lines in the open format, checked before anything is written."))
        self.file = PathField(_("File"), Wanted.FILE, names=(_("JSON lines (*.jsonl)"),))
        self.folder = PathField(_("Folder with the bytes of exhibits (may be left out)"), Wanted.FOLDER)
        self.try_ = button(_("Check it"), lambda: self.take_in(dry_run=True), kind="primary")
        self.take = button(_("Take it in"), lambda: self.take_in(dry_run=False), icon="download")
        self.work, self._said = Work(), Banner()
        for part in (self.file, self.folder):
            self.parts.addWidget(part)
            part.changed.connect(self._on_changed)
        self.file.done.connect(lambda: self.take_in(dry_run=True))
        self.parts.addLayout(row(self.try_, self.take, None))
        self.parts.addWidget(self.work)
        self.parts.addWidget(self._said)
        self._checked = False
        self._check()

    def _on_changed(self) -> None:
        self._checked = False
        self._check()

    def _check(self) -> None:
        free = self.file.path is not None and not self.work.is_busy and not self.desk.read_only
        self.try_.setEnabled(free)
        self.take.setEnabled(free and self._checked)

    def take_in(self, *, dry_run: bool) -> None:
        """Checks the file, or takes it in."""
        path, files, runner = self.file.path, self.folder.path, self.desk.runner
        if path is None or self.work.is_busy:
            return

        def work(session: Session) -> Imported:
            return importing.import_file(session, path, dry_run=dry_run, files=files, progress=runner.progress)

        self._said.clear()
        done = self._on_tried if dry_run else self._on_taken
        task = runner.ask(work, done, self, failed=self._on_failed, told=self.work.tell, dropped=self._end)
        self.work.begin(task, _("Checking …") if dry_run else _("Taking in …"))
        self._check()

    def _on_tried(self, found: Imported) -> None:
        self._checked = True
        self._end()
        self._said.say(Trouble(_("Would be taken in: {what}.").format(what=told_counts(found.counts)), tone="plain"))

    def _on_taken(self, found: Imported) -> None:
        self._checked = False
        self.desk.runner.changed.emit(Change(0, ()))  # of no file in particular: lists read anew
        self._end()
        self._said.say(Trouble(_("Taken in: {what}.").format(what=told_counts(found.counts)), tone="good"))

    def _on_failed(self, error: Exception) -> None:
        self._end()
        if isinstance(error, InvalidInput):
            lines = str(error).split("\n")
            more = _("… and {n} more.").format(n=len(lines) - _MOST_FAULTS) if len(lines) > _MOST_FAULTS else ""
            text = "\n".join([*lines[:_MOST_FAULTS], *([more] if more else [])])
            self._said.say(Trouble(_("Nothing was taken in."), safe=text, tone="warning"))
        else:
            self._said.say(trouble(error))

    def _end(self) -> None:
        self.work.end()
        self._check()


def told_counts(counts: Mapping[str, int]) -> str:
    """How many records of each kind."""
    return ", ".join(f"{count} {kind.replace('_', ' ')}" for kind, count in counts.items()) or _("nothing")
