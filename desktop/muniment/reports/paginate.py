"""Parts onto pages: no heading alone at the foot, heads of tables repeated, nothing lost."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from muniment.reports.parts import BreakPart, GroupPart, Part, SpacePart

# Heights are sums of fractions; a part that fits must not be refused for the last digit.
_TOLERANCE = 0.01
_ONLY_BETWEEN = (BreakPart, SpacePart)


@dataclass
class Page:
    """Parts with their upper edges, and how far down they reach, in points from the top of the frame."""

    placed: list[tuple[Part, float]] = field(default_factory=list)
    used: float = 0
    fresh: bool = True
    """Nothing but a repeated head stands on it."""


def pages(parts: Iterable[Part], depth: float) -> list[Page]:
    """Pages of ``depth`` points."""
    return list(_pages(deque(parts), depth))


def fit_one(parts: Iterable[Part], depth: float) -> bool:
    """Whether ``pages`` would give one page; takes no more parts than a page holds."""
    used, after, placed = 0.0, 0.0, False
    waiting: list[Part] = []
    for part in parts:
        if type(part) in _ONLY_BETWEEN:
            waiting.append(part)
            continue
        if waiting and placed:
            if any(type(one) is BreakPart for one in waiting):
                return False
            used, after = used + _stacked(waiting, after), 0.0
        waiting = []
        used += part.height + (max(after, part.before) if placed else 0.0)
        # What cannot be divided stands on one page even if it is higher.
        if used > depth + _TOLERANCE and (placed or part.split(depth)):
            return False
        after, placed = part.after, True
    return True


def _stacked(spaces: Sequence[Part], after: float) -> float:
    """The height of empty space; only what stands above it asks for more."""
    return after + sum(space.height for space in spaces)


def _pages(queue: deque[Part], depth: float) -> Iterator[Page]:
    while queue and isinstance(queue[-1], _ONLY_BETWEEN):
        queue.pop()
    page, after = Page(), 0.0
    while queue:
        part = queue.popleft()
        if isinstance(part, GroupPart) and part.height > depth:
            queue.extendleft(reversed(part.parts))
            continue
        if not page.fresh and (isinstance(part, BreakPart) or _next_page(page, part, queue, after, depth)):
            yield page
            page, after = _begun(part, depth), 0.0
        rest = _put(page, part, after, depth)
        after = part.after
        if rest:
            queue.appendleft(rest)
            yield page
            page, after = _begun(rest, depth), 0.0
    yield page


def _next_page(page: Page, part: Part, queue: deque[Part], after: float, depth: float) -> bool:
    """Whether ``part`` with what it must not be parted from stands better on the next page."""
    needed = max(after, part.before)
    for number, following in enumerate((part, *islice(queue, 8))):
        gap = following.before if number else 0.0
        if not following.keep_next:
            needed += gap + following.least
            break
        needed += gap + following.height
    if needed > depth:
        needed = max(after, part.before) + part.least
    return page.used + needed > depth + _TOLERANCE


def _put(page: Page, part: Part, after: float, depth: float) -> Part | None:
    """Put ``part``, or as much of it as there is room for; the rest is returned."""
    if isinstance(part, BreakPart) or (isinstance(part, SpacePart) and page.fresh):
        return None
    top = page.used + (max(after, part.before) if page.placed else 0.0)
    room = depth - top
    rest: Part | None = None
    if part.height > room + _TOLERANCE:
        halves = part.split(room)
        if halves:
            part, rest = halves
        elif not page.fresh:
            return part
    page.placed.append((part, top))
    page.used = top + part.height
    page.fresh = False
    return rest


def _begun(part: Part, depth: float) -> Page:
    """A new page that ``part`` will begin, with the head of its table above it."""
    page = Page()
    head = part.repeated
    if head and head.height < depth / 3 and head.height + part.least <= depth:
        page.placed.append((head, 0.0))
        page.used = head.height
    return page
