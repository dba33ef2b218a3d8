"""A case file is seen with what others say of it, and with what speaks for or against what it shares with them."""

import json
from datetime import date
from pathlib import Path

import pytest

from muniment.domain.records import FactLink, Source
from muniment.services import casefile, entries, exporting, finding
from muniment.services.session import Session

AS_OF = date(2017, 10, 10)


@pytest.fixture
def anna(session: Session) -> str:
    return entries.add(session, "case_file", {"pseudonym": "Anna", "code": "ANNA-1"}).id


@pytest.fixture
def boris(session: Session) -> str:
    return entries.add(session, "case_file", {"pseudonym": "Boris"}).id


def exposures(session: Session, case: str) -> list[str]:
    return [one.id for one in casefile.view(session, finding.case(session, case), AS_OF).exposures]


def disclosed(session: Session, case: str, **fields: object) -> str:
    return entries.add(
        session, "coerced_disclosure", {"method": "beating", "confidence": "confirmed", **fields}, case
    ).id


def test_a_naming_is_an_exposure_also_by_the_detention_that_followed(session: Session, anna: str, boris: str) -> None:
    detention = entries.add(session, "detention", {"status": "ended", "start": "2017-09-20"}, anna)
    naming = disclosed(session, boris, followed_by=detention.id)
    assert exposures(session, anna) == [naming]
    assert exposures(session, boris) == []


def test_a_naming_that_tells_of_person_and_detentions_is_one_exposure(session: Session, anna: str, boris: str) -> None:
    detention = entries.add(session, "detention", {"status": "ended"}, anna)
    naming = disclosed(session, boris, followed_by=detention.id, persons=[anna])
    assert exposures(session, anna) == [naming]


def test_what_a_person_said_is_no_exposure_of_their_own(session: Session, anna: str) -> None:
    detention = entries.add(session, "detention", {"status": "ended"}, anna)
    disclosed(session, anna, followed_by=detention.id)
    assert exposures(session, anna) == []


@pytest.fixture
def shared_link(session: Session, anna: str) -> str:
    """A source of everybody's contradicts an incident of everybody's, in which the person was detained."""
    incident = entries.add(session, "incident", {"title": "Raid", "kind": "other"})
    entries.add(session, "detention", {"status": "ended", "incident": incident.id}, anna)
    source = entries.add(session, "source", {"kind": "official", "title": "Ministry"})
    link = {"source": source.id, "record": incident.id, "stance": "contradicts"}
    other = entries.add(session, "incident", {"title": "Elsewhere", "kind": "other"})
    entries.add(session, "fact_link", {**link, "record": other.id})
    return entries.add(session, "fact_link", link).id


def test_what_a_source_says_of_a_shared_incident_is_part_of_the_file(
    session: Session, anna: str, shared_link: str
) -> None:
    view = casefile.view(session, finding.case(session, anna), AS_OF)
    assert [link.id for link in view.dossier.shared(FactLink)] == [shared_link]
    assert [source.title for source in view.dossier.shared(Source)] == ["Ministry"]
    assert "Source “Ministry” contradicts" in "\n".join(remark.text for remark in view.remarks)


@pytest.mark.usefixtures("anna", "shared_link")
def test_what_a_source_says_of_a_shared_incident_is_printed(session: Session) -> None:
    from muniment.services.printing import Choices, print_one

    choices = Choices("summary", AS_OF, form="text")
    assert "Ministry" in print_one(session, finding.case(session, "ANNA-1"), choices).data.decode()


def test_what_a_source_says_of_a_shared_incident_goes_out_with_the_file(
    session: Session, shared_link: str, tmp_path: Path
) -> None:
    exporting.export_to(session, tmp_path / "out", cases=["ANNA-1"], plaintext=True)
    lines = [json.loads(line) for line in (tmp_path / "out").read_text().splitlines()]
    assert [line["id"] for line in lines if line["record"] == "fact_link"] == [shared_link]
    assert [line["fields"]["title"] for line in lines if line["record"] == "source"] == ["Ministry"]
