"""Imported for what it does: once, before notebooks are forked, what each of them would do first, and slowly.

A drawing loads letters and backends of matplotlib; what letters take beside each other is measured; pandera with its
270 modules is imported, and the code is hashed.
"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pandera.pandas  # noqa: F401 - to have it imported

from helpers.charts import letters, output, style
from helpers.engine import STEPS, code

code.code_of(STEPS)
with style.settings():
    _chart = replace(style.empty("A drawing"), rows=pd.DataFrame({"n": [1]}))
output.html(_chart)
output.png(_chart)
_SMALL, _LARGE, _FIGURES = " abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", " 0123456789.,:%$-–"
for _signs in (_SMALL, _FIGURES):  # each beside each: aabacad ... bbcbd ...
    letters.learn("".join(a + "".join(a + b for b in _signs[at:]) for at, a in enumerate(_signs, 1)))
letters.learn("".join(a + b for a in _LARGE for b in _SMALL))
