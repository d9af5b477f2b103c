"""The engine: the same tables however a corpus is cut and run, and only what changed is done again."""

import json
import os
import random
from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from faulty import CRASH, FAULTY, HANG, RAISE
from helpers import cli, corpus, engine, tables
from helpers.engine import crossing, deal, near, store
from helpers.engine.pool import Pool, TimeUpError, WorkerDiedError
from helpers.engine.start import start

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds"
LIGHT = tuple(step for step in engine.STEPS if {"boilerplate", "provenance"} & set(step.tables))


def make_texts(folder: Path, n: int) -> Path:
    folder.mkdir(exist_ok=True)
    for number in range(n):
        (folder / f"a{number:02}.txt").write_text(f"The minister said that it was {number} percent.\nRead more\n")
        os.utime(folder / f"a{number:02}.txt", (1e9, 1e9))
    return folder


def make_rows(path: Path, texts: list[str]) -> Path:
    path.write_text("".join(json.dumps({"url": f"https://a.org/{text}", "text": text}) + "\n" for text in texts))
    return path


def run(source: Path, out: Path, **settings: Any) -> tuple[dict[str, Any], Counter[str]]:
    """The manifest, and how many articles each event was told of."""
    told: Counter[str] = Counter()
    steps = settings.pop("steps", LIGHT)
    chosen = {"engine": "serial", **settings}
    engine.run(str(source), out, steps=steps, say=lambda event, n: told.update({event: n}), **chosen)
    manifest = engine.read_manifest(out)
    assert manifest
    counts = manifest["counts"]
    assert counts["inputs"] == counts["articles"] + counts["rejected"]
    return manifest, told


@pytest.fixture(scope="module")
def seeds_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("seeds")
    engine.run(str(SEEDS), out, engine="serial")
    return out


@pytest.mark.parametrize("table", [*engine.load(str(SEEDS))])
def test_a_run_leaves_what_load_computes(seeds_run: Path, seeds: engine.Tables, table: str) -> None:
    left = engine.load(str(SEEDS), tables=str(seeds_run))[table]
    pd.testing.assert_frame_equal(left, seeds[table])
    tables.TABLES[table].check(left)


def test_files_are_plain_parquet(seeds_run: Path) -> None:
    assert len(pd.read_parquet(seeds_run / "tables" / "articles.parquet")) == 5


def test_only_what_is_asked_is_computed(monkeypatch: pytest.MonkeyPatch) -> None:
    found = engine.load(str(SEEDS))
    monkeypatch.setattr("helpers.attribution.provenance", lambda articles: 1 / 0)
    assert len(found["boilerplate"])
    with pytest.raises(ZeroDivisionError):
        found["provenance"]
    with pytest.raises(KeyError, match=r'no table "claim" \(did you mean claims\?\); there are articles, rejected'):
        found["claim"]


def test_one_checksum_however_it_is_cut(tmp_path: Path) -> None:
    texts = make_texts(tmp_path / "texts", 11)
    whole, _ = run(texts, tmp_path / "a")
    cut, told = run(texts, tmp_path / "b", size=3)
    pooled, _ = run(texts, tmp_path / "c", size=2, engine="local", workers=2)
    assert whole["checksums"] == cut["checksums"] == pooled["checksums"]
    assert whole["rows"] == cut["rows"] == pooled["rows"]
    assert told["analysed"] == told["read"] == 11
    assert len(cut["tables"]["articles"]) == 4


