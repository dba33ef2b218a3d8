"""What can go wrong with a printed copy."""

from muniment.domain.errors import UserFault


class UnfitPassword(UserFault):
    """A PDF cannot be protected with this password: it is empty, or longer than the format can hold."""


class LayoutBug(RuntimeError):
    """Something went wrong within the layout; says where in the code, never what was being printed."""
