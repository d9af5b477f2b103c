"""Figures by their data, words and boxes: what they say, that nothing overlaps, that hostile text is only text."""

import base64
import json
import random
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, get_type_hints

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.text import Text
from matplotlib.textpath import text_to_path

from helpers import charts, claims, evidence, tables, terms
from helpers.charts import letters, rows, style, typical
from helpers.charts.levels import digits
from helpers.words import amount, place

HOSTILE = [
    "$x^2_i$ 100$ _under^score",
    '<script>alert(1)</script> & "quotes" --> ',
    "Президент объявил",
    "مرحبا بالعالم",
    "line\nbreak\ttab\x00\x1b[31m\u202egnirts\u2066",
    "A label that goes on and on until no column of any chart could ever hold it, and then some more " + "1" * 3000,
    "中央日报 emoji 🚀🇰🇷 e\u0301",
]


class Corpus:
    """Made-up tables of `n` articles: every seventh is an original with two articles made from it."""

    def __init__(self, n: int, labels: list[str] | None = None) -> None:
        draw = random.Random(n)
        self.ids = [f"a{i:04d}" for i in range(n)]
        names = [labels[i] if labels and i < len(labels) else f"{i:03d} Daily" for i in range(n)]
        first = [i - i % 7 if i % 7 < 3 else i for i in range(n)]
        self.articles = tables.ARTICLES.frame(
            {
                "article_id": key,
                "label": name,
                "n_words": 300,
                "sha256": "",
                "text": "word " * 300,
                "outlet": draw.choice(["BBC", "Time", None]),
                "published": pd.Timestamp(2023, draw.randint(1, 6), 1),
            }
            for key, name in zip(self.ids, names, strict=True)
        )
        self.origins = tables.ORIGINS.frame(
            {"article_id": self.ids[i], "origin_id": self.ids[first[i]], "is_virtual": False} for i in range(n)
        )
        self.boilerplate = tables.BOILERPLATE.frame((key, 0, 50, "ticker") for key in self.ids[::2])
        words = [*(HOSTILE if labels else []), *(f"word{i}" for i in range(30))][: 34 if n <= 60 else 12]
        self.frequencies = tables.FREQUENCIES.frame(
            (key, word, k, 1000 * k / 300) for key in self.ids for word in words if (k := draw.randint(0, 12))
        )
        self.keyness = pd.DataFrame(
            [(key, word, draw.uniform(0, 60), draw.uniform(-5, 5)) for key in self.ids for word in words],
            columns=["article_id", "term", "g2", "log_ratio"],
        )
        self.positions = pd.DataFrame(
            [
                (key, w, k, k + 1, draw.random())
                for key in self.ids
                for w in words[:3]
                for k in range(draw.randint(0, 9))
            ],
            columns=["article_id", "term", "start", "end", "share_of_text"],
        )
        self.readability = tables.READABILITY.frame(
            {
                "article_id": key,
                "measure": "flesch_kincaid_grade",
                "value": 8 + i % 6,
                "low": 7 + i % 6,
                "high": 9.5 + i % 6,
            }
            for i, key in enumerate(self.ids)
        )
        self.changes = tables.READABILITY_CHANGES.frame(
            (self.ids[i - 1], self.ids[i], "flesch_kincaid_grade", 12.0, 11.2, -0.8, -1.3, -0.2, 40)
            for i in range(n)
            if i % 7 == 1
        )
        sources = [
            (name, draw.choice(list(style_kinds())))
            for name in [*(HOSTILE if labels else []), *(f"Source {i}" for i in range(30))]
        ]
        self.cited = tables.CITED_SOURCES.frame(
            (key, name, name, kind, draw.randint(1, 5), 20, 0, 5)
            for key in self.ids
            for name, kind in draw.sample(sources, draw.randint(0, 5))
        )
        self.cited_outlets = tables.CITED_OUTLETS.frame(
            (row["article_id"], row["person"], row["start"], row["end"])
            for row in self.cited[self.cited["source_kind"] == "outlet"].to_dict("records")
        )
        self.provenance = tables.PROVENANCE.frame(
            {"article_id": key, "outlet": draw.choice([None, "BBC", HOSTILE[0] if labels else "Time"])}
            for key in self.ids
        )
        self.shares = pd.DataFrame(
            [
                (key, kind, k)
                for key in self.ids
                for kind, k in (("author", 200), ("person", 60), ("state", draw.randint(0, 40)))
            ],
            columns=["article_id", "speaker_class", "n_words"],
        )
        self.voices = tables.VOICES.frame(
            (key, voice, n_words, n_words / 300)
            for key in self.ids
            for voice, n_words in (("quoted, named", 40), ("retold", 20), ("author", 230), ("furniture", 10))
        )
        self.attributions = tables.ATTRIBUTIONS.frame(
            {
                "article_id": key,
                "attribution_id": k,
                "quote_kind": draw.choice(["direct", "indirect"]),
                "level": "speech",
                "n_words": 9,
                "start": k,
                "end": k + 1,
            }
            for key in self.ids
            for k in range(draw.randint(0, 9))
        )
        derived = [(first[i], i) for i in range(n) if first[i] != i]
        self.pairs = tables.PAIRS.frame(
            {
                "article_id": self.ids[a],
                "other_id": self.ids[b],
                "share_aligned": draw.uniform(0.3, 1),
                "n_aligned": 9,
                "n_run": 4,
                "n_shared_numbers": 1,
                "score": 0.9,
                "direction": "article_id -> other_id" if b % 2 else "unknown",
            }
            for a, b in derived
        )
        carriers = [i for i in range(n) if first.count(first[i]) > 1]
        self.carriers = tables.TIMELINE.frame(
            {
                "origin_id": self.ids[first[i]],
                "number": 1 + i - first[i],
                "place": None if i % 9 == 8 else 1 + i - first[i],
                "article_id": self.ids[i],
                "published": None if i % 9 == 8 else pd.Timestamp(2023, 1, 1 + i % 7),
                "is_first": first[i] == i,
                "n_sentences": 20,
                "n_shared": 20 if first[i] == i else 15,
                "n_added": 0 if first[i] == i else 5,
                "n_dropped": 0 if first[i] == i else 3,
            }
            for i in carriers
        )
        kinds = ["same", "reworded", "meaning changed", "dropped", "added"]
        self.alignment = tables.ALIGNMENT.frame(
            {
                "original_id": "a0000",
                "derived_id": "a0001",
                "alignment_id": i,
                "relation": (kind := kinds[i % 5]),
                "original_sentence": None if kind == "added" else i,
                "derived_sentence": None if kind == "dropped" else i,
            }
            for i in range(40 if n else 0)
        )
        claimed: list[dict[str, Any]] = []
        for key, origin in zip(self.ids, first, strict=True):
            for k in draw.sample(range(8), draw.randint(0, 4)):
                measure, unit = ("trade", "USD") if k % 2 else ("exports", "%")
                low = draw.choice([20.0, 25.0]) * (1e9 if k % 2 else 1)
                frame = {
                    "measure": measure,
                    "unit": unit,
                    "basis": "level" if k % 2 else "change on a year before",
                    "period": str(2015 + k),
                    "reporter": "RUS",
                    "partner": "KOR",
                }
                claimed.append(
                    {
                        **frame,
                        "article_id": key,
                        "start": k,
                        "end": k + 1,
                        "claim_id": f"claim {k}",
                        "value": low,
                        "quantity_kind": "money",
                        "mention": HOSTILE[k % 6] if labels else f"about {k}",
                        "low": low,
                        "high": low * 1.2,
                        "origin_id": self.ids[origin],
                        "direction": None if k % 2 else "down",
                    }
                )
        self.claims = tables.CLAIMS.frame(claimed) if claimed else tables.CLAIMS.empty()
        self.records = tables.RECORDS.frame(
            {
                **{
                    name: row[name]
                    for name in ("article_id", "start", "end", "claim_id", "mention", "unit", "period", "value")
                },
                "low": row["low"] if row["unit"] == "USD" else -row["high"],
                "high": row["high"] if row["unit"] == "USD" else -row["low"],
                "record_number": 1,
                "recorded_value": 22e9 if row["unit"] == "USD" else -22.0,
                "compiler": "KITA",
                "gap": 1.0,
                "gap_unit": "%",
                "verdict": "matches",
            }
            for row in claimed
        )
        self.reference = tables.REFERENCE.frame(
            {
                "period": str(year),
                "reporter": "KOR",
                "partner": "RUS",
                "measure": "trade",
                "basis": "level",
                "value": (10 + year % 7) * 1e9,
                "unit": "USD",
                "compiler": who,
                "is_official": who == "KITA",
                "is_rounded": year == 2019,
                "source": "x",
            }
            for who in ("KITA", "Customs")
            for year in (2014, 2015, 2017, 2018, 2019)
        )
        self.implied = tables.IMPLIED.frame(
            (
                f"c{measure}",
                measure,
                "KOR",
                "RUS",
                "2021",
                "2022",
                "USD",
                "KITA",
                base,
                change,
                base * (1 + change / 100),
                base * (1 + (change - 0.5) / 100),
                base * (1 + (change + 0.5) / 100),
                recorded,
                2,
                1,
            )
            for measure, base, change, recorded in (
                ("exports", 9.98e9, -37, 6.33e9),
                ("imports", 17.36e9, -15, 14.82e9),
            )
        )


