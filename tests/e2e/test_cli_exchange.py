"""Records out of one vault and into another, as JSON lines."""

import json
from pathlib import Path

import pytest
from tests.e2e.front_door import PASSPHRASE, Muniment


def written(path: Path, *lines: object) -> Path:
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return path


ROBIN = {"record": "case_file", "id": "robin", "fields": {"pseudonym": "Robin", "code": "AAAA-2222"}}
HELD = {"record": "detention", "id": "held", "case": "robin", "fields": {"status": "ongoing", "start": "2017-09"}}


def test_lines_are_taken_in_and_local_names_become_ids(muniment: Muniment, vault: Path, tmp_path: Path) -> None:
    found = muniment.ok("import", vault, written(tmp_path / "in.jsonl", HELD, ROBIN))
    assert (found["counts"], found["codes"]) == ({"detention": 1, "case_file": 1}, ["AAAA-2222"])
    assert muniment.ok("list", vault)[0]["in_custody"] is True


def test_a_dry_run_writes_nothing(muniment: Muniment, vault: Path, tmp_path: Path) -> None:
    found = muniment.ok("import", vault, written(tmp_path / "in.jsonl", ROBIN), "--dry-run")
    assert (found["counts"], muniment.ok("list", vault)) == ({"case_file": 1}, [])


def test_every_bad_line_is_named_and_nothing_is_taken_in(muniment: Muniment, vault: Path, tmp_path: Path) -> None:
    bad_day = {**HELD, "fields": {"status": "ended", "start": "2017-09-31"}}
    bad_term = {"record": "note", "case": "nowhere", "fields": {"text": "x"}}
    done = muniment("import", vault, written(tmp_path / "in.jsonl", ROBIN, bad_day, bad_term))
    assert (done.code, done.out, muniment.ok("list", vault)) == (4, "", [])
    assert ("line 2: detention.start" in done.err, "2017-09-31" in done.err, "line 3" in done.err) == (True, True, True)


def test_a_file_of_lines_that_is_not_there_is_5(muniment: Muniment, vault: Path, tmp_path: Path) -> None:
    assert muniment("import", vault, tmp_path / "missing.jsonl").code == 5


def test_an_export_comes_back_as_the_same_bytes(
    muniment: Muniment, vault: Path, empty_vault: Path, tmp_path: Path, robin: str
) -> None:
    import shutil

    (tmp_path / "picture.jpg").write_bytes(b"picture")
    muniment.ok("attach", vault, robin, tmp_path / "picture.jpg")
    muniment.ok("identity", vault, robin, "legal_name=Robin Hood")
    again = Path(shutil.copytree(empty_vault, tmp_path / "again"))
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    muniment.told("export", vault, "-o", first, "--files", tmp_path / "files", "--plaintext")
    restored = ("--restore-records", "--files", tmp_path / "files")
    muniment.ok("import", again, first, *restored)
    muniment.told("export", again, "-o", second, "--files", tmp_path / "files2", "--plaintext")
    assert second.read_bytes() == first.read_bytes()
    assert b"Hood" not in first.read_bytes()


def test_exhibits_that_come_back_without_their_bytes_are_told_of(
    muniment: Muniment, vault: Path, empty_vault: Path, tmp_path: Path, robin: str
) -> None:
    import shutil

    (tmp_path / "picture.jpg").write_bytes(b"picture")
    exhibit = muniment.ok("attach", vault, robin, tmp_path / "picture.jpg")["id"]
    again = Path(shutil.copytree(empty_vault, tmp_path / "again"))
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    muniment.told("export", vault, "-o", first, "--plaintext")
    assert "1 exhibits come without their bytes" in muniment("import", again, first, "--restore-records").err
    muniment.told("export", again, "-o", second, "--plaintext")
    assert second.read_bytes() == first.read_bytes()
    asked = [
        muniment("verify", again),
        muniment("extract", again, exhibit, "-o", tmp_path / "out"),
        muniment("export", again, "-o", tmp_path / "third", "--files", tmp_path / "files", "--plaintext"),
    ]
    assert [done.code for done in asked] == [4, 3, 3]
    assert [done for done in asked if "its bytes are not in the vault" not in done.out + done.err] == []
    assert not (tmp_path / "out").exists()


def test_an_export_in_the_clear_warns_and_one_under_a_password_is_encrypted(
    muniment: Muniment, vault: Path, tmp_path: Path, robin: str
) -> None:
    clear = muniment("export", vault, "-o", tmp_path / "clear.jsonl", "--plaintext")
    sealed = muniment("export", vault, "-o", tmp_path / "it.age", "--protect", secrets=[PASSPHRASE, "a password"])
    assert (clear.code, "not encrypted" in clear.err, sealed.code, sealed.err) == (0, True, 0, "")
    assert robin.encode() in (tmp_path / "clear.jsonl").read_bytes()
    assert robin.encode() not in (tmp_path / "it.age").read_bytes()


def test_only_the_case_files_named_go_out_and_coerced_disclosures_stay(
    muniment: Muniment, vault: Path, tmp_path: Path, robin: str
) -> None:
    muniment.add(vault, "case_file", "pseudonym=Sparrow")
    muniment.add(vault, "coerced_disclosure", "method=threat", "confidence=claimed", case=robin)
    kept = muniment.told("export", vault, "-o", tmp_path / "a.jsonl", "--case", robin, "--plaintext")
    told = muniment.told(
        "export", vault, "-o", tmp_path / "b.jsonl", "--case", robin, "--plaintext", "--with-disclosures"
    )
    assert kept["counts"] == {"case_file": 1}
    assert told["counts"] == {"case_file": 1, "coerced_disclosure": 1}


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ((), 2),
        (("--plaintext", "--protect"), 2),
        (("--recipient", "age1nobody"), 4),
        (("--plaintext", "--case", "Nobody"), 4),
    ],
)
def test_an_export_that_makes_no_sense_is_refused(
    options: tuple[str, ...], code: int, muniment: Muniment, vault: Path, tmp_path: Path
) -> None:
    done = muniment("export", vault, "-o", tmp_path / "out", *options, secrets=[PASSPHRASE, "a password"])
    assert (done.code, (tmp_path / "out").exists()) == (code, False)
