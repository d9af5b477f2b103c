"""Settings of all tests: in CI hypothesis draws the same examples on every run, and no test is timed.

What several files ask of the seeds is made once for all of them; no test may change it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    import pandas as pd

    from helpers.engine import Tables

SEEDS = Path(__file__).parents[1] / "seeds"
LONGEST = ("notebooks", "report", "engine", "packaging", "charts", "formats", "attribution", "tutorials", "project")

settings.register_profile("ci", derandomize=True, deadline=None)
# `make test-many`: twenty times the examples, also where a test asks for fewer of them (its number times MORE)
settings.register_profile("many", max_examples=2000, deadline=None)
if os.environ.get("CI"):
    settings.load_profile("ci")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files that take longest first, so that of several workers none begins one when the others are done."""
    place = {f"test_{name}": number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.path.stem, len(place)))


@pytest.fixture(scope="session")
def ready_kernels() -> None:
    """Kernels are forked from a process that has imported what the notebooks import, whichever test asks first."""
    from helpers import report

    report.prepare()


@pytest.fixture(scope="session")
def seeds() -> Tables:
    """All tables of the seeds."""
    from helpers import engine  # slow to import, and not for every test

    return engine.load(str(SEEDS))


@pytest.fixture(scope="session")
def seed_texts() -> pd.DataFrame:
    """The texts of the seeds as they stand in their files, named 000 to 004."""
    import pandas as pd

    paths = sorted(SEEDS.glob("*.txt"))
    return pd.DataFrame({"article_id": [p.name[:3] for p in paths], "text": [p.read_bytes().decode() for p in paths]})


@pytest.fixture(scope="session")
def seed_claims(seed_texts: pd.DataFrame) -> pd.DataFrame:
    """The claims of the seeds, 000 and 001 of one origin, whoever makes them."""
    from helpers import claims, evidence, tables

    origin = seed_texts["article_id"].replace("000", "001")
    n = origin.map(origin.value_counts())
    origins = seed_texts[["article_id"]].assign(origin_id=origin, is_virtual=False, n_articles=n)
    found = evidence.claims(claims.read_quantities(seed_texts), origins=tables.ORIGINS.frame(origins))
    return tables.CLAIMS.check(found)
