"""A table whose columns have names of their own: said once, read so everywhere; what is not there is one sentence."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from helpers import batch, cli, corpus, engine, parameters, report
from helpers.cli import making
from helpers.corpus.columns import stated

ROOT = Path(__file__).parents[1]
TEXT = "The mayor said that the bridge cost 3 million dollars in 2021, and that it would open in May."
ROWS = [
    {"nr": 7, "printed on": "31.5.2020", "head": "Bridge, at last", "copy text": TEXT, "text": "ad", "desk": "city"},
    {"nr": 8, "printed on": "1.6.2020", "head": "Port", "copy text": TEXT.replace("3", "4"), "text": "", "desk": "sea"},
]
DOLLARS = ["3 million dollars", "4 million dollars"]
COLUMNS = "text=copy text, published=printed on, title=head, article_id=nr"
GIVEN = ["--column", "text=copy text", "--column", "published=printed on", "--column", "article_id=nr"]


@pytest.fixture
def table(tmp_path: Path) -> str:
    path = tmp_path / "clips.csv"
    pd.DataFrame(ROWS).to_csv(path, index=False, sep=";")
    return str(path)


def call(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)
    return int(ended.value.code or 0)


def test_what_is_said_of_columns() -> None:
    assert stated("text=body") == stated({"text": "body"}) == {"text": "body"}
    assert stated("text = body, in full; published=printed on,") == {
        "text": "body, in full", "published": "printed on"
    }  # fmt: skip
    assert stated("") == stated(None) == {}


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ("body", 'columns is "body"; expected ours=yours, for example "text=body, published=printed on". Ours are '),
        ("text=", 'columns is "text="; expected ours=yours, for example'),
        ("txt=body", "columns: txt=body: no column txt is read (did you mean text?); there are article_id, text,"),
        ("text=a, text=b", 'columns is "text=a, text=b": text is named twice. Name one column for it.'),
    ],
)
def test_what_cannot_be_said_is_one_sentence_with_its_cure(columns: str, told: str) -> None:
    with pytest.raises(corpus.CorpusError) as error:
        corpus.read([{"body": TEXT}], columns=columns)
    assert str(error.value).startswith(told)
    assert error.value._render_traceback_() == [f"CorpusError: {error.value}"]


def _written(folder: Path, kind: str) -> Path:
    path, frame = folder / f"clips{kind}", pd.DataFrame(ROWS)
    if kind == ".json":
        path.write_text(json.dumps(ROWS), "utf-8")
    elif kind == ".jsonl":
        path.write_text("\n".join(json.dumps(row) for row in ROWS), "utf-8")
    elif kind == ".parquet":
        frame.to_parquet(path)
    else:
        frame.to_csv(path, index=False, sep="\t" if kind == ".tsv" else ",")
    return path


@pytest.mark.parametrize("kind", [".csv", ".tsv", ".json", ".jsonl", ".parquet"])
def test_every_kind_of_table_is_read_by_the_names_that_are_said(kind: str, tmp_path: Path) -> None:
    made = corpus.read(_written(tmp_path, kind), columns=COLUMNS)
    assert made["article_id"].to_list() == ["7", "8"]
    assert made["text"].to_list() == [TEXT, TEXT.replace("3", "4")]
    assert made["title"].to_list() == ["Bridge, at last", "Port"]
    assert made["published"].dt.strftime("%Y-%m-%d").to_list() == ["2020-05-31", "2020-06-01"]
    assert made["desk"].to_list() == ["city", "sea"]
    assert made["text_before"].fillna("").to_list() == ["ad", ""]  # a column that ours has the name of is kept


def test_a_frame_is_read_by_them_too() -> None:
    frame = pd.DataFrame(ROWS)
    made = corpus.read(frame, columns={"text": "copy text", "article_id": "nr"})
    assert made["text"].to_list() == [TEXT, TEXT.replace("3", "4")]
    loaded = engine.load(frame, columns="text=copy text, article_id=nr")
    assert [mention for mention in loaded.quantities["mention"] if "dollars" in mention] == DOLLARS


def test_names_count_without_capitals_and_hyphens_and_by_their_level() -> None:
    row = {"Copy-Text": TEXT, "meta": {"day": "2020-05-31"}}
    made = corpus.read([row], columns="text=copy text, published=meta.day")
    assert (made["text"][0], str(made["published"][0])[:10]) == (TEXT, "2020-05-31")


def test_no_other_column_stands_in_for_one_that_is_named() -> None:
    rows = [{"copy": TEXT, "content": "ad"}, {"copy": "", "content": "ad"}]
    part = corpus.read_all(rows, columns="text=copy")
    assert part.articles["text"].to_list() == [TEXT]
    assert part.articles["content"].to_list() == ["ad"]
    assert part.rejected["reason"].to_list() == [corpus.NO_TEXT]


def test_a_column_that_is_not_there_is_said_once(table: str) -> None:
    told = (
        'clips.csv: no column "copytxt" for text (did you mean copy text?); the columns are nr, printed on, head, '
        "copy text, text, desk. Name one of them (--column text=NAME), or leave text out."
    )
    with pytest.raises(corpus.CorpusError) as error:
        corpus.read(table, columns="text=copytxt")
    assert str(error.value) == told


def test_texts_have_no_columns_but_those_of_articles_csv(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    with pytest.raises(corpus.CorpusError, match=r"columns are named \(title=head\), but here are only texts"):
        corpus.read(tmp_path, columns="title=head")
    (tmp_path / "articles.csv").write_text("nr,head,printed on\na,Bridge,31.5.2020\n", "utf-8")
    made = corpus.read(tmp_path, columns="article_id=nr, title=head, published=printed on").iloc[0]
    assert (made["article_id"], made["title"], str(made["published"])[:10]) == ("a", "Bridge", "2020-05-31")
    with pytest.raises(corpus.CorpusError, match=r'articles.csv: no column "headline" for title \(did you mean head'):
        corpus.read(tmp_path, columns="article_id=nr, title=headline")


def test_a_table_without_a_column_of_text_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "clips.csv"
    pd.DataFrame(ROWS).drop(columns="text").to_csv(path, index=False)
    assert call("check", str(path)) == 1
    shown = capsys.readouterr().out
    assert "cannot be read: 2\n" in shown
    assert shown.count("no column of text; the columns are nr, printed on, head, copy text, desk. ") == 1
    assert (
        "or say which is which: --column text=NAME --column title=NAME --column outlet=NAME --column author=NAME"
        in shown
    )
    assert "--column published=NAME. So it is with 1 further row.\n" in shown
    pd.concat([pd.DataFrame(ROWS).drop(columns="text")] * 6).to_csv(path, index=False)
    call("check", str(path))
    assert "clips.csv, row 2: no column of text" in capsys.readouterr().out  # not row 10, as words are sorted


def test_what_is_grouped_by_is_said_before_anything_is_computed(tmp_path: Path) -> None:
    path = tmp_path / "clips.csv"
    pd.DataFrame(ROWS).to_csv(path, index=False)
    for group in ("desk", "outlet", "month", ""):
        report.check_named_columns(str(path), {"group_by": group}, columns=COLUMNS)
    for parameter in ("group_by", "label"):
        with pytest.raises(ValueError, match=f'parameter {parameter} is "dsk"; .* desk .did you mean desk'):
            report.check_named_columns(str(path), {parameter: "dsk"}, columns=COLUMNS)
    with pytest.raises(ValueError, match="head is read as title: label=title"):
        report.check_named_columns(str(path), {"label": "head"}, columns=COLUMNS)


def test_columns_csv_beside_a_table_says_it_for_every_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(_written(tmp_path, ".csv"))
    sheet = "Ours;Yours\ntext;copy text\npublished;printed on\ntitle;head\narticle_id;nr\n"
    (tmp_path / "columns.csv").write_text(sheet, "utf-8")
    assert corpus.columns_beside(path) == "text=copy text, published=printed on, title=head, article_id=nr"
    for read in (corpus.read(path), corpus.read(tmp_path), engine.load(path).articles):
        assert read["title"].to_list() == ["Bridge, at last", "Port"]
    assert call("check", path) == 0
    assert "columns.csv: 4 columns\n" in capsys.readouterr().out
    assert corpus.read(path, columns="text=head")["text"].to_list() == ["Bridge, at last", "Port"]  # said anew
    made = engine.run(path, tmp_path / "out", engine="serial")
    assert engine.load(path, tables=str(made)).articles["text"][0] == TEXT
    (tmp_path / "columns.csv").write_text(sheet.replace("copy text", "head"), "utf-8")
    engine.run(path, tmp_path / "out", engine="serial")
    assert engine.load(path, tables=str(made)).articles["text"][0] == "Bridge, at last"
    (tmp_path / "columns.csv").write_text("ours,yours\ntxt,head\n", "utf-8")
    with pytest.raises(corpus.CorpusError, match=r"no column txt is read .did you mean text"):
        engine.load(path)


def test_a_report_of_a_batch_hangs_on_all_that_a_person_says(tmp_path: Path) -> None:
    path = str(_written(tmp_path, ".csv"))
    run, limits = batch.Run("one", path, {}), batch.Limits()
    keys = [batch.key_of(run, limits)]
    for name in ("columns.csv", "people.csv", "measures.csv", "corrections.csv", "validation.csv"):
        (tmp_path / name).write_text("a,b\n", "utf-8")
        keys.append(batch.key_of(run, limits))
    assert len(set(keys)) == 6


def test_compare_and_batch_take_them_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("old", "new"):
        (tmp_path / "all" / name).mkdir(parents=True)
        _written(tmp_path / "all" / name, ".csv")
    named = [word for pair in COLUMNS.split(", ") for word in ("--column", pair)]
    old, new = str(tmp_path / "all" / "old"), str(tmp_path / "all" / "new")
    assert call("compare", old, new, "--out", str(tmp_path / "changes"), *named, "--quiet") == 0
    assert "2 articles" in (tmp_path / "changes" / "index.html").read_text("utf-8")
    runs = making._read_runs(str(tmp_path / "all"), str(tmp_path / "out"), {"columns": COLUMNS}, 0)
    assert [run.parameters["columns"] for run in runs] == [COLUMNS, COLUMNS]


def test_what_is_read_of_a_table_without_a_column_of_text_is_said(tmp_path: Path) -> None:
    path = tmp_path / "clips.csv"
    path.write_text("medium,head\nPost,Rain\n")
    with pytest.raises(corpus.CorpusError, match=r"text=NAME --column .*published=NAME \(medium is read as outlet\)"):
        corpus.read(path)


def test_the_command_line_says_them(table: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("check", table, *GIVEN) == 0
    shown = capsys.readouterr().out
    assert "2 articles, " in shown
    assert "published: 2020-05-31 to 2020-06-01" in shown
    assert call("analyse", table, "--out", str(tmp_path / "made"), "--quiet", *GIVEN) == 0
    found = engine.load(table, tables=tmp_path / "made").quantities
    assert [mention for mention in found["mention"] if "dollars" in mention] == DOLLARS
    out = tmp_path / "finds.jsonl"
    assert call("export", table, "--to", "doccano", "--out", str(out), "--quiet", *GIVEN) == 0
    assert json.loads(out.read_text("utf-8").splitlines()[0])["text"] == TEXT
    capsys.readouterr()
    assert call("check", table, "--column", "text") == 2
    assert '--column "text": expected ours=yours, for example --column text=body' in " ".join(
        capsys.readouterr().err.split()
    )


def test_other_columns_make_other_tables(table: str, tmp_path: Path) -> None:
    out = engine.run(table, tmp_path / "made", engine="serial", columns=COLUMNS)
    assert len(engine.load(table, tables=out).articles) == 2
    again = COLUMNS.replace("copy text", "head")
    engine.run(table, out, engine="serial", columns=again)
    assert engine.load(table, tables=out).articles["text"].to_list() == ["Bridge, at last", "Port"]


@pytest.mark.parametrize("value", ["text=copy text", {"text": "copy text"}])
def test_notebooks_and_batches_take_them_as_one_parameter(value: Any, tmp_path: Path) -> None:
    assert parameters.settle("columns", value) == "text=copy text"
    declared = report.declared(sorted((ROOT / "notebooks").glob("*.ipynb")))
    assert report.check_parameters({"columns": value}, declared) == {"columns": "text=copy text"}
    runs = tmp_path / "runs.yaml"
    runs.write_text(json.dumps({"runs": [{"corpus": "clips.csv", "parameters": {"columns": value}}]}), "utf-8")
    (run,) = batch.read_runs(runs)
    assert engine.settings_in(report.check_parameters(run.parameters, declared)) == {"columns": "text=copy text"}
    with pytest.raises(parameters.ParameterError, match=r"parameter columns is \[7\]; expected which of your columns"):
        parameters.settle("columns", [7])


def test_a_notebook_reads_them(table: str, tmp_path: Path) -> None:
    import papermill

    given = {"corpus": table, "columns": COLUMNS}
    done = papermill.execute_notebook(
        str(ROOT / "notebooks" / "01-corpus.ipynb"), str(tmp_path / "out.ipynb"), given, progress_bar=False
    )
    assert "Bridge, at last" in json.dumps(done["cells"])


def test_a_report_reads_them(table: str, tmp_path: Path) -> None:
    out = tmp_path / "report"
    assert (
        call("report", table, "--out", str(out), "--quiet", "-p", "label=title", *GIVEN, "--column", "title=head") == 0
    )
    assert "Bridge, at last" in (out / "index.html").read_text("utf-8")
    assert "columns = " in (out / "notebooks" / "01-corpus.ipynb").read_text("utf-8")


# --- names that may be swapped ---------------------------------------------------------------------------------------

LONG = "It came down all day. " * 20


def test_a_short_column_found_by_its_name_is_warned_of() -> None:
    frame = pd.DataFrame({"body": ["Rain", "Snow"], "story": [LONG, LONG]})
    told = (
        r'text="body" holds 4 characters in the middle row, the column "story" 440 \(the column "body" is taken for '
        r'the text, by its name\). If that is the article, write text="story".'
    )
    with pytest.warns(UserWarning, match=told):
        corpus.from_frame(frame)
    with pytest.warns(UserWarning, match=r'text="body" holds 4'):
        corpus.from_frame(frame.assign(when="2020-05-31"), published="when")


def test_what_is_never_an_article_gives_no_warning(recwarn: pytest.WarningsRecorder) -> None:
    corpus.from_frame(pd.DataFrame({"body": ["Rain"], "raw_html": [LONG]}))
    corpus.from_frame(pd.DataFrame({"body": [LONG], "abstract": ["Rain"]}))
    assert not recwarn.list
