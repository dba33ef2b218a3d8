"""The leak check: what stands in a finished document that must not leave with it, and what is done about each place.

Every text that would be printed is read, not the records that it came from. Names are looked for in any spelling and
case ending; telephone numbers, addresses, ID numbers and accounts in any form, known to the vault or not.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from functools import cache, partial
from itertools import accumulate
from typing import TYPE_CHECKING

from muniment.domain.audience import AUDIENCES, sees
from muniment.domain.errors import UserFault
from muniment.domain.folding import fold, fold_each
from muniment.domain.frozen import frozen
from muniment.domain.known_names import CommonWords, KnownNames, WordForms
from muniment.domain.leaks import APART, MASKS, Hit, Place, Span
from muniment.domain.name_forms import WORD, plain, spelled_names
from muniment.domain.name_scan import NameScan
from muniment.domain.personal_details import details, digits_of, known_signs, telephones_in
from muniment.domain.schema import RECORDS
from muniment.host.resources import load_vocabularies, load_words, read_toml
from muniment.services.known_identities import SEALED_ADDRESS, SEALED_NAME, Sealed
from muniment.services.session import Session
from muniment.vault import known_names, pseudonyms
from muniment.vault.known_names import Reached
from muniment.vault.records import Entry

if TYPE_CHECKING:
    from muniment.reports.document import Document
    from muniment.reports.printed_texts import PrintedText

_OTHERS, _CONTACT = "the pseudonym of another file", "the name of a contact"
_CODE = re.compile(r"(?<![\w-])(?=[A-Za-z]*[\d-])[A-Za-z0-9][A-Za-z0-9\u2010-\u2015-]{2,30}[A-Za-z0-9](?![\w-])")
_CODE_HALVES = re.compile(r"(?<!\w)(?=([A-Za-z0-9]{4})[\s\u2010-\u2015-]{0,3}([A-Za-z0-9]{4})(?!\w))")
_LAST_DIGITS = 7  # by which a telephone number is known again, with or without the numbers of country and network
_SENTENCE = re.compile(r"(?<=[.!?;…])\s+|\n+")
_LONG = 4  # letters of a word that is known in other forms too
_SENTENCE_LEAST = 20  # letters of a sentence of the program's own, which nobody else writes
_AROUND = 160  # characters of a sentence that are shown on either side of a hit


NOT_OPENED = "Sealed identities are not opened: the names, numbers and addresses in them are not looked for."


class LeaksFound(UserFault):
    """Something would leave that nobody has decided on; ``hits`` say what and where."""

    def __init__(self, hits: Sequence[Hit]) -> None:
        self.hits = tuple(hits)
        super().__init__(f"{said_of(len(hits))} and does not leave. Mask each place, keep it with a reason, or stop.")


def said_of(count: int) -> str:
    """How many places there are, as the beginning of a sentence."""
    return f"The copy would tell of others in {count} place{'' if count == 1 else 's'}"


@frozen
class Decisions:
    """What is done about hits: kinds that are masked, places that are masked, and the reason for which others stay.

    Without a reason nothing stays: what is neither masked nor kept stops the copy.
    """

    mask: frozenset[str] = frozenset()
    places: frozenset[Place] = frozenset()
    kept: tuple[tuple[Place, str], ...] = ()
    keep: str = ""  # the reason for all that is not masked

    def masks(self, hit: Hit) -> bool:
        """Whether a hit is masked."""
        return not self._kept(hit) and (hit.kind in self.mask or hit.place in self.places)

    def reason(self, hit: Hit) -> str:
        """Why a hit stays; "" where nobody has said."""
        return (self._kept(hit) or self.keep).strip()

    def _kept(self, hit: Hit) -> str:
        return next((reason for place, reason in self.kept if place == hit.place), "")


MASK_ALL = Decisions(frozenset(MASKS))


@frozen
class Cleared:
    """Documents that may leave, what was masked in them, and what was kept and why."""

    documents: "tuple[Document, ...]"
    masked: tuple[Hit, ...]
    kept: tuple[tuple[Hit, str], ...]


class LeakCheck:
    """What the vault knows, read for a whole batch as its texts need it. What is saved meanwhile may not get into it.

    ``sealed`` has what the identities say, where they were opened (``known_identities``).
    """

    def __init__(self, session: Session, audience: str, sealed: Sealed | None = None) -> None:
        self._session = session
        self._audience = AUDIENCES[audience]
        self._sealed = sealed
        found = known_names.contacts(session.db)
        self._cleared = [one for one in found if self._audience.purpose in one.cleared_for]
        self._no_codes: set[str] = set()  # what looked like codes in documents before
        self._forms = WordForms()
        self._known = _known(session, self._forms, (one for one in found if one not in self._cleared), sealed)
        self._public_names = set(known_names.offices(session.db))
        self._public = _public(self._public_names, self._forms)
        self._may_be_reached = {_tail(one.phone) for one in self._cleared if one.phone}
        self._may_be_reached |= {one.email.casefold() for one in self._cleared if one.email}
        self._reached = self._may_be_reached
        self._telephones = {_tail(one.phone) for one in found if one.phone} | (sealed.telephones if sealed else set())

    @property
    def unchecked(self) -> tuple[str, ...]:
        """What is not looked for, in words."""
        notes = []
        if self._sealed is None and known_names.has_identities(self._session.db):
            notes.append(NOT_OPENED)
        elif self._sealed and self._sealed.unreadable:
            notes.append(f"{self._sealed.unreadable} sealed fields could not be opened and were not looked for.")
        if pseudonyms.any_of_one_letter(self._session.db) or any(len(name) == 1 for name in self._known.names):
            notes.append("Pseudonyms of one letter were not looked for.")
        return tuple(notes)

    def hits(
        self,
        documents: "Sequence[Document]",
        cases: Collection[Entry],
        shown: Set[str] | None = None,
        written: Sequence[Sequence[Span]] = (),
    ) -> list[Hit]:
        """Every place in the documents of these case files that must not leave, in their order.

        ``shown`` has the names by which these people themselves are called in this copy; without it, their pseudonyms
        unless the audience is given none. ``written`` is what is written in each document, where somebody looked.
        """
        from muniment.reports.printed_texts import printed_texts, written_in

        self._let_be_named(known_names.bench(self._session.db, [case.no for case in cases]))
        scan = NameScan(self._known, self._public, self._own_names(cases, shown))
        self._reached = self._may_be_reached | self._own_contact(cases)
        read = zip(documents, written or map(written_in, documents), strict=True)
        return [
            _hit(Span(start - place, end - place, kind, what), number, at, one)
            for number, (document, spans) in enumerate(read)
            for start, end, kind, what, at, place, one in self._found(printed_texts(document), spans, scan, cases)
        ]

    def _found(
        self, texts: "Sequence[PrintedText]", written: Sequence[Span], scan: NameScan, cases: Collection[Entry]
    ) -> "Iterator[tuple[int, int, str, str, int, int, PrintedText]]":
        """Every span, with the number of the text that it is in, where that begins in all as one, and the text."""
        from muniment.reports.printed_texts import BETWEEN, as_one

        places = [0, *accumulate(len(one.text) + len(BETWEEN) for one in texts)]
        for start, end, kind, what in self._spans(as_one(texts), written, scan, cases):
            at = bisect_right(places, start) - 1
            yield start, end, kind, what, at, places[at], texts[at]

    def _let_be_named(self, names: Iterable[str]) -> None:
        """Judges and courts of these case files, most of which are those of earlier ones."""
        if new := set(names) - self._public_names:
            self._public_names |= new
            self._public = _public(self._public_names, self._forms)

    def _own_contact(self, cases: Collection[Entry]) -> set[str]:
        """Where these people themselves are safely reached, for an audience that may see it."""
        spec = RECORDS["case_file"]
        if not sees(self._audience, spec, spec.field("safe_contact")):
            return set()
        texts = known_names.safe_contacts(self._session.db, [case.no for case in cases])
        return {_reached(text, span) for text in texts for span in details(text)}

    def _own_names(self, cases: Collection[Entry], shown: Set[str] | None) -> set[str]:
        if shown is not None:
            return {fold(name) for name in shown}
        if self._audience.shown_as != "pseudonym":
            return set()
        return known_names.pseudonyms_of(self._session.db, [case.no for case in cases])

    def _codes(self, text: str, cases: Collection[Entry]) -> Iterator[Span]:
        """The codes of case files; those of the copy's own files may stand in one that stays here."""
        written = list(_like_codes(text))
        asked = {code for _, code in written} - self._no_codes
        found = known_names.codes_among(self._session.db, asked)
        self._no_codes |= asked - found
        if found and self._audience.is_internal:
            found -= known_names.codes_of(self._session.db, [case.no for case in cases])
        return (Span(*at, "code", "the code of a case file") for at, code in written if code in found)

    def _spans(
        self, text: str, written: Sequence[Span], scan: NameScan, cases: Collection[Entry]
    ) -> list[tuple[int, int, str, str]]:
        reached = (span for span in (*written, *self._numbers(text)) if not self._may_stand(text, span))
        found = _without_overlaps([*scan.spans(text), *reached, *self._codes(text, cases)])
        ours = list(_of_program(text, found))
        return [one for one in found if not any(low <= one[0] and one[1] <= high for low, high in ours)]

    def _numbers(self, text: str) -> Iterator[Span]:
        yield from telephones_in(text, self._telephones)
        if self._sealed:
            yield from known_signs(text, self._sealed.numbers)

    def _may_stand(self, text: str, span: Span) -> bool:
        return _reached(text, span) in self._reached


