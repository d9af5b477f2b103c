"""A figure drawn once, written twice: as SVG, its letters as outlines, and as pixels.

Matplotlib lays a figure out anew for each format, and its SVG says much that nobody sees. This renderer writes what it
is told, and hands the same to matplotlib's own for pixels. The same figure gives the same bytes.
"""

from __future__ import annotations

import base64
import re
import struct
import zlib
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from matplotlib import _path as paths  # what matplotlib's own SVG is written with
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import rgb2hex
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, weight_dict
from matplotlib.path import Path
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D, Bbox, Transform, TransformedPath

from helpers.charts import letters, style

EM = 1000  # letters are written in whole thousandths of their size
_SCALE = EM / text_to_path.FONT_SCALE
_BLANKS = re.compile(r"\s*([A-Za-z])\s*")  # beside a command of a path, where none is needed
_AGG: Any = RendererAgg  # it has no types
_DPI = 192  # twice the pixels of a screen


class Drawn(NamedTuple):
    """A figure as SVG and as PNG (empty where nobody asked for it)."""

    svg: bytes
    png: bytes


def draw(figure: Figure, *, pixels: bool = False, about: str = "") -> Drawn:
    """`figure` drawn, with `about` told in the PNG."""
    pen = _Pen(figure, pixels)
    with style.settings():
        figure.draw(pen)
    return Drawn(pen.svg(), _png(pen.pixels.buffer_rgba(), about) if pen.pixels else b"")


