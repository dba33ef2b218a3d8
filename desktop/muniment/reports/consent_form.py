"""The form on which somebody says by hand what may be done with a case file: for one file, or blank."""

from collections.abc import Iterator, Mapping, Sequence

from muniment.domain.consents import standing
from muniment.domain.frozen import frozen
from muniment.domain.records import Consent
from muniment.domain.vocabulary import Term, Vocabularies
from muniment.reports.casepaper import CasePaper
from muniment.reports.consent_words import ConsentWords, consent_words
from muniment.reports.document import (
    Block,
    Column,
    Document,
    Heading,
    KeepTogether,
    PageFoot,
    PageHead,
    Paragraph,
    Row,
    Run,
    Table,
    Text,
)
from muniment.reports.handwriting import BOX, to_fill_in
from muniment.reports.phrases import joined, sentence_start

_PURPOSES = (3, 0, 0, 0, 0, 0, 1.3)
_SCOPES = (3, 0, 0, 2.2)


@frozen
class FormPaper:
    """What a form is made from; ``recorded`` says of each purpose, by its id, what stands in the file until now."""

    vocabularies: Vocabularies
    head: PageHead
    foot: PageFoot
    language: str = "en"
    recorded: Mapping[str, str] = {}


def for_file(paper: CasePaper) -> Document:
    """The form for one case file, named by its code alone."""
    words = consent_words(paper.language)
    recorded = {
        purpose: joined(_label(paper.vocabularies, "consent_decision", one.decision, words), _day(paper, one))
        for purpose, one in standing(paper.dossier.all(Consent)).items()
        if one.decision not in ("", "not_asked")
    }
    head = PageHead("", paper.head.code, paper.head.copy_number)
    return consent_form(FormPaper(paper.vocabularies, head, paper.foot, paper.language, recorded))


def consent_form(paper: FormPaper) -> Document:
    """The form as a document, in a language that there are words for."""
    words = consent_words(paper.language)
    title, blocks = (words.title, words.subtitle), tuple(_blocks(paper, words))
    return Document(title, blocks, paper.head, paper.foot, words.language, kind=words.title)


def _day(paper: CasePaper, one: Consent) -> str:
    return paper.short_date(one.withdrawn_on or one.given_on)


def _label(vocabularies: Vocabularies, vocabulary: str, term: str, words: ConsentWords) -> str:
    return vocabularies.label(vocabulary, term, words.language)


def _blocks(paper: FormPaper, words: ConsentWords) -> Iterator[Block]:
    yield from (Paragraph(text) for text in words.foreword)
    yield Heading(words.purposes_title, 1)
    yield _purposes(paper, words)
    yield Heading(words.scopes_title, 1)
    yield Paragraph(words.scopes_note, size="small", keep_next=True)
    yield _scopes(paper, words)
    yield KeepTogether((Heading(words.circumstances_title, 1), to_fill_in(*zip(*words.circumstances, strict=True))))
    yield KeepTogether((Heading(words.signatures_title, 1), to_fill_in(words.signatures)))
    back = Paragraph(words.withdrawal, keep_next=True)
    yield KeepTogether((Heading(words.withdrawal_title, 1), back, to_fill_in(words.withdrawal_lines)))


def _columns(titles: Sequence[str], shares: Sequence[float]) -> tuple[Column, ...]:
    """Columns of which those are ticked that are as wide as their titles."""
    return tuple(Column(title, share, ticked=not share) for title, share in zip(titles, shares, strict=True))


def _purposes(paper: FormPaper, words: ConsentWords) -> Table:
    columns = _columns(words.purposes_head, _PURPOSES)
    terms = enumerate(paper.vocabularies["consent_purpose"].active, 1)
    return Table(columns, tuple(_purpose(paper, words, term, number) for number, term in terms))


def _purpose(paper: FormPaper, words: ConsentWords, term: Term, number: int) -> Row:
    label = f"{number}. {sentence_start(_label(paper.vocabularies, 'consent_purpose', term.id, words))}"
    stands = paper.recorded.get(term.id, "")
    recorded = f" ({words.recorded.format(decision=stands)})" if stands else ""
    return Row((_told(label, words.purposes.get(term.id, "") + recorded), *[BOX] * 5, ""))


def _scopes(paper: FormPaper, words: ConsentWords) -> Table:
    columns = _columns(words.scopes_head, _SCOPES)
    return Table(columns, tuple(_scope(paper, words, term) for term in paper.vocabularies["consent_scope"].active))


def _scope(paper: FormPaper, words: ConsentWords, term: Term) -> Row:
    label = sentence_start(_label(paper.vocabularies, "consent_scope", term.id, words))
    return Row((_told(label, words.scopes.get(term.id, "")), BOX, BOX, ""))


def _told(label: str, explained: str) -> Text:
    return (Run(label, "bold"), f": {explained}") if explained else (Run(label, "bold"),)
