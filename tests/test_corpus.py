"""Reading a corpus: what is read from which export, what is refused with which words, and that nothing is lost."""

import gzip
import json
import os
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import fsspec
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import corpus, tables

SEEDS = Path(__file__).parents[1] / "seeds"
ENGLISH = "The minister said on Monday that the exports of the country had fallen by a third in the year to June."


def write(folder: Path, **files: str | bytes) -> str:
    """A corpus of files named like the keywords, with the first _ of each read as the dot of its suffix."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        raw = content.encode() if isinstance(content, str) else content
        (folder / name.replace("__", "/").replace("_", ".", 1)).write_bytes(raw)
    return str(folder)


def test_seeds_are_read_verbatim() -> None:
    articles = tables.ARTICLES.check(corpus.read(str(SEEDS)))
    assert list(articles["label"]) == ["000", "001", "002", "003", "004"]
    assert set(articles["language"]) == {"en"}
    for row in articles.itertuples():
        assert row.text == (SEEDS / row.file).read_bytes().decode("utf-8")


EXPORTS: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    (
        "Media Cloud",
        {"id": 12, "indexed_date": "2023-09-05", "language": "en", "media_name": "bbc.com", "media_url": "bbc.com",
         "publish_date": "2023-09-04", "title": "A visit", "url": "https://bbc.com/a", "text": ENGLISH},
        {"article_id": "12", "outlet": "bbc.com", "published": "2023-09-04", "url": "https://bbc.com/a",
         "indexed_date": "2023-09-05"},
    ),
    (
        "GDELT article list",
        {"url": "https://bbc.com/a", "title": "A visit", "seendate": "20230905T101500Z", "domain": "bbc.com",
         "language": "English", "sourcecountry": "United Kingdom", "text": ENGLISH},
        {"outlet": "bbc.com", "published": "2023-09-05 10:15", "language": "en", "sourcecountry": "United Kingdom"},
    ),
    (
        "GDELT knowledge graph",
        {"GKGRECORDID": "20230905-1", "DATE": "20230905101500", "SourceCommonName": "bbc.com",
         "DocumentIdentifier": "https://bbc.com/a", "text": ENGLISH},
        {"article_id": "20230905-1", "outlet": "bbc.com", "published": "2023-09-05 10:15", "url": "https://bbc.com/a"},
    ),
    (
        "news-please",
        {"maintext": ENGLISH, "title": "A visit", "authors": ["A. Writer", "B. Other"], "language": "en",
         "date_publish": "2023-09-05 10:15:00", "source_domain": "www.bbc.com", "url": "https://bbc.com/a",
         "image_url": None},
        {"outlet": "www.bbc.com", "author": "A. Writer; B. Other", "published": "2023-09-05 10:15"},
    ),
    (
        "CC-News",
        {"title": "A visit", "text": ENGLISH, "domain": "bbc.com", "date": "2023-09-05 00:00:00",
         "description": "short", "url": "https://bbc.com/a", "image_url": "https://bbc.com/a.jpg"},
        {"outlet": "bbc.com", "published": "2023-09-05", "description": "short"},
    ),
    (
        "CC-News of Stanford",
        {"requested_url": "https://bbc.com/a", "plain_text": ENGLISH, "published_date": "2023-09-05", "title": "A",
         "author": "A. Writer", "sitename": "BBC", "publisher": "bbc.com", "language": "en", "language_score": 0.99},
        {"url": "https://bbc.com/a", "outlet": "BBC", "published": "2023-09-05", "author": "A. Writer"},
    ),
    (
        "trafilatura",
        {"title": "A visit", "author": "A. Writer", "hostname": "bbc.com", "date": "2023-09-05", "fingerprint": "f0",
         "id": None, "raw_text": "again", "text": ENGLISH, "language": None, "source": "https://bbc.com/a",
         "source-hostname": "BBC", "comments": ""},
        {"outlet": "BBC", "url": "https://bbc.com/a", "language": "en", "author": "A. Writer"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "expected"), [pytest.param(*case[1:], id=case[0]) for case in EXPORTS])
@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz", ".json", ".csv", ".parquet"])
def test_exports_by_their_column_names(
    tmp_path: Path, fields: dict[str, Any], expected: dict[str, Any], suffix: str
) -> None:
    path = tmp_path / f"export{suffix}"
    line = json.dumps(fields)
    match suffix:
        case ".jsonl.gz":
            path.write_bytes(gzip.compress(line.encode()))
        case ".csv":
            pd.DataFrame([fields]).to_csv(path, index=False)
        case ".parquet":
            pd.DataFrame([fields]).to_parquet(path)
        case _:
            path.write_text(line)
    row = tables.ARTICLES.check(corpus.read(str(path))).iloc[0]
    assert row["text"] == ENGLISH
    for name, value in expected.items():
        assert row[name] == (pd.Timestamp(value) if name == "published" else value), name
    assert "raw_text" not in row
    assert "comments" not in row


BAD: list[tuple[str, dict[str, str | bytes], str]] = [
    ("empty file", {"a_txt": " \n"}, "a.txt: empty: not one character"),
    ("no text column", {"a_csv": "title,link\nx,y\n"}, "a.csv, row 2: no column of text; the columns are title, link"),
    ("too many cells", {"a_csv": "title,text\nx,y,z\n"}, "a.csv, row 2: 3 cells; the header has 2"),
    ("open quote", {"a_csv": 'title,text\nx,"y\n'}, "a.csv, row 2: not CSV"),
    ("id twice", {"a_csv": "id,text\n1,x y\n1,z w\n"}, 'a.csv, row 3: the article_id "1" stands twice'),
    ("bad JSON", {"a_jsonl": '{"text": "x"}\n{"text": \n'}, "a.jsonl, line 2: not JSON"),
    ("too deep", {"a_jsonl": "[" * 99_999}, "a.jsonl: not JSON: maximum recursion depth"),
    ("text is no string", {"a_jsonl": '{"content": 5}'}, "a.jsonl, line 1: content is of type int"),
    ("column twice", {"a_csv": "id,text,Text\n1,x,y\n"}, "a.csv, row 1: two columns are named text"),
    ("not an object", {"a_jsonl": "[1]\n"}, "a.jsonl, item 1: not a JSON object: 1"),
    ("cut short", {"a_jsonl.gz": gzip.compress(b'{"text": "x"}' * 999)[:40]}, "a.jsonl.gz: cannot be read"),
    (
        "bytes changed",
        {"a_jsonl.gz": gzip.compress(b'{"text": "x"}' * 999)[:20] + b"\xff" * 40},
        "a.jsonl.gz: cannot be read: Error -3 while decompressing",
    ),
    ("no Parquet", {"a_parquet": b"PAR1"}, "a.parquet: not Parquet"),
    ("no such text", {"a_txt": "x", "articles_csv": "article_id\nb\n"}, 'articles.csv, row 2: no file "b.txt"'),
    ("told twice", {"a_txt": "x", "articles_csv": "id,title\na,b\na,c\n"}, 'row 3: "a" stands twice, first in row 2'),
    ("cells beside", {"a_txt": "x", "articles_csv": "id,title\na,b,c\n"}, "articles.csv, row 2: 3 cells; the header"),
    ("no id beside", {"a_txt": "x", "articles_csv": "title\nb\n"}, "articles.csv, row 2: no article_id"),
    ("nothing to read", {"a_pdf": "x"}, "no articles"),
    ("only titles", {"a_csv": "title,text\nx,\n"}, r"no articles \(1 inputs set aside\)"),
]


@pytest.mark.parametrize(("files", "message"), [pytest.param(*case[1:], id=case[0]) for case in BAD])
def test_what_cannot_be_read_says_where_what_and_cure(
    tmp_path: Path, files: dict[str, str | bytes], message: str
) -> None:
    with pytest.raises(corpus.CorpusError, match=message.replace("[", r"\[")) as caught:
        corpus.read(write(tmp_path, **files))
    assert len(str(caught.value).split(". ")) >= 2, "the message ends with a cure"


@pytest.mark.parametrize(
    "files", [pytest.param(case[1], id=case[0]) for case in BAD if case[0] not in {"no id beside", "nothing to read"}]
)
def test_quarantine_goes_on_and_lists(tmp_path: Path, files: dict[str, str | bytes]) -> None:
    good = (
        {"good_txt": ENGLISH}
        if any(name.endswith("txt") for name in files)
        else {"good_jsonl": json.dumps({"text": ENGLISH})}
    )
    part = corpus.read_all(write(tmp_path, **files, **good), on_error="quarantine")
    assert ENGLISH in set(part.articles["text"])
    assert len(tables.REJECTED.check(part.rejected)) == 1


def test_missing_path_says_where_it_was_looked_for() -> None:
    with pytest.raises(corpus.CorpusError, match=r"no such file or folder.*looked up from"):
        corpus.read("no/such/corpus")


@pytest.mark.parametrize(("name", "cure"), [("a.pdf", "Convert it"), ("a.zip", "Unpack it"), ("a", "Convert it")])
def test_a_file_of_another_kind(tmp_path: Path, name: str, cure: str) -> None:
    (tmp_path / name).write_text("x")
    with pytest.raises(
        corpus.CorpusError, match=rf"a file of the kind (?:\.\w+|without suffix); expected .txt.*{cure}"
    ):
        corpus.read(tmp_path / name)


def test_rows_without_text_are_listed_and_stop_nothing(tmp_path: Path) -> None:
    part = corpus.read_all(write(tmp_path, a_csv="id,text\n1,\n2,x y\n3,null\n"))
    assert list(part.articles["article_id"]) == ["2"]
    assert list(part.rejected["place"]) == ["row 2", "row 4"]


def test_nested_folder_with_metadata(tmp_path: Path) -> None:
    source = write(tmp_path, b__one_txt=ENGLISH) if (tmp_path / "b").mkdir() is None else ""
    write(
        tmp_path, two_txt="\ufeffTwo words\r\n", articles_csv="article_id;title;outlet\nb/one;First;BBC\n", notes_md="x"
    )
    (tmp_path / ".hidden.txt").write_text("no")
    articles = corpus.read(source)
    assert list(articles["article_id"]) == ["b/one", "two"]
    assert list(articles["label"]) == ["BBC, undated", "two"]
    assert articles["title"].iloc[0] == "First"
    assert pd.isna(articles["title"].iloc[1])
    assert articles["text"].iloc[1] == "Two words\r\n"
    assert corpus.find_files(source)[1] == ["notes.md"]


def test_parts_hold_every_article_once(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text("".join(json.dumps({"url": f"https://a/{n}", "text": f"text {n}"}) + "\n" for n in range(25)))
    parts = list(corpus.scan(str(path), size=10))
    assert [len(part.articles) for part in parts] == [10, 10, 5]
    joined = corpus.join([part.articles for part in parts], tables.ARTICLES)
    assert joined["text"].nunique() == 25
    pd.testing.assert_frame_equal(joined.drop(columns="label"), corpus.read(str(path)).drop(columns="label"))


def test_ids_of_rows_stay_when_rows_are_added(tmp_path: Path) -> None:
    before = corpus.read(write(tmp_path, a_jsonl='{"text": "one"}\n{"text": "two"}\n'))
    after = corpus.read(write(tmp_path, a_jsonl='{"text": "zero"}\n{"text": "one"}\n{"text": "two"}\n'))
    assert set(before["article_id"]) < set(after["article_id"])


def test_globs_and_addresses(tmp_path: Path) -> None:
    write(tmp_path, a_jsonl='{"text": "one"}\n', b_jsonl='{"text": "two"}\n', c_csv="text\nthree\n")
    assert len(corpus.read(f"{tmp_path}/*.jsonl")) == 2
    memory = fsspec.filesystem("memory")
    memory.pipe({"/export/a.jsonl": b'{"text": "one"}\n', "/export/deep/b.csv": b"text\ntwo\n"})
    try:
        assert list(corpus.read("memory://export")["file"].sort_values()) == ["a.jsonl", "deep/b.csv"]
        assert len(corpus.read("memory://export/*.jsonl")) == 1
        assert corpus.sign(corpus.find_files("memory://export")[0][0])[0] == 16
    finally:
        memory.rm("/export", recursive=True)


def test_an_address_of_no_known_kind() -> None:
    with pytest.raises(corpus.CorpusError, match=r"foo://x: .*not known.*Install what such an address needs"):
        corpus.read("foo://x")


def test_relative_path_from_the_projects_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("notebooks", "texts", "deep/er"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "texts" / "a.txt").write_text(ENGLISH)
    monkeypatch.chdir(tmp_path / "deep" / "er")
    assert list(corpus.read("texts")["article_id"]) == ["a"]


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        ([], []),
        (["a"], ["a"]),
        (["000_caed", "001_f664"], ["000", "001"]),
        (["bbc-one-x", "bbc-two-x", "cnn-one-x"], ["bbc-one", "bbc-two", "cnn-one"]),
        (["x/a", "y/a"], ["x", "y"]),
        (["a", "a_"], ["a", "a_"]),
        (["_a", "__a"], ["_a", "__a"]),
    ],
)
def test_short_ids(ids: list[str], expected: list[str]) -> None:
    assert corpus.short_ids(ids) == expected


@given(st.lists(st.text(alphabet="ab_-./ é", min_size=1), unique=True, max_size=8))
def test_short_ids_tell_apart(ids: list[str]) -> None:
    assert len(set(corpus.short_ids(ids))) == len(ids)


DIGEST = "0123456789abcdef"
DAY = pd.Timestamp("2012-11-02")


def described(**columns: list[object]) -> pd.DataFrame:
    n = len(next(iter(columns.values())))
    ids = [f"{i:x}{DIGEST}" for i in range(n)]
    return tables.ARTICLES.frame(
        [{"article_id": ids[i], "n_words": 1, "text": "", **{k: v[i] for k, v in columns.items()}} for i in range(n)]
    )


@pytest.mark.parametrize(
    ("columns", "label", "expected"),
    [
        (
            {"outlet": ["CNN (Web News)", "CNN", "Harbour Post - Sport"], "published": [DAY, DAY, None]},
            "outlet-date",
            ["CNN, 2 Nov 2012 a", "CNN, 2 Nov 2012 b", "Harbour Post, undated"],
        ),
        ({"published": [DAY, None], "title": ["A", "Sea wall opens"]}, "outlet-date", ["2 Nov 2012", "Sea wall opens"]),
        ({"url": ["https://www.post.example/a/b"]}, "outlet-date", ["post.example, undated"]),
        (
            {
                "outlet": ["Ann Lee", "Ann Lee"],
                "url": ["http://www.vox.com/2017/4/14/rain", "http://post.example/rain"],
            },
            "outlet-date",
            ["Vox, undated", "Ann Lee, undated"],
        ),
        (
            {"text": ["\n The sea wall opened. Many came", "x"]},
            "outlet-date",
            ["The sea wall opened. Many came", "x"],
        ),
        ({"title": ["One", "One", "One b"]}, "title", ["One a", "One c", "One b"]),
        ({"desk": ["north", "south"]}, "desk", ["north", "south"]),
        ({"outlet": ["BBC"]}, "id", [f"0{DIGEST}"]),
        ({"article_id": ["000_caed", "001_f664"]}, "outlet-date", ["000", "001"]),
    ],
)
def test_labels(columns: dict[str, list[object]], label: str, expected: list[str]) -> None:
    assert corpus.labels(described(**columns), label) == expected


def test_an_unknown_label_is_an_error_that_names_those_there_are() -> None:
    with pytest.raises(ValueError, match=r'label is "desk"; expected one of .*outlet-date'):
        corpus.labels(described(title=["a"]), "desk")


@given(st.lists(st.sampled_from(["a", "a a", "a b", "a a b", None]), max_size=9))
def test_labels_tell_articles_apart(titles: list[str | None]) -> None:
    if titles:
        assert len(set(corpus.labels(described(title=titles), "title"))) == len(titles)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (ENGLISH, "en"),
        ("Der Minister sagte am Montag, dass die Ausfuhren des Landes um ein Drittel gefallen sind.", "de"),
        ("Сьогодні президент України заявив про це журналістам у Києві.", "uk"),
        ("El presidente dijo el lunes que las exportaciones del país habían caído un tercio.", "es"),
        ("俄罗斯总统普京计划在未来几周访问朝鲜和越南", "zh"),
        ("ok", None),
        ("Cool dogs wear da sunglasses.", None),
        ("Putin besucht Kim in Pjöngjang", None),
        ("41.22 46.15 55.24 10.78", None),
        ("", None),
    ],
)
def test_language_is_guessed_or_left_open(written: str, expected: str | None) -> None:
    from helpers.corpus.language import guess_language

    assert guess_language(written) == expected


FEW_FUNCTION_WORDS = (  # a tenth to a fifth of telling words
    "Johnson wins a slice. She got a name in a county race on Monday, and I am going to spend a lot of money on it. "
    "Mrs. Clark, a retired judge, came in first in a field of ten; Mr. Hill, a banker, was second with 40 percent. "
    "He is a man who likes numbers, so no one was surprised in a room full of party officials and campaign staff."
)


def test_plain_english_needs_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    from helpers.corpus.language import guess_language

    monkeypatch.setitem(sys.modules, "py3langid", None)
    assert guess_language(FEW_FUNCTION_WORDS) == "en"
    assert guess_language(ENGLISH * 2) == "en"


@pytest.mark.parametrize("is_first", [True, False])
def test_half_english_is_not_taken_for_english_unseen(is_first: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    from helpers.corpus.language import guess_language

    finnish = (
        "Hallitus kertoi maanantaina, että viennin arvo laski viime vuonna kolmanneksen. Ministerin mukaan syynä on "
        "heikko kysyntä Euroopassa. Talouden odotetaan kasvavan ensi vuonna vain hieman, arvioi keskuspankki. "
        "Työttömyys nousi kesällä, ja yritykset ovat vähentäneet investointeja koko maassa. "
    )
    parts = (FEW_FUNCTION_WORDS, finnish) if is_first else (finnish, FEW_FUNCTION_WORDS)
    asked: list[str] = []
    monkeypatch.setitem(sys.modules, "py3langid", SimpleNamespace(rank=lambda text: asked.append(text) or [("fi", 0)]))
    assert guess_language(" ".join(parts)) == "fi"
    assert asked


@pytest.mark.parametrize(
    ("stated", "expected"),
    [("en-US", "en"), ("ENG", "en"), ("Ukrainian", "uk"), ("zh_Hans", "zh"), ("Klingon", None), (None, None)],
)
def test_stated_language(stated: str | None, expected: str | None) -> None:
    from helpers.corpus.language import read_language

    assert read_language(stated) == expected


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("2023-09-05", "2023-09-05"),
        ("2023-09-05T12:00:00+02:00", "2023-09-05 10:00"),
        ("Tue, 05 Sep 2023 10:00:00 GMT", "2023-09-05 10:00"),
        ("20230905", "2023-09-05"),
        ("2023", "2023-01-01"),
        ("2023-09", "2023-09-01"),
        ("2023-09-05 10:15:00 UTC", "2023-09-05 10:15"),
    ],
)
def test_dates(tmp_path: Path, stated: str, expected: str) -> None:
    articles = corpus.read(write(tmp_path, a_jsonl=json.dumps({"text": "x", "date": stated})))
    assert articles["published"].iloc[0] == pd.Timestamp(expected)


def test_date_format(tmp_path: Path) -> None:
    source = write(tmp_path, a_csv="text,date\nx,13.12.24\n")
    assert corpus.read(source, date_format="%d.%m.%y")["published"].iloc[0] == pd.Timestamp("2024-12-13")


@settings(max_examples=40 * max(1, settings().max_examples // 100), deadline=None)  # each builds tables
@given(st.lists(st.one_of(st.none(), st.integers(), st.text(max_size=9), st.lists(st.integers())), max_size=4))
def test_no_row_is_lost(values: list[Any]) -> None:
    records = [
        corpus.Record("f", f"row {n}", {"text": value, "date": value, "id": n}) for n, value in enumerate(values)
    ]
    parts = list(corpus.gather(records, on_error="quarantine", size=2))
    assert sum(len(part.articles) + len(part.rejected) for part in parts) == len(values)


def test_empty_corpus_where_allowed(tmp_path: Path) -> None:
    part = corpus.read_all(str(tmp_path), allow_empty=True)
    pd.testing.assert_frame_equal(part.articles, tables.ARTICLES.empty())
    pd.testing.assert_frame_equal(part.rejected, tables.REJECTED.empty())


def test_boilerplate_is_quoted_from_the_text() -> None:
    articles = corpus.read(str(SEEDS))
    found = tables.BOILERPLATE.check(corpus.boilerplate(articles))
    written = articles.set_index("article_id")["text"]
    assert len(found) > 10
    assert all("\n" not in written[row.article_id][row.start : row.end].strip() for row in found.itertuples())
    pd.testing.assert_frame_equal(found, corpus.boilerplate(articles.iloc[::-1]))
    pd.testing.assert_frame_equal(corpus.boilerplate(articles.iloc[:0]), tables.BOILERPLATE.empty())


def test_strings_of_bytes_in_parquet(tmp_path: Path) -> None:
    pd.DataFrame({"id": ["a", "b"], "text": [ENGLISH.encode(), None]}).to_parquet(tmp_path / "a.parquet")
    part = corpus.read_all(str(tmp_path))
    assert list(part.articles["text"]) == [ENGLISH]
    assert list(part.rejected["reason"]) == [corpus.NO_TEXT]


def test_a_link_to_nowhere_and_a_linked_folder(tmp_path: Path) -> None:
    source = write(tmp_path / "texts", a_txt=ENGLISH)
    (tmp_path / "texts" / "b.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "texts" / "all").symlink_to(tmp_path)  # it leads back: to follow it would never end
    part = corpus.read_all(source, on_error="quarantine")
    assert list(part.articles["article_id"]) == ["a"]
    assert list(part.rejected["source"]) == ["b.txt"]
    assert part.rejected["reason"].iloc[0] == "it went away while the corpus was read, or is a link to nowhere"
    assert corpus.find_files(source)[1] == ["all"]
    assert corpus.sign(corpus.find_files(source)[0][1]) == (-1, 0)


@pytest.mark.skipif(os.name != "posix", reason="names of files are bytes on POSIX only")
def test_a_name_that_is_not_utf8(tmp_path: Path) -> None:
    with Path(os.fsdecode(bytes(tmp_path) + b"/caf\xe9.txt")).open("w") as opened:
        opened.write(ENGLISH)
    article = corpus.read(str(tmp_path)).iloc[0]
    assert article["article_id"] == r"caf\udce9"
    assert article["text"] == ENGLISH


def test_html_pages(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    body = f"<article><p>{ENGLISH}</p><p>{ENGLISH} Again.</p></article>"
    page = f"<html><head><title>A visit</title></head><body>{body}</body></html>"
    article = corpus.read(write(tmp_path, a_html=page)).iloc[0]
    assert article["article_id"] == "a"
    assert ENGLISH in article["text"]
    assert article["title"] == "A visit"


@pytest.mark.parametrize(
    ("group_by", "expected"),
    [
        ("outlet", ["CNN", "Post", "unknown"]),
        ("month", ["2012-11", "2012-11", "unknown"]),
        ("week", ["2012-W44", "2012-W44", "unknown"]),
        ("year", ["2012", "2012", "unknown"]),
        ("day", ["2012-11-02", "2012-11-02", "unknown"]),
        ("desk", ["north", "unknown", "south"]),
    ],
)
def test_groups(group_by: str, expected: list[str]) -> None:
    articles = described(
        outlet=["CNN (Web News)", "Post", None], published=[DAY, DAY, None], desk=["north", None, "south"]
    )
    assert list(corpus.groups(articles, group_by).values()) == expected


def test_an_unknown_group_is_an_error_that_names_those_there_are() -> None:
    with pytest.raises(ValueError, match=r'group_by is "desk"; expected one of day, week, month, year'):
        corpus.groups(described(title=["a"]), "desk")


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("But the mayor is late.\nHe left.\nIt rained.", 'begins with "But the mayor is …"'),
        ("Lee left.\nIt rained.\nThis is what she wrote:", 'ends with a colon: "This is what she wrote:"'),
        (
            "Lee left.\nIt rained.\nThis is what she wrote:\nAdvertisement",
            'ends with a colon: "This is what she wrote:"',
        ),
        (
            f"Lee left.\nIt rained.\nThe mayor said that{' all of it' * 10} was to be paid by the",
            'ends without a stop: "… of it all of it all of it all of it was to be paid by the"',
        ),
        ("But Not for Lee\nLee left.\nIt rained.", None),
        ("Lee left.\nIt rained.\nBo Hart, Ann Lee and Jo Gray contributed to this", None),
        ("Lee left.\nThis is it:\nIt rained.", None),
        ("But he left:", None),
    ],
)
def test_a_text_that_begins_or_ends_as_whole_ones_seldom_do_is_noted(text: str, note: str | None) -> None:
    found = corpus.read_all([text]).notes
    assert found[["rule", "note"]].to_numpy().tolist() == ([["may not be whole", note]] if note else [])


def test_persons_without_a_first_name_at_the_top_and_parts_that_are_missing_are_noted() -> None:
    later = "\n\nMr. Lund left. Mr. Lund came back.\n\nMr. Lund slept."
    texts = {
        "It rains": "Mr. Reid’s plan failed." + later,
        "It pours": "Harry Reid’s plan failed. Mr. Reid left with Ida Lund." + later,
        "It blows": "“Mr. Reid’s plan failed,” said Ida Lund." + later,
        "5 things to watch": "It rained.\n\n1. The dam\n\nIt rose.\n\n2. The town\n\nIt slept.",
        "2 things to watch": "It rained.\n\n1. The dam\n\nIt rose.\n\n2. The town\n\nIt slept.",
    }
    found = corpus.read_all([{"title": title, "text": text} for title, text in texts.items()])
    assert found.notes["note"].to_list() == [
        'speaks of "Mr. Reid" at its top without having said who that is',
        'has 2 numbered parts; its title says "5 things"',
    ]


def test_a_text_that_its_source_cuts_off_is_noted() -> None:
    found = corpus.read_all(["It rained in the town … [+4713 chars]"]).notes
    assert found["note"].to_list() == ["its source gives only its beginning or a summary"]
