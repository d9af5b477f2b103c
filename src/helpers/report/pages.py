"""Pages of the report: their frame (navigation, footer, security policy), headings, images and links."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence
from functools import cache
from html import unescape
from importlib.resources import files
from typing import NamedTuple

from markupsafe import Markup

from helpers.report import clean


class Heading(NamedTuple):
    """A heading of a page, with the name that a link to it uses."""

    level: int
    text: str
    anchor: str


class Block(NamedTuple):
    """A piece of a page: prose, or code with what it put out."""

    kind: str
    shown: Markup
    outputs: tuple[Markup, ...] = ()


class Content(NamedTuple):
    """What a page shows."""

    title: str
    headings: tuple[Heading, ...]
    blocks: tuple[Block, ...]


class Entry(NamedTuple):
    """A page in the navigation."""

    href: str
    title: str


class Frame(NamedTuple):
    """A page's place in a report: the others, this one, how far below the top it lies, and what the footer says."""

    entries: tuple[Entry, ...] = ()
    href: str = ""
    top: str = ""
    subtitle: str = ""
    footer: tuple[str, ...] = ()
    evidence: Mapping[str, str] = {}


ALONE = Frame()


@cache
def _shipped(name: str) -> str:
    return (files("helpers.report") / "templates" / "origins" / name).read_text(encoding="utf-8")


@cache
def parts() -> Mapping[str, Markup]:
    """The style, the script and the policy that allows just these two, by hash, and images inside the page."""
    style, script = _shipped("page.css"), _shipped("page.js")
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
    )
    # these three are the package's own files, not anybody's text
    return {"style": Markup(style), "script": Markup(script), "policy": Markup(policy)}


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


_HEADING = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")


def markdown(source: str, *, taken: Sequence[Heading]) -> tuple[Markup, list[Heading]]:
    """Markdown as HTML, with names on its headings that differ from those `taken`."""
    import mistune

    render = mistune.create_markdown(escape=False, plugins=["table", "strikethrough"])
    shown = str(clean.html(str(render(source))))
    found: list[Heading] = []

    def named(match: re.Match[str]) -> str:
        text = unescape(_TAG.sub("", match[2])).strip()
        anchor = _unused(slug(text) or "section", {heading.anchor for heading in (*taken, *found)})
        found.append(Heading(int(match[1]), text, anchor))
        return f'<h{match[1]} id="{anchor}">{match[2]}</h{match[1]}>'

    return Markup(_HEADING.sub(named, shown)), found


def _unused(name: str, taken: set[str]) -> str:
    made, n = name, 1
    while made in taken:
        n += 1
        made = f"{name}-{n}"
    return made


def slug(text: str) -> str:
    """`text` as part of an address or file name: ASCII letters, digits and hyphens only, at most 60."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower())[:60].strip("-")


def image(content: bytes, kind: str, alt: str) -> Markup:
    """An image inside the page. An SVG shown as an image runs no script and loads nothing."""
    held = base64.b64encode(content).decode()
    return Markup('<img alt="{}" src="data:image/{};base64,{}">').format(clean.plain(alt), kind, Markup(held))


_EVIDENCE = re.compile(r'<(td|th|span)([^<>]*?) data-evidence="([^"<>]*)"([^<>]*)>(.*?)</\1>', re.DOTALL)


def linked(shown: Markup, frame: Frame) -> Markup:
    """`shown` with its `data-evidence="article_id:start:end"` turned into links, where the report has that page."""

    def link(match: re.Match[str]) -> str:
        tag, before, place, after, inner = match.groups()
        article, _, span = unescape(place).partition("\n") if "\n" in place else _split(unescape(place))
        page = frame.evidence.get(article)
        if page is None:
            return f"<{tag}{before}{after}>{inner}</{tag}>"
        return f'<{tag}{before}{after}><a href="{frame.top}{page}#{span}">{inner}</a></{tag}>'

    return Markup(_EVIDENCE.sub(link, str(shown)))


def _split(place: str) -> tuple[str, str, str]:
    article, start, end = place.rsplit(":", 2)
    return article, "", f"c{int(start)}-{int(end)}"
