"""The learned reader and its blend with the rules: pieces, windows, linking, marks, choice, the same every time."""

import random
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import attribution, engine
from helpers.attribution import blend, find, linking, pieces
from helpers.attribution.blend import Said
from helpers.attribution.passing import PASSING, whole_name
from helpers.attribution.quotes import find_quotes
from helpers.engine import steps

TEXTS = st.text(alphabet="ab AB\n.“”\"'’é0_ß中-", max_size=300)


# --- pieces --------------------------------------------------------------------------------------------------------


@given(TEXTS)
def test_words_hold_every_character_that_is_no_space(text: str) -> None:
    held = {i for word in pieces.read_words(text, find_quotes(text)) for i in range(word.start, word.end)}
    assert {i for i, c in enumerate(text) if not c.isspace()} <= held


@given(TEXTS, st.integers(9, 40))
def test_windows_part_the_words_and_none_is_too_long(text: str, room: int) -> None:
    words = pieces.read_words(text, find_quotes(text))
    cut = list(pieces.windows(text, words, room))
    assert [i for start, end in cut for i in range(start, end)] == list(range(len(words)))
    assert all(sum(len(word.pieces) for word in words[start:end]) <= room for start, end in cut)


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("a", [6]),
        ("A USA a", [8, 4, 0]),
        ("a\nB", [6, 8]),
        ("say “No” now", [6, 1, 3, 1, 0]),
    ],
)
def test_marks_tell_quotes_capitals_and_paragraphs(text: str, marks: list[int]) -> None:
    assert [word.mark for word in pieces.read_words(text, find_quotes(text))] == marks


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Senator", ["senator"]),
        ("café", ["cafe"]),
        ("unquotable", ["un", "##qu", "##ota", "##ble"]),
        ("x" * 61, ["[UNK]"]),
        ("中", ["[UNK]"]),
    ],
)
def test_a_word_is_cut_into_known_pieces(word: str, expected: list[str]) -> None:
    named = list(pieces.vocabulary())
    found = [named[number] for number in pieces.cut(word)]
    assert found == expected or (word == "中" and found == ["中"])


# --- linking -------------------------------------------------------------------------------------------------------


@given(st.integers(0, 30), st.integers(0, 1000))
def test_a_path_goes_on_only_from_its_own_kind(n: int, seed: int) -> None:
    tags = np.log(np.random.default_rng(seed).dirichlet(np.ones(7), n)).reshape(n, 7)
    path = linking.best_path(tags)
    assert len(path) == n
    for before, tag in pairwise(path):  # the first may go on: a window may begin inside a quotation
        assert tag not in {2, 4, 6} or before in {tag, tag - 1}


def test_runs_begin_anew_at_each_begin() -> None:
    path = [2, 1, 2, 1, 0, 3, 5, 6]
    assert linking.runs(path, linking.CONTENT) == [(0, 1), (1, 3), (3, 4)]
    assert linking.runs(path, linking.SOURCE) == [(6, 8)]


def thought(path: list[int], pairs: dict[tuple[int, int], tuple[float, float]]) -> linking.Thought:
    """A thought that has `path`; `pairs`: (cue word, word) -> log-odds as source and as content, -5 elsewhere."""
    n = len(path)
    tags = np.full((n, 7), -9.0)
    tags[np.arange(n), path] = 0
    words, cues = np.zeros((n, 128)), np.zeros((n, 128))
    for place, cue in enumerate(sorted({cue for cue, _ in pairs})):
        cues[cue, place], cues[cue, 64 + place] = 8, 8
        for word in range(n):
            source, content = pairs.get((cue, word), (-5, -5))
            words[word, place], words[word, 64 + place] = source, content
    return linking.Thought(tags, words, cues, np.zeros((24, 2)), np.zeros(2), np.zeros(n))


