"""Sentences as tagged tokens, and the phrases in them: noun phrases, verb groups, subjects, where clauses end.

A quoted passage is one token, with the tag Q when it may be a whole statement and S when it is a word or phrase: what
stands in quotes is not read. Offsets count in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from helpers import names
from helpers import text as reading
from helpers.attribution import lexicon, tagger
from helpers.attribution.lexicon import WORDS
from helpers.attribution.quotes import Quote

_ABBREVIATION = (
    r"(?:(?:Sen|Rep|Gov)\.-[Ee]lect\b|(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Capt|Cmdr|Maj|Sgt|Amb|Sen|Sens|Rep|Reps|Gov|Govs|St|Jr|Sr|vs|etc|Inc|Ltd|Co|Corp|Rev|Hon|Atty"
    r"|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Mass|Md|Mich|Minn"
    r"|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo|No)\.)"
)
_TOKEN = re.compile(
    r"(?:[A-Za-z]+(?=[\s,])|,"  # most words; what follows would read them alike, only slower
    rf"|\b{_ABBREVIATION}|(?:\b[A-Za-z]\.){{2,}}|\b[A-Z]\.(?=\s[A-Z])"
    r"|https?://\S+|www\.\S+|@\w+"
    r"|(?<=\w)(?:[nN][’'][tT]\b|[’'‘](?:[sS]|ll|re|ve|d|m)\b|(?<=s)[’'](?=\s))"  # 's, n't
    r"|(?<=\s)(?:[nN][’']t|[’'](?:s|ll|re|ve|d|m))(?=\s)"  # the same in texts that come tokenised
    r"|\d(?:[\d,.:]*\d)?(?:st|nd|rd|th|s|bn|m|k)?(?:-\w+)*\b"
    r"|\w+?(?=n[’']t\b)|\w+(?:(?:[-.&/¢-©¬-º¼-¾]|[’'](?!(?:[sS]|ll|re|ve|d|m)\b))\w+)*"
    r"|--+|\.{2,}|[^\w\s])\s*+"  # with the white space after it
)
# end a sentence where a quotation follows another
_MAY_END = re.compile(
    r"(?:Jr|Sr|Inc|Ltd|Co|Corp|Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Mass|Md|Mich|Minn|Miss|Mo|Mont"
    r"|Neb|Nev|Okla|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo)\.|(?:[A-Za-z]\.){2,}"
)
_ENDS = frozenset({".", "!", "?", "…", "..", "...", "....", "....."})
NOUN = frozenset({"N", "NP", "CD", "S"})
QUOTE = frozenset({"Q", "S"})
FINITE = frozenset({"VBZ", "VBD", "MD"})
VERB = frozenset({"VB", "VBZ", "VBD", "VBN", "VBG"})
PAST = FINITE | {"VBN"}
NOMINAL = NOUN | {"PR"}
INSIDE = frozenset({"N", "NP", "CD", "JJ", "PS", "S", "VBN", "VBG", "&", "#", "/"})
BE = WORDS["be"]
HAVE = WORDS["have"]
DO = WORDS["do"]
INVERTING = WORDS["inverting"]
AUXILIARY = BE | HAVE | DO | {"get", "gets", "got", "getting"}
DASH = frozenset({"—", "–", "--", "-", "―", "---", "~"})


_NAMEABLE = frozenset({"N", "JJ", "VB", "VBZ", "VBD", "VBN", "VBG", "RB", "DT", "UH"})
_OPENING = frozenset({":", ".", "-", "—", "–", "(", "[", "!", "?", "…", "..", "..."})


AT_ONCE = 2000  # sentences tagged together: more would only take more memory
LONGEST = 200  # tokens; a longer sentence is cut, so that no text costs more than in proportion to its length


@dataclass(slots=True, eq=False)  # cheaper to make, and to read, than a NamedTuple
class Sentence:
    """One sentence: words, tags and offsets side by side. `paragraph` is the number of its line."""

    words: list[str]
    lowers: list[str]
    tags: list[str]
    starts: list[int]
    paragraph: int
    is_last: bool
    quotes: list[int]  # the tokens that are quoted passages
    telling: Set[str]  # the words in it that may tell of an attribution

    def end(self, i: int) -> int:
        """Offset of the end of token i."""
        return self.starts[i] + len(self.words[i])

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Offsets of the tokens first..last, both included."""
        return self.starts[first], self.end(last)


