"""Dates that tell no more than a month."""

from muniment.domain.dates import Form, Precision, UncertainDate, read


def month_alone(when: UncertainDate) -> UncertainDate:
    """The month of a date, or the months between which it lies; what is no more exact than a month stays as it is."""
    parts = read(when.edtf)
    ends = [point for point in (parts.start, parts.end) if point is not None]
    if all(point.precision <= Precision.MONTH and not point.day_unknown for point in ends):
        return when
    first, last = (when.earliest or "")[:7], (when.latest or "")[:7]
    if first == last:
        return UncertainDate.parse(first)
    if parts.form is Form.PERIOD:
        return UncertainDate.parse(f"{first or '..'}/{last or '..'}")
    return UncertainDate.parse(f"[{first}..{last}]")
