import hashlib
import json
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyrage
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from muniment.domain.errors import UsageFault
from muniment.domain.fields import ANSWERS, FieldSpec, Kind, RecordSpec, Scope
from muniment.domain.records import Draft
from muniment.domain.schema import RECORDS
from muniment.exchange.envelope import NoRecipient
from muniment.host.errors import AlreadyThere
from muniment.host.resources import load_vocabularies, resource_path
from muniment.services import entries, exhibits, finding, history
from muniment.services import session as sessions
from muniment.services.exhibits import ExhibitDamaged
from muniment.services.exporting import EXHIBIT_KEY, Exported, export_to
from muniment.services.importing import import_file, import_lines
from muniment.services.session import Session
from muniment.vault.changes import change
from muniment.vault.slots import KeyCost

Line = dict[str, Any]
MakeVault = Callable[[], Session]

CHEAP = KeyCost(memory=8, iterations=1, lanes=1)
BYTES = b"picture" * 300_000
SHA256 = hashlib.sha256(BYTES).hexdigest()
DEMO = ("surveys", "identities", "scenarios", "counts", "shared")


def demo() -> bytes:
    return b"".join((resource_path("demo") / f"{name}.jsonl").read_bytes() for name in DEMO)


def of(kind: str, record_id: str, case: str = "", /, **fields: object) -> Line:
    return {"record": kind, "id": record_id, "fields": fields, **({"case": case} if case else {})}


def take(session: Session, *lines: Line, restore_records: bool = True) -> None:
    import_lines(session, "\n".join(map(json.dumps, lines)).encode(), restore_records=restore_records)


def exported(session: Session, path: Path, **options: Any) -> list[Line]:
    export_to(session, path, plaintext=True, **options)
    return [json.loads(line) for line in path.read_text("utf-8").split("\n")[:-1]]


# --- out, in and out again ---


def again(old: Session, new: Session, folder: Path, **options: Any) -> tuple[bytes, bytes]:
    """What an export says, and what one says of a vault that was made from it."""
    export_to(old, folder / "first", plaintext=True, with_disclosures=True, **options)
    import_file(new, folder / "first", restore_records=True)
    export_to(new, folder / "second", plaintext=True, with_disclosures=True)
    return (folder / "first").read_bytes(), (folder / "second").read_bytes()


def test_the_practice_files_come_back_byte_for_byte(new_vault: MakeVault, tmp_path: Path) -> None:
    old = new_vault()
    import_lines(old, demo(), restore_records=True)
    first, second = again(old, new_vault(), tmp_path)
    assert first.count(b"\n") == demo().count(b"\n")
    assert first == second


def _text(field: FieldSpec) -> st.SearchStrategy[str]:
    kept_out = "\r\n" if field.kind in (Kind.LINE, Kind.LINES) else ""
    return st.text(st.characters(codec="utf-8", exclude_characters=kept_out), min_size=1, max_size=20)


def _term(field: FieldSpec) -> st.SearchStrategy[str]:
    if field.kind is Kind.ANSWER:
        return st.sampled_from(ANSWERS)
    return st.sampled_from([term.id for term in load_vocabularies()[field.vocabulary]])


def _whole(field: FieldSpec) -> st.SearchStrategy[int]:
    return st.integers(field.minimum or 0, field.maximum if field.maximum is not None else 10**9)


_MONEY = st.fixed_dictionaries(
    {"amount": st.sampled_from(["200.00", "0", "unknown", "0.05"]), "currency": st.just("AZN")}
)
_DATE = st.sampled_from(
    ["2017-09-20", "2017-09", "2017~", "[2017-09-18..2017-09-20]", "2017-09-18/2017-09-20", "[..2017]"]
)
_INSTANT = st.sampled_from(["2017-09-20T14:30:00Z", "2017-09-20T14:30:00.5Z"])