class Tokens(NamedTuple):
    """The tokens of a line and where each begins; `quoted`: which of them are quoted passages."""

    words: list[str]
    starts: list[int]
    quoted: list[int]


def find_tokens(text: str, start: int, end: int, quotes: Sequence[Quote]) -> Tokens:
    """The tokens of `text[start:end]`, each of `quotes` being one."""
    words: list[str] = []
    starts: list[int] = []
    quoted: list[int] = []

    def add(start: int, end: int) -> None:
        # tokens leave nothing out, so their lengths, white space included, tell where they begin
        pieces = _TOKEN.findall(text, start, end)
        words.extend(map(str.rstrip, pieces))
        starts.extend(accumulate(map(len, pieces), initial=start))
        starts.pop()  # where the last one ends

    for quote in quotes:
        add(start, quote.start)
        quoted.append(len(words))
        words.append(text[quote.start : quote.end])
        starts.append(quote.start)
        start = quote.end
        while start < end and text[start].isspace():
            start += 1
    add(start, end)
    return Tokens(words, starts, quoted)


def _cut(text: str, quotes: Sequence[Quote], telling: frozenset[str]) -> Iterator[Sentence]:
    """The sentences of `text`, without tags; a quote is never cut."""
    at = 0
    for number, (start, end) in enumerate(reading.find_lines(text)):
        first = at
        while at < len(quotes) and quotes[at].start < end:
            at += 1
        words, starts, quoted = find_tokens(text, start, end, quotes[first:at])
        # a token holds no line end; in one piece they are made lower case in one go
        lowers = "\n".join(words).lower().replace("’", "'").split("\n")
        begin, n_quotes = 0, 0
        for stop in _find_ends(words, frozenset(quoted)):
            inside = []
            while n_quotes < len(quoted) and quoted[n_quotes] < stop:
                inside.append(quoted[n_quotes] - begin)
                n_quotes += 1
            here, low = slice(begin, stop), lowers[begin:stop]
            told = telling.intersection(low)
            yield Sentence(words[here], low, [], starts[here], number, stop == len(words), inside, told)
            begin = stop


def _find_ends(words: Sequence[str], quoted: frozenset[int]) -> Iterator[int]:
    """Where the sentences of a line end: the place of the token after each."""
    begin = _dateline(words)
    if begin:
        yield begin
    first = min(quoted, default=0)
    last = {i - 1 for i in quoted if i - 1 > first and _MAY_END.fullmatch(words[i - 1])}
    for i in sorted(quoted.union(last, [i for i, word in enumerate(words) if i >= begin and word in _ENDS])):
        while i - begin > LONGEST:
            begin += LONGEST + 1
            yield begin
        if i + 1 < len(words) and (
            i - begin >= LONGEST or _ends_sentence(words[i], words[i + 1], i in quoted, i + 1 in quoted)
        ):
            begin = i + 1
            yield begin
    while len(words) - begin > LONGEST + 1:
        begin += LONGEST + 1
        yield begin
    if begin < len(words):
        yield len(words)


def _dateline(words: Sequence[str], reach: int = 9) -> int:
    """The place of the token after the place and agency that a line opens with ("OSLO, Norway (AP) —"), or 0."""
    if not words or len(words[0]) < 3 or not words[0].isupper():
        return 0
    begin = next((i + 1 for i, word in enumerate(words[:reach]) if word in DASH), 0)
    return 0 if "".join(words[begin : begin + 4]).isupper() else begin  # a heading in capitals is no place


def _ends_sentence(word: str, after: str, is_quote: bool, is_quote_after: bool) -> bool:
    following = after.lstrip("\"'“‘”’„«`")[:1]
    if _MAY_END.fullmatch(word):
        return following.isupper()  # '"...," said Ann Lee, a nurse in Reno, Nev. "..."'
    if is_quote:
        return word.rstrip("\"'”’“‘»` ")[-1:] in {".", "!", "?", "…"} and following.isupper()
    starts = is_quote_after or following.isupper() or following.isdigit()
    return (starts or after in {"[", "("}) and not (word.startswith("..") and following.islower())


