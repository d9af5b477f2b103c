"""Whom the article has named: who a surname, a role ("the mayor") or a head ("the ministry") means."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from helpers import names
from helpers.attribution.bodies import described_body
from helpers.attribution.cast import UNNAMED, Article, Reading, Speaker, Told, latest
from helpers.attribution.full_names import one_each
from helpers.attribution.introductions import Known
from helpers.attribution.persons import POSSESSIVE, SUFFIX, UPPER, is_listed
from helpers.attribution.phrases import is_small, is_told_to_be_body
from helpers.attribution.written import as_written


def _only_speaking(word: str, told: Told, article: Article) -> str | None:
    """Of several of one surname the only one who has spoken, where nobody is named far more often."""
    bearers = article.bearers.get(word, {})
    spoken = {s.name for _, s in told if s.name in bearers}
    return spoken.pop() if len(bearers) > 1 and len(spoken) == 1 else None


def _is_rivalled(full: str, gender: str | None, told: Told, article: Article) -> bool:
    """Whether another of a person's surname, who is named about as often, spoke last or before that."""
    bearers = one_each(article.bearers.get(full.split()[-1], {}))
    others = {
        one: places
        for one, places in bearers.items()
        if article.gender.get(one, gender) in {gender, None} or not gender
    }
    spoken = [s.name for _, s in told[-2:] if s.name in others and s.name != full]
    return bool(spoken) and len(bearers.get(full, ())) < _CLEARLY * len(others[str(spoken[-1])])


def by_surname(read: Reading, at: int, article: Article, told: Told) -> Speaker:
    """The person a name means here: the full name if the article has it; a word nobody bears is no person's name."""
    name, gender = read.speaker.name or "", read.speaker.gender
    if " " in name:
        return Speaker(full_variant(name, article), "person", gender)
    spoken = _only_speaking(name, told, article)
    is_spoken = (
        spoken
        and article.gender.get(spoken, gender) in {gender, None}
        and names.in_office(spoken) not in names.officeholders()
    )
    full = (spoken if is_spoken else None) or full_name(name, at, article, gender)
    if full and not is_spoken and _is_rivalled(full, gender, told, article):
        return Speaker(None, "person", gender)  # another of the name goes on, perhaps
    if full:
        return Speaker(full, "person", gender or article.gender.get(full))
    if meant := misspelt(name, article):
        return Speaker(meant, "person", gender or article.gender.get(meant))
    if gender and name in article.bearers and len(read.words) < 2:
        return Speaker(f"{_MR[gender]} {name}", "person", gender)  # "Ms. Lee", where only Dan Lee is named in full
    is_given = name in names.given_names() and not is_listed("place", name) and not article.has_lower(name)
    if read.words == ("sure",) or name in names.surnames() or is_given:
        return Speaker(name, "person", gender) if len(read.words) < 2 else UNNAMED  # "Backers of the plan"
    return told_body(name, article) or (as_written(name, at, article) if len(read.words) < 2 else None) or UNNAMED


_LONG = 5  # letters of a surname from which on one letter may be a slip


def misspelt(word: str, article: Article) -> str | None:
    """The only person of an article whose surname is `word` but for one letter or two that changed places.

    Where the article has the word once, and the surname oftener: "Hanesn noted" beside Brian Hansen.
    """
    if len(word) < _LONG or word in article.bearers or word in article.by_given:
        return None
    near = [surname for surname in article.bearers if surname[:1] == word[:1] and is_a_slip(word, surname)]
    near = [surname for surname in near if word != f"{surname}s"]  # "the Obamas"
    bearers = one_each(article.bearers[near[0]]) if len(near) == 1 else {}
    is_slip = len(bearers) == 1 and len(_alone(near[0], 0, None, article)) > 1 >= len(_alone(word, 0, None, article))
    return next(iter(bearers)) if is_slip else None


