"""Finds go to other tools and come back as corrections, nothing lost on the way."""

import json
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import helpers
from helpers import corrections, engine, evidence, exchange, tables

ONE = (
    "“The ferry 🛳 stays,” Lars Berg said. It costs $3bn a year.\n\nAdvertisement\n\n"
    "“We,” Ingrid Dahl told reporters, “added 12 jobs.”\n\nExports of Norway fell by 37% in 2022, she said.\n"
)
TWO = "“It rains,” Lars Berg said.\n"
Found = engine.Tables
Json = dict[str, Any]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("texts")
    (folder / "one.txt").write_text(ONE, encoding="utf-8")
    (folder / "two.txt").write_text(TWO, encoding="utf-8")
    (folder / "articles.csv").write_text("article_id,outlet,published,url\none,BBC,2023-05-01,https://example.org/1\n")
    return folder


@pytest.fixture
def found(corpus: Path) -> Iterator[Found]:
    yield helpers.load(corpus)
    (corpus / "corrections.csv").unlink(missing_ok=True)


def said(table: Any, *columns: str) -> list[list[Any]]:
    return table[list(columns)].astype(object).fillna("").to_numpy().tolist()


# --- W3C Web Annotation ----------------------------------------------------------------------------------------------

IRI = {"type": "string", "pattern": "^[a-z][a-z0-9+.-]*:"}
SELECTOR = {
    "oneOf": [
        {"properties": {"type": {"const": "TextQuoteSelector"}, "exact": {"type": "string", "minLength": 1},
                        "prefix": {"type": "string"}, "suffix": {"type": "string"}},
         "required": ["type", "exact"], "additionalProperties": False},
        {"properties": {"type": {"const": "TextPositionSelector"}, "start": {"type": "integer", "minimum": 0},
                        "end": {"type": "integer", "minimum": 1}},
         "required": ["type", "start", "end"], "additionalProperties": False},
    ]
}  # fmt: skip
RESOURCE = {
    "oneOf": [
        IRI,
        {"properties": {"type": {"const": "SpecificResource"}, "source": IRI, "purpose": {"const": "linking"},
                        "selector": {"type": "array", "items": SELECTOR}}, "required": ["source"],
         "additionalProperties": False},
        {"properties": {"type": {"const": "TextualBody"}, "value": {"type": "string"}, "format": {"type": "string"},
                        "purpose": {"enum": ["tagging", "describing"]}}, "required": ["type", "value"],
         "additionalProperties": False},
    ]
}  # fmt: skip
ANNOTATION = {  # what https://www.w3.org/TR/annotation-model/ says an annotation must have
    "type": "object",
    "properties": {
        "@context": {"const": "http://www.w3.org/ns/anno.jsonld"}, "id": IRI, "type": {"const": "Annotation"},
        "motivation": {"enum": ["classifying", "linking"]}, "body": {"type": "array", "items": RESOURCE},
        "target": {"oneOf": [IRI, {"type": "array", "minItems": 1, "items": RESOURCE}]},
    },
    "required": ["@context", "id", "type", "target"],
}  # fmt: skip


def test_web_annotations_keep_the_model_and_lead_to_their_words(found: Found) -> None:
    made = list(exchange.web_annotations(found))
    for annotation in made:
        jsonschema.validate(annotation, ANNOTATION)
    assert len({annotation["id"] for annotation in made}) == len(made)
    assert made == list(exchange.web_annotations(found))
    texts = {"one": ONE, "two": TWO}
    passages = [annotation for annotation in made if annotation["motivation"] == "classifying"]
    for annotation in passages:
        quote, position = annotation["target"][0]["selector"]
        (text,) = [text for text in texts.values() if quote["prefix"] + quote["exact"] + quote["suffix"] in text]
        assert text[position["start"] : position["end"]] == quote["exact"]
    on_page = [target for annotation in passages for target in annotation["target"] if target["source"][:5] == "https"]
    assert {target["source"] for target in on_page} == {"https://example.org/1"}
    assert all(len(target["selector"]) == 1 for target in on_page)  # positions are those of the text, not of the page
    by_id = {annotation["id"]: annotation["body"] for annotation in passages}
    for link in (annotation for annotation in made if annotation["motivation"] == "linking"):
        assert by_id[link["target"]][0]["value"] == "content"
        assert by_id[link["body"][0]["source"]][0]["value"] == {"continues": "content"}.get(
            link["body"][1]["value"], link["body"][1]["value"]
        )


# --- Prodigy ---------------------------------------------------------------------------------------------------------


