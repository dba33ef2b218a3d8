"""Attempts at one page, one after the other, which show mostly the same."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from muniment.reports.compose import Composer
from muniment.reports.document import Density, Document, Fact, Facts
from muniment.reports.layout import begun
from muniment.reports.paginate import fit_one
from muniment.reports.parts import GroupPart, Part
from muniment.reports.rows import RowPart
from muniment.reports.style import Paper
from muniment.reports.tables import facts_grid, facts_row, facts_together


class OnePage:
    """Attempts at one page of ``paper`` with the same head and foot.

    What was measured for a block or a fact serves the next attempt that has the very same object.
    """

    def __init__(self, paper: Paper = "a4") -> None:
        self._paper = paper
        self._trials: dict[Density, _Trial] = {}

    def holds(self, document: Document) -> bool:
        """Whether the document takes one page; stops measuring where a second one begins."""
        trial = self._trials.get(document.density)
        if trial is None:
            _, composer = begun(document, self._paper, {})
            trial = self._trials[document.density] = _Trial(composer)
        return fit_one(trial.parts(document), trial.depth)


class _Trial:
    """The parts of one document after the other, as high as they are on paper.

    What was made from an object is kept under its number, with the object itself, so that no other gets that number.
    """

    def __init__(self, composer: Composer) -> None:
        self._composer = composer
        self.depth = composer.sheet.depth
        self._blocks: dict[tuple[int, bool], tuple[object, tuple[Part, ...]]] = {}
        self._groups: dict[tuple[int, ...], tuple[tuple[Fact, ...], GroupPart]] = {}
        self._labels: dict[int, tuple[Fact, float]] = {}
        self._rows: dict[float, dict[int, tuple[Fact, RowPart]]] = {}

    def parts(self, document: Document) -> Iterator[Part]:
        """The title and all blocks of a document."""
        title, blocks, composer = document.title, document.blocks, self._composer
        ruled = composer.title_is_ruled(blocks)
        yield from self._once(partial(composer.title, title, ruled=ruled), title, ruled)
        for block in blocks:
            if isinstance(block, Facts) and block.columns == 1:
                yield self._facts(block.facts)
            else:
                yield from self._once(partial(composer.block, block), block)

    def _once(self, make: Callable[[], Iterator[Part]], about: object, ruled: bool = False) -> tuple[Part, ...]:
        found = self._blocks.get((id(about), ruled))
        if found is None:
            found = self._blocks[id(about), ruled] = (about, tuple(make()))
        return found[1]

    def _facts(self, facts: tuple[Fact, ...]) -> GroupPart:
        key = tuple(map(id, facts))
        found = self._groups.get(key)
        if found is None:
            found = self._groups[key] = (facts, self._group(facts))
        return found[1]

    def _group(self, facts: Sequence[Fact]) -> GroupPart:
        """So many rows as a page could hold, and one more."""
        composer, height = self._composer, 0.0
        where = facts_grid(
            1, max([self._label(fact) for fact in facts if fact.label], default=0.0), composer.sheet.room
        )
        known = self._rows.setdefault(where.label, {})
        rows: list[RowPart] = []
        for fact in facts:
            found = known.get(id(fact))
            if found is None:
                found = known[id(fact)] = (fact, facts_row((fact,), where, composer.style, composer.lines))
            rows.append(found[1])
            height += found[1].height
            if height > self.depth:
                break
        return facts_together(tuple(rows), composer.style)

    def _label(self, fact: Fact) -> float:
        found = self._labels.get(id(fact))
        if found is None:
            found = self._labels[id(fact)] = (fact, self._composer.label_width(fact))
        return found[1]