def is_a_slip(one: str, other: str) -> bool:
    """Whether two words differ in one letter, left out, put in or another, or in two neighbours that changed places.

    >>> is_a_slip("Hanesn", "Hansen"), is_a_slip("Rosss", "Ross"), is_a_slip("Brown", "Braun")
    (True, True, False)
    """
    short, long = sorted((one, other), key=len)
    same = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    rest, behind = short[same:], long[same:]
    if len(short) == len(long):
        return rest[1:] == behind[1:] != rest or (rest[:2] == behind[1::-1] and rest[2:] == behind[2:])
    return rest == behind[1:]


_MR = {"female": "Ms.", "male": "Mr."}
_WORD = rf"{UPPER}[\w’'&.-]{{0,40}}"
_NAME = rf"{_WORD}(?: (?:(?:of|for|and|the|in) )?{_WORD}){{0,4}}"
_BODY_NAMED = re.compile(rf"\b(?P<what>[a-z-]{{4,}}(?: called| named)?) (?P<name>{_NAME})")
_BODY_APPOSED = re.compile(rf"(?P<name>{_NAME})(?P<behind>, (?:an?|the|which|one of|another|our|my) [^,;()\n]+)")


def told_body(name: str, article: Article) -> Speaker | None:
    """The organisation or outlet that the article tells a name to be: "the union Arkon", "Arkon, a maker of chairs"."""
    if "bodies" not in article.lazy:
        found: dict[str, Speaker] = {}
        for match in _BODY_APPOSED.finditer(article.text):
            if is_told_to_be_body(match["name"].split(), match["behind"]):
                found.setdefault(match["name"], Speaker(match["name"], "organisation"))
        for match in _BODY_NAMED.finditer(article.text):
            body = described_body(("the", *match["what"].split(), *match["name"].rstrip(".").split()))
            if body:
                found.setdefault(match["name"].rstrip("."), body)
        article.lazy["bodies"] = found
    bodies: dict[str, Speaker] = article.lazy["bodies"]
    return bodies.get(name)


def known_as(name: str, at: int, article: Article) -> str:
    return full_variant(name, article) if " " in name else full_name(name, at, article, None) or name


def full_variant(name: str, article: Article) -> str:
    """A full name as the article gives it most: "Ed Lee" for "Edward Lee", where nobody else bears the surname."""
    first, *_, last = name.split()
    bearers = article.bearers.get(last, {})
    longer = [other for other in bearers if other.lower().endswith(f" {name.lower()}")]
    if len(longer) == 1:
        return longer[0]  # "Duncan Smith" after "Iain Duncan Smith", "Von Berg" after "Eva von Berg"
    same = [other for other in bearers if other != name and names.is_same_given(other.split()[0], first)]
    if same and len({other.split()[0] for other in bearers}) <= 2:
        return max([name, *same], key=lambda other: (len(bearers.get(other, ())), -len(other), other))
    return name


_CLEARLY = 3  # times as often as all others of the name: who is meant by the surname alone
_SETTLED = 3  # times that a surname alone means the first who bears it, before another is named in full
_JUST = 400  # characters after a full name in which the surname alone may mean that one, though it had meant another
_CLOSE = 1500  # characters after a full name in which the surname alone may mean that one
_NEAR = 700  # characters before a surname in which its bearer, of several, is looked for


