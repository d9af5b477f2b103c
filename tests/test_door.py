"""Whatever frame people have is read the same, or refused with function, column, row and cure."""

import inspect
import re
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

import pandas as pd
import pytest

import helpers
from helpers import (
    arguments,
    attribution,
    charts,
    corpus,
    door,
    engine,
    evidence,
    findings,
    readability,
    reuse,
    show,
    terms,
)

MODULES = ("attribution", "charts", "claims", "corpus", "evidence", "readability", "reuse", "show", "terms")
WAR = "The army said on Monday that 1,200 people died. “We will not stop,” said John Smith.\n\nIt cost $3bn."
ROWS = [
    {"article_id": "1", "outlet": "BBC", "published": "2023-05-01", "text": WAR},
    {"article_id": "2", "outlet": "CNN", "published": "2023-05-31", "text": f"{WAR} Exports fell by 37%."},
    {"article_id": "3", "outlet": "CNN", "published": "2023-06-02", "text": ""},
]  # fmt: skip


def plain() -> pd.DataFrame:
    """The frame as the program itself has it."""
    frame = pd.DataFrame(ROWS).astype("str")
    return frame.assign(published=pd.to_datetime(frame["published"]).astype("datetime64[us]"), beat="war")


KINDS: Mapping[str, Callable[[], pd.DataFrame]] = {
    "article_id as index": lambda: plain().set_index("article_id"),
    "index of words": lambda: plain().set_axis(["x", "y", "z"]),
    "index with repeats": lambda: plain().set_axis([7, 7, 7]),
    "index of two levels": lambda: plain().set_index(["outlet", "article_id"], drop=False).rename_axis([None, None]),
    "object": lambda: plain().astype({"article_id": object, "outlet": object, "text": object}),
    "string": lambda: plain().astype({"article_id": "string", "outlet": "string", "text": "string"}),
    "string[pyarrow]": lambda: plain().astype(dict.fromkeys(("article_id", "outlet", "text"), "string[pyarrow]")),
    "category": lambda: plain().astype(dict.fromkeys(("article_id", "outlet", "text"), "category")),
    "integer ids": lambda: plain().astype({"article_id": "int64"}),
    "float ids": lambda: plain().astype({"article_id": "float64"}),
    "integer ids as index": lambda: plain().astype({"article_id": "int64"}).set_index("article_id"),
    "dates as words": lambda: plain().assign(published=[row["published"] for row in ROWS]),
    "dates with a zone": lambda: plain().assign(published=plain()["published"].dt.tz_localize("UTC")),
    "dates of datetime": lambda: plain().assign(published=[day.date() for day in plain()["published"]]),
    "missing text": lambda: plain().assign(text=[WAR, plain()["text"][1], None]),
    "missing text as NA": lambda: plain().assign(text=pd.Series([WAR, plain()["text"][1], pd.NA], dtype="string")),
    "further columns": lambda: plain().assign(editor=3.5, tags=[["a"], ["b"], []]),
}


@pytest.fixture(scope="module")
def tables() -> Mapping[str, Any]:
    """Every table that a function takes beside the articles, by the name of the parameter."""
    articles = plain()
    found = engine.load(articles)
    counts = terms.frequencies(articles)
    reference = evidence.reference("reference")
    records = evidence.against_record(found["claims"], reference)
    frames = {name: found[name] for name in found.names if name != "articles"}
    return {
        **frames, "frequencies": counts, "records": records, "reference": reference, "numbers": found["quantities"],
        "stated": found["provenance"], "spans": found["attribution_spans"],
        "carriers": reuse.timeline(articles, found["origins"], found["alignment"]), "cited": found["cited_sources"],
        "cited_outlets": evidence.cited_outlets(articles, found["cited_sources"], found["provenance"]),
        "shares": found["speaker_shares"], "values": found["readability"],
        "steps": readability.cleaning_steps(articles), "frame": counts, "found": [], "caption": "Words",
        "term": "army", "terms": ["army"], "group_by": "outlet",
        "charts.top_terms.table": counts, "charts.heatmap.table": counts, "charts.term_by_group.table": counts,
        "charts.voices.table": found["voices"],
        "charts.keyness.table": terms.keyness(counts, least=1),
        "charts.dispersion.positions": terms.positions(articles, ["army"]),
        "show.passages.frame": found["quantities"], "stories": evidence.stories(articles),
    }  # fmt: skip


