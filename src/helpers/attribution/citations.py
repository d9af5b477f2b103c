"""Whom an article cites: which attributions count as a citation, and how a source without a name stands.

A wish, an act, what was left unsaid and words that the author holds up are no citation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from helpers import tables
from helpers.attribution import lexicon
from helpers.attribution.bodies import provinces
from helpers.attribution.cast import JOINT, PRONOUNS
from helpers.attribution.constructions import TELLING
from helpers.attribution.lexicon import WORDS
from helpers.attribution.makers import is_share
from helpers.attribution.passing import PASSING
from helpers.attribution.persons import OWNER, is_listed
from helpers.attribution.standing import OWN, UNSAID
from helpers.attribution.whole import has_voice
from helpers.door import takes_tables

_UNCITED = WORDS["uncited"]


def is_statement(row: Mapping[str, Any]) -> bool:
    """Whether a row (level, quote_kind, cue, content, source_kind; mention) tells that something was said or written.

    What is quoted was said; what stands in other words, or has but a word or two in marks, where its cue is one of
    saying: a thought, a wish, an act, what was left unsaid or what the author says with "I" is no statement.
    """
    words = (row["cue"] or "").lower().rstrip(": ").split()
    if row["level"] in {UNSAID, OWN} or words[-1:] == ["voted"] or _is_possible(words):
        return False  # "voted “no”": an act; "may argue that it is “deep”"
    n_quoted = words_quoted(row["quote_kind"], row["content"])
    if n_quoted >= LONG_QUOTE or not row["cue"] or row["quote_kind"] == "unclosed":
        return True
    if not _HELD_BACK.isdisjoint(words) or ("to" in words[1:-1] and not _ONLY_LIKELY.isdisjoint(words)):
        return False  # "has avoided commenting on", "is likely to find"
    is_of_somebody = row["quote_kind"] == "direct" and row["source_kind"] == "person"
    if words and words[0][0].isalpha() and not (is_of_somebody or _is_of_telling(words)):
        return False  # "has awed", "signed": an act that the learned reader took for a statement; "included “spice”"
    if n_quoted > _SCARE or row["quote_kind"] == "direct" or not words:
        return True
    if row["level"] == "speech" and row["content"][:5] == "that ":
        return True  # "emphasized that ...", but "emphasized the need"
    words = words[-2:]
    lemmas = [lexicon.lemmas().get(word, word) for word in words]
    if lemmas[-1] == "question" and (row["content"][:1].isupper() or row["content"].lower() in PRONOUNS):
        return False  # "police questioned Ann Lee": an act
    if lemmas[-1] == "learn" and (row["source_kind"] == "outlet" or _OUTLET_SHORT.fullmatch(row.get("mention") or "")):
        return True  # "the Post has learned"
    if lemmas[-1] == "reject" and not _CLAIMED.isdisjoint(row["content"].lower().split()[:4]):
        return True  # "rejected the notion that ...": what he said of it
    if row["level"] in {"decree", "document"} and not _is_told_so(row, lemmas[-1]):
        return False
    if row["level"] in {"stance", "intent"} or (row["level"] == "no-source" and lemmas[-1] == "ask"):
        return False
    if lemmas[-1] == "threaten" and row["source_kind"] in {None, "unnamed"}:
        return False  # "the standoff threatens to end it"
    return _UNCITED.isdisjoint((*lemmas, "-".join((*lemmas[:-1], words[-1])), "-".join((words[0], *lemmas[1:]))))


LONG_QUOTE = 6  # words between marks that are somebody's, whatever verb goes with them
_SCARE = 3  # words between marks, up to which they may be a name or words that the author holds up
_MARKED = re.compile(r"[“\"«„]([^“”\"«»„]+)|(?<!\w)[‘']([^‘’']+(?:[’'](?=\w)[^‘’']+)*)[’'](?!\w)")


def words_quoted(quote_kind: str, content: str | None) -> int:
    """Words in the longest quotation of a content.

    >>> words_quoted("mixed", "it was “rather a wet” day"), words_quoted("indirect", "it rained")
    (3, 0)
    """
    if quote_kind == "indirect" or not content:
        return 0
    if quote_kind == "direct":
        return len(content.split())
    return max([len((one[1] or one[2]).split()) for one in _MARKED.finditer(content)], default=0)


def _is_of_telling(words: Sequence[str]) -> bool:
    """Whether the words of a cue tell that something is said."""
    return not TELLING.isdisjoint(words) or words[0] in _BY_WHOM or words[-1] in WORDS["made-known"]


def _is_possible(words: Sequence[str]) -> bool:
    """Whether a cue tells what somebody may say: "might argue", but "can be heard saying"."""
    return words[:1] != [] and words[0] in _MAY and _HEARD.isdisjoint(words)


@takes_tables()
def statements(attributions: pd.DataFrame) -> pd.DataFrame:
    """The rows of a table `attributions` that tell that something was said or written: quotations, and words retold.

    What is thought, wished, done, only possible, or said by the author with "I" is left out.

    >>> len(attribution.statements(found.attributions)) < len(found.attributions)
    True
    """
    columns = ("level", "quote_kind", "cue", "content", "source_kind")
    told = attributions[[*columns]].astype(object).where(attributions[[*columns]].notna(), None)
    kept = [is_statement(dict(zip(columns, row, strict=True))) for row in told.itertuples(index=False)]
    return attributions[pd.Series(kept, attributions.index, dtype=bool)]


# "56 percent", "nearly six in 10 in Ohio": a poll's people, who are no source
_SHARE = re.compile(
    r"(?:[a-z]+ ){0,3}(?:(?:\d[\d.,]*|[a-z-]+) ?(?:%|per ?cent\b)"
    r"|(?:one|two|three|four|five|six|seven|eight|nine|\d) (?:in|out of) (?:\d{1,2}|ten|five|four|three)\b)",
    re.IGNORECASE,
)
_WORDS_OF_A_DECREE = frozenset({"rule", "declare", "decide", "determine", "pronounce"})
_SHOWING = frozenset({"show", "prove", "expose", "reveal", "demonstrate", "illustrate"})
_SOMEBODY = frozenset({"they", "he", "she", "who", "you"})


def _is_told_so(row: Mapping[str, Any], lemma: str) -> bool:
    """Whether a decree is words ("ruled that"), and whoever shows it is a document: not "voters show a card"."""
    if row["level"] == "decree":
        return lemma in _WORDS_OF_A_DECREE
    who = (row.get("mention") or "").lower()
    is_somebody = row["source_kind"] == "person" or who in _SOMEBODY or is_listed("group", who.split(" ")[-1])
    return lemma not in _SHOWING or not is_somebody


def is_cited(row: Mapping[str, Any]) -> bool:
    """Whether who speaks in a row is cited: a statement with a source, but no hearsay nor a chamber."""
    words = (row["cue"] or "").lower().split()
    if row["mention"] is None or _SHARE.match(row["mention"]) or is_share(row["mention"]) or not is_statement(row):
        return False
    if row["level"] == PASSING and row["source_kind"] == "state" and OWNER.search(row["mention"]):
        return False  # "Peru's military", of whose parts no name is known
    if row["quote_kind"] != "indirect" or not words:
        return True
    if row["level"] == "no-source" or row["speaker"] in _CHAMBERS:
        return False  # "the Senate thinks": those in it, whom others tell of
    # "Utah remembered"
    return bool(set(words) & _TELLING_STATES) or provinces().keys().isdisjoint((row["speaker"] or "").split(JOINT))


_CLAIMED = frozenset(
    {"notion", "idea", "claim", "claims", "allegation", "allegations", "suggestion", "suggestions", "accusation",
     "accusations", "charge", "charges", "assertion", "assertions", "criticism"}
)  # fmt: skip
_HELD_BACK = frozenset({"avoided", "avoiding", "avoids", "barely", "weren’t", "weren't", "wasn’t", "wasn't"})
_MAY = frozenset({"may", "might", "can", "could", "should", "must", "’ll", "'ll"})
_HEARD = frozenset({"heard", "seen", "only"})
_OUTLET_SHORT = re.compile(r"The (?:Post|Times|Hill|Globe|Journal|Herald|Tribune|Sun)")
_BY_WHOM = frozenset({"in", "per"})  # "in a Gallup poll, half of voters", "per the CDC"
_ONLY_LIKELY = frozenset({"likely", "unlikely", "efforts", "effort", "available", "unavailable", "poised", "met"})
_TELLING_STATES = frozenset({"reported", "reports", "reporting", "said", "says", "announced", "according"})
_CHAMBERS = frozenset({"Senate", "Congress", "House of Representatives", "Democratic Party", "Republican Party", "GOP"})


def _head(document: str) -> str:
    """The last word of a document's name, which tells what it is: "report"."""
    return document.lower().split()[-1]


