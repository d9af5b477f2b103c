"""Every table of the bundle: its columns, their types and units, its key, and what a row is.

`Table.frame(rows)` builds a table from rows (no rows: an empty table of the same columns and types),
sorted by its key; `Table.check(frame)` holds a frame to the declaration with pandera. The codebook in
docs/codebook.md is made from this module (`python -m helpers.tables`).

Rules for every table: `article_id` first; `start, end` are half-open character offsets into
`articles.text`; `n_*` counts, `share_*` in 0..1, `per_1k_*` per 1,000 words, `is_*` true or false; missing is NA.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

if TYPE_CHECKING:
    import pandera.pandas as pa

__all__ = [
    "ALIGNMENT", "ARTICLES", "ATTRIBUTED", "ATTRIBUTIONS", "ATTRIBUTION_SPANS", "BOILERPLATE", "CANDIDATES",
    "CITATION_CHAIN", "CITED_SOURCES", "CLAIMS", "CLAIM_GROUPS", "COLLOCATIONS", "CORRECTIONS", "COUNTED_ORIGINS",
    "CREDITS", "DIFFERENCES", "DISPERSION", "FREQUENCIES", "IMPLIED", "IN_CONTEXT", "KEYNESS", "MARKS", "NAMINGS",
    "NOTES", "ORIGINS", "PAIRS", "PEOPLE", "POSITIONS", "PRECISION", "PROVENANCE", "QUANTITIES", "RANKED_TERMS",
    "READABILITY", "READABILITY_CHANGES", "READABILITY_STEPS", "RECORDS", "REFERENCE", "REJECTED", "RELATED",
    "REPAIRS", "SAME_PASSAGES", "SAME_QUOTATIONS", "SAME_TEMPLATES", "SIMILARITIES", "SPEAKER_SHARES", "TABLES",
    "TIMELINE", "VOICES", "Column", "Table", "codebook", "spans_by_article",
]  # fmt: skip


def __dir__() -> list[str]:
    return sorted(__all__)


TEXT, INT, FLOAT, BOOL, TIME = "str", "Int64", "Float64", "boolean", "datetime64[us]"


class Column(NamedTuple):
    """One column: pandas dtype, what it holds, its unit, and what is allowed in it."""

    name: str
    dtype: str
    meaning: str
    unit: str = ""
    nullable: bool = False
    allowed: tuple[str, ...] = ()


class Table(NamedTuple):
    """A declared table. `key` is unique and the table is sorted by it; `is_open` allows further columns."""

    name: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    is_open: bool = False

    @property
    def names(self) -> list[str]:
        """The column names, in order."""
        return [column.name for column in self.columns]

    def empty(self) -> pd.DataFrame:
        """The table without rows."""
        return pd.DataFrame({c.name: pd.Series([], dtype=c.dtype) for c in self.columns})

    def frame(self, rows: Iterable[Sequence[Any] | Mapping[str, Any]] | pd.DataFrame) -> pd.DataFrame:
        """The table from `rows` (sequences in column order, mappings, or a frame), typed and sorted by key."""
        if isinstance(rows, pd.DataFrame):
            made = rows.copy(deep=False)
        else:
            listed: list[Any] = list(rows)
            if listed and isinstance(listed[0], Mapping):
                made = pd.DataFrame.from_records(listed)
            else:
                made = pd.DataFrame.from_records(listed, columns=self.names)
        for column in self.columns:
            if column.name not in made:
                made[column.name] = pd.NA
        further = [name for name in made.columns if name not in self.names] if self.is_open else []
        made = made[[*self.names, *further]].astype({c.name: c.dtype for c in self.columns})
        return made.sort_values(list(self.key), kind="stable", ignore_index=True)

    def check(self, frame: pd.DataFrame) -> pd.DataFrame:
        """`frame` itself when it keeps the declaration; else ValueError naming table, column and first bad value."""
        import pandera.pandas as pa

        repeated = frame.duplicated([name for name in self.key if name in frame])
        if repeated.any():
            row = frame.loc[repeated, list(self.key)].iloc[0].to_dict()
            raise ValueError(f"table {self.name}: the key {row} stands more than once; expected one row a key")
        try:
            _schema(self).validate(frame, lazy=False)
        except (pa.errors.SchemaError, pa.errors.SchemaErrors) as error:
            raise ValueError(f"table {self.name}: {error}") from error
        return frame


def spans_by_article(found: pd.DataFrame) -> dict[str, list[tuple[int, int]]]:
    """The (start, end) of the rows of `found` by article, in their order; an article without rows is not there."""
    spans: dict[str, list[tuple[int, int]]] = {}
    columns = (found[name].to_list() for name in ("article_id", "start", "end"))
    for article_id, start, end in zip(*columns, strict=True):
        spans.setdefault(article_id, []).append((start, end))
    return spans


@cache
def _schema(table: Table) -> pa.DataFrameSchema:
    # pandera takes half a second to import, so only a check pays for it
    import pandera.pandas as pa

    def checks(column: Column) -> list[pa.Check]:
        found = []
        if column.allowed:
            found.append(pa.Check.isin(column.allowed))
        if column.name.startswith("share_"):
            found.append(pa.Check.in_range(0, 1))
        if column.name.startswith("n_") or column.name in {"start", "end"}:
            found.append(pa.Check.ge(0))
        return found

    return pa.DataFrameSchema(
        {
            c.name: pa.Column(_pandera_dtype(c.dtype), checks(c), nullable=c.nullable, required=True)
            for c in table.columns
        },
        strict=not table.is_open,
        ordered=not table.is_open,
    )


def _pandera_dtype(dtype: str) -> Any:
    return pd.StringDtype(na_value=float("nan")) if dtype == TEXT else dtype


_ID = Column("article_id", TEXT, "the article")
_START = Column("start", INT, "first character", "character offset")
_END = Column("end", INT, "one past the last character", "character offset")

ARTICLES = Table(
    "articles",
    "One row per article, as read. Every offset of every table counts in `text`, mended as table `repairs` says.",
    ("article_id",),
    (
        Column("article_id", TEXT, "unique name of the article"),
        Column("label", TEXT, "short unique name for charts"),
        Column("title", TEXT, "title as stated by the source's metadata", nullable=True),
        Column("outlet", TEXT, "outlet as stated by the metadata", nullable=True),
        Column("author", TEXT, "author as stated by the metadata", nullable=True),
        Column("published", TIME, "date of publication as stated by the metadata", "UTC", nullable=True),
        Column("url", TEXT, "address as stated by the metadata", nullable=True),
        Column("file", TEXT, "file of the corpus that it was read from", nullable=True),
        Column("language", TEXT, "ISO 639-1 code: stated, else guessed; NA is read as English", nullable=True),
        Column("n_words", INT, "words", "words"),
        Column("sha256", TEXT, "SHA-256 of the text as it came, as UTF-8"),
        Column("is_cut_off", BOOL, "whether the source gives only a beginning or a summary of the text", nullable=True),
        Column("mended", TEXT, "what was mended in the text, as JSON; the table repairs in one cell", nullable=True),
        Column("text", TEXT, "the text; verbatim but for what was mended"),
    ),
    is_open=True,  # a corpus may bring columns of its own to group by
)

REJECTED = Table(
    "rejected",
    "One row per input that could not become an article, with the reason and the cure.",
    ("source", "place"),
    (
        Column("source", TEXT, "file"),
        Column("place", TEXT, "row, line or byte in it; empty: the whole file"),
        Column("article_id", TEXT, "id, where one was known", nullable=True),
        Column("reason", TEXT, "what was found, and what is allowed"),
        Column("cure", TEXT, "what to do"),
    ),
)

NOTES = Table(
    "notes",
    "What was decided or left open while the corpus was read: encodings, order of dates, dates left out, copies.",
    ("source", "place", "rule"),
    (
        Column("source", TEXT, "file"),
        Column("place", TEXT, "row, line or item in it; empty: the whole file"),
        Column("rule", TEXT, "what it is about"),
        Column("article_id", TEXT, "the article, where it is about one", nullable=True),
        Column("note", TEXT, "what was decided or left open"),
    ),
)

BOILERPLATE = Table(
    "boilerplate",
    "Passages that are page furniture, not article: set aside in counts, never deleted.",
    ("article_id", "start"),
    (_ID, _START, _END, Column("reason", TEXT, "the rule that found it")),
)

REPAIRS = Table(
    "repairs",
    "What was mended in a text as it came (markup, wrong encoding, wrapped lines ...), and where it stands now.",
    ("article_id", "start", "rule"),
    (
        _ID,
        _START,
        _END,
        Column("rule", TEXT, "the rule that mended it"),
        Column("was", TEXT, "the passage as it came, cut at 80 characters"),
        Column("n", INT, "times that the rule mended this article; the passage is the first of them"),
    ),
)

FREQUENCIES = Table(
    "frequencies",
    "How often each term stands in each article.",
    ("article_id", "term"),
    (
        _ID,
        Column("term", TEXT, "lower-case word"),
        Column("n", INT, "occurrences", "tokens"),
        Column("per_1k", FLOAT, "occurrences per 1,000 words", "per 1,000 words"),
    ),
)

RANKED_TERMS = Table(
    "ranked_terms",
    "The terms of each article or group, most frequent first, with intervals.",
    ("article_id", "rank"),
    (
        Column("article_id", TEXT, "the article, or the group"),
        Column("rank", INT, "place by frequency, from 1"),
        Column("term", TEXT, "lower-case word"),
        Column("n", INT, "occurrences", "tokens"),
        Column("n_words", INT, "words of the article", "words"),
        Column("per_1k", FLOAT, "occurrences per 1,000 words", "per 1,000 words"),
        Column("low", FLOAT, "lower end of the 95 % interval of per_1k (Wilson)", "per 1,000 words"),
        Column("high", FLOAT, "upper end of the 95 % interval of per_1k (Wilson)", "per 1,000 words"),
        Column("per_1m", FLOAT, "occurrences per million words", "per million words"),
        Column("n_articles", INT, "articles that hold the term"),
        Column("share_articles", FLOAT, "articles that hold the term", "0..1"),
    ),
)

KEYNESS = Table(
    "keyness",
    "What each article or group says more, or less, than the rest.",
    ("article_id", "term"),
    (
        Column("article_id", TEXT, "the article, or the group"),
        Column("term", TEXT, "lower-case word"),
        Column("n", INT, "occurrences", "tokens"),
        Column("n_rest", INT, "occurrences in the rest", "tokens"),
        Column("per_1k", FLOAT, "occurrences per 1,000 words", "per 1,000 words"),
        Column("per_1k_rest", FLOAT, "occurrences per 1,000 words of the rest", "per 1,000 words"),
        Column("log_ratio", FLOAT, "binary log of per_1k over per_1k_rest: 1 is twice as often", "bits"),
        Column("low", FLOAT, "lower end of the 95 % interval of log_ratio", "bits"),
        Column("high", FLOAT, "upper end of the 95 % interval of log_ratio", "bits"),
        Column("g2", FLOAT, "log-likelihood ratio; 3.84 is 5 % by chance, for one term"),
        Column("z", FLOAT, "log-odds with informative prior in standard errors"),
    ),
)

DISPERSION = Table(
    "dispersion",
    "How evenly each term is spread over the articles or groups.",
    ("term",),
    (
        Column("term", TEXT, "lower-case word"),
        Column("n", INT, "occurrences", "tokens"),
        Column("n_articles", INT, "articles that hold it (its range)"),
        Column("share_articles", FLOAT, "articles that hold it", "0..1"),
        Column("dp", FLOAT, "Gries' deviation of proportions: 0 even, near 1 clumped", "0..1"),
        Column("dp_norm", FLOAT, "dp over the most it can be", "0..1", nullable=True),
        Column("juilland_d", FLOAT, "Juilland's D: 1 even, 0 clumped", nullable=True),
    ),
)

COLLOCATIONS = Table(
    "collocations",
    "Words that stand near each other, the two in alphabetical order.",
    ("term", "other"),
    (
        Column("term", TEXT, "lower-case word"),
        Column("other", TEXT, "lower-case word"),
        Column("n", INT, "times that they meet"),
        Column("n_term", INT, "occurrences of term", "tokens"),
        Column("n_other", INT, "occurrences of other", "tokens"),
        Column("g2", FLOAT, "log-likelihood ratio"),
        Column("pmi", FLOAT, "pointwise mutual information", "bits"),
        Column("log_dice", FLOAT, "log-dice: at most 14"),
    ),
)

POSITIONS = Table(
    "positions",
    "Where chosen terms stand.",
    ("article_id", "term", "start"),
    (
        _ID,
        Column("term", TEXT, "lower-case word"),
        _START,
        _END,
        Column("share_of_text", FLOAT, "place in the text: 0 its start, 1 its end", "0..1"),
    ),
)

IN_CONTEXT = Table(
    "in_context",
    "A word wherever it stands, with its context.",
    ("article_id", "start"),
    (
        _ID,
        _START,
        _END,
        Column("line", INT, "line of the text, from 1, blank ones left out"),
        Column("left", TEXT, "what stands before it in the line"),
        Column("match", TEXT, "the word as written"),
        Column("right", TEXT, "what stands after it in the line"),
    ),
)

READABILITY = Table(
    "readability",
    "One row per article and measure.",
    ("article_id", "measure"),
    (
        _ID,
        Column("measure", TEXT, "textstat's name of the measure"),
        Column("value", FLOAT, "the measure; NA where the text has no words", nullable=True),
        Column("low", FLOAT, "lower end of the 95 % interval (sentence bootstrap)", nullable=True),
        Column("high", FLOAT, "upper end of the 95 % interval (sentence bootstrap)", nullable=True),
        Column("note", TEXT, "why a value is missing or doubtful", nullable=True),
    ),
)

READABILITY_STEPS = Table(
    "readability_steps",
    "Each measure after every step from textstat's reading of a text to ours.",
    ("article_id", "step_id", "measure"),
    (
        _ID,
        Column("step_id", INT, "number of the step, from 1; each comes on top of the one before"),
        Column("step", TEXT, "what was cleaned"),
        Column("measure", TEXT, "textstat's name of the measure"),
        Column("value", FLOAT, "the measure; NA where the text has no words", nullable=True),
    ),
)

READABILITY_CHANGES = Table(
    "readability_changes",
    "What rewriting did to each measure, over the aligned sentences of original and rewritten text.",
    ("original_id", "derived_id", "measure"),
    (
        Column("original_id", TEXT, "the article taken as original"),
        Column("derived_id", TEXT, "the article taken as derived"),
        Column("measure", TEXT, "textstat's name of the measure"),
        Column("original", FLOAT, "the measure over the original's aligned sentences", nullable=True),
        Column("derived", FLOAT, "the measure over the derived text's aligned sentences", nullable=True),
        Column("difference", FLOAT, "derived minus original", nullable=True),
        Column("low", FLOAT, "lower end of the 95 % interval (bootstrap of aligned pairs)", nullable=True),
        Column("high", FLOAT, "upper end of the 95 % interval (bootstrap of aligned pairs)", nullable=True),
        Column("n_aligned", INT, "aligned pairs", "sentences"),
    ),
)

ATTRIBUTIONS = Table(
    "attributions",
    "One row per attribution found: somebody says, thinks or reports something.",
    ("article_id", "attribution_id"),
    (
        _ID,
        Column("attribution_id", INT, "number within the article, in text order"),
        Column("quote_kind", TEXT, "how it is said", allowed=("direct", "mixed", "indirect", "unclosed")),
        Column(
            "level",
            TEXT,
            "what the cue says it is; no-source: hearsay, or a passive that names nobody; unsaid: denied, only "
            "possible, or still to come ('did not say', 'would say', 'will announce')",
            allowed=(
                "speech",
                "belief",
                "intent",
                "promise",
                "denial",
                "accusation",
                "stance",
                "demand",
                "decree",
                "document",
                "no-source",
                "unsaid",
            ),
        ),
        Column(
            "speaker",
            TEXT,
            "who says it: person, but a surname where the article has no more; NA when in doubt",
            nullable=True,
        ),
        Column(
            "person",
            TEXT,
            "the same source by the name that it has in the whole corpus (table people): count by this",
            nullable=True,
        ),
        Column("source_kind", TEXT, "outlet, organisation, person, state, document, unnamed", nullable=True),
        Column("cue", TEXT, "the cue as written", nullable=True),
        Column("content", TEXT, "the words said, as written; parts that do not adjoin with … between", nullable=True),
        Column("n_words", INT, "words of the content", "words"),
        Column("start", INT, "first character of all its spans", "character offset"),
        Column("end", INT, "one past the last character of all its spans", "character offset"),
        Column("found_by", TEXT, "which reader found it (docs/reader.md)", allowed=("both", "model", "rules")),
    ),
)

ATTRIBUTED = Table(
    "attributed",
    "The attributions as each article by itself names their sources, before one name is chosen for the corpus.",
    ("article_id", "attribution_id"),
    (
        *(column for column in ATTRIBUTIONS.columns if column.name not in {"speaker", "person"}),
        Column("speaker", TEXT, "the name the source resolves to in the article; NA when in doubt", nullable=True),
        Column("mention", TEXT, "the source as written", nullable=True),
        Column("role", TEXT, "what the mention says the source is", nullable=True),
        Column("source_start", INT, "first character of the source", "character offset", nullable=True),
        Column("source_end", INT, "one past the last", "character offset", nullable=True),
    ),
)

NAMINGS = Table(
    "namings",
    "Which name of the corpus each source of an article goes by.",
    ("article_id", "named"),
    (
        _ID,
        Column("named", TEXT, "the name in the article"),
        Column("name", TEXT, "the name in the whole corpus"),
        Column("source_kind", TEXT, "outlet, organisation, person, state, document"),
    ),
)

VOICES = Table(
    "voices",
    "Whose words an article is made of, in five parts.",
    ("article_id", "voice"),
    (
        _ID,
        Column(
            "voice",
            TEXT,
            "quoted from a named speaker, quoted from nobody named, retold from a source, the author's own, or page "
            "furniture",
            allowed=("quoted, named", "quoted, not named", "retold", "author", "furniture"),
        ),
        Column("n_words", INT, "words", "words"),
        Column("share_words", FLOAT, "share of all words of the article; the five sum to 1", "0..1"),
    ),
)

ATTRIBUTION_SPANS = Table(
    "attribution_spans",
    "The passages of each attribution, by role.",
    ("article_id", "attribution_id", "role", "start"),
    (
        _ID,
        Column("attribution_id", INT, "the attribution"),
        Column("role", TEXT, "part it plays", allowed=("source", "cue", "content")),
        _START,
        _END,
    ),
)

CITED_SOURCES = Table(
    "cited_sources",
    "Whom each article cites, with the first place.",
    ("article_id", "name"),
    (
        _ID,
        Column(
            "name",
            TEXT,
            "the source, resolved where possible (a surname where the article has no more), else as written; unnamed: "
            "pronouns that mean nobody named",
        ),
        Column("person", TEXT, "the same source by the name that it has in the whole corpus: count by this"),
        Column("source_kind", TEXT, "outlet, organisation, person, state, document (also one without a name), unnamed"),
        Column("n_attributions", INT, "attributions to it"),
        Column("n_words", INT, "words of their content", "words"),
        _START,
        _END,
    ),
)

PEOPLE = Table(
    "people",
    "Who is cited in the corpus: one row per person, organisation, outlet, state or document, under one name.",
    ("name",),
    (
        Column("name", TEXT, "the name that person has in the other tables"),
        Column("source_kind", TEXT, "outlet, organisation, person, state, document"),
        Column("aliases", TEXT, "other forms the articles use, separated by |", nullable=True),
        Column("gender", TEXT, "as people.csv says", nullable=True),
        Column("role", TEXT, "as people.csv says, else as the articles introduce the name", nullable=True),
        Column("n_articles", INT, "articles that cite it", "articles"),
        Column("n_attributions", INT, "attributions to it"),
        Column("is_stated", BOOL, "people.csv beside the corpus names it"),
    ),
    is_open=True,  # people.csv may bring columns of its own to count by
)

SPEAKER_SHARES = Table(
    "speaker_shares",
    "Who speaks: the words of each article by speaker. The author has what nobody else is said to have said.",
    ("article_id", "speaker_class", "speaker"),
    (
        _ID,
        Column("speaker_class", TEXT, "author, person, outlet, organisation, document, state, unnamed"),
        Column("speaker", TEXT, "name of the speaker; author or unnamed where no name is known"),
        Column("n_words", INT, "words said, boilerplate left out", "words"),
        Column("share_words", FLOAT, "share of the article's words; they sum to 1 in each article", "0..1"),
    ),
)

CITATION_CHAIN = Table(
    "citation_chain",
    "From each article to the outlet it comes from and the outlets it cites.",
    ("article_id", "cited_outlet"),
    (
        _ID,
        Column("outlet", TEXT, "original outlet as the text states it", nullable=True),
        Column("cited_outlet", TEXT, "an outlet the article cites"),
        Column("is_own", BOOL, "the article cites the outlet that it comes from"),
        Column("n_attributions", INT, "attributions to it"),
        Column("n_words", INT, "words of their content", "words"),
    ),
)

PROVENANCE = Table(
    "provenance",
    "Where each article says it comes from. NA: the text does not say.",
    ("article_id",),
    (
        _ID,
        Column("outlet", TEXT, "original outlet as the text states it", nullable=True),
        Column("outlet_start", INT, "evidence for the outlet", "character offset", nullable=True),
        Column("outlet_end", INT, "evidence for the outlet", "character offset", nullable=True),
        Column("author", TEXT, "author as the text states it", nullable=True),
        Column("author_start", INT, "evidence for the author", "character offset", nullable=True),
        Column("author_end", INT, "evidence for the author", "character offset", nullable=True),
        Column("republisher", TEXT, "republisher as the text states it", nullable=True),
        Column("republisher_start", INT, "evidence for the republisher", "character offset", nullable=True),
        Column("republisher_end", INT, "evidence for the republisher", "character offset", nullable=True),
        Column("hint", TEXT, "a hint, never a fact", nullable=True),
        Column("wire", TEXT, "news agency that is credited with the whole text", nullable=True),
        Column(
            "wire_start", INT, "evidence for the agency; NA: the metadata say so", "character offset", nullable=True
        ),
        Column("wire_end", INT, "evidence for the agency", "character offset", nullable=True),
        Column("wire_parts", TEXT, "news agencies credited with parts of the text, separated by |", nullable=True),
        Column("is_wire", BOOL, "the article is an agency's own: its outlet or address is that of `wire`"),
        Column("metadata_outlet", TEXT, "outlet as the metadata have it", nullable=True),
        Column("metadata_author", TEXT, "author as the metadata have it", nullable=True),
        Column("metadata_published", TIME, "date of publication as the metadata have it", "UTC", nullable=True),
    ),
)

CREDITS = Table(
    "credits",
    "News agencies that an article credits, in its first and last lines or in its metadata, and for what.",
    ("article_id", "credit_id"),
    (
        _ID,
        Column("credit_id", INT, "number within the article; 0: from the metadata"),
        Column("start", INT, "first character of the credit", "character offset", nullable=True),
        Column("end", INT, "one past its last character", "character offset", nullable=True),
        Column("agency", TEXT, "the agency; NA: wires without a name", nullable=True),
        Column("means", TEXT, "what is credited to it", allowed=("whole text", "parts", "photographs")),
        Column("rule", TEXT, "the rule that found it"),
    ),
)

_FRAME = (
    Column(
        "period", TEXT, "ISO 8601 year, month, day or range it speaks of; NA: not said or not resolvable", nullable=True
    ),
    Column("measure", TEXT, "what is measured: a name of the list of measures, else as written", nullable=True),
    Column("about", TEXT, "the group or thing, where narrower than the place: women, U-6, a candidate", nullable=True),
    Column(
        "basis",
        TEXT,
        "level; level before; change on a year before; change, base not said; change in units; share; rank; other",
        nullable=True,
    ),
    Column("base", TEXT, "what a change is counted from: month before, year before, a period", nullable=True),
    Column(
        "status",
        TEXT,
        "how surely it is said",
        nullable=True,
        allowed=("actual", "estimate", "forecast", "target", "hypothetical", "denied"),
    ),
    Column("place", TEXT, "where: ISO 3166 alpha-3, or a state or city as written", nullable=True),
    Column("reporter", TEXT, "ISO 3166 alpha-3 of the country that it is about", nullable=True),
    Column("partner", TEXT, "ISO 3166 alpha-3 of the other country", nullable=True),
    Column("direction", TEXT, "whether it is said to rise or fall", nullable=True, allowed=("up", "down")),
    Column(
        "inherited",
        TEXT,
        "fields the clause leaves out, each with where it is from: period:clause, reporter:article",
        nullable=True,
    ),
)
_READING = (
    Column("mention", TEXT, "the words as written: text[start:end]"),
    Column(
        "value",
        FLOAT,
        "the point value, as written and without the sign of a direction; NA for a range",
        "see unit",
        nullable=True,
    ),
    Column("low", FLOAT, "lowest value meant, under the stated convention; NA: open", "see unit", nullable=True),
    Column("high", FLOAT, "highest value meant, under the stated convention; NA: open", "see unit", nullable=True),
    Column("unit", TEXT, "ISO 4217 code, %, [pp], [bp], English unit name or counted noun", nullable=True),
    Column(
        "change",
        TEXT,
        "= exact, ~ about, > more, < less, up, down",
        nullable=True,
        allowed=("=", "~", ">", "<", "up", "down"),
    ),
    Column("approximation", TEXT, "the approximating word, lower-case", nullable=True),
)

QUANTITIES = Table(
    "quantities",
    "One row per number read: a quantity, or something that only looks like one (date, designator ...).",
    ("article_id", "start", "end"),
    (
        _ID,
        _START,
        _END,
        Column("quantity_kind", TEXT, "money, percent, count, duration ..., or date, period, ordinal_word ..."),
        *_READING,
        *_FRAME,
        Column("is_quantity", BOOL, "false for dates, designators and other numbers that are no quantity"),
        Column("is_boilerplate", BOOL, "stands in boilerplate"),
    ),
)

CLAIMS = Table(
    "claims",
    "One row per quantity that states something, outside boilerplate: a claim, with who makes it and where it is from.",
    ("article_id", "start", "end"),
    (
        _ID,
        _START,
        _END,
        Column(
            "claim_id",
            TEXT,
            "what is stated: measure, about, basis, base, place, partner, period, unit, fact or not; one that is not"
            " complete has its article and place in the name",
        ),
        Column(
            "is_complete",
            BOOL,
            "says what, of whom or where, when and in which unit: only then it may be the claim of another article too",
        ),
        Column("quantity_kind", TEXT, "money, percent, count ..."),
        *_READING,
        *_FRAME,
        Column("claimed_by", TEXT, "the source named for it; NA: the article itself", nullable=True),
        Column("claimed_by_kind", TEXT, "outlet, organisation, person, state, document, unnamed", nullable=True),
        Column("origin_id", TEXT, "the article's text origin; who is said to say it is `claimed_by`"),
        Column(
            "verbatim",
            TEXT,
            "for a claim in a quotation: how far its words can be trusted",
            nullable=True,
            allowed=("as quoted", "not verified verbatim"),
        ),
    ),
)

CLAIM_GROUPS = Table(
    "claim_groups",
    "One row per claim across articles, counted by document and by origin (which is not proof of independence).",
    ("claim_id",),
    (
        Column("claim_id", TEXT, "the claim"),
        Column("is_complete", BOOL, "as in claims; what is not complete stands in one document only"),
        *[column for column in _FRAME if column.name not in {"inherited", "direction"}],
        Column("unit", TEXT, "unit of low and high", nullable=True),
        Column("n_claims", INT, "times it is made", "claims"),
        Column("n_documents", INT, "articles that make it", "articles"),
        Column("n_origins", INT, "text origins it comes from; never more than documents", "origins"),
        Column("claimed_by", TEXT, "who is said to say it, separated by |; NA: the articles themselves", nullable=True),
        Column("low", FLOAT, "lowest value meant by any; signed: a fall is negative", "see unit", nullable=True),
        Column("high", FLOAT, "highest value meant by any; signed: a fall is negative", "see unit", nullable=True),
        Column(
            "agreement",
            TEXT,
            "whether the intervals of its documents meet; compatible: one is open (more than 500); counts differ: a"
            " toll, which may have been counted later",
            allowed=("one document", "agree", "compatible", "conflict", "counts differ"),
        ),
    ),
)

RELATED = Table(
    "related",
    "Incomplete statements of several articles: the same number, perhaps the same thing. Not judged, in no headline.",
    ("related_id", "article_id", "start", "end"),
    (
        Column("related_id", TEXT, "the nouns they share"),
        _ID,
        _START,
        _END,
        Column("mention", TEXT, "the words as written"),
        Column("value", FLOAT, "the value in `unit`", "see unit", nullable=True),
        Column("unit", TEXT, "common unit: years for decades, else the noun"),
        Column("context", TEXT, "words that the sentences share"),
    ),
)

REFERENCE = Table(
    "reference",
    "Statistics to hold claims against: one row per period, pair, measure, group, basis, compiler and source.",
    ("measure", "about", "basis", "reporter", "partner", "period", "unit", "compiler", "value"),
    (
        Column("period", TEXT, "ISO 8601 year, quarter (2022-Q1), month, week (2022-W05), day or range"),
        Column("reporter", TEXT, "whose record it is: ISO 3166 alpha-3, WLD, or a state or city as claims name it"),
        Column("partner", TEXT, "ISO 3166 alpha-3 of the other country; WLD: the world, or none"),
        Column("measure", TEXT, "what is measured, as in the list of measures"),
        Column("about", TEXT, "the group or thing, where narrower than the place; else all"),
        Column("basis", TEXT, "level, change on a year (quarter, month, week, day) before, share of GDP, or rank"),
        Column("value", FLOAT, "the recorded value; a fall is negative", "see unit"),
        Column("unit", TEXT, "ISO 4217 code, %, [pp], the noun counted, or rank"),
        Column("compiler", TEXT, "who compiled it"),
        Column("is_official", BOOL, "compiled by an official body, and no forecast"),
        Column("is_rounded", BOOL, "rounded by the source: too coarse for a verdict"),
        Column("source", TEXT, "where it was published"),
        Column("url", TEXT, "address of the source", nullable=True),
        Column("vintage", TEXT, "ISO 8601 day on which the source was last brought up to date", nullable=True),
        Column("licence", TEXT, "licence of the source", nullable=True),
        Column("note", TEXT, "what to know about it", nullable=True),
    ),
)

RECORDS = Table(
    "records",
    "One row per claim and record it can be held against (each compiler on its own), or one row that says why not.",
    ("article_id", "start", "end", "record_number"),
    (
        _ID,
        _START,
        _END,
        Column("record_number", INT, "number of the record among those of the claim; 0: none"),
        Column("claim_id", TEXT, "the claim"),
        Column("mention", TEXT, "the words as written"),
        Column("value", FLOAT, "claimed value, signed: a fall is negative", "see unit", nullable=True),
        Column("low", FLOAT, "lowest value claimed, signed", "see unit", nullable=True),
        Column("high", FLOAT, "highest value claimed, signed", "see unit", nullable=True),
        Column("unit", TEXT, "unit of the claim", nullable=True),
        Column("period", TEXT, "period of the claim", nullable=True),
        Column("recorded_value", FLOAT, "value of the record, in the unit of the claim", "see unit", nullable=True),
        Column(
            "computed",
            TEXT,
            "the sum that gives the recorded value from two records: -36.6 % = 6.33 / 9.98 - 1; NA: none does",
            nullable=True,
        ),
        Column("compiler", TEXT, "who compiled the record", nullable=True),
        Column("recorded_by", TEXT, "ISO 3166 alpha-3 of the country whose record it is", nullable=True),
        Column("is_mirror", BOOL, "the record is the other country's", nullable=True),
        Column(
            "gap",
            FLOAT,
            "claimed less recorded: % of a recorded level, percentage points of a recorded %",
            "see gap_unit",
            nullable=True,
        ),
        Column("gap_unit", TEXT, "unit of gap", nullable=True, allowed=("%", "[pp]")),
        Column(
            "verdict",
            TEXT,
            "what the record says about the claim",
            allowed=("matches", "differs", "no record", "not comparable"),
        ),
        Column("reason", TEXT, "why there is no verdict, or what limits it: sentences for readers", nullable=True),
        Column("source", TEXT, "source of the record", nullable=True),
        Column("url", TEXT, "address of the source", nullable=True),
    ),
)

IMPLIED = Table(
    "implied",
    "Levels that claimed changes imply, from the official level of the year before, beside the official level itself.",
    ("claim_id", "compiler", "low"),
    (
        Column("claim_id", TEXT, "the claim: a change on a year before"),
        Column("measure", TEXT, "what is measured"),
        Column("reporter", TEXT, "ISO 3166 alpha-3", nullable=True),
        Column("partner", TEXT, "ISO 3166 alpha-3", nullable=True),
        Column("base_period", TEXT, "the year before"),
        Column("period", TEXT, "the year of the claim"),
        Column("unit", TEXT, "unit of the levels"),
        Column("compiler", TEXT, "who compiled the levels; never mixed"),
        Column("base_value", FLOAT, "official level of the year before", "see unit"),
        Column("change", FLOAT, "claimed change, a fall negative", "%"),
        Column("value", FLOAT, "level implied by the claim", "see unit"),
        Column("low", FLOAT, "lowest level implied", "see unit"),
        Column("high", FLOAT, "highest level implied", "see unit"),
        Column("recorded_value", FLOAT, "official level of the year of the claim", "see unit", nullable=True),
        Column("n_documents", INT, "articles that make the claim", "articles"),
        Column("n_origins", INT, "origins it comes from", "origins"),
    ),
)

_SIMILARITY = (
    _ID,
    Column("other_id", TEXT, "the other article; sorts after article_id"),
    Column("share_aligned", FLOAT, "aligned sentences over all, of the text aligned the more", "0..1"),
    Column("n_aligned", INT, "aligned sentences", "sentences"),
    Column("n_run", INT, "longest run of aligned sentences", "sentences"),
    Column("n_shared_numbers", INT, "numbers that both hold"),
    Column("score", FLOAT, "calibrated score of reuse", "0..1"),
)

SIMILARITIES = Table(
    "similarities",
    "Pairs of articles compared sentence by sentence, reuse or not.",
    ("article_id", "other_id"),
    _SIMILARITY,
)

PAIRS = Table(
    "pairs",
    "Pairs of articles between which reuse was found: one comes from the other, or both from one text.",
    ("article_id", "other_id"),
    (
        *_SIMILARITY,
        Column(
            "direction",
            TEXT,
            "which came first",
            nullable=True,
            allowed=("article_id -> other_id", "other_id -> article_id", "siblings", "unknown"),
        ),
        Column(
            "p_direction",
            FLOAT,
            "probability that article_id is the original; NA: siblings, or the order is not known",
            "0..1",
            nullable=True,
        ),
        Column("direction_basis", TEXT, "what the direction rests on", nullable=True),
        Column("original_id", TEXT, "the article taken as original; NA: unknown", nullable=True),
        Column("derived_id", TEXT, "the article taken as derived; NA: unknown", nullable=True),
    ),
)

SAME_QUOTATIONS = Table(
    "same_quotations",
    "Pairs of articles that quote the same words, though no reuse was found between them.",
    ("article_id", "other_id"),
    (
        _ID,
        Column("other_id", TEXT, "the other article; sorts after article_id"),
        Column("n_quotations", INT, "quotations of article_id of which the other holds six words in a row or more"),
        Column("n_words", INT, "words of them that both hold", "words"),
        Column("start", INT, "the longest passage both quote, in article_id: first character", "character offset"),
        Column("end", INT, "one past its last character", "character offset"),
        Column("other_start", INT, "the same in other_id: first character", "character offset"),
        Column("other_end", INT, "one past its last character", "character offset"),
    ),
)

SAME_TEMPLATES = Table(
    "same_templates",
    "Pairs of articles whose sentences are alike while their numbers and names differ throughout: no reuse, no origin.",
    ("article_id", "other_id"),
    (
        _ID,
        Column("other_id", TEXT, "the other article; sorts after article_id"),
        Column("n_aligned", INT, "aligned sentences", "sentences"),
        Column("n_facts", INT, "numbers and names in them, of the text that holds fewer"),
        Column("n_shared_facts", INT, "of these that both hold"),
    ),
)

SAME_PASSAGES = Table(
    "same_passages",
    "Pairs of articles of one outlet or agency that share passages under stories of their own: no reuse, no origin.",
    ("article_id", "other_id"),
    (
        _ID,
        Column("other_id", TEXT, "the other article; sorts after article_id"),
        Column("n_aligned", INT, "sentences of article_id that the other holds too", "sentences"),
        Column("start", INT, "the longest passage that both hold, in article_id: first character", "character offset"),
        Column("end", INT, "one past its last character", "character offset"),
        Column("other_start", INT, "the same in other_id: first character", "character offset"),
        Column("other_end", INT, "one past its last character", "character offset"),
    ),
)

CANDIDATES = Table(
    "candidates",
    "Pairs of articles worth comparing sentence by sentence: they share what is rare in the corpus.",
    ("article_id", "other_id"),
    (
        _ID,
        Column("other_id", TEXT, "the other article; sorts after article_id"),
        Column("share_rare", FLOAT, "share of the rarest words and word pairs of one that the other holds", "0..1"),
    ),
)

ALIGNMENT = Table(
    "alignment",
    "Sentences of an original and of a text derived from it, matched; a missing side: dropped or added.",
    ("original_id", "derived_id", "alignment_id"),
    (
        Column("original_id", TEXT, "the article taken as original; order not known: the first by date and id"),
        Column("derived_id", TEXT, "the article taken as derived, or the other one"),
        Column("alignment_id", INT, "number within the pair, in the order of the original"),
        Column("original_sentence", INT, "sentence number in the original", nullable=True),
        Column("original_start", INT, "first character in the original", "character offset", nullable=True),
        Column("original_end", INT, "one past the last", "character offset", nullable=True),
        Column("derived_sentence", INT, "sentence number in the derived text", nullable=True),
        Column("derived_start", INT, "first character in the derived text", "character offset", nullable=True),
        Column("derived_end", INT, "one past the last", "character offset", nullable=True),
        Column("similarity", FLOAT, "likeness of the two sentences", "0..1", nullable=True),
        Column(
            "relation",
            TEXT,
            "what became of the sentence; machine-suggested",
            allowed=("same", "reworded", "worth a look", "meaning changed", "dropped", "added"),
        ),
        Column(
            "score", FLOAT, "rank: the higher, the sooner a reader should look; no probability", "0..1", nullable=True
        ),
        Column("is_order_known", BOOL, "the pair's direction is known; false: siblings, or the order is not known"),
    ),
)

DIFFERENCES = Table(
    "differences",
    "What changed within aligned sentences; machine-suggested.",
    ("original_id", "derived_id", "difference_id"),
    (
        Column("original_id", TEXT, "the article taken as original"),
        Column("derived_id", TEXT, "the article taken as derived"),
        Column("difference_id", INT, "number within the pair"),
        Column("alignment_id", INT, "row of the alignment"),
        Column(
            "relation",
            TEXT,
            "what became of the sentence, as in the alignment",
            allowed=("reworded", "worth a look", "meaning changed"),
        ),
        Column(
            "difference_kind",
            TEXT,
            "what changed; negation also holds opposites, wording what is only put differently or garbled",
            allowed=(
                "name",
                "number",
                "title",
                "modality",
                "negation",
                "role",
                "strength",
                "wording",
                "dropped",
                "added",
            ),
        ),
        Column("score", FLOAT, "rank: the higher, the sooner a reader should look; no probability", "0..1"),
        Column("original_start", INT, "first character in the original", "character offset", nullable=True),
        Column("original_end", INT, "one past the last", "character offset", nullable=True),
        Column("derived_start", INT, "first character in the derived text", "character offset", nullable=True),
        Column("derived_end", INT, "one past the last", "character offset", nullable=True),
    ),
)

ORIGINS = Table(
    "origins",
    "The text origin each article belongs to. One origin each is not proof of independence.",
    ("article_id",),
    (
        _ID,
        Column("origin_id", TEXT, "name of the group: its earliest or first article, or a virtual original"),
        Column("is_virtual", BOOL, "the original is named by the articles but is not in the corpus"),
        Column("n_articles", INT, "articles of this origin", "articles"),
    ),
)

TIMELINE = Table(
    "timeline",
    "The articles of each origin that has several, from the first carrier to the last, held against the first.",
    ("origin_id", "number"),
    (
        Column("origin_id", TEXT, "the origin"),
        Column("number", INT, "number within the origin; undated articles last"),
        Column("place", INT, "place in time, from 1, one for all of one time; NA: undated", nullable=True),
        _ID,
        Column("published", TIME, "date of publication as stated by the metadata", "UTC", nullable=True),
        Column("is_first", BOOL, "the others are held against it: the original, where it is known, else the earliest"),
        Column("n_sentences", INT, "sentences; NA: not aligned with the first", "sentences", nullable=True),
        Column("n_shared", INT, "of these that stand in the first too", "sentences", nullable=True),
        Column("n_added", INT, "of these that do not", "sentences", nullable=True),
        Column("n_dropped", INT, "sentences of the first that are not here", "sentences", nullable=True),
    ),
)

COUNTED_ORIGINS = Table(
    "counted_origins",
    "Documents and origins by outlet or by day; an origin counts for each that carries it.",
    ("group",),
    (
        Column("group", TEXT, "outlet, or day"),
        Column("n_documents", INT, "articles", "articles"),
        Column("n_origins", INT, "origins that they belong to", "origins"),
    ),
)

CORRECTIONS = Table(
    "corrections",
    "What a person says of a find, from corrections.csv beside the corpus.",
    ("correction_id",),
    (
        Column("correction_id", INT, "row of corrections.csv"),
        Column("table", TEXT, "table of the find"),
        Column("article_id", TEXT, "the article"),
        Column("start", INT, "first character of the find", "character offset", nullable=True),
        Column("end", INT, "one past its last character", "character offset", nullable=True),
        Column("other_id", TEXT, "the other article of a pair", nullable=True),
        Column("action", TEXT, "what is done", allowed=("accept", "reject", "merge")),
        Column("note", TEXT, "why", nullable=True),
        Column("is_found", BOOL, "the find is there; false: nothing was done", nullable=True),
    ),
)

MARKS = Table(
    "marks",
    "A sample of finds for a person to mark.",
    ("mark_id",),
    (
        Column("mark_id", INT, "number within the sample"),
        Column("table", TEXT, "table of the find"),
        Column("find_kind", TEXT, "its kind there"),
        Column("article_id", TEXT, "the article"),
        Column("start", INT, "first character", "character offset", nullable=True),
        Column("end", INT, "one past the last character", "character offset", nullable=True),
        Column("other_id", TEXT, "the other article of a pair", nullable=True),
        Column("read_as", TEXT, "what the rules make of it"),
        Column("shown", TEXT, "the find between >> and <<, with words around it"),
        Column("is_right", BOOL, "to be filled in: is it right?", nullable=True),
    ),
)

PRECISION = Table(
    "precision",
    "Share of right finds in a marked sample of this corpus.",
    ("table", "find_kind"),
    (
        Column("table", TEXT, "table of the finds"),
        Column("find_kind", TEXT, "their kind there"),
        Column("n_marked", INT, "finds marked"),
        Column("n_right", INT, "of them right"),
        Column("share_right", FLOAT, "share of right ones", "0..1"),
        Column("low", FLOAT, "lower end of the 95 % Wilson interval", "0..1"),
        Column("high", FLOAT, "upper end of the 95 % Wilson interval", "0..1"),
    ),
)

TABLES: Mapping[str, Table] = {
    table.name: table
    for table in (
        FREQUENCIES, RANKED_TERMS, KEYNESS, DISPERSION, COLLOCATIONS, POSITIONS, IN_CONTEXT,
        READABILITY, READABILITY_STEPS, READABILITY_CHANGES,
        ARTICLES, REJECTED, NOTES, REPAIRS, BOILERPLATE, ATTRIBUTED, ATTRIBUTIONS, ATTRIBUTION_SPANS, CITED_SOURCES,
        PEOPLE, NAMINGS, VOICES, SPEAKER_SHARES, CITATION_CHAIN,
        PROVENANCE, CREDITS, QUANTITIES, CLAIMS, CLAIM_GROUPS, RELATED, REFERENCE, RECORDS, IMPLIED, CANDIDATES,
        SIMILARITIES, PAIRS, SAME_QUOTATIONS, SAME_TEMPLATES, SAME_PASSAGES,
        ALIGNMENT, DIFFERENCES, ORIGINS, TIMELINE, COUNTED_ORIGINS,
        CORRECTIONS, MARKS, PRECISION,
    )
}  # fmt: skip


def codebook() -> str:
    """The codebook in Markdown: one section a table, one row a column."""
    parts = ["# Codebook\n\nMade by `make docs` from `src/helpers/tables.py`; do not edit.\n"]
    for table in TABLES.values():
        parts.append(f"## {table.name}\n\n{table.meaning}\n\nKey: {', '.join(table.key)}.\n")
        parts.append("| column | type | unit | may be missing | meaning |\n| --- | --- | --- | --- | --- |")
        for c in table.columns:
            meaning = f"{c.meaning} ({', '.join(c.allowed)})" if c.allowed else c.meaning
            parts.append(f"| {c.name} | {c.dtype} | {c.unit} | {'yes' if c.nullable else 'no'} | {meaning} |")
        parts.append("")
    return "\n".join(parts)


if __name__ == "__main__":
    import sys

    sys.stdout.write(codebook())
