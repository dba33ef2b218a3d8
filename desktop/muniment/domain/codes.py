"""Codes of case files: random, and made of letters and digits that are not taken for one another."""

import re
import secrets

#: Neither 0 and O, nor 1, I and L, nor U, which is read as V.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{2,30}[A-Z0-9]")


def new_code() -> str:
    """A code such as K7M2-Q9FX: eight random characters, some 39 bits."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def is_code(text: str) -> bool:
    """Whether a code given from outside can be kept: capitals, digits and hyphens, 4 to 32 of them."""
    return bool(_CODE.fullmatch(text))