def full_name(word: str, at: int, article: Article, gender: str | None) -> str | None:
    """The full name of a person mentioned by one name, if the article leaves no doubt: of several bearers who agree,
    the one named far more often, the president, or the only one named just before and no less often than the others."""
    bearers = article.bearers.get(word) or article.by_given.get(word)
    if not bearers and ("’" in word or "'" in word):  # "O’Rourke" after "Beto O'Rourke"
        bearers = article.bearers.get(word.replace("’", "'")) or article.bearers.get(word.replace("'", "’"))
    if not bearers:
        return None
    agreeing = {name: places for name, places in bearers.items() if article.gender.get(name, gender) in {gender, None}}
    agreeing = one_each(agreeing if gender else bearers)
    holding = {name for name in agreeing if names.in_office(name) in names.officeholders()}
    if not holding and f"President {word}" in article.titled:
        return None  # the president is another one than those whom the article names in full
    if len(agreeing) < 2:
        one = next(iter(agreeing), None)
        return _elder(word, one, agreeing[one][0], article) if one and SUFFIX.search(one) else one
    if elder := _without_suffix(agreeing, at, article):
        return elder
    often = sorted(agreeing, key=lambda name: (-len(agreeing[name]), agreeing[name][0]))
    if len(agreeing[often[0]]) >= _CLEARLY * sum(len(agreeing[name]) for name in often[1:]):
        return often[0]
    if len(holding) == 1 and f"President {word}" in article.titled:
        return holding.pop()
    if first := _known_by_surname(word, at, agreeing, article):
        return first
    near = [name for name in often if _last_before(agreeing[name], at) >= at - _NEAR]
    if near[:1] and _is_settled(word, agreeing, article):
        return None
    is_often = len(near) == 1 and len(agreeing[near[0]]) == len(agreeing[often[0]])
    return near[0] if is_often else None


def _elder(word: str, junior: str, first: int, article: Article) -> str | None:
    """Whom the surname of somebody's son, named in full at `first`, means: the president named by it before.

    "Mr. Trump" beside Donald Trump Jr., but Mr. Alito is Samuel Alito Jr.
    """
    held = names.officeholder("president", "USA", article.published) if article.published else None
    if not held or held.split()[-1] != word:
        return junior
    key = f"elder {word}"
    if key not in article.lazy:
        is_before = bool(_alone(word, 0, first, article))
        article.lazy[key] = held if is_before or _is_son(junior, article) else junior
    elder: str = article.lazy[key]
    return elder


def _is_son(name: str, article: Article) -> bool:
    """Whether an article tells behind a full name that he is somebody's son."""
    if "sons" not in article.lazy:
        article.lazy["sons"] = {k.name for k in article.people if "son" in re.findall(r"[a-z]+", k.behind)}
    sons: set[str] = article.lazy["sons"]
    return name in sons


def _without_suffix(bearers: Mapping[str, Sequence[int]], at: int, article: Article) -> str | None:
    """The only bearer without "Jr.", a president or the father of all others, of whom none was named just before."""
    elders = [name for name in bearers if not SUFFIX.search(name)]
    if len(elders) != 1:
        return None
    others = [name for name in bearers if name != elders[0]]
    is_elder = all(names.is_same_given(name.split()[0], elders[0].split()[0]) for name in others)
    is_elder = is_elder and (
        names.in_office(elders[0]) in names.officeholders() or all(_is_son(name, article) for name in others)
    )
    return elders[0] if is_elder and all(_last_before(bearers[name], at) < at - _JUST for name in others) else None


def _known_by_surname(word: str, at: int, bearers: Mapping[str, Sequence[int]], article: Article) -> str | None:
    """The bearer whom the surname alone meant before another was named, where no other was named just before `at`."""
    first, second, *_ = sorted(bearers, key=lambda name: bearers[name][0])
    end = bearers[first][0] + len(first)
    alone = _alone(word, end, bearers[second][0], article)
    close = _JUST if len(alone) >= _SETTLED else _CLOSE
    is_other_near = any(_last_before(places, at) >= at - close for name, places in bearers.items() if name != first)
    return first if alone and not is_other_near else None


def _is_settled(word: str, bearers: Mapping[str, Sequence[int]], article: Article) -> bool:
    """Whether a surname alone had meant the first of its bearers for long before any other was named."""
    first, second, *_ = sorted(bearers, key=lambda name: bearers[name][0])
    return len(_alone(word, bearers[first][0] + len(first), bearers[second][0], article)) >= _SETTLED


def _alone(word: str, start: int, end: int | None, article: Article) -> list[str]:
    return re.findall(rf"(?<!\w){re.escape(word)}(?!\w)", article.text[start:end])


def _last_before(places: Sequence[int], at: int) -> int:
    """The last of `places` up to `at`; before them all: far away."""
    place = bisect_right(places, at) - 1
    return places[place] if place >= 0 else -_NEAR * 2


