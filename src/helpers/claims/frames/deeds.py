"""What is said of things that are counted: "48,700 homes were damaged", "acquitted 31 men", "stores closing".

A count of things states nothing without it: "Democrats: 47" leaves open what they did. The noun and what is said of it
are one measure, "democrats voted for bill", so that those who are for something are never equal to those against it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from helpers.claims.dates import MONTHS
from helpers.claims.frames import measures
from helpers.claims.frames.scene import Scene
from helpers.claims.nouns import is_plural
from helpers.claims.tokens import NUMBER, low, word_set, words

_LEADS = (word_set("of_modifiers") | word_set("determiners") | {"many", "well", "no", "fewer"}) - {"of", "to", "that"}
_TOTALS = frozenset({"total", "average", "estimated", "upwards", "record", "group", "combined"})
_IDLE = word_set("idle_deeds")
_NO_DEEDS = word_set("ed_no_deeds")
_BE = frozenset(
    ["be", "been", "being", "was", "were", "is", "are", "aren't", "weren't", "isn't", "wasn't", "got", "get"]
)
_HAVE = frozenset({"has", "have", "had", "haven't", "hasn't", "hadn't"})
_MODALS = frozenset(
    ["will", "would", "could", "should", "may", "might", "can", "must", "did", "do", "won't", "wouldn't", "couldn't",
     "can't", "cannot", "don't", "didn't", "to"]
)  # fmt: skip
_TO_COME = frozenset({"expected", "set", "likely", "projected", "due", "scheduled", "estimated", "believed", "thought"})
_PLANS = word_set("plans_to")
_TITLES = frozenset({"mr", "mrs", "ms", "dr", "sen", "rep", "gov", "st", "gen", "president", "senator"})
_ADVERBS = frozenset(
    ["also", "now", "already", "still", "then", "so", "far", "later", "just", "since", "all", "either"]
)
_NOT = frozenset({"not", "never", "n't"})
_DOUBTED = frozenset(
    {"allegedly", "supposedly", "purportedly", "reportedly", "ostensibly", "hardly", "scarcely", "nearly"}
)
_BEGINS = frozenset({"begin", "begins", "began", "beginning", "start", "starts", "started", "starting", "consider",
                     "considers", "considered", "considering", "avoid", "avoided", "avoiding", "without", "oppose",
                     "opposes", "opposed", "propose", "proposes", "proposed", "proposing", "suggested"})  # fmt: skip
_STATES = word_set("states_of_things")
_LED_BY = frozenset({"without", "with", "against", "under", "in", "behind", "at", "on"})  # "are in custody"
_PARTICLES = frozenset({"up", "down", "out", "off", "back", "away"})
_TO_OBJECT = frozenset({"for", "against", "to", "on", "with", "without", "into", "from", "as", "by"})
_SIZES = frozenset(
    ["close", "to", "about", "nearly", "more", "than", "over", "almost", "roughly", "some", "around", "up"]
)
_TIMES = frozenset(MONTHS) | word_set("weekdays") | word_set("relative_units") | {"day", "days", "hour", "hours"}
_PERSONS = frozenset(["him", "them", "me", "us", "it"])
_CLAUSES = frozenset(["that", "what", "how", "whether"])
_ARTICLES = frozenset(["the", "a", "an", "his", "her", "their", "its", "our", "my", "your", "this", "these", "those"])
_ENABLES = frozenset(
    ["allowed", "enabled", "helped", "forced", "required", "permitted", "urged", "asked", "encouraged", "ordered"]
)
_SHORT = 4  # letters of a word in "ed" that is a verb
_FAR = 7  # tokens of "in the state", between what is counted and its verb


@cache
def _forms() -> Mapping[str, str]:
    """The participle of each form of the verbs of the lists."""
    found: dict[str, str] = {}
    for base in words("deed_verbs"):
        stem = base[:-1] if base.endswith("e") else base
        past = f"{base[:-1]}ied" if re.search("[^aeiou]y$", base) else f"{stem}ed"
        is_hissed = re.search("(?:s|x|z|ch|sh)$", base)
        third = f"{past[:-1]}s" if past.endswith("ied") else f"{base}es" if is_hissed else f"{base}s"
        found |= dict.fromkeys((base, third, past, f"{stem}ing"), past)
    for row in words("deed_irregular"):
        base, past, done, doing = row.split(":")
        found |= dict.fromkeys((base, f"{base}s", past, done, doing), done)
    return found


def deed_of(word: str) -> str | None:
    """The participle of a verb that tells what becomes of something; None: no verb, or one that tells nothing."""
    done = _forms().get(word)
    if done is None and word.endswith("ed") and len(word) > _SHORT and word not in _NO_DEEDS:
        done = word
    return None if done is None or done in _IDLE else done


def told(scene: Scene, noun: str, at: int, stop: int) -> str | None:
    """`noun`, counted by the tokens `at:stop`, with what its clause says of it: "homes damaged"; None: nothing."""
    j = at - 1
    while j >= 0 and at - j < _FAR and (low(scene.tokens, j) in _LEADS or _is_total(scene, j)):
        j -= 1
    done = _done_to(scene, j)
    if done == "left":  # "left 900 people homeless"
        return f"{noun} left {low(scene.tokens, stop)}" if low(scene.tokens, stop) in _STATES else None
    if done in _ENABLES and low(scene.tokens, stop) == "to":
        return f"{noun} {done} to {low(scene.tokens, stop + 1)}"  # "allows 8 nurses to leave"
    if done:
        return f"{noun} {done}"
    leader = low(scene.tokens, j)
    if leader == "by" and low(scene.tokens, j - 1).endswith("ed") and (by := deed_of(low(scene.tokens, j - 1))):
        return f"{by} by {noun}"
    behind = _behind(scene, stop, is_subject=leader not in measures.PREPOSITIONS and deed_of(leader) is None)
    return f"{noun} {behind}" if behind else None


def _is_total(scene: Scene, j: int) -> bool:
    """ "a total of", "up to": not the "of" of a part."""
    word, before = low(scene.tokens, j), low(scene.tokens, j - 1)
    return (word == "of" and before in _TOTALS) or (word == "to" and before in {"up", "close"})


def _done_to(scene: Scene, j: int) -> str | None:
    """The verb on token `j` whose object is counted: "closing some 200 stores", "laid off 300 workers"."""
    tokens = scene.tokens
    if low(tokens, j) in _PARTICLES:
        done = _verb(scene, j - 1)
        return f"{done} {low(tokens, j)}" if done else None
    return _verb(scene, j)


def _verb(scene: Scene, j: int) -> str | None:
    word = low(scene.tokens, j)
    done = deed_of(word)
    if done is None or low(scene.tokens, j - 1) in _BE:
        return None
    before = low(scene.tokens, j - 1)
    if before in _NOT or (before in {"to", "of"} and low(scene.tokens, j - 2) not in _TO_COME | _PLANS):
        return None  # "to disperse 300 men", "capable of firing 900 shots": not done, perhaps
    if word.endswith("ing") and before in _BEGINS:
        return None  # "to begin implementing 29 recommendations": not done yet
    if word == done or word.endswith(("ed", "ing")):
        return done
    is_verb = before in _MODALS or before.endswith(("ly", "n't")) or before in {"and", "we", "they", "you", "i"}
    is_finite = word.endswith("s") and j > 0 and not is_plural(before)
    return done if is_verb or is_finite else None


def _behind(scene: Scene, stop: int, *, is_subject: bool) -> str | None:
    """What is said behind what is counted, of which `is_subject` tells whether it can be the subject of a clause."""
    tokens = scene.tokens
    j = stop
    if low(tokens, j) in {"who", "that", "which"}:
        j += 1
    elif low(tokens, j) in _STATES or low(tokens, j) in {"without", "with", "against", "under"}:
        return _state(scene, j)
    elif is_subject and low(tokens, j) in {"in", "from", "at", "across", "on", "near", "around"}:
        reached = _BE | _HAVE | {"who", ","}
        j = next((k for k in range(j + 1, j + _FAR) if low(tokens, k) in reached), j)
        j += low(tokens, j) == "who"
    elif not is_subject and not _is_participle(low(tokens, j)):
        return None
    return _clause(scene, j)


def _is_participle(word: str) -> bool:
    return word.endswith(("ed", "ing")) and deed_of(word) is not None


def _clause(scene: Scene, j: int) -> str | None:
    """The verb at token `j`, its auxiliaries left out, with what it is done to or for."""
    tokens, negated, helped, word = scene.tokens, False, False, ""
    while j < len(tokens):
        word = low(tokens, j)
        if word in _DOUBTED:
            return None  # "who were supposedly punished"
        if word in _NOT or word.endswith(("n't", "n’t")):
            negated = True
        is_going_on = word in _NOT | _ADVERBS or word.endswith("ly") or (helped and word in _TO_COME)
        if word in _BE | _HAVE | _MODALS or word.endswith(("n't", "n’t")):
            helped = True
        elif not is_going_on or (word in _TO_COME and low(tokens, j + 1) != "to"):
            break
        j += 1
    if helped and word in _STATES | _LED_BY:
        return _state(scene, j, negated=negated)
    if deed_of(word) is None or low(tokens, j + 1) == "that" or _is_number(scene, j + 1):
        return None  # "five officers fired 17 shots": they were not fired
    behind = _object(scene, j + 1)
    return None if behind is None else " ".join([*(["not"] if negated else []), word, *behind])


def _is_number(scene: Scene, j: int) -> bool:
    """Whether a number begins on token `j`: "17", "close to 17", "$17"."""
    while low(scene.tokens, j) in _SIZES:
        j += 1
    return j < len(scene.tokens) and (scene.tokens[j].kind == NUMBER or scene.tokens[j].low in {"$", "€", "£"})


def _state(scene: Scene, j: int, *, negated: bool = False) -> str | None:
    """ "without power", "missing", "in custody"."""
    word = low(scene.tokens, j)
    if word in _LED_BY:
        named = _noun(scene, j + 1)
        is_place = word in {"in", "at", "on", "with"} and low(scene.tokens, j + 1) in _ARTICLES
        if not named or is_place or named[0][0].isupper() or named[0] in _PERSONS:
            return None
        return " ".join([*(["not"] if negated else []), word, *named])
    return f"not {word}" if negated else word


def _object(scene: Scene, j: int) -> list[str] | None:
    """The particle, preposition and noun behind a verb: "up to sponsor", "for the measure"; nothing of a time.

    None: what the verb leads to is not read ("declined to be interviewed").
    """
    found: list[str] = []
    if low(scene.tokens, j) in _PARTICLES:
        found.append(low(scene.tokens, j))
        j += 1
    following = low(scene.tokens, j + 1)
    if low(scene.tokens, j) == "to" and deed_of(following):
        return [*found, "to", following, *_noun(scene, j + 2)]
    if low(scene.tokens, j) == "to" and not _noun(scene, j + 1):
        return None
    if low(scene.tokens, j) in _TO_OBJECT:
        named = _noun(scene, j + 1)
        return [*found, low(scene.tokens, j), *named] if named else found
    return [*found, *_noun(scene, j)]


def _noun(scene: Scene, j: int) -> list[str]:
    """The noun phrase at token `j` without its article, as it is written; nothing where "what" or a time stands."""
    tokens = scene.tokens
    if low(tokens, j) in _PERSONS:
        return [low(tokens, j)]  # "women who accused him" were not accused
    if low(tokens, j) in _CLAUSES:
        return []
    alone = ["her"] if low(tokens, j) == "her" else []
    j += low(tokens, j) in _ARTICLES
    phrase, stop = measures.phrase_after(tokens, j, most=3)
    if (
        not phrase
        or phrase[0] == "due"
        or phrase[0] in _TIMES
        or phrase[-1] in _TIMES
        or (stop < len(tokens) and tokens[j].kind == NUMBER)
    ):
        return alone
    if tokens[stop - 1].low in _TITLES:
        return []
    stop += low(tokens, stop) == "leave"  # "placed on administrative leave"
    stop -= len(phrase) > 1 and tokens[stop - 1].low in {"starting", "beginning"}  # "benefits starting January 1"
    named = scene.text[tokens[j].start : tokens[stop - 1].end].split()
    return [word if word[:1].isupper() else word.lower() for word in named]
