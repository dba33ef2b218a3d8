"""Outputs made by two processes are those that one makes."""

import os
import pickle
from collections.abc import Sequence
from dataclasses import replace

import pytest
from tests.reports.demo_dossiers import demo_cases, demo_paper

from muniment.domain.leaks import Span
from muniment.host.assistant import Assistant
from muniment.reports import workshop
from muniment.reports.casepaper import CasePaper
from muniment.reports.document import Document
from muniment.reports.printed_texts import written_in
from muniment.reports.typesetting import Job, Look, SetOut, typeset
from muniment.reports.workshop import typeset_all

BRIEF = Job("brief")


def papers() -> list[CasePaper]:
    return [demo_paper(case) for case in demo_cases()]


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> list[Assistant]:
    """Every batch is large enough; the list has the other processes that were begun."""
    begun: list[Assistant] = []

    def noted(module: str) -> Assistant:
        begun.append(Assistant(module))
        return begun[-1]

    monkeypatch.setattr(workshop, "ENOUGH", 1)
    monkeypatch.setattr(workshop, "can_assist", lambda: True)
    monkeypatch.setattr(workshop, "Assistant", noted)
    return begun


@pytest.mark.parametrize("job", [BRIEF, Job("summary", "letter", with_disclosures=True), Job("brief", form="text")])
def test_two_processes_make_what_one_makes_in_the_same_order(two: list[Assistant], job: Job) -> None:
    wanted = papers() * 2
    assert list(typeset_all(wanted, len(wanted), job)) == [typeset(paper, job) for paper in wanted]
    assert len(two) == 1


class _Title:
    """Looks at documents: notes their titles, and has another one drawn in their place."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def __call__(self, document: Document, written: Sequence[Span]) -> Document:
        assert tuple(written) == written_in(document)
        self.seen.append(str(document.title[0]))
        return replace(document, title=("Another",))


@pytest.mark.parametrize("job", [BRIEF, Job("brief", form="text")])
def test_what_is_looked_at_is_drawn_as_it_comes_back(two: list[Assistant], job: Job) -> None:
    wanted, here, there = papers() * 2, _Title(), _Title()
    assert list(typeset_all(wanted, len(wanted), job, there)) == [typeset(paper, job, here) for paper in wanted]
    assert len(two) == 1
    assert there.seen == here.seen
    assert len(set(here.seen)) > 2


@pytest.mark.parametrize("answers", [0, 1, 100])
def test_documents_that_the_other_process_cannot_make_are_looked_at_here(
    answers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workshop, "_assistant", lambda: _Broken(answers))
    wanted, here, there = papers(), _Title(), _Title()
    assert list(typeset_all(wanted, 1000, BRIEF, there)) == [typeset(paper, BRIEF, here) for paper in wanted]
    assert there.seen == here.seen


def test_a_paper_is_the_same_in_the_other_process() -> None:
    told = replace(papers()[0], language="ru", held_back=("health",), lettered=True, nameless=True, public=True)
    order = workshop._Order.of(told, BRIEF, apart=True)
    there = order.paper(tuple(getattr(told, name) for name in workshop._OWN))
    assert replace(there, vocabularies=told.vocabularies) == told


def test_the_other_process_does_its_part(two: list[Assistant], monkeypatch: pytest.MonkeyPatch) -> None:
    own: list[CasePaper] = []

    def noted(paper: CasePaper, job: Job, look: Look | None = None) -> SetOut:
        own.append(paper)
        while not two[0].has_answered:
            os.sched_yield()
        return typeset(paper, job, look)

    monkeypatch.setattr(workshop, "typeset", noted)
    wanted = papers()
    list(typeset_all(wanted, len(wanted), BRIEF))
    assert 0 < len(own) < len(wanted)


def test_a_batch_that_is_given_up_leaves_no_process(two: list[Assistant]) -> None:
    begun = typeset_all(papers(), 16, BRIEF)
    next(begun)
    begun.close()  # type: ignore[attr-defined]
    with pytest.raises(ProcessLookupError):
        os.kill(two[0].pid, 0)


class _Broken:
    """Answers so often, and each time that it could not; then it is gone."""

    def __init__(self, answers: int) -> None:
        self.answers = answers
        self.has_answered = True

    def send(self, message: bytes) -> None: ...

    def answer(self) -> bytes | None:
        self.answers -= 1
        return pickle.dumps(None) if self.answers >= 0 else None

    def close(self) -> None: ...


@pytest.mark.parametrize("answers", [0, 1, 100])
def test_what_the_other_process_cannot_make_is_made_here(answers: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workshop, "_assistant", lambda: _Broken(answers))
    wanted = papers()
    assert list(typeset_all(wanted, 1000, BRIEF)) == [typeset(paper, BRIEF) for paper in wanted]


def test_where_no_process_can_be_begun_one_makes_all(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_module: str) -> Assistant:
        raise OSError

    monkeypatch.setattr(workshop, "can_assist", lambda: True)
    monkeypatch.setattr(workshop, "Assistant", refused)
    wanted = papers()[:2]
    assert list(typeset_all(wanted, 1000, BRIEF)) == [typeset(paper, BRIEF) for paper in wanted]


def test_a_small_batch_begins_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workshop, "_assistant", lambda: pytest.fail("begun"))
    assert len(list(typeset_all(papers()[:2], 2, BRIEF))) == 2


def test_a_paper_is_taken_when_it_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workshop, "_assistant", lambda: _Broken(100))
    wanted = iter(papers())
    next(typeset_all(wanted, 1000, BRIEF))
    assert len(list(wanted)) == 15


def test_nobody_waits_for_a_process_that_does_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    idle = _Broken(100)
    idle.has_answered = False
    monkeypatch.setattr(workshop, "_assistant", lambda: idle)
    wanted = papers()
    assert list(typeset_all(wanted, 1000, BRIEF)) == [typeset(paper, BRIEF) for paper in wanted]
