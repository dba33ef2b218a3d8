"""The filters of the table of case files: chips for those that are on, a menu for those that could be."""

import json
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from muniment.domain.vocabulary import Vocabularies
from muniment.services.casetable import Filter, Known
from muniment.ui.widgets.basics import button, clear
from muniment.ui.widgets.chips import Chip
from muniment.ui.widgets.flow import Flow
from muniment.ui.wording import _, plural

_WITHIN = (0, 3, 7, 14, 30, 90)  # days


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which filters are on. Days are counted from today, so that a saved filter stays what it says."""

    status: str = ""
    in_custody: bool = False
    act: str = ""
    housing: str = ""
    within: int | None = None  # days until a deadline
    no_consent: bool = False
    tag: str = ""
    responsible: int | None = None

    def at(self, as_of: date) -> Filter:
        """The filter that this is on a day."""
        return Filter(
            status=self.status,
            in_custody=self.in_custody,
            act=self.act,
            housing=self.housing,
            due_until="" if self.within is None else (as_of + timedelta(days=self.within)).isoformat(),
            no_consent_on=as_of.isoformat() if self.no_consent else "",
            tag=self.tag,
            responsible=self.responsible,
        )

    def on(self) -> list[str]:
        """The names of the filters that are on, in the order of their declaration."""
        return [one.name for one in fields(self) if getattr(self, one.name) != one.default]

    def as_json(self) -> str:
        """As the vault remembers it."""
        return json.dumps({name: getattr(self, name) for name in self.on()})

    @staticmethod
    def from_json(text: str) -> "Chosen":
        """What the vault remembered; nothing chosen where it cannot be read."""
        try:
            known = json.loads(text or "{}")
            names = {one.name for one in fields(Chosen)}
            return Chosen(**{name: value for name, value in known.items() if name in names})
        except (ValueError, TypeError, AttributeError):
            return Chosen()


class FilterBar(QWidget):
    """``changed`` tells of every change of what is chosen; ``kept`` of a list of named filters to remember."""

    changed = Signal(object)  # Chosen
    kept = Signal(dict)  # name → JSON

    def __init__(self, vocabularies: Vocabularies) -> None:
        super().__init__()
        self._vocabularies = vocabularies
        self._saved: dict[str, str] = {}
        self._known = Known((), {})
        self._chosen = Chosen()
        self._flow = Flow(self)
        self._draw()

    @property
    def chosen(self) -> Chosen:
        """What is chosen now."""
        return self._chosen

    def begin(self, vocabularies: Vocabularies, saved: dict[str, str]) -> None:
        """Has the terms and the named filters of a vault from now on."""
        self._vocabularies, self._saved = vocabularies, saved

    def choose(self, chosen: Chosen) -> None:
        """Shows what is chosen; tells nobody."""
        self._chosen = chosen
        self._draw()

    def know(self, known: Known) -> None:
        """What this vault can be filtered by."""
        self._known = known
        if self._chosen.responsible is not None:
            self._draw()  # only now its chip can say who it is

    def open_menu(self) -> None:
        """Opens the menu of filters under its button."""
        menu = self._menu()
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _set(self, **parts: object) -> None:
        self._chosen = replace(self._chosen, **parts)  # type: ignore[arg-type]  # each name with its own kind of value
        self._draw()
        self.changed.emit(self._chosen)

    def _draw(self) -> None:
        had_focus = self.isAncestorOf(focused) if (focused := self.focusWidget()) else False
        clear(self._flow)
        for name in self._chosen.on():
            chip = Chip(self._text(name))
            chip.removed.connect(lambda name=name: self._set(**{name: getattr(Chosen(), name)}))
            self._flow.addWidget(chip)
        self._more = button(_("Filter"), self.open_menu, kind="link", icon="filter")
        self._flow.addWidget(self._more)
        if had_focus:
            self._more.setFocus()

    def _text(self, name: str) -> str:
        chosen, words = self._chosen, self._vocabularies
        texts: dict[str, Callable[[], str]] = {
            "status": lambda: words.label("legal_status", chosen.status),
            "in_custody": lambda: _("In custody"),
            "act": lambda: words.label("act", chosen.act),
            "housing": lambda: self._housing(chosen.housing),
            "within": lambda: self._within(chosen.within or 0),
            "no_consent": lambda: _("No consent for counsel"),
            "tag": lambda: _("Tag: {tag}").format(tag=chosen.tag),
            "responsible": lambda: self._known.responsible.get(chosen.responsible or 0, _("Responsible")),
        }
        return texts[name]()

    def _housing(self, where: str) -> str:
        return _("Lost a home") if where == "any" else self._vocabularies.label("living_now", where)

    def _within(self, days: int) -> str:
        return plural("Deadline within {n} day", "Deadline within {n} days", days) if days else _("Due today or over")

    # --- the menu ---

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(_("In custody"), lambda: self._set(in_custody=True))
        menu.addAction(_("No consent for counsel"), lambda: self._set(no_consent=True))
        within = [(self._within(days), days) for days in _WITHIN]
        self._choices(menu, _("Deadline"), "within", within)
        self._choices(menu, _("Legal status"), "status", self._terms("legal_status"))
        self._choices(menu, _("Ill-treatment"), "act", self._terms("act"))
        self._choices(menu, _("Housing"), "housing", [(_("Lost a home"), "any"), *self._terms("living_now")])
        self._choices(menu, _("Tag"), "tag", [(tag, tag) for tag in self._known.tags])
        people = sorted((name, no) for no, name in self._known.responsible.items())
        self._choices(menu, _("Responsible"), "responsible", people)
        self._saved_ones(menu)
        return menu

    def _terms(self, name: str) -> list[tuple[str, str]]:
        return [(self._vocabularies.label(name, term.id), term.id) for term in self._vocabularies[name].active]

    def _choices(
        self, menu: QMenu, title: str, name: str, choices: "list[tuple[str, str]] | list[tuple[str, int]]"
    ) -> None:
        inner = menu.addMenu(title)
        inner.setEnabled(bool(choices))
        for text, value in choices:
            inner.addAction(text.replace("&", "&&"), partial(self._set, **{name: value}))

    def _saved_ones(self, menu: QMenu) -> None:
        menu.addSeparator()
        for name, content in self._saved.items():
            menu.addAction(name.replace("&", "&&"), partial(self._take, Chosen.from_json(content)))
        if self._chosen.on():
            name = ", ".join(self._text(one) for one in self._chosen.on())
            if name in self._saved:
                menu.addAction(_("Forget these filters"), lambda: self._keep(name, None))
            else:
                menu.addAction(_("Keep these filters"), lambda: self._keep(name, self._chosen.as_json()))
            menu.addAction(_("No filter"), lambda: self._take(Chosen()))

    def _take(self, chosen: Chosen) -> None:
        self.choose(chosen)
        self.changed.emit(chosen)

    def _keep(self, name: str, content: str | None) -> None:
        if content is None:
            self._saved.pop(name, None)
        else:
            self._saved[name] = content
        self.kept.emit(dict(self._saved))
