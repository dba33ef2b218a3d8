"""Draws how work grows: pictures that ``growth.pictures`` describes, as JSON on stdin, into the folder that is named.

Run with the Python of the peers' environment; nothing of ours can be imported here.
"""

import json
import math
import sys
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

# A light card of its own, so that it reads the same on a light page and on a dark one.
PAPER, INK, FAINT, GRID = "#fbfaf8", "#24292f", "#6e7781", "#e4e1dc"
OURS = "#0b6e6e"
PEERS = (
    ("#a2683a", "o"),
    ("#7a6a9c", "D"),
)  # apart in lightness and by their marks, for whoever sees colours otherwise

STYLE = {
    "font.family": "DejaVu Sans",
    "font.size": 7.5,
    "text.color": INK,
    "axes.edgecolor": FAINT,
    "axes.linewidth": 0.6,
    "axes.facecolor": "none",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "xtick.color": FAINT,
    "ytick.color": FAINT,
    "xtick.major.size": 2.5,
    "ytick.major.size": 0,
    "grid.color": GRID,
    "grid.linewidth": 0.6,
}
SIZE, DOTS = (3.3, 2.7), 200  # inches, and dots in one: twice what a page of three columns shows
COLOURS = 96
DECADES = 1.3  # the least that the upright axis spans, so that noise does not look like growth


def main() -> None:
    """One picture for each description."""
    folder = Path(sys.argv[1])
    matplotlib = import_module("matplotlib")
    matplotlib.use("Agg")
    matplotlib.rcParams.update(STYLE)
    for picture in json.load(sys.stdin):
        draw(picture, folder / f"{picture['name']}.png")


def draw(picture: dict[str, Any], path: Path) -> None:
    """Ours and the peers against size, both axes logarithmic, with the goal where there is one."""
    plots: Any = import_module("matplotlib.pyplot")
    drawing = plots.figure(figsize=SIZE, dpi=DOTS, facecolor="none")
    _card(drawing)
    axes = drawing.add_axes((0.175, 0.245, 0.765, 0.48))
    _lines(axes, picture)
    _span(axes, picture)
    _scales(axes, picture)
    _words(drawing, axes, picture)
    _save(drawing, path)
    plots.close(drawing)


def _save(drawing: Any, path: Path) -> None:
    """As PNG with a palette: a third of the bytes, and nobody sees it."""
    drawn = BytesIO()
    drawing.savefig(drawn, facecolor="none", metadata={"Software": None})
    image: Any = import_module("PIL.Image")
    image.open(drawn).quantize(COLOURS, method=image.Quantize.FASTOCTREE, dither=0).save(path, optimize=True)


def _card(drawing: Any) -> None:
    shape = import_module("matplotlib.patches").FancyBboxPatch(
        (0.012, 0.016), 0.976, 0.968, boxstyle="round,pad=0,rounding_size=0.03", facecolor=PAPER, edgecolor=GRID, lw=0.8
    )
    shape.set(transform=drawing.transFigure, zorder=-1)
    drawing.add_artist(shape)


def _lines(axes: Any, picture: dict[str, Any]) -> None:
    sizes = picture["sizes"]
    axes.loglog(
        sizes, picture["ours"], color=OURS, lw=2, marker="o", ms=4.6, mec=PAPER, mew=0.8, label="Muniment", zorder=5
    )
    for peer, (colour, mark) in zip(picture["peers"], PEERS, strict=False):
        label = f"{peer['label']} (dotted: the goal, {_times(peer['goal'])})" if peer["goal"] else peer["label"]
        axes.plot(sizes, peer["values"], color=colour, lw=1.3, marker=mark, ms=3.6, mfc=PAPER, mew=1.1, label=label)
        if peer["goal"]:
            axes.plot(sizes, [one * peer["goal"] for one in peer["values"]], color=colour, lw=1.1, ls=(0, (1, 1.6)))


def _span(axes: Any, picture: dict[str, Any]) -> None:
    """A span with room for what is drawn; a quarter of a decade at the sides."""
    values = picture["ours"] + [
        value * factor for peer in picture["peers"] for value in peer["values"] for factor in (1, peer["goal"] or 1)
    ]
    low, high = math.log10(min(values)) - 0.18, math.log10(max(values)) + 0.18
    more = max(0.0, DECADES - (high - low)) / 2
    axes.set_ylim(10 ** (low - more), 10 ** (high + more))
    axes.set_xlim(picture["sizes"][0] / 1.5, picture["sizes"][-1] * 1.5)


def _scales(axes: Any, picture: dict[str, Any]) -> None:
    ticker: Any = import_module("matplotlib.ticker")
    low, high = axes.get_ylim()
    steps = (1.0,) if high / low > 200 else (1.0, 3.0)
    axes.set_xticks(picture["sizes"], [f"{size:,}" for size in picture["sizes"]])
    below = axes.get_xaxis_transform()
    for size, ratio in zip(picture["sizes"], picture["peers"][0]["ratios"], strict=True):
        axes.text(size, -0.265, ratio, color=OURS, fontweight="bold", ha="center", va="center", transform=below)
    axes.yaxis.set_major_locator(ticker.LogLocator(subs=steps))
    axes.yaxis.set_major_formatter(lambda value, _: _amount(value, picture["unit"]))
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_minor_locator(ticker.NullLocator())
    axes.grid(axis="y")
    axes.set_axisbelow(True)


def _words(drawing: Any, axes: Any, picture: dict[str, Any]) -> None:
    what = {"p95": "95 of 100 take less", "median": "median"}.get(picture["statistic"], "")
    letters = 8.5 * min(1.0, 38 / len(picture["title"]))
    drawing.text(0.05, 0.925, picture["title"], fontsize=letters, fontweight="bold", va="center")
    said = " · ".join(
        filter(None, (picture["scale"], "ratio to it" if len(picture["peers"]) == 1 else "ratio to the first", what))
    )
    drawing.text(0.5575, 0.06, said, color=FAINT, fontsize=7, ha="center", va="center")
    axes.legend(
        loc="upper left",
        bbox_to_anchor=(0.05, 0.895),
        bbox_transform=drawing.transFigure,
        frameon=False,
        handlelength=1.9,
        labelspacing=0.3,
        borderaxespad=0,
        borderpad=0,
        fontsize=7,
    )


def _times(limit: float) -> str:
    return f"{limit:.3g} ×" if limit >= 0.5 else f"1/{1 / limit:.3g}"


def _amount(value: float, unit: str) -> str:
    if unit == "ms" and value >= 1000:
        return f"{value / 1000:,.3g} s"
    if unit == "ms" and value < 1:
        return f"{value * 1000:.3g} µs"
    return f"{value:,.3g} {unit}"


if __name__ == "__main__":
    main()