def test_content_goes_to_the_cue_it_belongs_to_and_a_source_is_taken_once() -> None:
    #        source cue content source cue content
    path = [5, 3, 1, 5, 3, 1]
    odds = {(1, 0): (4.0, -5.0), (4, 0): (5.0, -5.0), (4, 3): (2.0, -5.0), (1, 2): (-5.0, 3.0), (4, 5): (-5.0, 3.0)}
    found = list(linking.link(thought(path, odds)))
    assert [(heard.cue, heard.source, heard.content) for heard in found] == [
        ((1, 2), None, ((2, 3),)),
        ((4, 5), (0, 1), ((5, 6),)),
    ]


def test_a_cue_without_content_and_a_content_without_cue_are_nothing() -> None:
    assert not list(linking.link(thought([5, 3, 0], {})))
    assert not list(linking.link(thought([0, 1, 2], {})))
    assert not list(linking.link(thought([3, 0, 1], {(0, 2): (-5, -3)})))  # they do not belong together


def test_runs_of_words_that_may_name_who_speaks_have_their_mean_probability() -> None:
    odds = np.log([0.9 / 0.1, 0.5 / 0.5, 0.1 / 0.9, 0.2 / 0.8, 0.4 / 0.6])
    assert [(a, b, round(sure, 2)) for a, b, sure in linking.speaking(odds)] == [(0, 2, 0.7), (4, 5, 0.4)]
    assert not list(linking.speaking(np.array([])))


# --- both readers --------------------------------------------------------------------------------------------------

QUOTED = 'Lee said "it rains" and "it snows" today.'


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        ((10, 17), [(9, 19)]),  # most of a quotation: all of it
        ((4, 11), [(4, 9)]),  # ends a little way into one: before it
        ((12, 30), [(9, 34)]),  # both
        ((36, 40), [(36, 40)]),
        ((10, 12), [(10, 12)]),  # a word in quotes
    ],
)
def test_a_mark_is_a_mark(span: tuple[int, int], expected: list[tuple[int, int]]) -> None:
    quotes = find_quotes(QUOTED)
    assert list(blend.to_marks([span], blend.Quoted(quotes, [quote.start for quote in quotes]))) == expected


def said(source: tuple[int, int], content: tuple[int, int]) -> Said:
    return Said([source], [(source[1], source[1] + 1)], [content])


@pytest.mark.parametrize(
    ("ruled", "heard", "expected"),
    [
        # the learned reader tells who, the marks tell what
        ([((0, 3), (9, 19))], [((36, 40), (10, 19))], [((36, 40), (9, 19), "both")]),
        # not quoted: the learned reader tells both
        ([((0, 3), (36, 40))], [((4, 8), (36, 41))], [((4, 8), (36, 41), "both")]),
        # only one of them found it
        ([((0, 3), (9, 19))], [], [((0, 3), (9, 19), "rules")]),
        ([], [((0, 3), (9, 19))], [((0, 3), (9, 19), "model")]),
        # a quotation that the learned reader has as a small part of something else
        ([((0, 3), (24, 34))], [((4, 8), (0, 41))], [((0, 3), (24, 34), "rules")]),
        # not quoted, and the learned reader has something else there
        ([((0, 3), (36, 40))], [((4, 8), (8, 41))], [((4, 8), (8, 41), "model")]),
    ],
)
def test_what_both_readers_found_is_told_once(ruled, heard, expected) -> None:
    found = blend.blend([said(*one) for one in ruled], [said(*one) for one in heard], find_quotes(QUOTED))
    assert [(one.said.source[0], one.said.content[0], one.found_by) for one in found] == expected


# --- the choice ----------------------------------------------------------------------------------------------------


def test_auto_is_the_model_up_to_a_number_of_articles() -> None:
    most = find.MOST_FOR_MODEL
    assert [find.choose_reader("auto", n) for n in (1, most, most + 1)] == ["model", "model", "rules"]
    assert find.choose_reader("rules", 1) == "rules"
    assert find.choose_reader("model", most + 1) == "model"
    with pytest.raises(ValueError, match='reader is "net"; expected one of auto, model, rules, wide'):
        find.choose_reader("net", 1)


