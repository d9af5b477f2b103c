"""Every kind of export and every fault that it may have: read right, or said to be unreadable, with the cure."""

import bz2
import gzip
import io
import json
import lzma
import tomllib
import zipfile
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers import corpus, tables
from helpers.corpus.columns import ALIASES, fold
from helpers.corpus.dates import DateError, is_day_first, read_date
from helpers.corpus.files import MANY_EACH, ONE_EACH

ENGLISH = "The minister said on Monday that the exports of the country had fallen by a third in the year to June."
MORE = max(1, settings().max_examples // 100)  # 20 in `make test-many`
DATES = tomllib.loads((Path(corpus.__file__).parents[1] / "data" / "dates.toml").read_text("utf-8"))


def read(folder: Path, name: str, content: str | bytes) -> corpus.Part:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return corpus.read_all(str(folder / name))


# --- dates -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "expected"), [(written, row["is"]) for row in DATES["read"] for written in row["written"]]
)
def test_dates_that_are_read(written: str, expected: str) -> None:
    assert str(read_date(written)) == expected


@pytest.mark.parametrize("written", [written for row in DATES["refused"] for written in row["written"]])
def test_dates_that_are_refused(written: str) -> None:
    with pytest.raises(DateError):
        read_date(written)


@pytest.mark.parametrize(
    ("written", "day_first", "expected"),
    [
        ("5/9/2023", None, None),
        ("5/9/2023", True, "2023-09-05"),
        ("5/9/2023", False, "2023-05-09"),
        ("05.09.23 14:30", True, "2023-09-05 14:30"),
        ("5/5/2023", None, "2023-05-05"),
        ("13/9/2023", False, "2023-09-13"),
    ],
)
def test_day_and_month_are_told_apart_or_left_open(written: str, day_first: bool | None, expected: str | None) -> None:
    if expected is None:
        with pytest.raises(DateError, match="day and month cannot be told apart"):
            read_date(written, day_first=day_first)
    else:
        assert read_date(written, day_first=day_first) == pd.Timestamp(expected)


@given(st.datetimes(min_value=pd.Timestamp("1970-01-01"), max_value=pd.Timestamp("2068-01-01")))
def test_common_forms_lead_back(when: Any) -> None:
    when = when.replace(microsecond=0)
    forms = [
        "%Y-%m-%dT%H:%M:%S",
        "%B %d, %Y %I:%M:%S %p",
        "%a, %d %b %Y %H:%M:%S +0000",
        "%d-%b-%y %H:%M:%S",
        "%d %B %Y %H:%M:%S",
    ]
    assert {read_date(when.strftime(form)) for form in forms} == {when}


@given(
    st.one_of(
        st.text(),
        st.integers(),
        st.floats(),
        st.dates(),
        st.from_regex(r"[0-9]{1,2}[/. -][A-Za-z0-9]{1,4}[/. -][0-9]{2,4}"),
    )
)
def test_a_date_is_read_or_refused(value: Any) -> None:
    try:
        found = read_date(value)
    except DateError:
        return
    assert found is None or found.tzinfo is None
    assert is_day_first(value) in {True, False, None}


COLUMNS = [
    ("month first", ["7/23/17", "1/2/2017", "December 31, 2017"], ["2017-07-23", "2017-01-02", "2017-12-31"]),
    ("day first", ["23/7/17", "1/2/2017", "19-Feb-18"], ["2017-07-23", "2017-02-01", "2018-02-19"]),
    ("open", ["1/2/2017", "2017-03-04"], [None, "2017-03-04"]),
    ("at odds", ["1/2/2017", "23/7/17", "7/23/17"], [None, "2017-07-23", "2017-07-23"]),
    ("no date", ["soon", "2017-03-04"], [None, "2017-03-04"]),
]


@pytest.mark.parametrize(("stated", "expected"), [pytest.param(*case[1:], id=case[0]) for case in COLUMNS])
def test_a_column_of_dates(tmp_path: Path, stated: list[str], expected: list[str | None]) -> None:
    rows = "".join(json.dumps({"id": n, "text": f"Text {n}.", "date": date}) + "\n" for n, date in enumerate(stated))
    part = read(tmp_path, "a.jsonl", rows)
    found = [None if pd.isna(date) else f"{date:%Y-%m-%d}" for date in part.articles["published"]]
    assert found == expected
    left_out = part.notes[part.notes["rule"] == "date left out"]
    assert list(left_out["article_id"]) == [str(n) for n, date in enumerate(expected) if date is None]


ORDERS = {
    "month first": "1/2/2017 is read month first, as 1 of the dates must be (7/23/17)",
    "day first": "1/2/2017 is read day first, as 1 of the dates must be (23/7/17)",
    "open": None,
    "at odds": "1 have the day first (23/7/17), 1 the month (7/23/17); 1/2/2017 stays open",
    "no date": None,
}


def test_a_day_in_the_address_is_taken_where_no_date_is_stated_and_never_against_one(tmp_path: Path) -> None:
    address = "https://example.com/2019/09/06/{}"
    posts = "Wet! — Ann (@ann) September 8, 2019\n\nIce! — Bo (@bo) September 5, 2019\n\nSnow! — Bo (@bo) Snow 99, 2019"
    rows = [
        {"text": "It rained.", "url": address.format("rain"), "title": "Rain"},
        {"text": "It poured.", "url": address.format("pour"), "title": "Pour", "published": "2019-09-09"},
        {"text": "It blew.", "url": address.format("wind"), "title": "Wind", "published": "2017-01-05"},
        {"text": "It froze.", "url": address.format("ice"), "title": "Ice", "published": "soon"},
        {"text": "It thawed.", "url": "https://example.com/story/2019/13/06/thaw", "title": "Thaw"},
        {"text": f"It hailed. {posts}", "url": address.format("hail"), "title": "Hail"},
    ]
    part = read(tmp_path, "a.json", json.dumps(rows))
    dated = part.articles.set_index("title")["published"].dt.strftime("%Y-%m-%d")
    assert dated.dropna().to_dict() == {
        "Rain": "2019-09-06",
        "Pour": "2019-09-09",
        "Wind": "2017-01-05",
        "Hail": "2019-09-06",
    }
    told = part.notes[~part.notes["rule"].eq("date left out")]
    assert told[["rule", "note"]].to_numpy().tolist() == [
        ["date from its address", "no date is stated"],
        ["date and address", "published is 2017-01-05, in its address stands 2019-09-06"],
        ["date from its address", "no date is stated; a post in the text is of 2019-09-08"],
    ]


@pytest.mark.parametrize(("stated", "expected"), [(case[1], ORDERS[case[0]]) for case in COLUMNS], ids=list(ORDERS))
@pytest.mark.parametrize("has_ids", [True, False])
def test_the_order_of_dates_is_told_of_dates_that_are_in_the_file(
    tmp_path: Path, stated: list[str], expected: str | None, has_ids: bool
) -> None:
    records = [{"text": f"Text {n}.", "date": date} | ({"id": n} if has_ids else {}) for n, date in enumerate(stated)]
    notes = read(tmp_path, "a.jsonl", "".join(json.dumps(record) + "\n" for record in records)).notes
    assert list(notes.loc[notes["rule"] == "order of dates", "note"]) == ([expected] if expected else [])


