"""Questions in SQL: the five of docs/queries.md over five invented articles, and what is refused."""

import builtins
import json
import re
from pathlib import Path
from typing import Any

import pytest

from helpers import cli, engine, query

DOCS = Path(__file__).parents[1] / "docs" / "queries.md"
QUESTIONS = dict(re.findall(r"^## (.+?)\n.*?```sql\n(.*?)```", DOCS.read_text("utf-8"), re.M | re.S))

STORY = (
    "Dockers in the port of Ardmouth walked out on Monday over a new system of shifts that leaves them without a "
    'free weekend in May. "Nobody asked us before the lists were printed," Ann Lee said. The harbour board had '
    "promised talks in February and never named a day for them. Two ferries turned back before noon, and a freighter "
    "with timber waits in the roads. Shops along the quay closed early because the morning boats brought no visitors. "
    "A mediator from the county will meet both sides on Thursday in the old customs house."
)
ARTICLES = [
    {"id": "a", "outlet": "Harbour Post", "date": "2023-05-02", "text": STORY},
    {"id": "b", "outlet": "Daily Quay", "date": "2023-05-04", "text": STORY + "\n\nThe strike goes on."},
    {"id": "c", "outlet": "Daily Quay", "date": "2023-06-01", "text": "Bob Day said the strike hurt the town."},
    {
        "id": "d",
        "outlet": "Harbour Post",
        "date": "2023-06-02",
        "text": "The unemployment rate was 7.2% in April 2023.",
    },
    {"id": "e", "outlet": "Daily Quay", "date": "2023-06-03", "text": "The unemployment rate was 4.1% in April 2022."},
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("query")
    lines = [json.dumps({"title": "", **article}) for article in ARTICLES]
    (made / "articles.jsonl").write_text("\n".join(lines), "utf-8")
    return engine.run(str(made / "articles.jsonl"), made / "tables", engine="serial")


def rows(folder: Path, title: str) -> list[Any]:
    return query.ask(QUESTIONS[title], folder).astype(str).to_numpy().tolist()


def test_the_five_questions_of_the_docs(folder: Path) -> None:
    assert len(QUESTIONS) == 5
    assert rows(folder, "The most quoted of each outlet") == [
        ["Daily Quay", "Ann Lee", "1", "1"], ["Daily Quay", "Bob Day", "1", "1"], ["Harbour Post", "Ann Lee", "1", "1"],
    ]  # fmt: skip
    quoted = query.ask(QUESTIONS["Who quotes somebody, with the words"], folder)
    assert quoted["outlet"].to_list() == ["Harbour Post", "Daily Quay"]
    assert quoted["content"].str.contains("Nobody asked us before the lists were printed").all()
    assert [row[:3] for row in rows(folder, "Claims of an unemployment rate over 5 %")] == [
        ["Harbour Post", "2023-04", "7.2%"]
    ]
    ((_, carrier, day, documents),) = rows(folder, "The first carrier of each text that was copied")
    assert (carrier, day[:10], documents) == ("Harbour Post", "2023-05-02", "2")
    assert [row[:2] for row in rows(folder, "A term by month")] == [["2023-05", "1.0"], ["2023-06", "1.0"]]


def test_the_words_of_the_codebook_are_in_the_database(folder: Path) -> None:
    asked = "select comment from duckdb_columns() where table_name = 'claims' and column_name = 'unit'"
    assert query.ask(asked, folder)["comment"].to_list() == [
        "ISO 4217 code, %, [pp], [bp], English unit name or counted noun"
    ]


REFUSED = [
    ("select * from nothing", "the query is refused: .*nothing"),
    ("select * from read_text('{outside}')", "the query is refused: .*(Cannot access|disabled)"),
    ("copy articles to '{outside}.copy'", "the query is refused: .*(Cannot access|disabled)"),
    ("set memory_limit = '1TB'", "the query is refused: .*locked"),
]


@pytest.mark.parametrize(("sql", "told"), REFUSED)
def test_a_question_reads_the_tables_and_nothing_else(folder: Path, tmp_path: Path, sql: str, told: str) -> None:
    (tmp_path / "secret").write_text("x")
    with pytest.raises(ValueError, match=f"(?s){told}"):
        query.ask(sql.replace("{outside}", str(tmp_path / "secret")), folder)
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]


def test_the_command(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["query", "select count(*) as n from articles", "--tables", str(folder)]
    for more in ([], ["--out", str(tmp_path / "n.csv")]):
        with pytest.raises(SystemExit) as ended:
            cli.main([*arguments, *more])
        assert ended.value.code == 0
    shown = capsys.readouterr()
    assert shown.out.split()[:2] == ["n", "5"]
    assert "corrections" not in shown.err
    sheet = folder.parent / "corrections.csv"
    sheet.write_text("table,article_id,start,end,action\n", "utf-8")
    with pytest.raises(SystemExit):
        cli.main(arguments)
    sheet.unlink()
    assert "corrections.csv beside the corpus is not applied" in capsys.readouterr().err
    assert (tmp_path / "n.csv").read_text() == "n\n5\n"
    with pytest.raises(SystemExit) as ended:
        cli.main([*arguments[:2], "--tables", str(tmp_path)])
    assert ended.value.code == 2
    assert "no tables here. Make them: origins analyse CORPUS --out" in capsys.readouterr().err


def test_without_duckdb_a_sentence(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *others: Any, **named: Any) -> Any:
        if name == "duckdb":
            raise ImportError(name)
        return real(name, *others, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ValueError, match=r"need DuckDB: pip install 'origins-notebooks\[query\]'"):
        query.ask("select 1", folder)
