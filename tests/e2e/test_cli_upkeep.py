"""Looking after a vault from the command line: exhibits, backups, proofs, destroying."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.e2e.front_door import DESKTOP, PASSPHRASE, Muniment

from muniment.vault.connection import open_database

PICTURE = bytes(range(256)) * 5000  # more than one chunk


def test_an_exhibit_comes_out_as_it_went_in_with_its_custody(
    muniment: Muniment, vault: Path, tmp_path: Path, robin: str
) -> None:
    (tmp_path / "picture.jpg").write_bytes(PICTURE)
    fields = ("acquired_from=the family", "acquired_on=20 Sep 2017")
    made = muniment.ok("attach", vault, robin, tmp_path / "picture.jpg", "--title", "Bruises", *fields)
    assert made["sha256"] == hashlib.sha256(PICTURE).hexdigest()
    given = muniment.ok("extract", vault, made["id"], "-o", tmp_path / "copy.jpg", "--reason", "for counsel")
    assert (tmp_path / "copy.jpg").read_bytes() == PICTURE
    assert given["sha256"] == made["sha256"]
    records = muniment.ok("show", vault, robin)["records"]
    (exhibit,) = records["evidence"]
    assert (exhibit["title"], exhibit["exhibit_no"], exhibit["acquired_on"]) == ("Bruises", 1, "2017-09-20")
    assert [event["action"] for event in records["custody_event"]] == ["imported", "exported"]
    assert records["custody_event"][1]["reason"] == "for counsel"


def test_a_title_left_out_is_the_name_of_the_file(muniment: Muniment, vault: Path, tmp_path: Path, robin: str) -> None:
    (tmp_path / "picture.jpg").write_bytes(b"x")
    assert muniment.ok("attach", vault, robin, tmp_path / "picture.jpg")["title"] == "picture.jpg"


def test_a_file_whose_name_is_no_text_is_taken_in(muniment: Muniment, vault: Path, tmp_path: Path, robin: str) -> None:
    odd = tmp_path / os.fsdecode(b"n\xffme.jpg")
    odd.write_bytes(b"x")
    assert muniment.ok("attach", vault, robin, odd)["title"] == "n\ufffdme.jpg"


def test_a_restored_backup_holds_what_the_vault_held(
    muniment: Muniment, vault: Path, tmp_path: Path, robin: str
) -> None:
    head = muniment.ok("info", vault)["journal"]
    assert muniment.ok("backup", vault, tmp_path / "it.backup")["journal"] == head
    assert muniment.ok("restore", tmp_path / "it.backup", tmp_path / "again")["journal"] == head
    assert muniment.ok("list", tmp_path / "again")[0]["code"] == robin


def test_a_backup_is_not_restored_over_anything(muniment: Muniment, vault: Path, tmp_path: Path) -> None:
    muniment.ok("backup", vault, tmp_path / "it.backup")
    assert muniment("restore", tmp_path / "it.backup", vault).code == 4
    assert muniment("restore", tmp_path / "it.backup", tmp_path / "new", secrets=["wrong"]).code == 3
    assert not (tmp_path / "new").exists()


def test_a_damaged_backup_and_what_is_none_are_3(muniment: Muniment, vault: Path, tmp_path: Path) -> None:
    muniment.ok("backup", vault, tmp_path / "it.backup")
    content = bytearray((tmp_path / "it.backup").read_bytes())
    content[20_000] ^= 1
    (tmp_path / "it.backup").write_bytes(content)
    (tmp_path / "letter").write_text("Dear Robin", encoding="utf-8")
    assert muniment("restore", tmp_path / "it.backup", tmp_path / "new").code == 3
    assert muniment("restore", tmp_path / "letter", tmp_path / "new").code == 3


def test_a_sound_vault_is_verified(muniment: Muniment, vault: Path) -> None:
    assert muniment.ok("verify", vault) == {"ok": True, "findings": []}
    assert "sound" in muniment("verify", vault).out


def test_a_record_changed_behind_the_journal_is_a_finding_and_4(
    muniment: Muniment, vault: Path, tmp_path: Path, robin: str
) -> None:
    muniment.told("info", vault, "--raw-key", tmp_path / "key")
    raw = bytes.fromhex((tmp_path / "key").read_text(encoding="ascii").strip()[2:-1])
    with open_database(vault / "cases.db", raw[:32], raw[32:]) as db, db.transaction():
        db.run("UPDATE case_file SET pseudonym = 'Somebody else' WHERE code = ?", (robin,))
    done = muniment("verify", vault, "--json")
    assert (done.code, done.json["ok"]) == (4, False)
    assert any("pseudonym" in finding for finding in done.json["findings"])
    assert "Somebody" not in done.out + done.err


def test_the_raw_key_is_written_for_its_owner_alone_and_journalled(
    muniment: Muniment, vault: Path, tmp_path: Path
) -> None:
    done = muniment("info", vault, "--raw-key", tmp_path / "key")
    assert (done.code, (tmp_path / "key").stat().st_mode & 0o777, bool(done.err)) == (0, 0o600, True)
    assert muniment.ok("history", vault)[-1]["action"] == "raw_key_written"


def test_info_tells_counts_sizes_and_passphrases(muniment: Muniment, vault: Path, robin: str) -> None:
    muniment.add(vault, "note", "text=x", case=robin)
    found = muniment.ok("info", vault)
    assert (found["counts"], found["key_slots"]) == ({"case_file": 1, "note": 1}, {"passphrase": 1})
    assert (found["format"] >= 1, found["sizes"]["database"] > 0, found["identity_passphrase"]) == (True, True, True)


def test_a_purge_names_what_points_into_the_file_and_destroys_it(muniment: Muniment, vault: Path, robin: str) -> None:
    muniment.add(vault, "case_file", "pseudonym=Sparrow")
    pointing = muniment.add(
        vault, "coerced_disclosure", "method=threat", "confidence=claimed", "persons=Robin", case="Sparrow"
    )
    done = muniment("purge", vault, robin, "--yes", "--json")
    assert (done.code, pointing in done.err, pointing in str(done.json["referrers"])) == (0, True, True)
    assert ("Backups" in done.err, muniment("show", vault, robin).code) == (True, 4)
    assert "Robin" not in muniment("history", vault).out
    assert muniment.ok("verify", vault)["ok"]


def test_without_a_terminal_or_yes_nothing_is_destroyed(vault: Path, robin: str) -> None:
    command = [sys.executable, "-m", "muniment", "purge", str(vault), robin, "--passphrase-fd", "0"]
    done = subprocess.run(
        command,
        input=f"{PASSPHRASE}\n{robin}\n".encode(),
        capture_output=True,
        cwd=DESKTOP,
        start_new_session=True,
        check=False,
    )
    assert (done.returncode, b"--yes" in done.stderr) == (2, True)
    assert Muniment().ok("show", vault, robin)["case"]["code"] == robin


def test_the_past_of_a_field_is_destroyed_and_the_present_stays(muniment: Muniment, vault: Path, robin: str) -> None:
    muniment.ok("set", vault, robin, "pseudonym=Wren")
    muniment.told("purge", vault, robin, "--field", "pseudonym", "--yes")
    assert muniment.ok("show", vault, robin)["case"]["pseudonym"] == "Wren"
    assert "Robin" not in muniment("history", vault, robin).out
    assert muniment.ok("verify", vault)["ok"]


@pytest.mark.parametrize("part", ["keys", "cases.db"])
def test_a_vault_without_one_of_its_files_says_so(part: str, muniment: Muniment, vault: Path) -> None:
    (vault / part).unlink()
    done = muniment("verify", vault)
    assert (done.code, done.out) == (3, "")
