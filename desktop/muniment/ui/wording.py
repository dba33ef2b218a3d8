"""The language of the window. Every text that a person reads goes through ``_`` or ``plural``."""

import gettext
from pathlib import Path

from muniment.domain.date_names import LANGUAGES
from muniment.domain.errors import MunimentError
from muniment.host.resources import resource_path

_DOMAIN = "muniment"
_current: gettext.NullTranslations = gettext.NullTranslations()
_language = "en"


def speak(language: str) -> None:
    """Chooses the language of everything that is shown from now on; English where there is no catalogue."""
    global _current, _language  # noqa: PLW0603 - a process speaks one language at a time
    _language = language if language in LANGUAGES else "en"
    _current = gettext.translation(_DOMAIN, _catalogues(), [language], fallback=True)


def language() -> str:
    """The language that is spoken: what terms and dates are shown in."""
    return _language


def _catalogues() -> Path | None:
    try:
        return resource_path("locale")
    except MunimentError:
        return None


def _(text: str) -> str:
    """The text in the window's language."""
    return _current.gettext(text) if text else ""


def plural(one: str, many: str, count: int) -> str:
    """The text for that many; ``{n}`` in it becomes the number."""
    return _current.ngettext(one, many, count).format(n=grouped(count))


def grouped(count: int) -> str:
    """A number, its thousands set apart."""
    return f"{count:,}".replace(",", "\u202f")
