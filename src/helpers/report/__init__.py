"""Notebooks to a report: one folder of pages that opens anywhere. `build` does it all."""

from __future__ import annotations

from helpers.report.assemble import ReportError, build, notebooks_folder, prepare
from helpers.report.runner import (
    Failure,
    Parameter,
    check_named_columns,
    check_parameters,
    declared,
    find_notebooks,
)

__all__ = [
    "Failure", "Parameter", "ReportError", "build", "check_named_columns", "check_parameters", "declared",
    "find_notebooks", "notebooks_folder", "prepare",
]  # fmt: skip
__dir__ = __all__.copy