def read_sentences(texts: Iterable[tuple[str, Sequence[Quote]]], telling: frozenset[str]) -> list[list[Sentence]]:
    """The sentences of each text, given with its quotes. All texts are tagged in one go: that is the costly part.

    A sentence without a quote or a word of `telling` has no tags.
    """
    read = [list(_cut(text, quotes, telling)) for text, quotes in texts]
    told = [s for sentences in read for s in sentences if s.quotes or s.telling]
    for first in range(0, len(told), AT_ONCE):
        some = told[first : first + AT_ONCE]
        plain = [_unquoted(s) for s in some]
        capitals = [[i for i, word in enumerate(words) if word[0].isupper()] for words in plain]
        shown = [_as_shown(*sentence) for sentence in zip(some, plain, capitals, strict=True)]
        tagged = tagger.tag_all(shown)
        for s, words, seen, capital, tags in zip(some, plain, shown, capitals, tagged, strict=True):
            s.tags = _settle(s, words, capital if seen == words else [], tags)
    return read


_COMPLEMENT = frozenset({"DT", "PR", "Q", "S", "TO", "EX"})
_POINTING = frozenset({"that", "such", "his", "her", "their", "its"})
_MENDABLE = frozenset({"VBZ", "N", "VBN", "PR", "RB", "JJ", "VBD"})
_OPENERS = frozenset({"VB", "JJ", "RB", "VBN", "VBD", "UH", "N"})


def _mend(words: Sequence[str], tags: list[str]) -> None:
    """Put right what the tagger misses most: names that open a sentence, and cue verbs in the present tense."""
    known = lexicon.lemmas()
    if len(tags) > 1 and words[0][0].isupper() and tags[0] != "NP" and tags[1] in PAST:
        opener, model = words[0].lower(), tagger.load()
        is_new = f"w{opener}" not in model.rows and tags[0] not in {"DT", "PR", "CD"}
        if opener not in known and opener not in model.sure and (is_new or (tags[0] in _OPENERS and tags[1] in FINITE)):
            tags[0] = "NP"
    for i in [i for i, tag in enumerate(tags[:-1]) if i and tag in _MENDABLE]:
        word, tag, after = words[i], tags[i], tags[i + 1]
        if tag == "N":
            if word in WORDS["only-verb"] or (word in known and _is_cue(words, tags, i)):
                tags[i] = "VBZ"
        elif tag == "VBZ":
            if after in FINITE and word not in AUXILIARY and word not in known:
                tags[i] = "N"  # "ISW analysts believe"
        elif tag == "VBN":
            if word == "said" and words[i + 1] == "by" and tags[i + 2 : i + 3] == ["N"]:
                tags[i] = "VBD"  # "Lee, a doctor, said by phone"
        elif tag == "VBD":
            if word not in AUXILIARY and _is_participle(words, tags, i):
                tags[i] = "VBN"
        elif tag == "PR":
            if word == "her" and after in {"N", "JJ"}:
                tags[i] = "PS"  # "told her supporters"
        elif word in WORDS["some"] and after in FINITE:
            tags[i] = "DT"


def _is_participle(words: Sequence[str], tags: Sequence[str], i: int) -> bool:
    """Whether a past tense is a participle before or after its noun, as the real verb still follows."""
    verb = next((k for k in range(i + 1, min(len(tags), i + 9)) if tags[k] in FINITE), 0)
    between = set(tags[i + 1 : verb])
    if not verb or not between:
        return False
    if tags[i - 1] == "Q":  # "...," retired general Ann Lee said
        return words[i] not in INVERTING and between <= {"N", "NP", "JJ"}
    # "a report released last year found"
    return words[verb - 1].lower() in WORDS["time"] and between <= {"N", "NP", "JJ", "DT", "IN", "CD"}


