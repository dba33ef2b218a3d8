"""Many outputs at once, from a real vault."""

import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest

from muniment.host.assistant import Assistant
from muniment.reports import workshop
from muniment.services import demo, printing
from muniment.services import session as sessions
from muniment.services.printing import Choices
from muniment.services.session import Session
from muniment.vault import records
from muniment.vault.slots import KeyCost

AS_OF = date(2018, 3, 1)
BRIEFS = Choices("brief", AS_OF)


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    folder = tmp_path_factory.mktemp("printing") / "vault"
    demo.make_demo(folder, cost=KeyCost(memory=8, iterations=1, lanes=1)).close()
    with sessions.opened(folder, demo.PASSPHRASE) as session:
        yield session


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> list[Assistant]:
    """A batch of any size is made by two processes; the list has those that were begun."""
    begun: list[Assistant] = []

    def noted(module: str) -> Assistant:
        begun.append(Assistant(module))
        return begun[-1]

    monkeypatch.setattr(workshop, "ENOUGH", 1)
    monkeypatch.setattr(workshop, "can_assist", lambda: True)
    monkeypatch.setattr(workshop, "Assistant", noted)
    return begun


@pytest.mark.parametrize(
    "choices", [BRIEFS, Choices("summary", AS_OF, "ru", "letter"), Choices("brief", AS_OF, form="text")]
)
def test_a_merged_file_has_what_each_file_has_alone(practice: Session, choices: Choices) -> None:
    cases = printing.all_cases(practice)
    merged, single = printing.merged(practice, cases, choices), list(printing.printed(practice, cases, choices))
    assert merged.pages == sum(one.pages for one in single) + (choices.form == "pdf")
    assert merged.warnings == tuple(dict.fromkeys(warning for one in single for warning in one.warnings))


def test_a_merged_text_or_editable_copy_begins_with_the_list_too(practice: Session) -> None:
    cases = printing.all_cases(practice)[:2]
    text = printing.merged(practice, cases, Choices("brief", AS_OF, form="text")).data.decode()
    first, *briefs = text.split("\f")
    assert ("Contents" in first, "2 briefs, as of 1 March 2018" in first, len(briefs)) == (True, True, 2)
    editable = docx.Document(BytesIO(printing.merged(practice, cases, Choices("brief", AS_OF, form="docx")).data))
    names = [row.cells[1].text for row in editable.tables[0].rows]
    assert names == ["Document", *(records.names_of(practice.db, case.no)[1] for case in cases)]


def test_a_merged_file_is_the_same_whether_one_process_made_it_or_two(
    practice: Session, monkeypatch: pytest.MonkeyPatch, two: list[Assistant]
) -> None:
    cases = printing.all_cases(practice)
    by_two = printing.merged(practice, cases, BRIEFS)
    monkeypatch.setattr(workshop, "ENOUGH", 1000)
    assert printing.merged(practice, cases, BRIEFS) == by_two
    assert len(two) == 1


def test_progress_is_told_for_each_in_order(practice: Session, two: list[Assistant]) -> None:
    told: list[tuple[str, int, int]] = []
    printing.merged(practice, printing.all_cases(practice), BRIEFS, lambda *how: told.append(how))
    assert told == [("printing", done, 16) for done in range(1, 17)]
    assert len(two) == 1


def test_each_file_of_many_bears_its_own_code(practice: Session, two: list[Assistant]) -> None:
    made = list(printing.printed(practice, printing.all_cases(practice), Choices("brief", AS_OF, form="text")))
    assert [one.code in one.data.decode() for one in made] == [True] * 16
    assert len(two) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows them")
def test_nothing_that_others_can_read_of_the_second_process_tells_of_a_file(
    practice: Session, two: list[Assistant]
) -> None:
    seen: list[bytes] = []

    def look(_what: str, done: int, _all: int) -> None:
        if done == 1:
            for name in ("cmdline", "environ"):
                with suppress(PermissionError):  # as it should be: nobody but root may read it
                    seen.append(Path(f"/proc/{two[0].pid}/{name}").read_bytes())

    cases = printing.all_cases(practice)
    printing.merged(practice, cases, BRIEFS, look)
    assert seen
    names = [one.code.encode() for one in printing.printed(practice, cases, BRIEFS)]
    assert [name for name in (*names, demo.PASSPHRASE.encode()) if any(name in told for told in seen)] == []
