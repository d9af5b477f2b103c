"""Questions in SQL over the tables that `origins analyse` left: a view for each table, with DuckDB (extra `query`)."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd

from helpers import engine, tables

__all__ = ["ask", "connect"]
__dir__ = __all__.copy


_SPILL = "10GB"  # of disk, and no more, for a question that does not fit into memory


def ask(sql: str, folder: str | Path) -> pd.DataFrame:
    """What `sql` gives over the tables in `folder`. ValueError: no tables there, no DuckDB, a question it refuses.

    >>> made = engine.run("seeds", folder)
    >>> query.ask("select count(*) as n from articles", folder)["n"].to_list()
    [5]
    """
    with connect(folder) as connection:
        try:
            answer = connection.sql(sql)
        except Exception as error:
            raise ValueError(f"the query is refused: {error}") from error
        if answer is None:
            raise ValueError("the query gives no rows; expected one that begins with select or from")
        frame: pd.DataFrame = answer.df()
        return frame


@contextmanager
def connect(folder: str | Path) -> Iterator[Any]:
    """A connection of DuckDB that holds a view of every table in `folder`, with the codebook's words as comments.

    It reads those files alone, writes nothing but its own spill (10 GB at most, removed at the end), and needs no
    network.

    >>> made = engine.run("seeds", folder)
    >>> with query.connect(folder) as connection:
    ...     connection.sql("from pairs").columns[:2]
    ['article_id', 'other_id']
    """
    duckdb = _duckdb()
    root = Path(folder).absolute()
    if not (manifest := engine.read_manifest(root)):
        raise ValueError(f"{folder}: no tables here. Make them: origins analyse CORPUS --out {folder}")
    with tempfile.TemporaryDirectory(prefix="origins-") as spill:
        connection = duckdb.connect(config={"temp_directory": spill, "max_temp_directory_size": _SPILL})
        try:
            connection.execute(f"SET allowed_directories = [{_text(str(root))}, {_text(spill)}]")
            connection.execute("SET enable_external_access = false")
            for name, parts in manifest["tables"].items():
                _view(connection, name, [root / "tables" / f"{name}.parquet" / f"{part}.parquet" for part in parts])
            connection.execute("SET lock_configuration = true")
            yield connection
        finally:
            connection.close()


def _duckdb() -> Any:
    try:
        import duckdb
    except ImportError as error:
        raise ValueError("questions in SQL need DuckDB: pip install 'origins-notebooks[query]'") from error
    return duckdb


def _view(connection: Any, name: str, paths: list[Path]) -> None:
    if not paths:
        return
    listed = ", ".join(_text(str(path)) for path in paths)
    connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet([{listed}], union_by_name = true)")
    if (table := tables.TABLES.get(name)) is None:
        return
    connection.execute(f"COMMENT ON VIEW {name} IS {_text(table.meaning)}")
    there = {row[0] for row in connection.execute(f"DESCRIBE {name}").fetchall()}
    for column in table.columns:
        if column.name in there:
            connection.execute(f'COMMENT ON COLUMN {name}."{column.name}" IS {_text(column.meaning)}')


def _text(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"
