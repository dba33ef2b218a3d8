"""Editable copies for somebody outside: numbered, masked and registered like those on paper."""

import hashlib
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from muniment.services import copies, entries, finding
from muniment.services.batch import Batch
from muniment.services.leakcheck import MASK_ALL, LeaksFound
from muniment.services.printing import Choices
from muniment.services.session import Session

CHOICES = Choices("summary", date(2018, 3, 1), form="docx", audience="counsel", recipient="Chambers (SYNTHETIC)")


@pytest.fixture
def case(session: Session) -> str:
    """A file of somebody who agrees, with a number in it that nobody asked to have there."""
    case = entries.add(session, "case_file", {"pseudonym": "Dəniz", "code": "DENZ-2345"}).id
    given = {"purpose": "counsel", "decision": "granted", "given_on": "2018-01-01", "scope": ["facts"]}
    entries.add(session, "consent", given, case)
    told = "They called +994 50 123 45 67 and asked for him."
    entries.add(session, "allegation", {"act": "beating", "account": told}, case)
    return case


def made(session: Session, case: str) -> Batch:
    batch = Batch([case], CHOICES)
    while not batch.is_whole:
        batch.step(session)
    return batch


def words(data: bytes) -> str:
    with ZipFile(BytesIO(data)) as parts:
        return "".join(parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml"))


def test_an_editable_copy_is_numbered_masked_and_registered(session: Session, case: str, tmp_path: Path) -> None:
    batch = made(session, case)
    batch.decide(0, MASK_ALL)
    data = batch.save(session, tmp_path / "copy.docx").read_bytes()
    [copy] = copies.listed(session)
    assert copy.sha256 == hashlib.sha256(data).hexdigest()
    assert (copy.template, copy.page_count) == ("summary, editable copy", None)
    told = words(data)
    assert f"copy {copy.copy_no}" in told
    assert finding.case(session, case).id not in told
    assert "DENZ-2345" not in told
    assert "123 45 67" not in told
    assert "They called" in told


def test_what_nobody_decided_about_stops_it(session: Session, case: str, tmp_path: Path) -> None:
    with pytest.raises(LeaksFound):
        made(session, case).save(session, tmp_path / "copy.docx")
    assert not (tmp_path / "copy.docx").exists()
    assert copies.listed(session) == []