def test_prodigy_has_tokens_under_every_passage(found: Found) -> None:
    for row in exchange.prodigy(found):
        for n, token in enumerate(row["tokens"]):
            assert token["id"] == n
            assert row["text"][token["start"] : token["end"]] == token["text"]
        for span in row["spans"]:
            first, last = row["tokens"][span["token_start"]], row["tokens"][span["token_end"]]
            assert (first["start"], last["end"]) == (span["start"], span["end"])
        for relation in row["relations"]:
            assert relation["head"] == relation["head_span"]["token_end"]
            assert relation["child_span"] in row["spans"]


# --- there and back --------------------------------------------------------------------------------------------------


def annotate(path: Path, change: Callable[[Json], None] = lambda result: None) -> Path:
    """The file as Label Studio exports it once a person submitted the prediction of each task."""
    tasks = json.loads(path.read_text("utf-8"))
    for n, task in enumerate(tasks):
        submitted = {"data": task["data"], "result": task["predictions"][0]["result"]}
        change(submitted)
        task |= {"id": n, "annotations": [{"id": n, "was_cancelled": False, "result": submitted["result"]}]}
    path.write_text(json.dumps(tasks), encoding="utf-8")
    return path


def export_from_doccano(path: Path, *, is_with_relations: bool = True) -> Path:
    """The file as doccano exports it: own numbers, lists instead of objects where the project has no relations."""
    made = []
    for n, line in enumerate(path.read_text("utf-8").splitlines()):
        row = json.loads(line)
        fresh = {one["id"]: 700 + one["id"] for one in row["entities"]}
        row["entities"] = [{**one, "id": fresh[one["id"]]} for one in row["entities"]]
        for one in row["relations"]:
            one |= {"from_id": fresh[one["from_id"]], "to_id": fresh[one["to_id"]]}
        if not is_with_relations:
            row["label"] = [[one["start_offset"], one["end_offset"], one["label"]] for one in row.pop("entities")]
            del row["relations"]
        made.append(json.dumps({"id": n, **row, "Comments": []}))
    path.write_text("\n".join(made), encoding="utf-8")
    return path


@pytest.mark.parametrize("to", ["label-studio", "doccano", "doccano without relations"])
def test_what_nobody_changed_is_accepted_and_changes_only_how_sure_numbers_are(
    found: Found, corpus: Path, tmp_path: Path, to: str
) -> None:
    path = exchange.write(found, tmp_path / "finds.json", to.split()[0])[0]
    path = annotate(path) if to == "label-studio" else export_from_doccano(path, is_with_relations=to == "doccano")
    rows, unfit = exchange.read_back(path, found)
    assert unfit == []
    n_finds = len(found.claims) + len(found.attributions) + len(found.boilerplate)
    assert rows["action"].to_list() == ["accept"] * n_finds
    before = {name: found[name] for name in found.names}
    corrections.merge(rows, corpus)
    after = helpers.load(corpus)
    assert after.corrections["is_found"].all()
    claims = set(before["claims"][["article_id", "start"]].itertuples(index=False, name=None))
    for name in before.keys() - {"corrections", "precision"}:
        was = before[name]
        if "sure" in was:
            is_accepted = [place in claims for place in zip(was["article_id"], was["start"], strict=True)]
            was = was.assign(sure=was["sure"].mask(is_accepted, 1.0))
        assert after[name].equals(was), name


