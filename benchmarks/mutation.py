"""Would a test notice? Rows of the rule files and constants of the code changed one by one, the tests run on each.

    python benchmarks/mutation.py [--sample 50] [--seed 1] [--areas claims text] [--list]

Half of a sample are rows of data (a word of a rule, cue, unit or list made one that no text holds), half constants in
the code (a number made larger by one, a word of a set or expression made one that no text holds). Lists of names and
places are no rules and are left alone; so are sizes of caches, messages and docstrings. A mutant is killed when a
test of its area fails. The work is done on a copy; benchmarks/results/mutation.md gets the share killed with every
mutant that lived, and keeps what it says of areas that were not asked for. Some that live change nothing that can be
seen (a limit beyond all texts).
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
NONE_SUCH = "zq"  # behind a word: a word of no text
LIMIT = 1200  # seconds: what takes so long is taken for killed, so no less on a busy machine


class Area(NamedTuple):
    """Code, the files of its rules, and its tests, the quickest first."""

    data: tuple[str, ...]
    tests: tuple[str, ...]


AREAS = {
    "attribution": Area(
        ("cues.csv", "clause_words.txt", "sources.txt", "credits.toml", "provenance.toml"),
        ("test_rules.py", "test_credits.py", "test_rows.py", "test_attribution.py", "test_naming.py", "test_reader.py"),
    ),
    "claims": Area(
        (
            *("claim_words.toml", "frame_words.toml", "number_rules.toml", "frame_rules.toml", "period_rules.toml"),
            *("measures.csv", "units.csv"),
        ),
        ("test_frame_rules.py", "test_rules.py", "test_rows.py", "test_claims.py", "test_frames.py"),
    ),
    "reuse": Area(
        ("opposites.csv", "reuse_weights.csv", "change_words.csv", "paraphrases.csv", "transliteration.csv"),
        ("test_rows.py", "test_reuse_across.py", "test_reuse.py"),
    ),
    "text": Area(("furniture.toml", "sentence_ends.txt"), ("test_rows.py", "test_text.py", "test_repairs.py")),
}


class Mutant(NamedTuple):
    """A file with one place of it changed."""

    path: Path
    start: int
    end: int
    new: str

    def text(self) -> str:
        old = self.path.read_text("utf-8")
        return old[: self.start] + self.new + old[self.end :]

    def said(self) -> str:
        """The line as it is and what becomes of the place, on one line."""
        old = self.path.read_text("utf-8")
        line = old.count("\n", 0, self.start) + 1
        return f"{self.path.as_posix().rpartition('/src/')[2]}:{line}: {old[self.start : self.end]} -> {self.new}"


_WORD = re.compile(r"(?<![\\\w'’.-])[A-Za-z]{3,}(?![\w'’.-])")  # a word by itself, no escape of an expression
_EXAMPLE = re.compile(r"(?:matches|not|example|unlike|no|yes|name|kind|source|takes|gives)\w* = ")


def rows(path: Path) -> Iterator[Mutant]:
    """One mutant for each row that holds a word: a word of it, drawn by the row's number."""
    start = 0
    within_example = False
    for number, line in enumerate(path.read_text("utf-8").splitlines(keepends=True)):
        begins = path.suffix == ".toml" and _EXAMPLE.match(line)
        within_example = (bool(begins) and line.rstrip().endswith("[")) or (within_example and line.strip() != "]")
        is_head = (path.suffix == ".csv" and number == 0) or line.startswith(("#", "["))
        if not is_head and not begins and not within_example:
            body = re.sub(r",(?:fitted|by hand)$", "", line.partition("  #")[0].rstrip("\n"))  # whence a weight is
            skip = body.index("=") if path.suffix == ".toml" and re.match(r"\w+ = ", body) else 0
            words = [found for found in _WORD.finditer(body, skip) if not body.startswith("= ", found.end() + 1)]
            if words:
                found = words[number % len(words)]
                yield Mutant(path, start + found.start(), start + found.end(), found[0] + NONE_SUCH)
            elif numbers := list(re.finditer(r"\d+(?:\.\d+)?", body, re.ASCII)):
                found = numbers[number % len(numbers)]
                yield Mutant(path, start + found.start(), start + found.end(), str(float(found[0]) + 1))
        start += len(line)


class _Constants(ast.NodeVisitor):
    """Numbers, and words of what is named in capitals at the top of a module; without messages, types, decorators."""

    def __init__(self) -> None:
        self.numbers: list[ast.Constant] = []
        self.words: list[ast.Constant] = []
        self._is_table = False

    def visit_Raise(self, node: ast.Raise) -> None: ...
    def visit_Assert(self, node: ast.Assert) -> None: ...

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        for part in (*node.args.defaults, *(d for d in node.args.kw_defaults if d), *node.body):
            self.visit(part)

    def visit_Assign(self, node: ast.Assign) -> None:
        names = [target.id for target in node.targets if isinstance(target, ast.Name)]
        self._is_table = bool(names) and names[0].isupper()
        if not (names and names[0] in {"_KEPT"}):
            self.visit(node.value)
        self._is_table = False

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        self._is_table = isinstance(node.target, ast.Name) and node.target.id.isupper()
        if node.value:
            self.visit(node.value)
        self._is_table = False

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):  # a docstring
            self.generic_visit(node)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None: ...

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, (int, float)) and not isinstance(node.value, bool):
            self.numbers.append(node)
        elif isinstance(node.value, str) and self._is_table:
            self.words.append(node)


