"""What was changed, and taking it back."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from muniment.cli.options import TEXT, Call, common, vault_argument
from muniment.cli.output import answer, laid_out, table

if TYPE_CHECKING:
    from muniment.services.history import Taken
    from muniment.services.session import Session
    from muniment.vault.journal import JournalEntry, Value

_LONGEST = 60  # characters of a value in the text form


@click.command("history")
@vault_argument
@click.argument("code", required=False, default="", type=TEXT)
@common
def history_command(call: Call, vault: Path, code: str) -> None:
    """Tell what was changed in a case file, or in the whole vault, the oldest first."""
    from muniment.services import finding, history

    with call.opened(vault) as session:
        case = finding.once(session, code) if code else None
        codes = _Codes(session)
        content = [_entry(one, codes) for one in history.history(session, case)]
    answer(content, as_json=call.json, text=lambda: _text(content))


class _Codes:
    """The codes of case files by their numbers, each looked up once."""

    def __init__(self, session: "Session") -> None:
        self._session = session
        self._known: dict[int, str] = {}

    def of(self, case_no: int) -> str:
        from muniment.vault.records import code_of

        if case_no not in self._known:
            self._known[case_no] = code_of(self._session.db, case_no)
        return self._known[case_no]


def _entry(one: "JournalEntry", codes: _Codes) -> dict[str, Any]:
    return {
        "seq": one.seq,
        "at": one.at,
        "code": codes.of(one.case_no) or None,
        "record": one.record,
        "id": one.record_id or None,
        "action": one.action,
        "purpose": one.purpose,
        "change": one.change,
        "undoes": one.undoes or None,
        "changes": None if one.values is None else _changes(one.values),
    }


def _changes(values: Any) -> dict[str, Any]:
    return {name: _value(value) for name, value in values.items() if not name.startswith("@")}


def _value(value: "Value") -> dict[str, Any]:
    return {"purged": True} if value.purged else {"before": value.before, "after": value.after}


def _text(content: list[dict[str, Any]]) -> str:
    rows = [(str(one["seq"]), one["at"], one["code"] or "", _doing(one), _told(one["changes"])) for one in content]
    return laid_out(table(("no.", "at (UTC)", "code", "what", "changes"), rows, right=("no.",))) or "Nothing yet."


def _doing(one: dict[str, Any]) -> str:
    why = "" if one["purpose"] in ("change", "program") else f" ({one['purpose']})"
    return f"{one['action']} {one['record']}{why}"


def _told(changes: dict[str, Any] | None) -> str:
    if changes is None:
        return "(purged)"
    return "; ".join(f"{name}: {_short(value)}" for name, value in changes.items())


def _short(value: dict[str, Any]) -> str:
    if value.get("purged"):
        return "(purged)"
    before, after = (_one(value[side]) for side in ("before", "after"))
    return after if not before else f"{before} → {after or '(nothing)'}"


def _one(value: object) -> str:
    if isinstance(value, dict) and set(value) == {"sealed"}:
        return "(sealed)"
    text = "" if value is None else " ".join(str(value).split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


@click.command("undo")
@vault_argument
@click.argument("code", type=TEXT)
@common
def undo_command(call: Call, vault: Path, code: str) -> None:
    """Take back the last change of a case file, or of a shared record by its id, and say which it was."""
    from muniment.services import finding, history

    with call.opened(vault) as session:
        taken = history.undo(session, finding.once(session, code))
    _say(call, "undone", taken)


@click.command("redo")
@vault_argument
@click.argument("code", type=TEXT)
@common
def redo_command(call: Call, vault: Path, code: str) -> None:
    """Bring back what was undone last in a case file, or in a shared record."""
    from muniment.services import finding, history

    with call.opened(vault) as session:
        taken = history.redo(session, finding.once(session, code))
    _say(call, "redone", taken)


def _say(call: Call, done: str, taken: "Taken") -> None:
    told: list[dict[str, Any]] = [
        {
            "seq": one.seq,
            "record": one.record,
            "id": one.record_id,
            "action": one.action,
            "changes": _changes(one.values or {}),
        }
        for one in taken.entries
    ]
    lines = [f"{done.capitalize()}: {one['action']} {one['record']}: {_told(one['changes'])}" for one in told]
    answer({"change": taken.change.number, done: told}, as_json=call.json, text=lambda: "\n".join(lines))
