"""One name for each person, organisation or document in the whole corpus, chosen from how often each form is cited.

Only counts of names decide, so the choice is the same from one frame and from many files. Two bearers of a surname stay
apart, and a surname alone joins the one who bears nearly all of it, or nobody. The user's people.csv wins.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from typing import Any, NamedTuple

import pandas as pd

from helpers import names, tables
from helpers.attribution.bodies import state_name
from helpers.attribution.body_names import Body, body_of, flat, given_of, may_be_home
from helpers.attribution.cast import JOINED_BY
from helpers.attribution.full_names import apart, is_same
from helpers.attribution.persons import SUFFIX
from helpers.corpus import SheetError, sheet_rows
from helpers.door import takes_tables

JOIN_SURNAMES = True
"""Whether an article that only writes "Obama" cites the Barack Obama of the other articles."""
DOMINANT = 0.9  # of all that is cited under a surname: so much is one person's, who is meant by the surname alone
ENOUGH = 2  # articles that must name a person in full before a surname alone is that person's
_COUNTED = ["article_id", "speaker", "source_kind", "role"]
_NEEDED = "expected the columns name and, where known, aliases (separated by |), source_kind, gender, role"
_STATED = ("name", "aliases", "source_kind", "gender", "role")
KINDS = ("person", "organisation", "outlet", "state", "document")


class Counts(NamedTuple):
    """How often the corpus cites each name: articles by (name, kind), attributions by name, roles by (name, role)."""

    articles: Counter[tuple[str, str]]
    roles: Counter[tuple[str, str]]


def count(attributed: pd.DataFrame) -> Counts:
    """The counts of a table `attributed`; those of parts of a corpus add up to those of the whole."""
    cited = _each(attributed.loc[attributed["speaker"].notna(), _COUNTED])
    once = cited.drop_duplicates(["article_id", "speaker", "source_kind"])
    told = cited[cited["role"].notna()].drop_duplicates(["article_id", "speaker", "role"])
    return Counts(
        Counter(zip(once["speaker"], once["source_kind"], strict=True)),
        Counter(zip(told["speaker"], told["role"], strict=True)),
    )


def add(counted: Iterable[Counts]) -> Counts:
    """The counts of a corpus from those of its parts."""
    articles: Counter[tuple[str, str]] = Counter()
    roles: Counter[tuple[str, str]] = Counter()
    for one in counted:
        articles.update(one.articles)
        roles.update(one.roles)
    return Counts(articles, roles)


def _each(cited: pd.DataFrame) -> pd.DataFrame:
    """The rows of `cited` with one row for each of several that say one thing."""
    parts = [each(name, kind) for name, kind in zip(cited["speaker"], cited["source_kind"], strict=True)]
    if all(len(part) == 1 for part in parts):
        return cited
    return cited.assign(speaker=pd.Series(parts, index=cited.index, dtype=object)).explode("speaker")


def each(speaker: str, kind: str | None) -> list[str]:
    """The names of a speaker: of several people, states, organisations or outlets that say one thing, one each."""
    joint = JOINED_BY.get(kind or "")
    return speaker.split(joint) if joint else [speaker]


class Naming(NamedTuple):
    """The name and kind under which each cited name stands, and what people.csv says of the names it states."""

    chosen: Mapping[str, tuple[str, str]]
    stated: Mapping[str, Mapping[str, str]]
    roles: Mapping[str, str]


def choose(counts: Counts, stated: str = "") -> Naming:
    """One name for all forms of a name, from `counts`; `stated`: the content of people.csv."""
    rows = read_stated(stated)
    kinds = _kinds(counts)
    sizes: Counter[str] = Counter()
    for (name, _), n in counts.articles.items():
        sizes[name] += n
    chosen = {name: (_known_as(name, kind), kind) for name, kind in kinds.items()}
    people = {name: sizes[name] for name, kind in kinds.items() if kind == "person"}
    chosen |= {name: (one, "person") for name, one in _join_people(people, frozenset(counts.roles)).items()}
    others = {name: sizes[name] for name, kind in kinds.items() if kind not in {"person", "outlet", "state"}}
    chosen |= {name: (one, kinds[one]) for name, one in _join_organisations(others).items()}
    chosen |= _by_statement(rows, chosen)
    roles: dict[str, tuple[int, str]] = {}
    for (name, role), n in counts.roles.items():
        one = chosen[name][0]
        roles[one] = max(roles.get(one, (0, "")), (n, role))
    return Naming(chosen, rows, {name: role for name, (_, role) in roles.items()})


def _kinds(counts: Counts) -> dict[str, str]:
    """The kind that most articles give to each name."""
    best: dict[str, tuple[int, str]] = {}
    for (name, kind), n in counts.articles.items():
        best[name] = max(best.get(name, (0, "")), (n, kind))
    return {name: kind for name, (_, kind) in best.items()}


def _known_as(name: str, kind: str) -> str:
    """The one name of an outlet ("AP" is the Associated Press) or a state; others keep theirs."""
    known = names.outlet(name) if kind == "outlet" else state_name(name) if kind == "state" else None
    return known or name


# --- people ---------------------------------------------------------------------------------------------------------


def _join_people(sizes: Mapping[str, int], roles: Container[tuple[str, str]] = ()) -> dict[str, str]:
    """The name chosen for each name of a person; `roles`: names with the roles told of them."""
    by_key: dict[str, list[str]] = {}
    alone: list[str] = []
    for name in sorted(sizes):
        full = apart(name)
        if full:
            by_key.setdefault(full.key, []).append(name)
        else:
            alone.append(name)
    chosen: dict[str, str] = {}
    bearers: dict[str, Counter[str]] = {}
    for key, own in by_key.items():
        for group in _groups(own):
            one = names.in_office(min(group, key=lambda name: (-sizes[name], len(name), name)))
            chosen |= dict.fromkeys(group, one)
            bearers.setdefault(key.split(" ")[0], Counter())[one] += sum(sizes[name] for name in group)
    for name in alone if JOIN_SURNAMES else ():
        found = bearers.get(flat(name).split(" ")[-1])
        if found and (bearer := _bearer(found, (name, "President") in roles)):
            chosen[name] = bearer
    return chosen


def _bearer(bearers: Counter[str], is_president: bool) -> str | None:
    """Whom a surname alone means: the president, if it is one's; else the bearer named far more often than all others.

    "Lee Jr." is told from Lee by his suffix, so that the surname alone is not his.
    """
    holders = [name for name in bearers if name in names.officeholders()] if is_president else []
    if len(holders) == 1:
        return holders[0]
    juniors = {name for name in bearers if SUFFIX.search(name) and SUFFIX.sub("", name) in bearers}
    rivals = Counter({name: n for name, n in bearers.items() if name not in juniors})
    one, n = min(rivals.items(), key=lambda item: (-item[1], item[0]))
    return one if n >= DOMINANT * rivals.total() and (len(rivals) == 1 or n >= ENOUGH) else None


def _groups(own: list[str]) -> list[list[str]]:
    """Full names of one surname put together where all may be one person's; what fits two groups stays alone."""
    full = {name: apart(name) for name in own}
    fits: dict[str, list[str]] = {
        name: [
            other
            for other in own
            if other != name and (a := full[name]) is not None and (b := full[other]) is not None and is_same(a, b)
        ]
        for name in own
    }
    groups: list[list[str]] = []
    placed: set[str] = set()
    # those with most told first, so that "George Bush" does not join George W. and George H.W.
    for name in sorted(own, key=lambda one: (-len(one.split()), one)):
        if name in placed:
            continue
        group = [name]
        for other in fits[name]:
            if other not in placed and all(other in fits[member] for member in group):
                rivals = [x for x in fits[other] if x not in group and x not in fits[name]]
                if not rivals:
                    group.append(other)
        placed.update(group)
        groups.append(group)
    return groups