def _value(field: FieldSpec, ids: dict[str, list[str]], case: str) -> st.SearchStrategy[Any] | None:
    if field.targets:
        inside = [target for target in field.targets if target != "case_file" or case or field.across_files]
        known = [one for target in inside for one in ids.get(target, [])]
        one = st.sampled_from(known) if known else None
        return st.lists(one, max_size=3) if one is not None and field.kind is Kind.REFERENCES else one
    strategies: dict[Kind, Callable[[], st.SearchStrategy[Any]]] = {
        Kind.LINE: lambda: _text(field),
        Kind.TEXT: lambda: _text(field),
        Kind.CHOICE: lambda: _term(field),
        Kind.ANSWER: lambda: _term(field),
        Kind.CHOICES: lambda: st.lists(_term(field), max_size=3),
        Kind.LINES: lambda: st.lists(_text(field), max_size=3),
        Kind.DATE: lambda: _DATE,
        Kind.INTEGER: lambda: _whole(field),
        Kind.NUMBER: lambda: st.one_of(_whole(field), st.floats(field.minimum or 0, field.maximum or 10**6)),
        Kind.MONEY: lambda: _MONEY,
        Kind.MAPPING: lambda: st.dictionaries(_text(field), _text(field), min_size=1, max_size=3),
        Kind.INSTANT: lambda: _INSTANT,
    }
    return strategies[field.kind]()


#: Fields with a rule over several of them; the practice files cover these.
_SKIPPED = {"rule", "period", "period_unit", "code", "to", "low", "high", "end", "closed_on", "withdrawn_on"}
_SKIPPED |= {"estimated_people_low", "estimated_people_high", "perpetrator_count_low", "perpetrator_count_high"}


@st.composite
def _line(draw: st.DrawFn, spec: RecordSpec, record_id: str, case: str, ids: dict[str, list[str]]) -> Line:
    fields = {}
    for field in spec.fields:
        if (
            field.derived
            or (field.name in _SKIPPED and not field.required)
            or (spec.name, field.name) == ("case_file", "code")
        ):
            continue
        strategy = _value(field, ids, case)
        if strategy is not None and (field.required or draw(st.booleans())):
            fields[field.name] = draw(strategy)
    if spec.name == "evidence":
        fields["sha256"] = SHA256
    if spec.name == "deadline":
        fields["title"] = "x"
    return of(spec.name, record_id, case, **fields)


