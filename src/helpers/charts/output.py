"""Charts out: to a page or notebook as an image with its alt text, and to files."""

from __future__ import annotations

import base64
import html as escaping
import os
import tempfile
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from matplotlib.figure import Figure

from helpers import harmless
from helpers.charts import pen
from helpers.charts.pointing import places
from helpers.charts.style import Chart
from helpers.show import Shown, table
from helpers.words import count

DRAWING = "application/vnd.origins.drawing+json"  # what a page of the report adds to a chart's HTML
MOST_PLACES = 1500  # in one figure: more is no help to anybody who points
MOST_ROWS = 60  # rows shown under a figure; its CSV file has all


def svg(chart: Chart) -> bytes:
    """The chart as SVG, text as outlines; the same bytes on every run.

    >>> b"<svg" in charts.svg(charts.documents_and_origins(found.origins))
    True
    """
    return pen.draw(chart.figure).svg


# what was saved is what is shown next: a notebook saves a chart and then shows it, and drawing takes its time
_SAVED: WeakKeyDictionary[Figure, bytes] = WeakKeyDictionary()


def png(chart: Chart) -> bytes:
    """The chart as PNG at twice the size on screen.

    >>> charts.png(charts.documents_and_origins(found.origins))[1:4]
    b'PNG'
    """
    return pen.draw(chart.figure, pixels=True, about=chart.alt).png


def html(chart: Chart) -> str:
    """The chart as HTML: the image with its alt text, its title for narrow screens, its source, and the rows drawn.

    A chart without rows, or whose title says it all, is its title alone.

    >>> "<img" in charts.html(charts.documents_and_origins(found.origins))
    True
    """
    if chart.rows.empty or chart.is_said:
        return f'<p class="{"nothing" if chart.rows.empty else "says"}">{escaping.escape(chart.title)}.</p>'
    width, height = chart.figure.get_size_inches() * 96
    rows = _rows(chart)
    drawn = _SAVED.pop(chart.figure) if chart.figure in _SAVED else svg(chart)
    image = base64.b64encode(drawn).decode("ascii")
    return (
        f'<figure class="chart"><img alt="{escaping.escape(chart.alt)}" width="{width:.0f}" height="{height:.0f}" '
        f'src="data:image/svg+xml;base64,{image}">'
        f'<figcaption><p class="says">{escaping.escape(chart.title)}.</p>'
        f"{f'<p>{escaping.escape(chart.caption)}</p>' if chart.caption else ''}"
        f'<p class="source">Source: {escaping.escape(chart.source)}</p></figcaption>{rows}</figure>'
    )


def drawing(chart: Chart) -> dict[str, Any]:
    """What answers in the chart when pointed at, as [x, y, width, height, place, words] each, in points; and `narrow`,
    the same of its drawing for small screens, with the image as SVG.
    """
    if chart.rows.empty or chart.is_said:
        return {"places": []}
    made = _answering(chart)
    if chart.narrow:
        narrow = chart.narrow()
        made["narrow"] = {**_answering(narrow), "svg": svg(narrow).decode()}
    return made


def _answering(chart: Chart) -> dict[str, Any]:
    width, height = chart.figure.get_size_inches() * 72
    found = places(chart.figure)[:MOST_PLACES]
    return {
        "size": [round(float(width), 1), round(float(height), 1)],
        "places": [[*(round(float(value), 1) for value in place[:4]), *place[4:]] for place in found],
    }


def _rows(chart: Chart) -> str:
    """What is drawn as a table, folded away under its figure."""
    rows = chart.rows
    columns = [str(name) for name in rows.columns if not str(name).endswith("_id") and name != "start"]
    part = escaping.escape(f" ({chart.part})") if chart.part else ""
    caption = f"Drawn{f', {chart.part}' if chart.part else ''}: {chart.title}"
    return (
        f'<details class="drawn"><summary>The figures behind it{part}, {count(len(rows), "row")}</summary>'
        f"{table(rows, caption, columns=columns, limit=MOST_ROWS).markup}</details>"
    )


def show(chart: Chart) -> Shown:
    """The chart for display at the end of a notebook's cell (a chart as the last expression does the same).

    >>> charts.show(charts.documents_and_origins(found.origins)).markup.count("<img")
    1
    """
    return Shown(html(chart), chart.alt)


def save(chart: Chart, folder: str | Path, name: str) -> list[Path]:
    """Write `name`.svg, .png and .csv (the rows drawn) into `folder`, each aside first and then renamed.

    An empty `folder`, or a chart without rows: nothing.

    >>> [path.suffix for path in charts.save(charts.documents_and_origins(found.origins), folder, "origins")]
    ['.svg', '.png', '.csv']
    """
    if not folder or chart.rows.empty:
        return []
    into = Path(folder)
    into.mkdir(parents=True, exist_ok=True)
    written = []
    sheet = harmless.cells(chart.rows).to_csv(index=False, lineterminator="\n").encode("utf-8")
    image, pixels = pen.draw(chart.figure, pixels=True, about=chart.alt)
    _SAVED[chart.figure] = image
    for ending, content in ((".svg", image), (".png", pixels), (".csv", sheet)):
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
