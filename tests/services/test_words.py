"""One mechanism puts values into words, for the window, for names and for the command line."""

from muniment.domain.date_display import shown_short
from muniment.domain.records import Record
from muniment.services import entries, naming
from muniment.services.session import Session
from muniment.services.words import Words

LONG = ("SYNTHETIC " + "word " * 30).strip()


def words(session: Session, language: str = "en") -> Words:
    return Words(session.vocabularies, lambda _id: None, language)


def note(session: Session, text: str) -> Record:
    return entries.add(session, "note", {"text": text})


def test_a_title_is_on_one_line_and_cut_at_a_word_where_a_headline_is_whole(session: Session) -> None:
    made = note(session, f"First line.\n{LONG}")
    title, headline = words(session).title(made), words(session).headline(made)
    assert title.endswith("word…")
    assert len(title) <= 61
    assert "\n" not in title
    assert headline == f"First line.\n{LONG}"


def test_what_nothing_tells_from_others_has_no_title_and_goes_by_its_kind(session: Session) -> None:
    case = entries.add(session, "case_file", {"pseudonym": "Dəniz"})
    made = entries.add(session, "proceeding", {"kind": "other"}, case.id)
    empty = type(made)(id="x")
    assert words(session).title(empty) == ""
    assert words(session).headline(empty) == "Proceeding"


def test_a_name_says_what_words_say_with_short_dates(session: Session) -> None:
    case = entries.add(session, "case_file", {"pseudonym": "Dəniz"})
    made = entries.add(session, "allegation", {"act": "beating", "on": "2017-09-18", "account": "x"}, case.id)
    short = Words(session.vocabularies, lambda _id: None, "az", tell_date=lambda when: shown_short(when, "az"))
    assert naming.name_of(made, session.vocabularies, "az").title == short.title(made) != ""
    assert session.vocabularies.label("act", "beating", "az") in short.title(made)
