"""Outputs of many case files, made by two processes where there are enough of them."""

import gc
import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from typing import Any

from muniment.domain.body_map import BodyMap
from muniment.domain.deadlines import DeadlineRules
from muniment.domain.frozen import frozen
from muniment.domain.rights import Rights
from muniment.domain.vocabulary import Vocabularies, Vocabulary
from muniment.host.assistant import Assistant, can_assist, serve
from muniment.reports.casepaper import CasePaper
from muniment.reports.fonts import ordinary_widths, take_widths
from muniment.reports.typesetting import Job, Made, typeset

ENOUGH = 40
"""Outputs for which it pays to begin another process."""

_AHEAD = 3
"""Papers that the other process may have before it, so that it never waits for the next."""
_MANY = 5_000  # objects made, before all are looked through for garbage: more would take memory, fewer time


def typeset_all(papers: Iterable[CasePaper], count: int, job: Job) -> Iterator[Made]:
    """The outputs of so many papers in their order. A paper is taken when there is somebody to work on it."""
    assistant = _assistant() if count >= ENOUGH else None
    if assistant is None:
        yield from (typeset(paper, job) for paper in papers)
        return
    with closing(assistant):
        yield from _by_two(papers, job, _Second(assistant, job))


def _assistant() -> Assistant | None:
    try:
        return Assistant(__name__) if can_assist() else None
    except OSError:
        return None


def _by_two(papers: Iterable[CasePaper], job: Job, second: "_Second") -> Iterator[Made]:
    waiting: deque[CasePaper | Made] = deque()
    for paper in papers:
        waiting.append(paper if second.takes(paper) else typeset(paper, job))
        while waiting and (second.is_done or not isinstance(waiting[0], CasePaper)):
            yield second.finished(waiting.popleft())
    yield from map(second.finished, waiting)


class _Second:
    """The other process, which may have a few papers before it."""

    def __init__(self, assistant: Assistant, job: Job) -> None:
        self._assistant = assistant
        self._job = job
        self._knows_job = False
        self._papers = 0
        self._is_gone = False

    def takes(self, paper: CasePaper) -> bool:
        """Hand it a paper, unless it has enough to do."""
        if self._is_gone or self._papers >= _AHEAD:
            return False
        if not self._knows_job:
            self._assistant.send(_packed(_Order.of(paper, self._job)))
            self._knows_job = True
        self._assistant.send(_packed(tuple(getattr(paper, name) for name in _OWN)))
        self._papers += 1
        return True

    @property
    def is_done(self) -> bool:
        """Whether it has made the first of the papers that it has."""
        return self._assistant.has_answered

    def finished(self, one: CasePaper | Made) -> Made:
        """What was made already, or what it made of the first of its papers.

        Nobody waits for it: what it has not made by now is made here, as is what it could not make.
        """
        if not isinstance(one, CasePaper):
            return one
        self._papers -= 1
        answer = self._assistant.answer() if not self._is_gone and self.is_done else None
        self._is_gone = answer is None
        made: Made | None = pickle.loads(answer) if answer else None  # noqa: S301 - from a process of ours
        return typeset(one, self._job) if made is None else made


# --- in the other process ---

_OWN = ("dossier", "overview", "remarks", "exposures", "head", "foot", "held_back")
"""What each paper has of its own; the rest is the same for all papers of a batch."""


@frozen
class _Order:
    """What the other process needs to know for every paper."""

    job: Job
    vocabularies: Mapping[str, Vocabulary]
    deadline_rules: DeadlineRules
    rights: Rights
    body_map: BodyMap
    language: str
    widths: Mapping[str, dict[str, float]]

    @classmethod
    def of(cls, paper: CasePaper, job: Job) -> "_Order":
        """The order for papers like this one."""
        lists = dict(paper.vocabularies)
        rules = (paper.deadline_rules, paper.rights, paper.body_map)
        return cls(job, lists, *rules, paper.language, ordinary_widths())

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

    def work(own: bytes) -> bytes:
        try:
            return _packed(typeset(order.paper(pickle.loads(own)), order.job))  # noqa: S301 - as above
        except Exception:  # noqa: BLE001 - the other process fails likewise, and tells
            return _packed(None)

    return work


def main() -> None:
    """What the other process does until there are no more papers."""
    gc.set_threshold(_MANY)
    serve(_prepared)
