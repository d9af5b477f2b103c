"""Reading a text: its words, its sentences, its furniture. Everything returns offsets into the text as given."""

from helpers.text.furniture import find_boilerplate, name_boilerplate
from helpers.text.repairs import Repair, repair
from helpers.text.scan import Cut, Ints, Scan, cut, expand, numbering, running, scan
from helpers.text.sentences import find_sentences
from helpers.text.words import WORD, Span, blank, count_words, find_lines, find_words, word_lists

__all__ = [
    "WORD", "Cut", "Ints", "Repair", "Scan", "Span", "blank", "count_words", "cut", "expand", "find_boilerplate",
    "find_lines", "find_sentences", "find_words", "name_boilerplate", "numbering", "repair", "running", "scan",
    "word_lists",
]  # fmt: skip
__dir__ = __all__.copy
