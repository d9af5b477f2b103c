"""Where the files of a corpus are, and what is opened as what."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from glob import glob, has_magic
from pathlib import Path
from typing import IO, Any, NamedTuple

ONE_EACH = (".txt", ".docx", ".rtf", ".html", ".htm")
MANY_EACH = (
    ".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".tab", ".parquet", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods",
    ".xml", ".rss", ".atom", ".warc",
)  # fmt: skip
PACKED = (".gz", ".bz2", ".xz", ".zst")
KINDS = f"{', '.join((*ONE_EACH, *MANY_EACH))} ({', '.join(PACKED)} too)"
"""The suffixes of what is read, for a message."""
_ARCHIVES = (".zip", ".7z", ".rar", ".tar", ".tgz")
_UNPACKED_TIMES, _UNPACKED_LEAST = 100, 1 << 28  # what is packed may be this often as large, or 256 MB
MARK = ".origins-report"  # the file in a folder that is a report of this program
# what a person says of the articles and the finds
BESIDE = ("columns.csv", "corrections.csv", "measures.csv", "people.csv", "validation.csv")
_OURS = frozenset({"articles.csv", *BESIDE})


# what stands beside data to tell of them
_ABOUT = re.compile(r"(?:read.?me|licen[cs]e|notice|changelog|copying|citation|requirements)\b.{0,12}$", re.IGNORECASE)


class CorpusError(ValueError):
    """A corpus that cannot be read as asked: where, what was found, what is allowed, what to do.

    In a notebook it is shown as that sentence, without a traceback.
    """

    def _render_traceback_(self) -> list[str]:  # IPython asks for it
        return [f"{type(self).__name__}: {self}"]


class TooLargeError(OSError):
    """A packed file that would unpack to so much that it is taken for an attack."""

    cure = "If it is yours, unpack it, or set ORIGINS_UNPACKED_TIMES=1000 for as many times its size"


def most_unpacked(size: int) -> int:
    """How many bytes a packed file of `size` bytes may be: 100 times as many, or as ORIGINS_UNPACKED_TIMES says."""
    return max(_UNPACKED_LEAST, int(os.environ.get("ORIGINS_UNPACKED_TIMES") or _UNPACKED_TIMES) * size)


def check_archive(packed: zipfile.ZipFile, size: int) -> None:
    """Raise TooLargeError where an Office file of `size` bytes says that it unpacks to more than it may."""
    if sum(inside.file_size for inside in packed.infolist()) > most_unpacked(size):
        raise TooLargeError(_too_large(size))


def _too_large(size: int) -> str:
    return f"unpacked it is larger than {most_unpacked(size) >> 20:,} MB, for a file of {size:,} bytes"


class File(NamedTuple):
    """One input file: its name within the corpus, and where it lies."""

    name: str
    address: str


_LONGEST = 1000  # characters of a path; what is longer, or has lines, is a text that somebody took for a corpus


def locate(source: str | os.PathLike[str]) -> str:
    """`source` as it is found from the current folder, else from the project's root; an address stays as it is.

    >>> corpus.locate("seeds").endswith("seeds")
    True
    """
    source = os.fspath(source)
    if "\n" in source or len(source) > _LONGEST:
        raise CorpusError(f'"{source[:40].strip()}..." is a text, no path. Give it in a list: [text].')
    path = Path(source).expanduser()
    if "://" in source or path.is_absolute():
        return source if "://" in source else str(path)
    for root in (Path(), *_roots()):
        if (root / path).exists() or (has_magic(source) and glob(str(root / path), recursive=True)):  # noqa: PTH207 - Path.glob takes no absolute pattern
            return str(root / path)
    return str(path)


BUNDLE = Path(__file__).resolve().parents[1] / "bundle"
"""What a wheel holds of the project: notebooks/, reference/, seeds/. A source tree has them at its root instead."""


_OF_ROOT = ("pyproject.toml", "environment.yml")  # of the source tree, of a project that `origins init` made


def _roots() -> Iterator[Path]:
    # nbconvert runs in the notebook's folder, papermill in the caller's: the project is above the one or the other
    for start in (Path.cwd(), Path(__file__).resolve()):
        yield from (
            p for p in start.parents if (p / "notebooks").is_dir() and any((p / of).is_file() for of in _OF_ROOT)
        )
    if BUNDLE.is_dir():
        yield BUNDLE


def find_files(source: str | os.PathLike[str]) -> tuple[list[File], list[str]]:
    """The files of the corpus at `source`, in order, and the names of the files beside them that are not read.

    >>> files, unread = corpus.find_files("seeds")
    >>> len(files)
    5
    """
    source = os.fspath(source)
    where = locate(source)
    found = _list_address(where) if "://" in where else _list_local(where)
    if found is None:
        raise CorpusError(
            f"{source}: no such file or folder. Name a folder of .txt files, or a .jsonl, .csv or .parquet file; "
            f"a relative path is looked up from {Path.cwd()} and from the project's root."
            f"{' A text itself goes into a list: [text].' if ' ' in str(source) else ''}"
        )
    found = [file if file.name.isascii() else File(printable(file.name), file.address) for file in found]
    one = [file for file in found if kind(file.name) in ONE_EACH]
    many = [file for file in found if kind(file.name) in MANY_EACH and Path(file.name).name not in _OURS]
    taken = [file for file in one if not _ABOUT.match(Path(file.name).name)] or many or one
    read = {file.name for file in taken}
    unread = [file.name for file in found if file.name not in read and Path(file.name).name not in _OURS]
    if not taken and [file.address for file in found] == [where]:
        cure = "Unpack it, and name the folder" if kind(source) in _ARCHIVES else "Convert it, or name another"
        raise CorpusError(f"{source}: a file of the kind {kind(source) or 'without suffix'}; expected {KINDS}. {cure}.")
    return taken, unread


def is_readable(name: str) -> bool:
    """Whether files of this name are read."""
    return kind(name) in ONE_EACH or kind(name) in MANY_EACH


def is_one_article(name: str) -> bool:
    """Whether a file of this name is one article, not many (but press databases export many to one text).

    >>> corpus.is_one_article("001.txt"), corpus.is_one_article("export.csv")
    (True, False)
    """
    return kind(name) in ONE_EACH


def own_id(name: str) -> str:
    """The id of the article that the file `name` is: its name without suffix.

    >>> corpus.own_id("texts/001.txt")
    'texts/001'
    """
    suffix = kind(name)
    return name[: name.lower().rindex(suffix)] if suffix in ONE_EACH else name


def is_own_page(written: str) -> bool:
    """Whether this is a page of a report that this program made."""
    return 'class="origins-' in written[:200_000] and ">Origins</a> <span>" in written[:200_000]


def printable(written: str) -> str:
    """`written` with half surrogate pairs, which stand for bytes that are no UTF-8, written as `\\udcff`."""
    return written.encode("utf-8", "backslashreplace").decode()


def _list_local(where: str) -> list[File] | None:
    path = Path(where)
    if path.is_dir():
        return sorted(_walk(where))
    if path.exists():
        return [File(path.name, where)]
    if has_magic(where):
        matched = sorted(p for p in map(Path, glob(where, recursive=True)) if p.is_file())  # noqa: PTH207 - as above
        return _named([p.as_posix() for p in matched]) or None
    return None


def _walk(root: str) -> Iterator[File]:
    # os.walk and strings: a corpus may be a million files, and pathlib takes ten times as long
    for folder, inside, names in os.walk(root):
        inside[:] = [name for name in inside if not name.startswith(".")]
        below = os.path.relpath(folder, root).replace(os.sep, "/")
        prefix = "" if below == "." else f"{below}/"
        # a folder behind a link is not read (it may hold the folder it is in), but it is listed among what is not
        names += [name for name in inside if os.path.islink(os.path.join(folder, name))]  # noqa: PTH114, PTH118 - as above
        if MARK in names or _holds_tables(folder, names):
            inside[:] = []
            yield File(f"{prefix}{MARK}", os.path.join(folder, MARK))  # noqa: PTH118 - as above
            continue
        for name in names:
            if not name.startswith("."):
                yield File(f"{prefix}{name}", os.path.join(folder, name))  # noqa: PTH118 - as above


def _holds_tables(folder: str, names: list[str]) -> bool:
    """Whether `folder` is one that `origins analyse` or a batch wrote."""
    if "manifest.json" not in names or not os.path.isdir(os.path.join(folder, "tables")):  # noqa: PTH112, PTH118 - as above
        return False
    return b'"checksums"' in Path(folder, "manifest.json").read_bytes()


def _list_address(where: str) -> list[File] | None:
    import fsspec

    try:
        system, path = fsspec.core.url_to_fs(where)
    except (ImportError, ValueError) as error:
        raise CorpusError(
            f"{where}: {error}. Install what such an address needs (s3:// needs s3fs, gs:// gcsfs), or name a folder."
        ) from error
    if has_magic(path):
        inside = sorted(system.glob(path))
    elif system.isdir(path):
        inside = sorted(system.find(path))
    elif system.exists(path):
        inside = [path]
    else:
        return None
    return [File(file.name, system.unstrip_protocol(file.address)) for file in _named(inside, path)]


def _named(addresses: list[str], root: str = "") -> list[File]:
    # names within the corpus: what follows the folder that all share
    if root and all(a.startswith(root.rstrip("/") + "/") for a in addresses):
        cut = len(root.rstrip("/")) + 1
    else:
        folders = {a.rpartition("/")[0] for a in addresses}
        shared = Path(*_common(folders)).as_posix() if folders else ""
        cut = len(shared) + 1 if shared not in {"", "."} else 0
    return [File(a[cut:].lstrip("/"), a) for a in addresses]


def _common(folders: Iterable[str]) -> list[str]:
    split = [Path(folder).parts for folder in folders]
    return [level[0] for level in _agreeing(split)]


def _agreeing(split: list[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    for level in zip(*split, strict=False):
        if len(set(level)) > 1:
            return
        yield level


def kind(name: str) -> str:
    """The suffix of `name` in lower case, without that of the program that packed it."""
    stem, dot, suffix = unpacked(name.lower()).rpartition(".")
    return f".{suffix}" if dot and stem and "/" not in suffix else ""


def unpacked(name: str) -> str:
    """`name` without .gz, .bz2, .xz, .zst."""
    return next((name[: -len(suffix)] for suffix in PACKED if name.lower().endswith(suffix)), name)


@contextmanager
def open_file(file: File) -> Iterator[IO[bytes]]:
    """The bytes of `file`, unpacked when its name ends in .gz, .bz2, .xz or .zst; at most 100 times its size.

    >>> with corpus.open_file(corpus.find_files("seeds")[0][0]) as file:
    ...     print(len(file.read()) > 1000)
    True
    """
    with ExitStack() as stack:
        if "://" in file.address:
            import fsspec

            opened = stack.enter_context(fsspec.open(file.address, "rb"))
        else:
            opened = stack.enter_context(Path(file.address).open("rb"))
        plain = stack.enter_context(_unpack(file.name.lower(), opened))
        yield plain if plain is opened else io.BufferedReader(_Bounded(plain, sign(file)[0]), _BUFFER)


_BUFFER = 1 << 16


class _Bounded(io.RawIOBase):
    """What a packed file of `size` bytes holds, to be read until it is too much."""

    def __init__(self, opened: IO[bytes], size: int) -> None:
        self._opened, self._size, self._left = opened, size, most_unpacked(size)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        found = self._opened.read(len(buffer))
        buffer[: len(found)] = found
        self._left -= len(found)
        if self._left < 0:
            raise TooLargeError(_too_large(self._size))
        return len(found)


def _unpack(name: str, opened: IO[bytes]) -> IO[bytes]:
    if name.endswith(".gz"):
        return gzip.open(opened)  # type: ignore[return-value]
    if name.endswith(".bz2"):
        return bz2.open(opened)
    if name.endswith(".xz"):
        return lzma.open(opened)
    if name.endswith(".zst"):
        import pyarrow as pa

        return pa.CompressedInputStream(opened, "zstd")  # type: ignore[no-any-return]
    return opened


def sign(file: File) -> tuple[int, int]:
    """Size and time of change of `file` (nanoseconds): when both are as they were, it need not be read again.

    A file that is not there, or a link to nowhere, has the size -1.

    >>> corpus.sign(corpus.find_files("seeds")[0][0])[0] > 1000
    True
    """
    try:
        return _sign(file)
    except FileNotFoundError:
        return -1, 0


def _sign(file: File) -> tuple[int, int]:
    if "://" in file.address:
        import fsspec

        system, path = fsspec.core.url_to_fs(file.address)
        told = system.info(path)
        changed = next(
            (told[k] for k in ("LastModified", "mtime", "updated", "last_modified", "created") if told.get(k)), 0
        )
        mark = changed.timestamp() if hasattr(changed, "timestamp") else changed
        return int(told.get("size") or 0), int(float(mark) * 1e9) if isinstance(mark, int | float) else int.from_bytes(
            str(mark).encode()[-7:]
        )
    status = os.stat(file.address)  # noqa: PTH116 - a string, for a corpus may be a million files
    return status.st_size, status.st_mtime_ns
