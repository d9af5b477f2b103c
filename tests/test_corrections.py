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


def test_a_rejected_quantity_is_no_claim(texts: Path, seeds: engine.Tables) -> None:
    claim = seeds["claims"].iloc[0]
    say(texts, f"quantities,{claim['article_id']},{claim['start']},{claim['end']},,reject,a misprint")
    after = engine.load(str(texts))
    for table in ("quantities", "claims"):
        assert len(after[table]) == len(seeds[table]) - 1
    assert after["claim_groups"]["n_claims"].sum() == seeds["claim_groups"]["n_claims"].sum() - 1
    assert after["corrections"]["is_found"].tolist() == [True]
    pd.testing.assert_frame_equal(after["frequencies"], seeds["frequencies"])


def test_a_rejected_attribution_goes_with_its_passages(texts: Path, seeds: engine.Tables) -> None:
    gone = seeds["attributions"].iloc[0]
    say(texts, f"attributions,{gone['article_id']},{gone['start']},{gone['end']},,reject,")
    after = engine.load(str(texts))
    assert len(after["attributions"]) == len(seeds["attributions"]) - 1
    left = after["attribution_spans"]
    assert not ((left["article_id"] == gone["article_id"]) & (left["attribution_id"] == gone["attribution_id"])).any()


def test_a_rejected_pair_has_two_origins_and_a_merge_one(texts: Path, tmp_path: Path, seeds: engine.Tables) -> None:
    (pair,) = seeds["pairs"].to_dict("records")
    engine.run(str(texts), tmp_path / "out", engine="serial")
    say(texts, f"pairs,{pair['other_id']},,,{pair['article_id']},reject,two texts")
    for after in (engine.load(str(texts)), engine.load(str(texts), tables=str(tmp_path / "out"))):
        assert after["pairs"].empty
        assert after["alignment"].empty
        assert after["origins"]["origin_id"].nunique() == seeds["origins"]["origin_id"].nunique() + 1
        tables.ORIGINS.check(after["origins"])
    others = [name for name in seeds["articles"]["article_id"] if name not in {pair["article_id"], pair["other_id"]}]
    say(texts, f"origins,{others[0]},,,{others[1]},merge,", f"origins,{others[0]},,,nobody,merge,")
    after = engine.load(str(texts))
    assert after["origins"]["origin_id"].nunique() == seeds["origins"]["origin_id"].nunique() - 1
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


def test_a_sample_is_stratified_and_comes_back(
    texts: Path, tmp_path: Path, seeds: engine.Tables, capsys: pytest.CaptureFixture[str]
) -> None:
    found = seeds
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


SHEETS = {
    "people.csv": ("name;role", "Lars Berg;captain"),
    "measures.csv": ("measure;words;takes", "rain;rain;percent"),
    "corrections.csv": ("table;article_id;other_id;action", "origins;a;b;merge"),
    "validation.csv": ("mark_id;table;find_kind;article_id;is_right", "1;claims;money;a;yes"),
}


