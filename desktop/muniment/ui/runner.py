"""One thread owns the vault. What it is asked comes back on the main thread, to whoever is still there to hear it."""

import gc
import sys
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from threading import Event, Lock
from typing import TYPE_CHECKING, Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal

from muniment.domain.changes import Change

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

    from muniment.services.session import Session

_T = TypeVar("_T")
_RUBBISH_MS = 100
_TURN = 0.0005  # seconds for which one thread keeps another waiting: the main thread is the one who has to be quick
_YOUNG = 10_000  # objects that are looked through together: some milliseconds

Work = Callable[["Session"], _T]
Failed = Callable[[Exception], None]
Told = Callable[[str, int, int], None]


class Cancelled(Exception):
    """The user stopped long work; whoever does it undoes what it began."""


@dataclass(eq=False)
class Task:
    """One piece of work, from being asked for to being answered."""

    work: Work[Any]
    done: Callable[[Any], object]
    failed: Failed
    owner: QObject
    key: str = ""
    told: Told | None = None
    dropped: Callable[[], object] | None = None  # called instead of done where it was cancelled
    result: Any = None
    error: Exception | None = None
    stopped: Event = field(default_factory=Event)

    def cancel(self) -> None:
        """Stops it at the next opportunity; one that has not begun never does."""
        self.stopped.set()

    def let_go(self) -> None:
        """Holds no widget any more: the vault's thread, which may be the last to hold the task, must not end one."""
        self.work = self.done = _nothing
        self.failed = _nothing
        self.owner, self.told, self.dropped = _NOBODY, None, None

    def progress(self, doing: str, done: int, of: int) -> None:
        """What services tell of long work; ends it where it was cancelled."""
        if self.stopped.is_set():
            raise Cancelled
        if self.told is not None:
            self.told(doing, done, of)


