"""Kernels that start in a tenth of a second: forked from one prepared process that has done the imports.

A kernel of its own takes 0.6 s to start, 0.7 s or more to import pandas and matplotlib, and 0.8 s to stop, for every
notebook. Python's own fork server imports once; each kernel is then a fork of it, plugged into Jupyter through its
kernel provisioner interface. Linux only: forking after these imports is not safe on macOS, and Windows has no fork.
There, and when `fork=False`, kernels are started as Jupyter always does.
"""

from __future__ import annotations

import asyncio
import gc
import multiprocessing
import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.context import ForkServerContext
from pathlib import Path
from queue import Empty
from types import ModuleType
from typing import TYPE_CHECKING, Any

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

if TYPE_CHECKING:
    from jupyter_client.connect import KernelConnectionInfo

CAN_FORK = sys.platform == "linux"

# Fixed, so that whatever writes a date into a file (matplotlib does) writes the same one on every run.
ENVIRONMENT: Mapping[str, str] = {"SOURCE_DATE_EPOCH": "315532800", "MPLBACKEND": "agg"}


def prepare(modules: Sequence[str]) -> ForkServerContext | None:
    """Start the process that kernels are forked from, importing `modules`; None where forking is not safe.

    Returns at once: the imports go on in the background, and the first kernel waits for them.
    """
    if not CAN_FORK:
        return None
    from multiprocessing.forkserver import ensure_running

    context = multiprocessing.get_context("forkserver")
    warm = ["helpers.charts.warm"] if "helpers.charts" in modules else []
    context.set_forkserver_preload(["ipykernel.kernelapp", "ipykernel.ipkernel", *modules, *warm])
    with _without_main():
        ensure_running()
    return context


_MAIN = threading.Lock()


@contextmanager
def _without_main() -> Iterator[None]:
    """Processes started in this block do not run the caller's script again: a kernel has no use for it."""
    with _MAIN:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = main


@contextmanager
def started(
    context: ForkServerContext | None, live: set[AsyncKernelManager] | None = None
) -> Iterator[AsyncKernelManager]:
    """A running Python kernel, of this very interpreter, that is gone when the block ends however it ends.

    While it runs it is in `live`, for `stop`. Meant for a thread of its own: its event loop is closed at the end.
    """
    from jupyter_core.utils import ensure_event_loop, run_sync

    # only the interpreter's own kernel: a "python3" kernel in somebody's home may be another Python
    specs = KernelSpecManager(kernel_dirs=[])
    # unix sockets in a private folder: no port is open to other users of the machine, no two kernels race for one
    transport = "tcp" if sys.platform == "win32" else "ipc"
    with tempfile.TemporaryDirectory(prefix="origins-", ignore_cleanup_errors=True) as folder:
        manager = _Manager(
            kernel_name="python3",
            kernel_spec_manager=specs,
            transport=transport,
            connection_file=str(Path(folder) / "k.json"),
        )
        if context is not None:
            spec = manager.kernel_spec
            manager.provisioner = ForkedProvisioner(context, kernel_id="", kernel_spec=spec, parent=manager)
        try:
            run_sync(manager.start_kernel)(env={**os.environ, **ENVIRONMENT})
            if live is not None:
                live.add(manager)
            yield manager
        finally:
            if live is not None:
                live.discard(manager)
            # nothing in these kernels is worth a polite goodbye, which takes 0.8 s
            run_sync(manager.shutdown_kernel)(now=True)
            for client in manager.clients:
                client.stop_channels()
            ensure_event_loop().close()  # this thread's, which Jupyter opens and leaves open


def stop(live: Iterable[AsyncKernelManager]) -> None:
    """End kernels from another thread than the one that runs them, which then finds its kernel dead."""
    for manager in list(live):
        pid = getattr(manager.provisioner, "pid", None)
        if pid:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)


