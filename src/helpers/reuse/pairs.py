"""Which articles come one from the other, or both from one text: proved sentence by sentence."""

from __future__ import annotations

import math
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from helpers.door import takes_tables
from helpers.reuse.align import match
from helpers.reuse.body import Body, drop_repeated, find_repeated, read_bodies
from helpers.reuse.candidates import candidates
from helpers.reuse.direction import UNKNOWN, WHOLE, Account, Guess, Side, are_two, find_direction, guess_direction
from helpers.reuse.passages import find_passage, is_background, is_module, longest_run, shares_told
from helpers.reuse.quotations import Quoted, read_quotations, share_quotations
from helpers.reuse.stated import UNSAID, cite_direction, find_sources
from helpers.reuse.strength import (
    ALIKE,
    MOST,
    REWORDED,
    VERBATIM,
    best_of,
    share_in_common,
    share_verbatim,
    surely,
)
from helpers.reuse.templates import ALIKE as TEMPLATE
from helpers.reuse.templates import Facts, differ_in_digits, find_frames, is_template, read_facts
from helpers.reuse.tokens import Number, read_numbers
from helpers.reuse.weights import read_weights
from helpers.tables import PAIRS, SAME_PASSAGES, SAME_QUOTATIONS, SAME_TEMPLATES, SIMILARITIES, spans_by_article

ALONE = 0.3  # cosine from which two sentences count as aligned even alone
ENOUGH = 3  # aligned sentences that reuse needs; two will do when they are most of the shorter text
FOUND = 0.5  # score from which a pair is reported
CLOSED = 40  # articles that hang together up to which all their pairs are compared, not only candidates
PLAIN = 0.5  # cosine from which sentences of newsrooms, not of translators, are the same beyond a doubt
OWN = 25  # words outside quotation marks in such sentences, below which a pair that shares mostly quotes is none
QUOTED = 50  # words in quotation marks that it shares then at least


class Comparison(NamedTuple):
    """What the sentences of two texts have in common."""

    matches: tuple[tuple[int, int, float], ...]  # sentence, sentence, cosine
    share_aligned: float
    n_aligned: int
    n_run: int
    n_shared_numbers: int
    score: float
    cues: Mapping[str, float]  # what the score rests on


def compare(left: Body, right: Body) -> Comparison:
    """Sentences of `left` and `right` aligned, and a score of reuse in 0..1.

    The shares are of the text that is aligned the more: a long text may hold a short one whole. Words in quotation
    marks, on one side or the other, do not count in them: newsrooms quote one statement without copying each other.
    """
    found = tuple(match(left.terms, right.terms))
    own = _own_words(left, right, found)
    shares = [_shares(words, best_of(found, side)) for side, words in enumerate(own)]
    n_aligned = min(share.n_aligned for share in shares)
    kept, aligned, sure, verbatim = (max(values) for values in zip(*(s[:4] for s in shares), strict=True))
    cues = {
        "kept": kept,
        "share_aligned": aligned,
        "share_sure": sure,
        "log_aligned": math.log1p(n_aligned),
        "log_verbatim": math.log1p(verbatim),
    }
    weights = read_weights("score")
    # a cue that was not fitted yet counts nothing, so that it can be
    logit = weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in cues.items())
    enough = not _is_quoting((left, right), found, shares)
    enough &= n_aligned >= ENOUGH or (n_aligned == ENOUGH - 1 and aligned > 0.6)
    score = 1 / (1 + math.exp(-logit)) if enough else 0.0
    if left.terms and left.terms == right.terms:
        score = 1.0
    run = longest_run([(i, j) for i, j, value in found if value >= ALIKE])
    return Comparison(found, aligned, n_aligned, run, len(left.numbers & right.numbers), score, cues)


def _is_quoting(bodies: tuple[Body, Body], found: tuple[tuple[int, int, float], ...], shares: list[_Shares]) -> bool:
    """Whether what two texts share is mostly what others said, word for word, and next to nothing besides.

    A translation words quotes differently too, so that loose likeness of quotes does not speak against it.
    """
    for side, (body, share) in enumerate(zip(bodies, shares, strict=True)):
        aligned = {i: value for i, value in best_of(found, side).items() if value >= ALIKE}
        quoted = {i: len(body.terms[i]) - body.n_own[i] for i in aligned}
        same = sum(n for i, n in quoted.items() if aligned[i] >= VERBATIM)
        n_words = sum(len(body.terms[i]) for i in aligned)
        if share.plain < OWN and share.own < n_words / 2 and same >= max(QUOTED, sum(quoted.values()) / 2):
            return True
    return False