def style_kinds() -> list[str]:
    return ["outlet", "person", "organisation", "state", "document", "unnamed"]


CHARTS: dict[str, Callable[[Corpus], charts.Chart]] = {
    "overview": lambda c: charts.overview(c.articles, c.boilerplate, origins=c.origins),
    "top_terms": lambda c: charts.top_terms(c.frequencies, articles=c.articles, origins=c.origins),
    "heatmap": lambda c: charts.heatmap(c.frequencies, articles=c.articles, origins=c.origins),
    "term_by_group": lambda c: charts.term_by_group(c.frequencies, articles=c.articles),
    "keyness": lambda c: charts.keyness(c.keyness, articles=c.articles),
    "dispersion": lambda c: charts.dispersion(c.positions, c.articles, origins=c.origins),
    "readability": lambda c: charts.readability(c.readability, c.changes, articles=c.articles, origins=c.origins),
    "cited_sources": lambda c: charts.cited_sources(c.cited, articles=c.articles, origins=c.origins),
    "speaker_shares": lambda c: charts.speaker_shares(c.shares, articles=c.articles, origins=c.origins),
    "voices": lambda c: charts.voices(c.voices, articles=c.articles, origins=c.origins),
    "quote_kinds": lambda c: charts.quote_kinds(c.attributions, articles=c.articles, origins=c.origins),
    "chain": lambda c: charts.chain(c.provenance, c.cited_outlets, articles=c.articles, origins=c.origins),
    "similarity": lambda c: charts.similarity(c.pairs, c.articles, origins=c.origins),
    "documents_and_origins": lambda c: charts.documents_and_origins(c.origins, articles=c.articles),
    "timeline": lambda c: charts.timeline(c.carriers, articles=c.articles),
    "derivation": lambda c: charts.derivation(c.pairs, articles=c.articles, origins=c.origins),
    "ribbons": lambda c: charts.ribbons(c.alignment, articles=c.articles),
    "key_figure": lambda c: charts.key_figure(c.claims, c.records, articles=c.articles, origins=c.origins),
    "comparison": lambda c: charts.comparison(c.claims, c.records, articles=c.articles, origins=c.origins),
    "claim_matrix": lambda c: charts.claim_matrix(c.claims, articles=c.articles, origins=c.origins),
    "measure_by_period": lambda c: charts.measure_by_period(c.claims, articles=c.articles),
    "slope": lambda c: charts.slope(c.implied),
    "record": lambda c: charts.record(c.reference, c.claims, c.records, c.implied),
}

ONE_SIZE = {"ribbons", "slope"}  # do not grow with the number of articles
AS_ANOTHER = {"statement_by_day": "measure_by_period"}  # drawn by the same code, over days

Box = tuple[str, np.ndarray]


@cache
def corpus(size: str) -> Corpus:
    return {"few": Corpus(5), "many": Corpus(60), "hostile": Corpus(7, HOSTILE), "huge": Corpus(200)}[size]


@cache
def drawn(name: str, size: str) -> charts.Chart:
    return CHARTS[name](corpus(size))


@cache
def shuffled() -> tuple[Corpus, dict[str, pd.DataFrame]]:
    """The hostile corpus with its tables in another order of rows, and a copy of each."""
    made = Corpus(7, HOSTILE)
    for field, frame in vars(made).items():
        if isinstance(frame, pd.DataFrame):
            setattr(made, field, frame.sample(frac=1, random_state=1))
    return made, {field: frame.copy() for field, frame in vars(made).items() if isinstance(frame, pd.DataFrame)}


@pytest.fixture(scope="module")
def few() -> Corpus:
    return corpus("few")


@pytest.fixture(scope="module")
def many() -> Corpus:
    return corpus("many")


def written(chart: charts.Chart) -> list[Box]:
    """Every text that is drawn, with the corners of its box in points (upright boxes; turned text has a turned one)."""
    found: list[Box] = []
    draw = Text.draw

    def record(text: Text, renderer: Any, *args: Any, **kwargs: Any) -> None:
        draw(text, renderer, *args, **kwargs)
        if text.get_visible() and text.get_text().strip():
            box = Text.get_window_extent(text, renderer)  # not that of an annotation, which holds its arrow
            found.append((text.get_text(), box.get_points()))

    with style.settings(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(Text, "draw", record)
        chart.figure.draw_without_rendering()
    return found


def overlaps(boxes: list[Box], slack: float = 1.0) -> list[tuple[str, str]]:
    """Pairs of texts whose boxes meet by more than `slack` points both ways."""
    corners = np.array([box for _, box in boxes]).reshape(-1, 2, 2)
    low, high = corners[:, 0], corners[:, 1]
    meet = np.minimum(high[:, None], high[None]) - np.maximum(low[:, None], low[None])
    return [(boxes[a][0], boxes[b][0]) for a, b in np.argwhere((meet > slack).all(axis=2)) if a < b]


def test_every_chart_is_looked_at() -> None:
    made = {name for name in charts.__all__ if get_type_hints(getattr(charts, name)).get("return") is charts.Chart}
    assert made == {*CHARTS, *AS_ANOTHER}


@pytest.mark.parametrize(
    ("name", "size"),
    [(name, size) for name in CHARTS for size in ("few", "many", "hostile") if size != "many" or name not in ONE_SIZE],
)
def test_nothing_overlaps_or_is_cut(name: str, size: str) -> None:
    chart = drawn(name, size)
    boxes = written(chart)
    width, height = chart.figure.get_size_inches() * 72
    cut = [words for words, ((x0, y0), (x1, y1)) in boxes if x0 < -1 or y0 < -1 or x1 > width + 1 or y1 > height + 1]
    assert not cut
    assert not overlaps(boxes)


@pytest.mark.parametrize("name", CHARTS)
def test_words_of_a_chart(name: str) -> None:
    chart = drawn(name, "few")
    words_drawn = " ".join(words for words, _ in written(chart))
    assert chart.alt.startswith(chart.title)
    assert len(chart.alt) > len(chart.title) + 20
    assert chart.title.split()[0] in words_drawn
    assert "n = " in words_drawn
    assert "Source: " in words_drawn
    claims_too_much = r"\bconfirm|\bindependent\b|\bindependently\b|\bproves\b"
    assert not re.search(claims_too_much, f"{words_drawn} {chart.alt}", re.I)


SAFE = {"svg", "g", "path", "use", "defs", "style", "clipPath", "rect", "image"}


@pytest.mark.parametrize("name", CHARTS)
def test_hostile_words_are_only_words_in_any_row_order(name: str) -> None:
    svg = charts.svg(drawn(name, "hostile"))
    root = ElementTree.fromstring(svg)
    assert {element.tag.rpartition("}")[2] for element in root.iter()} <= SAFE
    assert b"alert" not in svg
    links = [value for element in root.iter() for key, value in element.attrib.items() if key.endswith("href")]
    assert all(value.startswith(("#", "data:image/png")) for value in links)
    assert len(svg) < 150_000

    mixed, before = shuffled()
    again = CHARTS[name](mixed)
    assert again.alt == drawn(name, "hostile").alt
    assert len(again.figure.findobj()) == len(drawn(name, "hostile").figure.findobj())
    for field, frame in before.items():
        pd.testing.assert_frame_equal(getattr(mixed, field), frame)


def test_no_label_is_read_as_mathematics_and_no_letter_is_lost() -> None:
    said = [words for words, _ in written(drawn("overview", "hostile"))]
    assert "$x^2_i$ 100$ _under^score" in said
    assert any(words.startswith("⟨U+4E2D⟩⟨U+592E⟩") for words in said)
    assert "Президент объявил" in said
    assert "line break tab[31mgnirts" in said


def test_empty_tables_give_a_figure_that_says_so() -> None:
    nothing = Corpus(0)
    for name, draw in CHARTS.items():
        if name == "slope":
            nothing.implied = tables.IMPLIED.empty()
        chart = draw(nothing)
        assert "Nothing to show" in chart.alt, name
        assert any("Nothing to show" in words for words, _ in written(chart)), name


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("overview", "mean of the other 141"),
        ("readability", "60 of 200 articles are shown"),
        ("cited_sources", "Documents that cite the source"),
        ("top_terms", "of all articles"),
        ("similarity", "with this many"),
        ("derivation", "smaller families are not shown"),
        ("documents_and_origins", "origins of one document"),
    ],
)
def test_more_than_sixty_articles_fold_and_the_chart_says_so(name: str, said: str) -> None:
    chart = drawn(name, "huge")
    assert said in " ".join(words for words, _ in written(chart))
    assert chart.figure.get_size_inches()[1] * 72 < 1300