@st.composite
def vaults(draw: st.DrawFn) -> list[Line]:
    """Lines of two case files and shared records with any field filled, in any order, that point to earlier ones."""
    lines: list[Line] = []
    shared: dict[str, list[str]] = {}
    owned: dict[str, dict[str, list[str]]] = {"one": {}, "two": {}}
    owners = ["one", "two"]
    kinds = [name for name in RECORDS if name not in ("case_file", "identity", "safeguard", "draft")]
    wanted = draw(st.lists(st.tuples(st.sampled_from(kinds), st.sampled_from(["", *owners])), max_size=12))
    lines += [draw(_line(RECORDS["case_file"], name, "", {})) for name in owners]
    for number, (kind, owner) in enumerate(wanted):
        spec = RECORDS[kind]
        case = "" if spec.scope is Scope.SHARED else owner or ("one" if spec.scope is Scope.FILE else "")
        mine = owned[case] if case else {}
        ids = {name: shared.get(name, []) + mine.get(name, []) for name in {*shared, *mine}}
        ids["case_file"] = [case] if case else owners
        if any(field.required and field.targets and _value(field, ids, case) is None for field in spec.fields):
            continue
        line = draw(_line(spec, f"{kind}-{number}", case, ids))
        if kind == "evidence":
            line["fields"]["exhibit_no"] = number + 1
        (mine if case else shared).setdefault(kind, []).append(line["id"])
        lines.append(line)
    return draw(st.permutations(lines))


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(lines=vaults())
def test_any_vault_comes_back_byte_for_byte(lines: list[Line], tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("vaults")
    made = [sessions.create(folder / name, "p", "i", cost=CHEAP) for name in ("old", "new")]
    try:
        take(made[0], *lines)
        first, second = again(made[0], made[1], folder)
    finally:
        for one in made:
            one.close()
    assert first.count(b"\n") == len(lines)
    assert first == second


# --- the form ---


@pytest.fixture
def filled(session: Session) -> Session:
    """Two case files that have to do with one another, and what they share."""
    take(
        session,
        of("case_file", "anna", code="ANNA-1", pseudonym="Anna", responsible="lawyer"),
        of("case_file", "boris", code="BORIS-1", pseudonym="Boris"),
        of("contact", "lawyer", name="L.", role="lawyer"),
        of("contact", "stranger", name="S.", role="doctor"),
        of("agency", "ministry", name="Ministry"),
        of("agency", "police", name="Police", parent="ministry"),
        of("agency", "other", name="Other"),
        of("officer", "officer", name="O.", agency="police"),
        of("source", "rumour", kind="witness", title="Of the naming"),
        of("detention", "anna-d", "anna", status="ended"),
        of("detention", "boris-d", "boris", status="ended", alleged_real_reason="named by Anna"),
        of("allegation", "anna-a", "anna", act="beating", account="x", perpetrators=["officer"]),
        of(
            "coerced_disclosure",
            "anna-n",
            "anna",
            method="beating",
            confidence="claimed",
            persons=["boris", "anna"],
            followed_by="boris-d",
            sources=["rumour"],
        ),
        of("fact_link", "of-naming", "anna", source="rumour", record="anna-n", stance="supports"),
        of("fact_link", "of-beating", "anna", source="spoken", record="anna-a", stance="supports"),
        of("source", "spoken", "anna", kind="the_person"),
        of("draft", "d1", "anna", record="coerced_disclosure", field="note", raw_text="he named"),
        of("draft", "d3", "anna", record="detention", field="start", raw_text="soon"),
        of("survey_answer", "s-anna", survey="x", answers={"q": "a"}, promoted_to="anna"),
        of("survey_answer", "s-boris", survey="x", answers={"q": "b"}, promoted_to="boris"),
        of("survey_answer", "s-nobody", survey="x", answers={"q": "c"}),
        of("identity", "anna-i", "anna", legal_name="Anna A."),
    )
    typed = Draft(id="d2", case=finding.case(session, "ANNA-1").id, record="identity", raw_text="Anna A.")
    with change(session.book) as pending:
        pending.writer.add(typed)
    return session


def kinds_of(lines: list[Line], *wanted: str) -> dict[str, int]:
    return {kind: sum(line["record"] == kind for line in lines) for kind in wanted}


def test_lines_are_sorted_and_keys_in_the_order_of_the_schema(filled: Session, tmp_path: Path) -> None:
    lines = exported(filled, tmp_path / "out", with_disclosures=True)
    places = [(list(RECORDS).index(line["record"]), line.get("case", ""), line["id"]) for line in lines]
    assert places == sorted(places)
    for line in lines:
        order = [field.name for field in RECORDS[line["record"]].fields]
        assert list(line["fields"]) == sorted(line["fields"], key=order.index)


def test_the_order_is_by_id_and_not_by_age(session: Session, tmp_path: Path) -> None:
    first, second = (f"{number}f8fad5b-d9cb-469f-a165-70867728950e" for number in "01")
    third, fourth = (f"{number}f8fad5b-d9cb-469f-a165-70867728950e" for number in "23")
    cases = [of("case_file", one, pseudonym="x") for one in (second, first)]
    take(session, *cases, *(of("note", one, first, text="x") for one in (fourth, third)))
    assert [line["id"] for line in exported(session, tmp_path / "out")] == [first, second, third, fourth]


def test_identities_stay_sealed_and_what_was_typed_of_one_stays(filled: Session, tmp_path: Path) -> None:
    lines = exported(filled, tmp_path / "out", with_disclosures=True)
    assert "Anna A." not in (tmp_path / "out").read_text()
    assert kinds_of(lines, "identity", "draft") == {"identity": 1, "draft": 2}


def test_coerced_disclosures_stay_and_with_them_what_speaks_of_them(filled: Session, tmp_path: Path) -> None:
    lines = exported(filled, tmp_path / "out")
    assert kinds_of(lines, "coerced_disclosure", "fact_link", "draft") == {
        "coerced_disclosure": 0,
        "fact_link": 1,
        "draft": 1,
    }
    assert "he named" not in (tmp_path / "out").read_text()


def test_a_case_file_goes_with_what_it_needs_and_nothing_of_others(filled: Session, tmp_path: Path) -> None:
    lines = exported(filled, tmp_path / "out", cases=["ANNA-1"])
    assert kinds_of(lines, "case_file", "contact", "officer", "agency", "source", "survey_answer", "detention") == {
        "case_file": 1,
        "contact": 1,
        "officer": 1,
        "agency": 2,
        "source": 1,
        "survey_answer": 1,
        "detention": 1,
    }
    boris = finding.case(filled, "BORIS-1")
    ids = [row[0] for row in filled.db.rows("SELECT id FROM record WHERE case_no = ?", (boris.no,))]
    assert all(one not in (tmp_path / "out").read_text() for one in ids)


def test_with_disclosures_a_case_file_names_nobody_outside(filled: Session, tmp_path: Path) -> None:
    lines = exported(filled, tmp_path / "out", cases=["ANNA-1"], with_disclosures=True)
    (naming,) = (line for line in lines if line["record"] == "coerced_disclosure")
    assert naming["fields"]["persons"] == [finding.case(filled, "ANNA-1").id]
    assert "followed_by" not in naming["fields"]
    assert kinds_of(lines, "source", "fact_link") == {"source": 2, "fact_link": 2}


def test_chosen_case_files_keep_what_joins_them(filled: Session, tmp_path: Path) -> None:
    lines = exported(filled, tmp_path / "out", cases=["ANNA-1", "BORIS-1"], with_disclosures=True)
    (naming,) = (line for line in lines if line["record"] == "coerced_disclosure")
    assert (len(naming["fields"]["persons"]), "followed_by" in naming["fields"]) == (2, True)
    assert kinds_of(lines, "survey_answer", "agency") == {"survey_answer": 2, "agency": 2}


@pytest.mark.parametrize("options", [{}, {"cases": ["ANNA-1"]}, {"cases": ["ANNA-1"], "with_disclosures": True}])
def test_what_was_left_out_leaves_no_loose_end(
    filled: Session, new_vault: MakeVault, tmp_path: Path, options: dict[str, Any]
) -> None:
    lines = exported(filled, tmp_path / "out", **options)
    assert sum(import_file(new_vault(), tmp_path / "out", restore_records=True).counts.values()) == len(lines)


def test_nothing_but_a_link_can_depend_on_a_coerced_disclosure() -> None:
    """A record that goes because of it must not leave another one behind that cannot be without."""
    pointing = {s.name for s in RECORDS.values() for f in s.fields if "coerced_disclosure" in f.targets and f.required}
    assert pointing == {"fact_link"}
    assert not [s.name for s in RECORDS.values() for f in s.fields if pointing & {*f.targets}]


# --- how it leaves ---


@pytest.fixture
def with_exhibit(session: Session, tmp_path: Path) -> Session:
    case = entries.add(session, "case_file", {"code": "ANNA-1", "pseudonym": "Anna"})
    (tmp_path / "photo.jpg").write_bytes(BYTES)
    exhibits.attach(session, finding.case(session, case.id), tmp_path / "photo.jpg")
    return session


@pytest.fixture
def identity() -> Iterator[Any]:
    yield pyrage.x25519.Identity.generate()


def test_a_recipient_opens_lines_and_exhibits(with_exhibit: Session, tmp_path: Path, identity: Any) -> None:
    export_to(with_exhibit, tmp_path / "out", files=tmp_path / "files", recipient=str(identity.to_public()))
    assert b'"Anna"' in pyrage.decrypt((tmp_path / "out").read_bytes(), [identity])
    (exhibit,) = (tmp_path / "files").iterdir()
    assert exhibit.name == f"{SHA256}.age"
    assert pyrage.decrypt(exhibit.read_bytes(), [identity]) == BYTES


def test_a_password_opens_lines_and_exhibits(with_exhibit: Session, tmp_path: Path) -> None:
    export_to(with_exhibit, tmp_path / "out", files=tmp_path / "files", password="secret")
    assert b'"Anna"' in pyrage.passphrase.decrypt((tmp_path / "out").read_bytes(), "secret")
    key = pyrage.passphrase.decrypt((tmp_path / "files" / EXHIBIT_KEY).read_bytes(), "secret").decode().strip()
    exhibit = (tmp_path / "files" / f"{SHA256}.age").read_bytes()
    assert pyrage.decrypt(exhibit, [pyrage.x25519.Identity.from_str(key)]) == BYTES


def test_in_the_clear_exhibits_come_back_in(with_exhibit: Session, new_vault: MakeVault, tmp_path: Path) -> None:
    export_to(with_exhibit, tmp_path / "out", files=tmp_path / "files", plaintext=True)
    new = new_vault()
    import_file(new, tmp_path / "out", files=tmp_path / "files", restore_records=True)
    (made,) = new.db.rows("SELECT id FROM record WHERE kind = 'evidence'")
    exhibits.extract(new, made[0], tmp_path / "photo again.jpg")
    assert (tmp_path / "photo again.jpg").read_bytes() == BYTES


def test_what_is_written_is_for_its_owner_alone(with_exhibit: Session, tmp_path: Path) -> None:
    export_to(with_exhibit, tmp_path / "out", files=tmp_path / "files", plaintext=True)
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "out", tmp_path / "files" / SHA256)]
    assert (modes, stat.S_IMODE((tmp_path / "files").stat().st_mode)) == ([0o600, 0o600], 0o700)


