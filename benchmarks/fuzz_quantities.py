"""Feeds `claims.find_quantities` with mutated text for some minutes, and counts crashes and wrong offsets.

    python benchmarks/fuzz_quantities.py [--minutes 10] [--texts FOLDER]

Runs atheris (coverage-guided; an interpreter that has it and pandas is needed). A crash, an offset outside the text,
quantities out of order or an interval upside down stops the run and leaves the input beside it. Writes
benchmarks/results/fuzz_quantities.md.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
import time
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["helpers.claims"]):
    from helpers import claims

SPLICES = (
    "$30bn", "nearly ", "between 5 and 7 million", "a year and a half", "10-15 %", "from $2 to $3",
    "tens of thousands", "1,234,567.89", "½", "▼0.33%", "twenty-eight thousand", "5 ft 2 in", "per share",
    "in 2021", "one in five", "EC-121", "2013-14", "(imports decreased by 15%)", "10^6",
    "South Korea's exports to Russia", "£", "£1m", "−5 °C", "12:30 p.m.", "$US2.4bn", "Rs 40 cr.",
    "three or four weeks", "plus or minus 3", "7 in 10 adults", "30 per 100,000 people", "killed 12",
    "1600 Elm Avenue", "6% of its GDP", "the S&P 500 rose to 4,577.1", "Lee (40 percent), Kim (38)", "FY22-23",
)  # fmt: skip


def check(text: str) -> None:
    """Raises where a law is broken."""
    found = claims.find_quantities(text)
    last = 0
    for q in found:
        assert 0 <= q.start < q.end <= len(text), "offsets outside the text"
        assert q.start >= last, "quantities out of order"
        assert q.low is None or q.high is None or q.low <= q.high, "interval upside down"
        last = q.start


def one_input(data: bytes) -> None:
    """One input: bytes to text, with pieces of number grammar spliced in at places that the bytes choose."""
    provider = atheris.FuzzedDataProvider(data)
    parts = []
    while provider.remaining_bytes() and len(parts) < 40:
        if provider.ConsumeBool():
            parts.append(SPLICES[provider.ConsumeIntInRange(0, len(SPLICES) - 1)])
        else:
            parts.append(provider.ConsumeUnicodeNoSurrogates(provider.ConsumeIntInRange(0, 24)))
    check("".join(parts))


def main() -> None:
    """Fuzzes for the time given, in a child process; the parent writes the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--texts", type=Path, default=Path("seeds"), help="texts to start from")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        for path in sorted(options.texts.glob("*.txt")):
            (corpus / path.name).write_bytes(path.read_bytes())
        started = time.time()
        child = os.fork()
        if child == 0:
            seconds = int(options.minutes * 60)
            log = os.open(Path(folder) / "log", os.O_WRONLY | os.O_CREAT)
            os.dup2(log, 2)
            limits = [f"-max_total_time={seconds}", "-max_len=2000", "-timeout=20"]
            try:
                atheris.Setup([sys.argv[0], *limits, str(corpus)], one_input)
                atheris.Fuzz()
            finally:
                os._exit(1)  # a child that goes on would remove the folder of its parent
        _, status = os.waitpid(child, 0)
        log_text = (Path(folder) / "log").read_text(encoding="utf-8", errors="replace")
    last = [line for line in log_text.splitlines() if re.match(r"#\d+", line)][-1:]
    minutes = (time.time() - started) / 60
    lines = [
        "# Fuzzing of the reading of numbers", "",
        f"atheris, {minutes:.1f} minutes; laws: no crash, offsets inside the text and in order, intervals",
        "the right way round.", "",
        f"- result: {'no law broken' if status == 0 else 'FAILED'}",
        f"- last line of the fuzzer: `{last[0] if last else ''}`",
    ]  # fmt: skip
    print("\n".join(lines))
    if status:
        print(log_text[-4000:])
        raise SystemExit(1)
    (Path(__file__).with_name("results") / "fuzz_quantities.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