_NO_ROLE = frozenset({"the", "of", "his", "her", "this", "a"})


def fitting_role(words: Sequence[str], before: Sequence[Known]) -> list[str]:
    """The people of whom all words of a role are told."""
    wanted = [word.lower() for word in words if word.lower() not in _NO_ROLE]
    return [known.name for known in before if all(_is_told(word, known) for word in wanted)]


def by_role(words: Sequence[str], at: int, article: Article, told: Told) -> str | None:
    """The person of whom the role was told before, by a title or an apposition; else who held the office; else open."""
    wanted = [w.lower() for w in words if w.lower() not in _NO_ROLE]
    before = [known for known in article.near(at) if known.at < at]
    fitting = dict.fromkeys(fitting_role(words, before))
    if "president" in wanted[-1:] and "vice" not in wanted:
        fitting = {name: None for name in fitting if not any(k.name == name and "vice" in k.before for k in before)}
        held = _president(wanted, article)
        if held:
            return held
    if len(fitting) == 1 or (fitting and len(wanted) > 1):
        return list(fitting)[-1]
    if one := _of_place(words, before, article.text):
        return one
    if is_listed("party", words[-1]) and len(words) > 2:
        return _last_politician(before, told)
    is_bare = words[0].lower() == "the" and not is_listed("office", words[-1])
    is_bare = is_bare and not any(word[0].isupper() for word in words[1:-1])  # "the Ohio mayor": another perhaps
    name = latest(told, "person", reach=1) if not fitting and is_bare else None
    return name if name and not _names_another(name, told[-1][0], at, article) else None


_WORDS = re.compile(rf"{UPPER}[\w’'-]+")
_SENTENCE_END = re.compile(r"[a-z][.!?][”\"]? (?=[A-Z“\"])|\s*\n\s*")


def _names_another(name: str, start: int, at: int, article: Article) -> bool:
    """Whether only others are named behind the sentence of who spoke last and before a place, outside quotations."""
    behind = _SENTENCE_END.search(article.text, start, at)
    if not behind or article.text.startswith(("He ", "She "), behind.end()):
        return False
    start = behind.end()
    words = ((start + found.start(), POSSESSIVE.sub("", found[0])) for found in _WORDS.finditer(article.text[start:at]))
    named = [
        name in article.bearers[word]
        for place, word in words
        if word in article.bearers and not any(a <= place < b for a, b in article.quotes)
    ]
    return bool(named) and not any(named)


_SEAT = re.compile(r"(?:,| \(| )\s?([DR])-([A-Z][A-Za-z.]+(?: [A-Z][a-z]+)?)")
SEATED = frozenset({"senator", "congressman", "congresswoman", "lawmaker", "democrat", "republican"})


def _of_place(words: Sequence[str], before: Sequence[Known], text: str) -> str | None:
    """The only one whom the text introduces with the place of a role: "the Ohio governor", "the Ohio Democrat".

    By what stands before the name ("Ohio Gov. Ann Lee") or behind it ("Sen. Ann Lee, D-Ohio").
    """
    place, head = " ".join(word for word in words[1:-1] if word[0].isupper()), words[-1].lower()
    if not place or words[0].lower() != "the" or not (is_listed("office", head) or is_listed("party", head)):
        return None
    titled = re.compile(rf"(?<!West )\b{re.escape(place)} (?:[\w.-]+ ){{1,2}}$")
    found = set()
    for known in before:
        is_before = head in known.before.split() and titled.search(text, max(0, known.at - 50), known.at)
        seat = _SEAT.match(text, known.end)
        is_seat = seat and head in SEATED and place.startswith(seat[2].rstrip(".")) and len(seat[2]) > 3
        if is_seat and seat and is_listed("party", head):
            is_seat = seat[1].lower() == head[0]
        if is_before or is_seat:
            found.add(known.name)
    return found.pop() if len(found) == 1 else None


