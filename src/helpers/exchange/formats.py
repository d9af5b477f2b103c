"""Finds in the formats of other tools."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import uuid
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from helpers import __version__
from helpers.arguments import as_tables, one_of
from helpers.exchange.marked import VALUES, Marked, Rows, Span, Tables, marked

_COLOURS = {"content": "#6db3de", "source": "#00765a", "cue": "#e0a526", "claim": "#cf5200", "furniture": "#b4b9be"}
_AROUND = 32  # characters of prefix and suffix
_TOKEN = re.compile(r"\w+|[^\w\s]")


def web_annotations(found: Tables) -> Rows:
    """The finds as W3C Web Annotations, one JSON-LD object a passage, and one (`linking`) from a content to its source
    and cue. https://www.w3.org/TR/annotation-model/

    A target is the text as it was read (`ni:///sha-256;...`, RFC 6920), by quote and by position; where the article has
    an address, the page there is another target, by quote alone: positions on a page are its own.

    >>> next(exchange.web_annotations(found))["target"][0]["selector"][1]["type"]
    'TextPositionSelector'
    """
    for article in marked(found):
        digest = base64.urlsafe_b64encode(hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).digest())
        source = f"ni:///sha-256;{digest.decode().rstrip('=')}"
        told = article.told
        for span in article.spans:
            said = [_body("describing", f"{name}: {value}") for name, value in told.get(span, {}).items()]
            bodies, targets = [_body("tagging", span.label), *said], _targets(article, source, span)
            yield _annotation(_urn(source, span), "classifying", bodies, targets)
        for one, other, what in article.links:
            body = {"type": "SpecificResource", "source": _urn(source, other), "purpose": "linking"}
            bodies = [body, _body("tagging", what)]
            yield _annotation(_urn(source, one, other, what), "linking", bodies, _urn(source, one))


def _body(purpose: str, value: str) -> dict[str, Any]:
    return {"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain"}


def _annotation(name: str, motivation: str, body: Any, target: Any) -> dict[str, Any]:
    generator = {"id": "urn:x-origins:software", "type": "Software", "name": f"Origins {__version__}"}
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld", "id": name, "type": "Annotation", "motivation": motivation,
        "generator": generator, "body": body, "target": target,
    }  # fmt: skip


def _urn(*parts: Any) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, repr(parts)).urn


def _targets(article: Marked, source: str, span: Span) -> list[dict[str, Any]]:
    quote = {
        "type": "TextQuoteSelector", "exact": article.text[span.start : span.end],
        "prefix": article.text[max(0, span.start - _AROUND) : span.start],
        "suffix": article.text[span.end : span.end + _AROUND],
    }  # fmt: skip
    position = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    targets: list[dict[str, Any]] = [{"type": "SpecificResource", "source": source, "selector": [quote, position]}]
    if url := article.about.get("url"):
        targets.append({"type": "SpecificResource", "source": url, "selector": [quote]})
    return targets


def doccano(found: Tables) -> Rows:
    """The finds for doccano: one JSON object an article, with entities and relations between them.

    The project is one of sequence labelling that allows overlapping spans and uses relations.

    >>> sorted(next(exchange.doccano(found)))
    ['article_id', 'entities', 'relations', 'text']
    """
    for article in marked(found):
        spans = article.spans
        number = {span: n for n, span in enumerate(spans)}
        entities = [
            {"id": n, "label": label, "start_offset": start, "end_offset": end}
            for n, (label, start, end) in enumerate(spans)
        ]
        relations = [
            {"id": n, "from_id": number[one], "to_id": number[other], "type": what}
            for n, (one, other, what) in enumerate(article.links)
        ]
        named = {"text": article.text, "article_id": article.article_id}
        yield {**named, "entities": entities, "relations": relations}


def prodigy(found: Tables) -> Rows:
    """The finds for Prodigy (`spans.manual`, `rel.manual`): tokens, spans and relations, one JSON object an article.

    Tokens are words and marks; where a passage begins or ends inside one, it is parted.

    >>> next(exchange.prodigy(found))["spans"][0]["label"] in exchange.LABELS
    True
    """
    for article in marked(found):
        tokens = _tokens(article)
        first = {token["start"]: token["id"] for token in tokens}
        last = {token["end"]: token["id"] for token in tokens}
        made = {
            span: {"start": start, "end": end, "token_start": first[start], "token_end": last[end], "label": span.label}
            for span in article.spans
            for start, end in [_tight(article.text, span)]
            if start in first and end in last
        }
        relations = [
            {"head": made[one]["token_end"], "child": made[other]["token_end"], "head_span": made[one],
             "child_span": made[other], "label": what}
            for one, other, what in article.links if one in made and other in made
        ]  # fmt: skip
        meta = {"article_id": article.article_id, **article.about}
        spans = list(made.values())
        yield {"text": article.text, "meta": meta, "tokens": tokens, "spans": spans, "relations": relations}


def _tight(text: str, span: Span) -> tuple[int, int]:
    """The passage without white space at its ends, which is no token."""
    shown = text[span.start : span.end]
    return span.start + len(shown) - len(shown.lstrip()), span.start + len(shown.rstrip())


def _tokens(article: Marked) -> list[dict[str, Any]]:
    cuts = {place for span in article.spans for place in span[1:]}
    tokens: list[tuple[int, int]] = []
    for match in _TOKEN.finditer(article.text):
        inside = sorted(cut for cut in cuts if match.start() < cut < match.end())
        tokens += list(pairwise([match.start(), *inside, match.end()]))
    return [
        {"text": article.text[a:b], "start": a, "end": b, "id": n, "ws": article.text[b : b + 1].isspace()}
        for n, (a, b) in enumerate(tokens)
    ]


def label_studio(found: Tables) -> Rows:
    """The finds for Label Studio: one task an article, the finds as its prediction (`label_studio_config`).

    >>> next(exchange.label_studio(found))["predictions"][0]["result"][0]["from_name"]
    'label'
    """
    for article in marked(found):
        told = article.told
        result = [row for span in article.spans for row in _regions(article, span, told.get(span, {}))]
        result += [
            {"type": "relation", "from_id": _region(a), "to_id": _region(b), "direction": "right", "labels": [what]}
            for a, b, what in article.links
        ]
        yield {
            "data": {"text": article.text, "article_id": article.article_id, **article.about},
            "predictions": [{"model_version": f"origins-{__version__}", "result": result}],
        }


def _region(span: Span) -> str:
    return "-".join(map(str, span))


def _regions(article: Marked, span: Span, values: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    place = {"start": span.start, "end": span.end}
    base = {"id": _region(span), "to_name": "text"}
    shown = article.text[span.start : span.end]
    yield {**base, "from_name": "label", "type": "labels", "value": {**place, "text": shown, "labels": [span.label]}}
    for name, value in values.items():
        yield {**base, "from_name": f"{span.label}_{name}", "type": "textarea", "value": {**place, "text": [value]}}


def label_studio_config() -> str:
    """The labelling configuration that `label_studio` goes with.

    >>> exchange.label_studio_config().splitlines()[0]
    '<View>'
    """
    labels = [f'    <Label value="{name}" background="{colour}"/>' for name, colour in _COLOURS.items()]
    fields = [
        f'  <TextArea name="{label}_{name}" toName="text" perRegion="true" whenTagName="label" '
        f'whenLabelValue="{label}" editable="true" maxSubmissions="1" rows="1" placeholder="{name}"/>'
        for label, names in VALUES.items()
        for name in names
    ]
    relations = [f'    <Relation value="{what}"/>' for what in ("source", "cue", "continues")]
    tagged = ['  <Labels name="label" toName="text">', *labels, "  </Labels>"]
    lines = ["<View>", *tagged, "  <Relations>", *relations, "  </Relations>", '  <Text name="text" value="$text"/>']
    return "\n".join([*lines, *fields, "</View>", ""])


FORMATS: Mapping[str, Callable[[Tables], Rows]] = {
    "web-annotation": web_annotations, "doccano": doccano, "prodigy": prodigy, "label-studio": label_studio,
}  # fmt: skip
"""The formats of `write` by name."""


def write(found: Tables, path: str | Path, to: str) -> list[Path]:
    """The finds in the format `to` (`FORMATS`) as JSON Lines; for Label Studio as JSON, its configuration beside it.

    >>> [each.name for each in exchange.write(found, Path(folder, "tasks.json"), "label-studio")]
    ['tasks.json', 'tasks.xml']
    """
    one_of("exchange.write", "to", to, FORMATS)
    as_tables("exchange.write", "found", found)
    return write_rows(FORMATS[to](found), path, config=label_studio_config() if to == "label-studio" else "")


def write_rows(rows: Rows, path: str | Path, *, config: str = "") -> list[Path]:
    """`rows` as JSON Lines; with a `config`, as one JSON list, and that beside it.

    >>> exchange.write_rows(iter([{"a": 1}]), Path(folder, "rows.jsonl"))[0].read_text()
    '{"a": 1}\\n'
    """
    path = Path(path)
    if path.suffix == ".xml":
        raise ValueError(f"{path}: the configuration of Label Studio goes beside it as .xml; name a .json file")
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    text = "[\n" + ",\n".join(lines) + "\n]\n" if config else "".join(f"{line}\n" for line in lines)
    path.write_text(text, encoding="utf-8", errors="backslashreplace")
    if not config:
        return [path]
    beside = path.with_suffix(".xml")
    beside.write_text(config, encoding="utf-8")
    return [path, beside]
