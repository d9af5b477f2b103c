"""The command: every wrong use ends with a sentence and exit code 2, every failure with a line and 1."""

import io
import json
import os
import re
import subprocess
import sys
import textwrap
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from helpers import __version__, batch, cli, engine

SEEDS = str(Path(__file__).parents[1] / "seeds")
COMMANDS = [
    "check", "analyse", "report", "batch", "compare", "validate", "export", "corrections", "init", "query", "record",
]  # fmt: skip


def call(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)
    code = ended.value.code
    assert isinstance(code, int)
    return code


def test_version_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("--version") == 0
    assert capsys.readouterr().out == f"origins {__version__}\n"
    assert call("--help") == 0
    listed = capsys.readouterr().out
    assert all(command in listed for command in COMMANDS)


def test_helps_are_whole_on_a_terminal_of_80_columns(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    call("--help")
    lines = capsys.readouterr().out.splitlines()
    said = {line.split()[0]: line for line in lines[lines.index("Commands:") + 1 :] if line}
    assert set(said) == set(COMMANDS)
    assert all(line.endswith(".") and "..." not in line for line in said.values())
    for command in COMMANDS:
        call(command, "--help")
        (example,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("  Example: ")]
        assert example.split()[1:3] == ["origins", command]
        assert example.count('"') % 2 == 0  # stands on one line: it can be copied


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_by_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(command, "--help") == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert f"Example: origins {command} " in shown


def test_the_help_of_a_batch_shows_a_list_that_can_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("batch", "-h") == 0
    shown = capsys.readouterr().out
    example = shown.partition("For example:")[2].partition("Exit code")[0]
    (tmp_path / "runs.yaml").write_text(textwrap.dedent(example.strip("\n")), "utf-8")
    assert [(run.name, dict(run.parameters)) for run in batch.read_runs(tmp_path / "runs.yaml")] == [
        ("korea", {"label": "title", "mode": "textstat", "top": 20}),
        ("harbour.jsonl", {"label": "title"}),
    ]


def test_the_help_of_a_report_lists_the_parameters_of_the_notebooks(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("report", "-h") == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "-p top=10 terms shown for each article" in shown
    assert "-p corpus=" not in shown


def test_a_shell_completes_commands() -> None:
    asked = {"_ORIGINS_COMPLETE": "complete_bash", "COMP_WORDS": "origins rep", "COMP_CWORD": "1"}
    said = subprocess.run(
        [sys.executable, "-c", "from helpers.cli import main; main()"], capture_output=True, text=True, check=True,
        env={**os.environ, **asked, "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    assert said.stdout.split() == ["report"]


def test_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("check", SEEDS) == 0
    shown = capsys.readouterr().out
    assert "5 files (.txt 5)" in shown
    assert "5 articles, 4,560 words" in shown
    assert "language: en 5" in shown
    (tmp_path / "a.txt").write_text("One two.")
    (tmp_path / "b.txt").write_bytes(b"%PDF-1.7")
    (tmp_path / "c.pdf").touch()
    before = sorted(tmp_path.iterdir())
    assert call("check", str(tmp_path)) == 1
    shown = capsys.readouterr().out
    assert "not read: 1 other file (.pdf 1)" in shown
    assert "1 article, 2 words" in shown
    assert "cannot be read: 1" in shown
    assert "b.txt: a PDF, not a text. Save its text" in shown
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("command", [("report", SEEDS), ("batch", SEEDS)])
def test_how_much_text_is_one_of_three(
    command: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(*command, "--out", str(tmp_path / "out"), "--text", "half") == 2
    shown = capsys.readouterr().err
    assert all(word in shown for word in ("'half'", "'full'", "'excerpt'", "'none'"))
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("command", ["analyse", "report", "batch"])
def test_nothing_is_written_into_what_is_read(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text("The minister said no.")
    source = tmp_path if command == "batch" else tmp_path / "texts"
    assert call(command, str(source), "--out", str(tmp_path / "texts" / "out")) == 2
    assert 'out" lies in' in capsys.readouterr().err.replace("\n", " ")
    assert [path.name for path in (tmp_path / "texts").iterdir()] == ["a.txt"]


def test_check_counts_rows_without_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.csv").write_text("id,text,date,outlet\n1,x y,2024-01-02,BBC\n2,,,\n3,z,2024-03-04,BBC\n")
    assert call("check", str(tmp_path / "a.csv")) == 0
    shown = capsys.readouterr().out
    assert "rows without text: 1" in shown
    assert "published: 2024-01-02 to 2024-03-04" in shown
    assert "outlet: BBC 2" in shown


def test_check_counts_dates_that_are_still_to_come(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ahead = datetime.now(UTC) + timedelta(days=2)
    today = datetime.now(UTC)
    (tmp_path / "a.csv").write_text(f"id,text,date\n1,x y,{ahead:%Y-%m-%d}\n2,y z,{today:%Y-%m-%d}\n3,z x,2024-03-04\n")
    assert call("check", str(tmp_path / "a.csv")) == 0
    shown = capsys.readouterr().out
    assert "dates later than today, kept (correct them in the file where they are wrong): 1\n" in shown
    assert f"  a.csv: 1 is of {ahead:%Y-%m-%d}\n" in shown


def test_check_of_a_folder_without_news_says_what_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "logo.png").write_bytes(b"\x89PNG")
    assert call("check", str(tmp_path)) == 1
    assert "read are files of the kinds .txt, .docx," in capsys.readouterr().out


def test_analyse_and_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("analyse", SEEDS, "--out", str(tmp_path)) == 0
    assert capsys.readouterr().out == f"{tmp_path}: tables of 5 articles\n"
    assert call("analyse", SEEDS, "--out", str(tmp_path)) == 0
    assert capsys.readouterr().err == "nothing to do: 5 articles as they were\n"
    assert call("analyse", SEEDS, "--out", str(tmp_path), "-p", "mode=textstat", "--quiet") == 0
    manifest = engine.read_manifest(tmp_path)
    assert manifest
    assert manifest["settings"]["mode"] == "textstat"


WRONG = [
    (["chek"], "No such command 'chek'"),
    (["check"], "Missing argument 'CORPUS'"),
    (["check", "no/such"], "no/such: no such file or folder"),
    (["analyse", SEEDS], "Missing option '--out'"),
    (["analyse", SEEDS, "--out", "{out}", "-p", "mood=1"], '"mood": no such parameter; there are draws, '),
    (["analyse", SEEDS, "--out", "{out}", "-p", "mode"], "expected name=value"),
    (["analyse", SEEDS, "--out", "{out}", "-p", "draws=many"], "invalid literal"),
    (["analyse", SEEDS, "--out", "{out}", "-p", "mode=nws"], 'mode is \'nws\'; expected "news"'),
    (["analyse", SEEDS, "--out", "{out}", "--engine", "spark"], "expected auto, serial, local, dask"),
    (["analyse", SEEDS, "--out", "{out}", "--on-error", "skip"], 'expected "stop" or "quarantine"'),
    (["report", SEEDS, "--out", "{out}", "-p", "level=speeech"], "parameter level is 'speeech'; expected one of "),
    (["report", SEEDS, "--out", "{out}", "-p", "group_by=desk"], 'parameter group_by is "desk"; expected one of day, '),
    (["report", SEEDS, "--out", "{out}", "-p", "mood=1"], "no notebook declares the parameter 'mood'"),
    (["report", SEEDS, "--out", "{out}", "-p", "top=many"], "parameter top is"),
    (["report", "no/such", "--out", "{out}"], "no/such: no such file or folder"),
    (["batch", SEEDS, "--out", "{out}", "--memory-limit", "150"], "a report of a few texts needs 400"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "message"), WRONG)
def test_wrong_use(arguments: list[str], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(*(word.format(out=tmp_path / "out") for word in arguments)) == 2
    captured = capsys.readouterr()
    assert message in " ".join(captured.err.split())
    assert not captured.out
    assert "Traceback" not in captured.err


def test_no_error_is_a_bare_traceback(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def break_down(source: str) -> None:
        raise KeyError("surprise")

    monkeypatch.setattr("helpers.corpus.find_files", break_down)
    assert call("check", SEEDS) == 1
    assert "KeyError: 'surprise'. Set ORIGINS_DEBUG=1" in capsys.readouterr().err
    monkeypatch.setenv("ORIGINS_DEBUG", "1")
    with pytest.raises(KeyError):
        cli.main(["check", SEEDS])


def test_an_interrupt_says_how_to_go_on(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupt(source: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("helpers.corpus.find_files", interrupt)
    assert call("check", SEEDS) == 130
    assert "origins: stopped; run the same command again to go on" in capsys.readouterr().err


def test_the_module_is_the_command() -> None:
    path = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "helpers.cli", "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=path)
    assert done.stdout == f"origins {__version__}\n"


def test_check_says_what_was_taken_and_left_open(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "title,text,date,mood\nA,x y,5/9/2023,sad\nA,x y,5/9/2023,sad\nB,caf\xe9 au lait,soon,glad\n"
    (tmp_path / "a.csv").write_bytes(rows.encode("latin-1"))
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / ".origins-report").touch()
    assert call("check", str(tmp_path)) == 0
    shown = capsys.readouterr().out
    for line in (
        "a.csv: read as Windows-1252", "copies: 1", "date left out: 3",
        'a.csv, row 4: published is "soon": no date. Write it as 2017-12-31',
        "columns: 1 file", "a.csv: columns kept but not read: mood", "old is a report of this program: left out",
    ):  # fmt: skip
        assert line in shown


def test_check_of_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b'{"text": "One two."}\n')))
    assert call("check", "-") == 0
    assert "1 article, 2 words" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("corpus=x", "-p corpus=x: the corpus of a report is the argument CORPUS"),
        ("tables=x", "-p tables=x: the tables of a report is --tables"),
        ("text=ful", "parameter text is 'ful'; expected \"full\", \"excerpt\" or \"none\""),
        ("top=abc", "parameter top is 'abc'; expected int"),
        ("count_by=foo", "parameter count_by is 'foo'; expected \"origin\" or \"document\""),
    ],
)  # fmt: skip
def test_a_parameter_that_cannot_be_is_one_line(
    given: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("report", SEEDS, "--out", str(tmp_path / "r"), "-p", given) in {1, 2}
    shown = capsys.readouterr().err
    assert told in shown
    assert "Traceback" not in shown


@pytest.mark.parametrize("is_beside", [True, False])
def test_measures_of_ones_own_lie_beside_the_corpus_or_are_named(is_beside: bool, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text("The crowding index of the port rose to 12 percent in May 2021.", "utf-8")
    own = (corpus if is_beside else tmp_path) / "measures.csv"
    own.write_text("measure,words,takes\ncrowding of ports,crowding index,percent\n", "utf-8")
    named = [] if is_beside else ["-p", f"measures={own}"]
    assert call("analyse", str(corpus), "--out", str(tmp_path / "out"), "--quiet", *named) == 0
    settings = {} if is_beside else {"measures": str(own)}
    claims = engine.load(str(corpus), tables=str(tmp_path / "out"), **settings)["claims"]
    assert claims["measure"].tolist() == ["crowding of ports"]


def _with_sheet(folder: Path, name: str, content: str) -> str:
    folder.mkdir()
    (folder / "a.txt").write_text("It rains, Ann\nLee of Lima said. Bo Ross was not asked.", "utf-8")
    (folder / name).write_text(content, "utf-8")
    return str(folder)


SHEETS = [
    ("people.csv", "name,alias\nAnn Lee,Lee\n", 'people.csv: a column is named "alias"; write aliases.'),
    ("measures.csv", "measure,word\nrain,rain\n", 'measures.csv: a column is named "word"; write words.'),
    ("measures.csv", "measure;words;takes\nrain;rain;percents\n", 'row 2: takes is "percents" (did you mean percent?)'),
    ("measures.csv", "measure,words,takes\nrain,,percent\n", "measures.csv, row 2: no words; expected"),
    ("corrections.csv", "table,article_id,action\nclams,a,reject\n", 'corrections.csv, row 2: table is "clams"'),
    ("validation.csv", "mark_id,table\n1,claims\n", "validation.csv: no column find_kind; there are mark_id, table."),
    (
        "validation.csv", "mark_id,table,find_kind,article_id,is_right\n\n1,claims,money,a,perhaps\n",
        'validation.csv, row 3: is_right is "perhaps"; expected yes, no or nothing.',
    ),
    (
        "validation.csv", "mark_id,table,find_kind,article_id,is_right\none,claims,money,a,yes\n",
        'validation.csv, row 2: mark_id is "one"; expected a whole number; leave the rows as',
    ),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "told"), SHEETS)
def test_a_wrong_sheet_is_told_by_check_and_before_a_run(
    name: str, content: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = _with_sheet(tmp_path / "texts", name, content)
    assert call("check", texts) == 1
    shown = capsys.readouterr().out
    assert told in shown
    assert "1 article" in shown
    assert call("analyse", texts, "--out", str(tmp_path / "out"), "--quiet") == 2
    assert told in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
    with pytest.raises(ValueError, match=re.escape(told)):
        engine.load(texts)


def test_check_counts_sheets_and_names_that_no_text_has(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people = "Name;Aliases\nAnn Lee;\nRobert Ross;Bo Ross|Rob\nEva Moss;Moss\n"
    assert call("check", _with_sheet(tmp_path / "texts", "people.csv", people)) == 0
    assert "people.csv: 3 names, of which no text has Eva Moss\n" in capsys.readouterr().out


def test_check_counts_rows_of_articles_that_are_not_here(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "table,article_id,start,end,action\nclaims,a,0,5,reject\nclaims,b,0,5,reject\nclaims,c,0,5,reject\n"
    assert call("check", _with_sheet(tmp_path / "texts", "corrections.csv", rows)) == 0
    assert "corrections.csv: 3 rows, 2 of them are of articles that are not here\n" in capsys.readouterr().out


def test_finds_go_out_and_come_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts, tasks = tmp_path / "texts", tmp_path / "tasks.json"
    texts.mkdir()
    (texts / "a.txt").write_text("“It rains,” Lars Berg said.", encoding="utf-8")
    assert call("export", str(texts), "--to", "label-studio", "--out", str(tasks)) == 0
    assert capsys.readouterr().out.split() == [str(tasks), str(tmp_path / "tasks.xml")]
    assert call("export", str(texts), "--to", "doccano", "--out", str(tasks)) == 2
    assert "it is there already" in capsys.readouterr().err
    (task,) = json.loads(tasks.read_text("utf-8"))
    task["annotations"] = [{"result": []}]
    tasks.write_text(json.dumps([task]), encoding="utf-8")
    assert call("corrections", str(texts), "--from", str(tasks)) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{texts / 'corrections.csv'}: 1 row (reject 1) taken over",
        "corrections.csv: 1 row (reject 1)",
    ]
    (texts / "a.txt").write_text("“It rains,” Lars Berg said. “It pours,” Ann Lee said.", encoding="utf-8")
    (texts / "corrections.csv").unlink()
    assert call("export", str(texts), "--to", "doccano", "--out", str(tmp_path / "lines.jsonl")) == 0
    capsys.readouterr()
    for told in ("2 rows (accept 2)", "0 rows (none) taken over; of 2 rows the rest says what stood there already"):
        assert call("corrections", str(texts), "--from", str(tmp_path / "lines.jsonl")) == 0
        shown = capsys.readouterr().out
        assert told in shown
        assert "corrections.csv: 2 rows (accept 2)\n" in shown
    (texts / "corrections.csv").write_text("table,article_id,start,end,action\nattributions,a,0,26,reject\n")
    (texts / "a.txt").write_text("On Monday it poured, Lars Berg said.", encoding="utf-8")
    assert call("corrections", str(texts), "--from", str(tasks)) == 1
    assert capsys.readouterr().out.splitlines()[2:] == [
        'does not fit: article "a" has another text: its places fit no more',
        "does not fit: row 2: attributions of a, 0-26",
    ]


def test_check_says_how_a_column_of_dates_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.csv").write_text("title,text,day\nRain,It rained.,2023-05-31\n", "utf-8")
    assert call("check", str(tmp_path)) == 0
    shown = capsys.readouterr().out
    assert "published: not stated; name a column of dates: --column published=NAME\n" in shown
    assert "a.csv: columns kept but not read: day\n" in shown


class _Now:
    """A timer that does not wait."""

    def __init__(self, seconds: float, then: Callable[[], None]) -> None:
        assert seconds == 2.0
        self.start = then

    def cancel(self) -> None: ...

    def is_alive(self) -> bool:
        return False


@pytest.fixture(scope="module")
def seeds_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return engine.run(SEEDS, tmp_path_factory.mktemp("tables"), engine="serial")


SLOW = {
    "check": (["check", SEEDS], "read 5 articles"),
    "compare": (["compare", SEEDS, "{tables}", "--out", "{out}/page"], "analysed 5"),
    "validate": (["validate", SEEDS, "--out", "{out}/marks.csv"], "analysed 5"),
    "export": (["export", SEEDS, "--to", "doccano", "--out", "{out}/finds.jsonl"], "analysed 5"),
    "corrections": (["corrections", SEEDS], "analysed 5"),
    "query": (["query", "from articles select article_id", "--tables", "{tables}"], "asking"),
}


@pytest.mark.parametrize("command", SLOW)
def test_what_takes_its_time_says_so_on_a_terminal_only(
    command: str, tmp_path: Path, seeds_tables: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    if command == "query":
        pytest.importorskip("duckdb")
    monkeypatch.setattr("helpers.cli.progress.Timer", _Now)
    given, told = SLOW[command]
    for n, (is_terminal, options) in enumerate(((True, []), (True, ["--quiet"]), (False, []))):
        (out := tmp_path / str(n)).mkdir()
        monkeypatch.setenv("FORCE_COLOR" if is_terminal else "NO_COLOR", "1")
        monkeypatch.delenv("NO_COLOR" if is_terminal else "FORCE_COLOR", raising=False)
        assert call(*(one.format(out=out, tables=seeds_tables) for one in given), *options) == 0
        shown = capsys.readouterr()
        assert told not in shown.out
        if is_terminal and not options:
            assert told in shown.err
        else:
            assert shown.err == ""


def test_what_is_quick_needs_no_word(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert call("check", SEEDS) == 0
    assert "read 5" not in capsys.readouterr().err