def public() -> list[tuple[str, Callable[..., Any]]]:
    """All public functions that take articles."""
    found = []
    for module in MODULES:
        made = import_module(f"helpers.{module}")
        for name in getattr(made, "__all__", [name for name in vars(made) if not name.startswith("_")]):
            function = getattr(made, name)
            if inspect.isfunction(function) and function.__module__.startswith(made.__name__):
                stated = inspect.signature(function).parameters.get("articles")
                if stated is not None and "DataFrame" in str(stated.annotation):
                    found.append((f"{module}.{name}", function))
    return found


FUNCTIONS = public()


def call(name: str, function: Callable[..., Any], articles: pd.DataFrame, tables: Mapping[str, Any]) -> Any:
    """What `function` gives for `articles` and the tables that it must have."""
    given = {}
    for parameter, stated in inspect.signature(function).parameters.items():
        if parameter != "articles" and stated.default is inspect.Parameter.empty:
            given[parameter] = tables.get(f"{name}.{parameter}", tables.get(parameter))
            assert given[parameter] is not None, f"{name} takes {parameter}: give it in the fixture `tables`"
    made = function(articles=articles, **given)
    if name.startswith("charts."):
        return made.title, made.alt, made.rows
    return made.markup if isinstance(made, show.Shown) else made


def is_same(one: Any, other: Any) -> bool:
    if isinstance(one, pd.DataFrame):
        return bool(one.equals(other)) and list(one.dtypes) == list(other.dtypes)
    if isinstance(one, pd.Series):
        return bool(one.equals(other)) and one.dtype == other.dtype
    if isinstance(one, tuple | list):
        return len(one) == len(other) and all(map(is_same, one, other))
    return bool(one == other)


@pytest.mark.parametrize(("name", "function"), FUNCTIONS, ids=[name for name, _ in FUNCTIONS])
def test_every_public_function_takes_every_kind_of_frame(
    name: str, function: Callable[..., Any], tables: Mapping[str, Any]
) -> None:
    wanted = call(name, function, plain(), tables)
    for kind, make in KINDS.items():
        given = make()
        before = given.copy()
        assert is_same(call(name, function, given, tables), wanted), kind
        pd.testing.assert_frame_equal(given, before)


REFUSED = [
    (plain().rename(columns={"article_id": "id"}), 'articles has no column "article_id"', "articles.rename"),
    (plain().assign(article_id=["1", None, "3"]), 'articles, row 1, column "article_id": missing', "dropna"),
    (plain().assign(article_id=["1", "2", "1"]), 'articles, rows 0 and 2, column "article_id": both are "1"',
     "drop_duplicates"),
    (ROWS, "articles is a list, not a table", "corpus.read"),
    ("seeds", "articles is a str, not a table", "corpus.read"),
    (plain().assign(published=["2023-05-01", "5/9/2023", "no"]),
     "articles, row 1 and 1 more, column \"published\": '5/9/2023' is no date", "corpus.from_frame"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "function"), FUNCTIONS, ids=[name for name, _ in FUNCTIONS])
def test_what_cannot_be_taken_is_refused_with_function_column_row_and_cure(
    name: str, function: Callable[..., Any], tables: Mapping[str, Any]
) -> None:
    for given, told, cure in REFUSED:
        with pytest.raises(door.TableError) as error:
            call(name, function, given, tables)
        assert str(error.value).startswith(f"{name}: {told}")
        assert cure in str(error.value)


