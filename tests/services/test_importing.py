import base64
import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyrage
import pytest

from muniment.domain.errors import InvalidInput, UserFault
from muniment.domain.records import Allegation, CustodyEvent, Deadline, Detention, Evidence, Identity, Incident
from muniment.services import entries, exhibits, finding, history, identities
from muniment.services import session as sessions
from muniment.services.importing import Imported, VaultNotEmpty, import_file
from muniment.services.session import Session
from muniment.vault import caselines, journal, records
from muniment.vault import search as index
from muniment.vault.caselines import Filter

Line = dict[str, Any]
Import = Callable[..., Imported]

CODE = "AAAA-BBBB"
CASE: Line = {"record": "case_file", "id": "c", "fields": {"code": CODE, "pseudonym": "Anna"}}
DETENTION: Line = {"record": "detention", "id": "d", "case": "c", "fields": {"status": "ended", "start": "2017-09-20"}}
INCIDENT: Line = {"record": "incident", "id": "i", "fields": {"title": "Raid", "kind": "other"}}
KEPT = "0f8fad5b-d9cb-469f-a165-70867728950e"
BYTES = b"picture" * 300_000
SHA256 = hashlib.sha256(BYTES).hexdigest()


def of(kind: str, record_id: str, case: str = "c", /, **fields: object) -> Line:
    return {"record": kind, "id": record_id, "case": case, "fields": fields}


def exhibit(record_id: str = "e", **fields: object) -> Line:
    return of("evidence", record_id, title="Photo", sha256=SHA256, **fields)


@pytest.fixture
def take(session: Session, tmp_path: Path) -> Import:
    def take(*lines: Line, **options: Any) -> Imported:
        path = tmp_path / "in.jsonl"
        path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
        return import_file(session, path, **options)

    return take


@pytest.fixture
def faults(take: Import) -> Callable[..., list[str]]:
    def faults(*lines: Line, **options: Any) -> list[str]:
        with pytest.raises(InvalidInput) as refused:
            take(*lines, **options)
        return [str(fault) for fault in refused.value.faults]

    return faults


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "exhibits"
    made.mkdir()
    (made / SHA256).write_bytes(BYTES)
    return made


def dossier(session: Session, name: str = CODE) -> Any:
    return finding.dossier(session, finding.case(session, name).no)


def count(session: Session) -> int:
    return int(session.db.value("SELECT count(*) FROM record"))


# --- what comes in ---


def test_names_are_joined_in_any_order_of_the_lines(session: Session, take: Import) -> None:
    detention = {**DETENTION, "fields": {**DETENTION["fields"], "incident": "i"}}
    take(of("allegation", "a", act="beating", account="x", detention="d"), detention, INCIDENT, CASE)
    found = dossier(session)
    (allegation,), (detained,), (incident,) = found.all(Allegation), found.all(Detention), found.shared(Incident)
    assert (allegation.detention, detained.incident) == (detained.id, incident.id)


@pytest.mark.parametrize("name", [CODE, CODE.lower(), "c"])
def test_a_case_file_is_named_by_its_code_or_its_local_name(session: Session, take: Import, name: str) -> None:
    take({**DETENTION, "case": name}, CASE)
    assert len(dossier(session).all(Detention)) == 1


def test_a_case_file_of_the_vault_is_named_by_code_or_id(session: Session, take: Import) -> None:
    known = entries.add(session, "case_file", {"code": CODE, "pseudonym": "Anna"})
    take({**DETENTION, "case": CODE}, {**DETENTION, "id": "d2", "case": known.id})
    assert len(dossier(session).all(Detention)) == 2


def test_a_local_name_goes_before_a_code(session: Session, take: Import) -> None:
    entries.add(session, "case_file", {"code": CODE, "pseudonym": "Anna"})
    mine = {"record": "case_file", "id": CODE, "fields": {"code": "CCCC-DDDD", "pseudonym": "Boris"}}
    take({**DETENTION, "case": CODE}, mine)
    assert len(dossier(session, "CCCC-DDDD").all(Detention)) == 1


def test_a_record_may_refer_to_one_of_the_vault(session: Session, take: Import) -> None:
    known = entries.add(session, "incident", {"title": "Raid", "kind": "other"})
    take(CASE, of("detention", "d", status="ended", incident=known.id))
    assert dossier(session).find(known.id) == known


def test_uuids_and_times_are_kept(session: Session, take: Import) -> None:
    take({**CASE, "id": KEPT.upper(), "created_at": "2017-09-20T14:30:00Z", "updated_at": "2018-01-01T00:00:00Z"})
    found = entries.load(session, KEPT)
    assert (found.created_at, found.updated_at) == ("2017-09-20T14:30:00Z", "2018-01-01T00:00:00Z")


