"""Which articles come one from the other, or both from one text: proved sentence by sentence."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from helpers import names
from helpers.door import takes_tables
from helpers.reuse.body import Body
from helpers.reuse.candidates import candidates
from helpers.reuse.carriers import Shared, settle_own, share
from helpers.reuse.direction import (
    CITED,
    CITES,
    CREDITED_TO,
    QUOTES,
    UNKNOWN,
    WHOLE,
    Account,
    Guess,
    Side,
    are_two,
    find_direction,
    guess_direction,
    make_sibling,
)
from helpers.reuse.passages import (
    find_passage,
    find_rows,
    find_running,
    is_background,
    is_module,
    shares_rows,
    shares_told,
)
from helpers.reuse.quotations import Quoted, count_given, count_shared, read_quotations, share_quotations
from helpers.reuse.similar import ENOUGH, QUOTED, Comparison, compare_all
from helpers.reuse.stated import UNSAID, cite_direction, find_name, find_sources
from helpers.reuse.strength import ALIKE, LOOSE, MOST, REWORDED, best_of, share_in_common, share_verbatim, surely
from helpers.reuse.templates import count_facts, differ_in_digits, find_frames, find_template
from helpers.reuse.tokens import Number, read_numbers
from helpers.tables import PAIRS, SAME_PASSAGES, SAME_QUOTATIONS, SAME_TEMPLATES, spans_by_article

FOUND = 0.5  # score from which a pair is reported
GIVEN = 0.6  # the score of a text and one that quotes it at length, naming its outlet

Row = dict[str, object]


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
    known = _read(articles, numbers, stated, boilerplate, chosen)
    made: dict[str, list[Row]] = {"pairs": [], "quotations": [], "templates": [], "passages": []}
    shared: dict[tuple[str, str], Shared] = {}
    for row, bodies, found in compare_all(articles, chosen, numbers, repeated, boilerplate):
        pair = _Pair((str(row["article_id"]), str(row["other_id"])), bodies, found, known)
        kind, told = _relate(pair) or ("", {})
        if kind == "pairs":
            shared[pair.ids] = share(found.matches, bodies)
            told = row | told
        if kind:
            made[kind].append({"article_id": pair.ids[0], "other_id": pair.ids[1]} | told)
    return (
        PAIRS.frame(settle_own(made["pairs"], shared)),
        SAME_QUOTATIONS.frame(made["quotations"]),
        SAME_TEMPLATES.frame(made["templates"]),
        SAME_PASSAGES.frame(made["passages"]),
    )


class _Known(NamedTuple):
    """What is known of every article."""

    sides: Mapping[str, Side]
    texts: Mapping[str, str]
    quoted: Mapping[str, Quoted]
    numbers: pd.DataFrame | None
    places: Mapping[Any, Any]  # of the rows of an article in `numbers`


class _Pair(NamedTuple):
    """Two articles, and what their sentences have in common."""

    ids: tuple[str, str]
    bodies: tuple[Body, Body]
    found: Comparison
    known: _Known

    @property
    def sides(self) -> tuple[Side, Side]:
        return self.known.sides[self.ids[0]], self.known.sides[self.ids[1]]

    @property
    def texts(self) -> tuple[str, str]:
        return self.known.texts[self.ids[0]], self.known.texts[self.ids[1]]

    def read_numbers(self) -> list[Sequence[Number]]:
        """The numbers of either article."""
        table, places = self.known.numbers, self.known.places
        return [
            () if table is None or name not in places else read_numbers(table.iloc[places[name]]).get(name, ())
            for name in self.ids
        ]


def _read(
    articles: pd.DataFrame,
    numbers: pd.DataFrame | None,
    stated: pd.DataFrame | None,
    boilerplate: pd.DataFrame | None,
    chosen: pd.DataFrame,
) -> _Known:
    """What is known of the articles; of those among `chosen` also what they quote."""
    texts = dict(zip(articles["article_id"], articles["text"].fillna(""), strict=True))
    dates = articles.set_index("article_id")["published"].dropna().to_dict() if "published" in articles else {}
    sources = find_sources(articles, stated)
    furniture = {} if boilerplate is None else spans_by_article(boilerplate)
    return _Known(
        {name: Side(sources.get(name, UNSAID), dates.get(name)) for name in texts},
        texts,
        {
            name: read_quotations(texts[name], furniture.get(name, ()))
            for name in {*chosen["article_id"], *chosen["other_id"]}
        },
        numbers,
        {} if numbers is None else numbers.groupby("article_id", sort=False).indices,
    )


def _relate(pair: _Pair) -> tuple[str, Row] | None:
    """In which table a pair stands, and what its row says; None where the two have nothing to do with each other."""
    matches, bodies, score = pair.found.matches, pair.bodies, pair.found.score
    if differ_in_digits(bodies, matches):
        numbers = pair.read_numbers()
        if frames := find_frames(pair.texts, bodies, matches, numbers):
            return "templates", {**count_facts(pair.texts, bodies, frames, numbers)}
    if score < FOUND or _is_of_two_newsrooms(pair):
        return _relate_stories(pair)
    if is_module(pair.sides, matches, bodies) or is_background(pair.sides, matches, bodies):
        return "passages", find_passage(matches, bodies)._asdict()
    if score < 1 and (facts := find_template(pair.texts, bodies, matches, pair.read_numbers())):
        return "templates", {**facts, "n_aligned": pair.found.n_aligned}
    return "pairs", _direction(pair.ids, _guess(pair))


def _relate_stories(pair: _Pair) -> tuple[str, Row] | None:
    """`_relate`, for two stories that are not one text: one quotes the other, both share passages or quotations."""
    guess = _guess_given(pair)
    if guess != UNKNOWN:
        return "pairs", {"score": max(GIVEN, pair.found.score)} | _direction(pair.ids, guess)
    matches, bodies = pair.found.matches, pair.bodies
    if shares_told(matches, bodies) or shares_rows(find_rows(matches, bodies)):
        return "passages", find_passage(matches, bodies)._asdict()
    if are_two(*(side.source for side in pair.sides)) and (running := find_running(matches, bodies)):
        return "passages", find_passage(running, bodies)._asdict()
    shared = share_quotations(*(pair.known.quoted[name] for name in pair.ids))
    return None if shared is None else ("quotations", {**shared.row()})


def _guess_given(pair: _Pair) -> Guess:
    """Which of two texts had it first, where one prints the other's words in quotation marks and names its outlet.

    The other prints them as its own; what both quote is somebody's third. They are most of what the two share: who
    prints as much outside the marks took a part. Who quotes less than half of the shorter text, and says most
    in words of its own, only `QUOTES` it.
    """
    given = count_given(pair.found.matches, pair.bodies)
    shared = count_shared(pair.found.matches, pair.bodies)
    # a corpus may call an outlet by a label of its own: its site says how people name it
    outlets = [names.outlet_of_site(f"https://{side.source.site}") or side.source.own for side in pair.sides]
    is_given = [
        given[side] >= max(QUOTED, shared[side] / 2) and find_name(pair.texts[side], outlets[1 - side]) is not None
        for side in (0, 1)
    ]
    if is_given[0] == is_given[1]:
        return UNKNOWN
    side = int(is_given[1])
    held = best_of([match for match in pair.found.matches if match[2] >= ALIKE], side)
    is_part = max(share_in_common(pair.found.matches, pair.bodies), len(held) / len(pair.bodies[side].spans)) < MOST
    return Guess(CITED if side else 1 - CITED, QUOTES if is_part else CITES)


def _is_of_two_newsrooms(pair: _Pair) -> bool:
    """Whether two outlets that are known have hardly a sentence in common: reports of one event are alike."""
    left, right = (side.source for side in pair.sides)
    n_sure = len(best_of(surely(pair.found.matches, pair.bodies), 0))
    return are_two(left, right) and n_sure < ENOUGH <= pair.found.n_aligned


def _guess(pair: _Pair) -> Guess:
    """Which of two texts came first, by the first kind of evidence that tells."""
    left, right = (side.source for side in pair.sides)
    cited = cite_direction(left, right, pair.texts)
    is_part = share_in_common(pair.found.matches, pair.bodies) < MOST
    guess = find_direction(*pair.sides, cited=cited, is_part=is_part)
    if is_part and (guess is None or guess.basis in {None, CITES}) and (given := _guess_given(pair)) != UNKNOWN:
        return given
    if guess is not None:
        return make_sibling(guess) if _is_of_earlier_version(pair, guess) else guess
    is_reworded = pair.found.share_aligned >= WHOLE and share_verbatim(pair.bodies, pair.found.matches) <= REWORDED
    if not is_reworded or left.is_of(right) or are_two(left, right):
        return UNKNOWN  # of two newsrooms the one that tells more need not be the first
    return guess_direction(*accounts(pair.texts, pair.bodies, pair.found.matches))


def _is_of_earlier_version(pair: _Pair, guess: Guess) -> bool:
    """Whether an outlet that prints an agency's text as a whole has a sentence more than the agency's own page."""
    if guess.probability is None or not str(guess.basis).startswith(CREDITED_TO):
        return False
    carrier = 1 if guess.probability > 0.5 else 0
    held = best_of([match for match in pair.found.matches if match[2] >= LOOSE], carrier)
    is_whole = pair.sides[carrier].source.wire is not None
    return is_whole and len(held) < len(pair.bodies[carrier].spans)


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


def _direction(ids: tuple[str, str], guess: Guess) -> Row:
    if guess.basis is None:
        return {"direction": "unknown"}
    if guess.probability is None:
        return {"direction": "siblings", "direction_basis": guess.basis}
    original, derived = ids if guess.probability > 0.5 else ids[::-1]
    return {
        "direction": "article_id -> other_id" if original == ids[0] else "other_id -> article_id",
        "p_direction": guess.probability,
        "direction_basis": guess.basis,
        "original_id": original,
        "derived_id": derived,
    }
