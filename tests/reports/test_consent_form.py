"""The consent form: every purpose that is offered has its boxes, and what is recorded stands beside it."""

from typing import get_args

import pytest
from tests.reports.demo_dossiers import demo_paper, paper
from tests.reports.summary_reading import file_of, one

from muniment.domain.vocabulary import user_term
from muniment.host.resources import load_vocabularies
from muniment.reports.consent_form import FormPaper, consent_form, for_file
from muniment.reports.consent_words import consent_words
from muniment.reports.document import Document, PageFoot, PageHead, Table
from muniment.reports.pdf import page_count
from muniment.reports.style import Paper
from muniment.reports.text import plain, to_text


def blank(language: str = "en") -> Document:
    return consent_form(FormPaper(load_vocabularies(), PageHead(), PageFoot(), language))


def purposes(document: Document) -> list[list[str]]:
    first = next(block for block in document.blocks if isinstance(block, Table))
    return [[plain(cell) for cell in row.cells] for row in first.rows]


def test_each_purpose_has_a_sentence_and_boxes_of_its_own() -> None:
    rows = purposes(blank())
    assert len(rows) == len(load_vocabularies()["consent_purpose"].active) == 12
    assert all(": " in row[0] and row[1:] == ["☐"] * 5 + [""] for row in rows)


@pytest.mark.parametrize("sheet", get_args(Paper))
def test_the_form_is_one_sheet_printed_on_both_sides(sheet: Paper) -> None:
    assert [page_count(one, sheet) for one in (blank(), for_file(demo_paper("deniz")))] == [2, 2]


def test_no_words_are_missing_for_a_purpose_or_scope() -> None:
    words, lists = consent_words("en"), load_vocabularies()
    assert set(words.purposes) == {term.id for term in lists["consent_purpose"]}
    assert set(words.scopes) == {term.id for term in lists["consent_scope"]}


def test_a_blank_form_names_nobody_and_records_nothing() -> None:
    text = to_text(blank())
    assert "recorded until now" not in text
    assert blank().head == PageHead()


def test_the_form_of_a_file_says_what_counts_now_and_not_who_it_is() -> None:
    given = one("consent", "1", purpose="counsel", decision="granted", given_on="2017-10-02")
    back = one("consent", "2", purpose="counsel", decision="withdrawn", withdrawn_on="2017-10-09")
    form = for_file(paper(file_of(given, back)))
    text = " ".join(row[0] for row in purposes(form))
    assert "recorded until now: withdrawn, 9 Oct 2017" in text.replace("\xa0", " ")
    assert "granted" not in text
    assert "Somebody" not in to_text(form)
    assert form.head.code == "ABCD-2345"


def test_a_retired_purpose_is_no_longer_asked_for_and_an_own_one_is() -> None:
    own = user_term("theatre", {"en": "theatre"})
    lists = load_vocabularies().with_user_terms({"consent_purpose": [own]}, {"consent_purpose": ["media"]})
    rows = purposes(consent_form(FormPaper(lists, PageHead(), PageFoot())))
    assert not any("Media" in row[0] for row in rows)
    assert rows[-1][0] == "12. Theatre"


def test_a_language_without_words_has_the_english_form() -> None:
    assert blank("az") == blank("en")
    assert blank("az").language == "en"


def test_it_is_said_that_no_purpose_stands_for_another() -> None:
    assert "a yes to one is no yes to another" in " ".join(to_text(blank()).split())