class _Shares(NamedTuple):
    kept: float  # of the words, each by the cosine of its sentence
    aligned: float  # of the sentences
    sure: float  # of the words, in surely aligned sentences
    verbatim: float  # words in sentences all but the same
    n_aligned: int
    own: float  # words outside quotes in the aligned sentences
    plain: float  # the same, in those aligned beyond a doubt


def _own_words(left: Body, right: Body, found: tuple[tuple[int, int, float], ...]) -> tuple[list[float], list[float]]:
    """Words of every sentence outside quotes. A sentence counts as quoted where its counterpart is."""
    own = [float(n) for n in left.n_own], [float(n) for n in right.n_own]
    for i, j, value in found:
        if value >= ALONE:
            share = min(left.n_own[i] / len(left.terms[i]), right.n_own[j] / len(right.terms[j]))
            own[0][i] = min(own[0][i], share * len(left.terms[i]))
            own[1][j] = min(own[1][j], share * len(right.terms[j]))
    return own


def _shares(own: list[float], best: dict[int, float]) -> _Shares:
    # five words more, so that a text of almost nothing but quotes does not rest on a "he said"
    total = sum(own) + 5
    alike = [i for i, value in best.items() if value >= ALIKE]
    return _Shares(
        sum(own[i] * value for i, value in best.items()) / total,
        len(alike) / max(len(own), 1),
        sum(own[i] for i, value in best.items() if value >= ALONE) / total,
        sum(own[i] for i, value in best.items() if value >= VERBATIM),
        len(alike),
        sum(own[i] for i in alike),
        sum(own[i] for i in alike if best[i] >= PLAIN),
    )


@takes_tables()
def similarities(
    articles: pd.DataFrame,
    *,
    chosen: pd.DataFrame | None = None,
    numbers: pd.DataFrame | None = None,
    boilerplate: pd.DataFrame | None = None,
    repeated: Container[tuple[str, ...]] | None = None,
) -> pd.DataFrame:
    """Candidate pairs with what they have in common, reuse or not. Reads article_id and text; table `similarities`.

    `chosen`: the table `candidates`, found where not given (for a corpus in parts: pairs whose articles are all in
    `articles`). `numbers`: the table `quantities`, to count shared figures by value instead of by digits.
    `boilerplate`: the table, whose passages are left out; found where not given. `repeated`: the sentences (as terms)
    that stand in REPEATED or more articles, found among `articles` where not given.

    >>> reuse.similarities(articles).columns.to_list()[:3]
    ['article_id', 'other_id', 'share_aligned']
    """
    rows = [row for row, *_ in _compare_all(articles, chosen, numbers, repeated, boilerplate)]
    return SIMILARITIES.frame(rows)


def _compare_all(
    articles: pd.DataFrame,
    chosen: pd.DataFrame | None,
    numbers: pd.DataFrame | None,
    repeated: Container[tuple[str, ...]] | None,
    boilerplate: pd.DataFrame | None,
) -> Iterator[tuple[dict[str, object], tuple[Body, Body], Comparison]]:
    """For each pair of `chosen` its row of `similarities`, the two texts as compared, and what was found."""
    chosen = candidates(articles) if chosen is None else chosen
    names = {*chosen["article_id"], *chosen["other_id"]}
    wanted = articles[articles["article_id"].isin(names)]
    bodies = read_bodies(wanted, boilerplate)
    repeated = find_repeated(bodies.values()) if repeated is None else repeated
    bodies = {name: drop_repeated(body, repeated) for name, body in bodies.items()}
    figures = _figures(numbers)
    for name, other in zip(chosen["article_id"], chosen["other_id"], strict=True):
        found = compare(bodies[name], bodies[other])
        shared = found.n_shared_numbers
        if numbers is not None:
            shared = len(figures.get(name, set()) & figures.get(other, set()))
        row = {
            "article_id": name,
            "other_id": other,
            "share_aligned": found.share_aligned,
            "n_aligned": found.n_aligned,
            "n_run": found.n_run,
            "n_shared_numbers": shared,
            "score": found.score,
        }
        yield row, (bodies[name], bodies[other]), found


def _figures(numbers: pd.DataFrame | None) -> Mapping[str, set[tuple[float, str]]]:
    """The distinct figures of every article: value and unit."""
    if numbers is None:
        return {}
    known = numbers[numbers["value"].notna()]
    found: dict[str, set[tuple[float, str]]] = {}
    for name, value, unit in zip(known["article_id"], known["value"], known["unit"].fillna(""), strict=True):
        found.setdefault(name, set()).add((float(value), unit))
    return found


