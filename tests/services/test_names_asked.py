"""The leak check reads only the names that a text can have, and finds what it would find if it knew them all."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import date
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import CHEAP

from muniment.domain.folding import fold_each
from muniment.domain.known_names import CommonWords, KnownNames
from muniment.domain.leaks import Span
from muniment.domain.letters import People
from muniment.domain.name_forms import spelled_names
from muniment.domain.name_scan import NameScan
from muniment.reports.typesetting import composed
from muniment.services import demo, entries, finding, printing
from muniment.services import session as sessions
from muniment.services.leakcheck import LeakCheck, common_words
from muniment.services.printing import Choices
from muniment.services.session import Session
from muniment.vault import known_names, named, pseudonyms, records

FILES = 6
_WORDS = (
    "Gülşən Гюльшан Toğrul Павел Лев Фёдор Фёдорёва Ёлёна Ия Лейла Лисицкая Anna Əli Murad Надежда Məryəm Ирина Май "
    "Olga Щ Ю A B Ə Ё е i и B' 7 12 2018 O’Brien safe house May Rose Мария Марина ул ш"
)
_PARTS = _WORDS.split()
_ENDINGS = (
    *("", "", "", "у", "а", "ой", "ом", "ы", "ым", "и", "ёв", "ая", "'s", "s", "in", "dan", "nın", "a", "i", "gilin"),
    *("larda", "ə", "\u0301", "\u200b", "'"),
)
_GAPS = (" ", " ", " ", ", ", ". ", "-", " (", ") ", "\n", "\0", "", " и ", " the ", " with ", "/")
_words = st.one_of(st.sampled_from(_PARTS), st.text("aеёəiиБbшЕ' 1ﬁ", max_size=4))
_names = st.lists(_words, min_size=1, max_size=3).map(" ".join)
_AS_WRITTEN: tuple[Callable[[str], str], ...] = (
    str,
    str.upper,
    str.lower,
    str.title,
    lambda one: one.replace("ё", "е"),
)


@st.composite
def _texts(draw: st.DrawFn, names: Sequence[str]) -> str:
    """A text that has words of these names and others, in some form."""
    pieces: list[str] = []
    for _ in range(draw(st.integers(1, 12))):
        word = draw(st.one_of(_words, st.sampled_from(" ".join(names).split() or ["x"])))
        cut = draw(st.sampled_from([0, 0, 0, 1]))
        pieces.append(draw(st.sampled_from(_AS_WRITTEN))(word[: len(word) - cut] + draw(st.sampled_from(_ENDINGS))))
        pieces.append(draw(st.sampled_from(_GAPS)))
    return "".join(pieces)


@st.composite
def _worlds(draw: st.DrawFn) -> tuple[list[str], list[str], list[str]]:
    names = draw(st.lists(_names, min_size=FILES, max_size=FILES))
    texts = draw(st.lists(_texts(names), min_size=1, max_size=3))
    return names, draw(st.lists(_names, max_size=2)), texts


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    with closing(demo.make_demo(tmp_path_factory.mktemp("practice") / "vault", cost=CHEAP)) as session:
        yield session


@pytest.fixture(scope="module")
def numbers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Session, list[int]]]:
    with closing(sessions.create(tmp_path_factory.mktemp("named") / "vault", "x", None, cost=CHEAP)) as session:
        made = [entries.add(session, "case_file", {"pseudonym": f"Person {number}"}) for number in range(FILES)]
        yield session, [finding.case(session, one.id).no for one in made]


def _with_all(names: Sequence[str], contacts: Sequence[str]) -> KnownNames:
    known = KnownNames(common_words())
    known.add_all(fold_each(spelled_names(names)), "another file")
    known.add_all(fold_each(spelled_names(contacts)), "a contact")
    return known


def _spans(known: KnownNames, texts: Sequence[str], own: str) -> list[list[Span]]:
    public = KnownNames(CommonWords())
    public.add_all(fold_each(["Rauf Murad", "Лев А"]), "")
    return [list(NameScan(known, public, set(fold_each([own]))).spans(text)) for text in texts]


@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(world=_worlds())
def test_names_that_are_asked_for_are_found_as_if_all_were_known(
    numbers: tuple[Session, list[int]], world: tuple[list[str], list[str], list[str]]
) -> None:
    (session, files), (names, contacts, texts) = numbers, world
    with session.db.transaction():
        for no, name in zip(files, names, strict=True):
            pseudonyms.write(session.db, no, name)
    asking = KnownNames(common_words(), partial(pseudonyms.with_any, session.db), "another file")
    asking.add_all(fold_each(spelled_names(contacts)), "a contact")
    assert _spans(asking, texts, names[0]) == _spans(_with_all(names, contacts), texts, names[0])


def test_a_letter_beside_a_name_is_part_of_it_also_where_it_stood_alone_before(
    numbers: tuple[Session, list[int]],
) -> None:
    session, files = numbers
    with session.db.transaction():
        for no in files:
            pseudonyms.write(session.db, no, "Gülşən A")
    asking = KnownNames(common_words(), partial(pseudonyms.with_any, session.db), "another file")
    texts = ["Office A. Room 7.", "He met Gulshan A."]
    assert _spans(asking, texts, "") == [[], [Span(7, 16, "name", "another file")]]


def test_documents_have_the_same_hits_as_if_all_names_were_known(practice: Session) -> None:
    demo.add_generated(practice, 12)
    names = [row[0] for row in practice.db.rows("SELECT pseudonym FROM case_line ORDER BY pseudonym_folded")]
    contacts = [one.name for one in known_names.contacts(practice.db)]
    asking, knowing = LeakCheck(practice, "ecthr"), LeakCheck(practice, "ecthr")
    knowing._known = KnownNames(common_words())
    knowing._known.add_all(fold_each(spelled_names(names)), "the pseudonym of another file")
    knowing._known.add_all(fold_each(spelled_names(contacts)), "the name of a contact")
    choices, seen = Choices("summary", date(2018, 3, 1)), 0
    for case in printing.all_cases(practice):
        document = composed(printing.gathered(practice, case, choices), choices.job)
        hits = asking.hits([document], [case])
        assert hits == knowing.hits([document], [case])
        seen += len(hits)
    assert seen


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(world=_worlds(), coded=st.lists(st.integers(0, FILES - 1), max_size=3))
def test_people_that_are_asked_for_are_found_as_if_all_were_known(
    numbers: tuple[Session, list[int]], world: tuple[list[str], list[str], list[str]], coded: list[int]
) -> None:
    (session, files), (names, _, texts) = numbers, world
    codes = [records.code_of(session.db, no) for no in files]
    with session.db.transaction():
        for no, name in zip(files, names, strict=True):
            pseudonyms.write(session.db, no, name)
    known = [(str(no), code, name) for no, code, name in zip(files, codes, names, strict=True)]
    of_all = People.of(known)
    asking = People(partial(named.near, session.db), of_all._called)
    of_codes = [text for one in coded for text in (codes[one].lower().replace("-", " "), f"{texts[0]} {codes[one]}x")]
    for text in (*texts, *of_codes):
        assert list(asking.found(text)) == list(of_all.found(text))


def test_few_names_are_read(numbers: tuple[Session, list[int]]) -> None:
    session, files = numbers
    with session.db.transaction():
        for no, name in zip(files, ["Gülşən A", "Toğrul A", "Фёдорёва", "Person 7", "A B", "7"], strict=True):
            pseudonyms.write(session.db, no, name)
    assert pseudonyms.with_any(session.db, {"gulsan"}) == {"gulsan a"}
    assert pseudonyms.with_any(session.db, {"a", "7"}) == {"a b", "7"}
    assert pseudonyms.with_any(session.db, {"fadorava", "fyodoryova"}) == {"fadorava"}
    assert pseudonyms.with_any(session.db, {"gul", "x"}) == set()
