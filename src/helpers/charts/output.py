"""Charts out: to a page or notebook as an image with its alt text, and to files."""

from __future__ import annotations

import base64
import html as escaping
import io
import os
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from helpers.charts.style import Chart, settings
from helpers.show import Shown

_COMMENT = re.compile(r"\s*<!--[^>]*-->")
_LONG = re.compile(r"([1-9]\d*\.\d\d)\d+")


def _drawn(chart: Chart, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    with settings():
        chart.figure.savefig(out, format=kind, **options)
    return out.getvalue()


def svg(chart: Chart) -> bytes:
    """The chart as SVG, text as outlines; the same bytes on every run."""
    nothing: Mapping[str, None] = {"Date": None, "Creator": None, "Format": None, "Type": None}
    drawn = _drawn(chart, "svg", metadata=nothing).decode("utf-8")
    # matplotlib repeats each label as a comment, and writes six decimals: neither is seen
    return _LONG.sub(r"\1", _COMMENT.sub("", drawn)).encode("utf-8")


def png(chart: Chart) -> bytes:
    """The chart as PNG at twice the size on screen."""
    return _drawn(chart, "png", dpi=192, metadata={"Software": None, "Description": chart.alt})


def html(chart: Chart) -> str:
    """The chart as HTML: the image with its alt text, then the finding as a sentence to copy, with its source line."""
    width, height = chart.figure.get_size_inches() * 96
    image = base64.b64encode(svg(chart)).decode("ascii")
    return (
        f'<figure class="chart"><img alt="{escaping.escape(chart.alt)}" width="{width:.0f}" height="{height:.0f}" '
        f'src="data:image/svg+xml;base64,{image}">'
        f'<figcaption><p class="finding">{escaping.escape(chart.sentence)}</p>'
        f'<p class="source">Source: {escaping.escape(chart.source)}</p></figcaption></figure>'
    )


def show(chart: Chart) -> Shown:
    """The chart for display at the end of a notebook's cell (a chart as the last expression does the same)."""
    return Shown(html(chart), chart.alt)


def save(chart: Chart, folder: str, name: str) -> list[Path]:
    """Write `name`.svg and `name`.png into `folder`, each aside first and then renamed; an empty `folder`: nothing."""
    if not folder:
        return []
    into = Path(folder)
    into.mkdir(parents=True, exist_ok=True)
    written = []
    for ending, content in ((".svg", svg(chart)), (".png", png(chart))):
        handle, aside = tempfile.mkstemp(dir=into, prefix=f".{name}", suffix=ending)
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(content)
            Path(aside).chmod(0o644)  # mkstemp makes private files
            Path(aside).replace(into / f"{name}{ending}")
        except BaseException:
            Path(aside).unlink(missing_ok=True)
            raise
        written.append(into / f"{name}{ending}")
    return written