class _Pen(RendererBase):
    """Matplotlib's interface to what draws. State, because that is the interface."""

    def __init__(self, figure: Figure, pixels: bool) -> None:
        super().__init__()
        self.width, self.height = (float(size) * 72 for size in figure.get_size_inches())
        self._scale = _DPI / 72
        size = int(self.width * self._scale), int(self.height * self._scale)
        self.pixels: Any = _AGG(*size, _DPI) if pixels else None
        self._parts: list[str] = []
        self._names: dict[str, str] = {}  # of clips and letters: what is defined -> its name
        self._defined: list[str] = []
        self._classes: dict[str, str] = {}  # how things are painted, as CSS -> the name of that

    def svg(self) -> bytes:
        """All that was drawn."""
        width, height = _short(self.width), _short(self.height)
        classes = "".join(f".{name}{{{looks}}}" for looks, name in self._classes.items())
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}pt" height="{height}pt" '
            f'viewBox="0 0 {width} {height}"><defs><style>*{{stroke-linejoin:round}}{classes}</style>'
            f"{''.join(self._defined)}</defs>{''.join(self._parts)}</svg>"
        ).encode()

    # what matplotlib asks

    def get_canvas_width_height(self) -> tuple[float, float]:
        return self.width, self.height

    def get_text_width_height_descent(self, s: str, prop: FontProperties, ismath: Any) -> tuple[float, float, float]:
        scale = prop.get_size_in_points() / text_to_path.FONT_SCALE
        width, height, descent = letters.extent(s, _is_bold(prop))
        return width * scale, height * scale, descent * scale

    def option_scale_image(self) -> bool:
        return True

    def option_image_nocomposite(self) -> bool:
        return True

    # what it tells

    def draw_path(self, gc: Any, path: Path, transform: Transform, rgbFace: Any = None) -> None:  # noqa: N803 - its name
        self._path(gc, path, transform, rgbFace)
        if self.pixels:
            self.pixels.draw_path(self._scaled(gc), path, transform + Affine2D().scale(self._scale), rgbFace)

    def draw_markers(
        self, gc: Any, marker_path: Path, marker_trans: Transform, path: Path, trans: Transform,
        rgbFace: Any = None,  # noqa: N803 - its name
    ) -> None:  # fmt: skip
        if self.pixels:
            larger = Affine2D().scale(self._scale)
            self.pixels.draw_markers(
                self._scaled(gc), marker_path, marker_trans + larger, path, trans + larger, rgbFace
            )
        outline = _outline(marker_path, marker_trans + Affine2D().scale(1, -1), False)
        name, looks = self._named("path", outline), self._looks(_path_style(gc, rgbFace))
        # what is clipped is the place of all, not each where it was defined
        marks = "".join(
            f'<use href="#{name}" x="{_short(points[-2])}" y="{_short(self.height - points[-1])}"{looks}/>'
            for points, _ in path.iter_segments(trans, simplify=False)
            if len(points)
        )
        clip = self._clip(gc)
        self._parts.append(f"<g{clip}>{marks}</g>" if clip else marks)

    def draw_image(self, gc: Any, x: float, y: float, im: Any, transform: Any = None) -> None:
        rows, columns = im.shape[:2]  # the lowest row first
        (left, low), (right, high) = (x, y), (x + columns, y + rows)
        if transform is not None:
            (left, low), (right, high) = transform.transform([(0, 0), (1, 1)]) + np.array([x, y])
        im = im[:: 1 if low < high else -1, :: 1 if left < right else -1]
        box = Bbox([(min(left, right), min(low, high)), (max(left, right), max(low, high))])
        image = base64.b64encode(_png(np.ascontiguousarray(im[::-1]))).decode("ascii")
        self._parts.append(
            f'<g{self._clip(gc)}><image x="{_short(box.x0)}" y="{_short(self.height - box.y1)}" '
            f'width="{_short(box.width)}" height="{_short(box.height)}" preserveAspectRatio="none" '
            f'style="image-rendering:pixelated" href="data:image/png;base64,{image}"/></g>'
        )
        if self.pixels:
            x0, y0, x1, y1 = (round(float(value) * self._scale) for value in box.extents)
            across = (np.arange(x1 - x0) + 0.5) * columns / (x1 - x0)
            up = (np.arange(y1 - y0) + 0.5) * rows / (y1 - y0)
            self.pixels.draw_image(self._scaled(gc), x0, y0, im[up.astype(int)][:, across.astype(int)])

    def draw_text(
        self, gc: Any, x: float, y: float, s: str, prop: FontProperties, angle: float, ismath: Any = False,
        mtext: Any = None,
    ) -> None:  # fmt: skip
        looks, turned = self._looks(_text_style(gc)), f" rotate({_short(-angle)})" if angle else ""
        size = prop.get_size_in_points() / EM
        drawn = "".join(
            f'<use href="#{self._named("path", outline)}"{_at(at)}/>' for outline, at in _letters(s, _is_bold(prop))
        )
        self._parts.append(
            f'<g{looks} transform="translate({_short(x)} {_short(y)}){turned} scale({size:.6g} {-size:.6g})">'
            f"{drawn}</g>"
        )
        if self.pixels:
            down = self.pixels.height - (self.height - y) * self._scale  # it has whole pixels only
            self.pixels.draw_text(self._scaled(gc), x * self._scale, down, s, prop, angle, False, mtext)

    def _path(self, gc: Any, path: Path, transform: Transform, face: Any) -> None:
        flipped = transform + Affine2D().scale(1, -1).translate(0, self.height)
        is_line = face is None
        outline = _outline(path, flipped, path.should_simplify and is_line)
        self._parts.append(f'<path d="{outline}"{self._clip(gc)}{self._looks(_path_style(gc, face))}/>')

    def _looks(self, style: Mapping[str, str]) -> str:
        """The class of all that is painted like this."""
        told = ";".join(f"{name}:{value}" for name, value in style.items())
        return f' class="{self._classes.setdefault(told, f"b{len(self._classes)}")}"'

    def _clip(self, gc: Any) -> str:
        path, transform = gc.get_clip_path()
        box = gc.get_clip_rectangle()
        if path is not None:
            flipped = transform + Affine2D().scale(1, -1).translate(0, self.height)
            return f' clip-path="url(#{self._named("clip", _outline(path, flipped, False))})"'
        if box is None or (box.x0 <= 0 and box.y0 <= 0 and box.x1 >= self.width and box.y1 >= self.height):
            return ""
        x, width, height = _short(box.x0), _short(box.width), _short(box.height)
        outline = f"M{x} {_short(self.height - box.y1)}h{width}v{height}h-{width}z"
        return f' clip-path="url(#{self._named("clip", outline)})"'

    def _named(self, kind: str, outline: str) -> str:
        """The name of a letter or clip, which is defined when it is first used."""
        name = self._names.get(kind + outline)
        if name is None:
            name = self._names[kind + outline] = f"a{len(self._names)}"
            path = f'<path d="{outline}"/>'
            self._defined.append(
                f'<clipPath id="{name}">{path}</clipPath>' if kind == "clip" else path.replace(" ", f' id="{name}" ', 1)
            )
        return name

    def _scaled(self, gc: Any) -> GraphicsContextBase:
        """What `gc` says, its clips for the pixels."""
        made = GraphicsContextBase()
        made.copy_properties(gc)
        box, (path, transform) = gc.get_clip_rectangle(), gc.get_clip_path()
        if box is not None:
            made.set_clip_rectangle(Bbox(box.get_points() * self._scale))
        if path is not None:
            made.set_clip_path(TransformedPath(path, transform + Affine2D().scale(self._scale)))
        return made