def test_the_reader_is_told_by_the_attributions() -> None:
    articles = pd.DataFrame({"article_id": ["a"], "text": ["The roof leaks, said Ann Lee, the mayor of Ohio City."]})
    for reader in ("model", "rules"):
        attributed, _, _ = attribution.said(articles, reader=reader)
        assert attribution.reader_of(attributed) == reader


def test_a_run_tells_which_reader_auto_meant(tmp_path) -> None:
    corpus, out = tmp_path / "texts", tmp_path / "out"
    corpus.mkdir()
    (corpus / "a.txt").write_text("The roof leaks, said Ann Lee, the mayor of Ohio City, on Monday.\n", "utf-8")
    engine.run(str(corpus), out, engine="serial")
    manifest = engine.read_manifest(out)
    assert manifest is not None
    assert manifest["settings"]["reader"] == "model"
    stored = engine.load(str(corpus), tables=str(out), reader="auto")["attributions"]
    computed = engine.load(str(corpus), reader="model")["attributions"]
    assert stored["speaker"].tolist() == computed["speaker"].tolist() == ["Ann Lee"]
    assert attribution.reader_of(stored) == "model"
    with pytest.raises(engine.StoreError, match="reader=model, not rules"):
        engine.load(str(corpus), tables=str(out), reader="rules")["attributed"]


def test_auto_means_the_rules_for_big_files(tmp_path) -> None:
    big = tmp_path / "big.jsonl"
    with big.open("wb") as opened:
        opened.truncate(steps.ARTICLE * (find.MOST_FOR_MODEL + 1))
    assert steps.settle(str(big), {"reader": "auto"}) == {"reader": "rules"}
    assert steps.settle(str(big), {"reader": "model"}) == {"reader": "model"}


# --- the learned reader as it ships --------------------------------------------------------------------------------

SENTENCES = [
    (
        "The mayor will resign on Friday, said Ann Lee, who runs the council.",
        [("Ann Lee", "said", "The mayor will resign on Friday", "both")],
    ),
    (
        '"I am tired," Lee told reporters in Ohio. "It is time to go."',
        [("Lee", "told", '"I am tired," / "It is time to go."', "both")],
    ),
    (
        "Police suspect that the fire was set on purpose, two officials familiar with the case said.",
        [("two officials familiar with the case", "said", "Police suspect that the fire was set on purpose", "model")],
    ),
    (
        "Hill, in an interview with a local station, called the plan “a gift to the banks.”",
        [("Hill", "called", "the plan “a gift to the banks.”", "both")],
    ),
    (
        "He added that the talks had been “long and difficult,” but that he was hopeful.",
        [("He", "added", "that the talks had been “long and difficult,” but that he was hopeful", "both")],
    ),
    (
        "Many voters want the city to build more houses.",
        [("Many voters", "want", "the city to build more houses", "both")],
    ),
    (
        "Mr. Ross issued a statement that the council “must work with the town on the roads.”",
        [
            (
                "Mr. Ross",
                "issued a statement",
                "that the council “must work with the town on the roads.”",
                "both",
            )
        ],
    ),
    (
        "Mr. Ross enacted a plan called “Open Up and Recover Safely” that allowed shops to open.",
        [("", "enacted a plan called", "“Open Up and Recover Safely” that allowed shops to open", "both")],
    ),
    (
        "Mr. Ross reportedly told them to “stand strong in the rain.”",
        [("", "reportedly told", "to “stand strong in the rain.”", "both")],
    ),
    ("The dog slept in the garden, and the rain fell on the roof all day.", []),
    ("The company made 300 cars in May and sold 200 of them in June.", []),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_the_learned_reader_reads(text: str, expected: list[tuple[str, str, str, str]]) -> None:
    def shown(spans: list[tuple[int, int]]) -> str:
        return " / ".join(text[start:end] for start, end in spans)

    found = [a for a in attribution.find_attributions(text, reader="model") if a.level != PASSING]
    assert [(shown(a.source), shown(a.cue), shown(a.content), a.found_by) for a in found] == expected


def test_a_text_is_read_alike_alone_and_among_others() -> None:
    texts = [text for text, _ in SENTENCES]
    alone = [attribution.find_attributions(text, reader="model") for text in texts]
    assert list(attribution.find_all(texts, reader="model")) == alone
    assert list(attribution.find_all(texts[::-1], reader="model")) == alone[::-1]


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000))
def test_any_text_is_read(seed: int) -> None:
    shaken = random.Random(seed)
    words = ["Lee", "said", "“it", "rains”", "\n", ".", "'", '"', "that", "according", "to", "中", "x" * 70, "-", "the"]
    text = " ".join(shaken.choices(words, k=shaken.randint(0, 400)))
    for one in attribution.find_attributions(text, reader="model"):
        assert one.content or one.level == PASSING
        assert all(0 <= start < end <= len(text) for start, end in [*one.source, *one.cue, *one.content])


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("He asked the Department of Labor.", "Department", "Department of Labor"),
        ("Sen. Ann Lee of Ohio. The mayor left.", "Lee", "Sen. Ann Lee of Ohio"),
        ("He saw Lee. Moss left.", "Lee", "Lee"),
        ("It rained. Lee and Moss left.", "Lee", "Lee"),
        ("the U.S. Air Force", "Air", "U.S. Air Force"),
        ("a spokesman said", "spokesman", "spokesman"),
    ],
)
def test_a_name_that_was_cut_is_taken_whole(text: str, word: str, expected: str) -> None:
    at = text.index(word)
    start, end = whole_name(text, at, at + len(word))
    assert text[start:end] == expected


