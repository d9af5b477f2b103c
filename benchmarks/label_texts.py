"""Take the texts of the annotated articles (benchmarks/labels/) out of a clone of the repository that publishes them.

    git clone https://github.com/ramybaly/Article-Bias-Prediction CLONE
    python benchmarks/label_texts.py CLONE TEXTS

Writes for each annotated article TEXTS/ID.txt, the text that the offsets of the annotations count in, and TEXTS/ID.json
as published (title, outlet, date); a text that is not the annotated one stops the run. No text lies in this repository.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

LABELS = Path(__file__).parent / "labels"


def annotated() -> Iterator[Mapping[str, Any]]:
    """The articles of all files of annotations."""
    for path in sorted(LABELS.glob("*/*.json")):
        yield from json.loads(path.read_text("utf-8"))


def published(clone: Path, key: str) -> bytes:
    """The file of an article in the newest commit of `clone`."""
    shown = subprocess.run(
        ["git", "-C", str(clone), "show", f"HEAD:data/jsons/{key}.json"], check=True, capture_output=True
    )
    return shown.stdout


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clone", type=Path, help="a clone of ramybaly/Article-Bias-Prediction, bare or not")
    parser.add_argument("texts", type=Path, help="folder to write to")
    options = parser.parse_args()
    options.texts.mkdir(parents=True, exist_ok=True)
    n = 0
    for article in annotated():
        written = published(options.clone, article["id"])
        text = json.loads(written)["content_original"].encode()
        if hashlib.sha256(text).hexdigest() != article["sha256"]:
            raise ValueError(f"{article['id']}: another text than the annotated one; expected {article['sha256']}")
        (options.texts / f"{article['id']}.txt").write_bytes(text)
        (options.texts / f"{article['id']}.json").write_bytes(written)
        n += 1
    print(f"{n} texts in {options.texts}")


if __name__ == "__main__":
    main()