def check(
    session: Session, documents: "Sequence[Document]", cases: Collection[Entry], audience: str
) -> tuple[Hit, ...]:
    """Every place in the documents that must not leave to this audience; for one copy, sealed identities unopened."""
    return tuple(LeakCheck(session, audience).hits(documents, cases))


def masked(document: "Document", hits: Iterable[Hit], number: int = 0) -> "Document":
    """The document with these hits masked; ``number`` is its own among those that were checked."""
    from muniment.reports.printed_texts import rewritten

    cuts: dict[int, list[tuple[int, int, str]]] = {}
    for hit in hits:
        place = hit.place
        if place.document == number:
            cuts.setdefault(place.text, []).append((place.start, place.end, MASKS[hit.kind]))
    return rewritten(document, cuts) if cuts else document


def decided(documents: "Sequence[Document]", hits: Sequence[Hit], decisions: Decisions) -> Cleared:
    """The documents as they may leave. Raises LeaksFound with every hit on which nothing was decided."""
    to_mask = [hit for hit in hits if decisions.masks(hit)]
    others = [hit for hit in hits if not decisions.masks(hit)]
    open_ones = [hit for hit in others if not decisions.reason(hit)]
    if open_ones:
        raise LeaksFound(open_ones)
    done = tuple(masked(document, to_mask, number) for number, document in enumerate(documents))
    return Cleared(done, tuple(to_mask), tuple((hit, decisions.reason(hit)) for hit in others))


