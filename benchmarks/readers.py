"""What benchmarks that count readers' verdicts share: their labels, a share with its interval, and where results go."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def labels(name: str) -> Any:
    """What lies in benchmarks/labels/`name`.json."""
    return json.loads((HERE / "labels" / f"{name}.json").read_text("utf-8"))


def publish(name: str, lines: Iterable[str]) -> None:
    """Print `lines` and write them to benchmarks/results/`name`.md."""
    written = "\n".join([*lines, ""])
    print(written)
    (HERE / "results" / f"{name}.md").write_text(written, encoding="utf-8")


def share(part: int, whole: int) -> str:
    """Percent with its 95 % Wilson interval; empty where there is nothing to count."""
    if not whole:
        return ""
    p, z = part / whole, 1.96
    middle, spread = p + z * z / (2 * whole), z * math.sqrt(p * (1 - p) / whole + z * z / (4 * whole * whole))
    low, high = ((middle + sign * spread) / (1 + z * z / whole) for sign in (-1, 1))
    return f"{100 * p:.1f} ({100 * max(low, 0):.1f}-{100 * high:.1f})"