def test_the_order_of_dates_without_one_that_is_open(tmp_path: Path) -> None:
    notes = read(tmp_path, "a.csv", "text,date\nIt rained.,25/04/2023\nIt snowed.,4/4/2023\n").notes
    told = "a date of numbers is read day first, as 1 of the dates must be (25/04/2023)"
    assert list(notes.loc[notes["rule"] == "order of dates", "note"]) == [told]


# --- columns ---------------------------------------------------------------------------------------------------------


def test_no_name_of_a_column_stands_twice() -> None:
    for names in ALIASES.values():
        folded = [fold(name) for name in names]
        assert sorted(set(folded)) == sorted(folded)


@pytest.mark.parametrize("name", ["when", "Posted", "time", "Datum", "fecha", "Fecha de publicación", "created_utc"])
def test_a_date_by_any_usual_name(name: str) -> None:
    assert corpus.read([{"text": ENGLISH, name: "2023-09-05"}])["published"].iloc[0] == pd.Timestamp("2023-09-05")


def test_columns_in_other_languages() -> None:
    rows = [
        {"Titre": "Le pont", "Source": "Le Monde", "Date": "2023-09-05", "Auteur": "By A. Writer", "Texte": ENGLISH},
        {"Titel": "Die Brücke", "Zeitung": "Die Post", "Autorin": "A. Writer", "Volltext": ENGLISH},
    ]
    articles = corpus.read(rows)
    assert list(articles["article_id"]) == ["die-post-die-brucke", "le-monde-2023-09-05-le-pont"]
    assert set(articles["author"]) == {"A. Writer"}


