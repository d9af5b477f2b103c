"""What single words of the rule files do in a sentence, so that none of them is lost or changed unnoticed.

tests/data/rows/*.txt: `== reader | sentence with {} | what is read`, then the words that do this in that place, parted
by ";". What is read is one field, so that a rule about something else leaves the case alone. A word whose reading is
meant to change moves to another heading.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from helpers import attribution, text
from helpers.attribution import lexicon
from helpers.claims import find_quantities
from helpers.claims.frames import guesses
from helpers.claims.frames.scene import scene
from helpers.claims.frames.sure import _doubts
from helpers.claims.quantity import Quantity
from helpers.claims.reader import read_sentence
from helpers.claims.tokens import tokenise
from helpers.reuse.cues import opposites
from helpers.reuse.tokens import find_tokens
from helpers.rules import load_rows
from helpers.text import furniture

FOLDER = Path(__file__).parent / "data" / "rows"
MEASURES = Path(text.__file__).parents[1] / "data" / "measures.csv"
NONE_SUCH = "blurnish"  # a word of no list
PUBLISHED = date(2018, 11, 2)
COUNTED = (
    "kind", "value", "unit", "measure", "about", "basis", "base", "status", "place", "reporter", "partner", "period",
    "direction", "change",
)  # fmt: skip


def sentences(words: str) -> dict[str, str]:
    return {"ends": " / ".join(words[a:b][-9:] for a, b in text.find_sentences(words))}


def kinds(words: str) -> dict[str, str]:
    return {"kind": " / ".join(kind for _, _, kind in furniture.name_boilerplate(words.replace("¶", "\n")))}


def lines(words: str) -> dict[str, str]:
    """The kinds of all rules of furniture that take the line, whatever stands around it."""
    page = furniture._Page(words, [(0, len(words))], [None])
    return {"rules": " / ".join(rule.kind for rule, _ in furniture._hinted(page) if rule.pattern.search(words))}


def said(words: str) -> dict[str, str]:
    found = attribution.find_attributions(words)
    content = " / ".join(" … ".join(words[start:end] for start, end in one.content) for one in found)
    told = {field: _joined(found, field) for field in ("level", "source_kind", "speaker")}
    return {"n": str(len(found)), "content": content, **told}


def resolved(words: str) -> dict[str, str]:
    """Who speaks by the whole article, not by the sentence alone."""
    found = attribution.attributions(pd.DataFrame({"article_id": ["a"], "text": [words]}))["speaker"]
    return {"speaker": " / ".join(found.fillna("None"))}


def credited(words: str) -> dict[str, str]:
    """The agency that the first line of a text credits, and for what."""
    body = "\n".join(f"The harbour was closed on day {n} after a crane fell." for n in range(30))
    found = attribution.find_credits(f"{words}\n{body}")
    return {field: _joined(found, field) for field in ("agency", "means")}


def stated(words: str) -> dict[str, str]:
    """Whether a text says which outlet it is from."""
    return {"outlet": str(attribution.find_provenance(words.replace("¶", "\n")).outlet is not None)}


def counted(words: str) -> dict[str, str]:
    found = [_said_of(q) for q in find_quantities(words, published=PUBLISHED)]
    return {field: _joined(found, field) for field in COUNTED}


def guessed(words: str) -> dict[str, str]:
    """What is measured, also where that is only the noun beside the number."""
    return {"measure": _joined(find_quantities(words, published=PUBLISHED), "measure")}


def doubted(words: str) -> dict[str, str]:
    """What makes a plain fact of the first number less sure."""
    tokens = tokenise(words, 0, len(words))
    seen = scene(words, tokens, read_sentence(words, tokens, PUBLISHED))
    return {"by": " / ".join(name for name, value in _doubts(seen, seen.numbers[0]) if value)}


def _said_of(q: Quantity) -> Quantity:
    """`q` without what is only the noun beside it."""
    return q._replace(measure=None, basis=None, status=None, about=None) if guesses.MARK in q.inherited else q


def _joined(found: Iterable[object], field: str) -> str:
    return " / ".join(str(getattr(one, field)) for one in found)


READERS: dict[str, Callable[[str], dict[str, str]]] = {
    "sentences": sentences, "furniture": kinds, "lines": lines, "said": said, "resolved": resolved,
    "credited": credited, "stated": stated, "counted": counted, "guessed": guessed, "doubted": doubted,
}  # fmt: skip


def read(reader: str, words: str) -> str:
    name, _, field = reader.partition(".")
    return READERS[name](words)[field]


def cases() -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    for path in sorted(FOLDER.glob("*.txt")):
        for block in path.read_text("utf-8").split("\n== ")[1:]:
            head, _, body = block.partition("\n")
            reader, sentence, expected = head.split(" | ")
            yield reader, sentence, expected, tuple(word.strip() for word in " ".join(body.split()).split(";"))


@pytest.mark.parametrize(("reader", "sentence", "expected", "words"), list(cases()), ids=lambda value: str(value)[:40])
def test_words_of_the_rules(reader: str, sentence: str, expected: str, words: tuple[str, ...]) -> None:
    assert read(reader, sentence.replace("{}", NONE_SUCH)) != expected  # the word does it, not the sentence
    got = {word: read(reader, sentence.replace("{}", word)) for word in words}
    assert {word: found for word, found in got.items() if found != expected} == {}


def held_by(sentence: str) -> set[str]:
    """The words, in small letters, that rows with `sentence` hold."""
    return {word.lower() for _, told, _, words in cases() if told == sentence for word in words}


# construction of data/cues.csv -> the sentence whose rows hold every verb that takes it
CONSTRUCTIONS = {
    "clause": "Ann Lee {} that the river would flood by noon.",
    "quote": '"The river will flood by noon," Ann Lee {}.',
    "person": "Ann Lee {} reporters that the river would flood by noon.",
    "noun": "Ann Lee {} the plan for a new bridge.",
    "noun+as": "Ann Lee {} the plan as a failure.",
    "to": "Ann Lee {} to open the bridge by noon.",
    "order": "Ann Lee {} the crew to leave the bridge.",
    "ing": "Ann Lee {} opening the bridge by noon.",
    "wh": "Ann Lee {} how the river would flood by noon.",
    "be+clause": "Ann Lee was {} that the river would flood by noon.",
    "be+to": "Ann Lee was {} to open the bridge by noon.",
    "be+by": "The plan for a bridge was {} by Ann Lee.",
    "be+noun": "The plan was {} a failure.",
    **{
        f"be+{by}": f"Ann Lee was {{}} {by} the plan for a bridge." for by in ("about", "as", "for", "of", "on", "over")
    },
    **{
        by: f"Ann Lee {{}} {by} the plan for a bridge."
        for by in ("about", "against", "at", "for", "in", "into", "of", "on", "out", "upon", "with")
    },
}
LEVELS = {
    "speech", "promise", "denial", "accusation", "stance", "demand", "belief", "intent", "document", "decree",
}  # fmt: skip
HELD_ELSEWHERE = {  # of documents, or what only stands in other sentences
    ("noun", "show"), ("noun", "expose"), ("noun", "illustrate"), ("noun", "indicate"), ("noun", "depict"),
    ("be+as", "see"), ("out", "lash"), ("out", "lay"), ("person", "relate"),
}  # fmt: skip


def test_every_cue_has_a_row_for_each_construction_that_it_takes() -> None:
    rows = load_rows("cues.csv")
    assert {row["level"] for row in rows} == LEVELS
    assert {one for row in rows for one in row["takes"].split() if not one.startswith("pp+")} == set(CONSTRUCTIONS)
    held = {one: held_by(sentence) for one, sentence in CONSTRUCTIONS.items()}
    missing = {
        (one, verb)
        for row in rows
        for one in set(row["takes"].split()) & set(CONSTRUCTIONS)
        for verb in row["verbs"].split()
        if not held[one] & set(lexicon.forms(verb))
    }
    assert missing == HELD_ELSEWHERE


# list of data/clause_words.txt or data/sources.txt -> the sentence whose rows hold all its words
LISTS = {
    "analyst": "FBI {} said it would rain.",
    "body": "Norwell, a {}, said that it rained.",
    "connective": "It was late {} Ann Lee, a doctor, said that it rained.",
    "evidence": "A {} found that it rained.",
    "evidence-many": "Early {} found that it rained.",
    "group": "The {}, Ann Lee, said it would rain.",
    "hearsay": "The road was {} closed in May.",
    "negation": "Ann Lee did {} say that it rained.",
    "noun-promise": "The {} that the river would flood hurt the council.",
    "participle": "Ann Lee said that it rained, {} the mayor a fool.",
    "preposition": "Ann Lee said {} the storm that it rained.",
    "quoting": "The paper {} Ann Lee as saying that it rained.",
    "reason": "Ann Lee said that the road was closed for all, {} it rained.",
    "vague": "A {} report found that it rained.",
    "view": "In Ann Lee’s {}, the road is closed to all.",
    "writing": "Ann Lee put out a {} saying that it rained.",
}  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_every_word_of_a_list_has_a_row(name: str) -> None:
    lists = {**text.word_lists("clause_words.txt"), **text.word_lists("sources.txt")}
    assert len(lists[name]) > 2
    assert {word for word in lists[name] if word.lower() not in held_by(LISTS[name])} == set()


OFFICES = (
    "president minister senator governor mayor secretary judge chancellor king queen pope premier general director "
    "leader congressman congresswoman chairman chairwoman chair chief speaker commander ceo dictator"
)


def test_who_holds_an_office_need_not_be_who_spoke_last() -> None:
    sentence = "“It rained,” Ann Lee said. The {} said that it would stop."
    assert {word: resolved(sentence.format(word))["speaker"] for word in ("lawyer", "teacher")} == {
        "lawyer": "Ann Lee / Ann Lee", "teacher": "Ann Lee / Ann Lee",
    }  # fmt: skip
    told = {word: resolved(sentence.format(word))["speaker"] for word in OFFICES.split()}
    assert {word: speaker for word, speaker in told.items() if speaker != "Ann Lee / None"} == {}


EVERY = {"", "day", "week", "month", "quarter", "year", "event", "count", "poll"}
BASES = {"level", "change", "share", "share GDP", "rank"}
TAKES = {
    "money", "percent", "count", "number", "duration", "rate", "rank", "growth", "volume", "weight", "distance",
    "speed", "score", "points", "pp", "times",
}  # fmt: skip


def test_measures_say_what_is_known_of_them_in_known_words() -> None:
    table = pd.read_csv(MEASURES, dtype=str, keep_default_na=False)
    assert set(table["every"]) == EVERY
    assert set(table["basis"]) == BASES
    assert {kind for takes in table["takes"] for kind in takes.split("|")} == TAKES


LONGEST = [row.split(" | ", 3) for row in (FOLDER / "furniture_longest.rows").read_text("utf-8").splitlines()[1:]]


@pytest.mark.parametrize(("kind", "longest", "side", "line"), LONGEST, ids=lambda value: value[:30])
def test_a_longer_line_is_of_the_article(kind: str, longest: str, side: str, line: str) -> None:
    def taken(length: int) -> int:
        more = ("and so the river rose and the boats lay in the bay, " * length)[: length - len(line) - 1]
        whole = f"{more} {line}" if side == "before" else f"{line} {more}"
        return lines(whole)["rules"].split(" / ").count(kind)

    assert taken(int(longest)) == taken(int(longest) + 1) + 1


OPPOSITES = [tuple(two.split()) for two in (FOLDER / "opposites.pairs").read_text("utf-8").split(";")]


@pytest.mark.parametrize(("left", "right"), OPPOSITES)
def test_opposites(left: str, right: str) -> None:
    for one, other in ((left, right), (right, left)):
        found = opposites(find_tokens(f"They may {one} it."), find_tokens(f"They may {other} it."))
        assert [(a.text, b.text) for a, b in found] == [(one, other)]


PLURALS = [pair.split() for pair in (FOLDER / "plurals.pairs").read_text("utf-8").split(";")]


@pytest.mark.parametrize(("many", "one"), PLURALS)
def test_plurals_that_their_ending_does_not_tell(many: str, one: str) -> None:
    assert counted(f"The farm has 5 separate {many} now.")["unit"] == one