class _Client(AsyncKernelClient):
    """A client to which a kernel is ready when it has answered; Jupyter's own then listens for 0.2 s more."""

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Ask until all that the kernel says of one question was heard. RuntimeError: it died, or time is up."""
        begun = time.monotonic()
        while True:
            asked = self.kernel_info()
            try:
                await self.get_shell_msg(timeout=1)
                while not _is_end(await self.get_iopub_msg(timeout=0.2), asked):
                    pass
            except Empty:  # still busy with its imports, or it spoke before we listened
                if not await self.is_alive():
                    raise RuntimeError("Kernel died before replying to kernel_info") from None
                if timeout is not None and time.monotonic() - begun > timeout:
                    raise RuntimeError(f"Kernel didn't respond in {timeout:.0f} seconds") from None
            else:
                return


def _is_end(message: Mapping[str, Any], asked: Any) -> bool:
    """Whether `message` says that the kernel is done with what it was asked."""
    said = message["parent_header"].get("msg_id"), message["content"].get("execution_state")
    return said == (asked, "idle")


class _Manager(AsyncKernelManager):
    """A kernel manager that remembers its clients: nbclient leaves them open when the manager is not its own."""

    def __init__(self, **traits: Any) -> None:
        super().__init__(**traits, client_factory=_Client)
        self.clients: list[AsyncKernelClient] = []

    def client(self, **options: Any) -> AsyncKernelClient:  # type: ignore[override]  # as its own base class does
        made = super().client(**options)
        self.clients.append(made)
        return made


class ForkedProvisioner(LocalProvisioner):
    """Jupyter's interface to a kernel process, for one that comes from the fork server.

    A class with state because that is Jupyter's interface: it keeps the process.
    """

    def __init__(self, context: ForkServerContext, **traits: Any) -> None:
        super().__init__(**traits)
        self._context = context
        self._forked: Any = None  # a multiprocessing process; `process` would have to be a Popen

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork a kernel that serves the connection file written by `pre_launch`."""
        added = {name: value for name, value in kwargs["env"].items() if os.environ.get(name) != value}
        manager: Any = self.parent
        self._forked = self._context.Process(target=_serve, args=(manager.connection_file, added))
        with _without_main():
            self._forked.start()
        self.pid = self.pgid = self._forked.pid
        return self.connection_info

    @property
    def has_process(self) -> bool:
        """Whether there is a kernel."""
        return self._forked is not None

    async def poll(self) -> int | None:
        """The exit code; None while the kernel runs."""
        return self._forked.exitcode if self._forked else 0

    async def wait(self) -> int | None:
        """Wait for the end of the kernel; its exit code."""
        while (code := await self.poll()) is None:
            await asyncio.sleep(0.01)
        self._forked = None
        return code

    async def kill(self, restart: bool = False) -> None:
        """End the kernel at once, and see it gone: Jupyter would look again only after 0.1 s."""
        await self.send_signal(signal.SIGKILL)
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self.wait(), timeout=5)

    async def terminate(self, restart: bool = False) -> None:
        """Ask the kernel to end."""
        await self.send_signal(signal.SIGTERM)

    async def send_signal(self, signum: int) -> None:
        """Send `signum` to the kernel and to what it has started."""
        pid = self.pid or 0
        with suppress(ProcessLookupError):
            try:
                os.killpg(pid, signum)
            except ProcessLookupError:  # not yet the leader of its group
                os.kill(pid, signum)


def _serve(connection_file: str, environment: Mapping[str, str]) -> None:
    """Be a kernel (in the forked process)."""
    from ipykernel.kernelapp import IPKernelApp

    # the fork server lives as long as its forks do, so it is not enough to watch that: whoever asked for this kernel
    # may be killed, and takes it along
    driver = multiprocessing.parent_process()
    threading.Thread(target=_die_with, args=(driver,), daemon=True).start()
    os.setsid()  # an interrupt at the terminal goes to the one who started all this, who then ends the kernels
    os.environ.update(environment)
    sys.modules["debugpy"] = None  # type: ignore[assignment]  # nobody debugs here; its import takes a sixth of a second
    if "pandas" in sys.modules:  # imported in no kernel, it takes itself for one at a terminal, and cuts wide tables
        sys.modules["pandas"].set_option("display.max_columns", 20)
    gc.freeze()  # what was imported stays
    gc.set_threshold(100_000, 20)  # to look for garbage after every 700 new objects takes a tenth of a notebook's time
    signal.signal(signal.SIGINT, signal.default_int_handler)
    # when the fork server is gone, so is the kernel
    sys.argv = ["kernel", "-f", connection_file, f"--IPKernelApp.parent_handle={os.getppid()}"]
    IPKernelApp.launch_instance(argv=sys.argv[1:])


def _die_with(driver: Any) -> None:
    driver.join()
    os._exit(1)
