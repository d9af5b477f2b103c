"""All benchmarks in turn: `make bench DEV=folder`.

The folder holds the development sets under the names below; a benchmark whose texts are missing is skipped, and
said so.
Each writes benchmarks/results/<name>.md; the last one brings README and pages in line.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent

# benchmark -> its arguments; a word in braces is a folder that must lie in the folder of development sets
RUNS: dict[str, list[str]] = {
    "sentences": ["{gum/interview}", "{gum/academic}"],
    "readability": ["{articles}"],
    "terms": ["{articles}"],
    "attribution": ["{polnear}", "--seeds", "tests/gold/attribution.json"],
    "annotated": ["{labelled}"],
    "agreement": ["{labelled}"],
    "claims_read": [],
    "numbers_beside": [],
    "report_read": [],
    "stories": ["{stories.jsonl}"],
    "statements": ["benchmarks/labels/test", "--texts", "{labelled}"],
    "quantities": ["{quantities}"],
    "reuse": ["{wmt21}", "{basil}"],
    "reuse_crowd": ["{wmt21}", "{basil}", "{polnear}"],
    "formats": ["{exports}"],
    "notebooks": [],
    "report": [],
    "opening": [],
    "scale": ["all"],
    "measured": [],
}


def main() -> int:
    """Run what can be run; 1 when a benchmark failed."""
    sets = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    failed = []
    for name, arguments in RUNS.items():
        needed = [word.strip("{}") for word in arguments if word.startswith("{")]
        missing = [word for word in needed if sets is None or not (sets / word).exists()]
        if missing:
            print(f"{name}: skipped, there is no {', '.join(missing)} in {sets or 'DEV'}", flush=True)
            continue
        print(f"{name}", flush=True)
        filled = [str((sets or HERE) / word.strip("{}")) if word.startswith("{") else word for word in arguments]
        if subprocess.run([sys.executable, str(HERE / f"{name}.py"), *filled], check=False).returncode:
            failed.append(name)
    print(f"failed: {', '.join(failed)}" if failed else "done")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