RESPONSES: list[tuple[str, Any, dict[str, Any]]] = [
    (
        "NewsAPI",
        {"status": "ok", "totalResults": 1, "articles": [
            {"source": {"id": None, "name": "The Daily Post"}, "author": "A. Writer", "title": "A visit",
             "description": "Short.", "url": "https://post.com/a", "urlToImage": "https://post.com/a.jpg",
             "publishedAt": "2023-09-05T10:15:00Z", "content": f"{ENGLISH} And so… [+4713 chars]"}]},
        {"outlet": "The Daily Post", "author": "A. Writer", "published": "2023-09-05 10:15", "is_cut_off": True,
         "text": f"{ENGLISH} And so", "description": "Short.", "article_id": "the-daily-post-2023-09-05-a-visit"},
    ),
    (
        "Event Registry",
        {"articles": {"page": 1, "totalResults": 1, "results": [
            {"uri": "7412", "lang": "eng", "isDuplicate": False, "date": "2023-09-05", "time": "10:15:00",
             "dateTime": "2023-09-05T10:15:00Z", "dateTimePub": "2023-09-05T10:00:00Z", "url": "https://post.com/a",
             "title": "A visit", "body": ENGLISH,
             "source": {"uri": "post.com", "dataType": "news", "title": "The Post"},
             "authors": [{"uri": "a@post.com", "name": "A. Writer"}, {"uri": "b@post.com", "name": "B. Other"}]}]}},
        {"article_id": "7412", "outlet": "The Post", "author": "A. Writer; B. Other", "published": "2023-09-05 10:00",
         "language": "en", "is_cut_off": False},
    ),
    (
        "webz.io",
        {"posts": [{"thread": {"uuid": "t1", "url": "https://post.com/a", "site": "post.com", "title": "A visit"},
                    "uuid": "u1", "url": "https://post.com/a", "author": "A. Writer", "title": "A visit",
                    "published": "2023-09-05T10:15:00.000+03:00", "text": ENGLISH, "language": "english",
                    "highlightText": ""}], "totalResults": 1},
        {"article_id": "u1", "outlet": "post.com", "author": "A. Writer", "published": "2023-09-05 07:15",
         "language": "en"},
    ),
    (
        "Guardian",
        {"response": {"status": "ok", "results": [
            {"id": "world/a", "type": "article", "webPublicationDate": "2023-09-05T10:15:00Z", "webTitle": "A visit",
             "webUrl": "https://www.theguardian.com/world/a",
             "fields": {"headline": "A visit!", "byline": "A. Writer", "body": "<p>x</p>", "bodyText": ENGLISH}}]}},
        {"article_id": "world/a", "title": "A visit!", "author": "A. Writer", "published": "2023-09-05 10:15",
         "text": ENGLISH, "url": "https://www.theguardian.com/world/a"},
    ),
    (
        "New York Times",
        {"status": "OK", "response": {"docs": [
            {"abstract": "Short.", "web_url": "https://www.nytimes.com/a", "snippet": "Short.",
             "lead_paragraph": ENGLISH, "source": "The New York Times",
             "headline": {"main": "A visit", "kicker": None}, "byline": {"original": "By A. Writer", "person": []},
             "pub_date": "2023-09-05T10:15:00+0000", "_id": "nyt://article/1"}], "meta": {"hits": 1}}},
        {"outlet": "The New York Times", "title": "A visit", "author": "A. Writer", "is_cut_off": True,
         "published": "2023-09-05 10:15", "article_id": "nyt://article/1"},
    ),
    (
        "WordPress",
        [{"id": 12, "date": "2023-09-05T12:15:00", "date_gmt": "2023-09-05T10:15:00", "link": "https://post.com/a",
          "title": {"rendered": "A visit"}, "content": {"rendered": ENGLISH, "protected": False},
          "excerpt": {"rendered": "<p>Short [&hellip;]</p>", "protected": False}, "author": 5}],
        {"article_id": "12", "title": "A visit", "published": "2023-09-05 10:15", "url": "https://post.com/a",
         "author": None, "is_cut_off": False},
    ),
    (
        "JSON-LD",
        {"@context": "https://schema.org", "@graph": [
            {"@type": "WebSite", "name": "The Post", "url": "https://post.com/"},
            {"@type": "NewsArticle", "headline": "A visit", "datePublished": "2023-09-05T10:15:00+00:00",
             "author": [{"@type": "Person", "name": "A. Writer"}], "inLanguage": "en-GB", "articleBody": ENGLISH,
             "publisher": {"@type": "Organization", "name": "The Post"},
             "mainEntityOfPage": {"@id": "https://post.com/a"}}]},
        {"outlet": "The Post", "author": "A. Writer", "published": "2023-09-05 10:15", "url": "https://post.com/a",
         "language": "en", "title": "A visit"},
    ),
    (
        "HuffPost",
        {"category": "WORLD", "headline": "A visit", "authors": "A. Writer", "link": "https://post.com/a",
         "short_description": ENGLISH, "date": "2018-05-26"},
        {"title": "A visit", "is_cut_off": True, "category": "WORLD", "published": "2018-05-26"},
    ),
    (
        "All the news",
        {"": 0, "id": 17283, "title": "A visit", "publication": "New York Times", "author": "A. Writer",
         "date": "2016-12-31", "year": 2016.0, "month": 12.0, "url": None, "content": ENGLISH},
        {"article_id": "17283", "outlet": "New York Times", "published": "2016-12-31", "year": "2016"},
    ),
    (
        "a dump of a database",
        {"_id": {"$oid": "5f1"}, "site": "post.com", "pubdate": {"$date": "2023-09-05T10:15:00Z"},
         "body": [ENGLISH, "Two."]},
        {"article_id": "5f1", "outlet": "post.com", "published": "2023-09-05 10:15", "text": f"{ENGLISH}\n\nTwo."},
    ),
    (
        "a search engine's hits",
        {"took": 3, "hits": {"total": 1, "hits": [
            {"_id": "x1", "_source": {"Headline": "A visit", "Full Text": ENGLISH}}]}},
        {"article_id": "x1", "title": "A visit", "text": ENGLISH},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("given", "expected"), [pytest.param(*case[1:], id=case[0]) for case in RESPONSES])
def test_responses_of_services(tmp_path: Path, given: Any, expected: dict[str, Any]) -> None:
    articles = tables.ARTICLES.check(read(tmp_path, "a.json", json.dumps(given, indent=1)).articles)
    assert len(articles) == 1
    row = articles.iloc[0]
    for name, value in {"text": ENGLISH, **expected}.items():
        if value is None:
            assert pd.isna(row[name]), name
        else:
            assert row[name] == (pd.Timestamp(value) if name == "published" else value), name


SHAPES: list[tuple[str, str, str]] = [
    ("lines named .json", "a.json", '{"text": "One."}\n{"text": "Two."}\n'),
    ("a list named .jsonl", "a.jsonl", '[{"text": "One."},\n {"text": "Two."}]'),
    ("objects one after the other", "a.json", '{"text":\n "One."}{"text": "Two."}'),
    ("a list of strings", "a.json", '["One.", "Two."]'),
    ("by id", "a.json", '{"a": {"text": "One."}, "b": {"text": "Two."}}'),
    ("by day", "a.json", '{"days": {"mo": [{"text": "One."}], "tu": [{"text": "Two."}]}}'),
    ("a line end in a string", "a.json", '[{"text": "One."}, {"text": "Two."}]\n\x00'),
    ("semicolons", "a.csv", "id;text\n1;One.\n2;Two.\n"),
    ("tabs", "a.tsv", "id\ttext\n1\tOne.\n2\tTwo.\n"),
    ("old Mac line ends", "a.csv", "id,text\r1,One.\r2,Two.\r"),
    ("one column", "a.csv", "text\nOne.\nTwo.\n"),
    ("separator told", "a.csv", "sep=;\nid;text\n1;One.\n2;Two.\n"),
    ("byte order mark", "a.csv", "\ufeffid,text\n1,One.\n2,Two.\n"),
    ("zero bytes", "a.csv", "id,text\n1,O\0ne.\0\n2,Two.\n"),
]


@pytest.mark.parametrize(("name", "content"), [pytest.param(*case[1:], id=case[0]) for case in SHAPES])
def test_shapes_of_files(tmp_path: Path, name: str, content: str) -> None:
    part = read(tmp_path, name, content)
    assert sorted(part.articles["text"]) == ["One.", "Two."]
    assert part.rejected.empty


@pytest.mark.parametrize("packed", [".gz", ".bz2", ".xz", ".zst"])
def test_packed_files(tmp_path: Path, packed: str) -> None:
    import pyarrow as pa

    zstd = pa.Codec("zstd")
    pack = {".gz": gzip.compress, ".bz2": bz2.compress, ".xz": lzma.compress, ".zst": lambda b: bytes(zstd.compress(b))}
    part = read(tmp_path, f"a.jsonl{packed}", pack[packed](b'{"text": "One."}\n{"text": "Two."}\n'))
    assert sorted(part.articles["text"]) == ["One.", "Two."]


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.txt.bz2", "a.csv.xz", "a.txt.zst", "a.docx", "a.xlsx"])
def test_what_unpacks_to_more_than_it_may_is_listed_with_the_cure(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pyarrow as pa

    monkeypatch.setattr("helpers.corpus.files._UNPACKED_LEAST", 10_000)
    raw, zipped = b"a" * 1_000_000, io.BytesIO()
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", raw)
    zstd = bytes(pa.Codec("zstd").compress(raw))
    packed = {".gz": gzip.compress(raw), ".bz2": bz2.compress(raw), ".xz": lzma.compress(raw), ".zst": zstd}
    (tmp_path / name).write_bytes(packed.get(Path(name).suffix, zipped.getvalue()))
    monkeypatch.setenv("ORIGINS_UNPACKED_TIMES", "9")
    listed = corpus.read_all(tmp_path, on_error="quarantine", allow_empty=True).rejected.iloc[0]
    assert "unpacked it is larger than 0 MB" in listed["reason"]
    assert "set ORIGINS_UNPACKED_TIMES=1000" in listed["cure"]
    monkeypatch.setenv("ORIGINS_UNPACKED_TIMES", "100000")
    part = corpus.read_all(tmp_path, on_error="quarantine", allow_empty=True)
    assert not part.rejected["reason"].str.contains("unpacked").any()


def test_every_file_of_a_folder_is_read_or_listed(tmp_path: Path) -> None:
    for name in ("a.txt", "b.xml", "c.pdf", "d.png", "e.jsonl.gz", "f", "sub/g.zip", "LICENSE.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("One.")
    part = corpus.read_all(tmp_path)
    named = {*part.articles["file"], *part.notes["source"]}
    assert named == {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("name", "content"), [("a.csv", ""), ("a.csv", "id,text\n"), ("a.json", "[]"), ("a.rss", "<rss/>")]
)
def test_a_file_without_articles_is_listed(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)
    part = corpus.read_all(tmp_path, allow_empty=True)
    assert [(row.source, row.rule) for row in part.notes.itertuples()] == [(name, "empty")]


BINARY = bytes(range(256)) * 9


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.json", "a.html", "a.xml", "a.csv.gz"])
def test_bytes_that_are_no_text_are_one_line(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(gzip.compress(BINARY) if name.endswith(".gz") else BINARY)
    listed = corpus.read_all(tmp_path, on_error="quarantine", allow_empty=True).rejected
    assert list(listed["reason"]) == ["not a text: it holds bytes that no text has"]


def test_a_workbook_that_is_called_a_table_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"PK\x03\x04 and so on")
    listed = corpus.read_all(tmp_path, on_error="quarantine", allow_empty=True).rejected
    assert list(listed["reason"]) == ["a zip archive or an Office file, not a text"]


def workbook(cells: dict[str, str], merged: str = "") -> bytes:
    """An .xlsx file with one sheet; cells by their names ("B3"), one range of them merged."""
    rows: dict[str, str] = {}
    for name, value in cells.items():
        cell = f'<c r="{name}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
        rows[name[1:]] = rows.get(name[1:], "") + cell
    data = "".join(f'<row r="{number}">{row}</row>' for number, row in rows.items())
    above = "http://schemas.openxmlformats.org/"
    one = f'<mergeCells count="1"><mergeCell ref="{merged}"/></mergeCells>' if merged else ""
    office = f"{above}officeDocument/2006/relationships"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{above}package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{above}package/2006/relationships"><Relationship Id="r1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{above}package/2006/relationships"><Relationship Id="r1" '
        f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{above}spreadsheetml/2006/main" xmlns:r="{office}"><sheets>'
        '<sheet name="News" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{above}spreadsheetml/2006/main"><sheetData>{data}</sheetData>'
        f"{one}</worksheet>",
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return made.getvalue()


HEADED: list[tuple[str, dict[str, str], str, str, list[tuple[str, str]]]] = [
    # cells, those merged, row of the header, outlets and texts
    ("a title above", {"A1": "Press 2020", "A2": "Outlet", "B2": "Text", "A3": "X", "B3": "One."}, "A1:B1", "row 2",
     [("X", "One.")]),
    ("groups above", {"A1": "Source", "C1": "Content", "A2": "Outlet", "B2": "Date", "C2": "Title", "D2": "Text",
                      "A3": "X", "B3": "2020-01-02", "C3": "T", "D3": "One."}, "C1:D1", "row 2", [("X", "One.")]),
    ("one outlet of two", {"B3": "Outlet", "C3": "Text", "B4": "X", "C4": "One.", "C5": "Two."}, "B4:B5", "",
     [("X", "One."), ("X", "Two.")]),
    ("no outlet of two", {"B3": "Outlet", "C3": "Text", "B4": "X", "C4": "One.", "C5": "Two."}, "", "",
     [("X", "One."), ("", "Two.")]),
    ("cells beside the table", {"A1": "Outlet", "B1": "Text", "A2": "X", "B2": "One."}, "H2:H3", "", [("X", "One.")]),
    ("one text of two", {"A1": "Outlet", "B1": "Text", "A2": "X", "B2": "One.", "A3": "Y"}, "B2:B3", "",
     [("X", "One.")]),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "merged", "header", "expected"), [pytest.param(*c[1:], id=c[0]) for c in HEADED])
def test_cells_that_are_merged(
    tmp_path: Path, cells: dict[str, str], merged: str, header: str, expected: list[tuple[str, str]]
) -> None:
    part = read(tmp_path, "a.xlsx", workbook(cells, merged))
    rows = part.articles.sort_values("text")
    assert list(zip(rows["outlet"].fillna(""), rows["text"], strict=True)) == expected
    assert list(part.notes.loc[part.notes["rule"] == "header", "place"]) == ([header] if header else [])


def test_a_sheet_of_empty_strings_has_no_articles(tmp_path: Path) -> None:
    with pytest.raises(corpus.CorpusError, match="no articles"):
        read(tmp_path, "a.xlsx", workbook({"A1": "", "B2": ""}))


def test_rows_of_a_sheet_that_begins_further_down_have_their_own_numbers(tmp_path: Path) -> None:
    part = read(tmp_path, "a.xlsx", workbook({"B3": "Title", "C3": "Text", "B4": "T", "C4": "One.", "B5": "U"}))
    assert list(part.rejected["place"]) == ["row 5"]


@pytest.mark.parametrize(
    "above", ["Press 2020\n", "Press 2020\n\n", "Press 2020;;\nof 1 May;;\n", "sep=;\nPress 2020\n"]
)
def test_lines_above_the_header_of_a_table(tmp_path: Path, above: str) -> None:
    part = read(tmp_path, "a.csv", f"{above}Outlet;Title;Text\nX;T;One.\nX;T;Two.\n")
    assert sorted(part.articles["text"]) == ["One.", "Two."]
    assert set(part.articles["outlet"]) == {"X"}
    assert "header" in set(part.notes["rule"])


ENCODINGS: list[tuple[str, bytes, str, str]] = [
    ("Windows-1252", "“No” at the café –".encode("cp1252"), "“No” at the café –", "read as Windows-1252"),
    ("UTF-16", "The café.".encode("utf-16"), "The café.", "read as UTF-16"),
    ("UTF-16 without mark", "The café and the bar.".encode("utf-16-be"), "The café and the bar.", "read as UTF-16"),
    ("Mac Roman", "She said “no” in the café.".encode("mac_roman"), "She said “no” in the café.", "read as Mac Roman"),
    ("Russian", ("Министр сообщил в понедельник, что экспорт страны упал на треть. " * 3).encode("cp1251"),
     "Министр сообщил в понедельник, что экспорт страны упал на треть. " * 3, "read as Windows-1251"),
    ("mixed", "Café, café, café ".encode() + b"and caf\xe9.", "Café, café, café and café.",
     "1 byte of no UTF-8 read as Windows-1252"),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "expected", "note"), [pytest.param(*case[1:], id=case[0]) for case in ENCODINGS])
@pytest.mark.parametrize("kind", ["txt", "csv", "jsonl"])
def test_encodings_are_told_and_said(tmp_path: Path, raw: bytes, expected: str, note: str, kind: str) -> None:
    width = "utf-16-be" if raw.startswith(b"\0") else "utf-16-le" if b"\0" in raw else "ascii"
    around = {"txt": ("", ""), "csv": ('text\n"', '"\n'), "jsonl": ('{"text": "', '"}\n')}[kind]
    before, after = (part.encode(width) for part in around)
    whole = raw[:2] + before + raw[2:] + after if raw.startswith(b"\xff\xfe") else before + raw + after
    part = read(tmp_path, f"a.{kind}", whole)
    assert list(part.articles["text"]) == [expected]
    assert list(part.notes[part.notes["rule"] == "encoding"]["note"]) == [note]


def test_utf8_is_nothing_to_speak_of(tmp_path: Path) -> None:
    assert read(tmp_path, "a.txt", "The café – “yes”.").notes.empty


NO_TEXTS: list[tuple[str, bytes, str]] = [
    ("a PDF", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "a PDF, not a text"),
    ("a picture", b"\xff\xd8\xff\xe0\x00\x10JFIF", "a picture, not a text"),
    ("a program", bytes(range(32)) * 20, "not a text: it holds bytes that no text has"),
]


@pytest.mark.parametrize(("raw", "message"), [pytest.param(*case[1:], id=case[0]) for case in NO_TEXTS])
def test_what_is_no_text(tmp_path: Path, raw: bytes, message: str) -> None:
    with pytest.raises(corpus.CorpusError, match=message):
        read(tmp_path, "a.txt", raw)


# --- rows that are not perfect ---------------------------------------------------------------------------------------


def test_a_row_that_stands_twice_is_a_copy(tmp_path: Path) -> None:
    part = read(tmp_path, "a.csv", "title,text\nA,One two.\nA,One two.\nA,One two.\nB,Three.\n")
    assert list(part.articles["article_id"]) == ["a", "a-copy-2", "a-copy-3", "b"]
    assert list(part.notes[part.notes["rule"] == "copies"]["place"]) == ["row 3", "row 4"]


def test_a_row_with_its_own_id_twice_is_counted_once(tmp_path: Path) -> None:
    part = read(tmp_path, "a.csv", "id,text\n1,One two.\n1,One two.\n")
    assert list(part.articles["article_id"]) == ["1"]
    assert part.rejected["reason"].iloc[0] == f"{corpus.SAME_ROW}: id, address and text as in a.csv, row 2"


def test_two_articles_of_one_id_are_an_error_with_both_places(tmp_path: Path) -> None:
    with pytest.raises(
        corpus.CorpusError, match=r'a.csv, row 3: the article_id "1" stands twice, first in a.csv, row 2'
    ):
        read(tmp_path, "a.csv", "id,text\n1,One two.\n1,Three.\n")


def test_all_errors_are_shown_together(tmp_path: Path) -> None:
    with pytest.raises(corpus.CorpusError) as caught:
        read(tmp_path, "a.csv", "id,text\n" + "1,two,three\n" * 14)
    lines = str(caught.value).splitlines()
    assert lines[0] == "14 inputs cannot be read:"
    assert lines[1].strip().startswith("a.csv, row 2: 3 cells; the header has 2.")
    assert len(lines) == 12
    assert lines[-1].strip() == "... and 4 more"


IDS: list[tuple[dict[str, Any], str]] = [
    ({"source": "Fox", "date": "2012-11-02", "title": "Jobless rate rises"}, "fox-2012-11-02-jobless-rate-rises"),
    ({"domain": "www.bbc.co.uk", "title": "It’s Köln’s day"}, "bbc-its-kolns-day"),
    ({"url": "https://edition.cnn.com/a/b", "date": "2012-11-02"}, "edition-cnn-2012-11-02-one-two-three"),
    ({}, "one-two-three"),
    ({"title": "Путин едет"}, "путин-едет"),
    ({"title": "A very long title that goes on and on about nothing at all"}, "a-very-long-title-that-goes-on-and"),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "expected"), IDS)
