"""How exports of services and press databases are read: articles found, heads, dates, texts.

    python benchmarks/formats.py FOLDER [FOLDER ...]          (writes benchmarks/results/formats.md)

FOLDER holds files as a service or a database gave them. What is expected is counted in each file in another way than
the reader's: by the marks that stand once in a document (see MARKS). A text is held to the number of words that its
export states beside it ("LENGTH: 355 words"): right within a tenth or ten words, for such counts take in the title or
captions, or leave numbers out.
"""

from __future__ import annotations

import argparse
import re
import zipfile
from pathlib import Path

import pandas as pd

from helpers import corpus

RESULT = Path(__file__).parent / "results" / "formats.md"
MARKS = {  # kind -> what stands once in a document of such a file
    "LexisNexis": r"\d+ (?:of|von|de) \d+ DOCUMENTS",
    "Nexis Uni": r"End of Document",
    "Factiva": r">\S+ [A-Z]{2,6}0{2,6}20\d{6}[a-z]\w{8,10}\s*<",
    "ProQuest": r"ProQuest document ID",
    "NewsAPI": r'"urlToImage"',
    "Guardian": r'"webPublicationDate"',
    "New York Times": r'"lead_paragraph"',
    "HuffPost": r'"short_description": "[^"]',
}
HEAD = (
    "| file | kind | documents | articles | listed | outlet | date | title | author | words as stated |\n"
    + "| --- " * 10
    + "|\n"
)


READ_BY_EYE = """\
Read by eye: the heads, first and last words of the first four articles of each file, and one whole text of each file
where fewer than nine in ten have the words that are stated. sample.DOCX and the three lexisnexis_test files are test
files of other projects: their texts were shortened or replaced, the stated lengths were not. Der Spiegel's stated
lengths are about a tenth above the words of its texts, which are whole. Where a date is missing, the document states
none; authors were not checked one by one. Guardian and HuffPost give no outlet; the New York Times, HuffPost and this
Guardian file give summaries, marked so.
"""


def written(path: Path) -> str:
    """What stands in a file, with its markup."""
    if path.suffix.lower() != ".docx":
        return path.read_bytes().decode("utf-8", "replace")
    with zipfile.ZipFile(path) as packed:
        return re.sub(r"<[^>]+>", "", packed.read("word/document.xml").decode("utf-8"))


def kind_of(content: str) -> tuple[str, int]:
    """The kind whose mark stands most often, and how often."""
    counts = {kind: len(re.findall(mark, content)) for kind, mark in MARKS.items()}
    kind = max(counts, key=lambda name: counts[name])
    return (kind, counts[kind]) if counts[kind] else ("text", 1)


def share(kept: pd.Series) -> str:
    """ "59 of 59"."""
    return f"{int(kept.sum())} of {len(kept)}"


def words_right(articles: pd.DataFrame) -> str:
    """Articles whose number of words is as stated, among those where one is stated."""
    if "length" not in articles:
        return ""
    stated = pd.to_numeric(articles["length"].str.replace(r"\D", "", regex=True), errors="coerce")
    told = articles[stated.notna()]
    off = (told["n_words"] - stated[stated.notna()]).abs()
    return share(off <= (stated[stated.notna()] * 0.1).clip(lower=10))


def row(path: Path) -> tuple[str, int, int]:
    """A row of the table; documents, and articles found or listed."""
    kind, expected = kind_of(written(path))
    part = corpus.read_all(path, on_error="quarantine", allow_empty=True)
    found = part.articles
    cells = [share(found[name].notna()) for name in ("outlet", "published", "title", "author")]
    listed = [path.name, kind, expected, len(found), len(part.rejected), *cells, words_right(found)]
    return f"| {' | '.join(map(str, listed))} |\n", expected, len(found) + len(part.rejected)


def main() -> None:
    """Read every file of the folders, print the table and write it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    folders = parser.parse_args().folders
    paths = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    rows = [row(path) for path in paths]
    right = sum(expected == got for _, expected, got in rows)
    table = "".join(line for line, _, _ in rows)
    text = (
        f"# Exports as they come\n\n{len(rows)} files, {sum(e for _, e, _ in rows):,} documents; "
        f"in {right} files every document is an article or listed.\n\n{HEAD}{table}\n{READ_BY_EYE}"
    )
    print(text)
    RESULT.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