@takes_tables()
def pairs(
    articles: pd.DataFrame,
    *,
    numbers: pd.DataFrame | None = None,
    stated: pd.DataFrame | None = None,
    boilerplate: pd.DataFrame | None = None,
    chosen: pd.DataFrame | None = None,
    repeated: Container[tuple[str, ...]] | None = None,
) -> pd.DataFrame:
    """Pairs of articles between which reuse was found. Reads article_id, text and published; table `pairs`.

    Copies, rewrites and machine translations of one text are found; reports of one event by different newsrooms are
    not reuse, nor are texts of one template. Missed: texts of one sentence that are no copies. No reuse found is not
    independence. `stated`: the table `provenance`; what says that it comes from elsewhere is the derived one
    (`find_sources`). Then the agencies that are credited, then publication dates, then detail left out and the wording,
    where the text is really reworded (`helpers.reuse.direction`). Other arguments as for `similarities`.

    >>> len(reuse.pairs(articles))
    1
    """
    made = relations(
        articles, numbers=numbers, stated=stated, boilerplate=boilerplate, chosen=chosen, repeated=repeated
    )
    return made[0]


@takes_tables()
def relations(
    articles: pd.DataFrame,
    *,
    numbers: pd.DataFrame | None = None,
    stated: pd.DataFrame | None = None,
    boilerplate: pd.DataFrame | None = None,
    chosen: pd.DataFrame | None = None,
    repeated: Container[tuple[str, ...]] | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """What two articles have to do with each other: `pairs`, `same_quotations`, `same_templates`, `same_passages`.

    As for `pairs`; what quotes the same words, fills one template with other facts, or gives the same paragraphs
    under another story is not one text and makes no origin. A pair is in one of the four.

    >>> [len(table) for table in reuse.relations(articles)][0]
    1
    """
    chosen = candidates(articles, close=True) if chosen is None else chosen
    texts = dict(zip(articles["article_id"], articles["text"].fillna(""), strict=True))
    known = _sides(articles, stated)
    quoted = _read_quotations(texts, chosen, boilerplate)
    places = {} if numbers is None else numbers.groupby("article_id", sort=False).indices
    reused, quotations, templates, passages = [], [], [], []
    for row, bodies, found in _compare_all(articles, chosen, numbers, repeated, boilerplate):
        name, other = str(row["article_id"]), str(row["other_id"])
        sides, both = (known[name], known[other]), (texts[name], texts[other])
        may_fill = differ_in_digits(bodies, found.matches)
        own = [_numbers(numbers, places, key) for key in (name, other)] if may_fill or found.score >= FOUND else []
        if may_fill and (frames := find_frames(both, bodies, found.matches, own)):
            templates.append({"article_id": name, "other_id": other} | _count_facts(both, bodies, frames, own))
        elif found.score < FOUND or _is_of_two_newsrooms(sides, bodies, found):
            if shares_told(found.matches, bodies):
                passages.append((name, other, *find_passage(found.matches, bodies)))
            elif shared := share_quotations(quoted[name], quoted[other]):
                quotations.append((name, other, shared.n_quotations, shared.n_words, *shared.left, *shared.right))
        elif is_module(sides, found.matches, bodies) or is_background(sides, found.matches, bodies):
            passages.append((name, other, *find_passage(found.matches, bodies)))
        elif facts := _template(both, bodies, found, own):
            templates.append({"article_id": name, "other_id": other} | facts)
        else:
            reused.append(row | _direction(name, other, _guess(sides, both, bodies, found)))
    alike = SAME_TEMPLATES.frame(templates), SAME_PASSAGES.frame(passages)
    return PAIRS.frame(reused), SAME_QUOTATIONS.frame(quotations), *alike


def _is_of_two_newsrooms(sides: tuple[Side, Side], bodies: tuple[Body, Body], found: Comparison) -> bool:
    """Whether two outlets that are known have hardly a sentence in common: reports of one event are alike."""
    left, right = sides[0].source, sides[1].source
    return are_two(left, right) and len(best_of(surely(found.matches, bodies), 0)) < ENOUGH <= found.n_aligned


def _sides(articles: pd.DataFrame, stated: pd.DataFrame | None) -> dict[str, Side]:
    """What is known of every article besides its words."""
    dates = articles.set_index("article_id")["published"].dropna().to_dict() if "published" in articles else {}
    sources = find_sources(articles, stated)
    return {name: Side(sources.get(name, UNSAID), dates.get(name)) for name in articles["article_id"]}


def _read_quotations(
    texts: Mapping[str, str], chosen: pd.DataFrame, boilerplate: pd.DataFrame | None
) -> Mapping[str, Quoted]:
    furniture = {} if boilerplate is None else spans_by_article(boilerplate)
    names = {*chosen["article_id"], *chosen["other_id"]}
    return {name: read_quotations(texts[name], furniture.get(name, ())) for name in names}


def _numbers(numbers: pd.DataFrame | None, places: Mapping[Any, Any], name: str) -> Sequence[Number]:
    """The numbers of one article; `places` are those of its rows in `numbers`."""
    if numbers is None or name not in places:
        return ()
    return read_numbers(numbers.iloc[places[name]]).get(name, ())


def _template(
    texts: tuple[str, str], bodies: tuple[Body, Body], found: Comparison, numbers: Sequence[Sequence[Number]]
) -> dict[str, int] | None:
    """How many sentences and facts two texts of one template hold; None where they are not of one."""
    aligned = [match[:2] for match in found.matches if match[2] >= TEMPLATE]
    if found.score == 1 or not is_template(*_read_facts(texts, bodies, aligned, numbers)):
        return None
    return _count_facts(texts, bodies, aligned, numbers) | {"n_aligned": found.n_aligned}


def _count_facts(
    texts: tuple[str, str],
    bodies: tuple[Body, Body],
    aligned: Sequence[tuple[int, int]],
    numbers: Sequence[Sequence[Number]],
) -> dict[str, int]:
    """How many aligned sentences and facts in them two texts hold, and how many of these both."""
    facts = _read_facts(texts, bodies, aligned, numbers)
    return {
        "n_aligned": min(len({match[side] for match in aligned}) for side in (0, 1)),
        "n_facts": min(side.numbers.total() + len(side.names) for side in facts),
        "n_shared_facts": (facts[0].numbers & facts[1].numbers).total() + len(facts[0].names & facts[1].names),
    }


def _read_facts(
    texts: tuple[str, str],
    bodies: tuple[Body, Body],
    aligned: Sequence[tuple[int, int]],
    numbers: Sequence[Sequence[Number]],
) -> list[Facts]:
    return [
        read_facts(text, body, sorted({match[side] for match in aligned}), own)
        for side, (text, body, own) in enumerate(zip(texts, bodies, numbers, strict=True))
    ]


def _guess(sides: tuple[Side, Side], texts: tuple[str, str], bodies: tuple[Body, Body], found: Comparison) -> Guess:
    """Which of two texts came first, by the first kind of evidence that tells."""
    cited = cite_direction(sides[0].source, sides[1].source, texts)
    is_part, sources = share_in_common(found.matches, bodies) < MOST, (sides[0].source, sides[1].source)
    guess = find_direction(*sides, cited=cited, is_part=is_part)
    if guess is not None:
        return guess
    is_reworded = found.share_aligned >= WHOLE and share_verbatim(bodies, found.matches) <= REWORDED
    if not is_reworded or sources[0].is_of(sources[1]) or are_two(*sources):
        return UNKNOWN  # of two newsrooms the one that tells more need not be the first
    return guess_direction(*accounts(texts, bodies, found.matches))


def accounts(
    texts: tuple[str, str], bodies: tuple[Body, Body], matches: Iterable[tuple[int, int, float]]
) -> tuple[Account, Account]:
    """What two texts share and what each holds alone, as `guess_direction` wants it."""
    alike = [entry for entry in matches if entry[2] >= ALIKE]
    made = []
    for side, (text, body) in enumerate(zip(texts, bodies, strict=True)):
        held = {(i, j)[side] for i, j, _ in alike}
        aligned = " ".join(text[slice(*body.spans[i])] for i in sorted(held))
        n_words = sum(len(terms) for terms in body.terms)
        left_out = sum(len(terms) for i, terms in enumerate(body.terms) if i not in held)
        made.append(Account(aligned, left_out, n_words))
    return made[0], made[1]


def _direction(name: str, other: str, guess: Guess) -> dict[str, object]:
    if guess.basis is None:
        return {"direction": "unknown"}
    if guess.probability is None:
        return {"direction": "siblings", "direction_basis": guess.basis}
    first = guess.probability > 0.5
    return {
        "direction": "article_id -> other_id" if first else "other_id -> article_id",
        "p_direction": guess.probability,
        "direction_basis": guess.basis,
        "original_id": name if first else other,
        "derived_id": other if first else name,
    }