def _last_politician(before: Sequence[Known], told: Told) -> str | None:
    """Whom "the Ohio Republican" means: the one told of last, if the article gives that one an office."""
    name = latest(told, "person", reach=1)
    held = {word for known in before if known.name == name for word in known.before.split()}
    return name if any(is_listed("office", word) for word in held) else None


def _is_told(word: str, known: Known) -> bool:
    return word in known.before.split() or word in re.findall(r"[\w’'-]+", known.behind)


def _president(wanted: Sequence[str], article: Article) -> str | None:
    """Who "the president" was when the article appeared, where data/offices.csv says so and the article names him.

    By the article's own name for him: "Obama" where it never has "Barack Obama".
    """
    states = [code for word in wanted[:-1] if (code := names.country(word))]
    if article.published is None or len(wanted) - 1 > len(states):
        return None
    person = names.officeholder("president", states[0] if states else "USA", article.published)
    if not person or (surname := person.split()[-1]) not in article.text:
        return None
    given = person.split()[0]
    full = (name for name in article.bearers.get(surname, ()) if names.is_same_given(name.split()[0], given))
    return next(full, person if person in article.text else surname)


def by_owner(words: Sequence[str], article: Article) -> str | None:
    """The only body of the article that "the sheriff's office" means: the Elm County Sheriff's Office."""
    owner, head = POSSESSIVE.sub("", words[1]).capitalize(), words[2].capitalize()
    whole = re.compile(rf"(?:{UPPER}[\w.-]{{1,30}} ){{1,4}}{re.escape(owner)}[’']s? {re.escape(head)}\b")
    found = {found[0].removeprefix("The ") for found in whole.finditer(article.text)}
    return found.pop() if len(found) == 1 else None


_KIND_OF_HEAD = {"group": "group", "organization": "group", "organisation": "group", "company": "company",
                 "agency": "institution"}  # fmt: skip
_RUN = re.compile(rf"{UPPER}[\w’'&.-]*(?: (?:(?:of|for|and|the|&) )*{UPPER}[\w’'&-]*)*")


def _only_listed(head: str, at: int, article: Article) -> str | None:
    """The only listed organisation of the kind that a head tells, in the paragraph of a place and the one before."""
    end = article.text.rfind("\n", 0, at)
    start = article.text.rfind("\n", 0, len(article.text[: max(end, 0)].rstrip())) + 1
    runs = [POSSESSIVE.sub("", run[0]).removeprefix("The ") for run in _RUN.finditer(article.text, start, at)]
    found = {run: body for run in runs if (body := names.organisation(run))}
    told = {body.name for body in found.values() if body.kind == _KIND_OF_HEAD.get(head)}
    return next(run for run in found if found[run].name in told) if len(told) == 1 else None


def by_head(head: str, at: int, article: Article, told: Told) -> str | None:
    """The organisation cited or named before that "the ministry" means: one whose name has the word."""
    word = head.lower()
    cited = [s.name for _, s in told if s.kind == "organisation" and s.name and word in s.name.lower().split()]
    if cited:
        return cited[-1]
    if word == "police":
        return None
    named = re.compile(rf"((?:{UPPER}[\w’'-]+ (?:of (?:the )?)?){{1,4}}){head.capitalize()}\b")
    found = [match[0] for match in named.finditer(article.text, max(0, at - 4000), at)]
    if not found and word in {"administration", "campaign"}:
        loose = re.compile(rf"\b({UPPER}[\w’'-]+) {word}\b")
        found = [match[0] for match in loose.finditer(article.text, max(0, at - 4000), at) if not is_small(match[1])]
    distinct = {name.removeprefix("The ") for name in found}
    distinct = distinct - {head.capitalize()} or distinct  # "The Ravens" are the York Ravens, if those are named
    if not distinct and is_listed("body", word):
        # "CREDO said it was late. ..., the group said"
        return latest(told, "organisation", reach=1) or _only_listed(word, at, article)
    return distinct.pop() if len(distinct) == 1 else None
