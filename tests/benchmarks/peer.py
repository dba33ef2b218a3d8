"""Sets pages with another library, in an environment that has it: one order a line, one answer a line, as JSON.

Run by the benchmarks with the Python of the peers' environment; nothing of ours can be imported here.
"""

import json
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

FONTS = Path(sys.argv[1])


def weasyprint(folder: Path) -> bytes:
    """HTML to PDF, of the kind that ours is."""
    page = import_module("weasyprint").HTML(filename=str(folder / "page.html"))
    made: bytes = page.write_pdf(pdf_variant="pdf/a-2a")
    return made


def typst(folder: Path) -> bytes:
    """Typst to PDF, which it tags by itself."""
    made: bytes = import_module("typst").compile(
        str(folder / "page.typ"), root=str(folder), font_paths=[str(FONTS)], ignore_system_fonts=True
    )
    return made


def fpdf2(folder: Path) -> bytes:
    """Calls of fpdf2, cell by cell."""
    sheet: Any = import_module("fpdf").FPDF(format="A4", unit="pt")
    for family, style, name in (
        ("sans", "", "Sans-Regular"),
        ("sans", "B", "Sans-Bold"),
        ("serif", "", "Serif-Regular"),
    ):
        sheet.add_font(family, style, FONTS / f"Noto{name}.ttf")
    sheet.add_font("Noto Sans", "", FONTS / "NotoSans-Regular.ttf")
    sheet.add_font("Noto Sans", "B", FONTS / "NotoSans-Bold.ttf")
    sheet.add_page()
    for kind, *what in json.loads((folder / "page.json").read_text(encoding="utf-8")):
        _draw(sheet, folder, kind, what)
    return bytes(sheet.output())


def _draw(sheet: Any, folder: Path, kind: str, what: list[Any]) -> None:
    if kind == "heading":
        sheet.set_font("sans", "B", 10)
        sheet.multi_cell(0, 13, what[0], new_x="LMARGIN", new_y="NEXT")
    elif kind == "text":
        sheet.set_font("serif", "", 9)
        sheet.multi_cell(0, 12, what[0], new_x="LMARGIN", new_y="NEXT")
    elif kind == "table":
        sheet.set_font("sans", "", 8)
        titles, rows = what
        with sheet.table(line_height=10.5, first_row_as_headings=bool(titles)) as table:
            for row in ([titles] if titles else []) + rows:
                table.row(row)
    elif kind == "figure":
        sheet.image(folder / what[0], w=what[1])
    else:
        sheet.add_page()


PEERS: dict[str, Callable[[Path], bytes]] = {"WeasyPrint": weasyprint, "Typst": typst, "fpdf2": fpdf2}


def main() -> None:
    """Answers every order with the seconds that it took; the PDF is left beside the page."""
    for line in sys.stdin:
        order = json.loads(line)
        folder, peer = Path(order["folder"]), PEERS[order["peer"]]
        start = time.perf_counter()
        made = peer(folder)
        took = time.perf_counter() - start
        (folder / f"{order['peer']}.pdf").write_bytes(made)
        sys.stdout.write(json.dumps({"seconds": took}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
