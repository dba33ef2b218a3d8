"""ReportLab behind a closed door: it reads our fonts and cuts them; no settings of the user, no addresses to fetch."""

import os
import sys
from functools import cache
from io import BytesIO
from types import ModuleType
from typing import Any

from muniment.host.resources import read_resource


def _keep_settings_out() -> None:
    """ReportLab executes ~/.reportlab_mods and ~/.reportlab_settings unless modules of these names come first."""
    for name in ("reportlab_mods", "reportlab_settings"):
        sys.modules[name] = ModuleType(name)
    for name in ("reportlab.local_rl_mods", "reportlab.local_rl_settings"):
        sys.modules[name] = None  # type: ignore[assignment]
    for name in [name for name in os.environ if name.startswith("RL_")]:
        del os.environ[name]


@cache
def engine() -> Any:
    """ReportLab's module for such fonts, loaded once."""
    _keep_settings_out()
    from reportlab import rl_config

    rl_config.trustedHosts = None
    rl_config.trustedSchemes = []
    from reportlab.pdfbase import ttfonts

    return ttfonts


@cache
def face(name: str) -> Any:
    """A bundled font as ReportLab reads it."""
    return engine().TTFontFace(BytesIO(read_resource(f"fonts/{name}.ttf")))