def test_what_was_changed_in_label_studio_comes_back(found: Found, corpus: Path, tmp_path: Path) -> None:
    def change(made: Json) -> None:
        if made["data"]["article_id"] == "two":
            made["result"] = [one for one in made["result"] if one["type"] == "relation"]  # no find is right
            return
        for one in made["result"]:
            if one.get("from_name") == "content_speaker" and one["value"]["text"] == ["Lars Berg"]:
                one["value"]["text"] = ["Mia Holm"]
            if one["type"] == "labels" and one["value"]["text"].startswith("12"):
                one["value"] |= {"start": ONE.index("12"), "end": ONE.index("12") + 2, "text": "12"}
        place = {"start": ONE.index("It costs"), "end": ONE.index(" a year")}
        made["result"] += [
            {"id": "x", "type": "labels", "from_name": "label", "to_name": "text",
             "value": {**place, "text": "It costs $3bn", "labels": ["content"]}},
            {"id": "x", "type": "textarea", "from_name": "content_speaker", "to_name": "text",
             "value": {**place, "text": ["Ole Vik"]}},
            {"id": "y", "type": "labels", "from_name": "label", "to_name": "text",
             "value": {"start": 0, "end": 4, "text": "“The", "labels": ["joke"]}},
        ]  # fmt: skip

    path = annotate(exchange.write(found, tmp_path / "tasks.json", "label-studio")[0], change)
    rows, unfit = exchange.read_back(path, found)
    assert unfit == ['article "one", joke at 0-4: the label is none of ours']
    before = found.claims
    corrections.merge(rows, corpus)
    after = helpers.load(corpus)
    assert after.corrections["is_found"].all()
    assert said(after.attributions, "article_id", "person", "content") == [
        ["one", "Mia Holm", "“The ferry 🛳 stays,”"],
        ["one", "Ingrid Dahl", "“We,” … “added 12 jobs.”"],
        ["one", "Ingrid Dahl", "Exports of Norway fell by 37% in 2022"],
        ["one", "Ole Vik", "It costs $3bn"],
    ]
    assert "12" in set(after.claims["mention"]) - set(before["mention"])
    assert len(after.claims) == len(before)
    # the same file again says nothing new
    sheet = (corpus / "corrections.csv").read_text("utf-8")
    rows, unfit = exchange.read_back(path, after)
    assert unfit == ['article "one", joke at 0-4: the label is none of ours']
    assert corrections.merge(rows, corpus).read_text("utf-8") == sheet
    # and once more: what a person said is now what is found, and all of it is accepted
    again = exchange.read_back(annotate(exchange.write(after, tmp_path / "b.json", "label-studio")[0]), after)
    assert (set(again.rows["action"]), again.unfit) == ({"accept"}, [])
    corrections.merge(again.rows, corpus)
    third = helpers.load(corpus)
    assert third.corrections["is_found"].all()
    for name in ("attributions", "attribution_spans", "claims", "boilerplate", "cited_sources"):
        assert third[name].equals(after[name]), name
        tables.TABLES[name].check(third[name])


def test_an_article_that_stands_twice_in_a_file_counts_once(found: Found, tmp_path: Path) -> None:
    path = annotate(exchange.write(found, tmp_path / "tasks.json", "label-studio")[0])
    once, _ = exchange.read_back(path, found)
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) * 2), encoding="utf-8")
    twice, unfit = exchange.read_back(path, found)
    assert twice.equals(once)
    assert unfit == [f'article "{name}" stands in it more than once; the last is taken' for name in ("one", "two")]


def test_what_was_changed_in_doccano_comes_back(found: Found, corpus: Path, tmp_path: Path) -> None:
    path = export_from_doccano(exchange.write(found, tmp_path / "finds.jsonl", "doccano")[0])
    one, two = map(json.loads, path.read_text("utf-8").splitlines())
    one["entities"] = [each for each in one["entities"] if each["label"] != "furniture"]
    one["entities"] += [
        {"id": 1, "label": "content", "start_offset": ONE.index("It costs"), "end_offset": ONE.index(" a year")},
        {"id": 2, "label": "source", "start_offset": ONE.index("Ingrid"), "end_offset": ONE.index(" told")},
    ]
    one["relations"] += [{"id": 9, "from_id": 1, "to_id": 2, "type": "source"}]
    two["text"] = "“It pours,” Lars Berg said.\n"
    path.write_text("\n".join(map(json.dumps, [one, two, {**two, "article_id": "three"}])), encoding="utf-8")
    rows, unfit = exchange.read_back(path, found)
    assert unfit == [
        'article "two" has another text: its places fit no more', 'article "three" is not in the corpus',
    ]  # fmt: skip
    corrections.merge(rows, corpus)
    after = helpers.load(corpus)
    added = set(after.corrections.query("action == 'add'")["words"])
    assert added == {"It costs $3bn a year. Advertisement “We,” Ingrid Dahl"}
    (corpus / "one.txt").write_text(ONE.replace("costs", "needs"), encoding="utf-8")
    changed = helpers.load(corpus)
    assert not changed.corrections.query("action == 'add'")["is_found"].any()
    assert "It needs $3bn" not in set(changed.attributions["content"])
    (corpus / "one.txt").write_text(ONE, encoding="utf-8")
    assert after.boilerplate.empty
    assert ["Ingrid Dahl", "It costs $3bn"] in said(after.attributions, "person", "content")
    assert "advertisement" in set(after.frequencies["term"]) - set(found.frequencies["term"])


def test_an_added_find_that_is_taken_back_is_gone(found: Found, corpus: Path, tmp_path: Path) -> None:
    corrections.merge(
        tables.CORRECTIONS.frame(
            [(1, "attributions", "two", 0, 5, None, "add", "speaker", "Ole Vik", "“It r", None, None)]
        ),
        corpus,
    )
    with_it = helpers.load(corpus)
    assert "Ole Vik" in set(with_it.attributions["person"])

    def take_back(made: Json) -> None:
        made["result"] = [one for one in made["result"] if not str(one.get("id")).startswith("content-0-5")]

    path = annotate(exchange.write(with_it, tmp_path / "tasks.json", "label-studio")[0], take_back)
    corrections.merge(exchange.read_back(path, with_it).rows, corpus)
    assert "Ole Vik" not in set(helpers.load(corpus).attributions["person"])
    assert helpers.load(corpus).corrections["is_found"].all()


