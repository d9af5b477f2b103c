"""Pages of the report: their frame (navigation, footer, security policy), headings, images and links."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from html import escape, unescape
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from helpers import harmless
from helpers.report import clean

if TYPE_CHECKING:
    from jinja2 import Environment


class Heading(NamedTuple):
    """A heading of a page, with the name that a link to it uses."""

    level: int
    text: str
    anchor: str


class Block(NamedTuple):
    """A piece of a page: prose, an output, or code folded away."""

    kind: str
    shown: Markup


class Content(NamedTuple):
    """What a page shows."""

    title: str
    headings: tuple[Heading, ...]
    blocks: tuple[Block, ...]


class Entry(NamedTuple):
    """A page in the navigation."""

    href: str
    title: str


class Row(NamedTuple):
    """A row of a table on a page, and the words it points to: `place` is "article.html#at-start".

    A mark of a figure is one without `href`: it needs the anchor, but no word leads back to it.
    """

    place: str
    href: str
    caption: str


class Failed(NamedTuple):
    """A page whose notebook failed: where, why, and what to do."""

    href: str
    title: str
    notebook: str
    place: str
    error: str
    cure: str


_NO_FIGURES: Mapping[str, Sequence[str]] = {}  # a plain dict: nbconvert copies what it is given


class Frame(NamedTuple):
    """A page's place in a report.

    `entries` are the pages, `href` is this one, `top` leads from it to the report's folder. `articles` names the pages
    with evidence; `figures` the stem of the figure files by the digest of the SVG. `failed` are the pages that could
    not be made, for the first page to say.
    """

    entries: tuple[Entry, ...] = ()
    href: str = ""
    top: str = ""
    corpus: str = ""
    dates: str = ""
    footer: tuple[Markup, ...] = ()
    articles: frozenset[str] = frozenset()
    figures: Mapping[str, Sequence[str]] = _NO_FIGURES
    failed: tuple[Failed, ...] = ()


ALONE = Frame()

_FONTS = {"REGULAR": "IBMPlexSans-Regular-Latin1.woff2", "SEMIBOLD": "IBMPlexSans-SemiBold-Latin1.woff2"}


@cache
def parts() -> Mapping[str, Markup]:
    """The style, the script and the policy that allows just these two, by hash, and images inside the page."""
    here = files("helpers.report") / "templates" / "origins"
    style, script = ((here / name).read_text(encoding="utf-8") for name in ("page.css", "page.js"))
    for name, file in _FONTS.items():
        held = base64.b64encode((files("helpers") / "data" / "fonts" / file).read_bytes()).decode()
        style = style.replace(f"url({name})", f"url(data:font/woff2;base64,{held})")
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
    )
    # these three are the package's own files, not anybody's text
    return {"style": Markup(style), "script": Markup(script), "policy": Markup(policy)}


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def environment() -> Environment:
    """Jinja with the report's templates, where text is text unless a function here says otherwise."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("helpers.report", "templates/origins"), autoescape=True, undefined=StrictUndefined
    )
    made.globals |= {"page_parts": parts}
    made.filters |= {"text": clean.text}
    return made


_HEADING = re.compile(r"<h([1-6])>([^\n]*?)</h\1>")
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
    """`text` as part of an address: ASCII letters, digits and hyphens only, at most 60."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower())[:60].strip("-")


def image(content: bytes, kind: str, alt: str) -> Markup:
    """An image inside the page. An SVG shown as an image runs no script and loads nothing."""
    if kind == "svg+xml":  # base64 would be a third longer
        drawn = content.decode()
        held = "," + quote(drawn if "'" in drawn else drawn.replace('"', "'"), safe=" '=/:;,.()-*{}")
    else:
        held = f";base64,{base64.b64encode(content).decode()}"
    return Markup('<img alt="{}" src="data:image/{}{}">').format(harmless.text(alt), kind, Markup(held))


_ROW = re.compile(r"<tr>((?:(?!</tr>).)*?<a data-at=\"([\w-]+\.html)(#at-\d+|#text)\">)", re.DOTALL)
_PLACE = re.compile(r"<a data-at=\"([\w-]+\.html)(#at-\d+|#text)\">")
_CAPTION = re.compile(r"<caption>([^<]*)")


def linked(shown: Markup, frame: Frame, *, before: int = 0) -> tuple[Markup, list[Row]]:
    """`shown` with links from table rows to their words, where the report has that page; and those rows.

    A row is `<tr>…<a data-at="article.html#at-start">`, or `#text` where it is about the whole article. It gets a
    name to link back to; names count from `before`.
    """
    caption = _CAPTION.search(str(shown))
    rows: list[Row] = []

    def named(match: re.Match[str]) -> str:
        page, anchor = match[2], match[3]
        if page not in frame.articles:
            return match[0]
        name = f"row-{before + len(rows) + 1}"
        rows.append(Row(page + anchor, f"{frame.href}#{name}", unescape(caption[1]).strip() if caption else ""))
        return f'<tr id="{name}">{match[1]}'

    def led(match: re.Match[str]) -> str:
        page, anchor = match[1], match[2]
        return f'<a href="{frame.top}articles/{page}{anchor}">' if page in frame.articles else "<a>"

    return Markup(_PLACE.sub(led, _ROW.sub(named, str(shown)))), rows


_NOTEBOOK = re.compile(r'<a href="([\w-]+)\.ipynb(#[\w.:-]*)?">')


def page_of(notebook: str) -> str:
    """The page of the notebook named `notebook`: the one that begins with 00 is the first."""
    return "index.html" if notebook.startswith("00-") else f"{notebook}.html"


def between(shown: Markup, frame: Frame) -> Markup:
    """`shown` with links to notebooks turned into links to their pages, where the report has them."""
    known = {entry.href for entry in frame.entries}

    def led(match: re.Match[str]) -> str:
        page = page_of(match[1])
        return f'<a href="{frame.top}{page}{match[2] or ""}">' if page in known else match[0]

    return Markup(_NOTEBOOK.sub(led, str(shown)))


_SVG = re.compile(
    r'(<figure class="chart">)(<img [^<>]*?src="data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)"[^<>]*>)'
    r"(<figcaption>(?:(?!</figcaption>).)*)",
    re.DOTALL,
)


Over = Callable[[Markup, str], Markup]  # a chart's image and alt text -> what is shown of it


def with_files(shown: Markup, frame: Frame, over: Over = lambda image, alt: image) -> Markup:
    """`shown` with links from each chart to its files, where the report holds them; `over` lays marks on its image."""

    def added(match: re.Match[str]) -> str:
        names = frame.figures.get(hashlib.sha256(base64.b64decode(match[3])).hexdigest(), ())
        links = [
            f'<a href="{frame.top}figures/{escape(name)}">{escape(name.split(".")[-1].upper())}</a>' for name in names
        ]
        files_line = f'<p class="files">Take it along: {" · ".join(links)}</p>' if links else ""
        alt = unescape(said[1]) if (said := _ALT.search(match[2])) else ""
        image = over(Markup(match[2]), alt)
        box = f'<div class="chart-scroll" tabindex="0" role="group" aria-label="Figure">{image}</div>'
        return f"{match[1]}{box}{match[4]}{files_line}"

    return Markup(_SVG.sub(added, str(shown)))


_ALT = re.compile(r'alt="([^"]*)"')
