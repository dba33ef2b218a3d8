"""Invented case files in any number, for practice and for measuring: the same seed gives the same lines."""

from collections.abc import Iterator

from muniment.services.synthetic.chance import Chance
from muniment.services.synthetic.material import Line, Material, load_material
from muniment.services.synthetic.person import CaseWriter
from muniment.services.synthetic.shared import Shared, shared_lines

__all__ = ["generate"]


def generate(count: int, seed: int = 2017) -> Iterator[Line]:
    """The lines, in the open format, of what all files share and then of ``count`` case files, one file after another.

    Ids are UUIDs and codes are those of the program; both follow from the seed. Raises ResourceFault.
    """
    material = load_material()
    chance = Chance(seed)
    shared = Shared()
    yield from shared_lines(chance, material, shared)
    yield from _files(count, chance, material, shared)


def _files(count: int, chance: Chance, material: Material, shared: Shared) -> Iterator[Line]:
    earlier: list[str] = []
    for _ in range(count):
        writer = CaseWriter(chance, material, shared, tuple(earlier[-20:]))
        yield from writer.lines()
        earlier.append(writer.case)
        del earlier[:-20]