def constants(path: Path) -> Iterator[Mutant]:
    """One mutant for each number, one for each string of a table or expression at the top of a module."""
    source = path.read_text("utf-8")
    lines = source.splitlines(keepends=True)
    begins = [0]
    for line in lines:
        begins.append(begins[-1] + len(line))
    found = _Constants()
    found.visit(ast.parse(source))

    def place(line: int, column: int) -> int:
        return begins[line - 1] + len(lines[line - 1].encode()[:column].decode())

    for node in (*found.numbers, *found.words):
        start = place(node.lineno, node.col_offset)
        end = place(node.end_lineno or node.lineno, node.end_col_offset or 0)
        if isinstance(node.value, str):
            words = list(_WORD.finditer(source, start, end))
            if words:
                word = words[node.lineno % len(words)]
                yield Mutant(path, word.start(), word.end(), word[0] + NONE_SUCH)
        else:
            yield Mutant(path, start, end, f"({source[start:end]} + 1)")


def drawn(area: str, n: int, seed: int, root: Path) -> list[Mutant]:
    """`n` mutants of `area` below `root`, half from its rule files, half from its code."""
    data = [mutant for name in AREAS[area].data for mutant in rows(root / "src/helpers/data" / name)]
    code = [mutant for path in sorted((root / "src/helpers" / area).rglob("*.py")) for mutant in constants(path)]
    chance = random.Random(f"{area} {seed}")
    return chance.sample(data, min(n - n // 2, len(data))) + chance.sample(code, min(n // 2, len(code)))


def do_fail(copy: Path, tests: tuple[str, ...]) -> bool:
    """Whether one of `tests` fails, or all together take too long, in `copy`."""
    paths = f"{copy / 'src'}{os.pathsep}{copy / 'tests'}"
    environment = os.environ | {"PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider"]
    files = [f"tests/{name}" for name in tests]
    try:
        ran = subprocess.run(
            [*command, *files], cwd=copy, env=environment, capture_output=True, timeout=LIMIT, check=False
        )
        return bool(ran.returncode)
    except subprocess.TimeoutExpired:
        return True


def is_killed(mutant: Mutant, copy: Path, tests: tuple[str, ...]) -> bool:
    """Whether one of `tests` fails on `mutant`, which is put into its place in `copy` for that time."""
    before = mutant.path.read_text("utf-8")
    mutant.path.write_text(mutant.text(), "utf-8")
    try:
        return do_fail(copy, tests)
    finally:
        mutant.path.write_text(before, "utf-8")


def copied(copy: Path) -> None:
    """What the tests need, laid into `copy`."""
    for name in ("src", "tests", "seeds", "reference", "notebooks", "benchmarks", "docs"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "browser", "faults"))
    for name in ("pyproject.toml", "README.md", "CHANGELOG.md", "CONTRIBUTING.md"):
        shutil.copy(ROOT / name, copy)


def measured(area: str, mutants: list[Mutant], copy: Path, *, run: bool) -> tuple[str, list[str]]:
    """The row of `area` in the table, and the mutants that lived; prints each. Without `run` all live."""
    if run and do_fail(copy, AREAS[area].tests):
        sys.exit(f"{area}: its tests fail on the code as it is; nothing can be measured")
    n, lived = {"rows": [0, 0], "constants": [0, 0]}, []
    for mutant in mutants:
        said = f"{area}: {mutant.said()}"
        killed = run and is_killed(mutant, copy, AREAS[area].tests)
        kind = n["constants" if mutant.path.suffix == ".py" else "rows"]
        kind[0] += killed
        kind[1] += 1
        print(f"{'killed' if killed else 'lives '} {said}", flush=True)
        lived += [] if killed else [f"- {said}"]
    killed_in_all, made = (sum(values) for values in zip(*n.values(), strict=True))
    cells = [f"{a} of {b}" for a, b in n.values()]
    return f"| {area} | {made} | {killed_in_all / made:.0%} | {' | '.join(cells)} |", lived


def written(told: Mapping[str, tuple[str, list[str]]], before: str) -> str:
    """The page of results: what was measured now, and of the other areas what stood there `before`."""
    lines = before.splitlines()
    for area in AREAS.keys() - told.keys():
        row = next((line for line in lines if line.startswith(f"| {area} |")), "")
        told = {**told, area: (row, [line for line in lines if line.startswith(f"- {area}: ")])}
    rows = [told[area][0] for area in AREAS if told[area][0]]
    return "\n".join([
        *("# Mutants killed by the tests", ""),
        *("`python benchmarks/mutation.py --areas AREA`, each area at its time.", ""),
        *("| area | mutants | killed | rows of rules | constants of code |", "|---|--:|--:|--:|--:|"),
        *(*rows, "", "Those that lived:", ""),
        *(line for area in AREAS for line in told[area][1]),
        "",
    ])  # fmt: skip


def main() -> int:
    """Prints each mutant and the share killed; writes the table of results."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sample", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--areas", nargs="+", default=list(AREAS), choices=list(AREAS))
    parser.add_argument("--list", action="store_true", help="only say which mutants would be made")
    parser.add_argument("--out", type=Path, default=ROOT / "benchmarks/results/mutation.md")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        copied(copy)
        told = {
            area: measured(area, drawn(area, args.sample, args.seed, copy), copy, run=not args.list)
            for area in args.areas
        }
    print("\n".join(row for row, _ in told.values()))
    if not args.list:
        args.out.write_text(written(told, args.out.read_text("utf-8") if args.out.is_file() else ""), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
