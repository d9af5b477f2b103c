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
