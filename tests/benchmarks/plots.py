"""Draws how work grows with the size of a vault: figures as JSON on stdin, one small picture for each piece of work.

Run with the Python of the peers' environment; nothing of ours can be imported here.
"""

import json
import re
import sys
from collections import defaultdict
from importlib import import_module
from pathlib import Path
from typing import Any


def main() -> None:
    """One picture for every piece of work that was measured at several sizes."""
    folder = Path(sys.argv[1])
    grown: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for figure in json.load(sys.stdin)["figures"]:
        if figure["files"] and not figure["missing"]:
            grown[f"{figure['work']}, against {figure['peer']}"].append(figure)
    for title, figures in grown.items():
        if len(figures) > 1:
            _draw(title, sorted(figures, key=lambda one: int(one["files"])), folder)


def _draw(title: str, figures: list[dict[str, Any]], folder: Path) -> None:
    matplotlib = import_module("matplotlib")
    matplotlib.use("Agg")
    matplotlib.rcParams.update({"font.size": 8, "axes.spines.top": False, "axes.spines.right": False})
    plots: Any = import_module("matplotlib.pyplot")
    drawing, axes = plots.subplots(figsize=(4.2, 2.6), dpi=110)
    sizes = [one["files"] for one in figures]
    axes.loglog(sizes, [one["theirs"] for one in figures], "o--", color="0.55", label=figures[0]["peer"])
    axes.loglog(sizes, [one["ours"] for one in figures], "o-", color="black", label="Muniment")
    axes.set_xticks(sizes, [f"{size:,}" for size in sizes])
    axes.minorticks_off()
    axes.set_xlabel("case files")
    axes.set_ylabel(f"{figures[0]['unit']} ({figures[0]['statistic']})")
    axes.set_ylim(bottom=min(min(one["ours"], one["theirs"]) for one in figures) / 3)
    axes.set_title(figures[0]["work"], fontsize=8, loc="left")
    axes.legend(frameon=False)
    drawing.tight_layout()
    name = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
    drawing.savefig(folder / f"{name}.png", metadata={"Software": None}, pil_kwargs={"optimize": True})
    plots.close(drawing)


if __name__ == "__main__":
    main()
