"""Numbers as tables and pictures show them: as many digits as mean something."""


def number(value: float) -> str:
    """Three digits that count, and never fewer than are whole."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def amount(value: float, unit: str) -> str:
    """A quantity with its unit; a thousand milliseconds are a second."""
    if unit == "ms" and value >= 1000:
        return f"{number(value / 1000)} s"
    return f"{number(value)} {unit}".strip()


def times(ratio: float) -> str:
    """A ratio to a hundredth, to a tenth above ten, whole above a hundred; a tiny one with two digits that count."""
    digits = 2 if ratio < 10 else 1 if ratio < 100 else 0
    return f"{ratio:.2g} ×" if 0 < ratio < 0.1 else f"{ratio:,.{digits}f} ×"
