"""Reading a text: sentences, boilerplate, words, the scan."""

import json
import string
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.text import find_lines, find_sentences, find_words, scan

ROOT = Path(__file__).parent.parent
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))

# each line is one text, its sentences parted by |
SENTENCES = """
He left.|She stayed.|Why?|No!
Putin met Mr. Kim and Dr. Lee in St. Petersburg.|They talked.
The U.S. Senate voted at 5 p.m. Tuesday.|It was close.
He lives in the U.S.|He likes it.
J. K. Rowling wrote it.|George W. Bush did not.
It rose 3.5 percent to $2.4 bn.|Then it fell.
On Jan. 5 he flew to No. 10.|No.|He stayed.
He came, e.g. The Hague was full, i.e. Dutch.
“It is over.”|“Is it?” he asked.|“Never!” Trump said.
A “bromance“?|Not quite.
It doesn’t matter.|A signature can be revoked“.|The newspaper quoted him.
It was (in the world. – Ed .),” the analyst says.|Then he left.
He left (she stayed.)|They met.
We just ... I do not know.|And then...|Then nothing.
2.1. Results of the study
Figure 4. A map of Senegal.|It is large.
Research agrees. [1 - 3]|Others differ.[4]|So it goes.
We ask why. :)|It is clear.
He runs eHow.|wikiHow is new.|iPhones sell.
Why not revoke our vote?“.|That would be music.
Santa Claus et al. [4] agree, as do p. 12 and pp. 13.|We do not.
Acme Inc. and Beta Corp. merged.|Gamma Ltd.|The end.
He was there, ate, slept, etc.|Manuscripts went, etc. and so on.
Headline of the day|Tuesday, September 1, 2015
They met on Tuesday, September 1, 2015
""".strip().splitlines()


@pytest.mark.parametrize("line", SENTENCES)
def test_sentences(line: str) -> None:
    text = line.replace("|", " ")
    assert [text[start:end] for start, end in find_sentences(text)] == line.split("|")


def test_a_line_end_ends_a_sentence() -> None:
    text = "A headline\r\n\n- News\n  One more line \nlast"
    assert [text[a:b] for a, b in find_sentences(text)] == ["A headline", "- News", "One more line", "last"]
    assert find_lines(text) == find_sentences(text)


@pytest.mark.parametrize(("side", "seed"), [("s001", "001"), ("s000", "000")])
def test_sentences_are_those_of_the_gold(side: str, seed: str) -> None:
    text = next(path for path in SEEDS if path.name.startswith(seed)).read_bytes().decode()
    gold = json.loads((ROOT / "tests" / "gold" / "alignment.json").read_text("utf-8"))
    expected = set()
    for pair in gold["alignment"]:
        held = pair[side] if isinstance(pair[side], list) else [pair[side]] if pair[side] else []
        expected |= {(sentence["start"], sentence["end"]) for sentence in held}
    assert set(find_sentences(text)) == expected


MIXED = st.text(st.sampled_from("ab Z.!?…\"'“”‘’()[]–-\n\r\t,;:12 \u00a0\u2028É😀Mr"), max_size=200)


@given(MIXED | st.text(max_size=100))
def test_sentences_cover_the_text_in_order(text: str) -> None:
    at = 0
    for start, end in find_sentences(text):
        assert at <= start < end
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()


@given(MIXED)
def test_words_are_found_whole_and_apart(text: str) -> None:
    found = find_words(text)
    assert sum(end - start for start, end in found) >= sum(c.isalnum() for c in text)
    assert all(a[1] <= b[0] for a, b in pairwise(found))


@given(st.lists(st.text(string.ascii_letters + " \n.", max_size=30), max_size=8))
def test_the_scan_gives_back_every_token(texts: list[str]) -> None:
    read = scan(texts)
    for i, text in enumerate(texts):
        assert [read.tokens[j] for j in read.ids[read.starts[i] : read.starts[i + 1]]] == text.split()
    assert len(set(read.tokens)) == len(read.tokens)