TEXTS = [
    (plain().rename(columns={"text": "body"}),
     'terms.frequencies: articles has no column "text"; there are article_id, outlet, published, body, beat. '
     'Rename yours: articles.rename(columns={"body": "text"}).'),
    (plain().assign(text=["a", 12.5, b"c"]),
     'terms.frequencies: articles, row 1 and 1 more, column "text": 12.5 (float), not text. '
     "Write the text as a string, or leave the row out."),
    (pd.concat([plain(), plain()[["text"]]], axis=1),
     'terms.frequencies: articles has several columns "text". '
     "Keep one: articles.loc[:, ~articles.columns.duplicated()]."),
]  # fmt: skip


@pytest.mark.parametrize(("given", "told"), TEXTS)
def test_faults_of_the_text(given: pd.DataFrame, told: str) -> None:
    with pytest.raises(door.TableError) as error:
        terms.frequencies(given)
    assert str(error.value) == told


def test_another_table_is_refused_with_the_function_that_makes_the_right_one() -> None:
    with pytest.raises(door.TableError) as error:
        terms.ranked(plain())
    assert str(error.value) == (
        'terms.ranked: frequencies has no column "term"; there are article_id, outlet, published, text, beat. '
        "Make it: terms.frequencies(articles) (of outlets or other groups: "
        'terms.grouped(frequencies, articles, "outlet")).'
    )


def test_who_asks_for_groups_where_there_are_none_is_told_how_to_get_them() -> None:
    with pytest.raises(TypeError) as error:
        terms.ranked(terms.frequencies(plain()), by="outlet")  # type: ignore[call-arg]
    assert str(error.value) == (
        "terms.ranked: got an unexpected keyword argument 'by'; it takes frequencies, stop_words, top. "
        'By outlet or another group: give it terms.grouped(frequencies, articles, "outlet")'
    )


def test_an_own_column_is_kept_to_group_by_and_a_missing_one_is_an_error() -> None:
    assert set(terms.grouped(terms.frequencies(plain()), plain(), "beat")["article_id"]) == {"war"}
    with pytest.raises(ValueError, match='group_by is "outlet"; expected one of day, week, month, year'):
        corpus.groups(plain().drop(columns="outlet"), "outlet")


def test_dates_as_words_make_the_groups_that_dates_make() -> None:
    assert corpus.groups(KINDS["dates as words"](), "month") == {"1": "2023-05", "2": "2023-05", "3": "2023-06"}
    day = plain().assign(published=["2023-05-01T23:30:00-05:00", "20230531", ""])
    assert corpus.groups(day, "day") == {"1": "2023-05-02", "2": "2023-05-31", "3": "unknown"}


def test_a_chart_of_other_articles_is_refused() -> None:
    cited = attribution.cited_sources(plain())
    others = plain().assign(article_id=["7", "8", "9"])
    with pytest.raises(door.TableError) as error:
        charts.cited_sources(cited, articles=others)
    assert str(error.value) == (
        'charts.cited_sources: 2 articles of cited, first "1", are not among articles. '
        "Give the articles that cited was made from."
    )


# --- what was silently wrong


def test_one_term_is_no_list_of_letters() -> None:
    assert set(terms.positions(plain(), "army")["term"]) == {"army"}
    assert is_same(terms.positions(plain(), "army"), terms.positions(plain(), ["army"]))


@pytest.mark.parametrize("name", ["english", "English", "en", "default", "nltk"])
def test_lists_of_other_libraries_are_no_words(name: str) -> None:
    with pytest.raises(
        ValueError, match=f'stop_words is "{name}"; expected "news", "page", "none", or the words themselves'
    ):
        terms.without_stop_words(terms.frequencies(plain()), name)


def test_stop_words_are_a_list_too() -> None:
    assert terms.stop_list(["english", "Army"]) == {"english", "army"}


def test_a_measure_that_is_none_is_refused(tables: Mapping[str, Any]) -> None:
    with pytest.raises(ValueError, match=r'measure is "flesch"; expected one of .*flesch_reading_ease'):
        charts.readability(tables["values"], measure="flesch")


