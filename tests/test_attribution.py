"""Attributions and provenance: frames, laws, floors."""

import json
import random
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import attribution, tables
from helpers.attribution import nearby, tagger
from helpers.attribution.mentions import read_mention
from helpers.attribution.persons import names_in

ROOT = Path(__file__).parent.parent
GOLD = json.loads((ROOT / "tests" / "gold" / "attribution.json").read_text("utf-8"))["files"]


def read(name: str) -> str:
    return (ROOT / "seeds" / name).read_bytes().decode("utf-8")


@pytest.mark.parametrize("name", GOLD)
def test_provenance_of_the_seeds_is_what_they_state(name: str) -> None:
    found, stated, text = attribution.find_provenance(read(name)), GOLD[name]["provenance"], read(name)
    for place, expected in (
        (found.outlet, stated["original_outlet"]),
        (found.author, stated["author"]),
        (found.republisher, stated["republisher"]),
    ):
        assert (place and place.name) == expected["name"]
        assert place is None or text[place.start : place.end] == place.name


def test_a_noun_without_a_phrase_before_it_has_no_owner() -> None:
    text = "While some of Lee's base was dismayed by it, others held out hope that a bigger plan was underway."
    assert [a.source for a in attribution.find_attributions(text)] == [[]]


def test_no_part_of_an_attribution_is_empty() -> None:
    text = "The witness will be forced to return and face the public to prove that he was not then a thief."
    (one,) = attribution.find_attributions(text)
    assert (one.source, [text[start:end] for start, end in one.cue]) == ([], ["to prove"])


def test_sentences_tagged_together_are_tagged_as_by_the_features_one_by_one(tmp_path) -> None:
    words = ["Lee", "said", "that", "the", "'s", "run", "runs", ",", ".", "<", "~~", "12", "İ", ""]
    shaken = random.Random(3)
    sentences = [shaken.choices(words, k=shaken.randint(0, 12)) for _ in range(150)]
    sure, weights = {"the": "DT", "that": "IN"}, {}
    for sentence in sentences[:100]:
        padded = ["", "", *sentence, "", ""]
        for i in range(2, len(sentence) + 2):
            for feature in tagger.features(padded, i, *shaken.choices(["N", "IN", "VBD", ",", "<"], k=2)):
                weights[feature] = {name: shaken.randint(1, 999) for name in shaken.sample(tagger.TAGS, 3)}
    tagger.pack(sure, weights, tmp_path / "tagger.npz")

    def tag_one(sentence: list[str]) -> list[str]:
        padded, tags = ["", "", *sentence, "", ""], ["<", "<"]
        for i, word in enumerate(sentence, 2):
            scores = Counter({"N": 0})
            for feature in tagger.features(padded, i, tags[-1], tags[-2]):
                scores.update(weights.get(feature, {}))
            best = max(scores, key=lambda name: (scores[name], name))
            tags.append(sure.get(word) or (word if tagger.is_mark(word) else best))
        return tags[2:]

    assert tagger.tag_all(sentences, tagger.read(tmp_path / "tagger.npz")) == [tag_one(s) for s in sentences]


@pytest.mark.parametrize(
    ("table", "make"),
    [
        (tables.ATTRIBUTIONS, attribution.attributions),
        (tables.ATTRIBUTION_SPANS, attribution.spans),
        (tables.CITED_SOURCES, attribution.cited_sources),
        (tables.PROVENANCE, attribution.provenance),
        (tables.SPEAKER_SHARES, attribution.speaker_shares),
        (tables.CITATION_CHAIN, attribution.citation_chain),
    ],
)
def test_tables_keep_their_declaration(table, make, seed_texts) -> None:
    made = table.check(make(seed_texts))
    pd.testing.assert_frame_equal(made, make(seed_texts.iloc[::-1]))
    assert len(table.check(make(seed_texts.iloc[:0]))) == 0


def letters(text: str, spans: Iterable[tuple[int, int]]) -> set[int]:
    return {i for start, end in spans for i in range(start, end) if text[i].isalnum()}


def unmark(line: str) -> tuple[str, set[int], set[int]]:
    """The text of a marked line, and the letters of its [source] and its {content}."""
    text, opened, found = "", [], {"[": [], "{": []}
    for c in line:
        if c in "[{":
            opened.append((c, len(text)))
        elif c in "]}":
            kind, start = opened.pop()
            found[kind].append((start, len(text)))
        else:
            text += c
    return text, letters(text, found["["]), letters(text, found["{"])


