"""What is sealed is sealed, and what was sealed elsewhere keeps back nothing else."""

import base64
import json
from collections.abc import Callable
from pathlib import Path

import pyrage
import pytest

from muniment.cli.main import run
from muniment.domain.errors import InvalidInput
from muniment.services import entries, exhibits, finding, identities, importing
from muniment.services.session import Session
from muniment.vault.records import Entry

IDENTITY_PASSPHRASE = "identity passphrase"


@pytest.fixture
def case(session: Session) -> Entry:
    return finding.case(session, entries.add(session, "case_file", {"pseudonym": "Dəniz", "code": "DENIZ-1"}).id)


def sealed_elsewhere() -> dict[str, str]:
    to = pyrage.x25519.Identity.generate().to_public()
    return {"sealed": base64.b64encode(pyrage.encrypt(b"Somebody", [to])).decode()}


@pytest.mark.parametrize(
    "content",
    [
        b"Ali Aliyev",
        b"age-encryption.org/v1",
        b"age-encryption.org/v1\n-> scrypt c2FsdHNhbHRzYWx0c2FsdA 18\n",
        b" age-encryption.org/v1\n-> X25519 ",
    ],
)
def test_what_only_says_that_it_is_sealed_is_refused(session: Session, case: Entry, content: bytes) -> None:
    fields = {"legal_name": {"sealed": base64.b64encode(content).decode()}}
    with pytest.raises(InvalidInput, match=r"identity\.legal_name: what is said to be sealed is not sealed"):
        entries.add(session, "identity", fields, case.id)


def test_what_was_sealed_for_another_vault_keeps_back_no_other_field(session: Session, case: Entry) -> None:
    identities.seal(session, case, {"legal_name": sealed_elsewhere(), "phone": "555", "note": sealed_elsewhere()})
    opened = identities.open_identity(session, case, IDENTITY_PASSPHRASE, "a test")
    assert (opened.fields, opened.unreadable) == ({"phone": "555"}, ("legal_name", "note"))


def test_a_photograph_is_an_exhibit_of_the_same_file(session: Session, case: Entry, tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"picture")
    photo = exhibits.attach(session, case, tmp_path / "photo.jpg")
    identities.seal(session, case, {"photo": photo.id})
    opened = identities.open_identity(session, case, IDENTITY_PASSPHRASE, "a test")
    assert opened.fields == {"photo": photo.id}
    entries.set_fields(session, str(getattr(identities.of_case(session, case), "id", "")), {"photo": ""})


SEALING: dict[str, Callable[[Session, Entry, str], object]] = {
    "sealing": lambda session, case, photo: identities.seal(session, case, {"photo": photo}),
    "adding": lambda session, case, photo: entries.add(session, "identity", {"photo": photo}, case.id),
    "importing": lambda session, case, photo: importing.import_lines(
        session,
        json.dumps({"record": "identity", "id": "i", "case": case.id, "fields": {"photo": photo}}).encode(),
    ),
}


@pytest.mark.parametrize("way", SEALING)
def test_what_is_no_exhibit_of_the_file_is_not_sealed_as_its_photograph(
    session: Session, case: Entry, tmp_path: Path, way: str
) -> None:
    other = finding.case(session, entries.add(session, "case_file", {"pseudonym": "Aytən"}).id)
    (tmp_path / "photo.jpg").write_bytes(b"picture")
    photo = exhibits.attach(session, other, tmp_path / "photo.jpg")
    for wrong, why in ((photo.id, "another case file"), (other.id, "only to evidence"), ("x", "no such record")):
        with pytest.raises(InvalidInput, match=why):
            SEALING[way](session, case, wrong)
    assert identities.of_case(session, case) is None


def test_the_terminal_is_told_what_cannot_be_opened(
    session: Session, case: Entry, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    identities.seal(session, case, {"legal_name": sealed_elsewhere(), "phone": "555"})
    session.close()
    (tmp_path / "secrets").write_text(f"passphrase\n{IDENTITY_PASSPHRASE}\n")
    with (tmp_path / "secrets").open() as secrets:
        arguments = ["--open", "--reason", "a test", "--json", "--passphrase-fd", str(secrets.fileno())]
        assert run(["identity", str(session.folder), "DENIZ-1", *arguments]) == 0
    told = capfd.readouterr()
    assert json.loads(told.out) == {"code": "DENIZ-1", "fields": {"phone": "555"}, "unreadable": ["legal_name"]}
    assert "legal_name was sealed for another vault, or is damaged" in told.err