def test_groups_take_the_place_of_articles(many: Corpus) -> None:
    for column, n in (("outlet", 3), ("month", 6)):
        chart = charts.overview(many.articles, many.boilerplate, group_by=column)
        labels = {words for words, _ in written(chart)}
        wanted = {"BBC", "Time", "unknown"} if column == "outlet" else {f"2023-{month:02d}" for month in range(1, 7)}
        assert len(wanted) == n
        assert wanted <= labels
    for chart in (
        charts.top_terms(many.frequencies, articles=many.articles, group_by="outlet"),
        charts.heatmap(many.frequencies, articles=many.articles, group_by="outlet"),
        charts.dispersion(many.positions, many.articles, group_by="outlet"),
        charts.readability(many.readability, articles=many.articles, group_by="outlet"),
        charts.cited_sources(many.cited, articles=many.articles, group_by="outlet"),
        charts.quote_kinds(many.attributions, articles=many.articles, group_by="outlet"),
    ):
        assert {"BBC", "Time", "unknown"} <= {words for words, _ in written(chart)}
    with pytest.raises(ValueError, match=r'group_by is "nonsense"; expected one of day, week'):
        charts.overview(many.articles, many.boilerplate, group_by="nonsense")


def test_same_bytes_whatever_the_callers_settings(few: Corpus) -> None:
    first = charts.ribbons(few.alignment)
    with mpl.rc_context({"font.size": 30, "svg.fonttype": "none", "axes.grid": True, "savefig.dpi": 10}):
        kept = dict(mpl.rcParams)
        second = charts.ribbons(few.alignment)
        assert charts.svg(first) == charts.svg(second)
        assert charts.png(first) == charts.png(second)
        assert dict(mpl.rcParams) == kept


# What single charts say


GOLD = Path(__file__).parent / "gold"


def trade() -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Five documents; the first two of one origin and alike in three trade claims that have a record."""
    ids = [f"{i:03d}" for i in range(5)]
    articles = pd.DataFrame({"article_id": ids, "label": ids})
    origins = tables.ORIGINS.frame(
        {"article_id": key, "origin_id": "001" if key == "000" else key, "is_virtual": False} for key in ids
    )
    claimed, held = [], []
    for key in ids[:2]:
        for at, (measure, unit, low, high, recorded, gap) in enumerate(
            [
                ("trade", "USD", 27e9, 30e9, 27.34e9, 9.7),
                ("exports", "%", -37.5, -36.5, -36.6, -0.4),
                ("imports", "%", -15.5, -14.5, -14.6, -0.4),
            ]
        ):
            frame = {
                "article_id": key,
                "start": at,
                "end": at + 1,
                "claim_id": f"{measure}|2021",
                "mention": "x",
                "unit": unit,
                "period": "2021",
            }
            claimed.append(
                {
                    **frame,
                    "measure": measure,
                    "basis": "level",
                    "reporter": "RUS",
                    "partner": "KOR",
                    "origin_id": "001",
                    "quantity_kind": "money",
                    "value": abs(low),
                    "low": abs(low),
                    "high": abs(high),
                }
            )
            held.append(
                {
                    **frame,
                    "record_number": 1,
                    "low": low,
                    "high": high,
                    "recorded_value": recorded,
                    "compiler": "KITA",
                    "gap": gap,
                    "gap_unit": "%" if unit == "USD" else "[pp]",
                    "verdict": "matches",
                }
            )
    return articles, origins, tables.CLAIMS.frame(claimed), tables.RECORDS.frame(held)


def test_key_figure_counts_documents_and_origins() -> None:
    articles, origins, claims, records = trade()
    chart = charts.key_figure(claims, records, articles=articles, origins=origins)
    assert chart.title == "Five documents, four text origins: each trade number appears twice and comes from one origin"
    assert (
        "claimed $27bn to $30bn in 2 documents (000 and 001) of 1 origin; recorded $27.34bn (KITA), gap +9.7 %, matches"
        in chart.alt
    )
    said = [words for words, _ in written(chart)]
    assert said.count("2 documents,") == 3
    assert "1 origin" in said
    dots = [line for line in chart.figure.findobj(Line2D) if line.get_marker() == "o" and line.get_markersize() > 7]
    assert len(dots) == 6


def test_key_figure_says_less_when_the_tables_support_less() -> None:
    articles, origins, claims, records = trade()
    chart = charts.key_figure(
        claims[claims["article_id"].ne("000") | claims["measure"].eq("trade")],
        records,
        articles=articles,
        origins=origins,
    )
    assert (
        chart.title
        == "Five documents, four text origins: the trade number stated most appears twice and comes from one origin"
    )
    alone = charts.key_figure(claims, tables.RECORDS.empty(), articles=articles)
    assert alone.title == "Five documents: each trade number appears twice and comes from one origin"
    assert "recorded" not in alone.alt


def test_comparison_keeps_units_apart_and_shows_the_gap() -> None:
    articles, origins, claims, records = trade()
    chart = charts.comparison(claims, records, articles=articles, origins=origins)
    assert chart.title == "Three claims, each in 2 documents; all 3 that have a record match it"
    said = [words for words, _ in written(chart)]
    assert "2 documents, 1 origin · gap +9.7 % · matches" in said
    assert said.count("KITA") == 3
    plots = [axes for axes in chart.figure.axes if axes.patches and axes.axison]
    assert len(plots) == 2
    assert plots[0].get_xlim()[0] == 0
    assert plots[1].get_xlim()[1] == 0


def toll(*stated: tuple[str, float, int], **frame: Any) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Claims of a toll, (outlet, value, day of April) each, and their articles."""
    articles = tables.ARTICLES.frame(
        {
            "article_id": f"a{i}", "label": f"{outlet}, {day} Apr 2013", "outlet": outlet, "n_words": 1, "sha256": "",
            "text": "", "published": pd.Timestamp(2013, 4, day) if day else None,
        }
        for i, (outlet, _, day) in enumerate(stated)
    )  # fmt: skip
    rows = tables.CLAIMS.frame(
        {
            "measure": "deaths", "basis": "level", "place": "Boston", "unit": "person", "period": "2013-04-15",
            "quantity_kind": "count", "mention": f"{value:g} people", "claim_id": "c", "origin_id": f"a{i}",
            "status": "actual", **frame, "article_id": f"a{i}", "start": 0, "end": 1, "value": value, "low": value,
            "high": value,
        }
        for i, (_, value, _) in enumerate(stated)
    )  # fmt: skip
    return articles, rows


