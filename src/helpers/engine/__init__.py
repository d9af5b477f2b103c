"""The whole analysis of a corpus, small or big: `run` leaves tables in a folder, `load` gives tables by name."""

from helpers.corpus import beside
from helpers.engine.load import Tables, load
from helpers.engine.run import run
from helpers.engine.start import ENGINES
from helpers.engine.steps import STEPS, Reading, Step, defaults, judge, settings_in
from helpers.engine.store import StoreError, read_manifest

__all__ = [
    "ENGINES", "STEPS", "Reading", "Step", "StoreError", "Tables", "beside", "defaults", "judge", "load",
    "read_manifest", "run", "settings_in",
]  # fmt: skip
__dir__ = __all__.copy
