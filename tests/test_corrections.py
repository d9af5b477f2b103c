"""What a person says of the finds: applied, followed up, shown; and the marks of a sample counted."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

import helpers
from helpers import cli, corrections, engine, tables, validation

SEEDS = Path(__file__).parents[1] / "seeds"


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    return shutil.copytree(SEEDS, tmp_path / "texts")


def say(texts: Path, *rows: str) -> None:
    (texts / "corrections.csv").write_text("\n".join(["table,article_id,start,end,other_id,action,note", *rows]) + "\n")


def test_a_rejected_quantity_is_no_claim(texts: Path) -> None:
    before = engine.load(str(texts))
    claim = before["claims"].iloc[0]
    say(texts, f"quantities,{claim['article_id']},{claim['start']},{claim['end']},,reject,a misprint")
    after = engine.load(str(texts))
    for table in ("quantities", "claims"):
        assert len(after[table]) == len(before[table]) - 1
    assert after["claim_groups"]["n_claims"].sum() == before["claim_groups"]["n_claims"].sum() - 1
    assert after["corrections"]["is_found"].tolist() == [True]
    pd.testing.assert_frame_equal(after["frequencies"], before["frequencies"])


def test_a_rejected_attribution_goes_with_its_passages(texts: Path) -> None:
    before = engine.load(str(texts))
    gone = before["attributions"].iloc[0]
    say(texts, f"attributions,{gone['article_id']},{gone['start']},{gone['end']},,reject,")
    after = engine.load(str(texts))
    assert len(after["attributions"]) == len(before["attributions"]) - 1
    left = after["attribution_spans"]
    assert not ((left["article_id"] == gone["article_id"]) & (left["attribution_id"] == gone["attribution_id"])).any()


def test_a_rejected_pair_has_two_origins_and_a_merge_one(texts: Path, tmp_path: Path) -> None:
    before = engine.load(str(texts))
    (pair,) = before["pairs"].to_dict("records")
    engine.run(str(texts), tmp_path / "out", engine="serial")
    say(texts, f"pairs,{pair['other_id']},,,{pair['article_id']},reject,two texts")
    for after in (engine.load(str(texts)), engine.load(str(texts), tables=str(tmp_path / "out"))):
        assert after["pairs"].empty
        assert after["alignment"].empty
        assert after["origins"]["origin_id"].nunique() == before["origins"]["origin_id"].nunique() + 1
        tables.ORIGINS.check(after["origins"])
    others = [name for name in before["articles"]["article_id"] if name not in {pair["article_id"], pair["other_id"]}]
    say(texts, f"origins,{others[0]},,,{others[1]},merge,", f"origins,{others[0]},,,nobody,merge,")
    after = engine.load(str(texts))
    assert after["origins"]["origin_id"].nunique() == before["origins"]["origin_id"].nunique() - 1
    assert after["corrections"]["is_found"].tolist() == [True, False]


WRONG = [
    ("quantity,a,1,2,,reject,", 'row 2: table is "quantity"; expected quantities'),
    ("quantities,a,1,2,,merge,", 'row 2: action is "merge"; expected accept or reject'),
    ("quantities,a,one,2,,reject,", 'row 2: start is "one"; a find of quantities is named by article_id, start, end'),
    ("pairs,a,,,,reject,", 'row 2: other_id is ""'),
    ("quantities,,1,2,,reject,", "row 2: no article_id"),
]


@pytest.mark.parametrize(("row", "message"), WRONG)
def test_wrong_rows_are_told(tmp_path: Path, row: str, message: str) -> None:
    say(tmp_path, row)
    with pytest.raises(ValueError, match=message):
        corrections.read(tmp_path / "corrections.csv")


def test_a_sample_is_stratified_and_comes_back(texts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = engine.load(str(texts))
    drawn = tables.MARKS.check(validation.sample(found, 30))
    assert len(drawn) == 30
    pd.testing.assert_frame_equal(drawn, validation.sample(found, 30))
    kinds = drawn.groupby(["table", "find_kind"]).size()
    assert len(kinds) >= 8
    assert kinds.max() <= 5
    written = found["articles"].set_index("article_id")["text"]
    for row in drawn[drawn["start"].notna()].itertuples():
        quoted = " ".join(written[row.article_id][row.start : row.end].split())
        assert quoted in row.shown
    path = tmp_path / "marks.csv"
    validation.write(drawn.assign(is_right=[True] * 20 + [False] * 5 + [pd.NA] * 5), path)
    told = tables.PRECISION.check(validation.precision(validation.read(path)))
    assert (told["n_marked"].sum(), told["n_right"].sum()) == (25, 20)
    shutil.copy(path, texts / "validation.csv")
    pd.testing.assert_frame_equal(engine.load(str(texts))["precision"], told)
    with pytest.raises(SystemExit):
        cli.main(["validate", str(texts), "--marks", str(path)])
    assert "of" in capsys.readouterr().out


def test_a_spreadsheets_way_of_saving_is_read(tmp_path: Path) -> None:
    path = tmp_path / "validation.csv"
    path.write_text('\ufeffmark_id;table;find_kind;article_id;is_right\r\n1;quantities;money;"a;b";yes\r\n')
    (mark,) = validation.read(path).to_dict("records")
    assert (mark["mark_id"], mark["article_id"], mark["is_right"]) == (1, "a;b", True)
    path = tmp_path / "corrections.csv"
    path.write_text("table\tarticle_id\tother_id\taction\norigins\ta\tb\tmerge\n")
    assert corrections.read(path)["other_id"].tolist() == ["b"]
    path.write_bytes(b"table,article_id\n\xe9")
    with pytest.raises(ValueError, match=r"corrections.csv: not UTF-8: byte 17. Save it as CSV in UTF-8."):
        corrections.read(path)
    with pytest.raises(FileNotFoundError, match=r"gone.csv: no such file"):
        validation.read(tmp_path / "gone.csv")


def test_cells_are_no_formulas(tmp_path: Path) -> None:
    marks = tables.MARKS.frame([(1, "quantities", "money", "=1+1", 0, 3, None, "@x", "+y", None)])
    validation.write(marks, tmp_path / "marks.csv")
    line = (tmp_path / "marks.csv").read_text("utf-8-sig").splitlines()[1]
    assert line == "1,quantities,money,'=1+1,0,3,,'@x,'+y,"


def test_rows_are_written_and_applied(texts: Path) -> None:
    found = helpers.load(texts)
    corrections.write(found.attributions.head(2), texts, table="attributions", note="=not said")
    corrections.write(found.pairs, texts, table="pairs", note="two texts")
    corrections.write(found.attributions.head(1), texts, table="attributions", action="accept")
    stated = helpers.load(texts).corrections
    assert stated.fillna({"note": "-"})[["table", "action", "note", "is_found"]].to_numpy().tolist() == [
        ["attributions", "reject", "=not said", True],
        ["pairs", "reject", "two texts", True],
        ["attributions", "accept", "-", True],
    ]
    with pytest.raises(ValueError, match=r'action is "maybe"; expected accept or reject for pairs'):
        corrections.write(found.pairs, texts, table="pairs", action="maybe")
    assert [path.name for path in texts.glob("*corrections*")] == ["corrections.csv"]


def test_nobody_is_cited_by_what_was_rejected(texts: Path) -> None:
    said = helpers.load(texts).attributions
    name = said["person"].value_counts().index[0]
    corrections.write(said[said["person"] == name], texts, table="attributions")
    after = helpers.load(texts)
    assert name not in {*after.attributions["person"], *after.cited_sources["person"], *after.people["name"]}
    assert name not in {*after.speaker_shares["speaker"], *after.claims["claimed_by"].dropna()}
    assert len(after.attributions) == (said["person"].fillna("") != name).sum() > 0
