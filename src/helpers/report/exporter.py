"""The nbconvert exporter `origins`: a notebook as one page that needs nothing else and lets nothing in.

`jupyter nbconvert --to origins notebook.ipynb` uses it too; only links between pages need the whole report.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from markupsafe import Markup
from nbconvert.exporters.templateexporter import TemplateExporter
from traitlets import default

from helpers import harmless
from helpers.report import clean, drawing, folding, pages

if TYPE_CHECKING:
    from jinja2 import Environment
    from nbformat import NotebookNode


class OriginsExporter(TemplateExporter):
    """A notebook as a page of the report: contents, folded code, a security policy, nothing loaded from elsewhere.

    `resources["report"]` (a `pages.Frame`) gives the page its place in a report; `resources["note"]` is called with
    each row of its tables that points to words of an article.
    """

    export_from_notebook = "Origins page"
    output_mimetype = "text/html"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    @default("template_name")
    def _template_name_default(self) -> str:
        return "origins"

    @default("extra_template_basedirs")
    def _default_extra_template_basedirs(self) -> list[str]:
        return [str(Path(__file__).parent / "templates")]

    def _create_environment(self) -> Environment:
        environment = cast("Environment", super()._create_environment())
        environment.autoescape = True  # text is text unless a function here says otherwise
        environment.globals |= {"page_parts": pages.parts}
        environment.filters |= {"text": clean.text}
        return environment

    def _init_resources(self, resources: Any) -> Any:
        made = super()._init_resources(resources)
        frame = made.get("report") or pages.ALONE
        note = made.get("note") or (lambda row: None)
        made["frame"] = frame
        made["read"] = lambda notebook: read(notebook, frame, note)
        return made


def read(
    notebook: NotebookNode, frame: pages.Frame = pages.ALONE, note: Callable[[pages.Row], object] = lambda row: None
) -> pages.Content:
    """What a page shows of `notebook`: its title, its headings and its blocks in order; `note` hears of each row.

    Code is folded under the output it leads to: what shows nothing waits for what does. Empty parts are left out.
    """
    blocks: list[pages.Block] = []
    headings: list[pages.Heading] = []
    code: list[str] = []
    n_rows = 0
    for cell in folding.folded(notebook.cells):
        if cell.cell_type == "markdown":
            shown, found = pages.markdown(cell.source, taken=headings)
            headings += found
            blocks.append(pages.Block("prose", pages.between(shown, frame)))
        elif cell.cell_type == "code" and cell.source.strip():
            code.append(cell.source)
            for output in cell.outputs:
                drawn = _drawing(output)
                shown = pages.with_files(_output(output), frame, partial(drawing.over, drawn, frame))
                shown, rows = pages.linked(shown, frame, before=n_rows)
                n_rows += len(rows)
                for row in rows if "<figure" not in shown else ():  # of the rows under a figure no word leads back
                    note(row)
                for place in drawing.anchors(drawn):
                    note(pages.Row(place, "", ""))
                blocks.append(pages.Block("output", pages.between(shown, frame)))
            if cell.outputs:
                blocks.append(_folded(code))
                code = []
    if code:
        blocks.append(_folded(code))
    title = next((heading.text for heading in headings if heading.level == 1), "Notebook")
    return pages.Content(title, tuple(h for h in headings if h.level == 2), tuple(blocks))


def _folded(code: list[str]) -> pages.Block:
    shown = Markup('<details class="code"><summary>Code</summary><pre tabindex="0">{}</pre></details>')
    return pages.Block("folded", shown.format(highlighted("\n\n".join(code))))


_ORDER = ("text/html", "text/markdown", "image/svg+xml", "image/png", "image/jpeg", "text/plain")
_ANSI = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]")


def _output(output: NotebookNode) -> Markup:
    if output.output_type == "stream":
        return _preformatted(output.text, output.name)
    if output.output_type == "error":
        return _preformatted("\n".join(output.traceback) or f"{output.ename}: {output.evalue}", "error")
    held = output.get("data", {})
    kind = next((kind for kind in _ORDER if kind in held), None)
    if kind == "text/html":
        return clean.html(held[kind])
    if kind == "text/markdown":
        return pages.markdown(held[kind], taken=())[0]
    if kind == "image/svg+xml":
        return pages.image(held[kind].encode(), "svg+xml", held.get("text/plain", ""))
    if kind in ("image/png", "image/jpeg"):
        return pages.image(base64.b64decode(held[kind]), kind.removeprefix("image/"), held.get("text/plain", ""))
    return _preformatted(held["text/plain"], "result") if kind else Markup()


def _drawing(output: NotebookNode) -> dict[str, Any]:
    held = output.get("data", {}).get(drawing.KIND) if output.output_type != "stream" else None
    return dict(held) if isinstance(held, Mapping) else {}


def _preformatted(text: str, kind: str) -> Markup:
    return Markup('<pre class="{}" tabindex="0">{}</pre>').format(kind, clean.text(_ANSI.sub("", text)))


def highlighted(source: str) -> Markup:
    """Python code as HTML with Pygments' short class names."""
    from pygments import highlight
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import PythonLexer

    return Markup(highlight(harmless.text(source), PythonLexer(), HtmlFormatter(nowrap=True)))