# --- organisations and documents ------------------------------------------------------------------------------------


def _join_organisations(sizes: Mapping[str, int]) -> dict[str, str]:
    """The form most cited of each organisation that is known by several; ministries of two countries stay apart."""
    by_body: dict[Body, list[str]] = {}
    for name in sorted(sizes):
        by_body.setdefault(body_of(name), []).append(name)
    for home in [body for body in by_body if not body.country]:  # "Transport Department" of whose no other is told
        found = [one for code in ("USA", "GBR") if (one := Body(code, home.plain)) in by_body]
        if len(found) == 1 and may_be_home(by_body[home], found[0].country, by_body[found[0]]):
            by_body[found[0]] += by_body.pop(home)
    joined = [own for own in by_body.values() if len({given_of(name) for name in own} - {""}) < 2]
    return {name: min(own, key=lambda one: (-sizes[one], -len(one), one)) for own in joined for name in own}


# --- what the user states -------------------------------------------------------------------------------------------


def read_stated(content: str, name: str = "people.csv") -> dict[str, dict[str, str]]:
    """The rows of people.csv by name; a row without a name or with an unknown kind is an error that says so."""
    rows: dict[str, dict[str, str]] = {}
    for number, row in sheet_rows(content, name, _STATED, needed=["name"]) if content else ():
        told = {key: value.strip() for key, value in row.items()}
        told |= {"source_kind": told["source_kind"].lower()} if "source_kind" in told else {}
        if not told["name"]:
            raise SheetError(f"{name}, row {number}: no name; {_NEEDED}.")
        if told.get("source_kind") and told["source_kind"] not in KINDS:
            raise SheetError(
                f'{name}, row {number}: source_kind is "{told["source_kind"]}"; expected {", ".join(KINDS)}.'
            )
        if ";" in told.get("aliases", ""):
            raise SheetError(f'{name}, row {number}: aliases is "{told["aliases"]}"; part them by |, not by ";".')
        if told["name"] in rows:
            raise SheetError(f'{name}, row {number}: "{told["name"]}" stands twice; expected one row a name.')
        rows[told["name"]] = told
    return rows