ARGUMENTS: list[tuple[str, Callable[[Mapping[str, Any]], Any], str]] = [
    ("words", lambda t: reuse.count_by(plain(), t["origins"], by="foo"),
     'reuse.count_by: by is "foo"; expected one of outlet, day'),
    ("a group", lambda t: charts.top_terms(t["frequencies"], articles=plain(), group_by="foo"),
     'charts.top_terms: group_by is "foo"; expected one of day, week, month, year, outlet, published, beat'),
    ("a group of no articles", lambda t: charts.top_terms(t["frequencies"], group_by="outlet"),
     'charts.top_terms: group_by is "outlet"; expected articles=... beside it'),
    ("no group", lambda t: terms.grouped(t["frequencies"], plain(), None),  # type: ignore[arg-type]
     'terms.grouped: group_by is None; expected words in quote marks'),
    ("a label", lambda t: corpus.labels(plain(), "foo"), 'corpus.labels: label is "foo"; expected one of article_id,'),
    ("a reader", lambda t: attribution.attributions(plain(), reader="foo"),
     'attribution.attributions: reader is "foo"; expected one of auto, model, rules, wide'),
    ("a mode", lambda t: readability.readability(plain(), mode="foo"),  # type: ignore[arg-type]
     'readability.readability: mode is "foo"; expected one of textstat, news'),
    ("a mode to compare in", lambda t: readability.compare(plain(), t["alignment"], mode="foo"),  # type: ignore[arg-type]
     'readability.compare: mode is "foo"; expected one of textstat, news'),
    ("how much text", lambda t: show.passages(t["quantities"], plain(), text="ful"),
     'show.passages: text is "ful"; expected one of full, excerpt, none'),
    ("a page", lambda t: findings.find(helpers.load(plain()), page="terms"),
     "findings.find: page is \"terms\"; expected one of '', 02-terms, 03-readability"),
    ("a column", lambda t: show.table(t["origins"], "Origins", columns=["id"]),
     "show.table: columns is ['id']; expected some of article_id, origin_id"),
    ("a pair", lambda t: charts.ribbons(helpers.load("seeds").alignment, original_id="7"),
     'charts.ribbons: original_id is "7"; expected those of a pair that is aligned: 001_'),
    ("an article", lambda t: charts.keyness(t["charts.keyness.table"], article_id="7"),
     'charts.keyness: article_id is "7"; expected one of 1, 2'),
    ("words that are none", lambda t: terms.positions(plain(), ["army", None]),  # type: ignore[list-item]
     "terms.positions: terms is ['army', None]; expected a word, or a list of words"),
    ("a list for one word", lambda t: terms.in_context(plain(), ["army"]),  # type: ignore[arg-type]
     "terms.in_context: term is ['army']; expected words in quote marks"),
    ("no stop words", lambda t: terms.ranked(t["frequencies"], stop_words=None),  # type: ignore[arg-type]
     "terms.ranked: stop_words is None; expected a word, or a list of words"),
    ("a number in words", lambda t: terms.ranked(t["frequencies"], top="10"),  # type: ignore[arg-type]
     'terms.ranked: top is "10"; expected a whole number from 0 on'),
    ("less than none", lambda t: terms.ranked(t["frequencies"], top=-1),
     "terms.ranked: top is -1; expected a whole number from 0 on"),
    ("half a term", lambda t: charts.heatmap(t["frequencies"], most=2.5),  # type: ignore[arg-type]
     "charts.heatmap: most is 2.5; expected a whole number from 1 on"),
    ("runs of no words", lambda t: terms.ngrams(plain(), n=0),
     "terms.ngrams: n is 0; expected a whole number from 1 on"),
    ("days in words", lambda t: reuse.candidates(plain(), days="3"),  # type: ignore[arg-type]
     'reuse.candidates: days is "3"; expected a number from 0 on'),
    ("70 of 100", lambda t: evidence.claims(t["quantities"], sure=70),
     "evidence.claims: sure is 70; expected a probability from 0 (all) to 1"),
    ("a table for a text", lambda t: helpers.claims.find_quantities(plain()),  # type: ignore[arg-type]
     "claims.find_quantities: text is a DataFrame; expected the text of one article; for a table of articles, "
     "claims.read_quantities"),
    ("a date in words", lambda t: helpers.claims.find_quantities("It fell 5 %.", published="2023-05-31"),  # type: ignore[arg-type]
     'claims.find_quantities: published is "2023-05-31"; expected a date, as datetime.date(2023, 5, 31)'),
    ("a text for texts", lambda t: list(attribution.find_all("It rained, Lee said.")),
     'attribution.find_all: texts is "It rained, Lee said."; expected a list of texts'),
    ("a text for sentences", lambda t: reuse.align("It rained.", ["It rained."]),
     'reuse.align: original is "It rained."; expected a list of sentences'),
    ("a table for all", lambda t: findings.find(plain()),  # type: ignore[arg-type]
     "findings.find: found is a DataFrame; expected tables by name, as helpers.load(corpus) gives them"),
    ("fewer finds than one", lambda t: helpers.validation.sample(helpers.load(plain()), n=-1),
     "validation.sample: n is -1; expected a whole number from 1 on"),
    ("another tool", lambda t: helpers.exchange.write(helpers.load(plain()), "x.json", "brat"),
     'exchange.write: to is "brat"; expected one of web-annotation, doccano, prodigy, label-studio'),
]  # fmt: skip


