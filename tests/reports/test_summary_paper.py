"""The summary on paper: citations that lead to pages, hostile values, files of any size."""

import re
from itertools import pairwise

import pytest
from tests.reports.demo_dossiers import demo_cases
from tests.reports.reading import page_texts, squeezed, text_of
from tests.reports.summary_reading import demo_summary, file_of, one, section, summed, words

from muniment.domain.dossier import Dossier
from muniment.reports.document import Facts, PageOf, Table
from muniment.reports.pdf import to_pdf
from muniment.reports.sections import Section
from muniment.reports.text import to_text

_HOSTILE = 'a <b>bold</b> & <img src="file:///etc/passwd"/> &amp; {x} %s'


@pytest.fixture(scope="module")
def pages() -> list[str]:
    """The text of each page of a full summary."""
    return page_texts(to_pdf(demo_summary("deniz")).data)


def test_every_mark_that_is_cited_is_listed(pages: list[str]) -> None:
    cited = set(re.findall(r"\[[SE]\d+\]", "\n".join(pages[1:])))
    lists = words((*section(demo_summary("deniz"), Section.EVIDENCE), *section(demo_summary("deniz"), Section.SOURCES)))
    assert cited
    assert all(mark in lists for mark in cited)


def _references() -> list[tuple[str, str]]:
    """Exhibits and sources cite back: the numbers of the places with their anchors."""
    found = []
    for block in (*section(demo_summary("deniz"), Section.EVIDENCE), *section(demo_summary("deniz"), Section.SOURCES)):
        cells = [fact.value for fact in block.facts] if isinstance(block, Facts) else []
        cells += [cell for row in block.rows for cell in row.cells] if isinstance(block, Table) else []
        for cell in cells:
            for label, goal in pairwise(cell):
                if isinstance(label, str) and isinstance(goal, PageOf):
                    found.append((label.strip("; ,\xa0"), goal.anchor))
    return found


def test_a_place_that_cites_is_named_with_the_page_where_it_stands(pages: list[str]) -> None:
    numbers = {label for label, _ in _references()}
    listed = next(page for page in pages if "[E2] Report of the independent physician" in page)
    cited_at = re.search(r"Cited at\s+8\.1, p\.\s(\d+)", listed)
    assert "8.1" in numbers
    assert cited_at
    assert "8.1 Beating, 20 September 2017" in pages[int(cited_at[1]) - 1]


def test_the_first_page_says_where_the_lists_begin(pages: list[str]) -> None:
    found = re.search(r"section 18,\s+p\.\s(\d+);\s+exhibits are cited .* section 17,\s+p\.\s(\d+)", pages[0], re.S)
    assert found
    assert "18. Sources and their grading" in pages[int(found[1]) - 1]
    assert "17. Evidence" in pages[int(found[2]) - 1]


def test_contents_give_the_page_of_each_section(pages: list[str]) -> None:
    found = re.search(r"8\. Allegations[ .]+(\d+)", pages[0])
    assert found
    assert "8. Allegations" in pages[int(found[1]) - 1]


def test_every_page_says_that_it_must_not_be_handed_over(pages: list[str]) -> None:
    assert all("Internal, not to be handed over" in page for page in pages)


def test_hashes_are_printed_whole(pages: list[str]) -> None:
    hashes = re.findall(r"SHA-256: ([0-9a-f]{64})", words(section(demo_summary("deniz"), Section.EVIDENCE)))
    assert len(hashes) == 4
    assert all(value in squeezed("".join(pages)) for value in hashes)


def test_no_page_of_a_practice_file_is_near_empty() -> None:
    for case in demo_cases():
        texts = page_texts(to_pdf(demo_summary(case)).data)
        assert all(len(text) > 350 for text in texts[:-1]), case


def _filled_with(value: str) -> Dossier:
    line = value.replace("\n", " ")
    return file_of(
        one("source", "s", kind="the_person", title=line, account=value),
        one("detention", "d", status="ended", official_reason=line, answer_of_person=value, note=value),
        one("phase", "ph", detention="d", kind="stop", facility=line, legal_basis=line),
        one("safeguard", "g", detention="d", kind="doctor", note=value),
        one("court_order", "o", detention="d", court=line, judge_response=value),
        one("allegation", "a", detention="d", act="beating", words_used=value, account=value, sources=["s"]),
        one("evidence", "e", exhibit_no=1, title=line, sha256="0" * 64, original_name=line),
        one("remedy", "r", decision=value),
        one("deadline", "t", title=line),
        one("task", "k", title=line),
        one("note", "n", text=value, privileged="yes"),
        one("fact_link", "l", source="s", record={"record": "allegation", "id": "a"}, field=line, stance="contradicts"),
        summary=value,
        safe_contact=value,
        tags=[line],
    )


def test_markup_is_printed_as_it_was_typed() -> None:
    told = squeezed(text_of(to_pdf(summed(_filled_with(_HOSTILE))).data))
    assert told.count(squeezed(_HOSTILE)) >= 15


def test_characters_that_command_are_shown_by_their_numbers() -> None:
    made = summed(_filled_with("before\u202eafter\x1b[31m\x00end"))
    told = to_text(made)
    assert "\u202e" not in told
    assert "\x1b" not in told
    assert "before[U+202E]after[U+001B][31m[U+0000]end" in squeezed(text_of(to_pdf(made).data))


def test_right_to_left_text_is_marked_and_kept() -> None:
    made = to_pdf(summed(_filled_with("שלום עולם 123")))
    assert any("[RTL]" in warning for warning in made.warnings)


def test_a_word_of_any_length_breaks_nothing() -> None:
    word = "A" * 100_000
    made = to_pdf(summed(file_of(one("allegation", "a", act="beating", account=word), safe_contact=word)))
    assert squeezed(text_of(made.data)).count("A" * 60) >= 3000


def test_hundreds_of_allegations_and_many_detentions_are_all_told() -> None:
    held = [
        one("detention", f"d{n}", start=f"20{n % 16:02}-05-01", status="ended", end=f"20{n % 16:02}-05-09")
        for n in range(50)
    ]
    done = [
        one("allegation", f"a{n}", detention=f"d{n % 50}", act="beating", account="It hurt. " * 20) for n in range(300)
    ]
    source = one("source", "s", kind="the_person")
    links = [
        one("fact_link", f"l{n}", source="s", record={"record": "allegation", "id": f"a{n}"}, stance="supports")
        for n in range(300)
    ]
    told = text_of(to_pdf(summed(file_of(*held, *done, source, *links))).data)
    assert "8.300 Beating" in told
    assert "5.50 " in told


def test_an_empty_file_makes_a_short_paper() -> None:
    assert to_pdf(summed(file_of())).pages <= 4


def test_letter_paper_loses_nothing() -> None:
    document = demo_summary("kamran")
    told = squeezed(text_of(to_pdf(document, "letter").data))
    assert all(squeezed(line) in told for line in words(section(document, Section.SAFEGUARDS)).split("\n")[:2])
