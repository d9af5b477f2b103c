"""Tables leave the house whole: described, harmless to spreadsheets, and readable by others."""

import json
from pathlib import Path

import frictionless
import pandas as pd
import pytest

from helpers import claims, evidence, export, tables

ROOT = Path(__file__).parents[1]


def report_tables() -> dict[str, pd.DataFrame]:
    """The tables of a small report."""
    path = ROOT / "seeds"
    texts = [p.read_bytes().decode("utf-8") for p in sorted(path.glob("*.txt"))]
    articles = pd.DataFrame({"article_id": [str(n) for n in range(len(texts))], "text": texts})
    quantities, reference = claims.read_quantities(articles), evidence.reference(ROOT / "reference")
    made = evidence.claims(quantities)
    return {
        "quantities": quantities,
        "claims": made,
        "claim_groups": evidence.groups(made),
        "reference": reference,
        "records": evidence.against_record(made, reference),
        "implied": evidence.implied(reference, made),
        "related": evidence.related(quantities, articles),
    }


def test_package_is_valid_and_the_parquet_holds_the_tables(tmp_path: Path) -> None:
    made = report_tables()
    path = export.write_package(tmp_path, made)
    report = frictionless.Package(str(path)).validate()
    assert report.valid, report.flatten(["type", "note"])
    for name, frame in made.items():
        pd.testing.assert_frame_equal(
            pd.read_parquet(tmp_path / f"{name}.parquet").astype(frame.dtypes), frame, check_dtype=True
        )
    described = json.loads(path.read_text(encoding="utf-8"))
    fields = {field["name"]: field for field in described["resources"][0]["schema"]["fields"]}
    assert all(field["description"] for field in fields.values())


def test_same_tables_same_bytes(tmp_path: Path) -> None:
    made = report_tables()
    export.write_package(tmp_path / "a", made)
    export.write_package(tmp_path / "b", {name: made[name] for name in reversed(made)})
    for path in sorted((tmp_path / "a").iterdir()):
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_unknown_tables_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="unknown table nonsense"):
        export.write_package(tmp_path, {"nonsense": tables.CLAIMS.empty()})


def test_headings_are_made_harmless_and_described(tmp_path: Path) -> None:
    table = tables.ARTICLES.empty().assign(**{"=1+1": pd.Series([], dtype="str")})
    path = export.write_package(tmp_path, {"articles": table}, parquet=False)
    assert (tmp_path / "articles.csv").read_text("utf-8").rstrip().endswith(",'=1+1")
    assert json.loads(path.read_text("utf-8"))["resources"][0]["schema"]["fields"][-1]["name"] == "'=1+1"


def test_a_report_s_csv_files_are_what_pandas_reads_back(tmp_path: Path) -> None:
    made = report_tables()
    export.write_package(tmp_path, made)
    read = pd.read_csv(tmp_path / "quantities.csv")
    assert (read["change"] == "=").sum() == (made["quantities"]["change"] == "=").sum() > 0
    for name, frame in made.items():
        for suffix in ("csv", "parquet"):
            pd.testing.assert_frame_equal(export.read_table(tmp_path / f"{name}.{suffix}"), frame)


def test_words_that_look_like_formulas_come_back_as_they_were(tmp_path: Path) -> None:
    said = ["=1+1", "@realname", "-based", "+1", "=", "'so", "plain", "-37 %"]
    frame = tables.FREQUENCIES.frame([("a", word, 1, 2.5) for word in said])
    export.write_package(tmp_path, {"frequencies": frame}, parquet=False)
    assert export.read_table(tmp_path / "frequencies.csv")["term"].to_list() == sorted(said)
    with pytest.raises(ValueError, match=r"x.csv: no table x; name= is one of alignment, "):
        export.read_table(tmp_path / "x.csv")