def _by_statement(
    rows: Mapping[str, Mapping[str, str]], chosen: Mapping[str, tuple[str, str]]
) -> dict[str, tuple[str, str]]:
    """What people.csv names: its names and aliases, and the names that were joined to one of them."""
    wanted: dict[str, str] = {}
    for name, row in rows.items():
        for alias in (name, *row.get("aliases", "").split("|")):
            if alias.strip():
                wanted[flat(alias.strip())] = name
    found: dict[str, tuple[str, str]] = {}
    for own, (one, kind) in chosen.items():
        stated = wanted.get(flat(own)) or wanted.get(flat(one))
        if stated:
            found[own] = (stated, rows[stated].get("source_kind") or kind)
    return found


# --- tables ---------------------------------------------------------------------------------------------------------


def namings(attributed: pd.DataFrame, naming: Naming) -> pd.DataFrame:
    """The table `namings` of the articles of `attributed`."""
    cited = _each(attributed.loc[attributed["speaker"].notna(), ["article_id", "speaker", "source_kind"]])
    cited = cited[["article_id", "speaker"]].drop_duplicates()
    pairs = zip(cited["article_id"], cited["speaker"], strict=True)
    return tables.NAMINGS.frame([(article_id, own, *naming.chosen[own]) for article_id, own in pairs])


def tally(attributed: pd.DataFrame, naming: Naming) -> tuple[Counter[str], Counter[str]]:
    """Articles and attributions by chosen name; those of parts add up to those of the corpus."""
    cited = _each(attributed.loc[attributed["speaker"].notna(), ["article_id", "speaker", "source_kind"]])
    one = cited["speaker"].map(lambda own: naming.chosen[own][0])
    pairs = set(zip(cited["article_id"], one, strict=True))
    return Counter(name for _, name in pairs), Counter(one)


def table(naming: Naming, n_articles: Mapping[str, int], n_attributions: Mapping[str, int]) -> pd.DataFrame:
    """The table `people`."""
    aliases: dict[str, set[str]] = {}
    kinds: dict[str, str] = {}
    for own, (one, kind) in naming.chosen.items():
        aliases.setdefault(one, set()).add(own)
        kinds[one] = kind
    rows: list[dict[str, Any]] = []
    for one, forms in sorted(aliases.items()):
        told = dict(naming.stated.get(one, {}))
        listed = sorted((forms | set(filter(None, told.pop("aliases", "").split("|")))) - {one})
        rows.append(
            {
                **{key: value or None for key, value in told.items() if key},
                "name": one,
                "source_kind": kinds[one],
                "aliases": "|".join(listed) or None,
                "gender": told.get("gender") or None,
                "role": told.get("role") or naming.roles.get(one),
                "n_articles": n_articles.get(one, 0),
                "n_attributions": n_attributions.get(one, 0),
                "is_stated": one in naming.stated,
            }
        )
    return tables.PEOPLE.frame(rows) if rows else tables.PEOPLE.empty()


@takes_tables()
def people(attributed: pd.DataFrame, *, people: str = "") -> tuple[pd.DataFrame, pd.DataFrame]:
    """`people` and `namings` of the table `attributed` of a whole corpus; `people`: the content of people.csv.

    >>> people, namings = attribution.people(found.attributed)
    >>> "Vladimir Putin" in set(people["name"])
    True
    """
    naming = choose(count(attributed), people)
    return table(naming, *tally(attributed, naming)), namings(attributed, naming)
