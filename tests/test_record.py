"""Claims held against recorded statistics, and the files that those are read from."""

import json
import re
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from typer.testing import CliRunner

from helpers import claims, cli, evidence, tables
from helpers.evidence import exports, series, sums

ROOT = Path(__file__).parents[1]


def test_record_holds_the_seed_claims_and_gives_the_gap(seed_claims: pd.DataFrame) -> None:
    records = tables.RECORDS.check(evidence.against_record(seed_claims, evidence.reference(ROOT / "reference")))
    judged = records[records["verdict"] == "matches"]
    found = {(row.mention, row.recorded_value): round(row.gap, 1) for row in judged.itertuples()}
    assert found == {
        ("$30bn", 27.34e9): 9.7, ("$ 30 billion", 27.34e9): 9.7, ("37%", -36.6): -0.4, ("15%", -14.6): -0.4,
    }  # fmt: skip
    assert judged.loc[judged["unit"] == "USD", "is_mirror"].all()
    assert not (records["verdict"] == "differs").any()


def test_implied_levels(seed_claims: pd.DataFrame) -> None:
    implied = tables.IMPLIED.check(evidence.implied(evidence.reference(ROOT / "reference"), seed_claims)).set_index(
        "measure"
    )
    assert round(implied.loc["exports", "value"] / 1e9, 2) == 6.29
    assert round(implied.loc["imports", "value"] / 1e9, 2) == 14.76


def test_a_record_outside_the_interval_differs_and_shows_the_gap() -> None:
    texts = [f"South Korea's exports to Russia fell by {n}% in 2022." for n in (37, 30)]
    made = evidence.claims(claims.read_quantities(pd.DataFrame({"article_id": ["a", "b"], "text": texts})))
    records = evidence.against_record(made, evidence.reference(ROOT / "reference"))
    differs = records[records["verdict"] == "differs"]
    assert [(row.article_id, round(row.gap, 1), row.gap_unit) for row in differs.itertuples()] == [("b", 6.6, "[pp]")]


def test_a_claim_without_period_or_reporter_is_not_comparable() -> None:
    articles = pd.DataFrame({"article_id": ["a"], "text": ["Exports were worth $5bn."]})
    records = evidence.against_record(
        evidence.claims(claims.read_quantities(articles)), evidence.reference(ROOT / "reference")
    )
    assert list(records["verdict"]) == ["not comparable"]
    assert records["reason"][0] == "The text does not say when nor of which country or place."


def test_compilers_stay_apart_and_rounded_or_unofficial_records_earn_no_verdict(seed_claims: pd.DataFrame) -> None:
    records = evidence.against_record(seed_claims, evidence.reference(ROOT / "reference"))
    trade = records[records["article_id"].eq("001") & records["unit"].eq("USD")]
    assert list(zip(trade["compiler"], trade["verdict"], strict=True)) == [
        ("KITA", "matches"), ("not named (Sputnik)", "not comparable"),
    ]  # fmt: skip
    assert trade["reason"].str.contains("no record by Russia.", regex=False).all()


def test_parts_that_do_not_add_up_are_named() -> None:
    (row,) = evidence.inconsistencies(evidence.reference(ROOT / "reference")).to_dict("records")
    assert (row["compiler"], row["period"]) == ("KOTRA", "2018")
    assert round(row["difference"], 2) == -0.16