def _not_named(mention: str) -> tuple[str, str, str]:
    """How a source that no name resolves stands in `cited_sources`, and its kind: nobody is cited by the name "he"."""
    mention = mention.rstrip(" ,;:—–-")
    if mention.lower() in PRONOUNS or not mention or not has_voice(mention):
        return "unnamed", "unnamed", "unnamed"
    if is_document(mention):
        document = mention[0].lower() + mention[1:]
        return document, "document", document
    if _FILING.fullmatch(mention):
        name = mention.split()[-1].lower()
        return name, "document", name
    if mention[:4] in {"The ", "the "} and mention[4:5].isupper() and is_listed("wordy_outlet", mention[4:]):
        name = f"The {mention[4:]}"
        return name, "outlet", name  # "The Post", of which the article tells no more
    body = _BODY.fullmatch(mention)
    if body:
        name = body[1][0].lower() + body[1][1:]
        return name, _BODY_KINDS.get(body[2], "organisation"), name
    return mention, "unnamed", mention


# of one affair there is one, so that it needs no other name
_FILING = re.compile(r"(?:[Tt]he|[Aa]n?) (?:[\w-]+ )?(?:indictment|affidavit|complaint|decree|lawsuit|subpoena)")

# "the state", "the governor’s office", "its finance ministry": one that the article tells no name of
_BODY = re.compile(
    r"(?:[Tt]he|[Ii]ts) ((?:[a-z]+(?:[’']s)? ){0,2}"
    r"(government|administration|state|department|ministry|(?<=[’']s )office|(?<=state )media))"
)