def test_ids_can_be_read(tmp_path: Path, fields: dict[str, Any], expected: str) -> None:
    articles = read(tmp_path, "a.json", json.dumps([{"text": "One two three.", **fields}])).articles
    assert list(articles["article_id"]) == [expected]


@settings(max_examples=30 * MORE, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(["One.", "Two.", "Three."])), min_size=1, max_size=6),
    st.randoms(),
)
def test_ids_hang_on_no_order(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]], random: Any
) -> None:
    folder = tmp_path_factory.mktemp("rows")
    found = []
    for _ in range(2):
        written = [{"title": title, "text": text} for title, text in rows]
        articles = read(folder, "a.json", json.dumps(written)).articles
        found.append(sorted(zip(articles["article_id"], articles["text"], strict=True)))
        random.shuffle(rows)
    assert found[0] == found[1]
    assert len(found[0]) == len(rows)


# --- exports of press databases --------------------------------------------------------------------------------------

LEXIS = """\
                               1 of 2 DOCUMENTS


                              The Daily Post (London)

                            September 5, 2023 Tuesday
                               London Edition

Exports fall by a third

BYLINE: A. Writer, Trade Correspondent

SECTION: NEWS; Pg. 3

LENGTH: 12 words

The minister said exports fell by a third. Nobody in the room was
surprised.

"It is bad," she said.

LOAD-DATE: September 6, 2023

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper

                          Copyright 2023 The Daily Post
                              All Rights Reserved

                               2 of 2 DOCUMENTS

                              The Evening Mail

                               6 September 2023

Ports stand idle

LENGTH: 6 words

Nothing moves in the ports now.

LANGUAGE: ENGLISH
"""
NEXIS = [
    "", "", "Exports fall by a third", "The Daily Post (London)", "September 5, 2023 Tuesday", "",
    "Copyright 2023 The Daily Post All Rights Reserved", "Section:\u00a0NEWS; Pg. 3", "Length:\u00a012 words",
    "Byline:\u00a0By A. Writer", "Body", "", "The minister said exports fell by a third.", "“It is bad,” she said.",
    "Classification", "", "Language:\u00a0ENGLISH", "Load-Date:\u00a0September 6, 2023", "", "End of Document", "", "",
    "Ports stand idle", "The Evening Mail", "September 6, 2023", "", "Length:\u00a06 words", "Body",
    "Nothing moves in the ports now.", "Load-Date:\u00a0September 7, 2023", "End of Document",
]  # fmt: skip
FACTIVA_HTML = """<html><body><div>Dow Jones Factiva</div>
<div class="article enArticle"><div>News</div><div id="hd"><span class="enHeadline">Exports fall by a third</span></div>
<div class="author">By A. Writer</div><div>12 words</div><div>5 September 2023</div><div>The Daily Post (London)</div>
<div>DPOST</div><div>3</div><div>English</div><div>(c) 2023 The Daily Post</div>
<p class="articleParagraph enarticleParagraph">The minister said exports <b>fell</b> by a third.</p>
<p class="articleParagraph enarticleParagraph">&ldquo;It is bad,&rdquo; she said.</p>
<p>Document DPOST00020230905ej950001x</p></div>
<div class="article enArticle"><div id="hd"><span class="enHeadline">Ports stand idle</span></div>
<div>6 words</div><div>6 September 2023</div><div>10:30</div><div>The Evening Mail</div><div>EVM</div><div>English</div>
<div>(c) 2023 The Evening Mail</div>
<p class="articleParagraph enarticleParagraph">Nothing moves in the ports now.</p>
<p>Document EVMA000020230906ej960001x</p></div></body></html>"""
FACTIVA = """\
News
Exports fall by a third
By A. Writer
12 words
5 September 2023
The Daily Post (London)
DPOST
3
English
(c) 2023 The Daily Post

The minister said exports fell by a third.

\u201cIt is bad,\u201d she said.

Document DPOST00020230905ej950001x

Ports stand idle
6 words
6 September 2023
10:30
The Evening Mail
EVM
English
(c) 2023 The Evening Mail

Nothing moves in the ports now.

Document EVMA000020230906ej960001x
"""
TAGGED = """\
HD  Exports fall by a third
BY  By A. Writer
WC  12 words
PD  5 September 2023
SN  The Daily Post (London)
LA  English
LP  The minister said exports fell by a third.
TD  \u201cIt is bad,\u201d she said.
CO  post : Post
AN  Document DPOST00020230905ej950001x

HD  Ports stand idle
WC  6 words
PD  6 September 2023
SN  The Evening Mail
LA  English
TD  Nothing moves in the ports now.
AN  Document EVMA000020230906ej960001x
"""
PROQUEST = """\
____________________________________________________________

Exports fall by a third

Author: A. Writer

Publication info: The Daily Post (London) ; London [London]05 Sep 2023: 3.

Abstract: Bad.

Full text: The minister said exports fell by a third.

\u201cIt is bad,\u201d she said.

Subject: Exports

Publication title: The Daily Post (London); London

Publication date: Sep 5, 2023

Language of publication: English

ProQuest document ID: 111

____________________________________________________________

Ports stand idle

Full text: Nothing moves in the ports now.

Publication title: The Evening Mail

Publication date: Sep 6, 2023

ProQuest document ID: 112
"""
EUROPRESSE = """<html><body><article><div class="rdp__DocPublicationName">
<span class="DocPublicationName">The Daily Post (London), no. 123</span></div>
<span class="DocHeader">News, mardi 5 septembre 2023 - 12 mots, p. 3</span>
<div class="titreArticle"><p class="titreArticleVisu rdp__articletitle">Exports fall by a third</p></div>
<div class="docAuthors">A. Writer</div><div class="DocText clearfix"><div class="docOcurrContainer">
<p>The minister said exports <mark>fell</mark> by a third.</p><p>« It is bad, » she said.</p></div></div>
<footer><small>© 2023 The Daily Post. Tous droits réservés.</small>
<p>news·20230905·DP·001</p></footer></article>
<article>
<span class="DocPublicationName">The Evening Mail</span>
<span class="DocHeader">September 6, 2023 - 6 words</span>
<p class="titreArticleVisu">Ports stand idle</p><div class="docOcurrContainer">
<p>Nothing moves in the ports now.</p></div>
<p>news·20230906·EM·002</p></article></body></html>"""


