"""The rules of the frames: every row holds for its example and not for the other one."""

from datetime import date
from pathlib import Path

import pytest

from helpers.claims.frames import moments, rules
from helpers.claims.frames.scene import Scene, scene, window
from helpers.claims.quantity import Quantity
from helpers.claims.reader import read_sentence
from helpers.claims.tokens import tokenise

PUBLISHED = date(2018, 11, 2)
RULES = [rule for section in rules.rules().values() for rule in section]


def marked(example: str) -> tuple[Scene, Quantity | None, tuple[int, int]]:
    """The sentence of an example, the number between its bars, and where the bars stand."""
    before, words, after = example.split("|")
    text = before + words + after
    span = len(before), len(before) + len(words)
    tokens = tokenise(text, 0, len(text))
    seen = scene(text, tokens, read_sentence(text, tokens, PUBLISHED))
    return seen, next((q for q in seen.numbers if q.start < span[1] and span[0] < q.end), None), span


def holds(rule: rules.Rule, example: str) -> bool:
    seen, q, _ = marked(example)
    if q is None:
        return False
    tried = [other for other in rules.candidates(rule.section, seen.words) if other == rule]
    return any(True for _ in rules.holding(tried, q.kind, q.unit, window(seen, q)))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.section}: {rule.name}")
def test_every_rule_holds_for_its_example_only(rule: rules.Rule) -> None:
    assert holds(rule, rule.matches)
    assert marked(rule.unlike)[1] is not None, "no number between the bars"
    assert not holds(rule, rule.unlike)


# `== section: rule | its example with {}`, then the words that may stand there, parted by ";"
WORDS = (Path(__file__).parent / "data" / "rows" / "frame_rules.rows").read_text("utf-8").split("\n== ")[1:]


@pytest.mark.parametrize("block", WORDS, ids=lambda block: block.partition(" | ")[0])
def test_every_word_of_a_rule_does_it(block: str) -> None:
    head, _, body = block.partition("\n")
    named, example = head.split(" | ")
    rule = next(rule for rule in RULES if f"{rule.section}: {rule.name}" == named)
    words = [word.strip() for word in " ".join(body.split()).split(";")]
    assert not holds(rule, example.replace("{}", "blurnish"))  # the word does it, not the sentence
    assert [word for word in words if not holds(rule, example.replace("{}", word))] == []


@pytest.mark.parametrize("row", moments.rows(), ids=lambda row: row.name)
def test_every_date_is_read_as_said(row: moments.Row) -> None:
    seen, _, span = marked(row.matches)
    found = {(m.start, m.end): m.iso for m in moments.find_moments(seen, PUBLISHED)}
    assert (found[span] or "") == row.iso
    assert not row.pattern.search(row.unlike)