FRAMES = [
    line
    for line in (ROOT / "tests" / "attribution_frames.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
KNOWN_MISSES = {line.lstrip("~ ") for line in FRAMES if line.startswith("~")}


def test_there_are_frames_enough() -> None:
    assert len(FRAMES) >= 150
    assert len(KNOWN_MISSES) <= 3


@pytest.mark.parametrize("line", [line for line in FRAMES if not line.startswith("~")])
def test_frames(line: str) -> None:
    text, source, content = unmark(line)
    found = attribution.find_attributions(text)
    assert set().union(*(letters(text, a.content) for a in found)) == content
    assert set().union(*(letters(text, a.source) for a in found)) == source


def cases() -> list[tuple[list[str], str]]:
    blocks = (ROOT / "tests" / "attribution_labels.txt").read_text("utf-8").split("\n== ")[1:]
    return [([cell.strip() for cell in b.partition("\n")[0].split("|")], b.partition("\n")[2].strip()) for b in blocks]


def test_labels_of_wires_credits_and_reprints() -> None:
    right = found = stated = 0
    for expected, text in cases():
        given = attribution.find_provenance(text)
        for name, evidence in zip(expected, given[:3], strict=True):
            stated += name != "-"
            found += evidence is not None
            right += evidence is not None and evidence.name == name
    assert len(cases()) >= 100
    assert right / found >= 0.98
    assert right / stated >= 0.98


@pytest.mark.parametrize(("expected", "text"), cases())
def test_evidence_stands_in_the_text(expected: list[str], text: str) -> None:
    for evidence in attribution.find_provenance(text)[:3]:
        assert (
            evidence is None or text[evidence.start : evidence.end].strip() == text[evidence.start : evidence.end] != ""
        )


EXCLUDED = {"intent"}  # the gold leaves intentions out


def test_statements_of_the_seeds() -> None:
    """Content at Jaccard 0.5 against the gold; debatable statements and intentions count neither way."""
    n_gold = n_found = n_match = n_speaker = 0
    for name, file in GOLD.items():
        text = read(name)
        found = [(letters(text, a.content), a) for a in attribution.find_attributions(text)]
        for statement in sorted(file["statements"], key=lambda s: bool(s.get("debatable"))):
            wanted = letters(text, [(c["start"], c["end"]) for c in statement["content"]])
            fitting = [f for f in found if len(f[0] & wanted) >= 0.5 * len(f[0] | wanted)]
            if fitting:
                found.remove(fitting[0])
            if not statement.get("debatable"):
                n_gold += 1
                n_match += bool(fitting)
                n_speaker += bool(fitting) and fitting[0][1].speaker is not None
        n_found += sum(a.level not in EXCLUDED for _, a in found)
    f1 = 2 * n_match / (n_gold + n_match + n_found)
    assert f1 >= 0.88
    assert n_speaker >= 21


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            "Ann Lee spoke on Monday. Lee said that the bridge was safe. She added that it was new.",
            ["Ann Lee", "Ann Lee"],
        ),
        ("But Lee said it was late. Yet Ann Lee said nothing.", ["Ann Lee", "Ann Lee"]),
        ("Ann Lee left. In the Washington Post Lee was praised. Lee said it was fine.", ["Ann Lee"]),
        ("West Virginia said it was late.", ["West Virginia"]),
        (
            "Oversight Chairman Ann Lee said it was late. Lee Sees Trouble. Lee said it was safe.",
            ["Ann Lee", "Ann Lee"],
        ),
        ("The US says talks go on. Washington denies the rest.", ["United States", "United States"]),
        ("Time notes that ties are strong. The publication recalls that he came late.", ["Time", "Time"]),
        ("The New York Times said it was late. The Times said it was cold.", ["The New York Times"] * 2),
        ("The Times said it was late. Time said it was cold.", ["The Times", "Time"]),
        ("Critics say the plan is bad.", [None]),
        ("The plan, sources said, is dead.", [None]),
        ("A report shows that wages fell.", [None]),
        (
            "“It is over,” said Dan Ross, an expert at Troy University. “All of it,” the expert said.",
            ["Dan Ross", "Dan Ross"],
        ),
        ("ISW analysts believe that the war goes on.", ["ISW"]),
        ("The chairman of the council, Fyodor Lukin, said that it was late.", ["Fyodor Lukin"]),
        ("President Maria Silva said that it was late. She said nothing was lost.", ["Maria Silva", "Maria Silva"]),
        ("Mrs. Clinton said that it was late. He said that it was early.", ["Clinton", None]),
        ("Ana Silva was late. From Silva's point of view, this is good.", ["Ana Silva"]),
        ("The Times reported that it was late. He said that it was early.", ["The Times", None]),
        ("Foreign Minister Ana Silva met Kim Jong Un. The foreign minister said it was late.", ["Ana Silva"]),
        # a name ends before a phrase, and a phrase is no name
        ("Speaker Ann B. Lee of Ohio said it was late.", ["Ann B. Lee"]),
        ("A spokesman for Ann Lee said it was late.", [None]),
        ("Backers of the plan said it was late.", [None]),
        ("Officials in the GOP said it was late.", [None]),
        ("The Europeans said it was late.", [None]),
        # no person: headlines, things, compounds; and who stands behind them
        ("Lee Sees Small Chance for Bridge\nAnn Lee left. Ms. Lee said it was late.", ["Ann Lee"]),
        ("He left the Marine Reserve, which said it was late.", ["Marine Reserve"]),
        ("PolitiFact said it was late.", ["PolitiFact"]),
        ("America's Ann Lee said it was late.", ["Ann Lee"]),
        ("Following President Lee, Ann Lee left. Lee said it was late.", ["Ann Lee"]),
        ("“It is late,” said Ann O'Hara. O'Hara said it was cold.", ["Ann O'Hara", "Ann O'Hara"]),
        # words of time, of the page and of outlets, two names side by side, teasers glued to names
        ("“It is late,” Ann Lee said. In York Friday Lee said it was cold.", ["Ann Lee", "Ann Lee"]),
        ("Governor Ann Lee Dan Ross left. Ross said it was late.", ["Dan Ross"]),
        ("Sen. Ann Lee Ann LeeTen things to know. Lee said it was late.", ["Ann Lee"]),
        ("The Washington Post’s Dan Balls said it was late.", ["Dan Balls"]),
        ("Robert Hill left. Hill said it was late.", ["Robert Hill"]),
        ("Secretary of State Ann Lee said it was late.", ["Ann Lee"]),
        ("Fortune's chief editor, Ann Lee, told us it was late.", ["Ann Lee"]),
        ("“It is late,” Prime Minister Omar el-Badri said. El-Badri left.", ["Omar el-Badri"]),
        ("The panel’s chairman, Representative Ann Lee of York, said it was late.", ["Ann Lee"]),
        ("Ross’s brother Dan told us that it was late.", ["Dan"]),
        # who stands behind a document; what is no name
        ("A survey by the polling firm Gallup found that it was late.", ["Gallup"]),
        ("A new Gallup poll found that it was late.", ["Gallup"]),
        ("A Senate report found that it was late.", ["Senate"]),
        ("The numbers show that it is late.", [None]),
        ("President Lee's Department of Mines said it was late.", ["Department of Mines"]),
        (
            "On Monday the Department of Mines of Ohio said it was late. The department said it was cold.",
            ["Department of Mines of Ohio"] * 2,
        ),
        ("York police said it was late. Police said it was cold.", ["York police", "York police"]),
        ("Its finance ministry said it was late.", ["finance ministry"]),
        ("A veteran GOP strategist said it was late.", [None]),
        ("FBI officials said it was late.", [None]),
        ("Rep. Dan Moss Jr. (D-N.J.) said it was late.", ["Dan Moss Jr."]),
        # a surname that several bear
        ("Michelle Obama left. President Obama said it was late. Obama said it was cold.", ["Obama", "Obama"]),
        ("Ann Moss met Dan Moss. Ann Moss left. Ann Moss came. Ann Moss ate. Moss said it was late.", ["Ann Moss"]),
        ("Ann Moss met Dan Moss. Moss said it was late.", ["Moss"]),
        ("Ann Moss met Dan Moss. Mr. Moss said it was late.", ["Dan Moss"]),
        # what stands behind another word is no subject
        ("Democrats on Capitol Hill say that it is late.", [None]),
        ("A source close to Ann Lee said it was late.", [None]),
        ("Dan Moss stayed. The party's leader in York Ann Lee said it was late.", ["Ann Lee"]),
        ("“It is late,” Dan Moss said. “Cold,” the mayor said. “Dark,” the analyst said.", ["Dan Moss", None, None]),
        ("Dan Moss left. “It is late,” Dan Moss said. “Cold,” the Ohio Republican said.", ["Dan Moss", "Dan Moss"]),
        ("Fox News contributor and former Ohio Gov. Ann Lee said it was late.", ["Ann Lee"]),
        ("Some of the of York said it was late.", [None]),
        # several who say one thing
        ("Ann Lee and Dan Ross, both of York, said it was late.", ["Ann Lee and Dan Ross"]),
        ("Both the mayor Ann Lee and Sen. Dan Ross said it was late.", ["Ann Lee and Dan Ross"]),
        ("Sens. Ann Lee, Tom Berg and Dan Ross said it was late.", ["Ann Lee and Tom Berg and Dan Ross"]),
        ("Ann Lee, head of the Center on Budget and Policy Priorities, said it was late.", ["Ann Lee"]),
        ("Former New York City Mayor Bergson said it was late.", ["Bergson"]),
        # what is told beside a name: what it is
        ("The Guatemalan newspaper Hora Nueva said it was late.", ["Hora Nueva"]),
        ("It was in the newspaper Hora Nueva, which said it was late.", ["Hora Nueva"]),
        ("The Rivers for All site says it was late.", ["Rivers for All"]),
        ("“It was late,” said Matt House, a spokesman for the mayor.", ["Matt House"]),
        ("A Sept. 8-13 Quinnipiac poll found that most voters left.", ["Quinnipiac"]),
        ("WHITE HOUSE SAYS IT WAS LATE", ["White House"]),
        ("Tariffs on imports rose on Friday and Beijing announced it was late.", ["China"]),
        ("Figures released Friday by the Labor Department showed that it was late.", ["Labor Department"]),
        # an aside
        ("The driver, as Ann Lee noted, was late.", ["Ann Lee"]),
        ("Yet, as Ann Lee noted, the driver was late.", ["Ann Lee"]),
        # a statement passed on
        ("“It was late,” Ann Lee said, according to CNN.", ["Ann Lee", "CNN"]),
        # whom others join
        ("It was late, say the WHO and others.", ["WHO"]),
        ("The WHO and other agencies said it was late.", ["WHO"]),
        # who he is: in reach, of one gender, the subject first; else open
        ("Ann Lee met Dan Ross. He said it was late.", ["Dan Ross"]),
        ("Bob Lee met Dan Ross at a long and hot dinner. She said it was late.", [None]),
        ("Rep. Ann Lee met Bob Ross. She said it was late.", ["Ann Lee"]),  # "Rep." is short for either
        ("Bob Lee left Dayton, Ohio. He said it was late.", ["Bob Lee"]),
        (
            "The speech of President Bill Clinton Obama’s advisers praised was over. “It is late,” Clinton said.",
            ["Bill Clinton"],
        ),
        # a name that no list has, as it is written
        (
            "It was about Vostrikoff and his boat. “It is late,” Vostrikoff said. He said it was cold.",
            ["Vostrikoff"] * 2,
        ),
        ("It came from makers such as Norlux. Norlux said its lamps were late.", ["Norlux"]),
        ("The crowd heard clinics. Clinics said it was late.", [None]),
        ("He lived in Norlux. Norlux said it was late.", [None]),
        ("One such lawmaker, retiring Rep. Ann Lee, said that it was late.", ["Ann Lee"]),
        ("“It is late,” one delegate, New Hampshire state Rep. Ann Lee, said.", ["Ann Lee"]),
        ("“It is late,” said U.S. Department of Defense press secretary Ann Lee.", ["Ann Lee"]),
        ("“It is late,” an aide to Senate leader Ann Lee said.", [None]),
        # who only stands near
        ("Ann Lee, who took over after Rep. Dan Ross (R-Ohio) stepped down, said it was late.", ["Ann Lee"]),
        ("The Senate’s top Democrat, Ann Lee, says it is late.", ["Ann Lee"]),
        ("Sen. Dan Ross raised the Supreme Court’s looming decision on it and asked Lee to explain the law.", [None]),
        ("The lawyer for the former manager of President Ann Lee said it was late.", [None]),
        (
            "The gunmen said they were avenging the Prophet Mohammed and shouted. “It is late,” he said. "
            "The Prophet Mohammed spurred it. Mohammed said so.",
            [None, None],
        ),
        # the one of whom the text goes on
        ("Rep. Ann Lee came.\n\n“It is late,” the New York Democrat said.", ["Ann Lee"]),
        ("Sen. Ann Lee (R-Ohio) came.\n\n“It is late,” the Ohio Democrat said.", [None]),
        ("Rep. Ann Lee met Sen. Bob Ross.\n\n“It is late,” the New York Democrat said.", [None]),
        ("Ann Lee came.\n\n“It is late,” the aide said.", [None]),
        ("Ann Lee came.\n\n“It is late,” the FBI director said.", [None]),
        ("After a long dinner in York, Bob Lee and Dan Ross left. He said it was late.", [None]),
        ("Bob Lee told Dan Ross that it was late. He said it was cold.", ["Bob Lee", "Bob Lee"]),
        (
            "Bob Lee, who came after Dan Ross criticized him, called it “late.” He said that it was cold.",
            ["Bob Lee", "Dan Ross", "Bob Lee"],
        ),
        (
            "Although Dan Ross claimed that it was hot, Bob Lee, his aide, said it was late. He said it was cold.",
            ["Dan Ross", "Bob Lee", "Bob Lee"],
        ),
        ("In an interview on Sunday, Bob Lee came upon Dan Ross. He said it was cold.", ["Bob Lee"]),
        ("Bob Lee came with Tim, his father. The elder Lee said it was late.", [None]),
        ("Mr. Moss left the house. Ann Lee stayed. He said it was late.", ["Moss"]),
        ("Dan Ross left. It rained. It was late. It was cold. It was dark. It was Monday. He said no.", []),
        ("Ann Lee left. A top Moss adviser told us it was late. She said it was cold.", [None, None]),
        ("Ann Lee left. As he thought that it was late, Dan Moss came.", ["Dan Moss"]),
        # party, state, place and day are nobody
        ("Sen. Ann Lee, R-Texas, who left on Monday, said it was late.", ["Ann Lee"]),
        ("Ann Lee of Orange County, Calif., who says that it is late.", ["Ann Lee"]),
        ("OSLO, Norway (AP) — Ann Lee on Monday said it was late.", ["Ann Lee"]),
        ("Ann Lee released a statement late Monday saying it was late.", ["Ann Lee"]),
    ],
)
def test_speakers(text: str, speakers: list[str | None]) -> None:
    assert [a.speaker for a in attribution.find_attributions(text)] == speakers


