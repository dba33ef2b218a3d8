import os
import pickle
import resource
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from muniment.domain.errors import MunimentError

_NOBODY = 65534

InChild = Callable[[Callable[[], object]], Any]


def _in_child(work: Callable[[], object], prepare: Callable[[], None] = lambda: None) -> Any:
    """What ``work`` returns in a forked child, or the class of the fault that it raises."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        result: object = "died"
        try:
            prepare()
            result = work()
        except MunimentError as error:
            result = type(error)
        finally:
            os.write(writing, pickle.dumps(result))
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        answer = pipe.read()
    os.waitpid(child, 0)
    return pickle.loads(answer)  # noqa: S301 - our own child wrote it


def _drop_privileges() -> None:
    if os.geteuid() == 0:  # permission bits do not bind root
        os.setgroups([])
        os.setgid(_NOBODY)
        os.setuid(_NOBODY)


@pytest.fixture
def in_child() -> InChild:
    """Runs a function in a child process, which leaves our locks and limits alone."""
    return _in_child


@pytest.fixture
def as_plain_user() -> InChild:
    """Runs a function in a child process to which permissions apply, also when the tests run as root."""
    return lambda work: _in_child(work, _drop_privileges)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A temporary folder whose parents everybody may enter."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def limited() -> Callable[[int, Callable[[], object]], Any]:
    """Runs a function in a child process whose files may have so many bytes: a full disk without one."""
    return lambda limit, work: _in_child(work, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