# --- what is known ---


@cache
def common_words() -> CommonWords:
    """The program's lists of words that are no names by themselves. Raises ResourceFault.

    The words of its vocabularies are among them: they are printed, and begin with a capital where they begin a line.
    """
    given = {name: [str(word) for word in _list(words)] for name, words in read_toml("words/names.toml").items()}
    lists = {name: frozenset(map(plain, words)) for name, words in given.items()}
    lists["starters"] |= frozenset(map(plain, _printed_words()))
    long = fold_each(word for word in lists["ordinary"] if len(word) >= _LONG)
    lists["ordinary"] |= load_words("eff-long")
    folded = frozenset(fold_each(lists["starters"] | lists["ordinary"] | lists["titles"]))
    return CommonWords(**lists, folded=folded, stems=frozenset(word.rstrip("aiou") for word in long))


def _printed_words() -> set[str]:
    vocabularies = load_vocabularies()
    labels = (label for name in vocabularies for term in vocabularies[name].terms for label in term.labels.values())
    return {word for label in labels for word in WORD.findall(label)}


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _known(session: Session, forms: WordForms, contacts: Iterable[Reached], sealed: Sealed | None) -> KnownNames:
    known = KnownNames(common_words(), partial(pseudonyms.with_any, session.db), _OTHERS, forms)
    known.add_all(fold_each(spelled_names(one.name for one in contacts)), _CONTACT)
    if sealed:
        known.add_all(fold_each(spelled_names(sealed.names)), SEALED_NAME, alone="always")
        known.add_all(fold_each(sealed.addresses), SEALED_ADDRESS, "address", alone="never")
    return known


