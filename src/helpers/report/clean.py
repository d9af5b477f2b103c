"""HTML that may be shown: what a notebook puts out, cut down to a short list of harmless elements and attributes.

What comes out is written anew, element by element, from the list below; nothing is passed through as it came. So text
that looks like markup stays text, and an element that is left open cannot swallow the page around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape, unescape

from markupsafe import Markup

from helpers import harmless

_EVERYWHERE = frozenset({"class", "id", "title", "lang", "dir", "role", "tabindex", "aria-label"})
_PLAIN = (
    "p div span section article header footer h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote q cite em strong b i u s "
    "small sub sup mark code pre kbd samp var abbr br hr wbr figure figcaption table caption colgroup thead tbody "
    "tfoot tr summary dfn bdi"
)
ALLOWED: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(_PLAIN.split(), frozenset[str]()),
    "a": frozenset({"href", "data-at"}),
    "img": frozenset({"src", "alt", "width", "height"}),
    "th": frozenset({"scope", "colspan", "rowspan", "abbr"}),
    "td": frozenset({"colspan", "rowspan", "headers"}),
    "col": frozenset({"span"}),
    "details": frozenset({"open"}),
    "time": frozenset({"datetime"}),
    "data": frozenset({"value"}),
}
_VOID = frozenset({"br", "hr", "wbr", "img", "col"})
_SILENT = frozenset({"script", "style", "template", "noscript", "iframe", "object", "textarea", "title", "svg", "math"})

_DEPTH = 200  # elements within elements; a browser gives up at 512

_LINK = re.compile(
    r"https?://[^\s\x00-\x20]+|#[\w.:-]*|(?:[\w-]+/)*[\w-]+\.(?:html|csv|png|svg|ipynb)(?:#[\w.:-]*)?", re.ASCII
)
_IMAGE = re.compile(r"data:image/(?:png|jpeg|svg\+xml)[;,]")
_PLACE = re.compile(r"[\w-]+\.html#(?:at-\d+|text)", re.ASCII)
_NAME = re.compile(r"[A-Za-z][\w.:-]*", re.ASCII)


def text(value: str) -> Markup:
    """`value` as text of a page, never as markup."""
    return Markup(escape(harmless.text(value)))


def link(href: str) -> str | None:
    """`href` if it leads to http(s), into this page or to a page beside it; else None."""
    stripped = href.strip()
    return stripped if _LINK.fullmatch(stripped) else None


# A tag holds no "<" and no ">": attribute values of honest HTML have them escaped, and so reading stays linear.
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)((?:[\s/][^<>]*)?)>|<!--[^<>]*-->")
_ATTRIBUTE = re.compile(r"""([^\s"'/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=`]+)))?""")


def html(source: str) -> Markup:
    """The harmless part of `source`: allowed elements and attributes, links to http(s) or inside the report."""
    parts: list[str] = []
    opened: list[str] = []
    silent = ""
    position = 0
    for match in _TAG.finditer(source):
        if not silent:
            parts.append(_escaped(source[position : match.start()]))
        position = match.end()
        tag = (match[2] or "").lower()
        if silent:
            silent = "" if match[1] and tag == silent else silent
        elif match[1]:
            parts.extend(_closed(tag, opened))
        elif tag in _SILENT:
            silent = tag
        elif tag in ALLOWED and len(opened) < _DEPTH:
            parts.append(f"<{tag}{_attributes(tag, match[3])}>")
            if tag not in _VOID:
                opened.append(tag)
    if not silent:
        parts.append(_escaped(source[position:]))
    parts.extend(f"</{tag}>" for tag in reversed(opened))
    return Markup("".join(parts))


def _escaped(source: str) -> str:
    return escape(harmless.text(unescape(source)), quote=False)


def _closed(tag: str, opened: list[str]) -> Iterator[str]:
    """End tags up to that of `tag`, taken off `opened`; none when it is not open."""
    if tag in opened:
        while (last := opened.pop()) != tag:
            yield f"</{last}>"
        yield f"</{tag}>"


def _attributes(tag: str, source: str) -> str:
    kept: dict[str, str] = {}
    for name, *values in _ATTRIBUTE.findall(source):
        lower = name.lower()
        if lower in kept or (lower not in _EVERYWHERE and lower not in ALLOWED[tag]):
            continue
        checked = _checked(lower, unescape("".join(values)))
        if checked is not None:
            kept[lower] = harmless.text(checked)
    if tag == "img":
        kept.setdefault("alt", "")
    return "".join(f' {name}="{escape(value)}"' for name, value in kept.items())


def _checked(name: str, value: str) -> str | None:
    if name == "href":
        return link(value)
    if name == "src":
        return value if _IMAGE.match(value) else None
    if name == "data-at":
        return value if _PLACE.fullmatch(value) else None
    if name == "tabindex":
        return value if value == "0" else None
    if name == "id":
        return value if _NAME.fullmatch(value) else None
    return value
