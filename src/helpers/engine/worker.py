"""A worker of `pool.Pool`: tasks in on standard input, results out on standard output, gone when its driver is."""

from __future__ import annotations

import contextlib
import ctypes
import os
import pickle
import queue
import signal
import sys
import threading
from importlib import import_module
from typing import IO, Any

from helpers.engine.pool import receive, send


def main() -> None:
    """Serve tasks until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _die_with_driver()
    results = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not mix with results
    tasks: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, tasks), daemon=True).start()
    import_module("helpers.engine.parts")  # what every task needs
    while True:
        send(results, b"ready")
        send(results, _answer(tasks.get()))


def _listen(stream: IO[bytes], tasks: queue.SimpleQueue[bytes]) -> None:
    # on a thread of its own, so that the end of the input is seen during a task too
    with contextlib.suppress(EOFError, OSError):
        while True:
            tasks.put(receive(stream))
    os._exit(0)


def _answer(packed: bytes) -> bytes:
    try:
        function, args, kwargs = pickle.loads(packed)  # noqa: S301 - from our own driver
        result: tuple[bool, Any] = True, function(*args, **kwargs)
    except Exception as error:  # noqa: BLE001 - the driver is told, whatever it is
        result = False, error
    try:
        return pickle.dumps(result, protocol=pickle.HIGHEST_PROTOCOL)
    except Exception:  # noqa: BLE001 - an exception that cannot be pickled is told by its words
        return pickle.dumps((False, RuntimeError(f"{type(result[1]).__name__}: {result[1]}")))


def _die_with_driver() -> None:
    # a task that never gives the interpreter back hides the end of the input; on Linux the kernel helps
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)
    if os.getppid() != int(sys.argv[1]):  # it died before the line above
        os._exit(0)


if __name__ == "__main__":
    main()
