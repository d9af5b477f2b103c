"""Who writes or works for an outlet, by the words of one mention."""

from __future__ import annotations

import re

from helpers import names
from helpers.attribution.cast import Reading, Speaker
from helpers.attribution.phrases import last_name_run, person_in

# "columnist Ann Lee of the Daily Globe", "an account by Ann Lee in the Daily Globe"
_OF_OUTLET = re.compile(r"((?:[^,]{1,50} by )?[^,]{3,60}?) (?:of|at|from|with|for|in) (?:the |The |an )?(?=[A-Z])")
_OF_OTHERS = re.compile(r"\b(?:of|for|to|with|from|at|than|and)\b")


def of_outlet(main: str) -> Reading | None:
    """The person who works or writes for the outlet that ends a mention."""
    match = _OF_OUTLET.match(main)
    head = match[1] if match else ""
    if not head or _OF_OTHERS.search(head):
        return None
    if person := person_at_end(head):
        return Reading(person, "surname", ("sure",))
    is_surname = head.isalpha() and head[0].isupper() and head in names.surnames() and not names.outlet(head)
    return Reading(Speaker(head, "person"), "surname", (head,)) if is_surname else None


# "the York Times’s fact-checker, Ann Lee"
_OUTLET_OWNS = re.compile(r"(?P<outlet>[^,()]+?)[’']s? [a-z-]+(?: [a-z-]+){0,3}, (?P<who>[A-Z][^,()]+)(?:$|,)")


def owned_by_outlet(mention: str) -> Speaker | None:
    """The person named in full behind what the person is to an outlet."""
    match = _OUTLET_OWNS.match(mention)
    return person_at_end(match["who"]) if match and names.outlet(match["outlet"]) else None


def person_at_end(words: str) -> Speaker | None:
    """The person whose full name ends a phrase: "contributor and former governor Ann Lee"."""
    run = last_name_run(words)
    person = person_in(run) if run and words.endswith(run) else None
    return person if person and person.name and " " in person.name and words.endswith(person.name) else None
