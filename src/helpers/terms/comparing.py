"""Tables of terms: ranked, of one article against the rest, spread, side by side, in their places."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers import tables
from helpers.door import takes_tables
from helpers.tables import by_key
from helpers.terms.choosing import chosen_of_each, n_words_of, origins_by_article, stop_list, without_stop_words
from helpers.terms.counting import split_token
from helpers.terms.formulas import Floats, g2, log_dice, log_odds_z, log_ratio, pmi, wilson
from helpers.text import Ints, blank, count_words, find_lines, find_sentences, find_words


@takes_tables()
def ranked(frequencies: pd.DataFrame, *, stop_words: str | Iterable[str] = "news", top: int = 0) -> pd.DataFrame:
    """The terms of each article, most frequent first, with 95 % intervals: table `ranked_terms`.

    `top` keeps that many terms an article (0: all); equals rank in alphabetical order. The interval (Wilson) takes
    words for independent draws, which is too narrow for a term that comes in clumps: see `dispersion`.

    >>> terms.ranked(terms.frequencies(corpus.read(["Rain, rain and snow."])))["term"].to_list()
    ['rain', 'snow']
    """
    total = frequencies["article_id"].map(n_words_of(frequencies)).to_numpy(float)
    n = frequencies["n"].to_numpy(float)
    low, high = wilson(n, total)
    terms = frequencies["term"]
    texts = terms.map(terms.value_counts()).astype("int64")
    made = frequencies.assign(
        n_words=total, low=1000 * low, high=1000 * high, per_1m=1e6 * n / total, n_articles=texts,
        share_articles=texts / max(1, frequencies["article_id"].nunique()),
    )  # fmt: skip
    made = without_stop_words(made, stop_words).sort_values(["article_id", "n", "term"], ascending=[True, False, True])
    made["rank"] = made.groupby("article_id").cumcount() + 1
    return tables.RANKED_TERMS.frame(made[made["rank"] <= top] if top else made)


@takes_tables()
def keyness(
    frequencies: pd.DataFrame,
    *,
    origins: pd.DataFrame | None = None,
    stop_words: str | Iterable[str] = "news",
    least: int = 3,
    least_own: int = 0,
    prior: float = 500,
) -> pd.DataFrame:
    """What each article says more, or less, than the rest: table `keyness`.

    The rest are all other articles; with `origins`, one article of every other origin, so that neither a copy of the
    article nor two copies of another count. Terms that stand fewer than `least` times in article and rest together
    are left out, and those that stand fewer than `least_own` times in the article: with 1, the terms that it does not
    have, which are most rows of a large corpus. `prior`: words that the prior of z weighs (Monroe's 500), spread as in
    all articles together. With a single article, or one origin, there is no rest and no row.

    >>> terms.keyness(found.frequencies).columns.to_list()[:3]
    ['article_id', 'term', 'n']
    """
    held = _hold(frequencies)
    origin_of = {name: name for name in held.names} if origins is None else origins_by_article(origins)
    stands_for = chosen_of_each(held.names, origin_of)
    place = {name: i for i, name in enumerate(held.names)}
    standing = [place[name] for name in stands_for.values()]
    base, n_base = sum((_row(held, i) for i in standing), np.zeros(len(held.terms))), held.sizes[standing].sum()
    whole = np.bincount(held.columns, held.n, minlength=len(held.terms))
    weight = prior * whole / max(1.0, held.sizes.sum())
    shown = _is_shown(held.terms, stop_words)
    parts = []
    for i, name in enumerate(held.names):
        own = place[stands_for[origin_of.get(name, name)]]
        n, total, rest, n_rest = _row(held, i), held.sizes[i], base - _row(held, own), n_base - held.sizes[own]
        kept = shown & (n + rest >= least) & (n >= least_own)
        if not n_rest or not kept.any():
            continue
        z = log_odds_z(n, total, rest, n_rest, weight)[kept]
        n, rest = n[kept], rest[kept]
        ratio, low, high = log_ratio(n, total, rest, n_rest)
        parts.append(pd.DataFrame({
            "article_id": name, "term": held.terms[kept], "n": n, "n_rest": rest,
            "per_1k": 1000 * n / total, "per_1k_rest": 1000 * rest / n_rest,
            "log_ratio": ratio, "low": low, "high": high, "g2": g2(n, rest, total - n, n_rest - rest), "z": z,
        }))  # fmt: skip
    return tables.KEYNESS.frame(pd.concat(parts) if parts else [])


class _Held(NamedTuple):
    """`frequencies` as arrays: the counts of article i are at `starts[i] : starts[i + 1]`."""

    names: list[str]
    terms: NDArray[np.object_]
    starts: Ints
    columns: Ints
    n: Floats
    sizes: Floats


def _hold(frequencies: pd.DataFrame) -> _Held:
    rows, names = pd.factorize(frequencies["article_id"], sort=True)
    columns, terms = pd.factorize(frequencies["term"], sort=True)
    order = np.argsort(rows, kind="stable")
    starts = np.searchsorted(rows[order], np.arange(len(names) + 1))
    sizes = n_words_of(frequencies).reindex(names).to_numpy(float)
    n = frequencies["n"].to_numpy(float)[order]
    return _Held(list(names), np.asarray(terms, object), starts, columns[order], n, sizes)


def _row(held: _Held, i: int) -> Floats:
    dense = np.zeros(len(held.terms))
    mine = slice(held.starts[i], held.starts[i + 1])
    dense[held.columns[mine]] = held.n[mine]
    return dense


def _is_shown(terms: Iterable[str], stop_words: str | Iterable[str]) -> NDArray[np.bool_]:
    stops = stop_list(stop_words)
    return np.array([term not in stops for term in terms], bool)


@takes_tables()
def dispersion(frequencies: pd.DataFrame, *, stop_words: str | Iterable[str] = "news", least: int = 5) -> pd.DataFrame:
    """How evenly each term is spread over the articles (or groups, see `grouped`): table `dispersion`.

    `deviation_of_proportions` and `juilland_d` of every term. Terms of fewer than `least` occurrences are left out:
    they cannot be even.

    >>> terms.dispersion(found.frequencies).columns.to_list()[:3]
    ['term', 'n', 'n_articles']
    """
    held = _hold(frequencies)
    n_parts, n_terms = len(held.names), len(held.terms)
    row = np.repeat(np.arange(n_parts), np.diff(held.starts))
    n = np.bincount(held.columns, held.n, minlength=n_terms)
    texts = np.bincount(held.columns, minlength=n_terms)
    expected = held.sizes / max(1.0, held.sizes.sum())
    # over the parts that hold the term; those without it add their expected share, so that all of these add up to 1
    apart = np.abs(held.n / n[held.columns] - expected[row]) - expected[row]
    dp = (np.bincount(held.columns, apart, minlength=n_terms) + 1) / 2
    rates = held.n / held.sizes[row]
    mean = np.bincount(held.columns, rates, minlength=n_terms) / max(1, n_parts)
    square = np.bincount(held.columns, rates**2, minlength=n_terms) / max(1, n_parts)
    deviation = np.sqrt((square - mean**2).clip(0))
    made = pd.DataFrame({
        "term": held.terms, "n": n, "n_articles": texts, "share_articles": texts / max(1, n_parts),
        "dp": dp.clip(0), "dp_norm": dp.clip(0) / (1 - expected.min(initial=0.5)) if n_parts > 1 else np.nan,
        "juilland_d": (1 - deviation / mean / np.sqrt(n_parts - 1)).clip(0) if n_parts > 1 else np.nan,
    })  # fmt: skip
    return tables.DISPERSION.frame(made[(n >= least) & _is_shown(held.terms, stop_words)])


@takes_tables()
def collocations(
    articles: pd.DataFrame,
    node: str = "",
    *,
    span: int = 5,
    least: int = 3,
    least_articles: int = 1,
    stop_words: str | Iterable[str] = "news",
    places: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Words that stand near each other more often than by chance: table `collocations`.

    Two words meet when they stand in one sentence, at most `span` words apart; pairs that meet fewer than `least`
    times, or in fewer than `least_articles`, are left out. `node` keeps the pairs of that word. G2, PMI and log-dice
    rank them; PMI favours rare pairs.
    With `places` (`said_at`) these terms meet, and no other words; a sentence that an article has twice counts once,
    and `term` is the one that mostly stands first.

    >>> len(terms.collocations(articles, "north")) > 0
    True
    """
    owners, sentences = _sentences(articles) if places is None else _said_sentences(articles, places)
    number: dict[str, int] = {}
    ids = np.array([number.setdefault(word, len(number)) for words in sentences for word in words], np.int64)
    sentence = np.repeat(np.arange(len(sentences)), [len(words) for words in sentences])
    words = np.array([*number, ""], object)
    size = len(words)
    ordered, at = _meetings(ids, sentence, size, span)
    keys = np.minimum(ordered // size, ordered % size) * size + np.maximum(ordered // size, ordered % size)
    pairs, of, n = np.unique(keys, return_inverse=True, return_counts=True)
    a, b = np.divmod(pairs, size)
    article = np.array(owners, np.int64)[at]
    n_articles = np.bincount(np.unique(of * len(articles) + article) // max(1, len(articles)), minlength=len(pairs))
    # each meeting gives both words one slot; a word's slots are all its meetings
    slots = np.bincount(np.concatenate([a, b]), np.tile(n, 2), minlength=size)
    is_shown = _is_shown(words, stop_words if places is None else "none") & (words != "")
    kept = (n >= least) & (n_articles >= least_articles) & (a != b) & is_shown[a] & is_shown[b]
    if node:
        wanted = node.lower() if places is None else node
        kept &= (words[a] == wanted) | (words[b] == wanted)
    a, b, n = a[kept], b[kept], n[kept].astype(float)
    swapped = words[a] > words[b] if places is None else _n_of(ordered, a * size + b) < n / 2
    a, b = np.where(swapped, b, a), np.where(swapped, a, b)
    n_a, n_b, total = slots[a], slots[b], float(keys.size)
    made = pd.DataFrame({
        "term": words[a], "other": words[b], "n": n, "n_term": np.bincount(ids, minlength=size)[a],
        "n_other": np.bincount(ids, minlength=size)[b],
        "g2": g2(n, n_a - n, n_b - n, (total - n_a - n_b + n).clip(0)),
        "pmi": pmi(n, n_a, n_b, 2 * total), "log_dice": log_dice(n, n_a, n_b),
    })  # fmt: skip
    return tables.COLLOCATIONS.frame(made)


def _meetings(ids: Ints, sentence: Ints, size: int, span: int) -> tuple[Ints, Ints]:
    """The pairs of words at most `span` apart in one sentence, as first * `size` + second, and the sentence of each."""
    pairs, at = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for d in range(1, span + 1):
        same = sentence[:-d] == sentence[d:]
        pairs.append(ids[:-d][same] * size + ids[d:][same])
        at.append(sentence[d:][same])
    return np.concatenate(pairs), np.concatenate(at)


def _n_of(keys: Ints, wanted: Ints) -> Ints:
    """How often each of `wanted` is among `keys`."""
    held = np.sort(keys)
    return np.asarray(np.searchsorted(held, wanted, "right") - np.searchsorted(held, wanted), np.int64)


def _sentences(articles: pd.DataFrame) -> tuple[list[int], list[list[str]]]:
    """The number of the article of each sentence, and its words."""
    owners, found = [], []
    for number, text in enumerate(articles["text"].fillna("")):
        for start, end in find_sentences(text):
            owners.append(number)
            found.append([word for token in text[start:end].split() for word in split_token(token)])
    return owners, found


def _said_sentences(articles: pd.DataFrame, places: pd.DataFrame) -> tuple[list[int], list[list[str]]]:
    """The number of the article of each sentence, and its terms once an article, "" for any other word between them."""
    told = by_key((str(name), row) for name, *row in places[["article_id", "term", "start", "end"]].to_numpy().tolist())
    owners, found = [], []
    for number, (name, text) in enumerate(zip(articles["article_id"], articles["text"].fillna(""), strict=True)):
        own, seen = deque(sorted(told.get(name, ()), key=lambda row: (row[1], -row[2]))), set()
        for start, end in find_sentences(text):
            words, at = [], start
            while own and own[0][1] < end:
                term, begin, until = own.popleft()
                if begin >= at:  # else it stands inside the one before
                    words += [""] * count_words(text[at:begin]) + [term]
                    at = until
            if len(words) > 1 and text[start:end] not in seen:
                seen.add(text[start:end])
                owners.append(number)
                found.append(words)
    return owners, found


@takes_tables()
def positions(
    articles: pd.DataFrame,
    terms: str | Iterable[str],
    *,
    names: pd.DataFrame | None = None,
    places: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Where each of `terms` (or the one term) stands in each article, for a barcode: table `positions`.

    `names`: places where a word is a name (`outlet_names`), found by that name as written and no other term.
    `places` (`said_at`): the terms that this table has stand where it says, whatever their capitals.

    >>> terms.positions(corpus.read(["It rained in Seoul."]), "seoul")["start"].to_list()
    [13]
    """
    wanted = list(dict.fromkeys(terms))
    if places is None:
        return _places_of_words(articles, wanted, names)
    said = places["term"]
    there = set(said)
    known = {term.casefold(): term for term in wanted if term not in there}
    held = places.assign(term=said.where(said.isin(wanted), said.str.casefold().map(known)))
    held = held.dropna(subset=["term"])
    others = _places_of_words(articles, [term for term in wanted if not held["term"].eq(term).any()], names)
    return tables.POSITIONS.frame(pd.concat([held, others]))


def _places_of_words(articles: pd.DataFrame, terms: Sequence[str], names: pd.DataFrame | None) -> pd.DataFrame:
    named = {} if names is None else tables.spans_by_article(names)
    texts = dict(zip(articles["article_id"], articles["text"].fillna(""), strict=True))
    is_name = {texts.get(key, "")[start:end] for key, places in named.items() for start, end in places}
    wanted: dict[str, list[tuple[tuple[str, ...], str]]] = {}  # by the first word of each term
    for term in (term for term in terms if term not in is_name):
        words = tuple(word for token in term.split() for word in split_token(token))
        if words:
            wanted.setdefault(words[0], []).append((words, term))
    rows = []
    for name, text in texts.items():
        own = [(text[start:end], start, end) for start, end in named.get(name, ())]
        rows += [(name, term, start, end, start / len(text)) for term, start, end in own if term in terms]
        spans = find_words(blank(text, named.get(name, ())))
        said = [text[start:end].lower().replace("’", "'") for start, end in spans]
        for i, word in enumerate(said):
            for words, term in wanted.get(word, ()):
                if tuple(said[i : i + len(words)]) == words:
                    start, end = spans[i][0], spans[i + len(words) - 1][1]
                    rows.append((name, term, start, end, start / len(text)))
    return tables.POSITIONS.frame(rows)


@takes_tables()
def in_context(
    articles: pd.DataFrame, term: str, *, width: int = 60, places: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Every occurrence of the word or words `term` with what stands left and right of it: table `in_context`.

    `line` is the number of the text's line, counted from 1, blank ones left out; the context stays in that line.
    `places` (`said_at`): the occurrences of the term are those of this table.

    >>> lines = terms.in_context(corpus.read(["It rained in Seoul on Monday."]), "Seoul")
    >>> lines[["left", "match", "right"]].to_numpy().tolist()
    [['It rained in ', 'Seoul', ' on Monday.']]
    """
    told = tables.spans_by_article(positions(articles, [term], places=places))
    rows = []
    for name, text in zip(articles["article_id"], articles["text"].fillna(""), strict=True):
        own = deque(sorted(told.get(name, ())))
        for line, (start, end) in enumerate(find_lines(text) if own else (), 1):
            while own and own[0][1] <= end:
                a, b = own.popleft()
                if a < start:
                    continue  # over the end of a line
                rows.append((name, a, b, line, text[max(start, a - width) : a], text[a:b],
                             text[b : min(end, b + width)]))  # fmt: skip
    return tables.IN_CONTEXT.frame(rows)
