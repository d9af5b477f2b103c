"""Reading a corpus: any source of news texts -> the articles table. The only reader of inputs.

A corpus is a folder of .txt files (nested too, with an optional articles.csv at its top), or one .jsonl, .json,
.csv or .parquet file (.gz too), a pattern such as "export/*.jsonl.gz", or an address that fsspec knows (s3://, gs://).
A folder without .txt (or .html) is read as its .jsonl, .json, .csv and .parquet files.

article_id: the stated id (a column named in `ALIASES`); else, for a file that is one article, its path within the
corpus without suffix; else the first 16 hexadecimal digits of SHA-256 over address and text, so that an article keeps
its id when rows are added before it.
label: the leading parts of the id (parted by _ - . / or space), as many as it takes to tell all articles of the
corpus apart; `scan` does not see the whole corpus, so there a label is the id itself.
"""

from __future__ import annotations

import ast
import csv
import gzip
import hashlib
import io
import json
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from glob import glob, has_magic
from importlib.resources import files
from pathlib import Path
from typing import IO, Any, NamedTuple

import pandas as pd

from helpers import tables, text

ALIASES: Mapping[str, tuple[str, ...]] = {
    "article_id": ("article_id", "id", "stories_id", "story_id", "gkgrecordid", "guid"),
    "text": ("text", "maintext", "content", "body", "article_text", "full_text", "fulltext"),
    "title": ("title", "headline"),
    "outlet": (
        "outlet", "media_name", "source_name", "sitename", "source-hostname", "publisher", "source_domain",
        "sourcecommonname", "domain", "hostname", "source",
    ),
    "author": ("author", "authors", "byline"),
    "published": (
        "published", "date_publish", "publish_date", "published_at", "date_published", "pub_date", "seendate", "date",
    ),
    "url": ("url", "link", "documentidentifier", "source"),
    "language": ("language", "lang", "language_code"),
}  # fmt: skip
"""The columns of news exports (Media Cloud, GDELT, news-please, CC-News, trafilatura), best first, lower-case."""

