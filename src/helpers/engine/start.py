"""Where tasks run: in this process, in watched processes of this machine, or on a Dask cluster."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from typing import Any

from helpers.engine.pool import Limited, Pool

_WAIT = 60  # seconds that a cluster may take to have its first worker
ENGINES = ("auto", "serial", "local", "dask")


class ThisProcess(Executor):
    """An executor that runs every task at once, in this process. It cannot stop one that does not end."""

    workers = 1

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """`fn(*args, **kwargs)`, now."""
        future: Future[Any] = Future()
        task = fn.task if isinstance(fn, Limited) else fn
        try:
            future.set_result(task(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - as every executor: the future tells
            future.set_exception(error)
        return future


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextlib.contextmanager
def start(
    engine: str = "auto", scheduler: str | None = None, workers: int | None = None, *, is_small: bool = False
) -> Iterator[Executor]:
    """An executor for `engine`; at an error everything under way is stopped."""
    if engine not in ENGINES:
        raise ValueError(f'engine is "{engine}"; expected {", ".join(ENGINES)}')
    if workers is not None and workers < 1:
        raise ValueError(f"workers is {workers}; expected 1 or more")
    if scheduler and engine not in {"dask", "auto"}:
        raise ValueError(f'a scheduler is for engine "dask", not "{engine}"')
    if engine == "dask" or scheduler:
        with _dask(scheduler) as executor:
            yield executor
        return
    count = workers or processors()
    if engine == "serial" or (engine == "auto" and (is_small or count == 1)):
        yield ThisProcess()
        return
    pool = Pool(count)
    try:
        yield pool
    except BaseException:
        pool.shutdown(cancel_futures=True)
        raise
    pool.shutdown()


@contextlib.contextmanager
def _dask(scheduler: str | None) -> Iterator[Executor]:
    if scheduler and "://" not in scheduler and not scheduler.rpartition(":")[2].isdigit():
        raise ValueError(f'scheduler is "{scheduler}"; expected an address such as tcp://host:8786')
    try:
        from distributed import Client
    except ImportError as error:
        raise ValueError("engine \"dask\" needs Dask: pip install 'origins-notebooks[dask]'") from error
    connect: Any = Client  # typed in parts only
    if not scheduler:
        with _local_cluster() as cluster, connect(cluster, set_as_default=False) as client:
            yield client.get_executor(pure=False)
        return
    try:
        client = connect(scheduler, timeout="20s", set_as_default=False)
    except OSError as error:
        raise ValueError(
            f"{scheduler}: no Dask scheduler answers there ({error}). Start one, or name another."
        ) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=_WAIT)
        except TimeoutError as error:
            raise ValueError(
                f"{scheduler}: no worker has joined it for {_WAIT} s. Start one, and run again."
            ) from error
        yield client.get_executor(pure=False)


def _local_cluster() -> Any:
    """A cluster of this machine alone, for one run; without Dask's web pages, which would listen on a port."""
    from distributed import LocalCluster

    cluster: Any = LocalCluster
    return cluster(processes=True, threads_per_worker=1, dashboard_address=None)


def width(executor: Executor) -> int:
    """How many tasks `executor` runs at a time, as of now: a cluster grows and shrinks."""
    client = getattr(executor, "_client", None)  # Dask's own name for it
    if client is None:
        return int(getattr(executor, "workers", 1))
    try:
        return max(1, sum(map(int, client.nthreads().values())))
    except OSError:
        return 1  # the cluster is lost: its futures tell