def test_a_toll_by_the_day_it_was_printed() -> None:
    articles, rows = toll(("Post", 2, 15), ("Echo", 3, 16), ("Post", 3, 17), ("Post", 9, 0))
    chart = charts.statement_by_day(rows, articles=articles)
    assert chart.title == (
        "Deaths, Boston, 15 April 2013, by the day it was printed: 2 people to 3 people in 3 documents"
    )
    assert list(chart.rows["article"]) == ["Post, 15 Apr 2013", "Echo, 16 Apr 2013", "Post, 17 Apr 2013"]


@pytest.mark.parametrize("frame", [{"place": None}, {"period": None}, {"status": "forecast"}, {"basis": "share"}])
def test_what_is_left_open_has_no_line_of_time(frame: dict[str, Any]) -> None:
    articles, rows = toll(("Post", 2, 15), ("Echo", 3, 16), ("Post", 3, 17), **frame)
    assert charts.statement_by_day(rows, articles=articles).rows.empty


def test_one_measure_by_the_period_it_is_stated_for() -> None:
    articles, rows = toll(("Post", 7.8, 2), ("Echo", 7.9, 3), ("Post", 8.1, 4), unit="%", measure="unemployment")
    rows = rows.assign(period=pd.Series(["2012-09", "2012-10", "2012-08"], dtype="str"))
    chart = charts.measure_by_period(rows, articles=articles)
    assert chart.title == "Unemployment, Boston, by the period it is stated for: 7.8 % to 8.1 % in 3 documents"
    assert list(chart.rows["period"]) == ["2012-08", "2012-09", "2012-10"]


def test_slope_holds_the_implied_level_against_the_recorded_one(few: Corpus) -> None:
    chart = charts.slope(few.implied)
    assert chart.title == "2 of 2 claimed changes lead to the recorded level, within what the words mean"
    assert "from $9.98bn, implied $6.29bn ($6.24bn to $6.34bn), recorded $6.33bn" in chart.alt
    assert "from $17.36bn, implied $14.76bn" in chart.alt
    away = few.implied.assign(recorded_value=[7e9, None])
    assert charts.slope(away).title.startswith("0 of 1 claimed change lead")


def test_record_leaves_gaps_open_and_compilers_apart(few: Corpus) -> None:
    reference = few.reference[few.reference["compiler"] == "KITA"]
    chart = charts.record(reference, few.claims, few.records)
    axes = next(axes for axes in chart.figure.axes if axes.axison)
    joined = sorted(
        tuple(map(float, line.get_xdata()))
        for line in axes.lines
        if len(line.get_xdata()) == 2 and line.get_linewidth() == 1.8
    )
    assert joined == [(2014, 2015), (2017, 2018), (2018, 2019)]
    hollow = [line for line in axes.lines if line.get_marker() == "o" and line.get_markerfacecolor() == "white"]
    assert [float(line.get_xdata()[0]) for line in hollow] == [2019]
    assert "No record of trade for 2016" in " ".join(words for words, _ in written(chart)).replace("\n", " ")


def test_ribbons_of_the_gold_alignment() -> None:
    gold = json.loads((GOLD / "alignment.json").read_text("utf-8"))["alignment"]
    kinds = {"distorted": "meaning changed", "merged": "reworded"}
    pairs = [(row["s001"], part, row["relation"]) for row in gold for part in row["s000"] or [None]]
    alignment = tables.ALIGNMENT.frame(
        {
            "original_id": "001",
            "derived_id": "000",
            "alignment_id": at,
            "relation": kinds.get(kind, kind),
            "original_sentence": left and left["idx"],
            "derived_sentence": right and right["idx"],
        }
        for at, (left, right, kind) in enumerate(pairs)
    )
    chart = charts.ribbons(alignment)
    assert "1 dropped, 12 added" in chart.alt
    ribbons = [patch for patch in chart.figure.findobj(PathPatch) if patch.get_alpha() == 0.75]
    assert len(ribbons) == sum(left is not None and right is not None for left, right, _ in pairs)


def test_similarity_counts_all_pairs(few: Corpus) -> None:
    chart = charts.similarity(few.pairs, few.articles, origins=few.origins)
    assert chart.title.startswith("Reuse was found in 2 of 10 pairs; closest: ")
    held = few.pairs.assign(share_common=few.pairs["share_aligned"])
    in_both = charts.similarity(held, few.articles)
    assert in_both.title.endswith(" % of the shorter text's sentences in both")
    assert "share_common" in in_both.rows
    sharing_none = charts.similarity(few.pairs.iloc[:0], few.articles)
    assert sharing_none.title == "Reuse was found in 0 of 10 pairs"


def test_derivation_follows_directions(few: Corpus) -> None:
    chart = charts.derivation(few.pairs, articles=few.articles, origins=few.origins)
    assert chart.title == "3 articles share text; credits, dates or wording tell for 1 from which text it comes"
    assert "000 Daily to 001 Daily" in chart.alt
    of_one_wire = few.pairs.assign(direction="siblings", original_id=pd.NA, derived_id=pd.NA)
    title = charts.derivation(of_one_wire, articles=few.articles).title
    assert title == "3 articles share text of an agency"
    circle = tables.PAIRS.frame(
        {
            **dict.fromkeys(("n_aligned", "n_run", "n_shared_numbers"), 1),
            "article_id": a,
            "other_id": b,
            "share_aligned": 1,
            "score": s,
            "direction": d,
        }
        for a, b, s, d in (
            ("a", "b", 0.9, "article_id -> other_id"),
            ("b", "c", 0.8, "article_id -> other_id"),
            ("a", "c", 0.7, "other_id -> article_id"),
        )
    )
    assert charts.derivation(circle).title == "2 articles come from another text"
    circle.loc[circle["other_id"] == "b", "direction_basis"] = "quotes the other"
    assert charts.derivation(circle).title == "2 articles come from or quote another text"
    assert charts.derivation(circle[circle["other_id"] == "b"]).title == "b quotes a"


def test_documents_and_origins(few: Corpus) -> None:
    chart = charts.documents_and_origins(few.origins, articles=few.articles)
    assert chart.title == "Five documents, three text origins; the largest origin holds 3 documents"
    apart = few.origins.assign(origin_id=few.origins["article_id"], n_articles=1)
    chart = charts.documents_and_origins(apart, articles=few.articles)
    sentence = "Five documents, five text origins; no reuse was found between them"
    assert charts.html(chart) == f'<p class="says">{sentence}.</p>'  # a list of all documents says no more
    passages = tables.SAME_PASSAGES.frame([{"article_id": "000", "other_id": "002", "n_aligned": 3}])
    title = charts.documents_and_origins(apart, articles=few.articles, alignment=few.alignment, passages=passages).title
    assert title == "Five documents, about five text origins; no text stands in two documents, but some share passages"


def test_overview_adds_up(few: Corpus) -> None:
    chart = charts.overview(few.articles, few.boilerplate, origins=few.origins)
    assert chart.title == "Five documents, three text origins: 1,500 words, 2 % of them boilerplate"
    assert "000 Daily 300, 3.3 % boilerplate" in chart.alt
    one = few.boilerplate[few.boilerplate["article_id"] == few.boilerplate["article_id"].iloc[0]]
    title = charts.overview(few.articles, one).title
    assert title == "Five documents: 1,500 words, 0.7 % of them boilerplate, 100 % of that in one document"


def test_readability_does_not_rank_what_overlaps() -> None:
    table = tables.READABILITY.frame(
        {"article_id": key, "measure": "flesch_kincaid_grade", "value": value, "low": value - 2, "high": value + 2}
        for key, value in (("a", 10.0), ("b", 11.0))
    )
    begins = "Flesch-Kincaid grade runs from 10.0 (a) to 11.0 (b)"
    assert charts.readability(table).title == f"{begins}: no two are surely apart"
    exact = table.assign(low=table["value"], high=table["value"])
    assert charts.readability(exact).title == f"{begins}; 1 of 1 pair is surely apart"
    third = tables.READABILITY.frame([("c", "flesch_kincaid_grade", 10.5, 10.0, 10.9, None)])
    title = charts.readability(pd.concat([exact, third])).title
    assert title == f"{begins}; 2 of 3 pairs are surely apart"  # a and c meet at 10.0