def test_a_second_run_does_nothing(tmp_path: Path) -> None:
    texts = make_texts(tmp_path / "texts", 4)
    first, _ = run(texts, tmp_path / "out")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*.parquet")}
    second, told = run(texts, tmp_path / "out")
    assert told == {"nothing to do": 4}
    assert second == first
    assert before == {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*.parquet")}
    _, told = run(texts, tmp_path / "out", resume=False)
    assert told["analysed"] == 4


def test_changed_added_and_removed_articles_alone(tmp_path: Path) -> None:
    texts = make_texts(tmp_path / "texts", 6)
    run(texts, tmp_path / "out", size=2)
    (texts / "a01.txt").write_text("Changed.")
    (texts / "b.txt").write_text("Added.")
    (texts / "a04.txt").unlink()
    (texts / "a05.txt").unlink()
    manifest, told = run(texts, tmp_path / "out", size=2)
    assert (told["read"], told["analysed"], told["kept"]) == (2, 2, 3)
    fresh, _ = run(texts, tmp_path / "fresh")
    assert manifest["checksums"] == fresh["checksums"]
    assert len(pd.read_parquet(tmp_path / "out" / "tables" / "articles.parquet")) == 5


def test_rows_put_before_others_are_analysed_alone(tmp_path: Path) -> None:
    source = make_rows(tmp_path / "a.jsonl", ["one", "two", "three"])
    run(source, tmp_path / "out", size=2)
    make_rows(source, ["zero", "one", "three"])
    manifest, told = run(source, tmp_path / "out", size=2)
    assert (told["read"], told["analysed"], told["kept"]) == (3, 1, 2)
    assert manifest["checksums"] == run(source, tmp_path / "fresh")[0]["checksums"]
    again, told = run(source, tmp_path / "out", size=2)
    assert again["checksums"] == manifest["checksums"]


def test_metadata_beside_the_texts_counts_as_input(tmp_path: Path) -> None:
    texts = make_texts(tmp_path / "texts", 3)
    run(texts, tmp_path / "out")
    (texts / "articles.csv").write_text("article_id,title\na01,A title\n")
    _, told = run(texts, tmp_path / "out")
    assert told["analysed"] == 1
    assert engine.load(str(texts), tables=str(tmp_path / "out"))["articles"]["title"].count() == 1


def test_rejected_inputs_are_kept_from_run_to_run(tmp_path: Path) -> None:
    texts = make_texts(tmp_path / "texts", 3)
    (texts / "bad.txt").write_bytes(b"%PDF-1.7")
    os.utime(texts / "bad.txt", (1e9, 1e9))
    manifest, _ = run(texts, tmp_path / "out", on_error="quarantine")
    assert manifest["counts"] == {"inputs": 4, "articles": 3, "rejected": 1}
    (texts / "new.txt").write_text("New.")
    manifest, _ = run(texts, tmp_path / "out", on_error="quarantine")
    assert manifest["counts"] == {"inputs": 5, "articles": 4, "rejected": 1}
    with pytest.raises(corpus.CorpusError, match=r"1 of 5 inputs cannot be read; allowed are 10%"):
        run(texts, tmp_path / "strict", on_error="quarantine", max_bad_share=0.1)
    with pytest.raises(corpus.CorpusError, match=r"bad\.txt: a PDF, not a text"):
        run(texts, tmp_path / "stop")


@pytest.mark.parametrize("table", ["boilerplate", "articles", "rejected"])
@pytest.mark.parametrize("damage", ["cut", "bit", "gone"])
def test_a_damaged_file_is_found_and_made_anew(tmp_path: Path, table: str, damage: str) -> None:
    texts = make_texts(tmp_path / "texts", 4)
    (texts / "bad.txt").write_bytes(b"%PDF-1.7")
    os.utime(texts / "bad.txt", (1e9, 1e9))
    first, _ = run(texts, tmp_path / "out", size=2, on_error="quarantine")
    path = next((tmp_path / "out" / "tables" / f"{table}.parquet").iterdir())
    whole = path.read_bytes()
    if damage == "gone":
        path.unlink()
    else:
        middle = len(whole) // 2
        path.write_bytes(
            whole[:middle] + (b"" if damage == "cut" else bytes([whole[middle] ^ 255]) + whole[middle + 1 :])
        )
        with pytest.raises(store.StoreError, match="Run `origins analyse` again"):
            engine.load(str(texts), tables=str(tmp_path / "out"))[table]
    again, told = run(texts, tmp_path / "out", size=2, on_error="quarantine")
    assert again["checksums"] == first["checksums"]
    assert told["analysed"] == (2 if table != "rejected" else 0)


def test_other_settings_or_code_are_another_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = make_texts(tmp_path / "texts", 2)
    out = tmp_path / "out"
    steps = (
        *LIGHT,
        engine.Step(("readability",), "helpers.readability:readability", ("articles",), settings=("mode",)),
    )
    run(texts, out, steps=steps)
    with pytest.raises(
        store.StoreError, match=r"readability was made with mode=news, not textstat\. Run `origins anal"
    ):
        engine.load(str(texts), tables=str(out), mode="textstat")["readability"]
    assert run(texts, out, steps=steps, mode="textstat")[1]["analysed"] == 2
    monkeypatch.setattr(import_module("helpers.engine.load"), "code_of", lambda steps: {"readability": "other"})
    with pytest.raises(store.StoreError, match="made by another version"):
        engine.load(str(texts), tables=str(out))
    with pytest.raises(ValueError, match="no setting mood; there are allow_empty, columns, date_format"):
        engine.run(str(texts), out, mood="good")
    with pytest.raises(ValueError, match="no setting mood; there are allow_empty, columns, date_format"):
        engine.load(str(texts), mood="good")


def test_tables_of_another_corpus_are_refused(tmp_path: Path) -> None:
    texts = make_texts(tmp_path / "texts", 2)
    run(texts, tmp_path / "out")
    (texts / "more.txt").write_text("More.")
    with pytest.raises(store.StoreError, match="made from other files"):
        engine.load(str(texts), tables=str(tmp_path / "out"))
    with pytest.raises(store.StoreError, match="no finished run here"):
        engine.load(str(texts), tables=str(tmp_path))


def test_an_empty_corpus(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    with pytest.raises(corpus.CorpusError, match="no articles"):
        run(tmp_path / "texts", tmp_path / "out")
    manifest, _ = run(tmp_path / "texts", tmp_path / "out", allow_empty=True, steps=engine.STEPS)
    assert manifest["counts"] == {"inputs": 0, "articles": 0, "rejected": 0}
    found = engine.load(str(tmp_path / "texts"), tables=str(tmp_path / "out"))
    here = engine.load(str(tmp_path / "texts"), allow_empty=True)
    assert set(found) == set(here) > {"articles", "frequencies", "origins"}
    with pytest.raises(corpus.CorpusError, match="no articles"):
        engine.load(str(tmp_path / "texts"))
    for name in found:
        pd.testing.assert_frame_equal(found[name], tables.TABLES[name].empty())


def test_a_folder_is_for_one_run_at_a_time(tmp_path: Path) -> None:
    texts = make_texts(tmp_path / "texts", 2)
    with (
        store.lock(tmp_path / "out"),
        pytest.raises(store.StoreError, match=r"another run is writing here \(process \d+ on"),
    ):
        run(texts, tmp_path / "out")
    run(texts, tmp_path / "out")


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    texts = make_texts(tmp_path / "texts", 2)
    (tmp_path / "file").touch()
    with pytest.raises(store.StoreError, match="cannot be written"):
        run(texts, tmp_path / "file" / "out")


POISON = [
    pytest.param(RAISE, "its analysis failed: ZeroDivisionError: cannot divide"),
    pytest.param(CRASH, "its analysis failed: WorkerDiedError: its process was ended by", marks=pytest.mark.faults),
    pytest.param(HANG, "its analysis ran over 1", marks=pytest.mark.faults),
]


@pytest.mark.parametrize(("word", "reason"), POISON)
def test_a_poison_article_is_found_and_set_aside(tmp_path: Path, word: str, reason: str) -> None:
    texts = make_texts(tmp_path / "texts", 7)
    clean, _ = run(texts, tmp_path / "clean", steps=FAULTY)
    (texts / "poison.txt").write_text(f"This one {word}.")
    manifest, told = run(texts, tmp_path / "out", steps=FAULTY, engine="local", workers=2, size=4, time_limit=1.0)
    assert manifest["checksums"]["boilerplate"] == clean["checksums"]["boilerplate"]
    left = store.read_table(tmp_path / "out", "rejected", manifest["tables"]["rejected"])
    rejected = tables.REJECTED.check(left)
    assert list(rejected["article_id"]) == ["poison"]
    assert rejected["reason"].iloc[0].startswith(reason)
    assert told["analysed"] == 7


def test_a_run_that_was_stopped_goes_on(tmp_path: Path) -> None:
    texts = make_texts(tmp_path / "texts", 8)
    undisturbed, _ = run(texts, tmp_path / "fresh", size=2)

    def stop(event: str, n: int) -> None:
        if event == "analysed" and next(calls) == 2:
            raise KeyboardInterrupt

    calls = iter(range(9))
    with pytest.raises(KeyboardInterrupt):
        engine.run(str(texts), tmp_path / "out", engine="serial", size=2, steps=LIGHT, say=stop)
    assert engine.read_manifest(tmp_path / "out") is None
    manifest, told = run(texts, tmp_path / "out", size=2)
    assert told["analysed"] < 8
    assert manifest["checksums"] == undisturbed["checksums"]


def test_the_pool_outlives_its_workers() -> None:
    with Pool(1) as pool:
        assert pool.submit(divmod, 7, 2).result() == (3, 1)
        with pytest.raises(ZeroDivisionError):
            pool.submit(divmod, 7, 0).result()
        with pytest.raises(WorkerDiedError, match="ended with 3"):
            pool.submit(os._exit, 3).result()
        assert pool.submit(divmod, 7, 2).result() == (3, 1)
    with pytest.raises(RuntimeError, match="closed"):
        pool.submit(divmod, 7, 2)
    assert issubclass(TimeUpError, RuntimeError)


def test_a_renewed_pool_works_on_in_fresh_processes() -> None:
    with Pool(1) as pool:
        first = pool.submit(os.getpid).result()
        assert pool.submit(os.getpid).result() == first
        pool.renew()
        second = pool.submit(os.getpid).result()
        assert second != first
        assert pool.submit(os.getpid).result() == second


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"engine": "spark"}, 'engine is "spark"; expected auto, serial, local, dask'),
        ({"engine": "local", "workers": 0}, "workers is 0"),
        ({"engine": "local", "scheduler": "tcp://x:1"}, "a scheduler is for engine"),
        ({"engine": "dask", "scheduler": "head"}, 'scheduler is "head"; expected an address such as tcp://host:8786'),
    ],
)
def test_wrong_engines_are_refused(asked: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message), start(**asked):
        pass


