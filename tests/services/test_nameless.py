"""A copy in which the person is to be nameless: no form of the pseudonym is left in any text."""

from datetime import date

import pytest

from muniment.services import entries, finding, handing_out
from muniment.services.leakcheck import MASK_ALL, LeaksFound
from muniment.services.printing import Choices
from muniment.services.session import Session
from muniment.vault.records import Entry

CHOICES = Choices("summary", date(2018, 6, 1), form="text", audience="ecthr")


def told_of(session: Session, text: str, identity: str) -> Entry:
    case = entries.add(session, "case_file", {"pseudonym": "Гюльшан", "summary": f"SYNTHETIC. {text}"}).id
    consent = {"purpose": "ecthr", "decision": "granted", "scope": ["facts"], "identity": identity}
    entries.add(session, "consent", consent, case)
    return finding.record(session, case)


@pytest.mark.parametrize("text", ["They asked for Гюльшану.", "They asked for Gülşənin."])
def test_a_form_of_the_pseudonym_is_found_where_the_person_is_nameless(session: Session, text: str) -> None:
    case = told_of(session, text, "anonymous")
    with pytest.raises(LeaksFound) as found:
        list(handing_out.handed(session, [case], CHOICES))
    assert len(found.value.hits) == 1
    [copy] = handing_out.handed(session, [case], CHOICES, decisions=MASK_ALL)
    assert text.rsplit(maxsplit=1)[-1].strip(".") not in copy.data.decode()


def test_where_the_pseudonym_is_shown_it_is_no_leak(session: Session) -> None:
    case = told_of(session, "They asked for Гюльшану.", "pseudonym")
    [copy] = handing_out.handed(session, [case], CHOICES)
    assert "Гюльшану" in copy.data.decode()


def test_the_pseudonym_itself_is_not_even_written(session: Session) -> None:
    case = told_of(session, "Gülşən was asked for.", "anonymous")
    [copy] = handing_out.handed(session, [case], CHOICES)
    assert "the person was asked for" in copy.data.decode()
