"""Processes that are watched: a `concurrent.futures.Executor` that outlives the death of its workers.

A plain ProcessPoolExecutor breaks when a worker is killed and leaves orphans when its driver is. Here every
worker has a thread that waits for it: when the worker dies or overstays its time, its task alone fails and a new worker
takes its place; when the driver dies, the workers see their input end and go.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import pickle
import queue
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

_GRACE = 5.0  # seconds that the pool has to end a task before the task's own process does
# one thread a worker, for the pool is the parallelism; and memory that was freed goes back to the system, though not in
# small pieces: to have those given again takes time too
FRUGAL = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "MALLOC_ARENA_MAX": "2",
    "MALLOC_TRIM_THRESHOLD_": "2097152",
    "MALLOC_MMAP_THRESHOLD_": "524288",
}
_LENGTH = struct.Struct("<Q")


class WorkerDiedError(RuntimeError):
    """The process that ran a task ended before the task did."""


class TimeUpError(RuntimeError):
    """A task ran longer than allowed, and its process was stopped."""


class LostError(RuntimeError):
    """The machines that tasks ran on are gone."""


@dataclass(frozen=True)
class Limited:
    """A task that may take `seconds`. The pool watches; elsewhere (a Dask worker) the process ends itself."""

    task: Callable[..., Any]
    seconds: float

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        with Path(os.devnull).open("w") as nowhere:
            faulthandler.dump_traceback_later(self.seconds + _GRACE, exit=True, file=nowhere)
            try:
                return self.task(*args, **kwargs)
            finally:
                faulthandler.cancel_dump_traceback_later()


class Pool(Executor):
    """An executor of `workers` processes. It holds state, for that is what the interface asks for."""

    def __init__(self, workers: int) -> None:
        self._tasks: queue.SimpleQueue[tuple[Future[Any], bytes, float | None] | None] = queue.SimpleQueue()
        self._processes: set[subprocess.Popen[bytes]] = set()
        self._closing, self._stopping = threading.Event(), threading.Event()
        self._generation = 0
        self.workers = workers
        self._threads = [threading.Thread(target=self._serve, daemon=True) for _ in range(workers)]
        for thread in self._threads:
            thread.start()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """`fn(*args, **kwargs)` in a process, in time."""
        if self._closing.is_set():
            raise RuntimeError("the pool is closed")
        future: Future[Any] = Future()
        packed = pickle.dumps((fn, args, kwargs), protocol=pickle.HIGHEST_PROTOCOL)
        self._tasks.put((future, packed, fn.seconds if isinstance(fn, Limited) else None))
        return future

    def renew(self) -> None:
        """Give the tasks that follow fresh processes: what was learnt and left in the old ones takes memory."""
        self._generation += 1

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """No more tasks; with `cancel_futures` those under way are stopped too."""
        self._closing.set()
        if cancel_futures:
            self._stopping.set()
            for process in list(self._processes):
                process.kill()
        for _ in self._threads:
            self._tasks.put(None)
        if wait:
            for thread in self._threads:
                thread.join()

    def _serve(self) -> None:
        process: subprocess.Popen[bytes] | None = None
        generation = self._generation
        while task := self._tasks.get():
            future, packed, seconds = task
            if self._stopping.is_set():
                future.cancel()
            if not future.set_running_or_notify_cancel():
                continue
            if process is None or process.poll() is not None or generation != self._generation:
                self._end(process)
                process, generation = self._start(), self._generation
            try:
                is_good, result = _ask(process, packed, seconds)
            except (TimeUpError, EOFError, OSError) as error:
                self._end(process)
                future.set_exception(error if isinstance(error, TimeUpError) else WorkerDiedError(_cause(process)))
                process = None
            else:
                if is_good:
                    future.set_result(result)
                else:
                    future.set_exception(result)
        self._end(process)

    def _start(self) -> subprocess.Popen[bytes]:
        path = os.pathsep.join(entry or os.getcwd() for entry in sys.path)  # noqa: PTH109 - an entry, not a path
        process = subprocess.Popen(
            [sys.executable, "-m", "helpers.engine.worker", str(os.getpid())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, **FRUGAL, "PYTHONPATH": path},
            start_new_session=True,  # Ctrl-C is for the driver, which then stops its workers
        )
        self._processes.add(process)
        if self._stopping.is_set():
            process.kill()
        return process

    def _end(self, process: subprocess.Popen[bytes] | None) -> None:
        if process is None:
            return
        self._processes.discard(process)
        if process.stdin:
            with contextlib.suppress(OSError):  # it died with our words unread
                process.stdin.close()
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout:
            process.stdout.close()


def _ask(process: subprocess.Popen[bytes], packed: bytes, seconds: float | None) -> tuple[bool, Any]:
    """What `process` answers; TimeUpError when that takes longer than `seconds` after it was ready."""
    assert process.stdin
    assert process.stdout
    is_over = threading.Event()

    def stop() -> None:
        is_over.set()
        process.kill()

    receive(process.stdout)  # it says when it is ready, for to import takes longer than many a task
    timer = threading.Timer(seconds, stop) if seconds else None
    if timer:
        timer.daemon = True
        timer.start()
    try:
        send(process.stdin, packed)
        answer: tuple[bool, Any] = pickle.loads(receive(process.stdout))  # noqa: S301 - from our own process
        return answer
    except (EOFError, OSError) as error:
        raise TimeUpError(f"ran over {seconds:g} s") if is_over.is_set() else error from None
    finally:
        if timer:
            timer.cancel()


def _cause(process: subprocess.Popen[bytes]) -> str:
    code = process.returncode
    return f"its process was ended by {signal.Signals(-code).name}" if code < 0 else f"its process ended with {code}"


def send(stream: IO[bytes], packed: bytes) -> None:
    """One message on `stream`: its length, then itself."""
    stream.write(_LENGTH.pack(len(packed)) + packed)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes:
    """The next message on `stream`. EOFError: the other side is gone."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    packed = stream.read(length)
    if len(packed) < length:
        raise EOFError
    return packed
