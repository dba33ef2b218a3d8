"""Outputs of many case files, made by two processes where there are enough of them."""

import gc
import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from typing import Any

from muniment.domain.body_map import BodyMap
from muniment.domain.deadlines import DeadlineRules
from muniment.domain.frozen import frozen
from muniment.domain.leaks import Span
from muniment.domain.rights import Rights
from muniment.domain.vocabulary import Vocabularies, Vocabulary
from muniment.host.assistant import Assistant, can_assist, serve
from muniment.reports.casepaper import CasePaper
from muniment.reports.document import Document
from muniment.reports.fonts import ordinary_widths, take_widths
from muniment.reports.typesetting import Job, Look, SetOut, composed, read, set_out, typeset

ENOUGH = 40
"""Outputs for which it pays to begin another process."""

_AHEAD = 3
"""Papers that the other process may have before it, so that it never waits for the next."""
_MANY = 5_000  # objects made, before all are looked through for garbage: more would take memory, fewer time


def typeset_all(papers: Iterable[CasePaper], count: int, job: Job, look: Look | None = None) -> Iterator[SetOut]:
    """The outputs of so many papers in their order. A paper is taken when there is somebody to work on it.

    With ``look``, every document is shown to it here, in their order, and what it gives back is drawn.
    """
    assistant = _assistant() if count >= ENOUGH else None
    if assistant is None:
        yield from (typeset(paper, job, look) for paper in papers)
        return
    with closing(assistant):
        second = _Second(assistant, job, apart=look is not None)
        yield from _by_two(papers, second) if look is None else _looked_through(papers, second, look)


def _assistant() -> Assistant | None:
    try:
        return Assistant(__name__) if can_assist() else None
    except OSError:
        return None


def _by_two(papers: Iterable[CasePaper], second: "_Second") -> Iterator[SetOut]:
    line = deque[_Work]()
    for paper in papers:
        line.append(second.begun(paper))
        while line and second.is_done(line[0]):
            yield second.result(line.popleft())
    yield from map(second.result, line)


def _looked_through(papers: Iterable[CasePaper], second: "_Second", look: Look) -> Iterator[SetOut]:
    """Each is composed, looked at, and drawn; others are composed and drawn meanwhile."""
    documents, drawn = deque[_Work](), deque[_Work]()
    for paper in papers:
        documents.append(second.begun(paper))
        while documents and second.is_done(documents[0]):
            drawn.append(second.begun(look(*second.result(documents.popleft()))))
        while drawn and second.is_done(drawn[0]):
            yield second.result(drawn.popleft())
    drawn.extend(second.begun(look(*second.result(one))) for one in documents)
    yield from map(second.result, drawn)


class _Work:
    """One piece of work: a paper or a document, and what was made of it, once it was."""

    def __init__(self, given: CasePaper | Document) -> None:
        self.given = given
        self.made: Any = None


class _Second:
    """The other process, which may have a few pieces of work before it; what it has no time for is done here."""

    def __init__(self, assistant: Assistant, job: Job, *, apart: bool) -> None:
        self._assistant = assistant
        self._job = job
        self._apart = apart
        self._knows_job = False
        self._has = deque[_Work]()
        self._is_gone = False

    def begun(self, given: CasePaper | Document) -> _Work:
        """A piece of work that it has now, or that is done, where it has enough to do."""
        work = _Work(given)
        self._take_in()
        if self._is_gone or len(self._has) >= _AHEAD:
            work.made = _done(given, self._job, apart=self._apart)
        else:
            self._send(work)
        return work

    def is_done(self, work: _Work) -> bool:
        """Whether there is nothing to wait for."""
        self._take_in()
        return work not in self._has

    def result(self, work: _Work) -> Any:
        """What was made. Nobody waits for the other: what it has not made by now, or could not make, is made here."""
        if not self.is_done(work) or work.made is None:
            work.made = _done(work.given, self._job, apart=self._apart)
        return work.made

    def _send(self, work: _Work) -> None:
        given = work.given
        if isinstance(given, Document):
            self._assistant.send(_packed(given))
        else:
            if not self._knows_job:
                self._assistant.send(_packed(_Order.of(given, self._job, apart=self._apart)))
                self._knows_job = True
            self._assistant.send(_packed(tuple(getattr(given, name) for name in _OWN)))
        self._has.append(work)

    def _take_in(self) -> None:
        """Its answers, which come in the order in which it was given the work."""
        while self._has and not self._is_gone and self._assistant.has_answered:
            answer = self._assistant.answer()
            if answer is None:
                self._is_gone = True
                self._has.clear()
            else:
                self._has.popleft().made = pickle.loads(answer)  # noqa: S301 - from a process of ours


def _done(given: CasePaper | Document, job: Job, *, apart: bool) -> tuple[Document, Sequence[Span]] | SetOut:
    """What comes of a paper, to be looked at where that is done ``apart``, or of a document that was looked at."""
    if isinstance(given, Document):
        return set_out(given, job)
    return read(composed(given, job)) if apart else typeset(given, job)


# --- in the other process ---

_OWN = tuple("dossier overview remarks exposures head foot held_back lettered nameless public".split())  # noqa: SIM905
"""What each paper has of its own; the rest is the same for all papers of a batch."""


@frozen
class _Order:
    """What the other process needs to know for every paper."""

    job: Job
    apart: bool  # whether documents are looked at before they are drawn
    vocabularies: Mapping[str, Vocabulary]
    deadline_rules: DeadlineRules
    rights: Rights
    body_map: BodyMap
    language: str
    widths: Mapping[str, dict[str, float]]

    @classmethod
    def of(cls, paper: CasePaper, job: Job, *, apart: bool) -> "_Order":
        """The order for papers like this one."""
        lists = dict(paper.vocabularies)
        rules = (paper.deadline_rules, paper.rights, paper.body_map)
        return cls(job, apart, lists, *rules, paper.language, ordinary_widths())

    def paper(self, own: tuple[Any, ...]) -> CasePaper:
        """One paper, with what it has of its own."""
        return CasePaper(
            **dict(zip(_OWN, own, strict=True)),
            vocabularies=Vocabularies(self.vocabularies, self.vocabularies.__getitem__),
            deadline_rules=self.deadline_rules,
            rights=self.rights,
            body_map=self.body_map,
            language=self.language,
        )


def _packed(message: object) -> bytes:
    return pickle.dumps(message, pickle.HIGHEST_PROTOCOL)


def _prepared(message: bytes) -> Callable[[bytes], bytes]:
    """How the other process answers, once it has its order: with the output, or with None where it failed."""
    order: _Order = pickle.loads(message)  # noqa: S301 - from the process that began this one
    take_widths(order.widths)

    def work(message: bytes) -> bytes:
        try:
            given = pickle.loads(message)  # noqa: S301 - as above
            given = given if isinstance(given, Document) else order.paper(given)
            return _packed(_done(given, order.job, apart=order.apart))
        except Exception:  # noqa: BLE001 - the other process fails likewise, and tells
            return _packed(None)

    return work


def main() -> None:
    """What the other process does until there are no more papers."""
    gc.set_threshold(_MANY)
    serve(_prepared)
