"""Bytes to characters: in which encoding a file is written, and what is said where it is not UTF-8."""

from __future__ import annotations

import codecs
import io
import re
from typing import IO, NamedTuple

from helpers.corpus.files import File, open_file
from helpers.corpus.record import Note
from helpers.words import count

_CHUNK = 1 << 20
_SAMPLE = 1 << 15
_FEWEST = 24  # such bytes by which another alphabet is told
_FEW = 0.1  # share of non-ASCII bytes below which a text is in Latin letters
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHERS = ("cp1251", "koi8_r", "cp1250", "cp1253", "cp1254", "cp1255", "cp1256", "shift_jis", "euc_jp", "gb18030",
           "big5", "euc_kr")  # fmt: skip
_MAC_LETTERS = re.compile(rb"[A-Za-z][\x87-\x9f\xd5][a-z]|\xd2[A-Za-z]|[a-z.,]\xd3")
_NAMES = {
    "cp1252": "Windows-1252", "mac_roman": "Mac Roman", "utf-16": "UTF-16", "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16", "utf-32": "UTF-32", "gb18030": "GB 18030", "shift_jis": "Shift JIS", "euc_jp": "EUC-JP",
    "euc_kr": "EUC-KR", "big5": "Big5", "koi8_r": "KOI8-R",
}  # fmt: skip


class Encoding(NamedTuple):
    """An encoding by Python's name, what is done with bytes that are none of it, and how many such bytes there are."""

    name: str
    errors: str = "strict"
    n_bad: int = 0

    def note(self, source: str) -> Note | None:
        """What is worth saying of it: nothing where all is UTF-8."""
        if self.n_bad:
            told = f"{count(self.n_bad, 'byte')} of no UTF-8 read as Windows-1252"
        elif self.name in {"utf-8", "utf-8-sig"}:
            return None
        else:
            told = f"read as {_NAMES.get(self.name) or self.name.replace('cp', 'Windows-')}"
        return Note(source, "", "encoding", None, told)


def _read_as_cp1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("origins-cp1252", _read_as_cp1252)


def find_encoding(opened: IO[bytes]) -> Encoding:
    """The encoding of a file: by its byte order mark, by zero bytes, UTF-8 where it can be, else by its letters.

    Where most of the non-ASCII characters are UTF-8, the other bytes are read as Windows-1252. It reads all.
    """
    head = opened.read(_CHUNK)
    for mark, name in _MARKS:
        if head.startswith(mark):
            return Encoding(name, "origins-cp1252" if mark == codecs.BOM_UTF8 else "replace")
    if wide := _by_zeros(head[:4096]):
        return Encoding(wide, "replace")
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    n_good, n_bad, sample, chunk = 0, 0, b"", head
    while chunk:
        written = decoder.decode(chunk)
        if not written.isascii():
            bad = len(re.findall("[\udc80-\udcff]", written))
            n_bad += bad
            n_good += len(re.findall(r"[^\x00-\x7f]", written)) - bad
            if bad and len(sample) < _SAMPLE:
                sample += b"\n".join(line for line in chunk.splitlines() if not line.isascii())[:_SAMPLE]
        chunk = opened.read(_CHUNK)
    n_bad += len(decoder.decode(b"", final=True))
    if not n_bad:
        return Encoding("utf-8")
    if n_good > n_bad:
        return Encoding("utf-8", "origins-cp1252", n_bad)
    return Encoding(_by_letters(sample or head), "replace")


def _by_zeros(head: bytes) -> str | None:
    if len(head) < 4 or b"\0" not in head:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) < len(head) * 0.15 or min(even, odd) > len(head) * 0.02:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _by_letters(sample: bytes) -> str:
    high = [byte for byte in sample if byte > 0x7F]
    if len(high) < max(_FEW * len(sample), _FEWEST):
        is_mac = len(_MAC_LETTERS.findall(sample)) > len(high) / 3
        return "mac_roman" if is_mac else "cp1252"
    from charset_normalizer import from_bytes

    found = from_bytes(sample, cp_isolation=["cp1252", *_OTHERS]).best()
    return found.encoding if found else "cp1252"


def read_text(file: File) -> tuple[str, Note | None]:
    """All of `file` as text, and what is worth saying of its encoding."""
    with open_file(file) as opened:
        raw = opened.read()
    return decode(raw, file.name)


def decode(raw: bytes, source: str) -> tuple[str, Note | None]:
    """`raw` as text, and what is worth saying of its encoding."""
    encoding = find_encoding(io.BytesIO(raw))
    return raw.decode(encoding.name, encoding.errors), encoding.note(source)


def encoding_of(file: File) -> Encoding:
    """The encoding of `file`; reads all of it once."""
    with open_file(file) as opened:
        return find_encoding(opened)
