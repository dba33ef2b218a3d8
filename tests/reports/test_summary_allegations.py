"""Allegations and injuries: who says it, in whose words, what a clinician found."""

from itertools import pairwise

from tests.reports.demo_dossiers import demo_cases, demo_paper, record
from tests.reports.summary_reading import answer, demo_summary, facts, file_of, one, rows, section, summed, words

from muniment.domain.body_map import Outline
from muniment.domain.records import Injury
from muniment.host.resources import load_body_map
from muniment.reports.document import Document, Figure, Heading, Label, Paragraph, headings
from muniment.reports.sections import Section
from muniment.reports.text import plain


def _first_words(document: Document) -> list[str]:
    """The line after the heading of each allegation."""
    blocks = section(document, Section.ALLEGATIONS)
    after = pairwise(blocks)
    return [
        plain(block.text)
        for heading, block in after
        if isinstance(heading, Heading) and heading.level == 2 and isinstance(block, Paragraph)
    ]


def test_each_allegation_begins_with_who_says_it() -> None:
    assert _first_words(demo_summary("deniz"))[0] == (
        "The person states: beating. Sources: Interview in two sittings [S1]; Counsel's own note of the visit [S2]; "
        "Physician's report after release [S4]. Exhibits: [E2]."
    )


def test_without_a_source_nobody_is_made_to_say_it() -> None:
    alleged = one("allegation", "a", act="beating", account="It was at night.")
    first = _first_words(summed(file_of(alleged)))[0]
    assert first.startswith("It is alleged, by a source not recorded: beating.")


def test_an_account_of_a_third_party_is_not_told_as_the_persons_own() -> None:
    assert _first_words(demo_summary("vusal"))[0].startswith("A third party states: denial of medical care.")


def test_an_account_is_told_word_for_word() -> None:
    account = 'He said: "so what" & left.\nThen <nothing>.'
    alleged = one("allegation", "a", act="beating", account=account)
    blocks = section(summed(file_of(alleged)), Section.ALLEGATIONS)
    assert any(isinstance(block, Paragraph) and block.text == account for block in blocks)


def test_a_source_that_contradicts_is_not_named_among_those_who_say_it() -> None:
    first = next(
        line for line in _first_words(demo_summary("ayten")) if line.startswith("The person states: forced test")
    )
    assert "[S4]" not in first
    assert facts(demo_summary("ayten"), Section.ALLEGATIONS)["Contradicts"].startswith("[S4] [E1]")


def test_a_forced_examination_is_among_the_allegations() -> None:
    exam = one("medical_exam", "e", kind="forced", on="2017-09-21", ordered_by="the station")
    document = summed(file_of(exam))
    assert answer(document, Section.ALLEGATIONS) == "1 allegation: forced medical examination."
    assert facts(document, Section.ALLEGATIONS)["Told in full"] == "9.1"


def test_an_examination_that_was_not_forced_is_no_allegation() -> None:
    exam = one("medical_exam", "e", kind="independent")
    assert answer(summed(file_of(exam)), Section.ALLEGATIONS) == "None recorded in this copy."


def test_allegations_stand_in_the_order_of_their_dates() -> None:
    later = one("allegation", "a", act="threats", on="2017-10-01", account="x")
    earlier = one("allegation", "b", act="beating", on="2017-09-01", account="x")
    undated = one("allegation", "c", act="outing", account="x")
    found = [each.text for each in headings(summed(file_of(undated, later, earlier)).blocks) if each.text[:2] == "8."]
    assert found[1:] == ["8.1 Beating, 1 September 2017", "8.2 Threats, 1 October 2017", "8.3 Outing"]


def test_officers_are_named_by_their_numbers() -> None:
    document = demo_summary("deniz")
    numbered = rows(document, Section.PARTIES)
    assert ["2", "“the Major”, “Mayor”"] in [row[:2] for row in numbered]
    assert "officer 2 (“the Major”, “Mayor”)" in words(section(document, Section.ALLEGATIONS))


