"""What the leak check misses and what it hits for nothing: ``python -m tests.leaks [--security]``."""

import argparse
import re
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tests.leaks.measuring import CLEAN, Outcome, outcomes

SECURITY = Path(__file__).resolve().parents[2] / "SECURITY.md"
_BEGIN, _END = "<!-- leak check: written by “python -m tests.leaks --security” -->", "<!-- end of leak check -->"


def table(found: Mapping[str, Outcome]) -> str:
    """The figures as rows of Markdown."""
    rows = ["| texts | leaks planted | missed | hits | false | share of false |", "|---|---:|---:|---:|---:|---:|"]
    for name, one in found.items():
        share = "" if name == CLEAN else f"{100 * one.share_of_false:.1f} %"
        texts = f"{one.texts:,} {name}" if name == CLEAN else f"{one.texts} in {name.capitalize()}"
        rows.append(
            f"| {texts} | {one.planted.total()} | {len(one.missed)} | {one.hits} | {len(one.false)} | {share} |"
        )
    return "\n".join(rows)


def into(text: str, shown: str) -> str:
    """A page with the table in its place. Raises ValueError where it has none."""
    begin, end = re.escape(_BEGIN), re.escape(_END)
    written, times = re.subn(
        f"({begin}\n).*?({end})", lambda found: f"{found[1]}\n{shown}\n\n{found[2]}", text, flags=re.S
    )
    if times != 1:
        raise ValueError("the page has no place for the table")
    return written


def main() -> None:
    """Measures, prints every place that is wrong, and the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.leaks", description=__doc__)
    parser.add_argument("--security", action="store_true", help="put the table into SECURITY.md")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = outcomes(Path(folder))
    for one in found.values():
        sys.stdout.write("".join(f"missed: {text}\n" for text in one.missed))
        sys.stdout.write("".join(f"false: {text}\n" for text in one.false))
    sys.stdout.write(table(found) + "\n")
    if wanted.security:
        SECURITY.write_text(into(SECURITY.read_text(encoding="utf-8"), table(found)), encoding="utf-8")


if __name__ == "__main__":
    main()
