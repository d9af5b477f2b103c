"""XML that news come in: RSS and Atom feeds, sitemaps of news, TEI and trafilatura's own form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from helpers.corpus.files import File, open_file
from helpers.corpus.record import Loss, Record

Fields = dict[str, Any]

_PARAGRAPHS = frozenset({"p", "head", "ab", "item", "quote", "cell", "fw", "l", "list"})


def read_xml(file: File) -> Iterator[Record | Loss]:
    """The articles of an XML file."""
    with open_file(file) as opened:
        raw = opened.read()
    try:
        root = ElementTree.fromstring(raw.lstrip(b"\xef\xbb\xbf \t\r\n"))
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        yield Loss(file.name, "", None, f"not XML: {error}", "Fetch the file again, or mend it")
        return
    name = _name(root)
    if name not in _ROOTS:
        yield Loss(
            file.name, "", None, f"XML of a kind that is not known: its root is {name[:40]}",
            "Expected RSS, Atom, a sitemap of news, TEI or trafilatura's XML; convert it to .jsonl or .csv",
        )  # fmt: skip
        return
    for number, fields in enumerate(_ROOTS[name](root), 1):
        yield Record(file.name, f"item {number}", fields)


def _name(element: Element) -> str:
    tag = element.tag if isinstance(element.tag, str) else ""
    return tag.rpartition("}")[2].lower()


def _words(element: Element | None) -> str | None:
    """All text in an element, blanks as they are."""
    return None if element is None else "".join(element.itertext()).strip() or None


def _all(element: Element, name: str) -> Iterator[Element]:
    return (one for one in element.iter() if _name(one) == name)


def _first(element: Element | None, *path: str) -> Element | None:
    for name in path:
        element = None if element is None else next((one for one in element if _name(one) == name), None)
    return element


_RSS = {
    "encoded": "content_encoded", "pubdate": "pub_date", "creator": "author", "date": "dc_date",
    "full-text": "full_text", "publisher": "publisher",
}  # fmt: skip


def _rss(root: Element) -> Iterator[Fields]:
    outlet = _words(_first(root, "channel", "title"))
    for item in _all(root, "item"):
        fields: Fields = {}
        for part in item:
            name = _RSS.get(_name(part), _name(part))
            fields.setdefault(name, _words(part) or part.get("url") or part.get("href"))
        guid = fields.pop("guid", None)  # an address, or a number of the feed: no name for an article
        fields["link"] = fields.get("link") or guid
        yield {"outlet": fields.pop("source", None) or outlet, **fields}


def _atom(root: Element) -> Iterator[Fields]:
    outlet = _words(_first(root, "title"))
    for entry in _all(root, "entry"):
        links = {link.get("rel", "alternate"): link.get("href") for link in entry if _name(link) == "link"}
        authors = [_words(_first(one, "name")) for one in entry if _name(one) == "author"]
        yield {
            "outlet": _words(_first(entry, "source", "title")) or outlet,
            "title": _words(_first(entry, "title")),
            "url": links.get("alternate") or next(iter(links.values()), None),
            "author": [name for name in authors if name],
            "published": _words(_first(entry, "published")) or _words(_first(entry, "updated")),
            "text": _markup(_first(entry, "content")),
            "summary": _markup(_first(entry, "summary")),
        }


def _markup(element: Element | None) -> str | None:
    # XHTML inside: its paragraphs; HTML inside is text that holds marks
    if element is None or element.get("type") != "xhtml":
        return _words(element)
    return _paragraphs(element) or _words(element)


def _sitemap(root: Element) -> Iterator[Fields]:
    for url in _all(root, "url"):
        news = _first(url, "news")
        yield {
            "url": _words(_first(url, "loc")),
            "title": _words(_first(news, "title")),
            "outlet": _words(_first(news, "publication", "name")),
            "language": _words(_first(news, "publication", "language")),
            "published": _words(_first(news, "publication_date")),
            "text": None,
        }


def _tei(root: Element) -> Iterator[Fields]:
    for document in [root] if _name(root) == "tei" else _all(root, "tei"):
        header, body = _first(document, "teiheader"), _first(document, "text", "body")
        told = _first(header, "filedesc", "sourcedesc", "biblfull")
        if told is None:
            told = _first(header, "filedesc")
        pointer = None if header is None else next(_all(header, "ptr"), None)
        fields: Fields = {
            "title": _words(_first(told, "titlestmt", "title")),
            "author": _words(_first(told, "titlestmt", "author")),
            "outlet": _words(_first(told, "publicationstmt", "publisher")),
            "published": _words(_first(told, "publicationstmt", "date")),
            "url": None if pointer is None else pointer.get("target"),
            "text": None if body is None else _paragraphs(body) or _words(body),
        }
        yield fields


def _trafilatura(root: Element) -> Iterator[Fields]:
    for document in [root] if _name(root) == "doc" else _all(root, "doc"):
        main = _first(document, "main")
        kept = {name: value for name, value in document.attrib.items() if name not in {"fingerprint", "id"}}
        yield {**kept, "text": _paragraphs(document if main is None else main) or _words(main)}


def _paragraphs(element: Element) -> str:
    """The paragraphs of an element, parted by blank lines; those inside others are not told twice."""
    found: list[str] = []

    def gather(one: Element) -> None:
        if _name(one) in _PARAGRAPHS and not any(_name(part) in _PARAGRAPHS for part in one.iter() if part is not one):
            if written := " ".join("".join(one.itertext()).split()):
                found.append(written)
            return
        for part in one:
            gather(part)

    gather(element)
    return "\n\n".join(found)


_ROOTS: Mapping[str, Callable[[Element], Iterator[Fields]]] = {
    "rss": _rss,
    "rdf": _rss,
    "feed": _atom,
    "urlset": _sitemap,
    "tei": _tei,
    "teicorpus": _tei,
    "doc": _trafilatura,
    "corpus": _trafilatura,
}