class Runner(QObject):
    """Does work on the vault, one piece after the other, and brings results to the main thread.

    ``changed`` tells every view what a write touched. ``busy`` is True from the first waiting write to the last.
    """

    changed = Signal(object)  # Change
    failed = Signal(object)  # an exception that nobody else took
    busy = Signal(bool)
    _answered = Signal(object)  # Task
    _progressed = Signal(object, str, int, int)

    def __init__(self, session: "Session | None" = None) -> None:
        super().__init__()
        self._session = session
        self._waiting: deque[Task] = deque()
        self._doing: Task | None = None
        self._lock = Lock()
        self._writes = 0
        self._closed = False
        self._answered.connect(self._on_answered)
        self._progressed.connect(self._on_progressed)
        gc.disable()  # it would run on the vault's thread too, and end widgets there
        self._turn = sys.getswitchinterval()
        sys.setswitchinterval(_TURN)
        self._rubbish = QTimer(self)
        self._rubbish.timeout.connect(self._collect_rubbish)
        self._rubbish.start(_RUBBISH_MS)

    @cached_property
    def _thread(self) -> "ThreadPoolExecutor":
        """Begun with the first work: what it is made of is loaded once the first window is on the screen."""
        from concurrent.futures import ThreadPoolExecutor

        return ThreadPoolExecutor(max_workers=1, thread_name_prefix="vault")

    # --- the vault itself ---

    def open(
        self,
        opening: "Callable[[], Session]",
        done: "Callable[[Session], None]",
        failed: Failed,
        owner: QObject,
        told: Told | None = None,
    ) -> Task:
        """Opens a vault on its thread; every later piece of work is given it."""

        def work(_: "Session") -> "Session":
            self._session = opening()
            return self._session

        def opened(session: "Session") -> None:
            spare_what_stays()
            done(session)

        return self.ask(work, opened, owner, failed=failed, told=told)

    def progress(self, doing: str, done: int, of: int) -> None:
        """For services that tell of long work, on the vault's thread: brings it to who asked for what is being done."""
        if self._doing is not None:
            self._doing.progress(doing, done, of)

    def stop_reading(self, *, running: bool = True) -> None:
        """Drops what waits to be read and, if ``running``, stops what is being read; what is written is left alone."""
        with self._lock:
            doing = [self._doing] if running and self._doing is not None else []
            for task in (*self._waiting, *doing):
                if task.key != _WRITE:
                    task.cancel()

    def close(self) -> None:
        """Waits for what is being done, closes the vault and ends the thread. What waits to be read is dropped."""
        self._closed = True  # what asks from now on is not answered any more
        self.stop_reading(running=False)
        self._thread.submit(self._close)
        self._thread.shutdown(wait=True)
        self._rubbish.stop()
        sys.setswitchinterval(self._turn)
        gc.unfreeze()
        gc.enable()

    def _close(self) -> None:
        if self._session is not None:
            self._session.close()
            self._session = None

    # --- work ---

    def ask(
        self,
        work: Work[_T],
        done: Callable[[_T], object],
        owner: QObject,
        *,
        failed: Failed | None = None,
        key: str = "",
        told: Told | None = None,
        dropped: Callable[[], object] | None = None,
    ) -> Task:
        """Has something read. ``done`` is called on the main thread, unless ``owner`` is gone by then.

        Of those of one ``key`` that still wait, only the last is done: what was asked before is no longer wanted.
        ``told`` hears of progress, on the main thread; ``dropped`` that it was cancelled.
        """
        task = Task(work, done, failed or self.failed.emit, owner, key, dropped=dropped)
        task.told = None if told is None else self._forward(task, told)
        if key:
            self._supersede(key)
        if self._closed:
            task.cancel()
            return task
        return self._submit(task)

    def write(
        self,
        work: Work[_T],
        done: Callable[[_T], object],
        owner: QObject,
        *,
        failed: Failed | None = None,
    ) -> Task:
        """Has something written. Where the result is a Change, every view hears of it before ``done``."""
        self._writes += 1
        if self._writes == 1:
            self.busy.emit(True)
        return self._submit(Task(work, done, failed or self.failed.emit, owner, _WRITE))

    def _forward(self, task: Task, told: Told) -> Told:
        def forward(doing: str, done: int, of: int) -> None:
            self._progressed.emit((task, told), doing, done, of)

        return forward

    def _supersede(self, key: str) -> None:
        with self._lock:
            for task in self._waiting:
                if task.key == key:
                    task.cancel()

    def _submit(self, task: Task) -> Task:
        with self._lock:
            self._waiting.append(task)
        self._thread.submit(self._run_next)
        return task

    def _run_next(self) -> None:
        with self._lock:
            task = self._doing = self._waiting.popleft()
        if not task.stopped.is_set():
            try:
                task.result = task.work(self._session)  # type: ignore[arg-type]  # opened first, or it is the opening
            except Exception as error:  # noqa: BLE001 - carried to the main thread, where it is told
                task.error = error
        with self._lock:
            self._doing = None
        self._answered.emit(task)  # also one that was cancelled: only the main thread may let go of its widgets

    # --- back on the main thread ---

    def _collect_rubbish(self) -> None:
        """What the interpreter would do by itself: on the main thread alone, often and little at a time.

        What is older, and takes longer, is looked through only while nothing is being done.
        """
        most = (_YOUNG, *gc.get_threshold()[1:])
        ages = (0,) if self._doing is not None or self._waiting else (2, 1, 0)
        due = (age for age in ages if gc.get_count()[age] > most[age])
        if (oldest := next(due, None)) is not None:
            gc.collect(oldest)

    def _on_answered(self, task: Task) -> None:
        try:
            self._tell(task)
        finally:
            task.let_go()

    def _tell(self, task: Task) -> None:
        if task.key == _WRITE:
            self._writes -= 1
            if self._writes == 0:
                self.busy.emit(False)
            if isinstance(task.result, Change) and task.result.touched:
                self.changed.emit(task.result)
        if not shiboken6.isValid(task.owner):
            return
        if isinstance(task.error, Cancelled) or (task.stopped.is_set() and task.error is None and task.result is None):
            if task.dropped is not None:
                task.dropped()
            return
        if task.error is not None:
            task.failed(task.error)
        else:
            task.done(task.result)

    def _on_progressed(self, target: tuple[Task, Told], doing: str, done: int, of: int) -> None:
        task, told = target
        if shiboken6.isValid(task.owner) and not task.stopped.is_set():
            told(doing, done, of)


def spare_what_stays() -> None:
    """Everything that is there now is never looked through again: nearly all of it stays as long as the program."""
    gc.collect()
    gc.freeze()


def _nothing(_: object) -> None:
    """What a task does that has been answered."""


_WRITE = "write"
_NOBODY = QObject()