HEADER = "period,reporter,partner,measure,basis,value,unit,compiler,is_official,is_rounded,source,url,note\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "period,reporter\n2021,KOR\n",
            "x.csv: the column measure, value, unit, compiler, is_official, source is missing",
        ),
        ("period,reporter\n2021,KOR\n", "period,reporter,measure,value,unit,compiler,is_official,source\n2022-05,USA,"),
        (HEADER + "2021,KOR,RUS,trade,level,much,USD,KITA,true,false,s,,\n", 'x.csv, row 2: value is "much"'),
        (HEADER + "2021,KOR,RUS,trade,level,1,USD,KITA,yes,false,s,,\n", 'row 2: is_official is "yes"; expected true'),
        (HEADER + "2021,KOR,RUS,trade,level,1,USD,,true,false,s,,\n", "row 2: compiler is empty"),
        (
            HEADER + "May 21,KOR,RUS,trade,level,1,USD,KITA,true,false,s,,\n",
            'row 2: period is "May 21"; expected 2022, ',
        ),
        (HEADER + "2021,KOR,RUS,trade,growth,1,%,KITA,true,false,s,,\n", 'row 2: basis is "growth"; expected one of'),
        (HEADER + 2 * "2021,KOR,RUS,trade,level,1,USD,KITA,true,false,s,,\n", "stands more than once"),
    ],
)
def test_reference_errors_name_place_and_cure(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "x.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=re.escape(message)):
        evidence.reference(tmp_path / "x.csv")


def test_missing_reference_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no such file"):
        evidence.reference(tmp_path / "y.csv")
    with pytest.raises(ValueError, match=r"no \*\.csv file"):
        evidence.reference(tmp_path)


def test_only_totals_match_either_way_round() -> None:
    articles = pd.DataFrame(
        {"article_id": ["a"], "text": ["Russia's exports to South Korea came to $17.36bn in 2021."]}
    )
    records = evidence.against_record(
        evidence.claims(claims.read_quantities(articles)), evidence.reference(ROOT / "reference")
    )
    assert list(records["verdict"]) == ["no record"]


def record(**cells: Any) -> dict[str, Any]:
    """A row of the reference, official and unrounded; what is not given is usual."""
    usual = {
        "reporter": "ITA", "partner": "WLD", "about": "all", "basis": "level", "compiler": "Office",
        "is_official": True, "is_rounded": False, "source": "s",
    }  # fmt: skip
    return {**usual, **cells}


def claim(**cells: Any) -> dict[str, Any]:
    """A row of claims with an exact value."""
    usual = {
        "article_id": "a", "start": 0, "end": 1, "claim_id": "c", "quantity_kind": "money", "mention": "m",
        "reporter": "ITA", "place": "ITA", "basis": "level", "change": "=", "origin_id": "a", "status": "actual",
        "low": cells.get("value"), "high": cells.get("value"),
    }  # fmt: skip
    return {**usual, **cells}


def judged(said: dict[str, Any], *held: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of `records` of one claim beside some records."""
    rows = evidence.against_record(tables.CLAIMS.frame([said]), tables.REFERENCE.frame(list(held)))
    return tables.RECORDS.check(rows).to_dict("records")


EXPORTS = [
    record(measure="exports", partner="RUS", period="2021", value=9.98e9, unit="USD"),
    record(measure="exports", partner="RUS", period="2022", value=6.33e9, unit="USD"),
]
GDP = [
    record(measure="GDP", period="2022", value=2.1e12, unit="USD"),
    record(measure="military spending", period="2022", value=42e9, unit="USD"),
]
RATES = [
    record(measure="unemployment rate", period="2022-04", value=8.2, unit="%"),
    record(measure="unemployment rate", period="2022-05", value=7.9, unit="%"),
]


@pytest.mark.parametrize(
    ("said", "held", "value", "shown"),
    [
        (
            {"measure": "exports", "partner": "RUS", "period": "2022", "basis": "change on a year before", "unit": "%",
             "value": -36.6, "low": -37.0, "high": -36.0},
            EXPORTS, -36.57, "-36.6 % = 6.33 / 9.98 - 1",
        ),
        (  # the other way round: a level from a recorded change
            {"measure": "exports", "partner": "RUS", "period": "2022", "unit": "USD", "value": 6.3e9, "low": 6.2e9,
             "high": 6.4e9},
            [EXPORTS[0], record(measure="exports", partner="RUS", period="2022", basis="change on a year before",
                                value=-36.6, unit="%")],
            6.327e9, "6.327 billion = 9.98 billion × (1 - 36.6 %)",
        ),
        (
            {"measure": "military spending", "period": "2022", "basis": "share", "base": "GDP", "unit": "%",
             "value": 2.0},
            GDP, 2.0, "2.0 % = 42 / 2,100",
        ),
        (
            {"measure": "unemployment rate", "period": "2022-05", "basis": "change, base not said",
             "base": "month before", "unit": "[pp]", "value": -0.3, "low": -0.35, "high": -0.25},
            RATES, -0.3, "-0.3 = 7.9 - 8.2",
        ),
        (
            {"measure": "population", "period": "2022", "basis": "change in units", "base": "year before",
             "unit": "people", "value": 5e5},
            [record(measure="population", period=year, value=value, unit="person")
             for year, value in (("2021", 59e6), ("2022", 59.5e6))],
            5e5, "500,000 = 59.5 million - 59 million",
        ),
    ],
)  # fmt: skip
def test_what_no_record_says_is_computed_with_the_sum_shown(
    said: dict[str, Any], held: list[dict[str, Any]], value: float, shown: str
) -> None:
    (row,) = judged(claim(**said), *held)
    assert (row["verdict"], row["computed"]) == ("matches", shown)
    assert row["recorded_value"] == pytest.approx(value, rel=1e-3)


def test_a_recorded_change_stands_with_the_levels_that_give_it() -> None:
    said = claim(measure="exports", partner="RUS", period="2022", basis="change on a year before", unit="%",
                 value=-36.6)  # fmt: skip
    change = record(
        measure="exports", partner="RUS", period="2022", basis="change on a year before", value=-36.6, unit="%"
    )
    (row,) = judged(said, *EXPORTS, change)
    assert (row["recorded_value"], row["computed"]) == (-36.6, "-36.6 % = 6.33 / 9.98 - 1")
    other = [{**held, "compiler": "Another"} for held in EXPORTS[:1]] + EXPORTS[1:]
    assert judged(said, *other)[0]["verdict"] == "no record"  # two compilers make no sum


@pytest.mark.parametrize(
    ("period", "base", "before"),
    [
        ("2022", "year before", "2021"), ("2022-05", "year before", "2021-05"), ("2022-Q1", "year before", "2021-Q1"),
        ("2024-02-29", "year before", "2023-02-28"), ("2022-01", "month before", "2021-12"),
        ("2022-Q1", "quarter before", "2021-Q4"), ("2022-03-01", "day before", "2022-02-28"),
        ("2021-W01", "week before", "2020-W53"), ("2022-05", "2021-12", "2021-12"), ("2022", "month before", None),
        ("2022/2023", "year before", "2021/2022"), ("2020/2023", "year before", None), ("2022", None, None),
    ],
)  # fmt: skip
def test_the_period_before(period: str, base: str | None, before: str | None) -> None:
    assert sums.earlier(period, base) == before


def test_a_group_a_city_and_a_forecast_are_not_held_against_the_whole() -> None:
    held = record(measure="unemployment rate", period="2022", value=8.0, unit="%")
    said = {"measure": "unemployment rate", "period": "2022", "unit": "%", "value": 9.0}
    assert judged(claim(**said), held)[0]["verdict"] == "differs"
    for narrower in ({"about": "women"}, {"place": "Milan"}):
        (row,) = judged(claim(**said, **narrower), held)
        assert row["verdict"] == "no record"
    (row,) = judged(claim(**said, status="forecast"), held)
    assert (row["verdict"], row["reason"]) == ("not comparable", "The text states a forecast, not what was.")


def test_a_claim_that_leaves_something_open_never_differs() -> None:
    held = tables.REFERENCE.frame([record(measure="exports", period="2022", value=9e9, unit="USD")])
    said = tables.CLAIMS.frame([claim(measure="exports", period="2022", unit="USD", value=5e9)])
    assert list(evidence.against_record(said.assign(is_complete=True), held)["verdict"]) == ["differs"]
    rows = evidence.against_record(said.assign(is_complete=False), held)
    assert list(rows["verdict"]) == ["not comparable"]
    assert rows["reason"][0].startswith("The text leaves open what the number is about")


def test_a_world_total_needs_no_partner() -> None:
    (row,) = judged(
        claim(measure="population", period="2022", unit="people", value=8e9, reporter="WLD", place="WLD"),
        record(measure="population", period="2022", value=8e9, unit="person", reporter="WLD"),
    )
    assert row["verdict"] == "matches"


def test_the_reason_is_a_sentence() -> None:
    (row,) = judged(claim(measure="exports", partner="RUS", period="2019", unit="USD", value=5e9), *EXPORTS)
    assert row["reason"] == "The files hold no record of exports, Italy with Russia, 2019 (level, USD)."


UNITS = {"money": "EUR", "percent": "%", "rank": "rank", "growth": "%", "duration": "hour", "distance": "mile",
         "speed": "mile per hour", "pp": "[pp]", "rate": "barrel per day", "score": "point"}  # fmt: skip


BASES = {"rank": "rank", "growth": "change on a year before"}


def measured() -> list[tuple[str, str]]:
    """Every measure of the list with each kind of quantity that it takes."""
    listed = pd.read_csv(ROOT / "src/helpers/data/measures.csv", dtype=str, keep_default_na=False)
    return sorted({(row.measure, kind) for row in listed.itertuples() for kind in row.takes.split("|")})


def test_every_measure_reaches_a_verdict() -> None:
    held, said = [], []
    frames = {(measure, UNITS.get(kind, "person"), BASES.get(kind, "level")) for measure, kind in measured()}
    for measure, unit, basis in sorted(frames):
        frame = {"measure": measure, "period": "2022-Q3", "basis": basis}
        held.append(record(**frame, value=7.0, unit=unit))
        for value in (7.0, 9.0):
            place = {"start": len(said), "end": len(said) + 1, "claim_id": f"c{len(said)}"}
            said.append(claim(**frame, **place, unit="partner" if basis == "rank" else unit, value=value))
    rows = evidence.against_record(tables.CLAIMS.frame(said), tables.REFERENCE.frame(held))
    found = tables.RECORDS.check(rows).sort_values("start").to_dict("records")
    assert len(found) == len(said) > 250
    judged_as = {7.0: "matches", 9.0: "differs"}
    assert [
        (claimed["measure"], claimed["unit"], row["verdict"], row["recorded_value"])
        for claimed, row in zip(said, found, strict=True)
        if (row["verdict"], row["recorded_value"]) != (judged_as[claimed["value"]], 7.0)
    ] == []


FILES = {
    "eurostat": (
        "DATAFLOW,LAST UPDATE,freq,s_adj,age,unit,sex,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n"
        "ESTAT:UNE_RT_M(1.0),05/01/23 23:00:00,M,SA,TOTAL,PC_ACT,T,EL,2022-05,12.4,p\n"
        "ESTAT:UNE_RT_M(1.0),05/01/23 23:00:00,M,SA,TOTAL,PC_ACT,F,EL,2022-05,16.1,\n"
        "ESTAT:UNE_RT_M(1.0),05/01/23 23:00:00,M,NSA,TOTAL,PC_ACT,T,EL,2022-05,12.9,\n"
        "ESTAT:UNE_RT_M(1.0),05/01/23 23:00:00,M,SA,TOTAL,PC_ACT,T,UK,2022-05,:,\n",
        [("2022-05", "GRC", "unemployment rate", "all", "level", 12.4, "%", "Eurostat", "2023-01-05", "provisional"),
         ("2022-05", "GRC", "unemployment rate", "women", "level", 16.1, "%", "Eurostat", "2023-01-05", None)],
    ),
    "eurostat with labels": (
        "STRUCTURE,STRUCTURE_ID,freq: Time frequency,unit: Unit of measure,na_item: National accounts,geo: Entity,"
        "TIME_PERIOD: Time,OBS_VALUE: Observation value,OBS_FLAG: Status\n"
        "dataflow,ESTAT:NAMA_10_GDP(1.0),A: Annual,CP_MEUR: Million euro,B1GQ: GDP,IT: Italy,2021,1822344.5,\n",
        [("2021", "ITA", "GDP", "all", "level", 1.8223445e12, "EUR", "Eurostat", None, None)],
    ),
    "oecd": (
        "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,Reference area,MEASURE,UNIT_MEASURE,TRANSACTION,TRANSFORMATION,"
        "TIME_PERIOD,Time period,OBS_VALUE,Observation value,OBS_STATUS,UNIT_MULT\n"
        "DATAFLOW,OECD.SDD.NAD:DSD_NAMAIN1@DF_QNA_EXPENDITURE_GROWTH_OECD(1.0),I,JPN,Japan,,PC,B1GQ,G1,"
        "2022-Q3,,-0.3,,A,0\n",
        [("2022-Q3", "JPN", "GDP", "all", "change on a quarter before", -0.3, "%", "OECD", None, None)],
    ),
    "imf": (
        "DATASET,SERIES_CODE,COUNTRY,INDICATOR,FREQUENCY,SCALE,TIME_PERIOD,OBS_VALUE\n"
        "IMF.RES:WEO(6.0.0),BRA.NGDPD.A,BRA,NGDPD,A,9,2022,1951.85\n",
        [("2022", "BRA", "GDP", "all", "level", 1951.85e9, "USD", "IMF", None, None)],
    ),
    "world bank": (
        '"Data Source","World Development Indicators",\n\n"Last Updated Date","2024-01-30",\n\n'
        '"Country Name","Country Code","Indicator Name","Indicator Code","2020","2021",\n'
        '"Brazil","BRA","Population, total","SP.POP.TOTL","213196304","",\n'
        '"World","WLD","Population, total","SP.POP.TOTL","","7888408686",\n',
        [("2020", "BRA", "population", "all", "level", 213196304.0, "person", "World Bank", "2024-01-30", None),
         ("2021", "WLD", "population", "all", "level", 7888408686.0, "person", "World Bank", "2024-01-30", None)],
    ),
}  # fmt: skip
SHOWN = ["period", "reporter", "measure", "about", "basis", "value", "unit", "compiler", "vintage", "note"]


@pytest.mark.parametrize("name", FILES)
def test_exports_of_statistical_offices_are_read_as_they_are(tmp_path: Path, name: str) -> None:
    text, expected = FILES[name]
    (tmp_path / "x.csv").write_text(text, encoding="utf-8")
    found = evidence.reference(tmp_path)[SHOWN]
    rows = [tuple(None if pd.isna(cell) else cell for cell in row) for row in found.itertuples(index=False)]
    assert sorted(rows, key=str) == sorted(expected, key=str)


def test_a_file_of_unknown_series_says_which_and_what_to_do(tmp_path: Path) -> None:
    text = "DATAFLOW,geo,TIME_PERIOD,OBS_VALUE\nESTAT:XYZ(1.0),IT,2021,3\n"
    (tmp_path / "x.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"no known series in it; the first is Eurostat XYZ .*Put x\.schema\.json"):
        evidence.reference(tmp_path)


def test_known_series_are_named_once_and_give_measures_of_the_list() -> None:
    rows = exports.series()
    keys = [
        (one.provider, one.flow, tuple(sorted((k, tuple(sorted(v))) for k, v in one.where.items()))) for one in rows
    ]
    assert len(keys) == len(set(keys))
    assert all({"measure", "basis", "unit"} <= one.gives.keys() for one in rows)


def test_any_csv_is_read_by_a_mapping_file_beside_it(tmp_path: Path) -> None:
    (tmp_path / "arbeit.csv").write_text(
        "Monat;Land;Quote;Arbeitslose (1.000)\n05.2022;Germany;4,9;2.260,1\n06.2022;Germany;-;2.363,0\n",
        encoding="utf-8",
    )
    schema = {
        "fields": [
            {"name": "Monat", "type": "date", "format": "%m.%Y", "is": "period"},
            {"name": "Land", "type": "string", "is": "reporter"},
            {"name": "Quote", "type": "number", "decimalChar": ",", "is": "value", "measure": "unemployment rate",
             "unit": "%"},
            {"name": "Arbeitslose (1.000)", "type": "number", "decimalChar": ",", "groupChar": ".", "is": "value",
             "measure": "unemployed", "unit": "person", "factor": 1000},
        ],
        "missingValues": ["", "-"],
        "dialect": {"delimiter": ";"},
        "constants": {"compiler": "Bundesagentur", "is_official": True, "source": "a press release"},
    }  # fmt: skip
    (tmp_path / "arbeit.schema.json").write_text(json.dumps(schema), encoding="utf-8")
    found = evidence.reference(tmp_path)
    assert [(row.period, row.reporter, row.measure, row.value, row.unit) for row in found.itertuples()] == [
        ("2022-05", "DEU", "unemployed", 2260100.0, "person"), ("2022-06", "DEU", "unemployed", 2363000.0, "person"),
        ("2022-05", "DEU", "unemployment rate", 4.9, "%"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("schema", "message"),
    [
        ("{", "x.schema.json, line 1: no JSON"),
        ("{}", "x.schema.json: has no list of fields"),
        ('{"fields": [{"name": "a", "is": "value"}]}', "nothing says what is period, reporter, measure, unit"),
        ('{"fields": [{"name": "a", "is": "number"}]}', "x.schema.json: is number; allowed: period, reporter"),
        ('{"fields": [{"name": "b", "is": "value", "period": "1", "reporter": "1", "measure": "1", "unit": "1",'
         ' "compiler": "1", "is_official": true, "source": "1"}]}', "x.schema.json: x.csv has no column b; it has a"),
    ],
)  # fmt: skip
def test_errors_of_a_mapping_file_show_a_whole_one(tmp_path: Path, schema: str, message: str) -> None:
    (tmp_path / "x.csv").write_text("a\n1\n", encoding="utf-8")
    (tmp_path / "x.schema.json").write_text(schema, encoding="utf-8")
    with pytest.raises(ValueError, match=re.escape(message)):
        evidence.reference(tmp_path)


class WorldBank:
    """What wbgapi gives for a series, recorded in January 2024."""

    asked: tuple[Any, ...] = ()
    source = SimpleNamespace(get=lambda number: {"id": str(number), "lastupdated": "2023-12-18"})

    class data:  # noqa: N801
        """Its part that fetches."""

        @staticmethod
        def fetch(series: str, economy: str, **how: Any) -> list[dict[str, Any]]:
            WorldBank.asked = (series, economy, how["time"])
            return [
                {"value": 331526933.0, "series": series, "economy": "USA", "aggregate": False, "time": 2020},
                {"value": 332048977.0, "series": series, "economy": "USA", "aggregate": False, "time": 2021},
            ]


def test_a_series_of_the_world_bank_becomes_a_file_that_is_read_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "wbgapi", WorldBank)
    found = series.fetch("wdi", "SP.POP.TOTL", "USA", years=(2020, 2021))
    assert WorldBank.asked == ("SP.POP.TOTL", "USA", range(2020, 2022))
    path = series.write(found, tmp_path, "wdi SP.POP.TOTL USA")
    assert path.name == "wdi_SP.POP.TOTL_USA.csv"
    pd.testing.assert_frame_equal(evidence.reference(path), found)
    (row,) = found[found["period"] == "2021"].to_dict("records")
    assert (row["measure"], row["value"], row["unit"], row["vintage"], row["licence"], row["compiler"]) == (
        "population", 332048977.0, "person", "2023-12-18", "CC BY 4.0", "World Bank",
    )  # fmt: skip


def test_the_command_fetches_into_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "wbgapi", WorldBank)
    done = CliRunner().invoke(cli.app, ["record", "wdi", "SP.POP.TOTL", "USA", "--out", str(tmp_path)])
    assert done.output.endswith("wdi_SP.POP.TOTL_USA.csv: 2 records\n")
    assert len(evidence.reference(tmp_path)) == 2


def test_a_series_in_sdmx_is_read_as_its_client_gives_it(monkeypatch: pytest.MonkeyPatch) -> None:
    sdmx = pytest.importorskip("sdmx")
    message = sdmx.read_sdmx(ROOT / "tests/recorded/unemployment.xml")
    client = SimpleNamespace(data=lambda flow, key, params: message)
    monkeypatch.setattr(sdmx, "Client", lambda source: client)
    found = series.fetch("eurostat", "une_rt_m", "M.SA.TOTAL.PC_ACT.T.EL")
    rows = found[["period", "reporter", "measure", "value", "vintage", "licence"]].itertuples(index=False, name=None)
    assert list(rows) == [
        ("2022-04", "GRC", "unemployment rate", 12.6, "2023-01-05", "CC BY 4.0"),
        ("2022-05", "GRC", "unemployment rate", 12.4, "2023-01-05", "CC BY 4.0"),
    ]
    assert list(found["note"].fillna("")) == ["", "provisional"]


def test_what_cannot_be_fetched_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match='the provider "abc" is unknown; expected one of wdi, eurostat, oecd, imf'):
        series.fetch("abc", "X", "USA")
    with pytest.raises(ValueError, match=r"the series X of the World Bank is not in data/record_series\.csv"):
        series.fetch("wdi", "X", "USA")
    monkeypatch.setitem(sys.modules, "wbgapi", None)
    with pytest.raises(ValueError, match=re.escape('wbgapi is not installed; pip install "origins-notebooks[record]"')):
        series.fetch("wdi", "SP.POP.TOTL", "USA")


def test_a_share_of_nothing_that_is_named_is_no_claim() -> None:
    text = "Italy's military spending was 6% of the total in 2023."
    assert evidence.claims(claims.read_quantities(pd.DataFrame({"article_id": ["a"], "text": [text]}))).empty


@pytest.mark.parametrize(
    ("text", "held", "shown"),
    [
        ("Russia's military spending rose to 6% of GDP in 2023.", "share of GDP", ""),
        ("Italy's public debt was 6 percent of its gross domestic product in 2023.", "share of GDP", ""),
        ("Italy's unemployment rate is 6%.", None, "The text does not say when."),
    ],
)
def test_claims_of_texts_meet_their_record(text: str, held: str | None, shown: str) -> None:
    made = evidence.claims(claims.read_quantities(pd.DataFrame({"article_id": ["a"], "text": [text]})))
    measures = ("military spending", "public debt", "unemployment rate")
    rows = [record(measure=measure, reporter=place, period="2023", basis=held or "level", value=6.0, unit="%")
            for measure in measures for place in ("RUS", "ITA")]  # fmt: skip
    (row,) = evidence.against_record(made, tables.REFERENCE.frame(rows)).to_dict("records")
    assert row["verdict"] == ("matches" if held else "not comparable")
    assert (row["reason"] if isinstance(row["reason"], str) else "") == shown