def _public(names: Iterable[str], forms: WordForms) -> KnownNames:
    public = KnownNames(CommonWords(), forms=forms)
    public.add_all(fold_each(name.replace("\n", " ") for name in names), "")
    return public


# --- what is found ---


def _reached(text: str, span: Span) -> str:
    """A number or an address in the form in which two of them are compared."""
    written = text[span.start : span.end]
    return _tail(written) if span.kind == "phone" else written.casefold()


def _of_program(text: str, found: Iterable[tuple[int, int, str, str]]) -> Iterator[tuple[int, int]]:
    """Where sentences of the program's own data stand, such as those that name a judgment, in texts with a hit."""
    high = 0
    for start, end, *_ in found:
        if start >= high:
            low, after = text.rfind(APART, 0, start) + 1, text.find(APART, end)
            high = after if after >= 0 else len(text)
            piece = text[low:high]
            places = (match for one in _sentences() if one in piece for match in re.finditer(re.escape(one), piece))
            yield from ((low + match.start(), low + match.end()) for match in places)


@cache
def _sentences() -> tuple[str, ...]:
    """What the program says of limits, rules and rights; whole sentences alone. Raises ResourceFault."""
    files = ("custody_limits.toml", "deadline_rules.toml", "rights.toml")
    return tuple({text for file in files for text in _texts(read_toml(file)) if len(text) >= _SENTENCE_LEAST})


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)


def _tail(number: str) -> str:
    return digits_of(number)[-_LAST_DIGITS:]


def _like_codes(text: str) -> Iterator[tuple[tuple[int, int], str]]:
    """What could be the code of a case file: where it stands, and how a code is spelled."""
    for match in _CODE_HALVES.finditer(text):
        yield (match.start(1), match.end(2)), f"{match[1]}-{match[2]}".upper()
    yield from ((match.span(), match[0].upper()) for match in _CODE.finditer(text))


def _without_overlaps(spans: Iterable[Span]) -> list[tuple[int, int, str, str]]:
    """From left to right, the longest of those that stand on one another."""
    kept: list[tuple[int, int, str, str]] = []
    for span in sorted(spans, key=lambda one: (one.start - one.end, one.start)):
        new = (span.start, span.end, span.kind, span.what)
        at = bisect_right(kept, new)
        if (at == 0 or kept[at - 1][1] <= span.start) and (at == len(kept) or span.end <= kept[at][0]):
            kept.insert(at, new)
    return kept


def _hit(span: Span, document: int, at: int, printed: "PrintedText") -> Hit:
    text = printed.text
    place = Place(document, at, span.start, span.end, printed.heading, printed.block)
    low, high = max(0, span.start - _AROUND), min(len(text), span.end + _AROUND)
    begin = max((match.end() for match in _SENTENCE.finditer(text, low, span.start)), default=low)
    after = _SENTENCE.search(text, span.end, high)
    end = after.start() if after else high
    words = text[span.start : span.end]
    return Hit(place, words, span.what, span.kind, text[begin : span.start], text[span.end : end])
