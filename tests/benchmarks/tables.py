"""The figures as tables in Markdown: the verdicts, and how the work grows."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.benchmarks.growth import Growth, at_the_largest, file_name
from tests.benchmarks.measure import FILES, Figure
from tests.benchmarks.results import Measured
from tests.benchmarks.wording import amount, times

_QUIET = 0.1  # up to this share of the processors taken by other programs, a figure is not remarked on
_SIGNS = {True: "met", False: "**missed**", None: ""}


def verdicts(found: Iterable[Measured]) -> str:
    """One line for each figure."""
    titles = ("work", "size", "against", "ours", "theirs", "ratio", "spread", "goal", "verdict", "measured")
    return _table(titles, map(_verdict, found), right=(1, 3, 4, 5, 6, 7))


def _verdict(one: Measured) -> list[str]:
    figure = one.figure
    goal, size = str(figure.goal or ""), _size(figure)
    if figure.missing:
        return [figure.work, size, figure.peer, "", "", "", "", goal, figure.missing, one.on]
    shown = [amount(value, figure.unit) for value in (figure.ours, figure.theirs)]
    spread = "" if figure.low == figure.high else f"{times(figure.low)[:-2]} – {times(figure.high)[:-2]}"
    verdict = " ".join(filter(None, (_SIGNS[figure.met], _disturbed(one))))
    return [_work(figure), size, figure.peer, *shown, times(figure.ratio), spread, goal, verdict, one.on]


def _work(figure: Figure) -> str:
    return f"{figure.work}, p95" if figure.statistic == "p95" else figure.work


def _size(figure: Figure) -> str:
    return f"{figure.files:,} {figure.scale}" if figure.files else ""


def _disturbed(one: Measured) -> str:
    return f"(others: {one.others:.0%})" if one.others is not None and one.others > _QUIET else ""


def growth(found: Sequence[Growth]) -> str:
    """One line for each piece of work: what ours takes at each size, and the ratio there, in bold where it misses."""
    blocks = []
    for scale in dict.fromkeys(one.first.scale for one in found):
        of_scale = [one for one in found if one.first.scale == scale]
        sizes = sorted({size for one in of_scale for size in one.sizes})
        titles = ("work", "against", *(f"{size:,} {scale}" for size in sizes), "goal")
        rows = [_grown(one, sizes) for one in of_scale]
        blocks.append(_table(titles, rows, right=range(2, len(titles))))
    return "\n\n".join(blocks)


def _grown(one: Growth, sizes: Sequence[int]) -> list[str]:
    at = {figure.files: figure for figure in one.figures}
    cells = [_cell(at[size]) if size in at else "" for size in sizes]
    return [_work(one.first), one.first.peer, *cells, str(one.first.goal or "")]


def _cell(figure: Figure) -> str:
    ratio = times(figure.ratio)
    return f"{amount(figure.ours, figure.unit)} · {f'**{ratio}**' if figure.met is False else ratio}"


def _table(titles: Sequence[str], rows: Iterable[Sequence[str]], right: Iterable[int]) -> str:
    aligned = set(right)
    rule = ["---:" if at in aligned else "---" for at in range(len(titles))]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (titles, rule, *rows))


# --- the README ---

BEGIN = "<!-- speed: begin (python -m tests.benchmarks --readme) -->"
END = "<!-- speed: end -->"
_IN_A_ROW = 3


def shown(found: Sequence[Measured], grown: Sequence[Growth], pictures: Path | None = None) -> str:
    """Circumstances, verdicts and growth; with the pictures of a folder, named as the README reaches it."""
    said = [circumstances(found), verdicts(at_the_largest(found))]
    if grown:
        said += ["How it grows: what ours takes, and the ratio.", growth(grown)]
    if grown and pictures:
        said.append(gallery(grown, pictures))
    return "\n\n".join(said)


def circumstances(found: Sequence[Measured]) -> str:
    """By which command it was measured, on what, and how quiet it was."""
    forms = dict.fromkeys(one.part.long for one in found)
    commands = " and ".join(f"`python -m tests.benchmarks{' --long' if long else ''}`" for long in forms)
    machines = "; and on ".join(dict.fromkeys(one.machine for one in found))
    shares = [one.others for one in found if one.others is not None]
    others = f" Other programs took at most {max(shares):.0%} of the processors meanwhile." if shares else ""
    return f"{commands}, on {machines}.{others}"


def gallery(grown: Iterable[Growth], folder: Path) -> str:
    """The pictures in rows; whoever cannot see them is told what they show."""
    images = [
        f"![{_told(one)}]({folder.as_posix()}/{file_name(one.first.work)}.png)" for one in _one_for_each_work(grown)
    ]
    rows = [images[at : at + _IN_A_ROW] for at in range(0, len(images), _IN_A_ROW)]
    rows = [row + [""] * (_IN_A_ROW - len(row)) for row in rows]
    return _table([""] * _IN_A_ROW, rows, right=())


def _one_for_each_work(grown: Iterable[Growth]) -> list[Growth]:
    return list({one.first.work: one for one in reversed(list(grown))}.values())[::-1]


def _told(one: Growth) -> str:
    steps = ", ".join(f"{amount(figure.ours, figure.unit)} at {figure.files:,}" for figure in one.figures)
    return f"{_work(one.first)}: {steps} {'case files' if one.first.scale == FILES else one.first.scale}"


def into_readme(readme: Path, text: str) -> None:
    """Puts the text between the two marks. Raises ValueError where they are not there, once each and in order."""
    content = readme.read_text(encoding="utf-8")
    before, begin, rest = content.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"{readme.name} has no place for the figures: {BEGIN} … {END}")
    readme.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", encoding="utf-8")
