"""What quantulum3 and Recognizers-Text read in sentences: JSON in, JSON out. Runs in an environment of its own.

    python benchmarks/quantities_peers.py quantulum3 < sentences.json > found.json

Each found quantity is {"value": number or [low, high], "unit": name or "", "start": n, "end": n}.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from typing import Any

Found = dict[str, Any]


def quantulum3() -> Callable[[str], list[Found]]:
    from quantulum3 import parser

    def read(text: str) -> list[Found]:
        found = []
        for q in parser.parse(text):
            spread = q.uncertainty
            value = [q.value - spread, q.value + spread] if spread and " to " in q.surface + " to " else q.value
            is_range = spread and any(mark in q.surface for mark in ("-", "–", " to ", " and "))
            name = "" if q.unit.name == "dimensionless" else q.unit.name
            found.append({"value": value if is_range else q.value, "unit": name, "start": q.span[0], "end": q.span[1]})
        return found

    return read


def recognizers() -> Callable[[str], list[Found]]:
    import recognizers_suite as suite
    from recognizers_suite import Culture

    def numbers(text: str) -> Iterator[tuple[Any, str]]:
        for recognise in (
            suite.recognize_currency, suite.recognize_dimension, suite.recognize_temperature, suite.recognize_age,
            suite.recognize_percentage, suite.recognize_number,
        ):  # fmt: skip
            for model in recognise(text, Culture.English):
                yield model, recognise.__name__

    def read(text: str) -> list[Found]:
        found: list[Found] = []
        for model, name in numbers(text):
            if any(other["start"] <= model.end and model.start < other["end"] for other in found):
                continue
            value = (model.resolution or {}).get("value")
            if value in (None, "null"):
                continue
            unit = "percentage" if name == "recognize_percentage" else (model.resolution.get("unit") or "")
            number = float(str(value).rstrip("%"))
            found.append({"value": number, "unit": unit.lower(), "start": model.start, "end": model.end + 1})
        return found

    return read


def main() -> None:
    """Reads sentences from standard input with the peer named on the command line."""
    read = {"quantulum3": quantulum3, "recognizers": recognizers}[sys.argv[1]]()
    found = []
    for sentence in json.load(sys.stdin):
        try:
            found.append(read(sentence))
        except Exception as error:  # noqa: BLE001 - a peer that fails on a sentence has found nothing in it
            print(f"{sys.argv[1]} failed: {error!r} on {sentence[:80]!r}", file=sys.stderr)
            found.append([])
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
