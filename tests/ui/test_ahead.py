"""What is loaded before the first picture, and what while a passphrase is typed."""

import gc
import subprocess
import sys
from functools import partial
from importlib import import_module
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QPixmap, QPixmapCache
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from muniment.host.resources import load_vocabularies
from muniment.ui import ahead
from muniment.ui.ahead import Ahead
from muniment.ui.theme import ICON, current_colours, px

DESKTOP = Path(__file__).resolve().parents[2] / "desktop"


def _loaded(code: str) -> set[str]:
    """The modules that a program has that runs this."""
    told = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\nprint(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
        cwd=DESKTOP,
    )
    return set(told.stdout.split())


def test_the_field_for_the_passphrase_waits_for_no_vault_no_forms_and_no_pages() -> None:
    loaded = _loaded("import muniment.app, muniment.ui.pages.unlock")
    late = ["muniment.vault", "muniment.services", "muniment.ui.forms", "muniment.ui.frame"]
    late += ["cryptography", "concurrent", "subprocess", "secrets", "PySide6.QtDBus"]
    assert not {name for name in loaded for one in late if name == one or name.startswith(f"{one}.")}


def test_qt_does_not_read_the_source_of_what_is_imported_after_it() -> None:
    assert "__feature_import__" not in _loaded(
        "import muniment.app, builtins; sys.modules[builtins.__import__.__name__] = sys"
    )


def test_the_binding_does_not_compile_what_writes_its_stubs_and_says_what_is_wrong_all_the_same() -> None:
    assert "argparse" not in _loaded("import muniment.ui, PySide6.QtWidgets")
    with pytest.raises(TypeError, match="Supported signatures"):
        QTimer().start("SYNTHETIC")  # type: ignore[call-overload]


def test_what_the_list_and_a_case_file_need_is_there_before_the_vault_is_open() -> None:
    before = _loaded(f"from importlib import import_module\nfor one in {ahead.MODULES}: import_module(one)")
    after = "import muniment.app, muniment.ui.frame, muniment.ui.pages.cases, muniment.ui.pages.casefile.page"
    needed = {name for name in _loaded(after) if name.startswith("muniment.")}
    assert needed - before <= {name for name in _loaded("import muniment.app") if name.startswith("muniment.")}


def test_modules_are_loaded_one_after_the_other(qtbot: QtBot, tmp_path: Path) -> None:
    for number in (1, 2):
        (tmp_path / f"loaded_ahead_{number}.py").write_text("", encoding="utf-8")
    sys.path.insert(0, str(tmp_path))
    try:
        holder = QObject()
        loading = Ahead(holder, [partial(import_module, f"loaded_ahead_{number}") for number in (1, 2)])
        assert "loaded_ahead_1" not in sys.modules
        qtbot.waitUntil(lambda: loading.is_done)
        assert {"loaded_ahead_1", "loaded_ahead_2"} <= sys.modules.keys()
    finally:
        sys.path.remove(str(tmp_path))


def test_the_icons_of_the_rail_and_the_lists_of_terms_are_there_before_the_vault_is_open(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    QPixmapCache.clear()
    for step in ahead.steps(window):
        step()
    gc.unfreeze()
    assert QPixmapCache.find(f"siren {current_colours().text} {px(window, ICON)} 1.0", QPixmap())
    assert set(ahead.TERMS) <= load_vocabularies()._loaded.keys()
