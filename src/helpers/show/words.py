"""Where words of an article stand on the pages of a report, and how many of them may be shown."""

from __future__ import annotations

import hashlib
import re
from itertools import islice
from urllib.parse import quote

import pandas as pd

from helpers.arguments import one_of
from helpers.door import takes_tables

_WORD = re.compile(r"\w+")
EXCERPT = 25  # words of a text in a row that an excerpt may show
NAME = 7  # words in a row that may be shown where no text may be: names, cues, numbers with their unit


def slug(article_id: str) -> str:
    """A file name for `article_id`: safe on every system, different for different ids, also where case is ignored.

    >>> show.slug("texts/001")
    'texts-001-28731f10dc'
    """
    safe = re.sub(r"[^a-z0-9_-]+", "-", article_id.lower()).strip("-")[:60]
    if safe and safe == article_id:
        return safe
    return f"{safe or 'article'}-{hashlib.sha256(article_id.encode('utf-8', 'surrogatepass')).hexdigest()[:10]}"


def place(article_id: str, start: int) -> str:
    """The mark of the words at `start` of an article: page and anchor within a report.

    >>> show.place("001", 25)
    '001.html#at-25'
    """
    return f"{slug(article_id)}.html#at-{start}"


def whole(article_id: str) -> str:
    """The mark of an article's text as a whole.

    >>> show.whole("001")
    '001.html#text'
    """
    return f"{slug(article_id)}.html#text"


def wording(article_id: str, words: str) -> str:
    """The mark of `words` wherever they first stand in an article; browsers that can find text in a page show them.

    >>> show.wording("001", "trade with Seoul")
    '001.html#text:~:text=trade%20with%20Seoul'
    """
    return f"{whole(article_id)}:~:text={quote(words, safe='')}"


def searched(words: str) -> str:
    """The mark of what the report's search finds for `words`.

    >>> show.searched("Seoul")
    'search.html#find=Seoul'
    """
    return f"search.html#find={quote(words, safe='')}"


@takes_tables()
def passages(
    frame: pd.DataFrame, articles: pd.DataFrame, *, start: str = "start", end: str = "end", text: str = "full"
) -> pd.Series:
    """The words of `articles.text` that each row of `frame` points to; NA where it points nowhere.

    `text`: "full"; "excerpt", the first 25 words of each; "none", NA throughout.

    >>> row = pd.DataFrame({"article_id": ["a"], "start": [3], "end": [9]})
    >>> show.passages(row, pd.DataFrame({"article_id": ["a"], "text": ["It rained."]})).to_list()
    ['rained']
    """
    texts = articles.set_index("article_id")["text"]
    owner = {"start": "article_id"}.get(start, f"{start.removesuffix('_start')}_id")
    owner = owner if owner in frame else "article_id"
    found = [
        texts[article_id][int(a) : int(b)] if pd.notna(a) and pd.notna(b) else None
        for article_id, a, b in zip(frame[owner], frame[start], frame[end], strict=True)
    ]
    return limited(pd.Series(found, index=frame.index, dtype="str"), text)


def limited(words: pd.Series, text: str, *, most: int = EXCERPT) -> pd.Series:
    """`words` of articles as far as `text` ("full", "excerpt" or "none") allows: all, at most `most` words, or NA.

    >>> show.limited(pd.Series(["one two three four"]), "excerpt", most=2).to_list()
    ['one two …']
    """
    one_of("show.limited", "text", text, ("full", "excerpt", "none"))
    if text == "full":
        return words
    if text == "none":
        return words.where(words.isna(), None)
    return words.map(lambda said: excerpt(said, most), na_action="ignore").astype(words.dtype)


def excerpt(words: str, most: int = EXCERPT) -> str:
    """The first `most` words, with an ellipsis where there are more.

    >>> show.excerpt("one two three four", 2)
    'one two …'
    """
    ends = [match.end() for match in islice(_WORD.finditer(words), most + 1)]
    return words if len(ends) <= most else words[: ends[most - 1]] + " …"