@pytest.mark.parametrize("how", [{}, {"plaintext": True, "password": "x"}, {"recipient": "age1", "password": "x"}])
def test_one_way_to_write_it_must_be_named(session: Session, tmp_path: Path, how: dict[str, Any]) -> None:
    with pytest.raises(UsageFault):
        export_to(session, tmp_path / "out", **how)


def test_no_recipient_no_file(session: Session, tmp_path: Path) -> None:
    with pytest.raises(NoRecipient):
        export_to(session, tmp_path / "out", recipient="age1nobody")
    assert not (tmp_path / "out").exists()


def test_a_file_that_is_there_is_not_overwritten(session: Session, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(AlreadyThere):
        export_to(session, tmp_path / "out", plaintext=True)
    assert (tmp_path / "out").read_text() == "mine"


def test_a_damaged_exhibit_stops_the_export_and_leaves_nothing(with_exhibit: Session, tmp_path: Path) -> None:
    db = with_exhibit.db
    (tmp_path / "other.jpg").write_bytes(b"other")
    exhibits.attach(with_exhibit, finding.case(with_exhibit, "ANNA-1"), tmp_path / "other.jpg")
    last = db.value("SELECT max(id) FROM evidence_chunk")
    db.run("UPDATE evidence_chunk SET bytes = ? WHERE position = 0 AND id = ?", (b"damaged", last))
    with pytest.raises(ExhibitDamaged):
        export_to(with_exhibit, tmp_path / "out", files=tmp_path / "files", plaintext=True)
    assert not (tmp_path / "out").exists()
    assert not (tmp_path / "files").exists()
    assert "exported" not in {one.action for one in history.history(with_exhibit)}


def test_an_export_is_journalled_without_content_and_cannot_be_undone(with_exhibit: Session, tmp_path: Path) -> None:
    case = finding.case(with_exhibit, "ANNA-1")
    export_to(with_exhibit, tmp_path / "out", plaintext=True, cases=["ANNA-1"])
    newest = list(history.history(with_exhibit, case))[-1]
    assert newest.values is not None
    facts = {name: value.after for name, value in newest.values.items()}
    assert (newest.action, newest.purpose) == ("exported", "program")
    assert facts == {"count": 3, "in_the_clear": True, "exhibits": 0}


def test_giving_out_bytes_is_a_step_of_custody(with_exhibit: Session, tmp_path: Path) -> None:
    made = export_to(with_exhibit, tmp_path / "out", files=tmp_path / "files", plaintext=True)
    assert made == Exported({"case_file": 1, "evidence": 1, "custody_event": 1}, 1, in_the_clear=True)
    actions = [row[0] for row in with_exhibit.db.rows("SELECT action FROM custody_event ORDER BY no")]
    assert actions == ["imported", "exported"]


@pytest.mark.parametrize("there", [False, True])
def test_an_export_that_fails_leaves_only_the_folders_that_were_there(
    with_exhibit: Session, tmp_path: Path, there: bool
) -> None:
    files = tmp_path / "deep" / "files"
    if there:
        files.mkdir(parents=True)
    with_exhibit.db.run("UPDATE evidence_chunk SET bytes = x'00'")
    with pytest.raises(ExhibitDamaged):
        export_to(with_exhibit, tmp_path / "out", files=files, password="password")
    assert (files.exists(), (tmp_path / "deep").exists()) == (there, there)
    assert not there or list(files.iterdir()) == []


def test_a_key_that_is_there_already_stays_and_so_does_its_folder(with_exhibit: Session, tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / EXHIBIT_KEY).write_text("mine")
    with pytest.raises(AlreadyThere):
        export_to(with_exhibit, tmp_path / "out", files=tmp_path / "files", password="password")
    assert (tmp_path / "files" / EXHIBIT_KEY).read_text() == "mine"