def test_the_outlet_of_an_aside_is_not_the_speaker() -> None:
    text = "In reply, Lee, according to CNN, told aides that it was late."
    lee, cnn, told = ((text.index(word), text.index(word) + len(word)) for word in ("Lee", "CNN", "told"))
    assert nearby.subject(text, [cnn], [told]) == [lee]
    assert nearby.subject(text, [lee], [told]) == [lee]


def test_who_asked_is_not_who_goes_on() -> None:
    text = "Asked by Sen. Tom Lee whether it rained, Ross said no.\n\n“It was late,” he said."
    said = attribution.find_attributions(text, reader="model")
    assert "Tom Lee" not in [a.speaker for a in said if a.kind == "direct"]


def test_a_text_in_turns_of_speakers_is_a_transcript() -> None:
    turns = "LEE: It rained.\nEK: It did?\n" * 3
    assert attribution.find_kinds({"text": turns}) == ["transcript"]
    assert attribution.find_kinds({"text": turns + "The rain ended.\n" * 4}) == []  # an article that quotes one
    assert attribution.find_kinds({"text": turns.replace("LEE", "MYTH").replace("EK", "FACT")}) == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Kim Jong Un said it was over.", ["person"]),
        ("The dictator Kim Jong-un said it was over.", ["person"]),
        ("The UN said it was over.", ["organisation"]),
        ("FactArkon said it was over.", ["organisation"]),
        ("The Europeans said it was over.", ["unnamed"]),
        ("Ann Lee may come - probably to discuss the plan.", []),  # a purpose is no statement
    ],
)
def test_source_kinds(text: str, kinds: list[str]) -> None:
    assert [a.source_kind for a in attribution.find_attributions(text)] == kinds


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ('As for taxes, "they are high," Lee said.', ['"they are high,"']),
        ('Asked to describe the house, Lee said, "It is late."', ['"It is late."']),
        ('Lee exhorted voters to "go home."', ['voters to "go home."']),
        ('Lee attacked Ross as a "fool" Friday on the radio.', ['Ross as a "fool"']),
        ('He yelled "You lie!" at the president.', ['"You lie!"']),
        ('The mayor told her voters that "all is well."', ['that "all is well."']),
        ('"It is late," Lee said, adding later, "We must go."', ['"It is late,"', '"We must go."']),
        ('The house is small, Lee said. "It is also old."', ["The house is small", '"It is also old."']),
        ('On the radio\'s "Morning Show," Ann Lee said the house is small.', ["the house is small"]),
        # a quote behind a statement, one that opens the next paragraph, one that is only passed on, posts
        ('Lee said the house is small. "It is old."', ["the house is small", '"It is old."']),
        ('Lee called it "big."\n"It is also old." Nobody came.', ['it "big."', '"It is also old."']),
        ('"It is old," Lee said, according to a transcript. "Very old."', ['"It is old,"', '"Very old."', "Lee said"]),
        ('"He calls it “old,” but it is new," Lee said.', ['"He calls it “old,” but it is new,"']),
        ("It is late. — Ann Lee (@annlee) May 5, 2017", ["It is late."]),
        ("Ross rejected Lee's claim that it is old.", ["that it is old"]),
        ("Lee said the plan, which cost a lot, will hurt York.", ["the plan, which cost a lot, will hurt York"]),
        # marks within marks of the same kind, a blank that is lost behind a mark, a quote in two halves of one clause
        ('"It is the "blue wall" of old," Lee said.', ['"It is the "blue wall" of old,"']),
        ('“It is the "blue wall" of old,” Lee said.', ['“It is the "blue wall" of old,”']),
        ("“It is late,”said Lee. “And it is wet.”", ["“It is late,”", "“And it is wet.”"]),
        (
            "The race “is close,” Lee said, “but the rain will end it.”",
            ["The race “is close,”", "“but the rain will end it.”"],
        ),
        ("He said, “We were quiet,” and “no town knows rain.”", ["“We were quiet,” and “no town knows rain.”"]),
        # quotations without a cue go on from what was said before; a title does not
        ("“It rained,” Lee said. Even so, “this year looks good.”", ["“It rained,”", "“this year looks good.”"]),
        ("“It rained,” Lee said. The song is “Songs of Innocence Now.”", ["“It rained,”"]),
        ("“It rained,” Lee said.\n\nBut he likes it. “It is wet here.”", ["“It rained,”", "“It is wet here.”"]),
        ("Lee put it like this:\n\n-- “It is late.”\n\n-- “It is wet.”", ["“It is late.”", "“It is wet.”"]),
    ],
)
def test_quotes_and_their_bounds(text: str, contents: list[str]) -> None:
    assert [text[a:b] for found in attribution.find_attributions(text) for a, b in found.content] == contents


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('"It is over," Lee said.', "direct"),
        ('Lee said it was "over and done" at last.', "mixed"),
        ("Lee said it was over.", "indirect"),
        ('Lee said: "It is over.', "unclosed"),
        ('Lee said: "It is over.\n"We are glad."', "direct"),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    assert [a.kind for a in attribution.find_attributions(text)] == [kind]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Lee said it was over.", "speech"),
        ("Lee thinks it is over.", "belief"),
        ("Lee plans to leave.", "intent"),
        ("Lee denied the charges.", "denial"),
        ("Lee accused him of lying.", "accusation"),
        ("Lee demanded that he leave.", "demand"),
        ("The court ruled that it was legal.", "decree"),
        ("Surveys show that it is over.", "document"),
        ("The king is reportedly ill.", "no-source"),
        ("Lee did not say that it was over.", "unsaid"),
        ("Lee has never claimed that it was over.", "unsaid"),
        ("Lee would say that it was over.", "unsaid"),
        ("No one said that it was over.", "unsaid"),
        ("Lee declined to comment on the sale.", "unsaid"),
        ("Lee agreed to a truce on Monday.", "intent"),
        ("Lee would later say that it was over.", "speech"),
        ("Lee does not believe that it is over.", "belief"),
    ],
)
def test_levels(text: str, level: str) -> None:
    assert [a.level for a in attribution.find_attributions(text)] == [level]


def test_quotes_run_on_over_paragraphs() -> None:
    text = 'Lee said: "One.\n"Two.\n"Three."\nIt rained.'
    (found,) = attribution.find_attributions(text)
    assert [text[start:end] for start, end in found.content] == ['"One.', '"Two.', '"Three."']


def test_texts_read_together_are_read_as_alone(monkeypatch) -> None:
    texts = [read(name) for name in GOLD]
    alone = [attribution.find_attributions(text) for text in texts]
    for size in (1, 6000, 10**9):
        monkeypatch.setattr("helpers.attribution.find.AT_ONCE", size)
        assert list(attribution.find_all(texts)) == alone
    assert list(attribution.find_all([])) == []