def test_readability_of_groups_is_a_median_with_its_ends_and_no_interval() -> None:
    table = tables.READABILITY.frame(
        {"article_id": key, "measure": "flesch_kincaid_grade", "value": value, "low": value - 2, "high": value + 2}
        for key, value in (("a", 10.0), ("b", 11.0), ("c", 14.0), ("d", 9.0), ("e", 9.5))
    )
    articles = tables.ARTICLES.frame(
        {"article_id": key, "outlet": outlet} for key, outlet in zip("abcde", ("X", "X", "X", "Y", None), strict=True)
    )
    chart = charts.readability(table, articles=articles, group_by="outlet")
    assert chart.title == "Median Flesch-Kincaid grade runs from 9.0 (Y) to 11.0 (X)"
    told = _drawn_words(chart)
    assert "line: from the lowest of them to the highest, no interval" in told
    assert "n = 5 documents in 2 outlets" in told  # the fifth article has none
    assert "X 11.0 (articles from 10.0 to 14.0), Y 9.0 (one article) and unknown 9.5 (one article)" in chart.alt
    (x, y, _) = chart.rows.to_dict("records")
    assert (x["outlet"], x["value"], x["low"], x["high"]) == ("X", 11.0, 10.0, 14.0)
    assert pd.isna(y["low"])
    assert "lowest and highest article" in x["measure"]


def test_shares_and_kinds(few: Corpus) -> None:
    assert re.match(
        r"\d\d % of the words are given to named sources, \d+ % to sources without a name",
        drawn("speaker_shares", "few").title,
    )
    n = len(few.attributions)
    direct = int(few.attributions["quote_kind"].eq("direct").sum())
    assert (
        drawn("quote_kinds", "few").title
        == f"{direct} of {n} attributions are direct quotations, {n - direct} report in other words"
    )


# Out


def test_html_holds_alt_text_image_and_title(few: Corpus) -> None:
    chart = CHARTS["overview"](Corpus(5, ['"><script>x</script>']))
    shown = charts.show(chart)
    html = shown._repr_html_()
    alt = re.search(r'<img alt="([^"]*)"', html)
    image = re.search(r'src="data:image/svg\+xml;base64,([^"]*)"', html)
    assert alt
    assert image
    assert alt.group(1).startswith("Five documents, three text origins: 1,500 words")
    assert base64.b64decode(image.group(1)) == charts.svg(chart)
    assert "<script" not in html
    assert "documents, three text origins" in html.split('<p class="says">')[1]
    assert "To quote" not in html
    assert "Source: " in html
    assert repr(shown) == repr(chart) == chart.alt
    assert chart._repr_html_() == html


def test_save_writes_both_or_nothing(few: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chart = drawn("ribbons", "few")
    assert charts.save(chart, "", "a") == []
    written_files = charts.save(chart, str(tmp_path / "new folder"), "a")
    assert [path.name for path in written_files] == ["a.svg", "a.png", "a.csv"]
    assert written_files[1].read_bytes().startswith(b"\x89PNG")
    before = [path.read_bytes() for path in written_files]

    def fail(self: Path, target: Path) -> Path:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        charts.save(drawn("slope", "few"), str(tmp_path / "new folder"), "a")
    assert [path.read_bytes() for path in written_files] == before
    assert sorted(path.name for path in (tmp_path / "new folder").iterdir()) == ["a.csv", "a.png", "a.svg"]


# The style


def test_typeface_is_shipped_with_its_licence() -> None:
    folder = Path(style.__file__).parents[1] / "data" / "fonts"
    assert "SIL OPEN FONT LICENSE" in (folder / "IBMPlexSans-LICENSE.txt").read_text("utf-8")
    assert sum(path.stat().st_size for path in folder.glob("*.ttf")) < 420_000
    assert style.style()["font.family"] == ["IBM Plex Sans", "DejaVu Sans"]


def _linear(colour: str) -> np.ndarray:
    value = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


# Viénot, Brettel and Mollon 1999, Digital video colourmaps for checking the legibility of displays by dichromats
LACKING = {
    "protan": np.array([[0.11238, 0.88762, 0], [0.11238, 0.88762, 0], [0.00401, -0.00401, 1]]),
    "deutan": np.array([[0.29275, 0.70725, 0], [0.29275, 0.70725, 0], [-0.02234, 0.02234, 1]]),
    "none": np.eye(3),
}


@pytest.mark.parametrize("lacking", LACKING)
def test_kinds_of_change_differ_for_all_kinds_of_colour_vision(lacking: str) -> None:
    seen = {
        name: (LACKING[lacking] @ _linear(colour)).clip(0, 1) ** (1 / 2.4) for name, colour in style.RELATIONS.items()
    }
    names = list(seen)
    for number, first in enumerate(names):
        for second in names[number + 1 :]:
            assert np.linalg.norm(seen[first] - seen[second]) > 0.12, (first, second)


@pytest.mark.parametrize("colour", [style.INK, style.GREY, style.BLUE, "#a84300"])
def test_words_stand_out(colour: str) -> None:
    luminance = float(_linear(colour) @ [0.2126, 0.7152, 0.0722])
    assert 1.05 / (luminance + 0.05) >= 4.5  # WCAG 2.2, 1.4.3


@given(st.text(max_size=80), st.floats(5, 200), st.sampled_from([7.5, 9.0, 13.0]))
@example("0 \x1b\r0", 13.0, 7.5)
@example("a\x00\u0301", 50.0, 9.0)
@settings(max_examples=30, deadline=None)
def test_fit_keeps_to_the_width(text: str, width: float, size: float) -> None:
    line = letters.fit(text, width, size)
    assert letters.wide(line, size) <= max(width, letters.wide("…", size)) + 0.01
    assert letters.plain(line) == line
    assert all(
        letters.wide(part, size) <= max(width, letters.wide("…", size)) + 0.01
        for part in letters.wrap(text, width, size, most=3)
    )
    assert len(letters.wrap(text, width, size, most=3)) <= 3


def test_a_number_and_its_percent_sign_stand_on_one_line() -> None:
    wide = letters.wide("It is 4", 9) + 1
    assert letters.wrap("It is 4 % of all", wide, 9) == ["It is", "4 %", "of all"]


@given(
    st.text(st.sampled_from("afiAVTo.,’”“–… éőĐ\u0301яش中"), max_size=30),
    st.sampled_from([8.5, 9, 15.5]),
    st.booleans(),
)
def test_a_line_is_as_wide_as_matplotlib_measures(text: str, size: float, bold: bool) -> None:
    text = letters.plain(text)
    font = letters._font(bold).copy()
    font.set_size(size)
    measured = text_to_path.get_text_width_height_descent(text, font, ismath=False)[0] if text else 0.0
    assert letters.wide(text, size, bold=bold) == measured


@given(st.text(st.characters(codec="latin-1") | st.sampled_from("fi‘’“”„–…őĐяش中"), max_size=30), st.booleans())
@example("Affairs of “’90s” office, “‘first’”", True)
@example("$9,500.00–$10,000 (7.92%)", False)
def test_a_line_of_cached_pairs_is_the_line_that_matplotlib_shapes(text: str, bold: bool) -> None:
    text = letters.plain(text)
    if text:
        assert letters.letters_of(text, bold) == tuple((name, x) for name, x, _ in letters._shape(text, bold))
        assert letters.extent(text, bold) == letters._measure(text, bold)


@given(st.lists(st.floats(0, 300), min_size=1, max_size=25), st.floats(5, 14))
def test_spread_keeps_apart_and_within(wanted: list[float], gap: float) -> None:
    placed = rows.spread(wanted, gap, 0, 300)
    least = min(gap, 300 / max(len(wanted) - 1, 1))
    assert all(b - a >= least - 1e-6 for a, b in zip(sorted(placed), sorted(placed)[1:], strict=False))
    assert min(placed) >= -1e-6
    assert max(placed) <= 300 + 1e-6
    assert sorted(range(len(wanted)), key=lambda i: placed[i]) == sorted(range(len(wanted)), key=lambda i: wanted[i])


@given(st.lists(st.tuples(st.floats(0, 250), st.floats(0, 150)), min_size=1, max_size=40))
@settings(max_examples=40, deadline=None)
def test_labels_of_points_never_meet(points: list[tuple[float, float]]) -> None:
    words = [f"term{i}" for i in range(len(points))]
    placed = typical.place_labels(points, words, 250, 150, 12)
    boxes = [(words[i], np.array([[x, y - 2], [x + letters.wide(words[i], 8), y + 8]])) for i, (x, y) in placed.items()]
    assert not overlaps(boxes, 0)
    assert all(box[0][0] >= 0 and box[1][0] <= 250 for _, box in boxes)


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (27.34e9, "USD", "$27.34bn"),
        (-36.6, "%", "−36.6 %"),
        (5e6, "EUR", "€5m"),
        (1.2e12, "KRW", "KRW 1.2tn"),
        (-3e9, "USD", "−$3bn"),
        (3, "article", "3 articles"),
        (28000, "soldier", "28,000 soldiers"),
        (2, "[pp]", "2 pp"),
        (7, None, "7"),
    ],
)
def test_amounts(value: float, unit: str | None, expected: str) -> None:
    assert amount(value, unit) == expected


