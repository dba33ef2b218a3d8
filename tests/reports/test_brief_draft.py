"""Drafts of a brief, and attempts at its page."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reports.demo_dossiers import demo_cases, demo_paper

from muniment.reports.brief_draft import Draft
from muniment.reports.brief_lines import Cut
from muniment.reports.document import Document, Fact, Facts
from muniment.reports.pdf import page_count
from muniment.reports.trial import OnePage

ROOMS = (400, 240, 170, 130, 60)


def _documents(draft: Draft) -> list[Document]:
    """The page with no optional line, with some more and more, with all."""
    counts = [*range(0, len(draft.order), 5), len(draft.order)]
    return [draft.document(draft.first(count), "dense") for count in counts]


def _facts(document: Document) -> list[Fact]:
    return [fact for block in document.blocks if isinstance(block, Facts) for fact in block.facts]


@pytest.mark.parametrize("case", demo_cases())
def test_an_attempt_fits_where_printing_takes_one_page(case: str) -> None:
    attempts = OnePage("letter")
    documents = _documents(Draft(demo_paper(case), 130))
    assert [attempts.holds(one) for one in documents] == [page_count(one, "letter") == 1 for one in documents]


@pytest.mark.parametrize("case", demo_cases())
def test_a_draft_for_another_room_says_what_a_new_one_says(case: str) -> None:
    paper = demo_paper(case)
    for before, after in [*pairwise(ROOMS), *pairwise(reversed(ROOMS))]:
        told = [_documents(draft)[-1] for draft in (Draft(paper, before).with_room(after), Draft(paper, after))]
        assert told[0] == told[1]


def test_a_draft_serves_another_room_where_nothing_was_cut() -> None:
    draft = Draft(demo_paper("b"), 300)
    assert draft.with_room(400) is draft
    assert draft.with_room(8) is not draft


def test_what_two_pages_both_show_is_the_same_object() -> None:
    fewer, more = _documents(Draft(demo_paper("deniz"), 130))[-2:]
    known = set(map(id, _facts(fewer)))
    assert [fact for fact in _facts(more) if fact in _facts(fewer) and id(fact) not in known] == []


@given(
    st.lists(st.tuples(st.text(max_size=30), st.sampled_from((0.2, 0.3, 0.5, 1, 1.3)))), st.integers(1, 40), st.data()
)
def test_a_cut_serves_a_room_only_where_every_text_stays_the_same(
    texts: list[tuple[str, float]], room: int, data: st.DataObject
) -> None:
    cut, other = Cut(room), Cut(data.draw(st.integers(1, 80)))
    told = [cut(*one) for one in texts]
    if cut.serves(other.room):
        assert [other(*one) for one in texts] == told
        assert other.used == cut.used
