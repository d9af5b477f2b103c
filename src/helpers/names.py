"""Names that several modules need: countries, outlets, titles and their aliases, read from the files in data/."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def countries() -> Mapping[str, str]:
    """ISO 3166 alpha-3 code of every country name, adjective, capital and alias, lower-case."""
    with (files("helpers") / "data" / "countries.csv").open(encoding="utf-8") as lines:
        return {alias: row["iso3"] for row in csv.DictReader(lines) for alias in row["aliases"].lower().split("|")}


def country(mention: str) -> str | None:
    """ISO 3166 alpha-3 code that `mention` names ("Seoul", "South Korean", "the US"), or None."""
    return countries().get(mention.strip().lower().removeprefix("the ").replace("’", "'").removesuffix("'s"))


@cache
def outlets() -> Mapping[str, str]:
    """Name of the outlet behind every outlet name and alias, as written ("WSJ" -> "The Wall Street Journal")."""
    with (files("helpers") / "data" / "outlets.csv").open(encoding="utf-8") as lines:
        return {
            alias: row["name"]
            for row in csv.DictReader(lines)
            for alias in (row["name"], *row["aliases"].split("|"))
            if alias
        }


@cache
def outlet_lengths() -> Mapping[str, int]:
    """Most words of an outlet name or alias that begins with a word, "The" before it or not."""
    longest: dict[str, int] = {}
    for alias in outlets():
        for name in (alias, alias.removeprefix("The ")):
            first, *further = name.split()
            longest[first] = max(longest.get(first, 0), 1 + len(further))
    return longest


@cache
def agencies() -> frozenset[str]:
    """Names and aliases of the news agencies among the outlets."""
    with (files("helpers") / "data" / "outlets.csv").open(encoding="utf-8") as lines:
        return frozenset(
            alias
            for row in csv.DictReader(lines)
            if row["kind"] == "agency"
            for alias in (row["name"], *row["aliases"].split("|"))
            if alias
        )


@cache
def _outlets_in_capitals() -> Mapping[str, str]:
    return {alias.upper(): name for alias, name in outlets().items()}


def outlet(mention: str) -> str | None:
    """Name of the outlet that `mention` is a name of ("the BBC", "WSJ", "REUTERS"), or None."""
    name = " ".join(mention.split()).strip(" .,;:()[]/\"'“”‘’").removesuffix("'s").removesuffix("’s")
    known = _outlets_in_capitals() if name.isupper() else outlets()
    bare = name.removeprefix("the ").removeprefix("The ").removeprefix("THE ")
    return known.get(name) or known.get(bare) or known.get(f"The {name}") or known.get(f"THE {name}")
