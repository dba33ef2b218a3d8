"""The gate: no copy without the person's consent for just that audience, on the day on which it leaves."""

from datetime import date

import pytest

from muniment.domain.audience import AUDIENCES
from muniment.services import consents, copies, entries, finding
from muniment.services.consents import ConsentMissing
from muniment.services.copies import Leaving
from muniment.services.session import Session
from muniment.vault.records import Entry

TODAY = date(2026, 11, 20)


def file_with(session: Session, *given: dict[str, object]) -> Entry:
    case = entries.add(session, "case_file", {"pseudonym": "SYNTHETIC"}).id
    for one in given:
        entries.add(session, "consent", {"purpose": "ecthr", "decision": "granted", **one}, case)
    return finding.record(session, case)


def is_stopped(session: Session, case: Entry, audience: str = "ecthr") -> bool:
    try:
        consents.gate(session, case, AUDIENCES[audience], TODAY)
    except ConsentMissing:
        return True
    return False


def test_what_stays_needs_no_consent(session: Session) -> None:
    assert not is_stopped(session, file_with(session), "internal")


@pytest.mark.parametrize("audience", [one for one in AUDIENCES if one != "internal"])
def test_nothing_leaves_that_nobody_was_asked_about(session: Session, audience: str) -> None:
    assert is_stopped(session, file_with(session), audience)


@pytest.mark.parametrize("audience", [one for one in AUDIENCES if one not in ("internal", "statistics")])
def test_each_consent_opens_one_audience_alone(session: Session, audience: str) -> None:
    case = file_with(session, {"purpose": AUDIENCES[audience].purpose})
    assert [one for one in AUDIENCES if not is_stopped(session, case, one)] == ["internal", audience]


@pytest.mark.parametrize(
    ("given", "stopped"),
    [
        ([{"decision": "refused"}], True),
        ([{"decision": "not_asked"}], True),
        ([{"decision": "withdrawn"}], True),
        ([{"withdrawn_on": "2026-11-20"}], True),
        ([{"expires_on": "2026-11-19"}], True),
        ([{"expires_on": "2026-11-20"}], False),
        ([{"expires_on": "2026-11"}], True),
        ([{"expires_on": "[..2026-12-01]"}], True),
        ([{"given_on": "2026-11-21"}], True),
        ([{"given_on": "2026-11-20"}], False),
        ([{"scope": ["medical"]}], True),
        ([{"scope": ["facts"]}], False),
        ([{"given_on": "2026-03-01"}, {"decision": "withdrawn", "withdrawn_on": "2026-04-01"}], True),
        ([{"given_on": "2026-05-01"}, {"decision": "withdrawn", "withdrawn_on": "2026-04-01"}], False),
        ([{"given_on": "2026"}, {"decision": "withdrawn", "withdrawn_on": "2026-04-01"}], True),
        ([{"decision": "withdrawn"}, {"given_on": "2026-05-01"}], True),
        ([{"given_on": "2026-05-01"}, {"decision": "refused", "given_on": "2026-06-01"}], True),
    ],
)
def test_what_counts_is_the_last_word_and_it_has_to_hold_today(
    session: Session, given: list[dict[str, object]], stopped: bool
) -> None:
    assert is_stopped(session, file_with(session, *given)) == stopped


def test_what_is_missing_is_named(session: Session) -> None:
    case = file_with(session, {"purpose": "counsel"})
    with pytest.raises(ConsentMissing, match=r"“UN to government” \(un_to_government\) is not recorded") as refused:
        consents.gate(session, case, AUDIENCES["un_government"], TODAY)
    assert refused.value.purpose == "un_to_government"


def test_a_reason_opens_what_a_consent_would(session: Session) -> None:
    case = file_with(session)
    consents.gate(session, case, AUDIENCES["ecthr"], TODAY, override="He is to be sent back tonight.")
    with pytest.raises(ConsentMissing):
        consents.gate(session, case, AUDIENCES["ecthr"], TODAY, override="  ")


def test_no_reason_makes_figures_of_one_person(session: Session) -> None:
    case = file_with(session, {"purpose": "statistics"})
    with pytest.raises(ConsentMissing, match="one person"):
        consents.gate(session, case, AUDIENCES["statistics"], TODAY, override="They asked.")


def test_the_copies_that_are_out_are_named_when_the_next_is_stopped(session: Session) -> None:
    case = file_with(session, {})
    for audience in ("ecthr", "ecthr", "counsel"):
        number = copies.numbered(session)
        copies.register(session, [Leaving(number, (case,), "brief", audience, "SYNTHETIC", pages=1, sha256="0" * 64)])
    entries.add(session, "consent", {"purpose": "ecthr", "decision": "withdrawn"}, case.id)
    with pytest.raises(ConsentMissing, match=r"was withdrawn.*Already out: 0001-\w{4}, 0002-\w{4}\.$"):
        consents.gate(session, case, AUDIENCES["ecthr"], TODAY)
