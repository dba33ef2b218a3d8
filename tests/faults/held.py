"""What a vault holds, in a form that can be told and compared; and keys that cost nothing."""

import hashlib
import json
from typing import Any

from muniment.domain.openformat import write_line
from muniment.services.session import Session
from muniment.vault import journal, records
from muniment.vault.slots import KeyCost

CHEAP = KeyCost(memory=8, iterations=1, lanes=1)


def state(session: Session) -> dict[str, str]:
    """Every record of a vault by its id, as a digest of its line."""
    numbers = [records.SHARED, *records.case_numbers(session.db)]
    found = (record for no in numbers for record in records.load_file(session.db, no))
    return {record.id: _digest(json.dumps(write_line(record)).encode()) for record in found}


def known(session: Session) -> dict[str, Any]:
    """How far the journal has come, and every record."""
    head = journal.head(session.db)
    return {"seq": head.seq, "chain": head.chain.hex(), "state": state(session)}


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