@pytest.mark.parametrize(("called", "told"), [each[1:] for each in ARGUMENTS], ids=[each[0] for each in ARGUMENTS])
def test_an_argument_that_cannot_be_names_function_argument_value_and_what_may_be(
    called: Callable[[Mapping[str, Any]], Any], told: str, tables: Mapping[str, Any]
) -> None:
    with pytest.raises(arguments.ArgumentError) as error:
        called(tables)
    assert str(error.value).startswith(told)


@pytest.mark.parametrize("words", ["army", ["Army"]])  # not its letters; a table of terms is in lower case
def test_one_word_to_draw_is_the_term_that_is_meant(words: Any, tables: Mapping[str, Any]) -> None:
    counted = tables["frequencies"]
    assert charts.top_terms(counted, words=words).title.startswith("“army” is the most frequent")
    assert charts.heatmap(counted, words=words).title == "“army” stands in every article"
    by_outlet = charts.term_by_group(counted, articles=plain(), group_by="outlet", words=words)
    assert set(by_outlet.rows["term"]) == {"army"}


def test_a_fault_of_the_corpus_or_of_a_setting_is_told_where_it_is_named() -> None:
    with pytest.raises(corpus.CorpusError, match="no-such-folder: no such file or folder"):
        helpers.load("no-such-folder")
    with pytest.raises(ValueError, match='parameter mode is \'foo\'; expected "news" or "textstat"'):
        helpers.load(plain(), mode="foo")


def paths() -> list[tuple[str, str, str]]:
    """Public functions, their parameters that are paths, and what they take for them."""
    found = []
    for module in (*helpers._MODULES, "batch", "compare", "project", "query"):
        made = import_module(f"helpers.{module}")
        for name in made.__all__:
            function = getattr(made, name)
            if inspect.isfunction(function):
                for one in inspect.signature(function).parameters.values():
                    found.append((f"{module}.{name}", one.name, str(one.annotation)))
    return [each for each in found if re.search(r"\bPath\b", each[2]) and "Iterable" not in each[2]]


@pytest.mark.parametrize(("function", "parameter", "taken"), paths())
def test_a_path_may_be_words(function: str, parameter: str, taken: str) -> None:
    assert "str" in taken, f"{function}: {parameter} takes {taken}"


# --- where a beginner begins