def test_shares_sum_to_one(seed_texts) -> None:
    shares = attribution.speaker_shares(seed_texts).groupby("article_id")["share_words"].sum()
    assert ((shares - 1).abs() < 1e-9).all()
    assert len(shares) == len(seed_texts)


def test_the_authors_own_statements_are_the_authors() -> None:
    text = "A headline\nBy Ann Lee\nIt rained all day. Ann Lee says that it will rain. Dan Ross says that it is cold."
    articles = pd.DataFrame({"article_id": ["1"], "text": [text]})
    shares = attribution.speaker_shares(articles).set_index(["speaker_class", "speaker"])["n_words"]
    assert set(shares.index) == {("author", "Ann Lee"), ("person", "Dan Ross")}
    assert shares["person", "Dan Ross"] == 4


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("A headline\nOriginally published in The Guardian.", "The Guardian"),
        ("A headline\nIt rained. It was first published in The Guardian.", "The Guardian"),
        ("A headline\nThe plan, first reported by The Guardian, is dead.", None),
        ("A headline\nThe group changed its view, which was first reported in The Guardian.", None),
    ],
)
def test_what_was_first_reported_elsewhere_is_not_the_text(text: str, outlet: str | None) -> None:
    stated = attribution.find_provenance(text).outlet
    assert (stated.name if stated else None) == outlet


def test_nobody_is_cited_by_a_pronoun() -> None:
    text = "He said that it was late. They said that it was cold. Ann Lee said that it rained. She said it snowed."
    cited = attribution.cited_sources(pd.DataFrame({"article_id": ["1"], "text": [text]}), reader="rules")
    rows = zip(cited["name"], cited["source_kind"], cited["n_attributions"], strict=True)
    assert sorted(rows) == [("Ann Lee", "person", 2), ("unnamed", "unnamed", 2)]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("A recent study shows that rivers rise.", [("a recent study", "document")]),
        ("Rivers rise, according to a report published on Monday.", [("a report published on Monday", "document")]),
        ("A growing body of research shows that rivers rise.", [("a growing body of research", "document")]),
        ("Rivers rise, according to recent studies.", [("recent studies", "document")]),
        ("Rivers rise, according to private data.", [("private data", "unnamed")]),
        ("Rivers rise, according to a swing-state poll.", [("a swing-state poll", "unnamed")]),
        ("Reports say that rivers rise.", [("Reports", "unnamed")]),
        ("Some studies show that rivers rise.", [("Some studies", "unnamed")]),
        ("The study shows that rivers rise.", [("The study", "unnamed")]),
        ("The police report shows that it rained. It was late, according to a report.",
         [("a report", "unnamed"), ("police report", "document")]),
    ],
)  # fmt: skip
def test_a_document_without_a_name_is_cited_as_one(text: str, rows: list[tuple[str, str]]) -> None:
    cited = attribution.cited_sources(pd.DataFrame({"article_id": ["1"], "text": [text]}), reader="rules")
    assert sorted(zip(cited["name"], cited["source_kind"], strict=True)) == rows


def test_the_chain_leads_to_cited_outlets(seed_texts) -> None:
    chain = attribution.citation_chain(seed_texts)
    assert ("004", "Vedomosti") in set(zip(chain["article_id"], chain["cited_outlet"], strict=True))
    assert chain.loc[chain["article_id"] == "003", "is_own"].any()


PIECES = st.sampled_from(
    [
        "said",
        "that",
        "Ann Lee",
        '"',
        "“",
        "”",
        "'",
        "’",
        ",",
        ".",
        ":",
        "\n",
        " ",
        "the",
        "according to",
        "he",
        "told",
        "is",
        "(",
        ")",
        "—",
        "Mr.",
        "$5",
        "’s",
        "\u2028",
        "é",
        "?",
    ]
)


@given(st.lists(PIECES, max_size=60))
@settings(max_examples=150, deadline=None)
def test_laws(pieces: list[str]) -> None:
    text = " ".join(pieces)
    found = attribution.find_attributions(text)
    taken: set[int] = set()
    for a in found:
        assert a.content
        assert a.cue
        for start, end in [*a.source, *a.cue, *a.content]:
            assert 0 <= start < end <= len(text)
        inside = {i for start, end in a.content for i in range(start, end)}
        assert not inside & taken
        taken |= inside
    attribution.find_provenance(text)


@pytest.mark.parametrize(
    "piece", ["said ", 'He said that "', '"', "“a” said.\n", ", who ", "of the ", "2.2.", "By ", "(AP) - "]
)
def test_long_texts_are_read_in_pieces(piece: str) -> None:
    """No sentence grows without bound, so the work grows with the length: twice the text, about twice the tokens."""
    from helpers.attribution.clauses import LONGEST, read_sentences
    from helpers.attribution.quotes import find_quotes

    text = piece * 2000
    (sentences,) = read_sentences([(text, find_quotes(text))], frozenset())
    assert all(len(s.words) <= LONGEST + 1 for s in sentences)


TRANSCRIPT = """This is a transcript.
ANN LEE: We met Dan Ross. He said that it rained.
DAN ROSS: Thank you.
(SOUNDBITE OF RAIN)
I am glad.
LEE: What did you say?
ROSS: "Nothing."
ANN LEE: And then?
DAN ROSS: Then I left."""


def test_a_host_is_no_source_and_tells_as_an_author_does() -> None:
    text = """Ann Lee talks about the rain.
ANN LEE, HOST:
It is late.
LEE: We know that it rained. Carl Berg said that it was cold. Ms. Ettinghausen is here.
DORA ETTINGHAUSEN: Thank you. I am glad.
LEE: What did you see?
ETTINGHAUSEN: I think that it rained. I left.
LEE: And then?
ETTINGHAUSEN: We slept."""
    for reader in ("rules", "model"):
        found = [a for a in attribution.find_attributions(text, reader=reader) if a.level != "own"]
        assert [(a.speaker, a.kind, [text[s:e] for s, e in a.content]) for a in found] == [
            ("Carl Berg", "indirect", ["that it was cold"]),
            ("Dora Ettinghausen", "direct", ["Thank you. I am glad."]),
            ("Dora Ettinghausen", "direct", ["I think that it rained. I left."]),
            ("Dora Ettinghausen", "direct", ["We slept."]),
        ], reader


def test_a_post_is_word_for_word_also_with_marks_in_it() -> None:
    posts = "It is late. — Ann Lee (@annlee) May 5, 2017\nHe said it “rained” twice. — Dan Ross (@dross) May 6, 2017"
    assert [(a.speaker, a.kind) for a in attribution.find_attributions(posts)] == [
        ("Ann Lee", "direct"),
        ("Dan Ross", "direct"),
    ]


def test_the_turns_of_a_transcript_are_their_speakers() -> None:
    found = attribution.find_attributions(TRANSCRIPT)
    assert {a.kind for a in found} == {"direct"}
    assert [(a.speaker, [TRANSCRIPT[s:e] for s, e in a.content]) for a in found] == [
        ("Ann Lee", ["We met Dan Ross. He said that it rained."]),
        ("Dan Ross", ["Thank you.", "I am glad."]),
        ("Ann Lee", ["What did you say?"]),
        ("Dan Ross", ['"Nothing."']),
        ("Ann Lee", ["And then?"]),
        ("Dan Ross", ["Then I left."]),
    ]


@pytest.mark.parametrize("reader", ["rules", "model"])
@pytest.mark.parametrize(
    ("asked", "said", "content"),
    [
        ("Asked why it is the duty of all to clean up the town", "cited U.S. security", "U.S. security"),
        ("Asked why she isn’t entitled to a mistake", "simply said “so what.”", "“so what.”"),
        ("When asked what made him so optimistic about a deal", "said that it was late", "that it was late"),
    ],
)
def test_a_question_is_not_of_whom_it_is_asked(reader: str, asked: str, said: str, content: str) -> None:
    text = f"Carl Berg is a senator. {asked}, Berg {said}."
    found = attribution.find_attributions(text, reader=reader)
    assert [(a.speaker, [text[s:e] for s, e in a.content]) for a in found if a.speaker] == [("Carl Berg", [content])]


