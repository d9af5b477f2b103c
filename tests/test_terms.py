"""Terms: counts that agree with a count by hand."""

import pandas as pd

from helpers import tables, terms


def test_frequencies_count_words_as_written_but_for_case_and_quotes() -> None:
    texts = ["Russia’s war; Russia's WAR, north-east", "war", "..."]
    articles = pd.DataFrame({"article_id": ["b", "a", "c"], "text": texts})
    found = terms.frequencies(articles)
    tables.FREQUENCIES.check(found)
    assert list(found.itertuples(index=False, name=None)) == [
        ("a", "war", 1, 1000.0), ("b", "east", 1, 1000 / 6), ("b", "north", 1, 1000 / 6),
        ("b", "russia's", 2, 2000 / 6), ("b", "war", 2, 2000 / 6),
    ]  # fmt: skip


def test_no_articles_no_rows_same_types() -> None:
    articles = pd.DataFrame({"article_id": ["a"], "text": ["one word"]})
    none, some = terms.frequencies(articles[:0]), terms.frequencies(articles)
    assert len(none) == 0
    assert none.dtypes.equals(some.dtypes)
