"""What was chosen last in each list, remembered in the vault: it is offered first."""

from muniment.ui.desk import Desk

_KEPT = 5


class Recent:
    """The last choices in one list, the newest first."""

    def __init__(self, desk: Desk, name: str) -> None:
        self._desk, self._name = desk, f"recent.{name}"

    def __call__(self) -> tuple[str, ...]:
        known = self._desk.remembered.get(self._name)
        return tuple(str(one) for one in known) if isinstance(known, list) else ()

    def put(self, chosen: str) -> None:
        """Notes a choice."""
        if not self._desk.read_only and chosen not in self()[:1]:
            self._desk.remember(self._name, [chosen, *(one for one in self() if one != chosen)][:_KEPT])
