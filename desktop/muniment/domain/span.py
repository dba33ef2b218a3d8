"""A number of days that is known between two bounds."""

from muniment.domain.frozen import frozen


@frozen
class Span:
    """From so many days to so many; ``None`` is not known (as a maximum: without limit)."""

    minimum: int | None
    maximum: int | None

    @property
    def known(self) -> bool:
        """Whether anything is known at all."""
        return self.minimum is not None or self.maximum is not None


def conflicts(stated: Span | None, elapsed: Span) -> bool:
    """Whether a stated length lies outside the computed one.

    People count either the days elapsed or the calendar days touched, so anything from the fewest elapsed to the most
    touched agrees. What is not known conflicts with nothing.
    """
    if stated is None:
        return False
    too_long = stated.minimum is not None and elapsed.maximum is not None and stated.minimum > elapsed.maximum + 1
    too_short = stated.maximum is not None and elapsed.minimum is not None and stated.maximum < elapsed.minimum
    return too_long or too_short
