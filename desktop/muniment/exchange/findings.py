"""Every fault of a file, by line; of a file with very many, the first ones and how many more there are."""

from muniment.domain.errors import Fault, InvalidInput

MOST_LISTED = 1000
_LONGEST = 300  # characters of one fault; a field's name can be as long as the file


class Findings:
    """The faults of one file, in whatever order they are found."""

    def __init__(self) -> None:
        self._found: list[tuple[int, Fault]] = []
        self.count = 0

    def add(self, line: int, fault: Fault) -> None:
        """Notes a fault of a line."""
        where = f"line {line}: {fault.where}" if fault.where else f"line {line}"
        self._found.append((line, Fault(_shown(where), _shown(fault.text))))
        self.count += 1
        if len(self._found) >= 2 * MOST_LISTED:
            self._found = self._first()

    def refuse(self) -> None:
        """Raises InvalidInput where there is any fault."""
        if self.count:
            listed = [fault for _, fault in self._first()]
            more = self.count - len(listed)
            raise InvalidInput([*listed, Fault("", f"and {more} more")] if more else listed)

    def _first(self) -> list[tuple[int, Fault]]:
        return sorted(self._found, key=lambda item: item[0])[:MOST_LISTED]


def _shown(text: str) -> str:
    """What a file says is repeated without what a terminal would obey."""
    short = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return "".join(sign if sign.isprintable() else "�" for sign in short)
