"""Parameters are checked where they arrive: what is meant one way is read so, all else is one sentence."""

import re
from pathlib import Path
from typing import Any

import pytest

from helpers import parameters, report

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))

READ = [
    ("corpus", "seeds", "seeds"), ("corpus", 2023, "2023"), ("corpus", Path("a") / "b", str(Path("a") / "b")),
    ("tables", "", ""), ("label", "id", "id"), ("group_by", "", ""), ("group_by", "beat", "beat"),
    ("on_error", "quarantine", "quarantine"), ("text", "none", "none"), ("mode", "textstat", "textstat"),
    ("top", 5, 5), ("top", "5", 5), ("top", 5.0, 5), ("stop_words", ["said", "mr"], "said mr"), ("term", 2021, "2021"),
    ("count_by", "document", "document"), ("reader", "rules", "rules"),
    ("across_languages", True, True), ("across_languages", "false", False),
]  # fmt: skip

REFUSED = [
    ("corpus", None, "null (nothing); expected a folder of texts, or a file of articles. "
                     "Leave the parameter out for its default"),
    ("corpus", "", "''; expected a folder of texts, or a file of articles"),
    ("corpus", ["a", "b"], "['a', 'b']; expected a folder of texts, or a file of articles"),
    ("corpus", True, "True; expected a folder of texts, or a file of articles"),
    ("top", "abc", "'abc'; expected a whole number from 1 on"),
    ("top", 0, "0; expected a whole number from 1 on"),
    ("top", 2.5, "2.5; expected a whole number from 1 on"),
    ("top", True, "True; expected a whole number from 1 on"),
    ("top", None, "null (nothing); expected a whole number from 1 on. Leave the parameter out for its default"),
    ("text", "ful", "'ful'; expected \"full\", \"excerpt\" or \"none\""),
    ("count_by", "foo", "'foo'; expected \"origin\" or \"document\""),
    ("across_languages", "maybe", "'maybe'; expected true or false"),
    ("across_languages", 1, "1; expected true or false"),
    ("mode", "textstats", "'textstats'; expected \"news\" or \"textstat\""),
    ("on_error", 1, "1; expected \"stop\" or \"quarantine\""),
    ("stop_words", [1, 2], "[1, 2]; expected \"page\", \"news\", \"none\", or your own words"),
    ("tables", {"a": 1}, "{'a': 1}; expected the folder that `origins analyse` left, or \"\" to compute here"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value", "expected"), READ)
def test_what_is_meant_one_way_is_read_so(name: str, value: Any, expected: Any) -> None:
    made = parameters.settle(name, value)
    assert (made, type(made)) == (expected, type(expected))


@pytest.mark.parametrize(("name", "value", "told"), REFUSED)
def test_all_else_is_one_sentence(name: str, value: Any, told: str) -> None:
    with pytest.raises(parameters.ParameterError) as error:
        parameters.settle(name, value)
    assert str(error.value) == f"parameter {name} is {told}"
    assert error.value._render_traceback_() == [f"ParameterError: parameter {name} is {told}"]


def test_every_parameter_of_every_notebook_is_checked_and_its_default_is_allowed() -> None:
    declared = report.declared(NOTEBOOKS)
    assert set(declared) == set(parameters.KNOWN)
    for name, parameter in declared.items():
        assert parameters.settle(name, parameter.default) == parameter.default
        assert parameters.KNOWN[name].type is parameter.type


@pytest.mark.parametrize("path", NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])
def test_a_notebook_checks_before_it_reads(path: Path) -> None:
    source = path.read_text("utf-8")
    assert 0 < source.index("parameters.check(globals())") < source.index("engine.load(")


def test_a_report_takes_no_parameter_that_is_none() -> None:
    declared = report.declared(NOTEBOOKS)
    for name, value in (("text", "ful"), ("count_by", "foo"), ("on_error", "go"), ("level", "speeech")):
        with pytest.raises(ValueError, match=f"parameter {name} is '{value}'; expected "):
            report.check_parameters({name: value}, declared)


def test_a_parameter_that_no_notebook_has_is_refused() -> None:
    ran = ["", '# ours\ncorpus: str = "seeds"\ntown: str = ""', '# Parameters\ncorpsu = "texts"\n']
    with pytest.raises(
        parameters.ParameterError, match=r"no parameter corpsu .did you mean corpus.*; there are corpus, town"
    ):
        parameters.check({"In": ran, "corpus": "seeds", "corpsu": "texts"})
    with pytest.raises(parameters.ParameterError, match="no parameter top in this notebook; there are corpus, town"):
        parameters.check({"In": [*ran[:2], "# Parameters\ntop = 5\n"], "corpus": "a"})
    for name in ("town", "corpus"):
        parameters.check({"In": [*ran[:2], f'# Parameters\n{name} = "a"\n'], "corpus": "a"})
    parameters.check({"In": ran[:2], "corpus": "seeds", "corpsu": "typed by hand"})


def test_a_parameter_may_be_declared_beside_another() -> None:
    ran = ['town, year = "Oslo", 2023\nfirst = last = 5', "# Parameters\nyear = 2024\nlast = 6\n"]
    parameters.check({"In": ran})
    with pytest.raises(parameters.ParameterError, match=r"no parameter yaer .* there are town, year, first, last"):
        parameters.check({"In": [ran[0], "# Parameters\nyaer = 2024\n"]})


def test_papermill_shows_the_sentence_and_no_traceback(tmp_path: Path) -> None:
    import papermill
    from papermill.exceptions import PapermillExecutionError

    with pytest.raises(PapermillExecutionError) as error:
        papermill.execute_notebook(
            str(ROOT / "notebooks" / "02-terms.ipynb"), str(tmp_path / "out.ipynb"), {"top": "abc"}, progress_bar=False
        )
    shown = re.sub(r"\x1b\[[0-9;]*m", "", str(error.value))
    assert "ParameterError: parameter top is 'abc'; expected a whole number from 1 on" in shown
    assert "Traceback" not in shown
    assert "pathlib" not in shown
    with pytest.raises(PapermillExecutionError, match="no parameter corpsu"):
        papermill.execute_notebook(
            str(ROOT / "notebooks" / "02-terms.ipynb"), str(tmp_path / "out.ipynb"), {"corpsu": "a"}, progress_bar=False
        )
    with pytest.raises(PapermillExecutionError, match='group_by is "outlte"; expected one of'):
        papermill.execute_notebook(
            str(ROOT / "notebooks" / "01-corpus.ipynb"), str(tmp_path / "out.ipynb"), {"group_by": "outlte"},
            progress_bar=False,
        )  # fmt: skip
