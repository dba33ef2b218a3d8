"""The summary as a whole: its sections, its first page, what it never says."""

import json

import pytest
from tests.reports.demo_dossiers import demo_cases, demo_paper
from tests.reports.summary_reading import answer, demo_summary, facts, file_of, one, rows, section, summed, words

from muniment.host.resources import resource_path
from muniment.reports.document import Contents, Heading, Notice, Paragraph, Run, headings
from muniment.reports.pdf import to_pdf
from muniment.reports.sections import Section
from muniment.reports.summary import summary
from muniment.reports.text import to_text

_EMPTY = set(Section) - {Section.OVERVIEW, Section.CONSENT, Section.PARTIES, Section.COERCED, Section.GAPS}


@pytest.mark.parametrize("case", [*demo_cases()])
def test_every_file_has_all_sections_in_their_order(case: str) -> None:
    found = [heading.text for heading in headings(demo_summary(case).blocks) if heading.level == 1]
    assert found == [f"{number}. {wanted.title}" for number, wanted in enumerate(Section, 1)]


@pytest.mark.parametrize("wanted", Section)
def test_each_section_begins_with_its_answer(wanted: Section) -> None:
    heading, first = section(demo_summary("deniz"), wanted)[:2]
    assert isinstance(heading, Heading)
    assert isinstance(first, Paragraph)
    assert isinstance(first.text[0], Run)
    assert first.text[0].emphasis == "bold"


@pytest.mark.parametrize("wanted", sorted(_EMPTY))
def test_an_empty_section_is_one_line(wanted: Section) -> None:
    document = summed(file_of())
    assert answer(document, wanted) in ("None recorded.", "None recorded in this copy.")
    assert len(section(document, wanted)) == 2


def test_an_empty_file_says_that_nothing_may_leave() -> None:
    assert answer(summed(file_of()), Section.CONSENT) == "No consent is recorded: nothing may leave."


def test_the_first_page_holds_notice_and_contents() -> None:
    blocks = demo_summary("deniz").blocks
    assert any(isinstance(block, Notice) and block.title == "Privileged and confidential" for block in blocks[:3])
    assert any(isinstance(block, Contents) for block in blocks[:4])


def test_the_head_of_every_page_is_that_of_the_paper() -> None:
    paper = demo_paper("deniz")
    assert summary(paper).head == paper.head


def test_the_sealed_identity_is_named_by_its_fields_alone() -> None:
    sealed = facts(demo_summary("deniz"), Section.PARTIES)["Sealed identity"]
    assert sealed.startswith("kept sealed and never printed: legal name; other names;")


def test_nothing_sealed_is_printed() -> None:
    lines = resource_path("demo/identities.jsonl").read_text(encoding="utf-8").splitlines()
    identity = next(raw["fields"] for raw in map(json.loads, lines) if raw["case"] == "deniz")
    told = to_text(demo_summary("deniz"))
    assert not [value for value in identity.values() if isinstance(value, str) and value in told]


def test_what_others_assumed_is_told_as_theirs() -> None:
    perceived = facts(demo_summary("deniz"), Section.PARTIES)["Perceived as"]
    assert perceived == "gay, sex worker (what others assumed; it says nothing of who the person is)"


def test_terms_follow_the_language_of_the_paper() -> None:
    document = summary(demo_paper("deniz", language="ru"))
    assert "избиение" in answer(document, Section.ALLEGATIONS)


def test_what_is_unknown_or_refused_is_printed_and_what_was_not_asked_is_not() -> None:
    detention = one("detention", "d", status="ended")
    kinds = {"doctor": "unknown", "own_lawyer": "refused", "phone_call": "not_asked"}
    given = [one("safeguard", kind, detention="d", kind=kind, granted=said) for kind, said in kinds.items()]
    told = words(section(summed(file_of(detention, *given)), Section.SAFEGUARDS))
    assert "doctor | unknown" in told
    assert "own lawyer | refused" in told
    assert "not asked" not in told


def test_the_overview_tells_the_days_of_all_detentions() -> None:
    told = words(section(demo_summary("kamran"), Section.OVERVIEW))
    assert "1 detention: 17 September 2017, 00:30 – 2 October 2017." in told
    assert "Stated: “fifteen nights”." in told


def test_a_withdrawn_consent_is_told_with_its_day_and_the_copies() -> None:
    document = demo_summary("rauf")
    assert answer(document, Section.CONSENT) == (
        "In force: keep, statistics; refused: media; withdrawn or expired: counsel, partner NGO. 2 copies handed out."
    )
    assert "withdrawn 15 Nov 2017" in words(section(document, Section.CONSENT))


def test_the_copies_that_left_are_told_in_words_and_what_has_no_pages_as_such() -> None:
    left = {"at": "2017-11-02T10:00:00Z", "sha256": "ab" * 32, "audience": "un_confidential"}
    paper = one("disclosure", "d1", copy_no="0001-AAAA", template="brief", recipient="R.", page_count=1, **left)
    editable = {"copy_no": "0002-AAAA", "template": "summary, editable copy", "reason": "agreed by telephone"}
    document = summed(file_of(paper, one("disclosure", "d2", **editable, **left)))
    audience, when = "for the United Nations, in confidence", "2 Nov 2017 10:00:00"
    assert rows(document, Section.CONSENT) == [
        ["0001-AAAA", "Brief", f"R., {audience}", when, "1", "abababababab"],
        [
            "0002-AAAA",
            "Summary, editable copy; without a consent: agreed by telephone",
            f"not noted, {audience}",
            when,
            "–",
            "abababababab",
        ],
    ]


def test_an_expired_consent_is_not_in_force() -> None:
    granted = one("consent", "k", purpose="counsel", decision="granted", expires_on="2017-10-01")
    document = summed(file_of(granted))
    assert answer(document, Section.CONSENT) == "None is in force; withdrawn or expired: counsel. No copy handed out."


def test_a_consent_given_in_custody_is_marked() -> None:
    constrained = one("consent", "k", purpose="counsel", decision="granted", in_custody="yes")
    assert "yes, given in custody" in words(section(summed(file_of(constrained)), Section.CONSENT))


def test_privileged_notes_are_in_it_and_marked() -> None:
    told = words(section(demo_summary("deniz"), Section.GAPS))
    assert "privileged, between the person and counsel" in told
    assert "the friend who telephoned is never blamed" in told


def test_what_was_typed_and_not_accepted_is_not_printed() -> None:
    draft = one("draft", "t", record="detention", field="start", raw_text="31 Septembr")
    assert "31 Septembr" not in to_text(summed(file_of(draft)))


def test_done_tasks_are_not_open() -> None:
    told = words(section(demo_summary("deniz"), Section.GAPS))
    assert "Find the two sheets he signed in the court file" in told
    assert "Second visit to the psychologist" not in told


@pytest.mark.parametrize("case", ["friend-of-b", "kamran"])
def test_no_page_reference_leads_nowhere(case: str) -> None:
    assert to_pdf(demo_summary(case)).warnings == ()
