"""Faults, for real: processes killed, disks filled, files changed. Each ends with the undisturbed checksums."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from helpers import engine

pytestmark = pytest.mark.faults

TESTS = Path(__file__).parents[1]
DRIVER = """
import os, signal, sys
from pathlib import Path
from faulty import SLOW
from helpers import engine
signal.signal(signal.SIGINT, signal.default_int_handler)  # of what runs behind a shell it is ignored
def tell(event, n):
    if event == os.environ["HOLD_FROM"]:
        Path(os.environ["HOLD"]).touch()
    print(event, n, flush=True)
engine.run(sys.argv[1], sys.argv[2], size=2, steps=SLOW, say=tell, **eval(sys.argv[3]))
"""
POOL = {"engine": "local", "workers": 2}
N = 24


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    path = tmp_path / "texts.jsonl"
    path.write_text("".join(json.dumps({"id": f"a{n:02}", "text": f"Text number {n}."}) + "\n" for n in range(N)))
    os.utime(path, (1e9, 1e9))
    return path


@pytest.fixture
def expected(texts: Path, tmp_path: Path) -> dict[str, Any]:
    """The checksums of an undisturbed run."""
    import faulty

    engine.run(str(texts), tmp_path / "undisturbed", engine="serial", steps=faulty.FAULTY)
    return checksums(tmp_path / "undisturbed")


def checksums(out: Path) -> dict[str, Any]:
    manifest = engine.read_manifest(out)
    assert manifest is not None, "the run was not finished"
    counts = manifest["counts"]
    assert counts["inputs"] == counts["articles"] + counts["rejected"]
    return {**manifest["checksums"], **counts}


def environment(traces: Path, hold_from: str = "") -> dict[str, str]:
    """`hold_from`: the event from which the workers wait, until the file `hold` is gone."""
    traces.mkdir(exist_ok=True)
    path = os.pathsep.join([str(TESTS), str(TESTS.parent / "src")])
    hold = {"HOLD": str(traces.parent / "hold"), "HOLD_FROM": hold_from}
    return {**os.environ, "PYTHONPATH": path, "TRACES": str(traces), **hold}


def start_run(source: Path, out: Path, *, hold_from: str = "", **settings: Any) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", DRIVER, str(source), str(out), repr(settings)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=environment(out.parent / "traces", hold_from),
    )  # fmt: skip


def end(driver: subprocess.Popen[str], seconds: float = 120) -> tuple[int, str]:
    _, errors = driver.communicate(timeout=seconds)
    return driver.returncode, errors


def workers(out: Path) -> list[int]:
    """The processes that have worked on a part."""
    return [int(path.name) for path in sorted((out.parent / "traces").iterdir())]


def until(is_so: Callable[[], Any], seconds: float = 60) -> Any:
    """What `is_so` gives as soon as it gives something."""
    limit = time.monotonic() + seconds
    while not (found := is_so()):
        assert time.monotonic() < limit, "waited in vain"
        threading.Event().wait(0.02)
    return found


def is_alive(process: int) -> bool:
    with contextlib.suppress(OSError):
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text()
    return False


def wait_for(driver: subprocess.Popen[str], event: str) -> None:
    assert driver.stdout
    until(lambda: event in (driver.stdout.readline() if driver.stdout else ""))


def test_a_worker_is_killed(texts: Path, tmp_path: Path, expected: dict[str, Any]) -> None:
    out = tmp_path / "out"
    driver = start_run(texts, out, **POOL)
    victim = until(lambda: workers(out))[0]
    os.kill(victim, signal.SIGKILL)
    assert end(driver)[0] == 0
    assert checksums(out) == expected
    assert len(workers(out)) == 3


def test_the_driver_is_killed(texts: Path, tmp_path: Path, expected: dict[str, Any]) -> None:
    out = tmp_path / "out"
    driver = start_run(texts, out, **POOL)
    wait_for(driver, "analysed")
    left = workers(out)
    driver.kill()
    driver.communicate()
    again = start_run(texts, out, **POOL)  # right away: the dead run's lock has fallen
    assert end(again)[0] == 0
    assert checksums(out) == expected
    until(lambda: not any(is_alive(worker) for worker in left), seconds=5)


def test_ctrl_c(texts: Path, tmp_path: Path, expected: dict[str, Any]) -> None:
    out = tmp_path / "out"
    driver = start_run(texts, out, hold_from="analysed", **POOL)  # so that it cannot end before the signal comes
    wait_for(driver, "analysed")
    started = time.monotonic()
    driver.send_signal(signal.SIGINT)
    code, errors = end(driver)
    assert time.monotonic() - started < 20  # it does not wait for the workers; how fast it is depends on the machine
    assert code != 0
    assert "KeyboardInterrupt" in errors
    assert not any(is_alive(worker) for worker in workers(out))
    done = len(list((out / ".work" / "done").iterdir()))
    assert 0 < done < N // 2
    (tmp_path / "hold").unlink()
    engine_run = start_run(texts, out, **POOL)
    assert end(engine_run)[0] == 0
    assert checksums(out) == expected


def test_two_runs_into_one_folder(texts: Path, tmp_path: Path, expected: dict[str, Any]) -> None:
    out = tmp_path / "out"
    (tmp_path / "hold").touch()
    first = start_run(texts, out, **POOL)
    until(lambda: workers(out))
    code, errors = end(start_run(texts, out, **POOL))
    (tmp_path / "hold").unlink()
    assert code == 1
    assert f"another run is writing here (process {first.pid} on" in errors
    assert end(first)[0] == 0
    assert checksums(out) == expected


def test_input_that_changes_while_it_is_read(tmp_path: Path) -> None:
    import faulty

    source, out = tmp_path / "growing.jsonl", tmp_path / "out"
    line = json.dumps({"id": "{}", "text": "Text number {}."}) + "\n"
    source.write_text("".join(line.replace("{}", f"{n:04}") for n in range(40)))
    driver = start_run(source, out, engine="local", workers=1)
    wait_for(driver, "read")
    with source.open("a") as opened:
        opened.write(line.replace("{}", "9999"))
    driver_code, errors = end(driver)
    assert driver_code == 1
    assert "growing.jsonl: it changed while it was read. Run again when it is complete." in errors
    assert engine.read_manifest(out) is None
    assert end(start_run(source, out, **POOL))[0] == 0
    engine.run(str(source), tmp_path / "undisturbed", engine="serial", steps=faulty.FAULTY)
    assert checksums(out) == checksums(tmp_path / "undisturbed")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"no file system can be mounted here: {mounted.stderr.decode().strip()}")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk(texts: Path, tmp_path: Path, small_disk: Path, expected: dict[str, Any]) -> None:
    out, ballast = small_disk / "out", small_disk / "ballast"
    ballast.write_bytes(b"0" * 150_000)
    code, errors = end(start_run(texts, out, **POOL))
    assert code == 1
    assert "No space left on device" in errors
    assert engine.read_manifest(out) is None
    ballast.unlink()
    subprocess.run(["mount", "-o", "remount,size=8m", str(small_disk)], check=True)
    assert end(start_run(texts, out, **POOL))[0] == 0
    assert checksums(out) == expected


@contextlib.contextmanager
def cluster(folder: Path) -> Iterator[tuple[str, subprocess.Popen[bytes], list[subprocess.Popen[bytes]]]]:
    """A Dask scheduler and two workers on loopback: its address and the processes."""
    told = folder / "scheduler.json"
    env = environment(folder / "traces") | {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "5"}

    def begin(*words: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", *words, "--scheduler-file", str(told)]
        return subprocess.Popen(command, env=env, stderr=subprocess.DEVNULL, cwd=folder, start_new_session=True)

    scheduler = begin("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
    address = until(lambda: told.exists() and told.read_text().strip() and json.loads(told.read_text())["address"])
    one = ("--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1", "--local-directory", str(folder / "dask"))
    processes = [begin("distributed.cli.dask_worker", *one) for _ in range(2)]
    try:
        yield address, scheduler, processes
    finally:
        for process in (*processes, scheduler):
            process.terminate()
        for process in (*processes, scheduler):
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(10)
            with contextlib.suppress(ProcessLookupError):  # nothing of a cluster outlives its test
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def test_a_dask_worker_is_killed(texts: Path, tmp_path: Path, expected: dict[str, Any]) -> None:
    pytest.importorskip("distributed")
    out = tmp_path / "out"
    with cluster(tmp_path) as (address, _, _):
        driver = start_run(texts, out, engine="dask", scheduler=address)
        victim = until(lambda: workers(out))[0]
        os.kill(victim, signal.SIGKILL)
        assert end(driver)[0] == 0
    assert checksums(out) == expected


def test_the_dask_scheduler_is_killed(texts: Path, tmp_path: Path, expected: dict[str, Any]) -> None:
    pytest.importorskip("distributed")
    out = tmp_path / "out"
    (tmp_path / "first").mkdir()
    with cluster(tmp_path / "first") as (address, scheduler, _):
        driver = start_run(texts, out, engine="dask", scheduler=address)
        wait_for(driver, "analysed")
        scheduler.kill()
        code, errors = end(driver)
    assert code == 1
    assert "the Dask cluster was lost" in errors
    assert engine.read_manifest(out) is None
    assert end(start_run(texts, out, **POOL))[0] == 0
    assert checksums(out) == expected
