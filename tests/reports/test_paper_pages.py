from hypothesis import given
from hypothesis import strategies as st

from muniment.reports.paginate import Page, fit_one, pages
from muniment.reports.parts import BreakPart, Part, SpacePart, part

DEPTH = 100.0


@part
class Block(Part):
    name: str
    tall: float

    @property
    def height(self) -> float:
        return self.tall


def names(page: Page) -> list[str]:
    return [part.name for part, _ in page.placed if isinstance(part, Block)]


def drawn(*parts: Part) -> str:
    """The pages as a small picture: names, a bar between pages."""
    return " | ".join(" ".join(names(page)) for page in pages(parts, DEPTH))


blocks = st.builds(
    Block,
    name=st.just("x"),
    tall=st.floats(1, 100),
    before=st.floats(0, 30),
    after=st.floats(0, 30),
    keep_next=st.booleans(),
)


@given(st.lists(blocks, max_size=30))
def test_nothing_stands_below_the_foot_of_a_page(parts: list[Block]) -> None:
    assert [page.used for page in pages(parts, DEPTH) if page.used > DEPTH + 0.02] == []


@given(st.lists(blocks, max_size=30))
def test_every_part_is_placed_once_and_in_order(parts: list[Block]) -> None:
    placed = [part for page in pages(parts, DEPTH) for part, _ in page.placed]
    assert placed == parts


def test_a_heading_goes_with_what_follows() -> None:
    assert (
        drawn(Block(name="a", tall=70), Block(name="H", tall=10, keep_next=True), Block(name="b", tall=30)) == "a | H b"
    )


def test_a_chain_of_headings_goes_with_what_follows() -> None:
    chain = [Block(name=name, tall=10, keep_next=True) for name in ("H", "h")]
    assert drawn(Block(name="a", tall=70), *chain, Block(name="b", tall=20)) == "a | H h b"


def test_a_chain_higher_than_a_page_is_parted() -> None:
    chain = [Block(name=str(number), tall=30, keep_next=True) for number in range(5)]
    assert drawn(*chain) == "0 1 | 2 3 4"


def test_space_above_vanishes_at_the_top_of_a_page() -> None:
    made = pages([Block(name="a", tall=90), Block(name="b", tall=90, before=20)], DEPTH)
    assert made[1].placed[0][1] == 0


def test_the_larger_of_two_spaces_counts() -> None:
    made = pages([Block(name="a", tall=10, after=8), Block(name="b", tall=10, before=5)], DEPTH)
    assert made[0].placed[1][1] == 18


def test_the_head_of_a_table_is_repeated() -> None:
    head = Block(name="T", tall=10, keep_next=True)
    rows = [Block(name=str(number), tall=40, repeated=head) for number in range(4)]
    assert drawn(head, *rows) == "T 0 1 | T 2 3"


def test_a_row_that_leaves_no_room_for_its_head_stands_without_it() -> None:
    head = Block(name="T", tall=10, keep_next=True)
    rows = [Block(name=str(number), tall=95, repeated=head) for number in range(2)]
    assert drawn(*rows) == "0 | 1"


def test_measuring_takes_no_more_parts_than_a_page_holds() -> None:
    taken = iter([Block(name=str(number), tall=40) for number in range(10)])
    assert not fit_one(taken, DEPTH)
    assert len(list(taken)) == 7


between = st.one_of(st.builds(BreakPart), st.builds(SpacePart, points=st.floats(0, 60)))


@given(st.lists(st.one_of(blocks, between), max_size=5))
def test_what_fits_one_page_takes_one(parts: list[Part]) -> None:
    assert fit_one(parts, DEPTH) == (len(pages(parts, DEPTH)) == 1)