def test_the_number_of_perpetrators_keeps_its_bounds() -> None:
    alleged = one("allegation", "a", act="beating", account="x", perpetrator_count_low=3)
    assert facts(summed(file_of(alleged)), Section.ALLEGATIONS)["Number of perpetrators"] == "at least 3"


def test_statements_signed_are_gathered_from_allegations_and_custody_records() -> None:
    assert answer(demo_summary("deniz"), Section.STATEMENTS) == "4 entries: signed unread (3), unread signed."


def test_a_degree_of_consistency_needs_a_clinician() -> None:
    injury = one("injury", "i", region="face", kind="bruise")
    finding = {"medical_exam": "e", "injury": "i", "consistency": "diagnostic_of"}
    without = file_of(injury, one("medical_exam", "e", kind="treatment"), one("finding", "f", **finding))
    told = words(section(summed(without), Section.INJURIES))
    assert "diagnostic" not in told
    assert "not assessed (9.1)" in told


def test_the_degree_of_a_clinician_is_told_with_the_examination() -> None:
    assert "typical of (9.2)" in words(section(demo_summary("deniz"), Section.INJURIES))


def test_an_injury_without_a_finding_is_not_assessed() -> None:
    injury = one("injury", "i", region="face", kind="bruise")
    assert "not assessed" in words(section(summed(file_of(injury)), Section.INJURIES))


def test_marks_bear_the_numbers_of_the_table() -> None:
    figures = [block for block in section(demo_summary("deniz"), Section.INJURIES) if isinstance(block, Figure)]
    labels = {mark.text for figure in figures for mark in figure.marks if isinstance(mark, Label)}
    assert {"1", "2", "3", "4", "5", "6", "front", "back", "head"} <= labels


def test_an_injury_without_a_position_is_in_the_table_alone() -> None:
    document = summed(file_of(one("injury", "i", region="face", view="head", kind="bruise")))
    assert not any(isinstance(block, Figure) for block in section(document, Section.INJURIES))


def test_numbers_of_many_marks_keep_apart() -> None:
    marks = [one("injury", f"i{n}", region="chest", view="front", x=0.55, y=0.03, kind="bruise") for n in range(200)]
    figure = next(b for b in section(summed(file_of(*marks)), Section.INJURIES) if isinstance(b, Figure))
    levels = sorted(m.y for m in figure.marks if isinstance(m, Label) and m.text[0].isdigit())
    assert all(after - before > 8 for before, after in pairwise(levels))
    assert min(levels) > 0


def _inside(x: float, y: float, outline: Outline) -> bool:
    """Whether a point lies inside a closed outline, by the crossings of a line to the left."""
    crossings = 0
    for (x1, y1), (x2, y2) in zip(outline.points, (*outline.points[1:], outline.points[0]), strict=True):
        if (y1 > y) != (y2 > y) and x1 + (y - y1) * (x2 - x1) / (y2 - y1) < x:
            crossings += 1
    return crossings % 2 == 1


def test_the_injuries_of_the_practice_files_lie_on_the_body() -> None:
    views = load_body_map().views
    for case in demo_cases():
        for injury in demo_paper(case).dossier.all(Injury):
            if injury.x is not None and injury.y is not None:
                x, y = float(injury.x), float(injury.y)
                assert any(_inside(x, y, outline) for outline in views[injury.view].outlines), injury.id


def test_a_view_of_the_body_is_drawn_for_each_term() -> None:
    assert set(load_body_map().views) == {term.id for term in demo_paper("deniz").vocabularies["body_view"]}


def test_photographs_of_an_injury_are_cited_as_exhibits() -> None:
    photo = record("evidence", "p", "case", exhibit_no=7, title="Photograph", sha256="0" * 64)
    injury = one("injury", "i", region="face", photos=["p"])
    assert "[E7]" in words(section(summed(file_of(injury, photo)), Section.INJURIES))
