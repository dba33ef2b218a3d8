"""Which limits of custody are measured against, and by which rules deadlines are computed."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QVBoxLayout

from muniment.domain.deadlines import DeadlineRule
from muniment.services import rules
from muniment.services.rules import KnownLimit, KnownRule, TakenIn
from muniment.ui import ask
from muniment.ui.desk import Desk
from muniment.ui.pages.settings.section import SettingsSection, item
from muniment.ui.widgets.basics import button, clear, icon_button, row, rule
from muniment.ui.wording import _, language, plural

_TOML = (_("Rules (*.toml)"),)


class LimitsSection(SettingsSection):
    """Every limit with a switch; one's own can be taken in from a file and removed."""

    def __init__(self, desk: Desk) -> None:
        hint = _("Phases of detention that lasted longer are warned of. To be confirmed with counsel.")
        super().__init__(desk, _("Limits of custody"), hint)
        self._list = QVBoxLayout()
        self.parts.addLayout(self._list)
        take_in = button(_("Take in limits from a file …"), self._choose, icon="plus")
        take_in.setDisabled(desk.read_only)
        self.parts.addLayout(row(take_in, None))

    def refresh(self) -> None:
        self.desk.runner.ask(rules.limits, self._show, self, key="limits")

    def _show(self, known: list[KnownLimit]) -> None:
        clear(self._list)
        for one in known:
            switch = QCheckBox(_("Measured against"))
            switch.setChecked(one.on)
            switch.setAccessibleName(one.limit.title(language()))
            switch.setDisabled(self.desk.read_only)
            switch.toggled.connect(lambda on, limit=one.limit.id: self._switch(limit, on=on))
            parts = [switch]
            line = item(one.limit.title(language()), _limit_detail(one), *parts)
            if one.own:
                remove = icon_button("trash-2", _("Remove"), partial(self._remove, one.limit.id))
                line.layout().addWidget(remove)  # type: ignore[union-attr]  # item gave it one
            self._list.addWidget(line)
            self._list.addWidget(rule())

    def _switch(self, limit_id: str, *, on: bool) -> None:
        self.desk.runner.write(lambda session: rules.switch(session, limit_id, on=on), lambda _: None, self)

    def _remove(self, limit_id: str) -> None:
        self.desk.runner.write(lambda session: rules.remove_limit(session, limit_id), lambda _: self.refresh(), self)

    def _choose(self) -> None:
        ask.for_file(self, _("Limits of custody"), self.take_in, names=_TOML)

    def take_in(self, path: Path) -> None:
        """Takes in the limits of a file, all or none."""
        self.desk.runner.write(lambda session: rules.set_limits(session, rules.text_of(path)), self._on_taken_in, self)

    def _on_taken_in(self, taken: TakenIn) -> None:
        self.desk.tell(plural("{n} limit taken in", "{n} limits taken in", len(taken.ids)))
        self.refresh()


class RulesSection(SettingsSection):
    """Every rule that applies; one's own can be taken in from a file and removed."""

    def __init__(self, desk: Desk) -> None:
        hint = _("Every day that is computed by these is to be confirmed with counsel.")
        super().__init__(desk, _("Deadline rules"), hint)
        self._list = QVBoxLayout()
        self.parts.addLayout(self._list)
        take_in = button(_("Take in rules from a file …"), self._choose, icon="plus")
        take_in.setDisabled(desk.read_only)
        self.parts.addLayout(row(take_in, None))

    def refresh(self) -> None:
        self.desk.runner.ask(rules.rules, self._show, self, key="rules")

    def _show(self, known: list[KnownRule]) -> None:
        clear(self._list)
        for one in known:
            remove = [icon_button("trash-2", _("Remove"), partial(self._remove, one.rule.id))] if one.own else []
            self._list.addWidget(item(one.rule.title(language()), _rule_detail(one.rule, own=one.own), *remove))
            self._list.addWidget(rule())

    def _remove(self, rule_id: str) -> None:
        self.desk.runner.write(lambda session: rules.remove_rule(session, rule_id), lambda _: self.refresh(), self)

    def _choose(self) -> None:
        ask.for_file(self, _("Deadline rules"), self.take_in, names=_TOML)

    def take_in(self, path: Path) -> None:
        """Takes in the rules of a file, all or none; what is due by them is computed anew."""
        self.desk.runner.write(lambda session: rules.set_rules(session, rules.text_of(path)), self._on_taken_in, self)

    def _on_taken_in(self, taken: TakenIn) -> None:
        self.desk.runner.changed.emit(taken.change)
        self.desk.tell(plural("{n} rule taken in", "{n} rules taken in", len(taken.ids)))
        self.refresh()


def _limit_detail(one: KnownLimit) -> str:
    limit = one.limit
    units = {"hours": ("{n} hour", "{n} hours"), "days": ("{n} day", "{n} days")}
    most = plural(*units.get(str(limit.unit), ("{n}", "{n}")), limit.maximum)
    parts = (_("at most {most}").format(most=most), limit.source, _("your own") if one.own else "")
    return " · ".join(part for part in parts if part)


def _rule_detail(one: DeadlineRule, *, own: bool) -> str:
    counted = one.counted(language())
    since = _("counted from: {what}").format(what=counted) if counted else ""
    parts = (one.forum(language()), since, one.source, _("your own") if own else "")
    return " · ".join(part for part in parts if part)