def test_a_list_of_headings_is_no_transcript() -> None:
    text = "\n".join(f"Step {n}: Mix it.\nIt is done.\nIt is cold.\nIt is late." for n in range(9))
    assert attribution.find_attributions(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ann Lee said that it was late. Carl Berg wants a new school.", ["Ann Lee"]),
        ("Carl Berg wants “a new school for all.”", ["Carl Berg"]),
        ("Ann Lee agreed to a truce. The council refused to comment on it.", []),
        ("Ann Lee prohibited smoking in the town.", []),
        ("Monday’s Tea Board report said that it was late.", ["Tea Board"]),
        ("Carl Berg approved a school. Ann Lee ignored it. The senate is hearing from her to determine it.", []),
        ("Carl Berg insisted on building a school. Congress considers whether to pay.", []),
        ("China threatened to raise tariffs.", ["China"]),
        ("Carl Berg emphasized that it was late. Ann Lee emphasized the need.", ["Carl Berg"]),
        ("The storm prompted Carl Berg to warn that it was late.", ["Carl Berg"]),
        ("The indictment says that it was late. The memo says that it was cold.", ["The memo", "indictment"]),
        ("The Post reported that it was late.", ["The Post"]),
        (
            "One 2011 study found that it was late. Only 28 percent in the poll found that it was cold.",
            ["one 2011 study"],
        ),
        ("The mayor issued a statement saying it was late. Ann Lee promised to come.", ["Ann Lee", "The mayor"]),
        ("Ann Lee pleaded guilty to fraud. Dan Ross addressed the nation.", []),
        ("Carl Berg questioned whether it was late. Ann Lee questioned Dan Ross for hours.", ["Carl Berg"]),
    ],
)
def test_nobody_is_cited_for_a_wish_or_an_act(text: str, names: list[str]) -> None:
    cited = attribution.cited_sources(pd.DataFrame({"article_id": ["1"], "text": [text]}), reader="rules")
    assert sorted(cited["name"]) == names


@pytest.mark.parametrize(
    ("run", "found"),
    [
        ("Sandy Hook", []),
        ("Morgan Stanley Asia", []),
        ("St. Louis County", []),
        ("U.N. Susan Rice", ["Susan Rice"]),
        ("Infectious Diseases Anthony Fauci", ["Anthony Fauci"]),
        ("Islamic State Abu Mohammed al-Adnani", ["Abu Mohammed al-Adnani"]),
        ("Both Trump", ["Trump"]),
        ("’s ’s", []),
    ],
)
def test_the_names_in_a_run_of_capitals(run: str, found: list[str]) -> None:
    assert [name.name for name in names_in(run)] == found


