"""Rules kept as data: every rule matches its own example and leaves the other alone."""

import re
from collections import Counter
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

from helpers import rules
from helpers.rules import Rule, load_rules, load_text, load_tree

# where rules are loaded: module and function. A new rule file gets a line here.
LOADED: tuple[str, ...] = (
    "helpers.attribution.kinds:kind_rules",
    "helpers.attribution.credits:address_rules", "helpers.attribution.credits:credit_rules",
    "helpers.attribution.provenance:behind_rules", "helpers.attribution.provenance:dateline_rules",
    "helpers.attribution.provenance:lead_rules", "helpers.attribution.provenance:role_rules",
    "helpers.attribution.provenance:stated_rules", "helpers.attribution.contributors:contributed_rules",
    "helpers.attribution.unspoken:acting_rules", "helpers.attribution.unspoken:nothing_rules",
    "helpers.attribution.unspoken:unsaid_rules", "helpers.attribution.unspoken:voiceless_rules",
    "helpers.attribution.unspoken:within_rules",
    "helpers.corpus.dates:address_rules", "helpers.corpus.pages:error_pages", "helpers.evidence.outlets:cites_rules",
    "helpers.findings.asides:anonymous_rules",
    "helpers.findings.asides:corrected_rules", "helpers.findings.asides:silent_rules",
    "helpers.findings.relied:drawn_rules",
    "helpers.findings.occasions:occasion_rules",
)  # fmt: skip


def loaded(name: str) -> tuple[Rule, ...]:
    module, _, function = name.partition(":")
    load: Callable[[], tuple[Rule, ...]] = getattr(import_module(module), function)
    return load()


ROW = 'name = "a"\npattern = "x"\nmatches = "x"\nnot = "y"'


@pytest.mark.parametrize("name", LOADED)
def test_every_rule_keeps_its_examples(name: str) -> None:
    found = loaded(name)
    assert found
    assert [fault for rule in found for fault in rule.faults()] == []


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ('name = "a"\npattern = "x"\nmatches = "x"', "no not"),
        ('name = "a"\npattern = "("\nmatches = "x"\nnot = "y"', 'the pattern of "a" is none'),
        (f"{ROW}\n[[kind]]\n{ROW}", 'the name "a" stands twice'),
    ],
)  # fmt: skip
def test_faulty_rows_are_named(row: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "some.toml").write_text(f"[[kind]]\n{row}\n")
    monkeypatch.setattr(rules, "files", lambda package: tmp_path)
    with pytest.raises(ValueError, match=message):
        load_rules("some.toml", "kind")


def test_words_in_angle_brackets_are_filled_in_and_groups_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "some.toml").write_text(
        "[[kind]]\nname = 'a'\npattern = '(?P<who><agency>)(?<!x) said'\n"
        "matches = 'AP said'\nnot = 'AFP said'\nmeans = 'm'\n"
    )
    monkeypatch.setattr(rules, "files", lambda package: tmp_path)
    (rule,) = load_rules("some.toml", "kind", words={"agency": "AP|Reuters"})
    assert rule.gives == {"means": "m"}
    assert rule.faults() == []
    found = rule.pattern.search("Reuters said")
    assert found is not None
    assert found["who"] == "Reuters"


@pytest.mark.parametrize("file", ["claim_words.toml", "frame_words.toml", "sources.txt", "clause_words.txt"])
def test_no_word_stands_twice_in_a_list(file: str) -> None:
    text = load_text(file)
    lists = load_tree(file).values() if file.endswith(".toml") else re.split(r"(?m)^\[.*", text)
    read = [re.sub(r"(?m)^#.*|  # .*", "", words).split() for words in lists]
    assert len(read) > 20
    assert [word for words in read for word, n in Counter(words).items() if n > 1 and word.isalpha()] == []
