"""The practice vault: invented people to learn with, and any number of generated files to measure with."""

import json
import tomllib
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from muniment.host.resources import read_resource, resource_path
from muniment.services import exhibits, finding
from muniment.services import session as sessions
from muniment.services.importing import import_lines
from muniment.services.session import Progress, Session, silent
from muniment.vault.slots import KeyCost

PASSPHRASE = "practice vault"  # noqa: S105 - printed for everybody: these people are invented
IDENTITY_PASSPHRASE = "practice identity"  # noqa: S105

#: The least that a real vault may cost; a practice vault holds nothing to guess a passphrase for.
_COST = KeyCost(memory=256 * 1024, iterations=3, lanes=4)
_NAMES = uuid.UUID("6d756e69-6d65-4e74-8000-64656d6f0001")
_FILES = ("shared.jsonl", "scenarios.jsonl", "surveys.jsonl", "counts.jsonl", "identities.jsonl")
_BATCH = 500  # generated case files that are saved together


def make_demo(folder: Path, *, files: int = 0, cost: KeyCost | None = None, progress: Progress = silent) -> Session:
    """Makes a practice vault and opens it: the scenarios or, with ``files``, so many generated case files.

    The same call gives the same records every time. Raises as ``session.create``.
    """
    session = sessions.create(folder, PASSPHRASE, IDENTITY_PASSPHRASE, cost=cost or _COST)
    try:
        if files:
            add_generated(session, files, progress)
        else:
            _tell_scenarios(session)
    except BaseException:
        session.close()
        raise
    return session


def _tell_scenarios(session: Session) -> None:
    content = b"".join(read_resource(f"demo/{name}") for name in _FILES)
    import_lines(session, content, restore_records=True, namespace=_NAMES)
    for exhibit in _exhibits():
        case = finding.case(session, _id(exhibit.pop("case")))
        path = resource_path(f"demo/evidence/{exhibit.pop('file')}")
        sources = [_id(name) for name in exhibit.pop("sources", ())]
        exhibits.attach(session, case, path, {**exhibit, "sources": sources})


def _exhibits() -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = tomllib.loads(read_resource("demo/exhibits.toml").decode())["exhibit"]
    return listed


def _id(name: str) -> str:
    """The id that the record of a local name has in every practice vault."""
    return str(uuid.uuid5(_NAMES, name))


def add_generated(session: Session, files: int, progress: Progress = silent) -> None:
    """Imports so many generated case files into a new vault; the same call gives the same records every time."""
    from muniment.services.synthetic import generate

    done = 0
    for batch in _batches(generate(files)):
        import_lines(session, batch)
        done = min(files, done + _BATCH)
        progress("making case files", done, files)


def _batches(lines: Iterator[dict[str, Any]]) -> Iterator[bytes]:
    """The lines in pieces that hold whole case files, so that memory stays flat."""
    batch: list[str] = []
    cases = 0
    for line in lines:
        if line["record"] == "case_file":
            if cases == _BATCH:
                yield "".join(batch).encode()
                batch, cases = [], 0
            cases += 1
        batch.append(json.dumps(line, ensure_ascii=False) + "\n")
    yield "".join(batch).encode()