def test_a_poll_is_cited_by_what_it_found_alone() -> None:
    text = "Most want boats. In a recent Gallup poll, 60 percent of voters favored a new bridge over the river."
    cited = attribution.cited_sources(pd.DataFrame({"article_id": ["1"], "text": [text]}), reader="model")
    assert list(cited["name"]) == ["Gallup"]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        # the name of one who speaks, whole
        ("“We were never told,” says RoseAnn Tilly, a nurse.", ["RoseAnn Tilly"]),
        ("US Special Envoy for North Korea Carl Berg said it may be a sign.", ["Carl Berg"]),
        ("They will stay for a hundred years as Dora Finch once said they would.", ["Dora Finch"]),
        # a role told before a comma
        (
            "Belgium’s finance minister, Luc Maes, defended the bill. “It is vital,” the minister told reporters.",
            ["Luc Maes", "Luc Maes"],
        ),
        ("The Chinese president, Yo Linping, listened. “What a joy,” Yo said.", ["Yo Linping"]),
        # when it was said is not who said it
        ("This week, a large union, Builders United, said the site was not safe.", ["Builders United"]),
        ("“Nobody saw it coming,” Ann Lee, a doctor, said by phone. “It was new.”", ["Ann Lee"]),
        # a quotation that is the whole of the paragraph behind what its speaker is retold to say
        ("Dora Finch said the plan was late.\n\n“It should have come in May, when we asked.”", ["Dora Finch"]),
        ("Dora Finch said the plan was late.\n\n“Why?” Carl Berg asked her.", ["Dora Finch", "Carl Berg"]),
        # two single marks for a double one
        ("“We do not support a war of tariffs,’’ Dora Finch said.", ["Dora Finch"]),
        # what is cited: documents by their kind, bodies by their names
        ("A recent traffic study found that it was late.", ["traffic study"]),
        ("A new report found that it was late. The report says it is “cold.”", [None, None]),
        ("A police report says it was late. The report says that “it is cold.”", ["police report", "police report"]),
        ("The official news agency, KCNA, said it was late.", ["KCNA"]),
        ("Conservative media say it was late.", [None]),
        ("The Green New Deal says it was late.", [None]),
        ("According to the American Values Survey by the pollster PRRI, most agree.", ["PRRI"]),
        ("He read the Washington Post. The Post reported that it was late.", ["The Washington Post"]),
        ("The Post reported that it was late.", [None]),
        # a spokesman is not the one he speaks for; two who speak are two
        ("A spokesman for Rep. Dora Finch said that it was late.", [None]),
        (
            "Carl Berg and Dora Finch, analysts and founders of a group, said it was late.",
            ["Carl Berg and Dora Finch"],
        ),
        # "she" may be the one whom the article does not name
        (
            "Dora Finch said it was late. The school’s psychologist said it was cold. She said it rained.",
            ["Dora Finch", None, None],
        ),
        ("Ann Lee spoke. Timeline Lee’s tour. Lee said it was late.", ["Ann Lee"]),
        ("ORDER OF THE DAY: “It is late.”", []),
        # in a word: whoever agrees, asks, signs
        ("“It is late for all of us in the town.”\n\n— Dora Finch, mayor of York\n\nMore.", ["Dora Finch"]),
        ("“It is late for all of us in the town.”\n\n- Read more about the town\n\nMore.", []),
        ("Tea Board (@tea) It is late for all. pic.twitter.com/abc123\n\nMore.", ["Tea Board"]),
        ("“It is late,” a spokesperson, Katey Price, said.", ["Katey Price"]),
        ("Steven Law came. Law said that it was late.", ["Steven Law"]),
        ("It is right, according to a New York Times analysis of the plan.", ["The New York Times"]),
        ("Shawn Steel, a lawyer, came. Steel said that it was late.", ["Shawn Steel"]),
        ("It drew a rebuke from Secretary of State Dora Finch, who said that it was late.", ["Dora Finch"]),
        ("WallaceChris Wallace spoke. Wallace said that it was late.", ["Wallace"]),
        # bodies whose name the words beside it tell
        ("Zelmark, a maker of chairs, said that it was late.", ["Zelmark"]),
        ("It is late, according to data from Zelmark, which sells clocks.", ["Zelmark"]),
        ("It is late, according to data from Florida.", [None]),
        ("It is late, according to screenshots published by Zelmark.", ["Zelmark"]),
        ("A law firm hired by the BBC found that it was late.", [None]),
        ("The BBC and talk-radio figures said that it was late.", [None]),
        ("News reports said that it was late.", [None]),
        ("Some Peruvians said that it was late.", [None]),
        ("Bob Lee ran. Lee was late. Ann Lee ran." + " It is old." * 150 + " It was late, Lee said.", ["Bob Lee"]),
        ("“It is late for all of us.”\n\nAlex Ward, Vox\n\nMore.", ["Alex Ward"]),
        ("Trump’s claim: ‘It is late for all of us here.’", ["Trump"]),
        ("Ladies and gentlemen, Ann Lee: “It is late for all of us.”", ["Ann Lee"]),
        ("Gov. Ann Lee said it was cold. “It is late for all of us,” the Ohio Democrat said.", ["Ann Lee"] * 2),
        ("The New York Times came. It is late, the Times reported.", ["The New York Times"]),
        ("Green Salt & Stone said that it was late.", ["Green Salt & Stone"]),
        ("Peru's military said that it was late.", ["Peru's military"]),
        ("The Ohio department of public works said that it was late.", ["Ohio department of public works"]),
        ("A Bureau of Rivers official in Lima said that it was late.", [None]),
        ("It is late, according to the River Water Agency (Rwa) administrator, Dora Finch.", ["Dora Finch"]),
        ("Sen. Dora Finch’s campaign said that it was late.", ["Dora Finch’s campaign"]),
        ("A Yale study published in the New England Journal of Medicine found that it was late.", ["Yale study"]),
        (
            "It is late, according to a study from the University of Iowa’s Carl Berg Institute for Tea.",
            ["University of Iowa’s Carl Berg Institute for Tea"],
        ),
        ("Ben Finch, a supplier of chairs, said that it was late.", ["Ben Finch"]),
        ("The New York Times Monday evening reported that it was late.", ["The New York Times"]),
        ("Ms. Hill’s husband said that it was late.", [None]),
        ("The nominee, Virginia Gov. Carl Berg, said that it was late.", ["Carl Berg"]),
        (
            "Peruvian customs data showed that it was late. The customs data showed that it is cold.",
            ["Peruvian customs data", "Peruvian customs data"],
        ),
        ("National Chairs said that it was late.", ["National Chairs"]),
        ("U.S. Central Command said that it was late.", ["U.S. Central Command"]),
        ("Poll Director Keating Holland spoke again. “It is late,” Holland said.", ["Keating Holland"]),
        ("The plane left. Holland said that it was late.", ["Netherlands"]),
        (
            "The Washington Post wrote. The Post report says that it was late.",
            ["The Washington Post"],
        ),
        ("The Reuters news agency said that it was late.", ["Reuters"]),
        ("Peru and several other nations said that it was late.", ["Peru"]),
        ("Arkon Inc., Viacom and the BBC said that it was late.", ["Arkon Inc.; Viacom; BBC"]),
        (
            "Sens. Ann Lee (D-Ohio), Tom Berg (R-Utah) and Dan Ross said it was late.",
            ["Ann Lee and Tom Berg and Dan Ross"],
        ),
        (
            "Rivers groups, including Clean Water Now and Dam Watch, said that it was late.",
            ["Clean Water Now; Dam Watch"],
        ),
        ("The Ministry of Work, Trade and Housing said that it was late.", ["Ministry of Work, Trade and Housing"]),
        ("Veterans for Peace said that it was late.", ["Veterans for Peace"]),
        ("Lawyers for the Harbour said that it was late.", [None]),
        ("A note from Dam Workers Against Waste said that it was late.", ["Dam Workers Against Waste"]),
        ("On Friday, Mr. Berg and other Democrats said that it was late.", ["Berg"]),
        ("Some lawmakers, such as Senator Ann Lee, say that it is late.", ["Ann Lee"]),
        ("In Oslo, Norway, Ann Lee said that it was late.", ["Ann Lee"]),
        ("The Water League, a group for firms such as Arkon, said that it was late.", ["The Water League"]),
        (
            "Two senators, Republican Dora Finch of Iowa and Democrat Carl Berg, said it was late.",
            ["Dora Finch and Carl Berg"],
        ),
        ("“It is late.”\n\nIt is late for all of us. — dora finchley (@df) May 5, 2017\n\nMore.", ["dora finchley"]),
        # several bodies, and one with "and" in its name
        ("The WHO and the CDC said that it was late.", ["WHO; CDC"]),
        ("Reuters and the Associated Press reported that it was late.", ["Reuters; Associated Press"]),
        (
            "Data from both Bank of Lima and Q.P.Zelmark Trust show that it was late.",
            ["Bank of Lima; Q.P.Zelmark Trust"],
        ),
        (
            "The Department of Health and Human Services said that it was late.",
            ["Department of Health and Human Services"],
        ),
        # places and storms are nobody
        ("It was the fault of San Juan Mayor Carmen Finch, who said that it was late.", ["Carmen Finch"]),
        ("Hurricane Dora struck in Reno. “It is late,” she said.", [None]),
        (
            "Bob Lee said it was late. He took a shot at how Dan Ross had sold it. “It is cold,” he said.",
            ["Bob Lee", "Bob Lee"],
        ),
        ("Dan Ross left. When he had met Mr. Ross, the mayor said it was late.", [None]),
        ("The state of Ohio argued that it was late.", ["Ohio"]),
        ("Bea O'Rourke left. O’Rourke said it was late.", ["Bea O'Rourke"]),
        # who is asked, not who asks; who acts, not whose zeal it is
        ("Carl Berg spoke in an interview with NBC’s John Rudd. He said that it was late.", ["Carl Berg"]),
        ("Dora Finch said it was late. Ann Lee’s zeal gave her hope, she said.", ["Dora Finch", "Dora Finch"]),
        ("The rain prompted Mayor Dora Finch to warn that it was late.", ["Dora Finch"]),
        ("Carl Berg spoke in a statement issued on Monday: “It is late for all of us in the town.”", ["Carl Berg"]),
        ("It is “an endless grief for all,” in the words of the New York Times, and goes on.", ["The New York Times"]),
        ("He held talks with Chancellor Dora Finch, who said that it was late.", ["Dora Finch"]),
        # what stands before or behind a name tells that it is a body's, here and further on
        ("The trade group Zelkom, whose members are many, said that it was late.", ["Zelkom"]),
        ("Ohio news website QXDaily reported that it was late.", ["QXDaily"]),
        ("Our company, Tarn Media Group, said that it was late.", ["Tarn Media Group"]),
        ("It was the union Tarn Hands. Tarn Hands said that it was late.", ["Tarn Hands"]),
        ("The company Dora Finch left said that it was late.", [None]),
        ("Healthy Homes USA said that it was late.", ["Healthy Homes USA"]),
        ("The union President Dora Finch said that it was late.", ["Dora Finch"]),
        ("Finch’s uncle, Abel Finch, said that it was late.", ["Abel Finch"]),
        ("A delegation from Peru said that it was late.", [None]),
        ("The Peruvian delegation in Oslo said that it was late.", ["Peruvian delegation in Oslo"]),
        # "the group" is the body that spoke last, "the company" no outlet
        ("QXR said that it was late. “It is cold,” the group said.", ["QXR", "QXR"]),
        ("Reuters said that it was late. “It is cold,” the company said.", ["Reuters", None]),
        # he is not looked for in what is quoted, nor in a clause before the main one
        ("Carl Berg spoke. “It is late. It is wet. It is dark. It is cold. It is grey,” he said.", ["Carl Berg"]),
        ("Without a word on Dan Ross, Carl Berg rose. “It is late,” he said.", ["Carl Berg"]),
        ("Carl Berg left. It was a long night at Fox & Sons. “It is late,” he said.", ["Carl Berg"]),
        # "who" is nobody named before another, "it" no outlet told of behind what it reports
        (
            "It was late when the college sued the state again, Reuters reported. It argues that it was late.",
            ["Reuters", None],
        ),
        ("According to Reuters, it was late. It reported that it was cold.", ["Reuters", "Reuters"]),
        # whom somebody quotes or recalls, not who does
        ("The Oslo Post quoted Carl Berg as saying that it was late.", ["Carl Berg"]),
        ("“It is late for us all,” Dan Ross recalled Carl Berg telling him.", ["Carl Berg", "Dan Ross"]),
        ("Dan Ross recalled Carl Berg telling him that it was late.", ["Dan Ross"]),
        ("Carl Berg was quoted by Reuters as saying that it was late.", ["Carl Berg"]),
        # not whom nobody names, nor who is told of beside the subject, nor a town's state; nobody says that he is late
        ("Carl Berg left. Berg’s son said it was late. He said it was cold.", [None, None]),
        (
            "Carl Berg left. “It is late,” Berg said. It was the idea of a firm led by Dan Ross. “It is wet,” he said.",
            ["Carl Berg", None],
        ),
        (
            "Carl Berg left. “It is late,” Berg said. Later Dan Ross came in. “It is wet,” he said.",
            ["Carl Berg", "Dan Ross"],
        ),
        ("Carl Berg left. It was cold in Newtown, Conn. that day. He said it was late.", ["Carl Berg"]),
        ("Carl Berg rose. Ohio’s Dan Ross reports. He said it was late.", ["Carl Berg"]),
        ("Carl Berg rose. He called Berg “a long night for all”.", [None]),
        # a clause behind "according to" is no apposition; double surnames; those beside a name
        ("According to the Rivers Council, 94 percent of boats are late, in spite of it all.", ["Rivers Council"]),
        ("According to the FDA, preliminary data show that it was late, in spite of it all.", ["FDA"]),
        ("According to Ann Lee, 64, a teacher in Oslo, it was late.", ["Ann Lee"]),
        ("Abel Duncan Berg left. Duncan Berg said that it was late.", ["Abel Duncan Berg"]),
        ("Ms. Finch and her team said that it was late.", ["Finch"]),
        ("The United Nations and Western states said that it was late.", ["United Nations"]),
        ("The Oslo-led coalition said that it was late.", ["Oslo-led coalition"]),
        ("The Oslo-based coalition said that it was late.", [None]),
        ("Peru’s Channel 7 reported that it was late.", ["Channel 7"]),
        ("Rivertown.com reported that it was late.", ["Rivertown.com"]),
        ("The National Boat Owners Survey found that it was late.", ["National Boat Owners Survey"]),
        # "denies" is no noun, whatever stands before it
        ("Carl Berg, who was freed last year, denies that it was late.", ["Carl Berg"]),
        ("Carl Berg, a baker, alleges that it was late.", ["Carl Berg"]),
        # a label before a colon, a signature behind a dash
        ("The Wall Street Journal (Ann Lee): “It is late by now.”", ["Ann Lee"]),
        ("The Wall Street Journal (Ann Lee):\n\n“It is late by now.”", ["Ann Lee"]),
        ("The Los Angeles Times: “It is late by now.”", ["Los Angeles Times"]),
        ("“It is late by now.” — Zelimor Berg, CNN", ["Zelimor Berg"]),
        # titles of those elected, whose account it is, what will be said
        ("“It is late,” tweeted Rep.-elect Zelda Okposo-Quarles.", ["Zelda Okposo-Quarles"]),
        ("Ann Lee asked. “Is it late by now?” -@reallyAnnLee", ["Ann Lee"]),
        ("“It is late,” Lee will say, according to his testimony.", ["Lee", None]),
        ("Classmate Ann Lee, who came by boat, tweeted, “It is late.”", ["Ann Lee"]),
        # "the group", its site, the former aide; who watches over a department
        ("The Tea Party Patriots met.\n\nThe group called it “a late boat by far.”", ["Tea Party Patriots"]),
        ("The Rivers Party met. “It is late,” states the party website.", ["Rivers Party"]),
        ("Ann Lee wrote on it. “It is late,” the former Berg aide said.", ["Ann Lee"]),
        ("Ann Lee wrote on it. “It is late,” the Berg aide said.", [None]),
        ("“It is late,” the inspector general’s office for the VA said.", ["VA inspector general"]),
        # who made the report, told before it or behind it; its findings; shares in words; particles; listed names
        (
            "In a report of a hundred pages, the Rivers Council rests. “It is late,” the report states.",
            ["Rivers Council"],
        ),
        ("The report was begun by the Rivers Council. “It is late,” Sunday’s report stated.", ["Rivers Council"]),
        ("A survey by the Rivers Council is out. “It is late,” the survey’s findings stated.", ["Rivers Council"]),
        ("In a Rivers Council poll, boats are late. Thirty-nine percent said it was late.", [None]),
        ("“It is late,” von Wachter said.", ["von Wachter"]),
        ("Doctors Without Borders, which came by boat, said that it was late.", ["Doctors Without Borders"]),
        # "he" is nobody of a clause about somebody else, the owner behind "despite", the first of unknown gender
        ("Dan Ross came by boat. Describing Carl Berg as a hero, he said that it was late.", ["Dan Ross", "Dan Ross"]),
        ("Dan Ross left. But despite Carl Berg’s doubts, he said that it was late.", ["Carl Berg"]),
        ("Chris Finchley went on, not sparing Carl Berg. On the rain, he said: “It is late.”", ["Chris Finchley"]),
        # who writes for an outlet; a place is nobody; a name's "Abu" and "Jr."; a clause before "he"
        ("“It is late,” according to Ann Lee at the New York Times.", ["Ann Lee"]),
        ("Ann Qwertz slept well. Qwertz of The New York Times wrote: “It is late.”", ["Ann Qwertz"]),
        ("Qwertz of The New York Times wrote: “It is late.”", ["The New York Times"]),
        ("“It is late,” the New York Times’s fact-checker, Ann Lee, wrote.", ["Ann Lee"]),
        ("Dan Ross spoke in the St. Louis County hall. “It is late,” he said.", ["Dan Ross"]),
        ("“It is late,” spokesman Abu Mohammed al-Lee said.", ["Abu Mohammed al-Lee"]),
        ("Dan Ross, Jr. said it was “very late.”", ["Dan Ross"]),
        ("Dan Ross left. The hall fell silent, and he said it was “very late.”", ["Dan Ross"]),
        ("Carl Berg left. Dan Ross’s pay rose, and he said it was “very late.”", ["Dan Ross"]),
        # a title behind a place, and the role of a place: who is introduced with it, before or behind the name
        ("We met Ohio Gov. Ann Lee there. “It is late,” the governor said.", ["Ann Lee"]),
        ("Ohio Gov. Ann Lee met Iowa Gov. Dan Ross. “It is late,” the Ohio governor said.", ["Ann Lee"]),
        ("Sen. Ann Lee (D-Ohio) met Sen. Dan Ross (R-Iowa). “It is late,” the Ohio senator said.", ["Ann Lee"]),
        ("Sen. Ann Lee (D-Ohio) met Sen. Dan Ross (R-Ohio). “It is late,” the Ohio senator said.", [None]),
        ("Sen. Ann Lee (D-Ohio) met Sen. Dan Ross (R-Ohio). “It is late,” the Ohio Republican said.", ["Dan Ross"]),
        # whose aide it is; one behind the same pronoun; one who is not named
        ("Dan Ross left. A Carl Berg aide was there. He said it was “very late.”", ["Dan Ross"]),
        ("Dan Ross left. It was his first race against Carl Berg. He said it was “very late.”", ["Dan Ross"]),
        ("Dan Ross left. One man who had come by boat wept. “It is late,” he said.", [None]),
        ("Dan Ross left. A baker by trade, Ross wept. “It is late,” he said.", ["Dan Ross"]),
        # a surname that had meant one before another was named, and one person under two forms of a name
        (
            "Dan Ross came. Ross ate. Ross left. Ross came for Ann Ross. " + "It rained. " * 40 + "“So,” Ross said.",
            ["Dan Ross"],
        ),
        ("Dan Ross came. Ross ate. Ross left. Ross came for Ann Ross. “So,” Ross said.", ["Ross"]),
        ("Dan Ross met Daniel P. Ross. “It is late,” Ross said.", ["Dan Ross"]),
        # towns and what is of a state are nobody; a surname with a particle; one letter too few; whose kind is told
        ("Dan Ross left El Paso. “It is late,” he said.", ["Dan Ross"]),
        ("Dan Ross left for South Orange. “It is late,” he said.", ["Dan Ross"]),
        ("Dan Ross drove over the George Washington bridge. “It is late,” he said.", ["Dan Ross"]),
        (
            "“It is raining again,” Staffan De Mistura whispered. De Mistura added: “So.”",
            ["Staffan De Mistura", "Staffan De Mistura"],
        ),
        (
            "Brian Hansen shouted that it was raining hard. Hansen left. “It is not,” Hanesn said.",
            ["Brian Hansen", "Brian Hansen"],
        ),
        ("Barack Obama said it was late. “It is not,” the Obamas said.", ["Barack Obama", None]),
        ("House Democrat Ann Lee of Maryland said that it was late.", ["Ann Lee"]),
        # a role is nobody who spoke last where only another is named since; the lawmaker goes on, whom else he names
        ("Dan Ross said it was late. Carl Berg rose. “It is not,” the mogul said.", ["Dan Ross", None]),
        (
            "Dan Ross, who will not back Carl Berg, says it is late.\n\n“So,” the Ohio lawmaker said.",
            ["Dan Ross", "Dan Ross"],
        ),
        # what "that" tells is not what was told of before; a nameless one before "it"; whom a name behind a cue heads
        ("The Republican Party said it was late. “So,” said the party that won.", ["Republican Party", None]),
        (
            "The Rivers Agency said it was late. The note said it rained; it warned of “ice.”",
            ["Rivers Agency", None, None],
        ),
        # an outlet that passes on what somebody says
        ("Ann Lee said that the boat “was late,” The New York Times reports.", ["Ann Lee", "The New York Times"]),
        ("Ann Lee said that the boat “was late,” as The New York Times reported.", ["Ann Lee", "The New York Times"]),
        ("Ann Lee said that the boat “was late,” Dan Ross reports.", ["Dan Ross"]),
    ],
)
def test_who_is_named_as_the_speaker(text: str, speakers: list[str]) -> None:
    assert [a.speaker for a in attribution.find_attributions(text)] == speakers


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Donald Trump Jr., the president’s son, walked away. Mr. Trump said that it was late.", "Donald Trump"),
        ("Trump walked away. Donald Trump Jr. stayed on. Mr. Trump said that it was late.", "Donald Trump"),
        (
            "Donald Trump stood aside. Donald Trump Jr. walked away." + " It rained." * 50 + " Trump said it was late.",
            "Donald Trump",
        ),
        ("Donald Trump Jr. walked away. Trump said that it was late.", "Donald Trump Jr"),
        ("Samuel Alito Jr. walked away. Justice Alito said that it was late.", "Samuel Alito Jr"),
    ],
)
def test_whom_the_surname_of_a_son_means(text: str, speaker: str) -> None:
    (found,) = attribution.find_all([text], published=[date(2018, 2, 27)])
    assert [a.speaker for a in found] == [speaker]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Flint Miller, a mortgage data firm, said that it was late.", "organisation"),
        ("Flint Miller, a mortgage broker, said that it was late.", "person"),
        ("The website Plain Weather said that it was late.", "outlet"),
        ("Ravens United said that it was late.", "organisation"),
        ("Rivertown.com said that it was late.", "organisation"),
    ],
)
def test_a_name_is_a_bodys_where_the_text_tells_what_it_is(text: str, kind: str) -> None:
    assert [a.source_kind for a in attribution.find_attributions(text)] == [kind]


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("A little-known group called Bakers in Blue", "Bakers in Blue"),
        ("a fund named for Dora Finch", None),
        ("a group in Texas", None),
        ("the charity’s Dora Finch", "Dora Finch"),
        # who writes for an outlet is not the outlet; nor is an outlet the maker of what it has
        ("columnist Dora Finch of the Los Angeles Times", "Dora Finch"),
        ("an account by Dora Finch in the Los Angeles Times", "Dora Finch"),
        ("allies of Dora Finch at the Los Angeles Times", "Los Angeles Times"),
        ("The Los Angeles Times’s fact-checker, Dora Finch", "Dora Finch"),
        ("The Los Angeles Times’s editor-in-chief", None),
        ("documents obtained by the Los Angeles Times", "documents obtained by the Los Angeles Times"),
        ("The Libyan cables shown to the Los Angeles Times", "Libyan cables shown to the Los Angeles Times"),
        ("a poll conducted by the Los Angeles Times", "Los Angeles Times"),
        # words of time, of the occasion and of others behind a name
        ("Secretary of State Dora Finch last week", "Dora Finch"),
        ("Mayor Dora Finch in congressional testimony", "Dora Finch"),
        ("The U.S. on Wednesday", "United States"),
        ("Dora Finch - another candidate -", "Dora Finch"),
        ("Dora Finch and Ann Lee and a whole host of farmers outside the town", "Dora Finch and Ann Lee"),
        # who stands behind a comma
        ("Local artist, Dora Finch", "Dora Finch"),
        ("Ross’s wife, police Sgt. Dora Finch", None),
        ("Ross’s wife, former mayor Dora Finch", "Dora Finch"),
        ("a spokesman, speaking to Dora Finch", None),
        ("Two women, Dora Finch and Ann Lee", "Dora Finch and Ann Lee"),
        ("The Ross camp", "Ross camp"),
        ("the killing of Ross, and Mayor Dora Finch", "Dora Finch"),
        ("the mill for a number of years, and Hansen", "Hansen"),
        ("Both Ms. Finch and Ms. Lee", "Finch and Lee"),
        ("It's a plan one group", None),
        ("one poll in March ahead of the GOP primary", None),
        ("New Yorkers", None),
        ("his wife, and Mayor Dora Finch", None),
        ("the same man — Dora Finch —", "Dora Finch"),
        ("the internal audit reviewed by Ross", "internal audit"),
        # bodies by what they are, where they write, and who plays for them
        ("NPR station WQXX", "WQXX"),
        ("International humanitarian organization Doctors Without Borders", "Doctors Without Borders"),
        ("the Peruvian Defense Ministry website", "Peruvian Defense Ministry"),
        ("Her Facebook account", None),
        ("the NFL’s York Ravens", "York Ravens"),
        ("Democrats in the Senate and the White House", "White House"),
        ("the Council and pro-Lee Peruvian media", "Council"),
        ("the new ABC News / Arkon poll", "ABC News / Arkon"),
        ("Rivers Park Service Ranger Dora Finch", "Dora Finch"),
        ("Bank of America CEO Dora Finch", "Dora Finch"),
        # polls by who made them, not by who was asked; lists of names with homes; firms with what their shares did
        ("The latest Rasmussen Reports polling in Ohio", "Rasmussen Reports"),
        ("Another survey fielded by Public Policy Polling", "Public Policy Polling"),
        ("exit polling of Ohio’s primary", None),
        ("Dora Finch, along with Sens. Ann Lee, R-S.C., and Dan Ross, R-Miss.,", "Dora Finch and Ann Lee and Dan Ross"),
        ("Dora Finch, R-Tenn.; Ann Lee, R-Utah; and Dan Ross", "Dora Finch and Ann Lee and Dan Ross"),
        ("Arkon Holdings ARKN, -0.60% and Rivers Investment Group", "Arkon Holdings; Rivers Investment Group"),
        ("the U.S. intelligence community", "U.S. intelligence community"),
        ("a holiday camp", None),
        ("Peruvians", None),
    ],
)
def test_what_a_mention_names(mention: str, name: str | None) -> None:
    assert read_mention(mention).speaker.name == name


