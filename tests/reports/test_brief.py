import time
from base64 import b64encode
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reports.demo_dossiers import AS_OF, demo_cases, demo_dossier, demo_paper, paper, record, with_records
from tests.reports.reading import page_texts, squeezed, text_of
from tests.reports.saying import figures, lines, said

from muniment.domain.dossier import Dossier
from muniment.domain.records import CaseFile, Deadline, Record
from muniment.reports.brief import brief
from muniment.reports.document import Document
from muniment.reports.pdf import to_pdf
from muniment.reports.sections import Section
from muniment.reports.style import Paper
from muniment.reports.text import to_text

SHEETS: tuple[Paper, ...] = ("a4", "letter")


def _file(*records: Record, **case_file: Any) -> Dossier:
    """A file with these records and nothing else."""
    return Dossier(CaseFile(id="c", code="AAAA-AAAA", **{"pseudonym": "Nobody", **case_file}), records)


def _of(*records: Record, as_of: date = AS_OF, **case_file: Any) -> Document:
    return brief(paper(_file(*records, **case_file), as_of))


def _allegations(count: int, **fields: Any) -> list[Record]:
    told = {"act": "beating", "account": "SYNTHETIC", "on": "2017-09-20", **fields}
    return [record("allegation", f"a{number:03}", "c", **told) for number in range(count)]


def _printed(document: Document, sheet: Paper = "a4") -> str:
    return " ".join(text_of(to_pdf(document, sheet).data).split())


# --- exactly one page ---


@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize("case", demo_cases())
def test_every_practice_file_takes_one_page(case: str, sheet: Paper) -> None:
    document = brief(demo_paper(case), sheet)
    made = to_pdf(document, sheet)
    assert (len(page_texts(made.data)), made.warnings) == (1, ())


def test_an_empty_file_takes_one_page_that_says_so() -> None:
    document = _of()
    assert document.title[0] == "Nobody"
    assert "No detention is recorded." in said(document)
    assert len(page_texts(to_pdf(document).data)) == 1


_HOSTILE = ("W", "ə", "word ", "\U0001f600", "\u05d0", "\n", "<b>", "\u200b", "\x00", "中", "-", "…")
_EXTREMES = st.fixed_dictionaries(
    {
        "text": st.lists(st.sampled_from(_HOSTILE), min_size=1, max_size=3).map("".join),
        "times": st.sampled_from((0, 1, 40, 600, 100_000)),
        "detentions": st.sampled_from((0, 1, 2, 50)),
        "allegations": st.sampled_from((0, 1, 5, 300)),
        "others": st.sampled_from((0, 1, 40)),
        "sheet": st.sampled_from(SHEETS),
    }
)


@settings(max_examples=25, deadline=None)
@given(_EXTREMES)
def test_whatever_was_written_takes_one_page(extreme: dict[str, Any]) -> None:
    text, count = extreme["text"] * extreme["times"], extreme["others"]
    line = text.replace("\n", " ")
    made = [
        *(
            record("detention", f"d{n}", "c", start=f"2017-09-{n % 28 + 1:02}", status="unknown", stated_duration=line)
            for n in range(extreme["detentions"])
        ),
        *_allegations(extreme["allegations"], facility=line, injuries_described=text, detention="d0"),
        *(record("task", f"t{n}", "c", title=line, assigned_to=line) for n in range(count)),
        *(record("deadline", f"l{n}", "c", title=line, trigger_on="2017-09-20") for n in range(count)),
        *(record("payment", f"p{n}", "c", kind="other", result=text) for n in range(count)),
        *(record("court_order", f"o{n}", "c", detention="d0", court=line, offence=text) for n in range(count)),
    ]
    file = _file(*made, pseudonym=line or "x", gender=line, safe_contact=text, unsafe_contact=text)
    assert to_pdf(brief(paper(file), extreme["sheet"]), extreme["sheet"]).pages == 1


def test_notes_of_fifty_megabytes_take_no_time() -> None:
    huge = "word " * 10_000_000
    made = paper(_file(*_allegations(3, injuries_described=huge), safe_contact=huge))
    start = time.process_time()
    document = brief(made)
    assert time.process_time() - start < 5
    assert len(said(document)) < 20_000


def test_a_full_page_is_used_to_its_foot() -> None:
    document = _of(*_allegations(300))
    shown = len(lines(document)[""])
    assert shown > 20


def test_type_is_never_smaller_than_that_of_dense_documents_and_larger_where_there_is_room() -> None:
    assert _of().density == "normal"
    assert _of(*_allegations(300)).density == "dense"


# --- what is left out is named ---


def test_allegations_without_room_are_counted_with_their_place_in_the_summary() -> None:
    document = _of(*_allegations(300))
    shown = said(document).count("beating")
    place = f"sections\xa0{Section.ALLEGATIONS.value} and {Section.INJURIES.value}"
    assert f"{300 - shown}\xa0more allegations: summary, {place}" in said(document)


