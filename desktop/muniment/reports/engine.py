"""ReportLab behind a closed door: no settings of the user, no addresses to fetch, nothing told about the document."""

import os
import sys
from functools import cache
from io import BytesIO
from types import ModuleType, SimpleNamespace
from typing import Any

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
    """ReportLab's modules, loaded once: ``canvas``, ``pdfdoc``, ``pdfmetrics``, ``ttfonts``."""
    _keep_settings_out()
    from reportlab import rl_config

    rl_config.trustedHosts = None
    rl_config.trustedSchemes = []
    rl_config.invariant = 1
    rl_config.useA85 = 0
    rl_config.ttfAsciiReadable = 0
    from reportlab.pdfbase import pdfdoc, pdfmetrics, ttfonts
    from reportlab.pdfgen import canvas

    return SimpleNamespace(canvas=canvas, pdfdoc=pdfdoc, pdfmetrics=pdfmetrics, ttfonts=ttfonts)


def new_canvas(stream: BytesIO, width: float, height: float, font: str, language: str) -> Any:
    """An empty canvas whose document information stays empty; ``font`` keeps unembedded Helvetica away."""
    made = engine().canvas.Canvas(
        stream, pagesize=(width, height), invariant=1, pageCompression=1, initialFontName=font, lang=language
    )
    made._doc.info = _nothing_told()
    return made


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