def docx(lines: list[str]) -> bytes:
    opened = io.BytesIO()
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in lines)
    with zipfile.ZipFile(opened, "w") as packed:
        packed.writestr("word/document.xml", f'<w:document xmlns:w="{name}"><w:body>{body}</w:body></w:document>')
    return opened.getvalue()


def rtf(written: str) -> bytes:
    coded = "".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in written)
    return ("{\\rtf1\\ansi " + coded.replace("\n", "\\par\n") + "}").encode()


DATABASES: list[tuple[str, str, str | bytes]] = [
    ("LexisNexis", "a.txt", LEXIS),
    ("LexisNexis with Windows line ends", "a.TXT", LEXIS.replace("\n", "\r\n")),
    ("Nexis Uni, Word", "a.docx", docx(NEXIS)),
    ("Nexis Uni, RTF", "a.rtf", rtf("\n".join(NEXIS))),
    ("Factiva, HTML", "a.html", FACTIVA_HTML),
    ("Factiva, RTF", "a.rtf", rtf(FACTIVA)),
    ("Factiva, text", "a.txt", FACTIVA),
    ("Factiva, tagged", "a.txt", TAGGED),
    ("ProQuest", "a.txt", PROQUEST),
    ("Europresse", "a.html", EUROPRESSE),
]