# --- what the rules do with what was heard ---------------------------------------------------------------------------


def test_hearsay_of_the_rules_gives_way_to_a_source_that_was_heard_with_another_cue() -> None:
    ruled = [Said([], [(60, 71)], [(75, 90)])]
    heard = [Said([(30, 40)], [(16, 28)], [(0, 15), (60, 90)])]
    marks = blend.blend(ruled, heard, [])
    assert [one.said.source for one in marks] == [[(30, 40)]]


@pytest.mark.parametrize(
    ("text", "source", "whole"),
    [
        ("So the Oslo-led panel said", "led panel", "the Oslo-led panel"),
        ("A U.S.-born baker said", "born baker", "A U.S.-born baker"),
        ("The well - led panel said", "led panel", "led panel"),
        ("Lee - a baker - said", "a baker", "a baker"),
    ],
)
def test_a_source_is_not_cut_at_a_hyphen(text: str, source: str, whole: str) -> None:
    at = text.index(source)
    (start, end), *_ = find.uncut(text, [(at, at + len(source))])
    assert text[start:end] == whole


@pytest.mark.parametrize(
    ("text", "source", "cue", "is_so"),
    [
        ("Lee deadpanned “it is late and cold.”", "Lee", "deadpanned", True),
        ("a town once described by Ann Lee as “a lake in summer.”", "Ann Lee", "described by", True),
        ("Lee’s view is “it is late and cold.”", "Lee’s view", "is", True),
        ("In Lee’s is “it is late and cold.”", "Lee’s", "is", False),
        ("“It is late and cold.” Lee deadpanned it.", "Lee", "deadpanned", False),
        ("Lee, who left, deadpanned “it is late.”", "Lee", "deadpanned", False),
        ("“It is late and cold,” Lee shot back.", "Lee", "shot back", True),
        ("“It is late and cold,” began Lee.", "Lee", "began", True),
        ("“It is late and cold,” Lee shot back in May.", "Lee", "shot back", False),
    ],
)
def test_a_doubtful_source_is_named_where_it_stands_beside_cue_and_quotation(
    text: str, source: str, cue: str, is_so: bool
) -> None:
    spans = [[(text.index(part), text.index(part) + len(part))] for part in (source, cue)]
    assert find.is_in_order(text, *spans, [(text.index("“"), text.index("”") + 1)]) is is_so