def _text_style(gc: Any) -> Mapping[str, str]:
    alpha = gc.get_alpha() if gc.get_forced_alpha() else gc.get_rgb()[3]
    return {"fill": rgb2hex(gc.get_rgb()), **({"opacity": _short(alpha)} if alpha != 1 else {})}


def _path_style(gc: Any, face: Any) -> Mapping[str, str]:
    own = {"fill": "none" if face is None else rgb2hex(face)}
    is_forced, rgb, width = gc.get_forced_alpha(), gc.get_rgb(), gc.get_linewidth()
    if face is not None and len(face) == 4 and face[3] != 1 and not is_forced:
        own["fill-opacity"] = _short(face[3])
    if is_forced and gc.get_alpha() != 1:
        own["opacity"] = _short(gc.get_alpha())
    if not width:
        return own
    own |= {"stroke": rgb2hex(rgb), "stroke-width": _short(width)}
    if not is_forced and rgb[3] != 1:
        own["stroke-opacity"] = _short(rgb[3])
    offset, dashes = gc.get_dashes()
    if dashes is not None:
        own |= {"stroke-dasharray": ",".join(map(_short, dashes)), "stroke-dashoffset": _short(offset)}
    if gc.get_joinstyle() != "round":
        own["stroke-linejoin"] = gc.get_joinstyle()
    if gc.get_capstyle() != "butt":
        own["stroke-linecap"] = {"projecting": "square"}.get(gc.get_capstyle(), gc.get_capstyle())
    return own


def _is_bold(prop: FontProperties) -> bool:
    weight = prop.get_weight()
    return (weight_dict[weight] if isinstance(weight, str) else weight) > 500


@lru_cache(maxsize=20_000)
def _outline_of(letter: str) -> str:
    vertices, codes = letters.OUTLINES[letter]
    return _outline(Path(vertices, codes), Affine2D().scale(_SCALE), False, decimals=0) if len(vertices) else ""


@lru_cache(maxsize=20_000)
def _letters(text: str, bold: bool) -> tuple[tuple[str, int], ...]:
    """The outlines of the letters of a line with their places on it, in thousandths of their size; blanks left out."""
    found = ((_outline_of(letter), round(x * _SCALE)) for letter, x in letters.letters_of(text, bold))
    return tuple((outline, at) for outline, at in found if outline)


def _outline(path: Path, transform: Transform, simplify: bool, *, decimals: int = 2) -> str:
    written: Any = paths.convert_to_string  # type: ignore[attr-defined]  # not in the stubs
    commands = [b"M", b"L", b"Q", b"C", b"z"]
    made = written(path, transform, None, simplify, None, decimals, commands, False).decode("ascii")
    return _BLANKS.sub(r"\1", " ".join(made.split())).replace(" -", "-")


def _at(x: int) -> str:
    return f' x="{x}"' if x else ""


def _short(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")


def _png(pixels: Any, about: str = "") -> bytes:
    """`pixels` (height, width, red green blue alpha) as PNG; ours are opaque, but for a cell without a value."""
    image = np.asarray(pixels)
    if (image[..., 3] == 255).all():
        image = image[..., :3]
    height, width, depth = image.shape
    lines = np.zeros((height, 1 + width * depth), np.uint8)  # each begins with how it is written: as it is
    lines[:, 1:] = image.reshape(height, -1)
    metre = round(_DPI / 0.0254)
    parts = {
        b"IHDR": struct.pack(">IIBBBBB", width, height, 8, 2 if depth == 3 else 6, 0, 0, 0),
        b"pHYs": struct.pack(">IIB", metre, metre, 1),
        b"iTXt": b"Description\0\0\0\0\0" + about.encode() if about else b"",
        b"IDAT": zlib.compress(lines.tobytes(), 3),
    }
    made = [_chunk(name, content) for name, content in parts.items() if content]
    return b"\x89PNG\r\n\x1a\n" + b"".join(made) + _chunk(b"IEND", b"")


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
