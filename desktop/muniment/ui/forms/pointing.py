"""What is pointed to: how it is called, how a pointer is written, and what is offered for a typed text."""

from collections.abc import Callable, Mapping

from muniment.domain.changes import Change
from muniment.domain.schema import RECORDS
from muniment.services.naming import Name
from muniment.ui.forms.candidates import Candidate, Role
from muniment.ui.forms.editor import Editor
from muniment.ui.forms.lookup import Lookup
from muniment.ui.forms.type_ahead import Found
from muniment.ui.wording import _

_UNNAMED = "…"  # until the vault has told what a record is called


def target_of(item: object) -> str:
    """The id that a reference of the open format leads to."""
    return str(item["id"]) if isinstance(item, Mapping) else str(item or "")


class Pointing:
    """What both editors of references have in common: what records are called, and what is offered."""

    def __init__(self, lookup: Lookup, owner: Editor, renamed: Callable[[], None]) -> None:
        self.lookup = lookup
        self._owner = owner
        self._renamed = renamed
        self._names: dict[str, Name] = {}
        self._asked: set[str] = set()

    def item(self, name: Name) -> object:
        """A record as the field points to it in the open format."""
        return {"record": name.record, "id": name.id} if self.lookup.field.polymorphic else name.id

    def know(self, name: Name) -> None:
        """Notes what a record is called."""
        self._names[name.id] = name

    def called(self, item: object) -> str:
        """What a record is called; an ellipsis until that is known, which is told."""
        target = target_of(item)
        if target in self._names:
            name = self._names[target]
            return name.text if self.lookup.field.polymorphic or name.where else name.title or name.kind
        if target not in self._asked:
            self._asked.add(target)
            self.lookup.names([target], self._on_named, self._owner)
        return _UNNAMED

    def forget(self, change: Change) -> None:
        """What changed elsewhere may be called otherwise now."""
        stale = self._names.keys() & {one.id for one in change.touched}
        if stale:
            self.lookup.names(stale, self._on_renamed_elsewhere, self._owner)

    def _on_renamed_elsewhere(self, found: dict[str, Name]) -> None:
        self._names |= found
        self._renamed()

    def _on_named(self, found: dict[str, Name]) -> None:
        if found.keys() - self._names.keys():
            self._names |= found
            self._renamed()

    def written(self, item: object) -> str:
        """A pointer as one line of text."""
        return f"{item['record']}:{item['id']}" if isinstance(item, Mapping) else str(item)

    def read(self, line: str) -> object | None:
        """The pointer that such a line means; None where it means none."""
        record, colon, target = line.rpartition(":")
        if colon and record in self.lookup.field.targets and self.lookup.field.polymorphic and _is_id(target):
            return {"record": record, "id": target}
        return line if _is_id(line) and not self.lookup.field.polymorphic else None

    def offer(self, text: str, without: list[str], found: Found) -> None:
        """Finds candidates, and offers to make what is not there."""

        def told(names: list[Name]) -> None:
            for one in names:
                self.know(one)
            several = self.lookup.field.polymorphic
            offered = [_candidate(one, several=several) for one in names]
            found([*offered, *self._makes(text, apart=bool(offered))])

        self.lookup.find(text, without, told, self._owner)

    def _makes(self, text: str, *, apart: bool) -> list[Candidate]:
        typed = " ".join(text.split())
        kinds = self.lookup.makes if typed else ()
        return [
            Candidate(
                "",
                _made_words(kind, typed, len(self.lookup.field.targets)),
                role=Role.MAKE,
                apart=apart and not at,
                kind=kind,
            )
            for at, kind in enumerate(kinds)
        ]


def _candidate(name: Name, *, several: bool) -> Candidate:
    detail = name.where or (name.kind if several else "")
    return Candidate(name.id, name.title or name.kind, detail, kind=name.record)


def _made_words(kind: str, text: str, kinds: int) -> str:
    if kinds == 1:
        return _("Make “{name}”").format(name=text)
    return _("Make {kind} “{name}”").format(kind=_(RECORDS[kind].label).lower(), name=text)


def _is_id(text: str) -> bool:
    return len(text) == 36 and text.count("-") == 4
