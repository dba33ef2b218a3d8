"""The table of audiences as the documentation has it; run as a module, it writes it anew."""

from pathlib import Path

from muniment.domain.audience_table import heads, rows

README = Path(__file__).resolve().parents[2] / "desktop" / "README.md"
BEGIN = "<!-- audiences: begin (python -m tests.architecture.audiences_told) -->"
END = "<!-- audiences: end -->"


def shown() -> str:
    """The table in the markup of the documentation."""
    lines = [heads(), tuple("---" for _ in heads()), *rows()]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def written() -> str:
    """What stands in the documentation."""
    return README.read_text(encoding="utf-8").partition(f"{BEGIN}\n\n")[2].partition(f"\n\n{END}")[0]


def main() -> None:
    """Puts the table into the documentation."""
    text = README.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    README.write_text(f"{before}{BEGIN}\n\n{shown()}\n\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