def test_events_beyond_five_are_counted() -> None:
    orders = [
        record("court_order", f"o{n}", "c", detention="d", heard_on=f"2017-09-{n + 1:02}", outcome="fine")
        for n in range(7)
    ]
    document = _of(*orders, record("detention", "d", "c", status="unknown"))
    assert "3\xa0more events: summary, section\xa04" in said(document)


def test_of_many_events_the_latest_are_told_in_their_order() -> None:
    held = [record("detention", f"d{n}", "c", start=f"2017-09-0{n}", status="unknown") for n in range(1, 9)]
    told = [row for row in said(_of(*held)).split("\n") if "Taken into custody" in row]
    assert [row.partition(" | ")[2][:10] for row in told] == [f"{n} Sep 2017" for n in range(4, 9)]


def test_a_part_of_which_nothing_is_shown_is_named_at_the_foot() -> None:
    assert "Not shown: To note (" in said(brief(demo_paper("deniz")))


def test_shortened_texts_are_said_to_be_whole_in_the_summary() -> None:
    legend = "What ends in “…” is whole in the summary."
    assert legend in said(_of(safe_contact="word " * 500))
    assert legend not in said(_of(safe_contact="At the bakery"))


def test_what_matters_most_keeps_its_place() -> None:
    tail = _allegations(300, act="verbal_abuse")
    document = _of(*tail, record("allegation", "z", "c", act="torture", account="SYNTHETIC", on="2017-12-01"))
    assert "torture" in said(document)


# --- the scenarios ---


def test_scenario_1_prints_the_stated_length_and_computes_nothing() -> None:
    document = brief(demo_paper("b"))
    assert figures(document) == ["unknown days served", "2 days stated"]
    assert "two days" in said(document)


def test_scenario_2_shows_no_coerced_disclosure() -> None:
    for case in demo_cases():
        words = to_text(brief(demo_paper(case))).lower()
        for hidden in ("coerced", "forced call", "exposed", "named by", "after giving names", "his cousin's"):
            assert hidden not in words, (case, hidden)


def test_the_force_used_to_get_names_is_told_without_the_names() -> None:
    told = said(brief(demo_paper("togrul")))
    assert "ill-treatment, police station; methods: slaps, kicks, punches, blows with an object" in told


def test_scenario_3_infers_no_loss_of_work() -> None:
    assert "Work:" not in said(brief(demo_paper("murad")))


def test_scenario_4_tells_an_unknown_sum_from_nought_and_from_a_fine() -> None:
    told = said(brief(demo_paper("samir")))
    assert "bribe for release: paid a sum unknown" in told
    assert "fine" not in told
    assert "0 AZN" not in told


def test_scenario_5_says_who_put_the_person_out_and_why() -> None:
    told = said(brief(demo_paper("fuad")))
    assert "by: landlord; set off by: police told the landlord" in told
    assert "living now: homeless" in told


def test_scenario_6_keeps_ordered_served_and_stated_apart() -> None:
    document = brief(demo_paper("kamran"))
    assert figures(document) == ["20 days ordered", "15 days elapsed", "16 calendar days touched", "15 days stated"]
    assert "5 days before the nominal end" in said(document)
    assert "to 7 Oct 2017" in said(document)


def test_scenario_7_sets_the_denial_beside_the_allegation() -> None:
    told = said(brief(demo_paper("ayten")))
    assert "The person states: forced testing" in told
    assert "Forced testing contradicted by “Letter of the skin and venereal disease clinic” (official)" in told


def test_uncertain_ends_give_ranges() -> None:
    assert "12–15 days elapsed" in figures(brief(demo_paper("ayten")))


def test_a_release_that_may_have_been_early_is_called_possible() -> None:
    assert "possibly up to 3 days before the nominal end" in said(brief(demo_paper("ayten")))


def test_overlapping_detentions_count_each_day_once() -> None:
    document = brief(demo_paper("fuad"), "letter")
    assert "13 calendar days touched" in figures(document)
    assert not any("elapsed" in figure for figure in figures(document))


def test_in_custody_the_days_go_on_and_the_days_left_are_told() -> None:
    document = brief(demo_paper("vusal", date(2017, 10, 1)))
    assert figures(document) == [
        "30 days ordered",
        "9 days elapsed, and continuing",
        "10 calendar days touched, and continuing",
        "22 days left",
    ]
    assert "In custody:  Temporary detention centre of the city" in said(document)
    assert "since 22 September 2017, 19:10; ordered until 23 October 2017" in said(document)