def test_a_case_file_without_a_code_gets_one(session: Session, take: Import) -> None:
    (code,) = take({**CASE, "fields": {"pseudonym": "Anna"}}).codes
    assert finding.case(session, "Anna").no == records.case_with_code(session.db, code)


def test_what_came_in_is_counted(take: Import) -> None:
    found = take(CASE, DETENTION, {**DETENTION, "id": "d2"})
    assert (dict(found.counts), found.codes) == ({"case_file": 1, "detention": 2}, (CODE,))


def test_what_came_in_is_listed_and_found(session: Session, take: Import) -> None:
    take(CASE, DETENTION, INCIDENT, of("note", "n", text="grey moustache"))
    (line,) = caselines.lines(session.db, Filter())
    assert (line.code, line.elapsed) == (CODE, (None, None))
    assert [list(index.find(session.db, index.parse(query))) for query in ("moustache", "raid")] == [
        [finding.case(session, CODE).no],
        [session.db.value("SELECT no FROM record WHERE kind = 'incident'")],
    ]


def test_a_deadline_is_computed(session: Session, take: Import) -> None:
    take(CASE, of("deadline", "x", rule="ecthr", trigger_on="2017-10-12", due_latest="1999-01-01"))
    (deadline,) = dossier(session).all(Deadline)
    assert deadline.due_latest.edtf == "2018-04-12"


def test_one_change_is_undone_file_by_file(session: Session, take: Import) -> None:
    change = take(CASE, DETENTION).change
    case = finding.case(session, CODE)
    assert {one.change for one in history.history(session, case)} == {change}
    history.undo(session, case)
    assert count(session) == 0
    assert list(journal.broken_links(session.db, session.keys.journal_key)) == []


def test_a_large_file_is_one_change_too(session: Session, take: Import) -> None:
    change = take(CASE, *(of("note", f"n{number}", text="x") for number in range(1500))).change
    assert {one.change for one in history.history(session, finding.case(session, CODE))} == {change}
    assert list(journal.broken_links(session.db, session.keys.journal_key)) == []


def test_a_case_file_that_was_removed_comes_back_under_its_number(session: Session, take: Import) -> None:
    take({**CASE, "id": KEPT}, {**DETENTION, "case": KEPT})
    before = finding.case(session, CODE)
    history.undo(session, before)
    take({**DETENTION, "case": KEPT}, {**CASE, "id": KEPT})
    after = finding.case(session, CODE)
    assert (after.no, len(dossier(session).all(Detention))) == (before.no, 1)


def test_nul_and_every_other_character_come_through(session: Session, take: Import) -> None:
    text = "a\x00b\x01\u2028😀 ə"
    take(CASE, {**DETENTION, "fields": {**DETENTION["fields"], "note": text}})
    assert dossier(session).all(Detention)[0].note == text


# --- identities ---


def test_a_plain_identity_is_sealed_and_a_sealed_one_kept(session: Session, take: Import) -> None:
    sealed = base64.b64encode(b"age-encryption.org/v1\n-> X25519 sealed elsewhere").decode()
    take(CASE, of("identity", "x", legal_name="Anna A.", phone={"sealed": sealed}))
    where = next(
        one for one in records.entries_of_file(session.db, finding.case(session, CODE).no) if one.kind == "identity"
    )
    (found,) = records.load(session.db, [where])
    assert isinstance(found, Identity)
    assert found.phone == sealed
    kept = [value.after for entry in history.history(session) for value in (entry.values or {}).values()]
    assert sealed in str(kept)
    assert "Anna A." not in str([*kept, vars(found)])


def test_a_sealed_identity_opens_again(session: Session, take: Import) -> None:
    take(CASE, of("identity", "x", legal_name="Anna A.", birth_date="1990"))
    opened = identities.open_identity(session, finding.case(session, CODE), "identity passphrase", "a test")
    assert opened.fields == {"legal_name": "Anna A.", "birth_date": "1990"}


def test_without_an_identity_passphrase_nothing_is_sealed_nor_kept(tmp_path: Path, session: Session) -> None:
    with sessions.create(tmp_path / "bare", "passphrase", cost=session.keys.cost).db as db:
        bare = Session(tmp_path / "bare", session.keys, db)
        path = tmp_path / "in.jsonl"
        path.write_text("\n".join(map(json.dumps, [CASE, of("identity", "x", legal_name="Anna")])))
        with pytest.raises(InvalidInput, match=r"line 2: identity: .*identity passphrase"):
            import_file(bare, path)
        assert count(bare) == 0


