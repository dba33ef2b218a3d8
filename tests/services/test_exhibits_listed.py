"""The list of all exhibits, narrowed down by typing; files taken in together; what is known of one."""

from pathlib import Path

import pytest
from tests.conftest import MakeVault

from muniment.services import entries, exhibit_list, exhibits, finding
from muniment.services.exhibit_list import Listed
from muniment.services.exhibits import ExhibitDamaged, NoExhibit
from muniment.services.session import Session
from muniment.vault.records import Entry

MOST = 100


@pytest.fixture
def vault(session: Session, tmp_path: Path) -> Session:
    """Two case files, with two exhibits and one."""
    for pseudonym, titles in (("Dəniz", ("Photo of the stairs", "Qərar")), ("Victim B", ("Protocol",))):
        case = entries.add(session, "case_file", {"pseudonym": pseudonym})
        for number, title in enumerate(titles, 1):
            path = tmp_path / f"{title}.txt"
            path.write_text(f"SYNTHETIC {title}" * number)
            kind = "photo" if title.startswith("Photo") else "document"
            exhibits.attach(session, finding.record(session, case.id), path, {"title": title, "kind": kind})
    return session


def titles(session: Session, text: str = "", sort: str = "title", *, backwards: bool = False) -> list[str]:
    found = exhibit_list.listed(session, text, sort, backwards=backwards, limit=MOST)
    assert found.in_all == len(found.lines)
    return [one.exhibit.title for one in found.lines]


def first(session: Session, text: str) -> Listed:
    return exhibit_list.listed(session, text, limit=MOST).lines[0]


def test_all_exhibits_are_listed(vault: Session) -> None:
    assert titles(vault) == ["Photo of the stairs", "Protocol", "Qərar"]
    assert titles(vault, backwards=True) == ["Qərar", "Protocol", "Photo of the stairs"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("stairs", ["Photo of the stairs"]),
        ("qerar", ["Qərar"]),
        ("карар", ["Qərar"]),
        ("deniz", ["Photo of the stairs", "Qərar"]),
        ("deniz qer", ["Qərar"]),
        ("victim qer", []),
        ("e2", ["Qərar"]),
        ("tairs", []),
        ("  ", ["Photo of the stairs", "Protocol", "Qərar"]),
        ("…", ["Photo of the stairs", "Protocol", "Qərar"]),
    ],
)
def test_typing_narrows_the_list_down(vault: Session, text: str, found: list[str]) -> None:
    assert titles(vault, text) == found


def test_a_kind_is_found_by_its_name(vault: Session) -> None:
    label = vault.vocabularies.label("evidence_kind", "photo")
    assert titles(vault, label[:5]) == ["Photo of the stairs"]


def test_a_file_is_found_by_its_code_and_by_the_beginning_of_a_hash(vault: Session) -> None:
    wanted = first(vault, "victim")
    assert titles(vault, wanted.code) == ["Protocol"]
    assert titles(vault, wanted.exhibit.sha256[:12]) == ["Protocol"]


@pytest.mark.parametrize("sort", exhibit_list.SORTS)
def test_it_can_be_sorted_by_each_column(vault: Session, sort: str) -> None:
    assert sorted(titles(vault, sort=sort)) == titles(vault)


def test_what_has_no_day_comes_last_both_ways(vault: Session) -> None:
    entries.set_fields(vault, first(vault, "Protocol").exhibit.id, {"acquired_on": "2017-09-20"})
    for backwards in (False, True):
        assert titles(vault, sort="acquired", backwards=backwards)[0] == "Protocol"


def test_of_a_long_list_the_first_are_given_and_all_are_counted(vault: Session) -> None:
    found = exhibit_list.listed(vault, limit=2)
    assert (len(found.lines), found.in_all) == (2, 3)


def test_an_exhibit_is_known_with_its_own_custody(vault: Session, tmp_path: Path) -> None:
    wanted = first(vault, "stairs")
    exhibits.extract(vault, wanted.exhibit.id, tmp_path / "out", reason="for the expert")
    known = exhibit_list.known(vault, wanted.exhibit.id)
    assert (known.listed.code, known.listed.pseudonym) == (wanted.code, "Dəniz")
    assert [(one.action, one.reason) for one in known.custody] == [("imported", ""), ("exported", "for the expert")]


def test_what_is_no_exhibit_is_not_known_as_one(vault: Session) -> None:
    case = first(vault, "stairs").exhibit.case
    with pytest.raises(NoExhibit):
        exhibit_list.known(vault, case)
    with pytest.raises(NoExhibit):
        exhibits.content(vault, case, MOST)


# --- taking in and looking at ---


@pytest.fixture
def case(session: Session) -> Entry:
    return finding.record(session, entries.add(session, "case_file", {"pseudonym": "Dəniz"}).id)


def test_files_taken_in_together_are_exhibits_each(session: Session, case: Entry, tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("a.txt", "gone.txt", "b.txt")]
    for path in (paths[0], paths[2]):
        path.write_text(f"SYNTHETIC {path.name}")
    taken = exhibits.take_in(session, case.id, paths)
    assert [(one.exhibit_no, one.original_name) for one in taken.made] == [(1, "a.txt"), (2, "b.txt")]
    assert [name for name, _why in taken.refused] == ["gone.txt"]
    assert {one.record for one in taken.change.touched} == {"evidence", "custody_event"}
    assert {one.case for one in taken.change.touched} == {case.id}


def test_nothing_is_changed_where_no_file_can_be_taken_in(session: Session, case: Entry, tmp_path: Path) -> None:
    taken = exhibits.take_in(session, case.id, [tmp_path, tmp_path / "gone"])
    assert (bool(taken.change), taken.made, len(taken.refused)) == (False, (), 2)


def test_the_bytes_are_given_as_they_are(session: Session, case: Entry, tmp_path: Path) -> None:
    (tmp_path / "in").write_bytes(bytes(range(256)) * 8000)
    made = exhibits.attach(session, case, tmp_path / "in")
    assert exhibits.content(session, made.id, 1 << 24) == bytes(range(256)) * 8000
    assert exhibits.content(session, made.id, 1 << 20) is None


def test_bytes_that_changed_in_the_vault_are_not_given(new_vault: MakeVault, tmp_path: Path) -> None:
    session = new_vault()
    case = finding.record(session, entries.add(session, "case_file", {"pseudonym": "Dəniz"}).id)
    (tmp_path / "in").write_bytes(b"SYNTHETIC")
    made = exhibits.attach(session, case, tmp_path / "in")
    with session.db.transaction():
        session.db.run("UPDATE evidence_chunk SET bytes = ?", (b"SYNTHETIX",))
    with pytest.raises(ExhibitDamaged):
        exhibits.content(session, made.id, MOST)