_BODY_KINDS = {"government": "state", "administration": "state", "state": "state", "media": "outlet"}


_DEFINITE = frozenset({"the", "this", "that", "these", "those", "such", "another"})


_OWNED = frozenset({"its", "his", "her", "their", "our", "my"})


def is_document(mention: str) -> bool:
    """Whether words tell of a document without a name: "one report", "recent polls"; not "reports", which is hearsay.

    "The report" is one that the article has told of before, by a name perhaps.
    """
    words = mention.partition(",")[0].lower().split()
    heads = [i for i, word in enumerate(words) if word in WORDS["evidence"] or (i and word in WORDS["evidence-many"])]
    if not heads or words[0] in _DEFINITE or not _OWNED.isdisjoint(words):
        return False
    told = mention.split()[1 : heads[0] + 1]
    behind = words[heads[0] + 1 :]
    return (
        all(word.islower() or _YEAR.fullmatch(word) for word in told)
        and WORDS["vague"].isdisjoint(words[: heads[0]])
        and (not behind or behind[0] in _BEHIND or behind[0].endswith("ed"))
    )


_YEAR = re.compile(r"(?:19|20)\d\d")
_BEHIND = WORDS["preposition"] | {"of", "about", "from", "in", "that", "which", "out"}


def listed_sources(rows: list[dict[str, Any]]) -> pd.DataFrame:
    found: dict[tuple[str, str], list[Any]] = {}
    forms: dict[tuple[str, str], str] = {}
    kept = [row for row in rows if is_cited(row)]
    documents = [row for row in kept if row["source_kind"] == "document" and row["speaker"]]
    told = {(row["article_id"], _head(row["speaker"])) for row in documents}
    for row in kept:
        for name, kind, person in row.get("several") or [_not_named(row["mention"])]:
            if kind == "document" and not row["speaker"] and (row["article_id"], _head(name)) in told:
                kind = "unnamed"  # it may be the one that the article names
            place = [person, kind or "unnamed", 0, 0, row["source_start"], row["source_end"]]
            # "The senators" who open a sentence are "the senators"
            form = (
                forms.setdefault((row["article_id"], name[:1].lower() + name[1:]), name) if kind == "unnamed" else name
            )
            counted = found.setdefault((row["article_id"], form), place)
            counted[2] += row["level"] != PASSING
            counted[3] += row["n_words"]
    return tables.CITED_SOURCES.frame([(*key, *row) for key, row in found.items()])