def test_the_words_said_are_a_column() -> None:
    text = "The army said on Monday that 20 died. “We will stop,” said John Smith, “and we will leave.”"
    articles = pd.DataFrame({"article_id": ["a"], "text": [text]})
    found = attribution.attributions(articles, reader="rules")
    assert found["content"].to_list() == ["that 20 died", "“We will stop,” … “and we will leave.”"]


@pytest.mark.parametrize(
    ("before", "speaker"),
    [
        ("Ann Ferro met President Trump.\n\nTrump left early.", "Ann Ferro"),
        ("The stakes are higher for President Trump as some want to investigate Trump.", None),
    ],
)
def test_she_is_nobody_of_a_surname_that_only_men_bore_in_office(before: str, speaker: str | None) -> None:
    articles = pd.DataFrame({"article_id": ["a"], "text": [f"{before}\n\n“The town is tired of it,” she said."]})
    said = attribution.attributions(articles, reader="rules")["speaker"]
    assert list(said.astype(object).where(said.notna(), None))[-1:] == [speaker]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Reporters of WQXX9 came. It rained, WQXX9 reports.", ["WQXX9"]),  # a name no list knows
        ("It rained on Arkona. Arkona said it was late.", ["Arkona"]),
        ("The driver of that Arkona said it was late.", [None]),
        ("Air Arkona said it would fly.", ["Air Arkona"]),
        ("Gov. Dan Ross left. His office said it was late.", ["Ross’s office"]),
        ("Gov. Dan Ross left. His re-election campaign said it was late.", ["Ross’s re-election campaign"]),
        ("Dan Ross left. His administration said it was late.", ["Ross administration"]),
        ("Most want rain, according to a recent CBS News/Arkon poll.", ["CBS News/Arkon"]),
        ("The vote drew a reply from the White House, which said it was late.", ["White House"]),
        ("It rains more, according to the National Conference of River Towns.", ["National Conference of River Towns"]),
        ("Office of Rivers and Budget Director Ann Lee said it was late.", ["Ann Lee"]),
        (
            "The Department of Roads and Emergency Services said it was late.",
            ["Department of Roads and Emergency Services"],
        ),
        ("The York Ravens met. The Ravens said it was late.", ["York Ravens"]),
        (
            "Dan Varga found Mayor Zelda Okpos yesterday. Varga and Okpos said it was late.",
            ["Dan Varga and Zelda Okpos"],
        ),
        (
            "Mayor Zelda Okpos slept through yesterday. Okpos and Mayor Ann Lee said it was late.",
            ["Zelda Okpos and Ann Lee"],
        ),
        ("Officials in Maine, Ohio and Utah said it was late.", [None]),
    ],
)
def test_a_name_that_no_list_knows(text: str, speakers: list[str | None]) -> None:
    assert [a.speaker for a in attribution.find_attributions(text)] == speakers


