"""What makes tables stale: the code and rules of their own step, and nothing that is only said about it."""

import ast
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from helpers import engine
from helpers.engine import code, parts, store

SOURCE = Path(code.__file__).parents[1]
STEPS = (
    *(step for step in engine.STEPS if {"boilerplate", "provenance"} & set(step.tables)),
    engine.Step(("frequencies",), "helpers.terms:body_frequencies", ("articles",)),
    engine.Step(("readability",), "helpers.readability:readability", ("articles",), settings=("mode",)),
)


def parsed(source: str) -> str:
    """The tree of `source`, with the words of its docstrings taken out."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and first.value.value is not ...:
                first.value.value = ""
    return ast.dump(tree)


def test_bare_code_does_what_the_code_does() -> None:
    sources = {path: path.read_text("utf-8") for path in SOURCE.rglob("*.py")}
    assert [path for path, source in sources.items() if parsed(code.bare(source)) != parsed(source)] == []


@pytest.mark.parametrize(
    ("before", "after", "is_same"),
    [
        ("n = 1\n", "n = 1  # one\n", True),
        ("n = 1\n", "# one\n\nn = 1\n", True),
        ("n = 1\n", "n = 2\n", False),
        ('mark = "#1"\n', 'mark = "#2"\n', False),
        ('mark = """\n\n# a"""\n', 'mark = """\n# a"""\n', False),
        ('"""One."""\nn = 1\n', '"""Two.\n\nThree."""\nn = 1\n', True),
        ('def f() -> str:\n    """One."""\n    return "a"\n', 'def f() -> str:\n    """# 2"""\n    return "a"\n', True),
        ('def f() -> str:  # one\n    """One."""\n', 'def f() -> str:\n    """Two."""\n', True),
        ('def f() -> str:\n    return """One."""\n', 'def f() -> str:\n    return """Two."""\n', False),
    ],
)
def test_words_about_the_code_are_not_the_code(before: str, after: str, is_same: bool) -> None:
    assert (code.bare(before) == code.bare(after)) is is_same


def test_every_file_of_rules_is_found_where_it_is_named() -> None:
    of_no_table = {"fonts", "project", "reader-LICENSE.txt", "tagger.txt"}
    found = set(code.data_of(code._paths()))
    there = {path for path in (SOURCE / "data").rglob("*") if path.is_file()}
    assert {path.relative_to(SOURCE / "data").parts[0] for path in there - found} == of_no_table
    assert "cues.csv" in {path.name for path in code.data_of(code.imported(["helpers.attribution"]))}
    assert "cues.csv" not in {path.name for path in code.data_of(code.imported(["helpers.claims"]))}


@pytest.fixture
def changed(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A function that makes the package one in which `module` has another line."""
    original = code.source_of

    def change(module: str) -> None:
        monkeypatch.setattr(code, "source_of", lambda name: original(name) + "\nn = 1" * (name == module))
        code.hash_code.cache_clear()
        code.code_of.cache_clear()

    yield change
    code.hash_code.cache_clear()
    code.code_of.cache_clear()


@pytest.mark.parametrize(
    ("module", "tables"),
    [
        ("helpers.readability.formulas", {"readability"}),
        ("helpers.terms.counting", {"frequencies"}),
        ("helpers.claims.frames.periods", {"quantities"}),
        ("helpers.evidence.meant", {"claims", "claim_groups"}),
        ("helpers.reuse.align", {*("pairs", "same_quotations", "same_templates", "same_passages"),
                                 *("alignment", "differences", "origins")}),
        ("helpers.charts.style", set()),
        ("helpers.cli", set()),
    ],
)  # fmt: skip
def test_the_tables_of_a_changed_module_are_stale(changed: Any, module: str, tables: set[str]) -> None:
    before = code.code_of(engine.STEPS)
    assert module in code._paths()
    changed(module)
    after = code.code_of(engine.STEPS)
    assert {table for table in before if before[table] != after[table]} == tables


def make_texts(folder: Path, n: int) -> Path:
    folder.mkdir()
    for number in range(n):
        (folder / f"a{number}.txt").write_text(f"The minister said that it was {number} percent.\nRead more\n")
        os.utime(folder / f"a{number}.txt", (1e9, 1e9))
    return folder


def run(source: Path, out: Path, monkeypatch: pytest.MonkeyPatch, **settings: Any) -> tuple[dict[str, Any], list[str]]:
    """The manifest, and the tables that were made, each once for each part with articles."""
    made: list[str] = []
    apply = parts.apply

    def noted(step: engine.Step, held: Any, stated: Any, **known: Any) -> Any:
        made.extend(step.tables * (len(held("articles")) > 0))
        return apply(step, held, stated, **known)

    with monkeypatch.context() as patch:
        patch.setattr(parts, "apply", noted)
        chosen = {"engine": "serial", "steps": STEPS, "size": 2, **settings}
        engine.run(str(source), out, **chosen)
    manifest = engine.read_manifest(out)
    assert manifest
    return manifest, made


def test_only_stale_tables_are_made_anew(tmp_path: Path, changed: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    texts, out = make_texts(tmp_path / "texts", 5), tmp_path / "out"
    first, made = run(texts, out, monkeypatch)
    assert Counter(made) == dict.fromkeys(("boilerplate", "provenance", "frequencies", "readability"), 3)
    assert run(texts, out, monkeypatch) == (first, [])
    changed("helpers.terms.counting")
    with pytest.raises(store.StoreError, match="frequencies: made by another version of the code"):
        engine.load(str(texts), tables=str(out))
    (texts / "a4.txt").unlink()
    (texts / "a0.txt").write_text("Changed.")
    again, made = run(texts, out, monkeypatch)
    assert Counter(made) == {"frequencies": 3, "boilerplate": 1, "provenance": 1, "readability": 1}
    assert again["checksums"] == run(texts, tmp_path / "fresh", monkeypatch)[0]["checksums"]
    assert len(engine.load(str(texts), tables=str(out)).frequencies["article_id"].unique()) == 4
    other, made = run(texts, out, monkeypatch, mode="textstat")
    assert set(made) == {"readability"}  # another setting, too, is that of its step alone
    assert other["checksums"] == run(texts, tmp_path / "other", monkeypatch, mode="textstat")[0]["checksums"]
    assert set(run(texts, out, monkeypatch, date_format="%d.%m.%Y")[1]) == set(first["code"]) - {"articles"}


def test_a_renewal_that_was_stopped_goes_on(tmp_path: Path, changed: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    texts, out = make_texts(tmp_path / "texts", 8), tmp_path / "out"
    run(texts, out, monkeypatch)
    changed("helpers.terms.counting")
    calls = iter(range(9))

    def stop(event: str, n: int) -> None:
        if event == "analysed" and next(calls) == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(texts, out, monkeypatch, say=stop)
    again, made = run(texts, out, monkeypatch)
    assert 0 < len(made) < 4
    assert set(made) == {"frequencies"}
    assert again["checksums"] == run(texts, tmp_path / "fresh", monkeypatch)[0]["checksums"]
    assert len(list((out / "tables" / "frequencies.parquet").iterdir())) == 4


def test_what_another_setting_left_half_done_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts, out = make_texts(tmp_path / "texts", 6), tmp_path / "out"

    def stop(event: str, n: int) -> None:
        if event == "joined":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(texts, out, monkeypatch, say=stop)
    other, _ = run(texts, out, monkeypatch, mode="textstat")
    assert other["checksums"] == run(texts, tmp_path / "fresh", monkeypatch, mode="textstat")[0]["checksums"]