# --- what is refused ---


def test_every_bad_line_is_named_and_nothing_is_written(session: Session, faults: Callable[..., list[str]]) -> None:
    before = journal.head(session.db)
    told = faults(
        CASE,
        of("detention", "d", status="ended", start="2017-09-31"),
        of("detention", "d2", status="never", colour="x"),
        {"record": "ghost", "id": "g"},
        of("allegation", "a", account="x", act="beating", detention="nobody"),
    )
    assert told[0].startswith("line 2: detention.start: no such day: 2017-09-31")
    assert [one.split(": ")[:2] for one in told[1:]] == [
        ["line 3", "detention.colour"],
        ["line 3", "detention.status"],
        ["line 4", "record"],
        ["line 5", "allegation.detention"],
    ]
    assert told[-1].endswith("there is no such record: nobody")
    assert (count(session), journal.head(session.db)) == (0, before)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([CASE, {**CASE, "fields": {"pseudonym": "B"}}], "line 2: id: line 1 has this id already"),
        ([CASE, {**CASE, "id": "c2"}], f"line 2: case_file.code: the code {CODE} is taken"),
        ([{**CASE, "fields": {"pseudonym": "B", "code": "a b"}}], "line 1: case_file.code: a code has"),
        ([{**CASE, "case": "c"}], "line 1: case: a case file belongs to no other"),
        ([DETENTION], "line 1: case: there is no such case file: c"),
        ([INCIDENT, {**DETENTION, "case": "i"}], "line 2: case: there is no such case file: i"),
        ([{"record": "detention", "id": "d", "fields": {"status": "ended"}}], "line 1: detention: this belongs to a"),
        ([CASE, {**INCIDENT, "case": "c"}], "line 2: incident: this belongs to no case file"),
        ([CASE, of("phase", "p", kind="stop", detention="c")], "line 2: phase.detention: it cannot refer to case_file"),
        ([CASE, of("identity", "x"), of("identity", "y")], "line 3: identity: this case file has one already"),
        ([CASE, of("custody_event", "x")], "line 2: record: the program writes a custody_event itself"),
        ([{"record": "draft", "id": "x"}], "line 1: record: the program writes a draft itself"),
        ([CASE, exhibit()], "line 2: record: an exhibit comes in with its bytes only"),
        ([CASE, of("deadline", "x", rule="ghost")], "line 2: deadline.rule: "),
        ([CASE, of("detention", "d", status="ended", stated_duration=3)], "line 2: detention.stated_duration: text"),
    ],
)
def test_a_rule_names_the_line_that_breaks_it(faults: Callable[..., list[str]], lines: list[Line], said: str) -> None:
    assert faults(*lines)[0].startswith(said)


def test_a_safeguard_is_recorded_once_for_a_detention(faults: Callable[..., list[str]]) -> None:
    one, other = (of("safeguard", name, kind="doctor", detention="d") for name in "xy")
    assert [told.split(": ")[:2] for told in faults(CASE, DETENTION, one, other)] == [["line 4", "safeguard.kind"]]


def test_a_record_of_another_case_file_is_out_of_reach(faults: Callable[..., list[str]]) -> None:
    other = {"record": "case_file", "id": "c2", "fields": {"pseudonym": "B"}}
    told = faults(of("phase", "p", "c2", kind="stop", detention="d"), CASE, DETENTION, other)
    assert told == ["line 1: phase.detention: it cannot refer to a record of another case file"]


def test_ids_and_codes_of_the_vault_are_refused(session: Session, faults: Callable[..., list[str]]) -> None:
    known = entries.add(session, "case_file", {"code": CODE, "pseudonym": "Anna"})
    told = faults({**CASE, "id": known.id, "fields": {"pseudonym": "B"}}, {**CASE, "id": "new"})
    assert told == [
        "line 1: id: the vault has a record of this id already",
        f"line 2: case_file.code: the code {CODE} is taken",
    ]


def test_a_second_identity_for_a_file_of_the_vault_is_refused(
    session: Session, faults: Callable[..., list[str]]
) -> None:
    entries.add(session, "case_file", {"code": CODE, "pseudonym": "Anna"})
    identities.seal(session, finding.case(session, CODE), {"legal_name": "Anna"})
    assert faults(of("identity", "x", CODE)) == ["line 1: identity: this case file has one already"]


def test_an_encrypted_file_is_told_from_a_bad_one(session: Session, tmp_path: Path) -> None:
    (tmp_path / "in.age").write_bytes(pyrage.passphrase.encrypt(b"{}", "x"))
    with pytest.raises(UserFault, match="encrypted"):
        import_file(session, tmp_path / "in.age")


