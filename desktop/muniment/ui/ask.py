"""Asking for files and folders, with dialogs of Qt's own that keep no list of where one was; and asking twice.

Nothing waits for an answer: what is to be done with it is given along.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QStorageInfo, QUrl
from PySide6.QtWidgets import QFileDialog, QWidget

from muniment.ui.discretion import keep_no_settings
from muniment.ui.widgets.confirmation import Confirmation, Grave
from muniment.ui.wording import _

Chosen = Callable[[Path], object]

_MEDIA = ("/media", "/mnt", "/run/media", "/Volumes")


def for_word(parent: QWidget, grave: Grave, act: Callable[[], object]) -> Confirmation:
    """Asks before what cannot be undone, for a word that has to be typed; ``act`` is called once it stands there."""
    dialog = Confirmation(parent, grave)

    def finished(result: int) -> None:
        dialog.deleteLater()
        if result == Confirmation.DialogCode.Accepted:
            act()

    dialog.finished.connect(finished)
    dialog.open()
    return dialog


def for_folder(parent: QWidget, title: str, chosen: Chosen, *, start: Path | None = None) -> QFileDialog:
    """Asks for a folder that is there, or is made in the dialog."""
    dialog = _dialog(parent, title, start)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, _("Choose this folder"))
    return _opened(dialog, lambda paths: chosen(paths[0]))


def for_file(
    parent: QWidget, title: str, chosen: Chosen, *, names: Sequence[str] = (), start: Path | None = None
) -> QFileDialog:
    """Asks for one file that is there; ``names`` are filters as ``Pictures (*.png *.jpg)``."""
    dialog = _dialog(parent, title, start)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters([*names, _("All files (*)")])
    return _opened(dialog, lambda paths: chosen(paths[0]))


def for_files(
    parent: QWidget, title: str, chosen: Callable[[list[Path]], object], *, names: Sequence[str] = ()
) -> QFileDialog:
    """Asks for one or more files that are there."""
    dialog = _dialog(parent, title, None)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilters([*names, _("All files (*)")])
    return _opened(dialog, chosen)


def for_new_file(
    parent: QWidget, title: str, chosen: Chosen, *, suggested: str = "", start: Path | None = None
) -> QFileDialog:
    """Asks where to save; a file that is there is overwritten only when one says so."""
    dialog = _dialog(parent, title, start)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.selectFile(suggested)
    return _opened(dialog, lambda paths: chosen(paths[0]))


def _dialog(parent: QWidget, title: str, start: Path | None) -> QFileDialog:
    keep_no_settings()
    dialog = QFileDialog(parent, title)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setOption(QFileDialog.Option.DontUseCustomDirectoryIcons)  # which would be looked for in every folder
    dialog.setHistory([])
    dialog.setSidebarUrls([QUrl.fromLocalFile(str(place)) for place in _places()])
    dialog.setDirectory(str(start if start is not None and start.is_dir() else _home()))
    return dialog


def _opened(dialog: QFileDialog, chosen: Callable[[list[Path]], object]) -> QFileDialog:
    def finished(result: int) -> None:
        paths = [Path(name) for name in dialog.selectedFiles()]
        dialog.deleteLater()
        if result == QFileDialog.DialogCode.Accepted and paths:
            chosen(paths)

    dialog.finished.connect(finished)
    dialog.open()
    return dialog


def _home() -> Path:
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.HomeLocation))


def _places() -> list[Path]:
    """Home, the desk, and sticks that are plugged in; nothing of where one was before."""
    desk = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DesktopLocation))
    mounted = [Path(volume.rootPath()) for volume in QStorageInfo.mountedVolumes() if volume.isReady()]
    sticks = [place for place in mounted if str(place).startswith(_MEDIA)]
    return [_home(), *([desk] if desk.is_dir() and desk != _home() else []), *sticks]
