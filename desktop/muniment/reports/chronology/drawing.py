"""The detentions of the chronology as bars: a row for each person, one scale for all."""

from collections.abc import Iterator, Sequence

from muniment.domain.date_display import shown_short
from muniment.reports.bars import AXIS, ROW, WIDTH, Scale, drawn, legend, named
from muniment.reports.chronology.people import NOT_KNOWN, Person, Stay
from muniment.reports.document import Block, Figure, Mark, Paragraph
from muniment.reports.phrases import counted

_MOST_ROWS = 40  # on one page


def bars(people: Sequence[Person], language: str) -> Iterator[Block]:
    """Everybody with a detention that can be drawn, those first who were taken first."""
    rows = [each for each in people if any(stay.bar for stay in each.stays)]
    every = [stay.bar for each in rows for stay in each.stays if stay.bar]
    if not every:
        return
    scale = Scale.of(every)
    for at in range(0, len(rows), _MOST_ROWS):
        yield _figure(rows[at : at + _MOST_ROWS], scale, legend(every), language)
    missing = sum(stay.bar is None for each in people for stay in each.stays)
    if missing:
        yield Paragraph(f"Not drawn, since the start is not recorded: {counted(missing, 'detention')}.", size="small")


def _figure(rows: Sequence[Person], scale: Scale, note: str, language: str) -> Figure:
    height = ROW * len(rows) + AXIS
    marks: list[Mark] = [*scale.axis(height)]
    for number, each in enumerate(rows):
        middle = number * ROW + ROW / 2
        marks.append(named(each.label, middle, bold=True))
        for stay in each.stays:
            marks += drawn(stay.bar, middle, scale) if stay.bar else ()
    told = "; ".join(f"{each.label}: {', '.join(_told(stay, language) for stay in each.stays)}" for each in rows)
    return Figure(WIDTH, height, tuple(marks), note, f"{told}.")


def _told(stay: Stay, language: str) -> str:
    start = shown_short(stay.start, language) if stay.start else "start not recorded"
    return f"{start}, days: {stay.served}" if stay.served != NOT_KNOWN else start
