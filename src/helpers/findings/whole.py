"""Whether words between quotation marks stand alone: a clause with its verb, that says of whom it speaks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from helpers.attribution.clauses import BE, DO, FINITE, HAVE
from helpers.attribution.tagger import tag

_SHORTENED = re.compile(r"(?:i|we|you|he|she|it|they|that|this|there|here|who|what)['’](?:s|re|m|ve|ll|d)|\w+n['’]t")
_SOMEBODY_ELSE = frozenset({"he", "she", "they", "him", "her", "them", "his", "hers", "their", "theirs"})
_JOINING = frozenset({"and", "but", "so", "or", "because"})
_SAID_BEFORE = frozenset({"that", "this", "these", "those", "it", "its"})
_SUBJECTS = frozenset({"N", "NP", "PR", "EX", "DT", "CD", "W"})


def stands_alone(words: Sequence[str]) -> bool:
    """Whether words as written begin a sentence, have its verb, and begin with nobody who is named elsewhere.

    >>> stands_alone("We will open the dam".split()), stands_alone("Requirements of the new dam".split())
    (True, False)
    >>> stands_alone("He was aware of the dam".split()), stands_alone("And that plan is to open the dam".split())
    (False, False)
    """
    if not begins_alone(words):
        return False
    tags = tag(list(words))
    if tags[0] == "VB":
        return True  # "Open the dam": what is asked for
    begun = [at for at, each in enumerate(tags) if each in _SUBJECTS or words[at].lower() == "i"][:1]
    return any(_is_finite(words, tags, at) for at in range(begun[0] if begun else 0, len(words) - 1))


def begins_alone(words: Sequence[str]) -> bool:
    """Whether words as written begin a sentence, and with nobody and nothing that is named elsewhere.

    >>> begins_alone("Time for some rain".split()), begins_alone("He has time".split())
    (True, False)
    """
    first, second = (re.split("['’]", word.lower())[0] for word in [*words, "", ""][:2])
    if not words or not words[0][0].isupper() or first in _SOMEBODY_ELSE:
        return False
    return not (first in _JOINING and second in _SOMEBODY_ELSE | _SAID_BEFORE)


def _is_finite(words: Sequence[str], tags: Sequence[str], at: int) -> bool:
    """Whether the word at `at` may be the verb of a clause; in a clause begun by "who" or "which" it is not."""
    word = words[at].lower()
    if at and tags[at - 1] == "W" and words[at - 1].lower() in {"who", "which"}:
        return False
    is_aux = word in BE | HAVE | DO and word not in {"be", "been", "being", "having", "doing", "done"}
    is_present = tags[at] == "VB" and bool(at) and tags[at - 1] not in {"TO", "MD"}
    return bool(_SHORTENED.fullmatch(word)) or is_aux or tags[at] in FINITE or is_present
