"""Imported for what it does: once, before notebooks are forked, what each of them would do first, and slowly.

Letters and backends of matplotlib are loaded by a drawing, pandera with its 270 modules, and the code is hashed.
"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pandera.pandas  # noqa: F401 - to have it imported

from helpers.charts import output, style
from helpers.engine import STEPS, code

code.code_of(STEPS)
with style.settings():
    _chart = replace(style.empty("A drawing"), rows=pd.DataFrame({"n": [1]}))
output.html(_chart)
output.png(_chart)
