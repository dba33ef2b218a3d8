"""What is documented: files with a detention that certainly belongs to what was counted, each person once."""

import pytest

from muniment.services import counts, entries
from muniment.services.counts import Documented
from muniment.services.session import Session


def person(session: Session, *starts: str, incident: str = "") -> str:
    """A case file with detentions that began then."""
    case = entries.add(session, "case_file", {"pseudonym": "SYNTHETIC", "opened_on": "2017-10-01"}).id
    for start in starts:
        fields = {"start": start, "status": "ongoing"} | ({"incident": incident} if incident else {})
        entries.add(session, "detention", {name: value for name, value in fields.items() if value}, case)
    return case


def claim(session: Session, **fields: object) -> None:
    entries.add(session, "count_claim", {"source_title": "SYNTHETIC", "counted": "detained", "low": 83, **fields})


def documented(session: Session) -> Documented:
    [compared] = counts.load(session).compared
    return compared.documented


@pytest.mark.parametrize(
    ("start", "certain", "possible"),
    [
        ("2017-09-15", 1, 1),
        ("2017-09-30", 1, 1),
        ("2017-09-14", 0, 0),
        ("2017-10-01", 0, 0),
        ("2017-09", 0, 1),
        ("[2017-09-29..2017-10-02]", 0, 1),
        ("", 0, 1),
    ],
)
def test_only_what_lies_wholly_in_the_period_is_certain(
    session: Session, start: str, certain: int, possible: int
) -> None:
    person(session, start)
    claim(session, **{"from": "2017-09-15", "to": "2017-09-30"})
    assert documented(session) == Documented(certain, possible)


def test_a_count_made_on_a_day_knows_of_nothing_later(session: Session) -> None:
    person(session, "2017-10-20")
    claim(session, as_of="2017-10-13")
    assert documented(session) == Documented(0, 0)


def test_a_person_is_counted_once(session: Session) -> None:
    person(session, "2017-09-16", "2017-09-20")
    claim(session)
    assert (documented(session), counts.load(session).in_all) == (Documented(1, 1), 1)


def test_another_incident_is_not_counted(session: Session) -> None:
    incident = entries.add(session, "incident", {"title": "SYNTHETIC raids", "kind": "other"}).id
    person(session, "2017-09-16", incident=incident)
    person(session, "2017-09-16")
    claim(session, incident=incident)
    assert documented(session) == Documented(1, 1)


def test_an_answer_that_became_a_file_is_not_counted_twice(session: Session) -> None:
    case = person(session, "2017-09-16")
    for promoted in ({"promoted_to": case}, {}):
        entries.add(session, "survey_answer", {"survey": "SYNTHETIC", "answers": {"held": "yes"}, **promoted})
    claim(session)
    assert documented(session) == Documented(1, 1)


def test_a_file_without_a_detention_is_not_counted(session: Session) -> None:
    person(session)
    assert counts.load(session).in_all == 0


def test_an_incident_has_its_own_counts_with_what_is_documented_of_it(session: Session) -> None:
    raid, other = (entries.add(session, "incident", {"title": "SYNTHETIC", "kind": "other"}).id for _ in range(2))
    person(session, "2017-09-16", incident=raid)
    person(session, "2017-09-16", incident=other)
    claim(session, incident=raid, source_title="later", **{"from": "2017-09-20"})
    claim(session, incident=raid, source_title="sooner", **{"from": "2017-09-15"})
    claim(session, incident=other)
    found = counts.of_incident(session, raid)
    assert [(one.claim.source_title, one.documented.certain) for one in found] == [("sooner", 1), ("later", 0)]