def test_places_and_digits() -> None:
    assert (place("KOR"), place("XYZ"), place(None)) == ("South Korea", "XYZ", "")
    assert [digits({"base_value": value}) for value in (9.98e9, 17.36e9, 3e9, 100.0)] == [3, 4, 1, 1]


# The rows that are drawn


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("size", ["few", "many"])
def test_a_chart_holds_the_rows_that_it_draws(name: str, size: str) -> None:
    rows = drawn(name, size).rows
    assert len(rows)
    assert not rows.columns.duplicated().any()
    assert not {"article_id", "derived_id"} & set(rows.columns) or {"article", "derived"} & set(rows.columns)
    assert rows.map(lambda cell: not isinstance(cell, list | dict)).all(axis=None)


def test_rows_are_written_beside_the_figure_and_safe_in_a_spreadsheet(tmp_path: Path) -> None:
    cited = tables.CITED_SOURCES.frame([("a", "=1+1", "=1+1", "person", 1, 3, 0, 4)])
    (*_, sheet) = charts.save(charts.cited_sources(cited), str(tmp_path), "x")
    assert sheet.read_text() == "name,source_kind,article,article_id,n_attributions\n'=1+1,person,a,a,1.0\n"


def test_rows_stand_below_the_figure_and_say_how_many_there_are(many: Corpus) -> None:
    html = charts.html(charts.overview(many.articles, many.boilerplate))
    assert "<summary>The figures behind it, " in html
    assert html.count("<tr>") == 61  # a heading, and the first sixty


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Kim Jong Un", "Kim Jong-un", True),
        ("Mr Kim", "Kim", True),
        ("U.S. State Department", "U S state department", True),
        ("Mr", "Mr Kim", False),
        ("Kim Jong Un", "Kim Jong Il", False),
        ("Kim", "Kim Jong Un", False),  # several people may have the name
    ],
)
def test_spellings_of_a_name(one: str, other: str, same: bool) -> None:
    from helpers.charts.sources import one_name

    assert (one_name(one) == one_name(other)) == same


def test_sources_are_one_by_name_and_without_a_name_none() -> None:
    none_named = "No name was read as a source in these texts"
    rows = [
        ("a", "Kim Jong-un", "person", 3), ("b", "Kim Jong Un", "person", 5), ("b", "unnamed", "unnamed", 6),
        ("a", "analysts", "unnamed", 2), ("a", "The company", "organisation", 1), ("b", "report", "document", 2),
    ]  # fmt: skip
    cited = tables.CITED_SOURCES.frame([(key, name, name, *row, 9, 0, 4) for key, name, *row in rows])
    chart = charts.cited_sources(cited)
    assert chart.title == "One name read as a source in 2 documents; Kim Jong Un in at least 2"
    assert "11 citations of sources without a name left out" in " ".join(words for words, _ in written(chart))
    of_a_document = cited.assign(name="analysis of rainfall in Peru", person="analysis of rainfall in Peru")
    of_a_document = of_a_document.assign(source_kind="document").drop_duplicates("article_id")
    assert charts.cited_sources(of_a_document).title == none_named  # "in Ukraine" is no name of it
    of_a_document["name"] = of_a_document["person"] = "the Lund report"
    assert charts.cited_sources(of_a_document).title.startswith("One name read as a source")
    people = cited.assign(name=[f"Ida Lund{n}" for n in "abcdef"], source_kind="person")
    people["person"] = people["name"]
    assert "(4 of 6 names), 4 rows" in charts.html(charts.cited_sources(people, most=4))
    none = charts.cited_sources(cited[cited["source_kind"] == "unnamed"])
    assert none.title == none_named


def test_who_speak_jointly_are_cited_each() -> None:
    rows = [("a", name, name, "state", 1, 9, 0, 12) for name in ("North Korea", "Russia")]
    joint = charts.cited_sources(tables.CITED_SOURCES.frame(rows))
    assert "n = 2 citations of 2 sources (who speak jointly are cited each)" in _drawn_words(joint)
    apart = charts.cited_sources(tables.CITED_SOURCES.frame([rows[0], (*rows[1][:6], 20, 26)]))
    assert "jointly" not in _drawn_words(apart)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Ann Lee", "Ann B. Lee", "Lee"], ["Ann B. Lee"]),
        (["Ann Lee", "Dan Lee", "Lee"], ["Ann Lee", "Dan Lee", "Lee"]),  # which of the two is not said
        (["Ann Lee", "Lee"], ["Ann Lee", "Lee"]),  # named in full in one document only: may be another
    ],
)
def test_a_surname_counts_as_the_only_full_name_it_fits(names: list[str], expected: list[str]) -> None:
    cited = tables.CITED_SOURCES.frame([(str(at), name, name, "person", 1, 9, 0, 4) for at, name in enumerate(names)])
    assert sorted(set(charts.cited_sources(cited).rows["name"])) == expected


def test_numbers_of_one_document_and_no_record_are_nothing_to_draw() -> None:
    texts = ["The bomb killed four people.", "He spent $30,000 of profit."]
    articles = tables.ARTICLES.frame(
        {"article_id": key, "label": key, "n_words": 6, "sha256": "", "text": text}
        for key, text in zip("ab", texts, strict=True)
    )
    found = evidence.claims(claims.read_quantities(articles))
    records = evidence.against_record(found, tables.REFERENCE.empty())
    key = charts.key_figure(found, records, articles=articles)
    nothing = "No complete statement (what, about whom or where, when) is surely read in two documents or has a record"
    assert key.title == nothing
    assert charts.comparison(found, records).title == nothing
    assert (
        charts.claim_matrix(found).title == "No complete statement that is surely read stands in more than one document"
    )


def test_a_number_is_shown_briefly_where_its_words_do_not_fit() -> None:
    texts = [f"Trade between Russia and South Korea was {said} in 2021." for said in ("nearly $30 billion", "$30bn")]
    articles = tables.ARTICLES.frame(
        {"article_id": key, "label": key, "n_words": 6, "sha256": "", "text": text}
        for key, text in zip("abcde", [*texts, "", "", ""], strict=True)
    )
    chart = charts.claim_matrix(evidence.claims(claims.read_quantities(articles)), articles=articles)
    shown = [words for words, _ in written(chart)]
    assert "~$30bn" in shown
    assert "$30bn" in shown
    assert not any("nearly" in words for words in shown)


def test_terms_of_many_articles_are_one_panel() -> None:
    huge = corpus("huge")
    chart = charts.top_terms(huge.frequencies, articles=huge.articles)
    by_term = huge.frequencies.groupby("term")["n"].sum()
    assert chart.rows.set_index("term")["n"].to_dict() == by_term[chart.rows["term"]].to_dict()
    assert (chart.rows["low"] < chart.rows["per_1k"]).all()
    assert (chart.rows["per_1k"] < chart.rows["high"]).all()


def _of(*rows: tuple[str, str, int], words: int = 10) -> pd.DataFrame:
    return tables.FREQUENCIES.frame([(key, term, n, 1000 * n / words) for key, term, n in rows])