_PASSED_OVER = frozenset({"raw_text", "html", "raw_html", "comments"})  # bulky twins of the text
_MISSING = frozenset({"", "null", "none", "nan", "na", "n/a"})
_ONE_EACH = (".txt", ".html", ".htm")
_MANY_EACH = (".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".parquet")
_OURS = frozenset({"articles.csv", "corrections.csv"})
_NOT_STOPPING = "no text"


class CorpusError(ValueError):
    """A corpus that cannot be read as asked: where, what was found, what is allowed, what to do."""


class Part(NamedTuple):
    """Some articles of a corpus, and what of the same stretch of input could not become an article."""

    articles: pd.DataFrame
    rejected: pd.DataFrame


class File(NamedTuple):
    """One input file: its name within the corpus, and where it lies."""

    name: str
    address: str


class Record(NamedTuple):
    """One article as found: its file, the place in it, and its fields as the source names them."""

    source: str
    place: str
    fields: Mapping[str, Any]


class Loss(NamedTuple):
    """One input that is no article. The order of fields is that of the table `rejected`."""

    source: str
    place: str
    article_id: str | None
    reason: str
    cure: str

    def __str__(self) -> str:
        where = f"{self.source}, {self.place}" if self.place else self.source
        return f"{where}: {self.reason}. {self.cure}."


# --- the three ways in -----------------------------------------------------------------------------------


def scan(source: str, *, size: int = 1000, on_error: str = "stop", date_format: str | None = None) -> Iterator[Part]:
    """The corpus at `source` in parts of at most `size` articles, in the order of the input; memory stays flat.

    on_error "stop" raises CorpusError at the first input that cannot be read; "quarantine" goes on and lists it in
    `rejected`. A row of an export without text never stops: it is listed. `date_format` is for dates that
    are not ISO 8601 or RFC 2822 (as in `datetime.strptime`).
    """
    if on_error not in {"stop", "quarantine"}:
        raise ValueError(f'on_error is "{on_error}"; expected "stop" or "quarantine"')
    seen: set[int] = set()
    rows: list[Mapping[str, Any]] = []
    losses: list[Loss] = []
    for found in _read_all(source):
        article = _article(found, date_format) if isinstance(found, Record) else found
        if not isinstance(article, Loss):
            mark = hash(article["article_id"])  # 64 bits an article, not the id itself, keeps memory flat
            if mark not in seen:
                seen.add(mark)
                rows.append(article)
                if len(rows) == size:
                    yield _part(rows, losses)
                    rows, losses = [], []
                continue
            article = Loss(
                found.source, found.place, article["article_id"],
                f'the article_id "{article["article_id"]}" stands twice',
                "Give each article an id of its own, or remove one of the two",
            )  # fmt: skip
        if on_error == "stop" and not article.reason.startswith(_NOT_STOPPING):
            raise CorpusError(str(article))
        losses.append(article)
    if rows or losses:
        yield _part(rows, losses)


def read(source: str, *, on_error: str = "stop", date_format: str | None = None) -> pd.DataFrame:
    """The articles of the corpus at `source`: all parts of `scan`, one frame. No article at all is an error."""
    return read_all(source, on_error=on_error, date_format=date_format).articles


def read_all(source: str, *, on_error: str = "stop", date_format: str | None = None, allow_empty: bool = False) -> Part:
    """The articles of the corpus at `source`, and what was set aside, each one frame."""
    parts = list(scan(source, on_error=on_error, date_format=date_format))
    articles = join([part.articles for part in parts], tables.ARTICLES)
    if articles.empty and not allow_empty:
        n = sum(len(part.rejected) for part in parts)
        raise CorpusError(
            f"{source}: no articles ({n} inputs set aside); expected .txt files, or one .jsonl, .csv or .parquet file. "
            "Name another corpus; `origins check` lists what was found."
        )
    articles["label"] = labels(articles["article_id"])
    return Part(articles, join([part.rejected for part in parts], tables.REJECTED))


def join(frames: Iterable[pd.DataFrame], table: tables.Table) -> pd.DataFrame:
    """`frames` of one table as one frame, sorted by its key."""
    filled = [frame for frame in frames if len(frame)]
    return table.frame(pd.concat(filled, ignore_index=True) if filled else [])


def boilerplate(articles: pd.DataFrame) -> pd.DataFrame:
    """The table `boilerplate` of `articles`: passages that are page furniture, with the rule that found them."""
    return tables.BOILERPLATE.frame(
        (article_id, *found)
        for article_id, written in zip(articles["article_id"], articles["text"], strict=True)
        for found in text.name_boilerplate(written)
    )


def labels(ids: Iterable[str]) -> list[str]:
    """Short names for charts: as many leading parts of each id as it takes to tell all of them apart."""
    parts = [re.findall(r"[^_\-./ ]+[_\-./ ]*|[_\-./ ]+", article_id) or [article_id] for article_id in ids]
    longest = max(map(len, parts), default=0)
    for n in range(1, longest):
        short = ["".join(p[:n]).rstrip("_-./ ") for p in parts]
        if len(set(short)) == len(short) and all(short):
            return short
    return ["".join(p) for p in parts]


# --- where the files are ---------------------------------------------------------------------------------


def locate(source: str) -> str:
    """`source` as it is found from the current folder, else from the project's root; an address stays as it is."""
    path = Path(source).expanduser()
    if "://" in source or path.is_absolute():
        return source if "://" in source else str(path)
    for root in (Path(), *_roots()):
        if (root / path).exists() or (has_magic(source) and glob(str(root / path), recursive=True)):  # noqa: PTH207 - Path.glob takes no absolute pattern
            return str(root / path)
    return str(path)


def _roots() -> Iterator[Path]:
    # nbconvert runs in the notebook's folder, papermill in the caller's: the project is above the one or the other
    for start in (Path.cwd(), Path(__file__).resolve()):
        yield from (p for p in start.parents if (p / "notebooks").is_dir() and (p / "pyproject.toml").is_file())


def find_files(source: str) -> tuple[list[File], list[str]]:
    """The files of the corpus at `source`, in order, and the names of the files beside them that are not read."""
    where = locate(source)
    found = _list_address(where) if "://" in where else _list_local(where)
    if found is None:
        raise CorpusError(
            f"{source}: no such file or folder. Name a folder of .txt files, or a .jsonl, .csv or .parquet file; "
            f"a relative path is looked up from {Path.cwd()} and from the project's root."
        )
    one = [file for file in found if _kind(file.name) in _ONE_EACH]
    many = [file for file in found if _kind(file.name) in _MANY_EACH and Path(file.name).name not in _OURS]
    taken = one or many
    unread = [file.name for file in found if file not in set(taken) and Path(file.name).name not in _OURS]
    if len(found) == 1 and not taken:
        raise CorpusError(
            f"{source}: a file of the kind {_kind(source) or 'without suffix'}; expected "
            f"{', '.join((*_ONE_EACH, *_MANY_EACH))} (.gz too). Convert it, or name another."
        )
    return taken, unread


def _list_local(where: str) -> list[File] | None:
    path = Path(where)
    if path.is_dir():
        inside = sorted(p for p in path.rglob("*") if not any(q.startswith(".") for q in p.relative_to(path).parts))
        return [File(p.relative_to(path).as_posix(), str(p)) for p in inside if p.is_file()]
    if path.exists():
        return [File(path.name, where)]
    if has_magic(where):
        matched = sorted(p for p in map(Path, glob(where, recursive=True)) if p.is_file())  # noqa: PTH207 - as above
        return _named([p.as_posix() for p in matched]) or None
    return None


def _list_address(where: str) -> list[File] | None:
    import fsspec

    system, path = fsspec.core.url_to_fs(where)
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


def _kind(name: str) -> str:
    return Path(name.lower().removesuffix(".gz")).suffix


def open_file(file: File) -> IO[bytes]:
    """The bytes of `file`, unpacked when its name ends in .gz."""
    opened: IO[bytes]
    if "://" in file.address:
        import fsspec

        opened = fsspec.open(file.address, "rb").open()
    else:
        opened = Path(file.address).open("rb")  # noqa: SIM115 - the caller closes it
    return gzip.open(opened) if file.name.lower().endswith(".gz") else opened  # type: ignore[return-value]  # GzipFile reads like IO[bytes]


# --- reading files to records ----------------------------------------------------------------------------


def _read_all(source: str) -> Iterator[Record | Loss]:
    taken, _ = find_files(source)
    stated = dict(_read_stated(source))
    for file in taken:
        yield from read_file(file, stated)
    read_ids = {_own_id(file.name) for file in taken}
    for article_id in stated:
        if article_id not in read_ids:
            yield Loss(
                "articles.csv", f'article_id "{article_id}"', article_id, "no such .txt file in the corpus",
                "Remove the row, or add the file",
            )  # fmt: skip


def read_file(file: File, stated: Mapping[str, Mapping[str, Any]]) -> Iterator[Record | Loss]:
    """The records of one file; `stated` holds what articles.csv says, by article_id. A file that fails is a Loss."""
    try:
        for found in _READERS[_kind(file.name)](file):
            if isinstance(found, Record) and _kind(file.name) in _ONE_EACH:
                own = stated.get(_own_id(file.name), {})
                yield found._replace(fields={**found.fields, **own, "article_id": _own_id(file.name)})
            else:
                yield found
    except FileNotFoundError:
        yield Loss(file.name, "", None, "the file went away while the corpus was read", "Run again")
    except (OSError, EOFError) as error:
        yield Loss(file.name, "", None, f"cannot be read: {error}", "Check the file and its permissions")


def _own_id(name: str) -> str:
    kind = _kind(name)
    return name[: name.lower().rindex(kind)] if kind in _ONE_EACH else name


def _read_stated(source: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    where = locate(source)
    beside = f"{where.rstrip('/')}/articles.csv"
    if "://" in where:
        import fsspec

        system, path = fsspec.core.url_to_fs(beside)
        if not system.exists(path):
            return
    elif not Path(beside).is_file():
        return
    for record in _read_csv(File("articles.csv", beside)):
        if isinstance(record, Loss):
            raise CorpusError(str(record))
        fields = {k: v for k, v in record.fields.items() if k.lower() != "text"}
        article_id = _pick(fields, "article_id")
        if article_id is None:
            raise CorpusError(
                f"articles.csv, {record.place}: no article_id; the columns are {_listed(fields)}. "
                "Name each .txt file (without .txt) in the column article_id."
            )
        yield str(article_id).removesuffix(".txt"), {**fields, "place of metadata": record.place}


def _read_txt(file: File) -> Iterator[Record | Loss]:
    with open_file(file) as opened:
        written = opened.read()
    try:
        yield Record(file.name, "", {"text": written.decode("utf-8-sig")})
    except UnicodeDecodeError as error:
        yield Loss(
            file.name, f"byte {error.start}", _own_id(file.name),
            f"not UTF-8: found 0x{written[error.start]:02x}",
            "Convert the file: iconv -f WINDOWS-1252 -t UTF-8 (or the encoding it is in)",
        )  # fmt: skip


def _read_html(file: File) -> Iterator[Record | Loss]:
    try:
        from trafilatura import bare_extraction
    except ImportError:
        yield Loss(
            file.name, "", _own_id(file.name), "an HTML page, and trafilatura is not installed",
            "pip install 'origins-notebooks[html]'",
        )  # fmt: skip
        return
    with open_file(file) as opened:
        page = bare_extraction(opened.read(), with_metadata=True)
    found = {} if page is None else page if isinstance(page, dict) else page.as_dict()
    kept = {name: found.get(name) for name in ("title", "author", "url", "sitename", "date", "language", "text")}
    yield Record(file.name, "", kept)


def _read_jsonl(file: File) -> Iterator[Record | Loss]:
    with open_file(file) as opened:
        for number, line in enumerate(opened, 1):
            if not line.strip():
                continue
            place = f"line {number}"
            try:
                fields = json.loads(line.decode("utf-8-sig"))
            except UnicodeDecodeError as error:
                yield Loss(
                    file.name, place, None, f"not UTF-8: byte {error.start} of the line is 0x{line[error.start]:02x}",
                    "Convert the file to UTF-8",
                )  # fmt: skip
            except ValueError as error:
                yield Loss(
                    file.name,
                    place,
                    None,
                    f"not JSON: {error}",
                    "Expected one JSON object a line; fix the line",
                )
            else:
                yield _json_record(file, place, fields)


def _read_json(file: File) -> Iterator[Record | Loss]:
    with open_file(file) as opened:
        written = opened.read()
    try:
        found = json.loads(written.decode("utf-8-sig"))
    except ValueError as error:  # UnicodeDecodeError is one too
        yield Loss(
            file.name,
            "",
            None,
            f"not JSON: {error}",
            "Expected one object or a list of objects; fix the file",
        )
        return
    listed = found.get("articles", [found]) if isinstance(found, dict) else found
    if not isinstance(listed, list):
        yield Loss(file.name, "", None, "neither a JSON object nor a list", "Expected one article, or a list of them")
        return
    for number, fields in enumerate(listed, 1):
        yield _json_record(file, f"item {number}", fields)


def _json_record(file: File, place: str, fields: Any) -> Record | Loss:
    if isinstance(fields, dict):
        return Record(file.name, place, fields)
    return Loss(file.name, place, None, f"not a JSON object: {json.dumps(fields)[:60]}", "Expected {...}; fix it")


def _read_csv(file: File) -> Iterator[Record | Loss]:
    csv.field_size_limit(1 << 30)  # the module's own limit, 128 KB, is shorter than some articles
    with open_file(file) as opened:
        # bytes that are not UTF-8 become lone surrogates, which `_article` finds: so the row is known
        lines = io.TextIOWrapper(opened, encoding="utf-8-sig", errors="surrogateescape", newline="")
        head = lines.readline()
        delimiter = max(",;\t|", key=head.count)
        header = next(csv.reader([head], delimiter=delimiter), [])
        rows = csv.reader(lines, delimiter=delimiter, strict=True)
        number = 1
        while True:
            number += 1
            try:
                row = next(rows, None)
            except csv.Error as error:
                yield Loss(file.name, f"row {number}", None, f"not CSV: {error}", "Check the quote marks of this row")
                continue
            if row is None:
                return
            if not row:
                continue
            if len(row) != len(header):
                yield Loss(
                    file.name, f"row {number}", None, f"{len(row)} cells; the header has {len(header)}",
                    "Fix the row: commas, quote marks and line ends in a text belong in quote marks",
                )  # fmt: skip
                continue
            yield Record(file.name, f"row {number}", dict(zip(header, row, strict=True)))


def _read_parquet(file: File) -> Iterator[Record | Loss]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = 0
    with open_file(file) as opened:
        try:
            for batch in pq.ParquetFile(opened).iter_batches(batch_size=500):
                for fields in batch.to_pylist():
                    number += 1
                    yield Record(file.name, f"row {number}", fields)
        except pa.ArrowException as error:
            yield Loss(
                file.name, f"row {number + 1}" if number else "", None, f"not Parquet: {str(error).splitlines()[0]}",
                "Write the file again",
            )  # fmt: skip


_READERS: Mapping[str, Callable[[File], Iterator[Record | Loss]]] = {
    ".txt": _read_txt,
    ".html": _read_html,
    ".htm": _read_html,
    ".jsonl": _read_jsonl,
    ".ndjson": _read_jsonl,
    ".json": _read_json,
    ".csv": _read_csv,
    ".tsv": _read_csv,
    ".parquet": _read_parquet,
}


# --- from record to article ------------------------------------------------------------------------------


def _article(record: Record, date_format: str | None) -> dict[str, Any] | Loss:
    fields = record.fields

    def loss(reason: str, cure: str, place: str = record.place) -> Loss:
        return Loss(record.source, place, _name(_pick(fields, "article_id")), reason, cure)

    if _column(fields, "text") is None:
        return loss(
            f"no column of text; the columns are {_listed(fields)}",
            f"Name the column of the text one of {', '.join(ALIASES['text'])}",
        )
    written = _pick(fields, "text")
    if written is None or not str(written).strip():
        if record.place:
            return loss(_NOT_STOPPING, "Nothing to do if the source has none; else fill the row")
        return loss("empty: not one character besides white space", "Remove the file, or fill it")
    written = str(written)
    if fault := _not_text(written):
        return loss(fault, "Give the text as UTF-8")
    try:
        published = _time(_pick(fields, "published"), date_format)
    except ValueError:
        found = loss(
            f'published is "{_pick(fields, "published")}"; expected YYYY-MM-DD',
            "Fix the row or pass date_format=",
        )
        beside = fields.get("place of metadata")
        return found._replace(source="articles.csv", place=str(beside)) if beside else found
    sha256 = hashlib.sha256(written.encode()).hexdigest()
    url = _url(fields)
    article_id = _name(_pick(fields, "article_id"))
    if article_id is None:
        article_id = hashlib.sha256(f"{url or ''}\n{written}".encode()).hexdigest()[:16]
    outlet = _name(_pick(fields, "outlet"))
    article = {
        "article_id": article_id,
        "label": article_id,
        "title": _name(_pick(fields, "title")),
        "outlet": None if outlet == url else outlet,
        "author": _authors(_pick(fields, "author")),
        "published": published,
        "url": url,
        "language": _language(_pick(fields, "language")) or guess_language(written),
        "n_words": len(text.find_words(written)),
        "sha256": sha256,
        "text": written,
    }
    for name, value in article.items():
        if isinstance(value, str) and name != "text" and (fault := _not_text(value)):
            return loss(f"{name}: {fault}", "Give it as UTF-8")
    used = {_column(fields, name) for name in ALIASES} | {"place of metadata"}
    further = {
        name: _name(value)
        for name, value in fields.items()
        if name not in used and name.lower() not in _PASSED_OVER | article.keys() and not isinstance(value, list | dict)
    }
    return {
        **article,
        **{name: value for name, value in further.items() if value and not _not_text(value + name)},
    }


def _column(fields: Mapping[str, Any], name: str) -> str | None:
    by_lower = {column.strip().lower(): column for column in fields}
    return next((by_lower[alias] for alias in ALIASES[name] if alias in by_lower), None)


def _pick(fields: Mapping[str, Any], name: str) -> Any:
    column = _column(fields, name)
    value = None if column is None else fields[column]
    if isinstance(value, float) and math.isnan(value):
        return None
    if name != "text" and isinstance(value, str) and value.strip().lower() in _MISSING:
        return None
    return value


def _url(fields: Mapping[str, Any]) -> str | None:
    # trafilatura's `source` is an address, other exports' an outlet
    url = _name(_pick(fields, "url"))
    if url is not None and (_column(fields, "url") or "").lower() == "source" and "://" not in url:
        return None
    return url


def _name(value: Any) -> str | None:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    return " ".join(str(value).split()) or None


def _authors(value: Any) -> str | None:
    if isinstance(value, str) and value.startswith("["):  # a list, as news-please writes it to CSV
        try:
            value = ast.literal_eval(value)
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            return _name(value)
    if isinstance(value, list | tuple):
        return "; ".join(name for name in map(_name, value) if name) or None
    return _name(value)


def _not_text(written: str) -> str | None:
    try:
        written.encode()
    except UnicodeEncodeError as error:
        code = ord(written[error.start])
        if 0xDC80 <= code <= 0xDCFF:
            return f"not UTF-8: character {error.start} is the byte 0x{code - 0xDC00:02x}"
        return f"half a surrogate pair at character {error.start}"
    if "\0" in written:
        return f"a zero byte at character {written.index(chr(0))}"
    return None


_DIGITS = {8: "%Y%m%d", 12: "%Y%m%d%H%M", 14: "%Y%m%d%H%M%S", 4: "%Y"}


def _time(value: Any, date_format: str | None) -> datetime | None:
    """`value` as UTC without zone; no zone stated: taken as UTC. Raises ValueError when it is no date."""
    if value is None or value is pd.NaT:
        return None
    if isinstance(value, datetime):
        read = value
    else:
        written = str(value).strip()
        if date_format:
            read = datetime.strptime(written, date_format)
        elif re.fullmatch(r"\d+", written):
            read = datetime.strptime(written, _DIGITS.get(len(written), "%Y-%m-%d"))
        elif re.match(r"\d{4}-\d\d$", written):
            read = datetime.strptime(written, "%Y-%m")
        elif re.match(r"\d{4}", written):
            read = datetime.fromisoformat(written)
        else:
            read = parsedate_to_datetime(written)
    return read.astimezone(UTC).replace(tzinfo=None) if read.tzinfo else read


# --- language --------------------------------------------------------------------------------------------

_ENGLISH = frozenset(
    # fmt: off
    (
        "the",
        "and",
        "that",
        "with",
        "for",
        "from",
        "this",
        "these",
        "those",
        "have",
        "has",
        "had",
        "been",
        "were",
        "which",
        "their",
        "they",
        "them",
        "would",
        "could",
        "should",
        "his",
        "her",
        "its",
        "by",
        "to",
        "are",
        "be",
        "not",
        "but",
        "you",
        "your",
        "what",
        "who",
        "when",
        "there",
        "about",
        "into",
        "than",
        "our",
        "will",
        "said",
        "it",
        "of",
        "as",
    )
    # fmt: on
)
_SURE_ENGLISH = 0.25
_SURE_OTHER = 0.9


@cache
def _languages() -> Mapping[str, str]:
    with (files("helpers") / "data" / "languages.csv").open(encoding="utf-8") as lines:
        return {name: row["code"] for row in csv.DictReader(lines) for name in (row["code"], *row["names"].split("|"))}


def _language(stated: Any) -> str | None:
    if stated is None:
        return None
    name = str(stated).strip().lower()
    return _languages().get(name) or _languages().get(re.split(r"[-_]", name)[0])


def guess_language(written: str) -> str | None:
    """ISO 639-1 code of the language of `written`, or None when in doubt.

    English by its share of function words (cheap, and nearly all of an English corpus); else by py3langid, when it
    is sure. Fewer than five words are not judged.
    """
    words = [written[start:end].lower() for start, end in text.find_words(written[:3000])]
    if len(words) >= 20 and sum(word in _ENGLISH for word in words) >= _SURE_ENGLISH * len(words):
        return "en"
    if len(words) < 5 and not re.search(r"[぀-ヿ㐀-鿿가-힣฀-๿]{10}", written):
        return None
    from py3langid import rank  # loads its model: 0.2 s, which an English corpus never pays

    ranked = [(str(code), float(score)) for code, score in rank(written[:3000])]
    best, top = ranked[0]
    sure = 1 / sum(math.exp(score - top) for _, score in ranked)
    return best if sure >= _SURE_OTHER else None


def _listed(fields: Mapping[str, Any]) -> str:
    return ", ".join(name for name in fields if name != "place of metadata") or "none"


def _part(rows: list[Mapping[str, Any]], losses: list[Loss]) -> Part:
    # two losses may share a place (a row refused twice): the first stands
    first = {(loss.source, loss.place): loss for loss in reversed(losses)}
    return Part(tables.ARTICLES.frame(rows), tables.REJECTED.frame(first.values()))
