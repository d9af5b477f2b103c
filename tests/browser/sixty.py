"""Sixty made-up articles of six outlets: people, organisations, numbers and copies enough to fill every page."""

from __future__ import annotations

import csv
import random
from pathlib import Path

OUTLETS = ("The Northern Courier", "Radio Lindau", "Evening Standard-Gazette", "Kite", "Harbour News", "Daily Meridian")
FIRST = ("Anna", "Boris", "Carmen", "David", "Elena", "Farid", "Grace", "Hugo", "Ines", "Jonas")
LAST = ("Almeida", "Bergstrom", "Castellanos", "Dunmore", "Eriksen", "Featherstonehaugh", "Gupta", "Holloway")
TITLES = ("Minister", "Mayor", "Senator", "Professor", "Governor")
BODIES = (
    "the Department of Transportation",
    "the Central Bank",
    "Amnesty International",
    "the World Health Organisation",
)
THINGS = ("bridge", "budget", "harvest", "railway", "hospital", "election", "strike", "drought", "tariff", "vaccine")
PATTERNS = (
    "{title} {first} {last} said on {day} that the {thing} would cost ${n} million in {year}.",
    "“The {thing} is what people in this region asked us for,” said {title} {last}. “We will build it before {year}.”",
    "The unemployment rate was {few}.{digit} percent in March {year}, {body} reported.",
    "According to {body}, {n},000 people were waiting for the {thing} and the {other} when the decision was made.",
    "“Nobody knows how the {other} and the {thing} will be paid for,” {first} {last} told reporters.",
    "Exports of wheat rose by {few}.{digit} % in {year} after the {other} had ended, a spokesman for {body} said.",
    "Nearly {n} families have left the valley since the {other} of {year}; {few} in ten hope to return.",
    "The vote was {n}-{few} and followed a debate about the {thing} that had lasted for {few} days.",
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


def write(folder: Path, n: int = 60) -> Path:
    """The corpus in `folder`: `n` articles, every tenth a copy of the one before it, some with a long title."""
    folder.mkdir(parents=True, exist_ok=True)
    draw = random.Random(60)
    rows, text = [], ""
    for number in range(n):
        if number % 10 != 9:
            text = "\n\n".join(" ".join(_sentence(draw) for _ in range(4)) for _ in range(4))
        (folder / f"t{number:02}.txt").write_text(text + "\n", encoding="utf-8", newline="\n")
        title = f"What the {draw.choice(THINGS)} means for the {draw.choice(THINGS)}" + " and for all of us" * (
            number % 4
        )
        rows.append((f"t{number:02}", title, draw.choice(OUTLETS), f"2012-{number % 12 + 1:02}-{number % 28 + 1:02}"))
    with (folder / "articles.csv").open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([("article_id", "title", "outlet", "published"), *rows])
    return folder


def _sentence(draw: random.Random) -> str:
    return draw.choice(PATTERNS).format(
        title=draw.choice(TITLES), first=draw.choice(FIRST), last=draw.choice(LAST), body=draw.choice(BODIES),
        thing=draw.choice(THINGS), other=draw.choice(THINGS), day=draw.choice(DAYS), year=draw.randint(2005, 2012),
        n=draw.randint(12, 980), few=draw.randint(2, 9), digit=draw.randint(0, 9),
    )  # fmt: skip