def _is_cue(words: Sequence[str], tags: Sequence[str], i: int) -> bool:
    """Whether a noun that could be a cue verb in the present tense is one, by its neighbours."""
    word, before, after = words[i], tags[i - 1], tags[i + 1]
    says = lexicon.level(word, "q") is not None
    if says and before == "Q":
        return word in INVERTING
    out_at = i + 1 + (words[i + 1] == "out")
    if says and before == "NP" and words[out_at : out_at + 1] == [","] and "as" in words[max(0, i - 4) : i - 1]:
        return True  # "As the council points out, it is old"
    is_late = says and any(tag == "Q" or tag in FINITE for tag in tags[:i])
    if is_late and before in {"N", "NP"} and words[i + 1] in {".", ","}:
        return True  # "..., the editorial board writes."
    if is_late and before == "," and after in {"NP", "DT", "PR"} and word.endswith("s"):
        return True  # "..., Ann Lee, the mayor, tells the paper"
    is_name = i == 1 and words[0][0].isupper() and tags[0] == "JJ"
    if before not in {"NP", "PR", "N", "RB", "W", ")"} and not is_name:
        return False
    if after not in _COMPLEMENT and words[i + 1] not in _POINTING:
        return False
    if before == "N" and word.endswith("s") and _is_relative(words, tags, i + 1):
        return False  # "foreign policy points that closely mirror it"
    last = words[i - 1].lower()
    is_plural = (last.endswith("s") and before == "N") or last in {"they", "we", "i", "you", "who"}
    return word.endswith("s") != is_plural


def _is_relative(words: Sequence[str], tags: Sequence[str], i: int) -> bool:
    """Whether "that" stands for the noun before it: a verb follows."""
    return words[i] == "that" and any(tag in FINITE or tag == "RB" for tag in tags[i + 1 : i + 2])


def _is_said(quote: str) -> bool:
    """Whether a quoted passage may stand as a sentence of its own, unlike a quoted word or phrase."""
    inner = quote.strip("\"'“‘”’„«»` ")
    return (
        quote[-1:].isalnum()
        or inner[-1:] in {",", ".", "!", "?", "…", "—", "-", "–"}
        or (inner[:1].isupper() and inner.count(" ") > 4)
    )


def is_phrase(quote: str) -> bool:
    """Whether a quoted passage begins in lower case, as a part of the sentence around it."""
    return quote.lstrip("\"'“‘”’„«»`….[ ")[:1].islower()


def _is_headline(s: Sentence, words: Sequence[str], capitals: Sequence[int]) -> bool:
    """Whether nearly every word has a capital, also words that are no names."""
    if len(capitals) < 3:
        return False
    letters = sum(word[0].isalpha() for word in words)
    if letters <= 3 or len(capitals) <= 0.7 * letters:
        return False
    sure = tagger.load().sure
    return any(i and sure.get(words[i].lower(), "NP") not in {"NP", "N"} and i - 1 not in s.quotes for i in capitals)


def _as_shown(s: Sentence, words: list[str], capitals: Sequence[int]) -> list[str]:
    """The words as the tagger is to see them: a headline in lower case."""
    # in title case every word would look like a name
    return [word.lower() for word in words] if _is_headline(s, words, capitals) else words


def _unquoted(s: Sentence) -> list[str]:
    """The words, a quote as its mark."""
    if not s.quotes:
        return s.words
    words = s.words.copy()
    for i in s.quotes:
        words[i] = '"'
    return words


_EITHER = frozenset({"both", "either", "neither"})


def _settle(s: Sentence, words: Sequence[str], capitals: Sequence[int], tags: list[str]) -> list[str]:
    """The `tags` of `words` put right by what the tagger does not see; `capitals`: where one tells of a name."""
    for i in capitals:
        # inside a sentence a capital marks a name, whatever the word ("Public Advocate", "This Week")
        is_name = i and tags[i] in _NAMEABLE and s.lowers[i] not in INVERTING
        if is_name and tags[i - 1] not in _OPENING and i - 1 not in s.quotes:
            tags[i] = "NP"
    for i in [i for i in range(1, len(words) - 1) if words[i] == "&"]:
        for k in (i - 2, i - 1, i + 1):
            if k >= 0 and words[k][0].isupper() and k not in s.quotes:
                tags[k] = "NP"  # "Bed Bath & Beyond"
    if not _EITHER.isdisjoint(s.lowers):
        tags = ["DT" if tag == "CC" and low in _EITHER else tag for tag, low in zip(tags, s.lowers, strict=True)]
    for i in s.quotes:
        opens = i == 0 and len(words) > 1 and s.words[1] == "," and not is_phrase(s.words[0])
        tags[i] = "Q" if opens or _is_said(s.words[i]) else "S"
    if tags[0] != "NP" and words[0][0].isupper() and names.outlet(words[0]):
        tags[0] = "NP"
    _mend(words, tags)
    return tags
