"""What the window remembers, in the vault: it is as secret as what is worked on."""

import json
from contextlib import suppress

from muniment.services.session import Session
from muniment.vault import settings

_PREFIX = "window."


def load(session: Session) -> dict[str, object]:
    """Everything that is remembered, by name; what cannot be read any more is left out."""
    found = {}
    for name, value in settings.with_prefix(session.db, _PREFIX):
        with suppress(ValueError):
            found[name.removeprefix(_PREFIX)] = json.loads(str(value))
    return found


def keep(session: Session, name: str, value: object) -> None:
    """Remembers a value that JSON can hold; does nothing where the vault cannot be written."""
    if not session.db.read_only:
        with session.db.transaction():
            settings.put(session.db, f"{_PREFIX}{name}", json.dumps(value, ensure_ascii=False))
