"""Steps that go wrong on purpose: a text that holds one of these words makes them fail in that way."""

import os
import signal
import threading
import time
from pathlib import Path

import pandas as pd

from helpers import tables
from helpers.engine import Step

CRASH, HANG, RAISE = "CRASHES", "HANGS", "RAISES"


def boilerplate(articles: pd.DataFrame) -> pd.DataFrame:
    """One row an article, unless it holds one of the words."""
    for text in articles["text"]:
        if CRASH in text:
            os.kill(os.getpid(), signal.SIGKILL)
        if HANG in text:
            threading.Event().wait()
        if RAISE in text:
            raise ZeroDivisionError("cannot divide")
    return tables.BOILERPLATE.frame([(name, 0, 1, "first letter") for name in articles["article_id"]])


def slow(articles: pd.DataFrame) -> pd.DataFrame:
    """The same, in a tenth of a second an article; waits while the file HOLD is there.

    Every process that works on articles leaves a mark in the folder that TRACES names.
    """
    if articles.empty:  # the driver asks for the empty table, to have its columns
        return boilerplate(articles)
    traces = os.environ.get("TRACES")
    if traces:
        (Path(traces) / f"{os.getpid()}").touch()
    while os.path.exists(os.environ.get("HOLD", "")):  # noqa: PTH110 - "" is no path
        time.sleep(0.05)
    time.sleep(0.1 * len(articles))
    return boilerplate(articles)


FAULTY = (Step(("boilerplate",), "faulty:boilerplate", ("articles",)),)
SLOW = (Step(("boilerplate",), "faulty:slow", ("articles",)),)