@pytest.mark.parametrize(
    "text",
    ["The Senate thinks that it will rain.", "Ann Lee understands that it rains.", "Arkon Inc. offered a new plan."],
)
def test_who_only_thinks_or_acts_is_not_cited(text: str) -> None:
    cited = attribution.cited_sources(pd.DataFrame({"article_id": ["1"], "text": [text]}), reader="rules")
    assert cited.empty


def test_the_kind_of_text_that_an_article_says_it_is() -> None:
    rows = [
        {"article_id": "a", "text": "ANALYSIS/OPINION:\n\nIt rained.", "title": "Five reasons it rains", "url": None},
        {
            "article_id": "b",
            "text": f"{'It rained. ' * 90}\nThis interview has been edited.\n{'It blew. ' * 110}",
            "title": None,
            "url": None,
        },
        {"article_id": "c", "text": "It rained.", "title": None, "url": "https://example.com/opinions/rain"},
        {
            "article_id": "d",
            "text": "It rained.",
            "title": "Lee's opinion of rain",
            "url": "https://example.com/news/1",
        },
    ]
    found = attribution.provenance(pd.DataFrame(rows))
    assert found["kind"].fillna("").to_list() == ["opinion|list", "interview", "opinion", ""]


@pytest.mark.parametrize(
    ("text", "outlet", "author"),
    [
        ("(CNN) It rained.", "CNN", None),
        ("Ida (CNN) told it.", None, None),
        ("Ann Lee\n\nOpinion columnist\n\nIt rained.", None, "Ann Lee"),
        ("Ann Lee\n\nUSA TODAY\n\nIt rained.", "USA Today", "Ann Lee"),
        ("Editor's note: Sen. Ann Lee, a farmer, is a member of the Senate.\nIt rained.", None, "Ann Lee"),
        ("It rained.\nIt did.\nAnn Lee is deputy director of the Lund Program at the Lund Center.", None, "Ann Lee"),
        ("It rained.\nIt did.\nFlooded By Ann Lee in Lund, Ohio; Bo Ek in Lima", None, "Ann Lee"),
        ("It rained.\nIt did.\nAnn Lee: 502-555-0100; alee@example.com", None, "Ann Lee"),
    ],
)
def test_who_wrote_a_text_by_its_own_words(text: str, outlet: str | None, author: str | None) -> None:
    found = attribution.find_provenance(text)
    assert (found.outlet and found.outlet.name, found.author and found.author.name) == (outlet, author)
