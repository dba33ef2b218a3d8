"""What a person typed as FIELD=VALUE, brought into the open format with the help of the vault."""

from collections.abc import Iterable

from muniment.domain.date_words import understand_or_none
from muniment.domain.dates import DateError
from muniment.domain.errors import Fault, InvalidInput, UserFault
from muniment.domain.fields import FieldSpec, Kind
from muniment.domain.frozen import frozen
from muniment.domain.openformat import ValueFault
from muniment.domain.schema import RECORDS
from muniment.domain.typed import typed
from muniment.services import finding
from muniment.services.session import Session


@frozen
class Typed:
    """The open-format fields of what was typed, and the faults of those that could not be read."""

    fields: dict[str, object]
    faults: tuple[Fault, ...]


def open_fields(session: Session, kind: str, pairs: Iterable[tuple[str, str]]) -> dict[str, object]:
    """The open-format fields of what was typed. Raises InvalidInput naming every fault."""
    typed_in = as_typed(session, kind, pairs)
    if typed_in.faults:
        raise InvalidInput(typed_in.faults)
    return typed_in.fields


def as_typed(session: Session, kind: str, pairs: Iterable[tuple[str, str]]) -> Typed:
    """What was typed for a record of that kind; a case file may be named by its code or pseudonym.

    A field that is not declared is handed on, for whoever saves it to refuse.
    """
    texts: dict[str, list[str]] = {}
    for name, text in pairs:
        texts.setdefault(name, []).append(text)
    known = {field.name: field for field in RECORDS[kind].fields} if kind in RECORDS else {}
    fields: dict[str, object] = {}
    faults: list[Fault] = []
    for name, entered in texts.items():
        try:
            fields[name] = _value(session, known[name], entered) if name in known else entered[-1]
        except (ValueFault, DateError, finding.NotThere, finding.Ambiguous) as error:
            faults.append(Fault(f"{kind}.{name}", str(error)))
    return Typed(fields, tuple(faults))


def _value(session: Session, field: FieldSpec, entered: list[str]) -> object:
    found = typed(field, entered, understand_or_none)
    if "case_file" not in field.targets:
        return found
    if field.kind is Kind.REFERENCES and isinstance(found, list):
        return [_case_id(session, item) if isinstance(item, str) else item for item in found]
    return _case_id(session, found) if isinstance(found, str) and found else found


def _case_id(session: Session, name: str) -> str:
    return finding.case(session, name).id


def check_kind(kind: str) -> None:
    """Raises UserFault for a kind of record that there is not, naming those that are written alike."""
    from difflib import get_close_matches

    if kind not in RECORDS:
        alike = get_close_matches(kind.lower(), RECORDS, n=3)
        hint = f" Did you mean {' or '.join(alike)}?" if alike else f" There are {', '.join(RECORDS)}."
        raise UserFault(f"There is no kind of record called {kind}.{hint}")