def test_the_terms_of_one_article_are_headed_by_how_frequent_the_first_is() -> None:
    table = _of(("a", "harbour", 3), ("a", "boat", 1))
    assert charts.top_terms(table).title == "“harbour” is among the most frequent terms: 300.0 of 1,000 words"
    table = _of(("a", "harbour", 30), ("a", "boat", 1), words=100)  # the intervals are apart
    assert charts.top_terms(table).title == "“harbour” is the most frequent term: 300.0 of 1,000 words"
    few = _of(("a", "harbour", 3), ("a", "boat", 1), words=100)
    assert charts.top_terms(few).title == "“harbour” is among the most frequent of the terms given: 30.0 of 1,000 words"
    tied = _of(("a", "harbour", 2), ("a", "boat", 2))
    assert (
        charts.top_terms(tied).title == "“boat” and “harbour” are equally the most frequent terms: 200.0 of 1,000 words"
    )


def test_the_title_of_terms_says_what_holds_in_half_of_the_articles_or_that_nothing_does() -> None:
    table = _of(*((key, "boat", 3) for key in "abc"), *((key, "said", 4) for key in "abcd"), ("d", "pier", 2))
    chart = charts.top_terms(table)
    assert chart.title == "“boat” is the most frequent term in 3 of 4 articles"
    assert any("(“said” left out)" in words for words, _ in written(chart))
    apart = _of(*((key, f"of {key}", 3) for key in "abcd"), *((key, "pier", 1) for key in "abc"))
    chart = charts.top_terms(apart)
    assert chart.title == "No term is the most frequent in half of 4 articles"
    assert charts.heatmap(apart).title == "“pier” stands in 3 of 4 articles, no term in more"
    assert not any("left out" in words for words, _ in written(chart))
    told = charts.top_terms(apart, words=["pier", "quay"])
    assert told.title == "“pier” is the most frequent of the terms given in 3 of 4 articles"
    assert any("not in these texts: “quay”" in words for words, _ in written(told))
    assert charts.heatmap(apart, words=["quay"]).title == "Not in these texts: “quay”"
    told = charts.heatmap(apart, words=["quay", "electoral college"]).title
    assert told == "Not in these texts: “quay”; not counted, as terms are single words here: “electoral college”"


def _drawn_words(chart: charts.Chart) -> str:
    return " ".join(words for words, _ in written(chart))


def test_terms_that_no_panel_has_room_for_are_told() -> None:
    table = _of(*(("a", word, 9 - n) for n, word in enumerate(["boat", "pier", "quay"])), words=90)
    told = _drawn_words(charts.top_terms(table, most=2, words=["boat", "pier", "quay"]))
    assert "at most 2 of the terms given are shown of each article; in no panel: “quay”" in told
    every = _of(("a", "boat", 9), ("a", "pier", 8), ("a", "quay", 7), words=30)
    assert "the 2 most frequent terms of 3 are shown" in _drawn_words(charts.top_terms(every, most=2))
    assert "shown" not in _drawn_words(charts.top_terms(every))


def _on(*days: str) -> pd.DataFrame:
    """Articles a, b, c ... with 100 words each, of these days ("" is undated) and of the outlets X and Y in turn."""
    rows = [
        {"article_id": "abcdef"[i], "outlet": "XY"[i % 2], "published": pd.Timestamp(day or None)}
        for i, day in enumerate(days)
    ]
    return tables.ARTICLES.frame(rows)


def test_a_term_by_month_keeps_its_zeros_and_leaves_gaps_where_no_article_is() -> None:
    table = _of(("a", "boat", 30), ("b", "pier", 1), ("c", "boat", 2), ("d", "pier", 1), words=100)
    articles = _on("2023-01-05", "2023-02-05", "2023-05-05", "")
    chart = charts.term_by_group(table, articles=articles, words=["boat", "quay"])
    assert chart.rows[["month", "n", "n_words", "per_1k"]].to_numpy().tolist() == [
        ["2023-01", 30, 100, 300.0], ["2023-02", 0, 100, 0.0], ["2023-05", 2, 100, 20.0],
    ]  # fmt: skip
    assert (chart.rows["high"] > 0).all()
    assert chart.title == "“boat” per 1,000 words, by month"  # one article has it: no use of its month
    assert "1 undated article left out; not in these texts: “quay”" in _drawn_words(chart)
    lines = [line for axes in chart.figure.axes for line in axes.get_lines() if len(line.get_xdata()) == 2]
    joined = {tuple(np.diff(line.get_xdata())) for line in lines if line.get_linestyle() == "-"}
    assert joined == {(0,), (1,)}  # intervals, and one step from a month to the next: none from February to May


def test_a_term_by_outlet_is_a_row_an_outlet_also_where_it_is_never_used() -> None:
    table = _of(("a", "boat", 30), ("b", "pier", 1), ("c", "boat", 20), words=100)
    chart = charts.term_by_group(table, articles=_on("", "", ""), group_by="outlet", words=["boat"])
    assert chart.rows[["outlet", "n", "n_words"]].to_numpy().tolist() == [["X", 50, 200], ["Y", 0, 100]]
    assert chart.title == "“boat” per 1,000 words, by outlet"
    many = _of(*((key, word, 3) for key in "ab" for word in "pqrstu"), words=100)
    drawn = charts.term_by_group(many, articles=_on("", ""), group_by="outlet", words=list("pqrstu"))
    assert "2 more terms are not drawn" in _drawn_words(drawn)
    assert sorted(set(drawn.rows["term"])) == list("pqrstu")  # as it says
    alike = _of(("a", "boat", 3), ("b", "boat", 4), words=100)
    told = charts.term_by_group(alike, articles=_on("", ""), group_by="outlet")
    assert told.title == "“boat”: no outlet surely uses it more than another"


@pytest.mark.parametrize(
    ("days", "title"),
    [
        (("", ""), "No article has a date: no use of terms to set side by side"),
        (("2023-01-05", "2023-01-06"), "The articles are of one month: no use of terms to set side by side"),
    ],
)
def test_a_term_is_not_drawn_over_time_where_there_is_no_time(days: tuple[str, ...], title: str) -> None:
    table = _of(("a", "boat", 3), ("b", "boat", 4), words=100)
    assert charts.term_by_group(table, articles=_on(*days)).title == title


@pytest.mark.parametrize(
    ("uses", "title"),
    [
        ({"a": 30, "c": 30, "e": 30, "b": 1, "d": 1}, "“boat” is used most by X: 300.0 of 1,000 words"),
        ({"a": 80, "c": 5, "e": 5, "b": 1, "d": 1}, "“boat” per 1,000 words, by outlet"),  # most of it one article's
        (
            {"a": 30, "c": 30, "e": 30, "b": 1},
            "“boat” per 1,000 words, by outlet",
        ),  # two of three of Y tell other things
    ],
)
def test_who_uses_a_term_most_is_told_where_several_articles_bear_it(uses: dict[str, int], title: str) -> None:
    table = _of(*((key, "boat", n) for key, n in uses.items()), *((key, "pier", 1) for key in "abcdef"), words=100)
    made = charts.term_by_group(table, articles=_on(*[""] * 6), group_by="outlet", words=["boat"])
    assert made.title == title


def test_among_equals_none_is_the_most_typical() -> None:
    rows = [("a", "pier", 9.0, 2.0), ("a", "quay", 9.0, 2.0), ("b", "boat", 8.0, 2.0), ("b", "dock", 7.0, 2.0)]
    table = pd.DataFrame(rows, columns=["article_id", "term", "g2", "log_ratio"])
    assert charts.keyness(table).title == "Most typical against the rest: “boat” in b"
    assert charts.keyness(table[:2]).title == "No one term is the most typical of its text"
    assert charts.keyness(table.assign(log_ratio=-1.0)).title == "No term is more frequent in one text than in the rest"


def test_weeks_and_days_are_in_their_order() -> None:
    table = _of(("a", "boat", 3), ("b", "boat", 4), words=100)
    made = charts.term_by_group(table, articles=_on("2020-12-31", "2021-01-05"), group_by="week")
    assert made.rows["week"].tolist() == ["2020-W53", "2021-W01"]
    line = next(line for axes in made.figure.axes for line in axes.get_lines() if len(set(line.get_xdata())) == 2)
    assert np.diff(line.get_xdata()).tolist() == [1]


