"""ReportLab behind a closed door: no settings of the user, no addresses to fetch, nothing told about the document."""

import os
import sys
from functools import cache
from io import BytesIO
from types import ModuleType, SimpleNamespace
from typing import Any

from muniment.host.resources import read_resource

_HEADER_COMMENT = b"ReportLab Generated PDF document (opensource)"
_TRAILER_COMMENT = b"% ReportLab generated PDF document -- digest (opensource)"


def _keep_settings_out() -> None:
    """ReportLab executes ~/.reportlab_mods and ~/.reportlab_settings unless modules of these names come first."""
    for name in ("reportlab_mods", "reportlab_settings"):
        sys.modules[name] = ModuleType(name)
    for name in ("reportlab.local_rl_mods", "reportlab.local_rl_settings"):
        sys.modules[name] = None  # type: ignore[assignment]
    for name in [name for name in os.environ if name.startswith("RL_")]:
        del os.environ[name]


@cache
def engine() -> SimpleNamespace:
    """ReportLab's modules, loaded once: ``pdfdoc`` and ``ttfonts``."""
    _keep_settings_out()
    from reportlab import rl_config

    rl_config.trustedHosts = None
    rl_config.trustedSchemes = []
    rl_config.invariant = 1
    from reportlab.pdfbase import pdfdoc, ttfonts

    return SimpleNamespace(pdfdoc=pdfdoc, ttfonts=ttfonts)


@cache
def face(name: str) -> Any:
    """A bundled font as ReportLab reads it."""
    return engine().ttfonts.TTFontFace(BytesIO(read_resource(f"fonts/{name}.ttf")))


def new_file(language: str) -> Any:
    """An empty file as ReportLab keeps it until it is written, with document information that stays empty."""
    made = engine().pdfdoc.PDFDocument(invariant=1, lang=language)
    made.info = _nothing_told()
    return made


@cache
def written() -> Any:
    """The class of an object of a file that is written as it is given: ``written()(content)``."""

    class Written(engine().pdfdoc.PDFObject):  # type: ignore[misc]
        __RefOnly__ = 1

        def __init__(self, content: bytes = b"") -> None:
            self.content = content

        def format(self, _file: Any) -> bytes:
            return self.content

    return Written


def _nothing_told() -> Any:
    """Document information without a single entry."""
    pdfdoc = engine().pdfdoc
    info = pdfdoc.PDFInfo()
    info.format = pdfdoc.PDFDictionary({}).format
    return info


def without_comments(data: bytes) -> bytes:
    """The file with the two comments that name the program blanked; same length, so that its index stays true."""
    head, tail = data[:200], data[-600:]
    middle = data[200:-600]
    return (
        head.replace(_HEADER_COMMENT, b" " * len(_HEADER_COMMENT))
        + middle
        + tail.replace(_TRAILER_COMMENT, b"%" + b" " * (len(_TRAILER_COMMENT) - 1))
    )
