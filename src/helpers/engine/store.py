"""The folder that a run leaves: tables as Parquet by part, written aside and renamed; manifest.json last.

OUT/tables/<table>.parquet/<part>.parquet    one file a table and part; the name of a part is a hash of its
                                             articles, the settings and the code
OUT/manifest.json                            what belongs to the finished run, with counts and hashes
OUT/.work/                                   the lock, and notes of parts that an unfinished run has done
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from helpers import tables

SCHEMA = 1
_LIBRARIES = ("numpy", "pandas", "py3langid", "pyarrow", "rapidfuzz", "scipy", "simplemma", "textstat")
_ELSEWHERE = ("label",)  # hangs on the corpus as a whole, not on the article


class StoreError(ValueError):
    """A folder of tables that cannot be used as asked: what was found, what is allowed, what to do."""


class Written(NamedTuple):
    """One file of a table: rows, the sum of its rows' hashes (the same however rows are parted), bytes, SHA-256."""

    rows: int
    checksum: int
    size: int
    sha256: str


# --- keys ----------------------------------------------------------------------------------------------------------


@cache
def versions() -> dict[str, str]:
    """Versions of this package and of the libraries that tables depend on."""
    found = {}
    for name in ("origins-notebooks", *_LIBRARIES):
        with contextlib.suppress(metadata.PackageNotFoundError):
            found[name] = metadata.version(name)
    return found


def hash_of(*things: Any) -> str:
    """A short name for `things`: the first 16 hexadecimal digits of SHA-256 over them as JSON."""
    return hashlib.sha256(json.dumps(things, sort_keys=True, default=str).encode()).hexdigest()[:16]


# --- files ---------------------------------------------------------------------------------------------------------


def path_of(out: Path, table: str, part: str) -> Path:
    """Where the rows of `part` in `table` lie."""
    return out / "tables" / f"{table}.parquet" / f"{part}.parquet"


def write_aside(path: Path, content: bytes) -> None:
    """`content` at `path`, whole or not at all, whatever happens meanwhile."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with aside.open("wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def write_table(out: Path, table: str, part: str, frame: pd.DataFrame) -> Written:
    """The rows of `part` in `table`, on disk."""
    content = _as_parquet(frame)
    write_aside(path_of(out, table, part), content)
    return Written(len(frame), checksum(table, frame), len(content), hashlib.sha256(content).hexdigest())


def _as_parquet(frame: pd.DataFrame) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    sink = pa.BufferOutputStream()
    arrow = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)
    pq.write_table(arrow, sink, compression="zstd", write_page_checksum=True)
    return sink.getvalue().to_pybytes()  # type: ignore[no-any-return]  # pyarrow has no types


def read_table(out: Path, table: str, parts: Iterable[str], columns: list[str] | None = None) -> pd.DataFrame:
    """The rows of `parts` in `table` as one frame, typed and sorted as declared (with `columns`: those alone)."""
    frames = [_read_file(path_of(out, table, part), columns) for part in parts]
    filled = [frame for frame in frames if len(frame)]
    if columns is None and table in tables.TABLES:
        joined = pd.concat(filled, ignore_index=True) if filled else tables.TABLES[table].empty()
        return tables.TABLES[table].frame(joined)
    return pd.concat(filled or frames[:1], ignore_index=True) if frames else pd.DataFrame(columns=columns)


def _read_file(path: Path, columns: list[str] | None) -> pd.DataFrame:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with path.open("rb") as opened:
            # threads of its own would hold memory that a worker has not to spare
            arrow = pq.ParquetFile(opened, page_checksum_verification=True).read(columns=columns, use_threads=False)
    except (OSError, pa.ArrowException) as error:
        raise StoreError(
            f"{path}: cannot be read ({str(error).splitlines()[0]}). "
            "Run `origins analyse` again: what is damaged is made anew."
        ) from error
    return arrow.to_pandas()  # type: ignore[no-any-return]  # pyarrow has no types


def checksum(table: str, frame: pd.DataFrame) -> int:
    """The sum of the hashes of the rows of `frame`: the same in any order and however the rows are parted."""
    declared = tables.TABLES[table].names if table in tables.TABLES else list(frame.columns)
    hashed = pd.util.hash_pandas_object(frame[[name for name in declared if name not in _ELSEWHERE]], index=False)
    return int(hashed.sum()) % (1 << 64)


def is_whole(out: Path, table: str, part: str, written: Written) -> bool:
    """Whether the file of `part` in `table` is byte for byte what was written."""
    path = path_of(out, table, part)
    try:
        if path.stat().st_size != written.size:
            return False
        with path.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest() == written.sha256
    except OSError:
        return False


# --- notes and manifest --------------------------------------------------------------------------------------------


def read_json(path: Path) -> dict[str, Any] | None:
    """What `path` holds; None when it is not there or not whole."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def write_json(path: Path, content: Mapping[str, Any]) -> None:
    """`content` at `path`, aside and renamed."""
    write_aside(path, (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode())


def read_manifest(out: str | Path) -> dict[str, Any] | None:
    """The manifest of the finished run in `out`, if there is one of this schema.

    >>> engine.read_manifest(Path(folder)) is None
    True
    """
    found = read_json(Path(out) / "manifest.json")
    return found if found and found.get("schema") == SCHEMA else None


def clear(out: Path, kept: Mapping[str, Iterable[str]]) -> None:
    """Remove the table files in `out` that are not in `kept` (table -> parts)."""
    for folder in (out / "tables").glob("*.parquet"):
        names = {f"{part}.parquet" for part in kept.get(folder.stem, ())}
        for path in folder.iterdir():
            if path.name not in names:
                path.unlink(missing_ok=True)
        if folder.stem not in kept:
            with contextlib.suppress(OSError):
                folder.rmdir()


@contextlib.contextmanager
def lock(out: Path) -> Iterator[None]:
    """Hold `out` for one run; another run meanwhile is refused. A dead run's lock falls by itself."""
    import fcntl

    place = out / ".work" / "lock"
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        opened = place.open("a+")
    except OSError as error:
        raise StoreError(f"{out}: cannot be written ({error.strerror}). Name another folder with --out.") from error
    with opened:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            opened.seek(0)
            raise StoreError(
                f"{out}: another run is writing here ({opened.read().strip() or 'unknown'}). "
                "Wait until it ends, or name another folder with --out."
            ) from error
        opened.seek(0)
        opened.truncate()
        opened.write(f"process {os.getpid()} on {os.uname().nodename}")
        opened.flush()
        yield