def test_the_package_gives_its_modules_and_what_comes_first() -> None:
    for name in helpers.__all__:
        assert getattr(helpers, name) is not None
    assert dir(helpers) == sorted(helpers.__all__)
    assert helpers.terms is terms
    with pytest.raises(
        AttributeError, match=r"no lode \(did you mean load\?\); there are read, load, headlines, attribution"
    ):
        helpers.lode  # noqa: B018 - the error is what is looked at


@pytest.mark.parametrize("name", [name for name in helpers.__all__ if inspect.ismodule(getattr(helpers, name))])
def test_completion_shows_what_is_public_and_nothing_else(name: str) -> None:
    module = getattr(helpers, name)
    assert dir(module) == sorted(module.__all__)
    assert all(hasattr(module, public) for public in module.__all__)
    assert not {"pd", "np", "pa", "pc", "annotations", "re"} & set(dir(module))


def test_an_old_name_does_the_same_for_one_version_and_says_so() -> None:
    with pytest.warns(DeprecationWarning, match=r"claims.quantities is now claims.read_quantities, .* gone in 1.2"):
        old = helpers.claims.quantities
    assert old is helpers.claims.read_quantities
    assert "quantities" not in dir(helpers.claims)
    with pytest.raises(AttributeError, match=r"no claims; evidence.claims\(claims.read_quantities\(articles\)\) makes"):
        helpers.claims.claims  # noqa: B018 - the error is what is looked at


def test_all_tables_in_one_line() -> None:
    found = helpers.load(plain())
    assert found.claims is found["claims"]
    assert {"articles", "claims", "names"} <= set(dir(found))
    assert repr(found).startswith("Tables, each made when first asked for: articles, ")
    with pytest.raises(AttributeError, match=r"no table clams \(did you mean claims\?\)"):
        found.clams  # noqa: B018 - the error is what is looked at
    with pytest.raises(KeyError, match='no table "xyz"; there are articles, '):
        found["xyz"]


def test_functions_are_a_chain() -> None:
    ranked = plain().pipe(terms.frequencies).pipe(terms.ranked, top=1)
    assert ranked["rank"].to_list() == [1] * len(ranked)
    assert is_same(ranked, terms.ranked(terms.frequencies(plain()), top=1))


def test_headlines_in_one_line(seeds: engine.Tables) -> None:
    told = str(helpers.headlines(seeds))
    assert "5 documents, 4 text origins" in told
    assert "the claim matches the record" in told
    assert "ipynb" not in helpers.headlines(seeds).markup  # no page to lead to outside a report
    assert str(helpers.headlines("seeds")) == told


LISTS: list[tuple[Any, dict[str, str]]] = [
    (["Snow fell.", "It rained."], {"text-001": "Snow fell.", "text-002": "It rained."}),
    (["It rained.", "It rained."], {"text-001": "It rained.", "text-002": "It rained."}),
    (["It rained.", " ", "Snow fell."], {"text-001": "It rained.", "text-003": "Snow fell."}),
    ([{"title": "Wet", "text": "It rained."}, "Snow fell."], {"text-002": "Snow fell.", "wet": "It rained."}),
    (pd.Series(["Snow fell.", None, "It rained."]), {"text-001": "Snow fell.", "text-003": "It rained."}),
    (pd.Series(["Snow fell.", "It rained."], index=[7, 3]), {"3": "It rained.", "7": "Snow fell."}),
]


@pytest.mark.parametrize(("given", "made"), LISTS)
def test_texts_of_a_list_have_short_ids_in_their_order(given: Any, made: dict[str, str]) -> None:
    articles = corpus.read(given)
    assert dict(zip(articles["article_id"], articles["text"], strict=True)) == made
    assert list(articles["article_id"]) == list(made)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("It rained.\nIt snowed.", '"It rained.'),
        ("rain " * 300, '"rain rain'),
        ("It rained.", "It rained.: no such file"),
    ],
)
def test_a_text_that_is_given_as_a_corpus_is_told_to_be_put_in_a_list(text: str, told: str) -> None:
    for read in (corpus.read, lambda given: helpers.load(given).articles):
        with pytest.raises(corpus.CorpusError) as error:
            read(text)
        assert str(error.value).startswith(told)
        assert "list: [text]." in str(error.value)


