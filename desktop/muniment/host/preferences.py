"""The few settings that are needed before a vault is open. They hold no path and no name."""

import json
from contextlib import suppress
from pathlib import Path

from muniment.domain.frozen import frozen

_FILE = "window.json"
_LARGEST = 10_000  # bytes; ours has a hundred


@frozen
class Look:
    """How the window looks: ``scheme`` is system, light or dark, ``text`` the size of the text in per cent.

    ``keyring`` says that a passphrase was made here that needs this computer's keyring: only then is that asked.
    """

    scheme: str = "system"
    text: int = 100
    language: str = "en"
    keyring: bool = False


def load_look() -> Look:
    """What was chosen on this computer; the usual where nothing was, or nothing can be read."""
    with suppress(OSError, ValueError, TypeError):
        path = _path()
        if path.stat().st_size <= _LARGEST:
            known = json.loads(path.read_text(encoding="utf-8"))
            scheme, text, language = (known.get(name, getattr(Look(), name)) for name in ("scheme", "text", "language"))
            if scheme in ("system", "light", "dark") and isinstance(language, str):
                return Look(scheme, min(200, max(80, int(text))), language, known.get("keyring") is True)
    return Look()


def keep_look(look: Look) -> None:
    """Remembers it on this computer; does nothing where that cannot be."""
    path = _path()
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        content = {"scheme": look.scheme, "text": look.text, "language": look.language, "keyring": look.keyring}
        path.write_text(json.dumps(content), encoding="utf-8")


def _path() -> Path:
    import platformdirs

    return Path(platformdirs.user_config_dir("muniment", appauthor=False)) / _FILE