@pytest.mark.parametrize("above", ["sep=;\n", '"sep=;"\r\n', "\n", ";;;\n \n", "sep=;\n\n;;\n", "\ufeffSEP=;\n"])
@pytest.mark.parametrize("name", SHEETS)
def test_what_a_spreadsheet_puts_above_the_header_is_no_header(
    name: str, above: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("“It rains,” Lars Berg said.", encoding="utf-8")
    (tmp_path / name).write_text(above + "\n".join([*SHEETS[name], ""]), encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        cli.main(["check", str(tmp_path)])
    noun = {"people.csv": "1 name", "measures.csv": "1 measure"}.get(name, "1 row")
    assert (ended.value.code, f"{name}: {noun}\n" in capsys.readouterr().out) == (0, True)


def test_rows_below_blank_ones_keep_the_number_that_a_spreadsheet_shows(tmp_path: Path) -> None:
    rows = ["", ",,", "table,article_id,start,end,action", "", "clams,a,1,2,reject"]
    (tmp_path / "corrections.csv").write_text("\n".join(rows))
    with pytest.raises(ValueError, match=r'corrections.csv, row 5: table is "clams"'):
        corrections.read(tmp_path)
    (tmp_path / "corrections.csv").write_text("\n".join(["sep=,", *rows]))  # a spreadsheet shows no row for it
    with pytest.raises(ValueError, match=r'corrections.csv, row 5: table is "clams"'):
        corrections.read(tmp_path)


def test_headings_and_words_may_have_capitals(tmp_path: Path) -> None:
    path = tmp_path / "corrections.csv"
    path.write_text("Table;Article ID;Other-id;Action\nOrigins;A1;b;Merge\n")
    assert corrections.read(path)[["table", "article_id", "action"]].values.tolist() == [["origins", "A1", "merge"]]
    path.write_text("table,article,start,end,action\nquantities,a,1,2,reject\n")
    with pytest.raises(ValueError, match=r'corrections.csv: a column is named "article"; write article_id'):
        corrections.read(path)


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


def test_what_is_changed_is_not_accepted_beside_it(texts: Path) -> None:
    (find,) = [helpers.load(texts).attributions.head(1)]
    for action, columns in (("accept", {}), ("change", {"speaker": "Ann Lee"}), ("accept", {})):
        corrections.write(find, texts, table="attributions", action=action, note="mine", **columns)
    assert corrections.read(texts)[["action", "value"]].to_numpy().tolist() == [["change", "Ann Lee"]]
    for note, kept in (("", "mine"), ("another's", "another's")):
        corrections.write(find, texts, table="attributions", action="change", note=note, speaker="Ann Lee")
        assert corrections.read(texts)["note"].to_list() == [kept]


def test_nobody_is_cited_by_what_was_rejected(texts: Path) -> None:
    said = helpers.load(texts).attributions
    name = said["person"].value_counts().index[0]
    corrections.write(said[said["person"] == name], texts, table="attributions")
    after = helpers.load(texts)
    assert name not in {*after.attributions["person"], *after.cited_sources["person"], *after.people["name"]}
    assert name not in {*after.speaker_shares["speaker"], *after.claims["claimed_by"].dropna()}
    assert len(after.attributions) == (said["person"].fillna("") != name).sum() > 0


SAID = "“The ferry stays,” Lars Berg said. It costs $3bn a year.\n\nIngrid Dahl wants 12 new ferries.\n"


@pytest.fixture
def ferry(tmp_path: Path) -> Path:
    (tmp_path / "ferry.txt").write_text(SAID, encoding="utf-8")
    (tmp_path / "other.txt").write_text("“It rains,” Lars Berg said.", encoding="utf-8")
    return tmp_path


def at(words: str) -> tuple[int, int]:
    return SAID.index(words), SAID.index(words) + len(words)


def test_another_speaker_is_cited_instead(ferry: Path) -> None:
    found = helpers.load(ferry)
    corrections.write(found.attributions.head(1), ferry, table="attributions", action="change", speaker="Mia Holm")
    after = helpers.load(ferry)
    assert found.attributions["person"].to_list() == ["Lars Berg", "Ingrid Dahl", "Lars Berg"]
    assert after.attributions["person"].to_list() == ["Mia Holm", "Ingrid Dahl", "Lars Berg"]
    assert after.attributions["source_kind"].to_list() == ["person"] * 3
    assert after.attributions["found_by"].eq("hand").to_list() == [True, False, False]
    assert after.cited_sources[["article_id", "person"]].to_numpy().tolist() == [
        ["ferry", "Mia Holm"], ["other", "Lars Berg"],
    ]  # fmt: skip
    assert set(after.people["name"]) == {"Mia Holm", "Ingrid Dahl", "Lars Berg"}
    assert after.corrections["is_found"].all()


def test_what_a_number_is_read_as_is_changed_before_claims_are_made(ferry: Path) -> None:
    start, end = at("$3bn a year")
    lines = [f"claims,ferry,{start},{end},change,{column},{value}," for column, value in
             (("measure", "spending"), ("low", "2.5e9"), ("value", "4e9"), ("claimed_by", "Mia Holm"))]  # fmt: skip
    heading = "table,article_id,start,end,action,column,value,note"
    (ferry / "corrections.csv").write_text("\n".join([heading, *lines]))
    after = helpers.load(ferry)
    for table in (after.quantities, after.claims):
        (row,) = table[table["mention"] == "$3bn a year"].to_dict("records")
        assert (row["measure"], row["value"], row["low"], row["high"]) == ("spending", 4e9, 2.5e9, 4e9)
        assert pd.isna(row["sure"])  # who set these columns says nothing of the period or the place
    assert row["claimed_by"] == "Mia Holm"
    (group,) = after.claim_groups[after.claim_groups["measure"] == "spending"].to_dict("records")
    assert group["low"] == 2.5e9


UNSURE = "A plan that would put the cost at more than $3bn to $4bn should fail."


def test_a_number_that_a_person_accepts_is_sure_and_a_claim(ferry: Path) -> None:
    (ferry / "plan.txt").write_text(UNSURE, encoding="utf-8")
    found = helpers.load(ferry)
    cost = found.quantities[found.quantities["mention"] == "$3bn to $4bn"]
    assert cost["sure"].item() < 0.4
    assert "$3bn to $4bn" not in set(found.claims["mention"])
    corrections.write(cost, ferry, table="quantities", action="accept")
    after = helpers.load(ferry)
    assert after.claims.loc[after.claims["mention"] == "$3bn to $4bn", "sure"].to_list() == [1.0]
    others = found.quantities["mention"] != "$3bn to $4bn"
    assert after.quantities.loc[others, "sure"].equals(found.quantities.loc[others, "sure"])


def test_what_was_missed_is_added_with_all_its_passages(ferry: Path) -> None:
    start, end = at("new ferries")
    content, source, cue = at("new ferries"), at("Ingrid Dahl"), at("wants")
    lines = [f"attributions,ferry,{start},{end},add,{column},{value}" for column, value in (
        ("content", "-".join(map(str, content))), ("source", "-".join(map(str, source))),
        ("cue", "-".join(map(str, cue))), ("speaker", "Ingrid Dahl"), ("level", "demand"))]  # fmt: skip
    lines += ["boilerplate,ferry,0,18,add,,", "quantities,ferry,900,901,add,,", "attributions,nowhere,1,2,add,,"]
    (ferry / "corrections.csv").write_text("\n".join(["table,article_id,start,end,action,column,value", *lines]))
    after = helpers.load(ferry)
    (row,) = after.attributions[after.attributions["start"] == start].to_dict("records")
    assert (row["person"], row["level"], row["content"], row["cue"]) == (
        "Ingrid Dahl",
        "demand",
        "new ferries",
        "wants",
    )
    assert row["found_by"] == "hand"
    spans = after.attribution_spans[after.attribution_spans["attribution_id"] == row["attribution_id"]]
    spans = spans[spans["article_id"] == "ferry"]
    assert {role: SAID[a:b] for role, a, b in spans[["role", "start", "end"]].to_numpy()} == {
        "content": "new ferries", "source": "Ingrid Dahl", "cue": "wants",
    }  # fmt: skip
    assert after.corrections["is_found"].to_list() == [*[True] * 6, False, False]
    for name in ("attributions", "attribution_spans", "boilerplate", "quantities", "corrections"):
        tables.TABLES[name].check(after[name])


def test_furniture_that_is_corrected_is_counted_again(ferry: Path) -> None:
    before = helpers.load(ferry)
    say(ferry, f"boilerplate,ferry,0,{SAID.index('It')},,add,")
    after = helpers.load(ferry)
    assert set(before.frequencies["term"]) - set(after.frequencies["term"]) == {"the", "ferry", "stays"}

    assert after.attributions["person"].to_list() == ["Ingrid Dahl", "Lars Berg"]
    assert after.boilerplate["reason"].to_list() == ["marked by hand"]


def test_a_hundred_corrections_give_a_precision(ferry: Path) -> None:
    finds = pd.DataFrame({"article_id": [f"a{n}" for n in range(120)], "start": 0, "end": 1, "reason": "link list"})
    stated = finds.assign(table="boilerplate", action=["reject"] * 30 + ["accept"] * 90, is_found=True)
    marks = validation.implied(tables.CORRECTIONS.frame(stated.assign(correction_id=range(120))), lambda _: finds)
    (row,) = validation.precision(tables.MARKS.empty(), marks).to_dict("records")
    assert (row["judged_in"], row["find_kind"], row["n_marked"], row["n_right"]) == (
        "corrections",
        "link list",
        120,
        90,
    )
    assert (round(row["low"], 3), round(row["high"], 3)) == (0.666, 0.819)  # Wilson, 95 %
    assert validation.precision(tables.MARKS.empty(), marks.head(99)).empty


def test_a_rejected_find_takes_no_columns(tmp_path: Path) -> None:
    find = pd.DataFrame({"article_id": ["a"], "start": [1], "end": [2]})
    with pytest.raises(ValueError, match='action is "reject", which takes no basis; expected action="change" or "add"'):
        corrections.write(find, tmp_path, table="claims", basis="level")
    assert not any(tmp_path.iterdir())


def test_another_file_is_not_taken_for_corrections(tmp_path: Path) -> None:
    (tmp_path / "news.csv").write_text("headline,body\nRain,It rained.\n")
    with pytest.raises(
        ValueError, match=r"news.csv: no column table; there are headline, body. .* lies among the texts"
    ):
        corrections.write(pd.DataFrame(), tmp_path / "news.csv", table="claims")
    assert (tmp_path / "news.csv").read_text().startswith("headline")


def test_a_corpus_of_one_file_is_no_sheet(tmp_path: Path) -> None:
    path = tmp_path / "news.parquet"
    find = pd.DataFrame({"article_id": ["a"], "start": [1], "end": [2]})
    with pytest.raises(
        ValueError, match=r"news.parquet is no sheet of corrections. .* lies beside it: give the folder"
    ):
        corrections.write(find, path, table="claims")
    assert not any(tmp_path.iterdir())
    assert corrections.write(find, tmp_path, table="claims") == tmp_path / "corrections.csv"


CHANGES = [
    ("quantities,a,1,2,change,colour,red", 'row 2: column is "colour"; expected one of quantity_kind, value'),
    ("quantities,a,1,2,change,value,many", 'row 2: value is "many"; value is a number'),
    ("attributions,a,1,2,change,level,loud", 'row 2: value is "loud"; expected one of speech, belief'),
    ("attributions,a,1,2,change,content,1-2", 'row 2: column is "content"; expected one of speaker'),
    ("attributions,a,1,2,add,content,1:2", 'row 2: value is "1:2"; expected the places of content, as 12-40'),
]


@pytest.mark.parametrize(("row", "message"), CHANGES)
def test_wrong_changes_are_told(tmp_path: Path, row: str, message: str) -> None:
    (tmp_path / "corrections.csv").write_text(f"table,article_id,start,end,action,column,value\n{row}\n")
    with pytest.raises(ValueError, match=message):
        corrections.read(tmp_path)


def test_columns_of_ones_own_stay_in_the_sheet(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("“The ferry stays,” Lars Berg said. It needs 2 engines.", "utf-8")
    found = helpers.load(tmp_path)
    sheet = corrections.write(found.attributions, tmp_path, table="attributions", action="accept")
    corrections.write(found.quantities, tmp_path, table="quantities", action="accept")
    head, *rows = sheet.read_text("utf-8").splitlines()
    told = [f"{head},Checked by,sum", f'{rows[0]},"Lee, Ann",\'=1+1', f"{rows[1]},Bo,2"]
    sheet.write_text("\n".join(told) + "\n", "utf-8")
    corrections.write(found.attributions, tmp_path, table="attributions", action="reject", note="a joke")
    corrections.write(found.boilerplate, tmp_path, table="boilerplate")
    after = pd.read_csv(sheet, dtype="str").set_index("table")
    assert after.loc["attributions", ["action", "note", "Checked by", "sum"]].to_list() == [
        "reject", "a joke", "Lee, Ann", "'=1+1"
    ]  # fmt: skip
    assert after.loc["quantities", ["action", "Checked by", "sum"]].to_list() == ["accept", "Bo", "2"]
    merged = corrections.merge(corrections.read(sheet).assign(start=0, end=5, table="boilerplate").head(1), sheet)
    assert pd.read_csv(merged)["Checked by"].isna().sum() == 1  # a row that is new has nothing in them


@pytest.mark.parametrize(("column", "value"), [("start", "12.7"), ("mark_id", "1.5"), ("end", "inf"), ("end", "nan")])
def test_a_number_of_a_mark_is_never_cut(column: str, value: str, tmp_path: Path) -> None:
    cells = {"mark_id": "1", "table": "claims", "find_kind": "money", "article_id": "a", "start": "12.0", "end": "14"}
    path = tmp_path / "validation.csv"
    pd.DataFrame([cells, cells | {column: value}]).assign(is_right="yes").to_csv(path, index=False)
    with pytest.raises(ValueError, match=rf'^validation.csv, row 3: {column} is "{value}"; expected a whole number'):
        validation.read(path)
    pd.DataFrame([cells]).assign(is_right="yes").to_csv(path, index=False)
    assert validation.read(path)[["start", "end"]].to_numpy().tolist() == [[12, 14]]


def test_a_place_that_a_spreadsheet_wrote_with_a_point_is_read(tmp_path: Path) -> None:
    sheet = tmp_path / "corrections.csv"
    sheet.write_text("table,article_id,start,end,action\nquantities,a,12.0,14.0,reject\n", "utf-8")
    assert corrections.read(sheet)[["start", "end"]].to_numpy().tolist() == [[12, 14]]
    sheet.write_text("table,article_id,start,end,action\nquantities,a,12.7,14,reject\n", "utf-8")
    with pytest.raises(ValueError, match=r'corrections.csv, row 2: start is "12.7"; a find of quantities is named by'):
        corrections.read(sheet)