def test_the_order_of_a_long_list_is_kept() -> None:
    texts = [f"It rained {n} times." for n in range(1, 1002)]
    articles = corpus.read(texts)
    assert list(articles["text"]) == texts
    assert articles["article_id"].iloc[[0, -1]].to_list() == ["text-0001", "text-1001"]


OWN = pd.DataFrame({"when": ["31/5/2023", "1/6/2023"], "body": ["It rained.", "It snowed."], "text": "ad", "beat": "x"})


def test_a_frame_with_names_of_its_own_becomes_articles() -> None:
    made = corpus.from_frame(OWN, text="body", published="when", article_id="index")
    assert made["article_id"].to_list() == ["0", "1"]
    assert made["text"].to_list() == ["It rained.", "It snowed."]
    assert made["published"].dt.strftime("%Y-%m-%d").to_list() == ["2023-05-31", "2023-06-01"]
    assert made[["beat", "text_before"]].to_numpy().tolist() == [["x", "ad"], ["x", "ad"]]
    again = corpus.from_frame(plain().set_index("article_id"))
    assert again["article_id"].to_list() == ["1", "2"]  # the row without a text is no article


LONG = pd.DataFrame({"id": [1, 2, 10], "title": ["Rain", "Snow", "Sun"], "story": ["It came down all day. " * 20] * 3})


def test_ids_that_are_numbers_keep_their_order_and_are_words() -> None:
    for ids in (LONG["id"], LONG["id"].astype("float64"), LONG["id"].astype(str)):
        made = corpus.from_frame(LONG.assign(id=ids), text="story", article_id="id")
        assert made["article_id"].to_list() == ["1", "2", "10"]
        assert made["title"].to_list() == LONG["title"].to_list()
    assert corpus.read(made)["article_id"].to_list() == ["1", "10", "2"]  # tables are sorted by words


def test_two_columns_of_one_name_are_no_mistake() -> None:
    twice = pd.DataFrame([["It rained.", "x", "y"]], columns=["body", "beat", "beat"])
    assert corpus.from_frame(twice, text="body")["text"].to_list() == ["It rained."]


@pytest.mark.parametrize("columns", [{"text": "title", "title": "story"}, {"text": "title"}])
def test_titles_taken_for_texts_are_warned_of(columns: dict[str, str]) -> None:
    with pytest.warns(UserWarning, match=r'text="title" holds 4 char.*"story" 440. If that .*, write text="story"'):
        made = corpus.from_frame(LONG, **columns)
    assert made["text"].to_list() == ["Rain", "Snow", "Sun"]


def test_short_texts_without_longer_words_beside_them_are_no_mistake(recwarn: pytest.WarningsRecorder) -> None:
    corpus.from_frame(LONG, text="story")
    corpus.from_frame(LONG.drop(columns="story"), text="title")
    corpus.from_frame(LONG.assign(text="ad"), text="story", title="text")
    assert not recwarn.list


def test_a_frame_without_texts_says_how_to_name_them() -> None:
    with pytest.raises(corpus.CorpusError, match=r"none of its 3 rows has a text. Name the column .* text="):
        corpus.read(LONG.assign(story=None))


FRAMES = [
    (OWN, {"text": "story"}, 'text="story", but the frame has no column "story"; there are when, body, text, beat.'),
    (OWN, {"tekst": "body"}, "no column tekst is read; there are article_id, text,"),
    (ROWS, {"text": "text"}, "list is no table"),
]


@pytest.mark.parametrize(("frame", "columns", "told"), FRAMES)
def test_names_that_are_not_there_are_refused(frame: Any, columns: dict[str, str], told: str) -> None:
    with pytest.raises(corpus.CorpusError) as error:
        corpus.from_frame(frame, **columns)
    assert str(error.value).startswith(f"corpus.from_frame: {told}")
