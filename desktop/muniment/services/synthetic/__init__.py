"""Invented case files in any number, for practice and for measuring: the same seed gives the same lines."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from muniment.services.synthetic.chance import Chance
from muniment.services.synthetic.material import Line, Material, load_material
from muniment.services.synthetic.person import CaseWriter
from muniment.services.synthetic.shared import Shared, shared_lines

__all__ = ["generate"]

_FIRST_DAY = datetime(2018, 1, 1, 9, tzinfo=UTC)  # when the first of them is said to have been written


def generate(count: int, seed: int = 2017) -> Iterator[Line]:
    """The lines, in the open format, of what all files share and then of ``count`` case files, one file after another.

    Ids are UUIDs and codes are those of the program; these and the times follow from the seed. Raises ResourceFault.
    """
    material = load_material()
    chance = Chance(seed)
    shared = Shared()
    for line in shared_lines(chance, material, shared):
        yield _written(line, 0)
    yield from _files(count, chance, material, shared)


def _files(count: int, chance: Chance, material: Material, shared: Shared) -> Iterator[Line]:
    earlier: list[str] = []
    for number in range(1, count + 1):
        writer = CaseWriter(chance, material, shared, tuple(earlier[-20:]))
        for line in writer.lines():
            yield _written(line, number)
        earlier.append(writer.case)
        del earlier[:-20]


def _written(line: Line, number: int) -> Line:
    """The line with its times: one file a minute, so that what is listed by its last change has one order."""
    at = (_FIRST_DAY + timedelta(minutes=number)).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {**line, "created_at": at, "updated_at": at}