def test_a_pipe_and_a_folder_are_no_file(session: Session, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", tmp_path):
        with pytest.raises(UserFault, match="A file is expected"):
            import_file(session, path)


def test_a_file_that_changes_meanwhile_leaves_nothing(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps(CASE))

    def grow(doing: str, _done: int, _of: int) -> None:
        if doing == "taking in the records":
            path.write_text(json.dumps(CASE) + "\n" + json.dumps(INCIDENT))

    with pytest.raises(exhibits.FileChanged):
        import_file(session, path, progress=grow)
    assert count(session) == 0


def test_a_trial_names_faults_and_writes_nothing(
    session: Session, take: Import, faults: Callable[..., list[str]]
) -> None:
    before = journal.head(session.db)
    assert take(CASE, DETENTION, dry_run=True) == Imported({"case_file": 1, "detention": 1}, 0, ())
    assert faults(DETENTION, dry_run=True) == ["line 1: case: there is no such case file: c"]
    assert (count(session), journal.head(session.db)) == (0, before)


# --- exhibits ---


def test_an_exhibit_comes_in_with_its_bytes_and_its_custody(session: Session, take: Import, folder: Path) -> None:
    take(CASE, exhibit("e"), exhibit("f", copy_of="e"), files=folder)
    first, second = dossier(session).all(Evidence)
    assert (first.exhibit_no, second.exhibit_no, first.size) == (1, 2, len(BYTES))
    assert second.copy_of == first.id
    assert [event.action for event in dossier(session).all(CustodyEvent)] == ["imported", "imported"]
    exhibits.extract(session, second.id, folder / "out")
    assert (folder / "out").read_bytes() == BYTES


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"sha256": "0" * 64}, "evidence.sha256: the folder has no file"),
        ({"sha256": "../" + SHA256}, "evidence.sha256: 64 hexadecimal digits"),
        ({"sha256": SHA256.upper()}, "evidence.sha256: 64 hexadecimal digits"),
        ({"sha256": ""}, "evidence.sha256: this is required"),
        ({"size": 5}, f"evidence.size: the file has {len(BYTES)} bytes"),
        ({"exhibit_no": 1}, "evidence.exhibit_no: this case file has an exhibit of that number"),
    ],
)
def test_an_exhibit_is_refused(
    faults: Callable[..., list[str]], folder: Path, fields: dict[str, object], said: str
) -> None:
    lines = [CASE, exhibit("first"), {**exhibit(), "fields": {**exhibit()["fields"], **fields}}]
    (told,) = faults(*lines, files=folder)
    assert told.startswith(f"line 3: {said}")


def test_bytes_that_are_others_than_the_name_says_are_refused(
    session: Session, faults: Callable[..., list[str]], folder: Path
) -> None:
    (folder / SHA256).write_bytes(BYTES + b"!")
    assert faults(CASE, exhibit(), files=folder) == [
        "line 2: evidence.sha256: the bytes are others than this SHA-256 says"
    ]
    assert session.db.value("SELECT count(*) FROM evidence_chunk") == 0


# --- what the program wrote itself ---


def test_records_of_the_program_come_back_into_an_empty_vault(session: Session, take: Import) -> None:
    take(CASE, exhibit(exhibit_no=4), of("custody_event", "x", evidence="e", action="viewed"), restore_records=True)
    assert dossier(session).all(Evidence)[0].exhibit_no == 4
    assert [event.action for event in dossier(session).all(CustodyEvent)] == ["viewed"]


def test_they_come_into_an_empty_vault_only(take: Import) -> None:
    take(INCIDENT)
    with pytest.raises(VaultNotEmpty):
        take(CASE, restore_records=True)


def test_restored_deadlines_keep_their_days(session: Session, take: Import) -> None:
    fields = {"rule": "ecthr", "trigger_on": "2017-10-12"}
    take(
        CASE,
        of("deadline", "x", **fields, due_earliest="2017-12-24", due_latest="2017-12-24"),
        of("deadline", "y", **fields),
        restore_records=True,
    )
    assert [one.due_latest.edtf for one in dossier(session).all(Deadline)] == ["2017-12-24", "2018-04-12"]


def test_what_was_typed_for_an_identity_does_not_come_in_readable(faults: Callable[..., list[str]]) -> None:
    found = faults(
        CASE, of("draft", "d", record="identity", field="legal_name", raw_text="Anna A."), restore_records=True
    )
    assert found == ["line 2: draft.raw_text: what was typed for an identity is sealed, or is not kept at all"]
