"""Findings about whom the outlets have in common: people whose words several of them print."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.findings.base import LEAST_SHARING, Said, Tables, origins_of, outlets
from helpers.findings.plain import named_sources, plainness
from helpers.findings.quoted import quotations
from helpers.words import cells, count, listed

_LEAST_PRINTING, _LEAST_VOICES, _MOST_VOICES = 2, 2, 6  # outlets; people
_BEHIND = frozenset({"Jr.", "Sr.", "II", "III", "IV"})
_BEFORE = frozenset({"Mr.", "Mrs.", "Ms.", "Dr.", "Sen.", "Rep.", "Gov."})


def voices(tables: Tables) -> Iterator[Said]:
    """People whose words two outlets and more print, in as many text origins: three people, or two of whom one is in
    three outlets; one alone is whom the documents are about.

    Counted is what is plain: four words and more between quotation marks, of whom the document says by name, or of one
    just named, that he or she said them. Each number of outlets is a least number, and others may be quoted as widely.

    >>> [said.sentence for said in findings.voices(found)]
    []
    """
    quoted = quotations(tables)
    quoted = quoted[quoted["source_kind"] == "person"]
    quoted = quoted[named_sources(quoted, tables) | plainness(quoted, tables).eq("plain")]
    quoted = quoted[quoted["person"].map(_is_full).astype(bool)].drop_duplicates(["person", "article_id"])
    outlet_of, origins = outlets(tables), origins_of(tables)
    quoted = quoted.assign(outlet=quoted["article_id"].map(outlet_of), origin=quoted["article_id"].map(origins))
    sizes = quoted[quoted["outlet"] != ""].groupby("person")[["outlet", "origin"]].nunique()
    common = sizes[sizes.min(axis=1) >= _LEAST_PRINTING]
    common = common.assign(name=common.index).sort_values(["outlet", "origin", "name"], ascending=[False, False, True])
    is_led = len(common) == _LEAST_VOICES and common["outlet"].iloc[0] >= LEAST_SHARING
    if len(common) <= _LEAST_VOICES and not is_led:
        return
    told = common.head(_MOST_VOICES)
    n_all = len(set(outlet_of.values()) - {""})
    named = listed([f"{row['name']} (at least {row['outlet']})" for row in cells(told)], _MOST_VOICES)
    n_more = len(common) - len(told)
    more = f"; {count(n_more, 'further person', 'further people')} by {_LEAST_PRINTING} and more" if n_more else ""
    yield Said(
        f"Among those whom several of the {count(n_all, 'outlet')} quote, as far as is surely read: {named}{more}.",
        quoted.loc[quoted["person"].isin(told.index), list(tables["attributions"].columns)],
    )


def _is_full(name: str) -> bool:
    """Whether a name is one person's first and last name."""
    parts = [part for part in name.split() if part not in _BEHIND]
    return len(parts) > 1 and parts[0] not in _BEFORE and "and" not in parts