@pytest.mark.parametrize(("name", "content"), [pytest.param(*case[1:], id=case[0]) for case in DATABASES])
def test_documents_of_press_databases(tmp_path: Path, name: str, content: str | bytes) -> None:
    articles = tables.ARTICLES.check(read(tmp_path, name, content).articles).sort_values("published")
    assert list(articles["outlet"]) == ["The Daily Post (London)", "The Evening Mail"]
    assert list(articles["title"]) == ["Exports fall by a third", "Ports stand idle"]
    assert list(articles["published"].dt.strftime("%Y-%m-%d")) == ["2023-09-05", "2023-09-06"]
    first, second = articles["text"]
    assert " ".join(first.split()).startswith("The minister said exports fell by a third.")
    assert first.rstrip().endswith("she said.")
    assert second == "Nothing moves in the ports now."
    assert articles["author"].iloc[0].startswith("A. Writer")
    assert pd.isna(articles["author"].iloc[1])
    assert articles["file"].nunique() == 1


def test_a_document_without_text_is_listed(tmp_path: Path) -> None:
    cut = LEXIS.replace("Nothing moves in the ports now.", "")
    (tmp_path / "a.txt").write_text(cut)
    part = corpus.read_all(str(tmp_path), on_error="quarantine")
    assert len(part.articles) == 1
    assert list(part.rejected["place"]) == ["document 2"]
    assert "without text" in part.rejected["reason"].iloc[0]


def test_every_kind_of_export_is_told_by_its_example() -> None:
    from helpers.corpus.databases import databases

    assert {one.name for one in databases()} == {"LexisNexis", "Nexis Uni", "Factiva", "ProQuest", "Europresse"}
    for one in databases():
        assert {expected for _, expected in one.examples} == {True, False}


@pytest.mark.parametrize("name", ["a.docx", "a.rtf"])
def test_a_file_of_a_word_processor_is_one_article(tmp_path: Path, name: str) -> None:
    content = docx([ENGLISH, "", "Two."]) if name == "a.docx" else rtf(f"{ENGLISH}\n\nTwo.")
    article = read(tmp_path, name, content).articles.iloc[0]
    assert article["article_id"] == "a"
    assert article["text"] == f"{ENGLISH}\n\nTwo."


ERRORS = [
    "<title>404 Not Found</title><h1>404 Not Found</h1><hr>nginx",
    "<title>Just a moment...</title><h1>Checking your browser.</h1><p>Please enable JavaScript and cookies.</p>",
    "<title>The Post</title><body><p>Access denied. You don't have permission to access this page.</p></body>",
]


@pytest.mark.parametrize("page", ERRORS)
def test_an_error_page_is_no_article(tmp_path: Path, page: str) -> None:
    pytest.importorskip("trafilatura")
    (tmp_path / "a.html").write_text(f"<html>{page}</html>")
    (tmp_path / "b.html").write_text(f"<html><head><title>404 dead</title></head><article><p>{ENGLISH}</p></article>")
    part = corpus.read_all(tmp_path)
    assert list(part.articles["file"]) == ["b.html"]
    assert list(zip(part.notes["source"], part.notes["rule"], strict=True)) == [("a.html", "error page")]


@pytest.mark.parametrize(
    ("name", "content"), [("a.docx", b"PK\x03\x04broken"), ("a.rtf", b"x"), ("a.xlsx", b"PK\x03\x04")]
)
def test_a_broken_file_says_so(tmp_path: Path, name: str, content: bytes) -> None:
    with pytest.raises(corpus.CorpusError, match=r"not a Word file|not RTF|not a workbook"):
        read(tmp_path, name, content)


# --- feeds, sitemaps, TEI, web archives ------------------------------------------------------------------------------

RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Daily Post</title><link>https://post.com</link>
<item><title>A visit</title><link>https://post.com/a</link><guid isPermaLink="false">77</guid>
<pubDate>Tue, 05 Sep 2023 10:15:00 GMT</pubDate><dc:creator>A. Writer</dc:creator><description>Short.</description>
<content:encoded><![CDATA[{ENGLISH}]]></content:encoded></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>The Daily Post</title>
<entry><title>A visit</title><link rel="alternate" href="https://post.com/a"/><id>tag:1</id>
<published>2023-09-05T10:15:00Z</published><updated>2023-09-06T10:15:00Z</updated>
<author><name>A. Writer</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{ENGLISH}</p></div></content></entry></feed>"""
TEI = f"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title type="main">A visit</title>
<author>A. Writer</author></titleStmt><sourceDesc><bibl>A visit</bibl><biblFull>
<titleStmt><title type="main">A visit</title>
<author>A. Writer</author></titleStmt><publicationStmt><publisher>The Daily Post</publisher>
<ptr type="URL" target="https://post.com/a"/><date>2023-09-05T10:15</date></publicationStmt></biblFull></sourceDesc>
</fileDesc></teiHeader><text><body><div type="entry"><p>{ENGLISH}</p></div><div type="comments"/></body></text></TEI>"""
TRAFILATURA = f"""<doc sitename="The Daily Post" title="A visit" author="A. Writer" date="2023-09-05T10:15:00"
url="https://post.com/a" fingerprint="f0"><main><p>{ENGLISH}</p></main><comments/></doc>"""
XML = [("RSS", "a.rss", RSS), ("Atom", "a.atom", ATOM), ("TEI", "a.xml", TEI), ("trafilatura", "a.xml", TRAFILATURA)]


@pytest.mark.parametrize(("name", "content"), [pytest.param(*case[1:], id=case[0]) for case in XML])
def test_articles_in_xml(tmp_path: Path, name: str, content: str) -> None:
    articles = read(tmp_path, name, content).articles
    assert len(articles) == 1
    row = articles.iloc[0]
    expected = {"title": "A visit", "outlet": "The Daily Post", "author": "A. Writer", "url": "https://post.com/a",
                "text": ENGLISH, "is_cut_off": False, "published": pd.Timestamp("2023-09-05 10:15"),
                "article_id": "the-daily-post-2023-09-05-a-visit"}  # fmt: skip
    assert {column: row[column] for column in expected} == expected


def test_a_feed_of_summaries_says_that_they_are(tmp_path: Path) -> None:
    row = read(tmp_path, "a.rss", RSS.replace("content:encoded", "content:other")).articles.iloc[0]
    assert (row["text"], row["is_cut_off"]) == ("Short.", True)


SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://post.com/a</loc><n:news><n:publication><n:name>The Daily Post</n:name><n:language>en</n:language>
</n:publication><n:publication_date>2023-09-05</n:publication_date><n:title>A visit</n:title></n:news></url></urlset>"""


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.xml", SITEMAP, corpus.NO_TEXT),
        ("a.xml", "<rss><channel>", "not XML"),
        ("a.xml", "<kml></kml>", "XML of a kind that is not known: its root is kml"),
    ],
)
def test_xml_without_articles_says_so(tmp_path: Path, name: str, content: str, reason: str) -> None:
    (tmp_path / name).write_text(content)
    part = corpus.read_all(str(tmp_path), on_error="quarantine", allow_empty=True)
    assert part.articles.empty
    assert part.rejected["reason"].iloc[0].startswith(reason)


def test_a_web_archive(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    writer = pytest.importorskip("warcio.warcwriter").WARCWriter
    headers = pytest.importorskip("warcio.statusandheaders").StatusAndHeaders
    page = f"<html><head><title>A visit</title></head><body><article><p>{ENGLISH}</p><p>{ENGLISH} Again.</p></article>"
    with (tmp_path / "a.warc.gz").open("wb") as opened:
        archive = writer(opened, gzip=True)
        for status, kind, content in (
            ("200 OK", "text/html", page.encode()),
            ("200 OK", "image/png", b"\x89PNG"),
            ("404 Not Found", "text/html", page.replace("visit", "fault").encode()),
            ("200 OK", "text/html", b"<html><title>Page not found</title><p>Try again, please.</p></html>"),
        ):
            told = headers(status, [("Content-Type", kind)], protocol="HTTP/1.0")
            archive.write_record(
                archive.create_warc_record(
                    "https://post.com/a", "response", payload=io.BytesIO(content), http_headers=told
                )
            )
    part = corpus.read_all(str(tmp_path))
    assert list(part.articles["url"]) == ["https://post.com/a"]
    assert ENGLISH in part.articles["text"].iloc[0]
    assert "no pages, left out: 2 records of the archive" in set(part.notes["note"])
    assert list(part.notes.loc[part.notes["rule"] == "error page", "place"]) == ["record 4"]


# --- whatever is given -----------------------------------------------------------------------------------------------

ROWS_GIVEN = [{"title": "A", "text": "One.", "date": "2023-09-05"}, {"title": "B", "text": "Two.", "date": None}]


@pytest.mark.parametrize(
    "given",
    [
        pd.DataFrame(ROWS_GIVEN),
        pd.DataFrame(ROWS_GIVEN, index=[7, 7]),
        ROWS_GIVEN,
        iter(ROWS_GIVEN),
        {"a": "One.", "b": "Two."},
        {"a": {"text": "One."}, "b": {"text": "Two."}},
        ["One.", "Two."],
        pd.Series(["One.", "Two."]),
        io.StringIO('[{"text": "One."}, {"text": "Two."}]'),
        io.BytesIO(b'{"text": "One."}\n{"text": "Two."}\n'),
        io.BytesIO(b"id,text\n1,One.\n2,Two.\n"),
    ],
    ids=["frame", "frame with an odd index", "dicts", "generator", "by id", "dicts by id", "texts", "series",
         "open text file", "open lines", "open table"],
)  # fmt: skip
def test_whatever_is_given_is_read(given: Any) -> None:
    assert sorted(corpus.read(given)["text"]) == ["One.", "Two."]


def test_paths_of_every_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text("One.")
    for source in (tmp_path / "texts", tmp_path / "texts" / "a.txt", "~/texts"):
        assert list(corpus.read(source)["text"]) == ["One."]
    with (tmp_path / "texts" / "a.txt").open() as opened:
        assert list(corpus.read(opened)["text"]) == ["One."]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b'{"text": "One."}\n{"text": "Two."}\n')))
    assert len(corpus.read("-")) == 2


@pytest.mark.parametrize("given", [5, None, [5], [["One."]]])
def test_what_is_no_corpus_says_so(given: Any) -> None:
    with pytest.raises(corpus.CorpusError, match=r"no corpus; expected|not an article"):
        corpus.read(given)


def test_analysis_of_a_table_in_memory() -> None:
    from helpers import engine

    found = engine.load(pd.DataFrame({"text": [ENGLISH], "outlet": ["The Post"]}))
    assert list(found["articles"]["outlet"]) == ["The Post"]
    assert found["corrections"].empty


def test_reports_of_this_program_are_left_out(tmp_path: Path) -> None:
    for name, content in {
        "a.txt": "One.", "old/.origins-report": "origins 1.0.0", "old/tables/articles.csv": "id,text\n1,x",
        "old/index.html": "<html>", "tables/manifest.json": '{"checksums": {}}', "tables/tables/articles.parquet": "x",
    }.items():  # fmt: skip
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content)
    part = corpus.read_all(tmp_path)
    assert list(part.articles["article_id"]) == ["a"]
    assert list(part.notes["note"]) == [f"{name} is a report of this program: left out" for name in ("old", "tables")]


def test_a_page_of_a_report_alone_is_no_article(tmp_path: Path) -> None:
    page = '<p class="name"><a href="index.html">Origins</a> <span>x</span></p><div class="origins-table">'
    (tmp_path / "a.html").write_text(page)
    part = corpus.read_all(tmp_path, allow_empty=True)
    assert part.articles.empty
    assert list(part.notes["rule"]) == ["report"]


# --- nothing is fatal, nothing is lost -------------------------------------------------------------------------------

KINDS = sorted({*ONE_EACH, *MANY_EACH} - {".htm"})
SCRAPS = st.sampled_from(
    [b'{"text": "One."}\n', b"[", b"]", b"text,date\n", b"1,2\n", b'"', b"\r", b"\n", b"\xff\xfe", b"\0", b"PK\x03\x04",
     b"<?xml?>", b"<rss><item>", b"</item></rss>", b"WARC/1.0\r\n", b"{\\rtf1 a}", b"1 of 2 DOCUMENTS\n", b"\xe9",
     b"End of Document\n", b"ProQuest document ID: 1\n", b"____________________\n", b"PAR1", b"<html><p>x</p>"]
)  # fmt: skip
BYTES = st.one_of(st.binary(max_size=60), st.lists(SCRAPS, max_size=8).map(b"".join))


@pytest.mark.parametrize("kind", [*KINDS, ".json.gz", ".csv.bz2", ".txt.xz", ".jsonl.zst"])
@settings(max_examples=12 * MORE, deadline=None, suppress_health_check=list(HealthCheck))
@given(raw=BYTES)
def test_any_bytes_are_read_or_listed(tmp_path_factory: pytest.TempPathFactory, kind: str, raw: bytes) -> None:
    path = tmp_path_factory.mktemp("bytes") / f"a{kind}"
    path.write_bytes(raw)
    part = corpus.read_all(path, on_error="quarantine", allow_empty=True)
    tables.ARTICLES.check(part.articles)
    tables.REJECTED.check(part.rejected)
    tables.NOTES.check(part.notes)
    assert len(part.articles) + len(part.rejected) + len(part.notes) > 0


LEAVES = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8))
NAMES = st.one_of(st.sampled_from(["text", "title", "date", "id", "source", "author", "articles", "content", "@type"]),
                  st.text(max_size=4))  # fmt: skip
JSON: st.SearchStrategy[Any] = st.deferred(
    lambda: st.one_of(LEAVES, st.lists(JSON, max_size=4), st.dictionaries(NAMES, JSON, max_size=5))
)


@settings(max_examples=40 * MORE, deadline=None, suppress_health_check=list(HealthCheck))
@given(found=JSON)
def test_any_json_is_read_or_listed(tmp_path_factory: pytest.TempPathFactory, found: Any) -> None:
    path = tmp_path_factory.mktemp("json") / "a.json"
    path.write_text(json.dumps(found))
    part = corpus.read_all(path, on_error="quarantine", allow_empty=True)
    tables.ARTICLES.check(part.articles)
    assert len(part.articles) + len(part.rejected) + len(part.notes) > 0


@settings(max_examples=40 * MORE, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=st.lists(st.dictionaries(NAMES, JSON, max_size=5), min_size=2, max_size=6), shape=st.sampled_from("lnd"))
def test_articles_in_are_articles_out_or_listed(
    tmp_path_factory: pytest.TempPathFactory, rows: list[Any], shape: str
) -> None:
    """As lines, as a list, deep inside a response: each row that is called an article is one, or is listed."""
    rows = [{**row, "text": f"Article {n}."} for n, row in enumerate(rows)]
    path = tmp_path_factory.mktemp("rows") / "a.json"
    written = {"l": "\n".join(map(json.dumps, rows)), "n": json.dumps(rows), "d": json.dumps({"page": {"found": rows}})}
    path.write_text(written[shape])
    part = corpus.read_all(path, on_error="quarantine", allow_empty=True)
    assert len(part.articles) + len(part.rejected) == len(rows)


CELLS = st.one_of(
    LEAVES, st.lists(LEAVES, max_size=2), st.just(pd.NaT), st.just(pd.NA), st.dates(), st.binary(max_size=3)
)
FRAME_ROWS = st.lists(
    st.fixed_dictionaries(dict.fromkeys(("text", "title", "date", "source", "url", "authors", "topic"), CELLS)),
    max_size=5,
)


@settings(max_examples=40 * MORE, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=FRAME_ROWS)
def test_rows_in_are_articles_out_or_listed(rows: list[dict[str, Any]]) -> None:
    for source in (rows, pd.DataFrame(rows, dtype=object)):
        part = corpus.read_all(source, on_error="quarantine", allow_empty=True)
        assert len(part.articles) + len(part.rejected) == len(rows)
        tables.ARTICLES.check(part.articles)


def test_what_tells_of_data_is_no_article(tmp_path: Path) -> None:
    (tmp_path / "README.txt").write_text("About these data.")
    (tmp_path / "a.csv").write_text("text\nOne.\n")
    assert list(corpus.read(tmp_path)["text"]) == ["One."]
    (tmp_path / "b.txt").write_text("Two.")
    part = corpus.read_all(tmp_path)
    assert list(part.articles["text"]) == ["Two."]
    assert list(part.notes["source"]) == ["README.txt", "a.csv"]
    assert set(part.notes["rule"]) == {"not read"}


def test_an_outlet_that_is_not_taken_is_named(tmp_path: Path) -> None:
    part = read(tmp_path, "a.csv", "source,site,text\nBBC,bbc.com,One.\n")
    assert part.articles["outlet"].to_list() == ["bbc.com"]
    assert part.notes["note"].to_list() == ["columns kept but not read: source"]


def test_columns_that_are_not_read_are_named(tmp_path: Path) -> None:
    rows = json.dumps([{"text": "One.", "mood": "sad", "tags": ["a"], "comments": "x"}])
    notes = read(tmp_path, "a.json", rows).notes
    assert list(notes["note"]) == ["columns kept but not read: mood; left out, as they hold lists: tags"]


def test_control_characters_make_no_program_of_a_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "\x1b[31mred\x1b[0m \x08\x08 and the mayor said: “We have three bridges.”\n", "utf-8"
    )
    assert "three bridges" in corpus.read(tmp_path)["text"][0]