def test_dask_without_a_scheduler_has_a_cluster_for_the_run(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["analyse", str(SEEDS), "--out", str(tmp_path / "out"), "--engine", "dask", "--quiet"])
    assert ended.value.code == 0
    assert "no --scheduler: starting a Dask cluster of this machine for this run" in capsys.readouterr().err
    manifest = engine.read_manifest(tmp_path / "out")
    assert manifest
    assert manifest["counts"]["articles"] == 5


def test_a_big_corpus_is_joined_as_one_frame_would_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut into many parts, reuse and origins are found by joins over files; the tables are those of one frame."""
    texts = [path.read_text("utf-8") for path in sorted(SEEDS.iterdir())]
    lines = [line for text in texts for line in text.splitlines() if len(line) > 200]
    stories = [*texts, *("\n".join(lines[n::7]) for n in range(7)), *(text[: len(text) // 2] for text in texts)]
    (tmp_path / "texts").mkdir()
    for number, story in enumerate(stories):
        (tmp_path / "texts" / f"{number:02}.txt").write_text(f"{story}\nThe end of number {number}.")
    steps = tuple(step for step in engine.STEPS if "readability" not in step.tables)
    asked: dict[str, Any] = {"steps": steps, "reader": "rules"}  # joins are joins, whoever reads the statements
    whole, _ = run(tmp_path / "texts", tmp_path / "whole", **asked)
    monkeypatch.setattr(import_module(near.pack_blocks.__module__), "_PACKED", 2)
    for name, size in (("ARTICLES_A_RANGE", 6), ("ARTICLES_A_KEY_RANGE", 4), ("_ARTICLES_A_BLOCK", 2), ("_LOOKS", 9)):
        monkeypatch.setattr(near, name, size)
    monkeypatch.setattr(deal, "PAIRS_A_BLOCK", 7)
    monkeypatch.setattr(crossing, "CLAIMS_A_RANGE", 5)
    cut, told = run(tmp_path / "texts", tmp_path / "cut", size=2, **asked)
    assert told["compared"] == whole["rows"]["pairs"] > 5
    assert len(cut["tables"]["pairs"]) > 2
    assert len(cut["tables"]["claim_groups"]) > 2
    assert cut["rows"] == whole["rows"]
    assert cut["checksums"] == whole["checksums"]


def crowd() -> list[str]:
    """75 texts of which 15 begin like another."""
    draw = random.Random(5)
    words = [f"w{number:03}" for number in range(400)]
    texts = [" ".join(draw.choices(words, weights=[1 / (n + 1) for n in range(400)], k=150)) for _ in range(60)]
    return texts + [f"{text[:400]} {draw.choice(words)}" for text in texts[::4]]


def test_shares_by_sql_are_those_of_one_frame_to_the_last_bit() -> None:
    """docs/candidates.sql on DuckDB gives the pairs and shares of `nearest`, bit by bit."""
    duckdb = pytest.importorskip("duckdb")
    candidates = import_module("helpers.reuse.candidates")
    texts = crowd()
    held, owners = candidates.unpack(candidates.pack_keys(texts))
    expected = candidates.nearest(candidates.invert(held, owners), len(texts), close=True)
    keys = pd.DataFrame({"owner": owners.astype(np.int64), "key": held})
    with duckdb.connect(config={"max_temp_directory_size": "1GB"}) as base:
        base.register("keys", keys)
        base.register("corpus", pd.DataFrame({"n_articles": [len(texts)]}))
        base.execute((ROOT / "docs" / "candidates.sql").read_text("utf-8"))
        found = base.sql("SELECT * FROM candidates ORDER BY left_owner, right_owner").df()
    assert len(found) > 15
    assert found["left_owner"].tolist() == expected["left"].tolist()
    assert found["right_owner"].tolist() == expected["right"].tolist()
    assert found["share_rare"].to_numpy().tobytes() == expected["share_rare"].to_numpy().tobytes()


def test_shares_over_files_are_those_of_one_frame_to_the_last_bit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The five passes over files and `nearest` over one frame give the same pairs with the same shares, bit by bit."""
    texts = crowd()
    n = len(texts)
    candidates = import_module("helpers.reuse.candidates")
    held = [(f"a{number:03}", text) for number, text in enumerate(texts)]
    expected = candidates.nearest(candidates.invert(*candidates.unpack(candidates.pack_keys(texts))), n, close=True)
    monkeypatch.setattr(near, "ARTICLES_A_RANGE", 20)
    parts = {"one": slice(0, 31), "two": slice(31, n)}
    scratch = tmp_path / ".work" / "join"
    scratch.mkdir(parents=True)
    for part, rows in parts.items():
        articles = tables.ARTICLES.frame(
            [{"article_id": i, "label": i, "n_words": 150, "sha256": i, "text": t} for i, t in held[rows]]
        )
        store.write_table(tmp_path, "articles", part, articles)
        near.keys(str(scratch), part, np.arange(n, dtype=np.uint32)[rows], 3)
    n_ranges = -(-n // 20)
    for number in range(3):
        near.meet(str(scratch), number, [*parts], n)
    for number in range(n_ranges):
        near.ask(str(scratch), number, 3, n)
    for number in range(3):
        near.answer(str(scratch), number, n_ranges, n)
    rows = np.concatenate([near.nearest(str(scratch), number, 3) for number in range(n_ranges)])
    found = pd.DataFrame({name: rows[name].astype(float) for name in ("left", "right", "share")})
    found = found.groupby(["left", "right"])["share"].max().reset_index()
    assert len(found) > 15
    assert found["left"].tolist() == expected["left"].tolist()
    assert found["right"].tolist() == expected["right"].tolist()
    assert found["share"].to_numpy().tobytes() == expected["share_rare"].to_numpy().tobytes()


def test_exports_that_overlap_are_told_alike_at_first_and_again(tmp_path: Path) -> None:
    texts, out = tmp_path / "texts", tmp_path / "out"
    texts.mkdir()
    same = json.dumps({"id": 1, "text": "The minister said no."}) + "\n"
    (texts / "a.jsonl").write_text(same)
    (texts / "b.jsonl").write_text(same)
    os.utime(texts / "a.jsonl", (1e9, 1e9))
    first, _ = run(texts, out)
    assert first["counts"] == {"inputs": 2, "articles": 1, "rejected": 1}
    (texts / "b.jsonl").write_text(same + json.dumps({"id": 2, "text": "The minister said yes."}) + "\n")
    again, told = run(texts, out)
    assert again["counts"] == {"inputs": 3, "articles": 2, "rejected": 1}
    assert told["kept"] == 1


def test_documents_of_one_file_are_kept_from_run_to_run(tmp_path: Path) -> None:
    texts, out = make_texts(tmp_path / "texts", 1), tmp_path / "out"
    head = "{n} of 2 DOCUMENTS\n\nThe Post\n\nSeptember {n}, 2023\n\nTitle {n}\n\nLENGTH: 4 words\n\n"
    parts = [head.format(n=n) + f"Text {n} is here.\n\n" for n in (1, 2)]
    (texts / "export.txt").write_text("".join(parts))
    os.utime(texts / "export.txt", (1e9, 1e9))
    first, _ = run(texts, out)
    assert first["counts"] == {"inputs": 3, "articles": 3, "rejected": 0}
    (texts / "new.txt").write_text("The minister said maybe.")
    again, told = run(texts, out)
    assert again["counts"]["articles"] == 4
    assert told["kept"] == 3
    notes = engine.load(str(texts), tables=str(out))["notes"]
    assert list(notes["note"]) == ["an export of LexisNexis: parted into 2 documents"]