def test_fields_that_cannot_be_so_are_told_and_left_out(found: Found, tmp_path: Path) -> None:
    def change(made: Json) -> None:
        for one in made["result"]:
            if one.get("from_name") == "content_level":
                one["value"]["text"] = "loud"

    path = annotate(exchange.write(found, tmp_path / "tasks.json", "label-studio")[0], change)
    rows, unfit = exchange.read_back(path, found)
    assert 'value is "loud"; expected one of speech, belief' in unfit[0]
    assert "attributions" not in set(rows["table"])


def test_offsets_in_utf_16_are_read_by_their_words(found: Found, tmp_path: Path) -> None:
    def widen(made: Json) -> None:
        for one in made["result"]:
            if one["type"] == "labels":
                for place in ("start", "end"):
                    before = made["data"]["text"][: one["value"][place]]
                    one["value"][place] = len(before.encode("utf-16-le")) // 2

    path = annotate(exchange.write(found, tmp_path / "tasks.json", "label-studio")[0], widen)
    rows, unfit = exchange.read_back(path, found)
    assert (set(rows["action"]), unfit) == ({"accept"}, [])


def test_the_configuration_knows_every_name_that_the_predictions_use(found: Found) -> None:
    config = ElementTree.fromstring(exchange.label_studio_config())
    controls = {one.get("name"): one.get("toName") for one in config.iter() if one.get("toName")}
    labels = {one.get("value") for one in config.iter("Label")}
    relations = {one.get("value") for one in config.iter("Relation")}
    assert labels == set(exchange.LABELS)
    for task in exchange.label_studio(found):
        for one in task["predictions"][0]["result"]:
            if one["type"] == "relation":
                assert set(one["labels"]) <= relations
            else:
                assert controls[one["from_name"]] == one["to_name"] == "text"
                assert set(one["value"].get("labels", [])) <= labels


NO_EXPORTS = [
    ("not json", r"x.json: no JSON \(Expecting value"),
    ('[{"text": "a", "lead_time": 1}]', "x.json: no export of doccano"),
    ("[1]", "x.json: no export of doccano"),
]


@pytest.mark.parametrize(("written", "told"), NO_EXPORTS)
def test_other_files_are_refused(found: Found, tmp_path: Path, written: str, told: str) -> None:
    (tmp_path / "x.json").write_text(written)
    with pytest.raises(ValueError, match=told):
        exchange.read_back(tmp_path / "x.json", found)


# --- ClaimReview -----------------------------------------------------------------------------------------------------


def test_drafts_of_reviews_are_made_of_accepted_claims_only(found: Found, corpus: Path) -> None:
    records = evidence.against_record(found.claims, evidence.reference("reference"))
    assert list(exchange.claim_reviews(found, records)) == []
    claims = found.claims
    corrections.write(claims[claims["mention"] == "37%"], corpus, table="claims", action="accept")
    corrections.write(claims[claims["mention"] != "37%"], corpus, table="claims", action="reject")
    record = records.iloc[:1].assign(
        **claims[claims["mention"] == "37%"][["article_id", "start", "end"]].iloc[0].to_dict(),
        recorded_value=-36.5, unit="%", period="2022", compiler="SSB", source="Table 8800", computed=None,
        url="https://example.org/ssb",
    )  # fmt: skip
    (draft,) = exchange.claim_reviews(helpers.load(corpus), record)
    assert draft["@type"] == "ClaimReview"
    assert draft["claimReviewed"] == "Exports of Norway fell by 37% in 2022, she said."
    assert draft["itemReviewed"]["author"] == {"@type": "Person", "name": "Ingrid Dahl"}
    assert draft["itemReviewed"]["appearance"] == {
        "@type": "NewsArticle", "url": "https://example.org/1", "datePublished": "2023-05-01T00:00:00Z",
        "publisher": {"@type": "Organization", "name": "BBC"}, "identifier": "one",
    }  # fmt: skip
    assert draft["citation"] == [
        {"@type": "CreativeWork", "name": "Table 8800", "url": "https://example.org/ssb",
         "publisher": {"@type": "Organization", "name": "SSB"}, "text": "Recorded: -36.5 % (2022)"},
    ]  # fmt: skip
    assert draft.keys() & {"reviewRating", "author", "datePublished"} == set()  # those are for the reviewer