def test_beyond_the_order_the_days_over_it_are_told() -> None:
    document = brief(demo_paper("vusal", date(2017, 10, 26)))
    assert "3 days over the order" in figures(document)
    assert "3 days past the nominal end" in said(document)


def test_not_known_whether_still_held_gives_a_minimum() -> None:
    document = brief(demo_paper("togrul"))
    assert "Not known whether still held" in said(document)
    assert "0 days elapsed, at least" in figures(document)


def test_scenario_12_prints_what_others_assumed_as_theirs() -> None:
    assert "Taken by others for: gay (their assumption alone)" in said(brief(demo_paper("orxan")))


# --- ground rules ---


@pytest.mark.parametrize("case", demo_cases())
def test_every_allegation_begins_with_who_says_it(case: str) -> None:
    rows = said(brief(demo_paper(case))).split("\n")
    told = [row for row in rows if "verification:" in row]
    assert all(" states: " in row.split(";")[0] for row in told)
    assert bool(told) == (case != "friend-of-b")


def test_an_allegation_without_a_source_says_so() -> None:
    assert "It is alleged, by a source not recorded: beating" in said(_of(*_allegations(1)))


def test_unknown_and_refused_are_printed_and_not_asked_is_not() -> None:
    order = {"detention": "d", "own_lawyer": "unknown", "public": "refused", "person_heard": "not_asked"}
    told = said(_of(record("court_order", "o", "c", **order), record("detention", "d", "c", status="ended")))
    assert "Own lawyer: unknown; public: refused" in told
    assert "person heard" not in told
    assert "not asked" not in told


def test_a_deadline_says_rule_confidence_and_to_confirm_it() -> None:
    due = record("deadline", "l", "c", rule="az-admin-appeal", trigger_on="2017-11-15")
    told = said(_of(due))
    assert "25 Nov 2017" in told
    rule = "ppeal against a decision in an administrative-offence case"
    assert f"A{rule}: in 5 days; counted from 15 Nov 2017; confidence medium; confirm with counsel" in told
    named = record("deadline", "l", "c", title="Our appeal", rule="az-admin-appeal", trigger_on="2017-11-15")
    assert f"Our appeal: in 5 days; counted from 15 Nov 2017; rule: a{rule}; confidence medium" in said(_of(named))


def test_deadlines_done_are_left_alone_and_the_next_comes_first() -> None:
    told = said(
        _of(
            record("deadline", "l1", "c", rule="az-admin-appeal", trigger_on="2017-11-18", title="second"),
            record("deadline", "l2", "c", rule="az-admin-appeal", trigger_on="2017-11-12", title="first"),
            record("deadline", "l3", "c", rule="az-admin-appeal", trigger_on="2017-11-11", title="x", done_on="2017"),
        )
    )
    assert told.index("First: in 2 days") < told.index("Second: in 8 days")
    assert "X:" not in told


def test_a_deadline_of_a_rule_that_is_gone_is_printed() -> None:
    deadline = record("deadline", "l", "c", title="Complaint", trigger_on="2017-11-15")
    assert isinstance(deadline, Deadline)
    told = said(_of(replace(deadline, rule="gone")))
    assert "Complaint" in told
    assert "the rule is not known here" in told


def test_danger_comes_in_the_box_before_what_happened() -> None:
    told = said(brief(demo_paper("vusal", date(2017, 10, 1))))
    assert told.index("Urgent: Still held, and medicine") < told.index("What happened |")


def test_the_page_says_in_its_head_that_it_is_internal() -> None:
    bare = replace(demo_paper("b"), head=replace(demo_paper("b").head, classification=""))
    assert "Internal, not to be handed over" in _printed(brief(bare))


def test_nothing_of_a_sealed_identity_is_printed() -> None:
    sealed = replace(demo_dossier("deniz"), identity_fields=("legal_name", "self_described"))
    content = b64encode(b"age-encryption.org/v1\n-> X25519 sealed").decode()
    identity = record("identity", "i", "deniz", legal_name={"sealed": content})
    told = said(brief(paper(with_records(sealed, identity))))
    assert content not in told
    assert "legal" not in told.replace("Legal position", "").lower()


def test_labels_follow_the_language() -> None:
    told = said(brief(demo_paper("deniz", language="ru")))
    assert "под угрозой" in told
    assert "20 сен 2017" in told


def test_markup_is_printed_as_it_was_written() -> None:
    hostile = '<b>&amp;</b><img src="/etc/hostname"/><para>'
    document = _of(*_allegations(1, facility=hostile), safe_contact=hostile)
    assert squeezed(_printed(document)).count(squeezed(hostile)) == 2


def test_what_is_on_paper_is_what_the_document_says() -> None:
    document = brief(demo_paper("kamran"))
    printed = squeezed(_printed(document))
    for group in lines(document).values():
        for line in group:
            assert squeezed(line.partition(" | ")[2]) in printed