def test_all_terms_that_share_the_first_place_are_counted() -> None:
    keys = [f"a{n:02}" for n in range(13)]  # so many are one panel, of twice as many terms
    table = _of(*((key, word, 1) for key in keys for word in ("boat", "crane", "pier", "quay", "wharf")), words=5)
    chart = charts.top_terms(table, most=2)
    assert len(chart.rows) == 4
    assert chart.title.startswith("“boat”, “crane”, “pier” and 2 more are equally frequent, and no term is more so")
    assert "1 further term not shown, 1 of them as frequent as the last one here" in _drawn_words(chart)


def test_a_heatmap_says_white_only_where_a_cell_is() -> None:
    full = _of(*((key, word, 1) for key in "ab" for word in ("boat", "pier")))
    assert "white: none" not in _drawn_words(charts.heatmap(full))
    assert "white: none" in _drawn_words(charts.heatmap(full.iloc[:3]))
    told = _drawn_words(charts.heatmap(full, most=1))
    assert "the 1 terms in most articles are shown; 1 more stand in 2, as the last of these, but less often" in told


def test_terms_of_a_barcode_that_are_not_drawn_are_named() -> None:
    articles = pd.DataFrame({"article_id": ["a"], "text": ["boat pier quay boat"]})
    chart = charts.dispersion(terms.positions(articles, ["boat", "pier", "quay"]), articles, most=1)
    assert "not drawn: “pier” and “quay”" in _drawn_words(chart)


def test_heads_of_columns_lie_where_there_is_room() -> None:
    table = tables.FREQUENCIES.frame([(key, "boat", 1, 10.0) for key in "ab"])
    articles = tables.ARTICLES.frame(
        {"article_id": key, "label": f"The Kite Bay Gazette, {day} June 2012", "n_words": 9, "sha256": "", "text": ""}
        for key, day in zip("ab", (3, 4), strict=True)
    )
    words = charts.heatmap(table, articles=articles).figure.findobj(Text)
    assert {text.get_rotation() for text in words if "Gazette" in text.get_text()} == {0.0}


def test_the_matrix_leaves_out_claims_about_a_clause() -> None:
    row = {
        "status": "actual",
        "basis": "level",
        "period": "2021",
        "place": "Kite Bay",
        "unit": "%",
        "is_complete": True,
    }
    found = tables.CLAIMS.frame(
        {**row, "claim_id": about, "measure": "share", "about": about, "article_id": key, "origin_id": key,
         "start": 4, "end": 8, "value": 61.0, "low": 60.5, "high": 61.5, "mention": "61 %"}
        for about in ("sailors", "sailors say they want it") for key in "ab"
    )  # fmt: skip
    assert (
        charts.claim_matrix(found).title
        == "The one claim stands in more than one document; none of these from one origin only"
    )


@pytest.mark.parametrize(
    ("name", "width", "expected"),
    [
        ("CNN, 2 Nov 2012", 200.0, "CNN, 2 Nov 2012"),
        ("Christian Science Monitor, 19 Mar 2020", 120.0, "Christian Scie…, 19 Mar 2020"),
        ("Christian Science Monitor of the Air", 80.0, "Christian Scie…"),
    ],
)
def test_a_label_that_is_cut_keeps_its_date(name: str, width: float, expected: str) -> None:
    shown = letters.fit_name(name, width)
    assert letters.wide(shown) <= width
    assert shown.rpartition(", ")[2] == expected.rpartition(", ")[2] or "," not in name
    assert shown[:9] == expected[:9]


def test_nothing_found_is_a_line_without_a_panel() -> None:
    articles = pd.DataFrame({"article_id": [f"a{n:02}" for n in range(30)]})
    origins = articles.assign(origin_id=articles["article_id"], n_articles=1)
    pairs = pd.DataFrame({"article_id": [], "other_id": [], "share_aligned": [], "score": []})
    chart = charts.similarity(pairs, articles, origins=origins)
    assert chart.rows.empty
    assert chart.title == "Reuse was found in 0 of 435 pairs"
    provenance = articles.assign(outlet=pd.NA)
    chart = charts.chain(provenance, tables.CITED_OUTLETS.frame([]), articles=articles)
    assert chart.rows.empty
    assert chart.title == "Stated outlet of origin: 0 of 30 documents; none is found to cite another outlet"
    one = charts.chain(provenance, tables.CITED_OUTLETS.frame([("a00", "CNN", 4, 12)]), articles=articles)
    assert one.title == "Stated outlet of origin: 0 of 30 documents; at least one document cites another outlet"


@pytest.mark.parametrize("size", ["few", "many"])
@pytest.mark.parametrize("name", CHARTS)
def test_marks_say_something_and_lie_inside_their_figure(name: str, size: str) -> None:
    chart = drawn(name, size)
    made = charts.output.drawing(chart)
    if chart.rows.empty:
        assert made == {"places": []}
        return
    for each in (made, made["narrow"]):
        width, height = each["size"]
        assert each["places"], name
        for x, y, across, up, at, words in each["places"]:
            assert words.strip()
            assert at == "" or re.fullmatch(r"[\w-]+\.html#[\w:~=%.-]+", at), at
            assert -8 <= x <= x + across <= width + 8, (name, words)
            assert -8 <= y <= y + up <= height + 8, (name, words)
    assert made["narrow"]["size"][0] == style.NARROW


@pytest.mark.parametrize("size", ["few", "many"])
@pytest.mark.parametrize("name", CHARTS)
def test_nothing_overlaps_or_is_cut_in_a_narrow_drawing(name: str, size: str) -> None:
    chart = drawn(name, size)
    assert chart.narrow is not None
    narrow = chart.narrow()
    boxes = written(narrow)
    width, height = narrow.figure.get_size_inches() * 72
    cut = [words for words, ((x0, y0), (x1, y1)) in boxes if x0 < -1 or y0 < -1 or x1 > width + 1 or y1 > height + 1]
    assert not cut
    assert not overlaps(boxes)


def test_a_subtitle_explains_only_what_is_drawn(few: Corpus) -> None:
    records = few.records
    told = _drawn_words(charts.key_figure(few.claims, records, articles=few.articles))
    bare = _drawn_words(charts.key_figure(few.claims, records.head(0), articles=few.articles))
    assert ("recorded value" in told, "recorded value" in bare) == (True, False)
    kinds = few.attributions.assign(quote_kind="direct")
    assert "Mixed:" not in _drawn_words(charts.quote_kinds(kinds, articles=few.articles))
    kinds["quote_kind"] = "mixed"
    assert "Mixed: partly in quotation marks." in _drawn_words(charts.quote_kinds(kinds, articles=few.articles))


def test_a_fall_is_negative_in_the_table_of_a_chart_too(few: Corpus) -> None:
    claims = few.claims.assign(direction="down", basis="change on a year before", value=37.0, low=36.5, high=37.5)
    rows = charts.key_figure(claims.assign(unit="%"), few.records.head(0), articles=few.articles).rows
    assert set(zip(rows["low"], rows["high"], strict=True)) == {(-37.5, -36.5)}


def test_how_to_read_a_chart_is_said_where_something_is_drawn() -> None:
    drawn, nothing = (charts.documents_and_origins(Corpus(n).origins).captioned("A bar: <one> origin.") for n in (5, 0))
    assert "<p>A bar: &lt;one&gt; origin.</p>" in charts.html(drawn)
    assert "A bar" not in charts.html(nothing)


def test_a_term_of_one_article_is_not_the_most_frequent_of_all() -> None:
    rows = [(f"{n:02}", term, 5, 100.0) for n in range(13) for term in ("boat", "pier")]
    table = tables.FREQUENCIES.frame([*rows, ("00", "leave", 40, 800.0), ("01", "leave", 1, 20.0)])
    chart = charts.top_terms(table)
    assert chart.rows is not None
    assert set(chart.rows["term"]) == {"boat", "pier"}
    assert "left out: terms that one article uses more often" in " ".join(text for text, _ in written(chart))
