"""The tables of a corpus by name: those a run left, or computed when first asked for."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from helpers import corpus as corpora
from helpers import corrections, validation
from helpers import tables as declared
from helpers.corpus import beside
from helpers.engine import recall, store
from helpers.engine.code import code_of
from helpers.engine.steps import LOCAL, STEPS, apply, check_settings, settle, step_of, with_own_files
from helpers.words import like

NAMES = (
    "articles",
    "rejected",
    "notes",
    *(table for step in STEPS for table in step.tables),
    "corrections",
    "precision",
)
_READING = ("on_error", "date_format", "columns", "allow_empty")
_FOLLOWS = frozenset(  # made anew from what corrections leave
    {"origins", "people", "namings", "attributions", "cited_sources", "speaker_shares", "claims", "claim_groups"}
)


@dataclass(frozen=True, repr=False)
class Tables(Mapping[str, pd.DataFrame]):
    """Tables by name, `found["claims"]` or `found.claims`; each is made when it is first asked for."""

    names: tuple[str, ...]
    make: Callable[[str], pd.DataFrame]

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self.names:
            raise KeyError(f'no table "{name}"{like(name, self.names)}; there are {", ".join(self.names)}')
        return self.make(name)

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name.startswith("_") or name not in self.names:
            raise AttributeError(f"no table {name}{like(name, self.names)}; `names` lists all")
        return self[name]

    def __dir__(self) -> list[str]:
        return [*self.names, "names", "keys", "items", "get"]

    def _ipython_key_completions_(self) -> list[str]:
        return list(self.names)

    def __repr__(self) -> str:
        return f"Tables, each made when first asked for: {', '.join(self.names)}"

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)


def load(
    corpus: corpora.Source, *, tables: str | os.PathLike[str] = "", label: str = "outlet-date", **settings: Any
) -> Tables:
    """The tables of `corpus` by name, each made when first asked for, with the tables it needs; nothing is written.

    `corpus` is a path, an address, or what else `corpus.read` takes. `tables` names the folder that `run` left: its
    tables are read, and none is computed. Tables made from other files or with other settings or code are an error
    that says so. Settings: on_error, date_format, columns, allow_empty
    (see `corpus.read_all`; they do not matter with `tables`), and those of the steps; another is a ValueError.

    What a person says in corrections.csv beside the corpus is applied, and shown in the table `corrections`; a sample
    that was marked (validation.csv beside the corpus) gives the table `precision`.

    >>> found = engine.load("seeds")
    >>> found.origins["origin_id"].nunique()
    4
    """
    check_settings(settings)
    settings = with_own_files(corpus, settings)
    if isinstance(corpus, os.PathLike):
        corpus = os.fspath(corpus)
    if tables:
        made = _from_folder(str(corpus), Path(tables), settings)
        settings = {**(store.read_manifest(Path(corpora.locate(str(tables)))) or {})["settings"], **settings}
    else:
        made = _from_corpus(corpus, settings)
    return _corrected(corpus, _labelled(made, label), settings)


def _labelled(made: Tables, label: str) -> Tables:
    """`made` with names for readers in the table of articles: they hang on the corpus as a whole."""

    @cache
    def articles() -> pd.DataFrame:
        frame = made.make("articles")
        return frame.assign(label=pd.Series(corpora.labels(frame, label), frame.index, dtype=declared.TEXT))

    return Tables(made.names, lambda name: articles() if name == "articles" else made.make(name))


def _corrected(corpus: corpora.Source, made: Tables, settings: Mapping[str, Any]) -> Tables:
    stated = corrections.read(beside(corpus, "corrections.csv"))  # as it is now, whenever a table is asked for
    sample = beside(corpus, "validation.csv")
    marks = validation.read(sample) if sample.is_file() else declared.MARKS.empty()

    @cache
    def base(name: str) -> pd.DataFrame:
        """The table as the steps make it, of furniture as it is corrected."""
        ids = _refurnished(stated)
        step = step_of(name) if name not in corpora.Part._fields else None
        if not ids or step is None or step.reach != LOCAL or "boilerplate" not in step.named:
            return made.make(name)

        def some(need: str) -> pd.DataFrame:
            return (whole := make(need))[whole["article_id"].isin(ids)].reset_index(drop=True)

        chosen = settle(corpus, {"reader": "auto", **settings}) if "reader" in step.settings else settings
        new = apply(step, some, chosen)[step.tables.index(name)]
        old = made.make(name)
        return declared.TABLES[name].frame(pd.concat([old[~old["article_id"].isin(ids)], new], ignore_index=True))

    def again(name: str) -> pd.DataFrame:
        step = step_of(name)
        return apply(step, make, settings)[step.tables.index(name)]

    @cache
    def make(name: str) -> pd.DataFrame:
        if name == "corrections":
            return corrections.check(stated, base)
        if name == "precision":
            return validation.precision(marks, validation.implied(make("corrections"), base))
        if stated.empty or name in corpora.Part._fields:
            return made.make(name)
        return corrections.apply(name, again(name) if name in _FOLLOWS else base(name), stated, base)

    return Tables(
        (*(name for name in made.names if name not in {"corrections", "precision"}), "corrections", "precision"), make
    )


def _refurnished(stated: pd.DataFrame) -> frozenset[str]:
    """The articles whose furniture a person corrected: what is counted in them is counted again."""
    its = stated[(stated["table"] == "boilerplate") & stated["action"].isin(["reject", "add"])]
    return frozenset(its["article_id"])


def _from_corpus(corpus: corpora.Source, settings: Mapping[str, Any]) -> Tables:
    reading = {name: settings[name] for name in _READING if name in settings}

    @cache
    def part() -> corpora.Part:
        return corpora.read_all(corpus, **reading)

    made: dict[str, pd.DataFrame] = {}

    part()  # what cannot be read is told where it is named, not where it is first used

    def make(name: str) -> pd.DataFrame:
        if name in corpora.Part._fields:
            found: pd.DataFrame = getattr(part(), name)
            return found
        if name not in made:
            step = step_of(name)
            stated = settle(corpus, {"reader": "auto", **settings}) if "reader" in step.settings else settings
            made.update(zip(step.tables, apply(step, make, stated), strict=True))
        return made[name]

    return Tables(NAMES, make)


def _from_folder(corpus: str, folder: Path, settings: Mapping[str, Any]) -> Tables:
    where = Path(corpora.locate(str(folder)))
    manifest = store.read_manifest(where)
    again = f"Run `origins analyse {corpus} --out {folder}` again, or leave tables empty to compute them here."
    if manifest is None:
        raise store.StoreError(
            f"{folder}: no finished run here (manifest.json is missing or of another version). {again}"
        )
    now = code_of(STEPS)
    if stale := sorted(table for table, code in manifest["code"].items() if now.get(table, code) != code):
        raise store.StoreError(
            f"{folder}: {', '.join(stale)}: made by another version of the code or its libraries. {again}"
        )
    if not _is_same_input(corpus, where):
        raise store.StoreError(f"{folder}: its tables were made from other files than {corpus} holds. {again}")

    @cache
    def make(name: str) -> pd.DataFrame:
        if name not in corpora.Part._fields:
            for setting in settings.keys() & set(step_of(name).settings):
                value = settings[setting]
                if manifest["settings"][setting] != value and (setting, value) != ("reader", "auto"):
                    stated = manifest["settings"][setting]
                    raise store.StoreError(f"{folder}: {name} was made with {setting}={stated}, not {value}. {again}")
        return store.read_table(where, name, manifest["tables"][name])

    return Tables(tuple(name for name in NAMES if name in manifest["tables"]), make)


def _is_same_input(corpus: str, folder: Path) -> bool:
    # names and sizes alone: a copy of the corpus has other times of change
    try:
        files, _ = corpora.find_files(corpus)
    except corpora.CorpusError:
        return True  # the corpus is elsewhere now; its tables are here
    made_from = {name: mark.split(" ")[0] for name, mark in recall.read_inputs(folder).items()}
    return made_from == {file.name: str(corpora.sign(file)[0]) for file in files}
