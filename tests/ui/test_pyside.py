"""The binding itself: some of its versions give one reference to None away at every call that returns nothing.

PySide6 6.12.0 does it on Python 3.10 and 3.11; the process dies after some thousands of such calls. From Python 3.12 on
None is immortal and its count says nothing, nor does any harm come of it.
"""

import sys

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

_CALLS = 1000
_NOISE = 100  # what else comes and goes meanwhile


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_calls_that_return_nothing_cost_no_reference_to_none(qtbot: QtBot) -> None:
    thing, label = QObject(), QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for _ in range(_CALLS):
        thing.setObjectName("")
        label.setText("")
        label.update()
    assert abs(sys.getrefcount(None) - before) < _NOISE
