"""What changed between two corpora: each kind told by rows that can be counted by hand."""

from pathlib import Path

import pandas as pd
import pytest

from helpers import compare, engine

RATE = "The unemployment rate in the United States was {} percent in October 2012."
OLD = [
    {"article_id": "a", "outlet": "A", "text": RATE.format("7.9") + " Mr Ito said: “We sold 3 cars.”"},
    {"article_id": "b", "outlet": "B", "text": "Ms Berg said it rained on Monday and on Tuesday."},
]
NEW = [
    {"article_id": "a", "outlet": "A", "text": RATE.format("7.8") + " Mr Ito said: “We sold 3 cars.”"},
    {"article_id": "c", "outlet": "C", "text": "<b>Ms Cole</b> said it snowed on Monday and on Tuesday."},
]


@pytest.fixture(scope="module")
def changes() -> dict[str, compare.Change]:
    return {change.name: change for change in compare.compare(engine.load(OLD), engine.load(NEW))}


def rows(change: compare.Change, *columns: str) -> list[tuple[object, ...]]:
    return list(change.rows[list(columns)].itertuples(index=False, name=None))


def test_articles_are_new_gone_or_of_another_text(changes: dict[str, compare.Change]) -> None:
    assert rows(changes["articles"], "state", "article_id") == [("new", "c"), ("changed", "a"), ("gone", "b")]
    assert changes["articles"].sentence.startswith("2 articles before, 2 after. 1 article is new: C")


def test_speakers_are_counted_by_document(changes: dict[str, compare.Change]) -> None:
    columns = ("state", "speaker", "documents before", "documents after")
    assert rows(changes["speakers"], *columns) == [("new", "Cole", 0, 1), ("gone", "Berg", 1, 0)]
    assert changes["speakers"].sentence == "1 speaker is new: Cole; 1 speaker is gone: Berg."


def test_a_statement_with_another_value_is_changed(changes: dict[str, compare.Change]) -> None:
    ((state, about, before, after),) = rows(changes["claims"], "state", "statement", "before", "after")
    assert (state, about) == ("changed", "Unemployment rate, United States, October 2012")
    assert (before, after) == ("“7.9 percent”", "“7.8 percent”")


def test_an_origin_that_grows_is_changed() -> None:
    def side(**origin_of: str) -> dict[str, pd.DataFrame]:
        ids = list(origin_of)
        articles = pd.DataFrame({"article_id": ids, "label": [key.upper() for key in ids]})
        origins = pd.DataFrame({"article_id": ids, "origin_id": list(origin_of.values())})
        return {"articles": articles, "origins": origins}

    before = side(a="a", b="a", c="c", d="d", e="d")
    after = side(a="a", b="a", c="a", f="f", g="f", e="e")
    found = compare._origins(before, after)
    assert rows(found, "state", "origin", "documents before", "documents after", "documents") == [
        ("new", "F", 0, 2, "F, G"), ("changed", "A", 2, 3, "A, B, C"), ("gone", "D", 2, 0, "D, E"),
    ]  # fmt: skip


def test_terms_are_told_only_beyond_chance() -> None:
    def corpus(word: str, n: int) -> engine.Tables:
        words = f"{word} " * n + "bridge " * 50
        return engine.load([{"article_id": "a", "text": f"The {words}stands here."}])

    found = {c.name: c for c in compare.compare(corpus("harbour", 30), corpus("airport", 30))}["terms"]
    assert dict(rows(found, "term", "n_after")) == {"airport": 30, "harbour": 0}
    assert found.sentence.startswith("One term more frequent after (airport), one term less frequent after (harbour)")
    few = {c.name: c for c in compare.compare(corpus("harbour", 3), corpus("airport", 3))}["terms"]
    assert few.rows.empty


def test_a_corpus_beside_itself_has_no_change() -> None:
    changes = compare.compare(engine.load(OLD), engine.load(OLD))
    assert {change.name: len(change.rows) for change in changes} == {
        "articles": 0, "speakers": 0, "claims": 0, "origins": 0, "terms": 0,
    }  # fmt: skip


def test_the_page_and_its_tables(tmp_path: Path) -> None:
    for name, texts in (("may", OLD), ("june", NEW)):
        (tmp_path / name).mkdir()
        for text in texts:
            (tmp_path / name / f"{text['article_id']}.txt").write_text(text["text"], encoding="utf-8")
    tables = engine.run(str(tmp_path / "may"), tmp_path / "tables-may")
    page = compare.write(tables, tmp_path / "june", tmp_path / "out")
    shown = page.read_text("utf-8")
    assert "What changed from tables-may to june" in shown
    assert "“7.8 percent”" in shown
    assert "<b>Ms" not in shown
    sheets = sorted(path.name for path in (tmp_path / "out" / "tables").iterdir())
    assert sheets == ["articles.csv", "claims.csv", "origins.csv", "speakers.csv", "terms.csv"]
    assert compare.write(tables, tmp_path / "june", tmp_path / "out").read_text("utf-8") == shown
    with pytest.raises(ValueError, match="no report of ours"):
        compare.write(tables, tmp_path / "june", tmp_path / "may")
