"""A corpus whose every text, name and column tries to become markup, code, a formula or a path."""

from __future__ import annotations

import csv
from pathlib import Path

HIT = "window.hit=(window.hit||0)+1"
ATTACKS: tuple[str, ...] = (
    f"<script>{HIT}</script>",
    f"</td></tr></table></main><script>{HIT}</script>",
    f'<img src=x onerror="{HIT}">',
    f'"><img src=x onerror="{HIT}">',
    f"' onmouseover='{HIT}' autofocus onfocus='{HIT}' x='",
    f"<svg onload={HIT}><script>{HIT}</script></svg>",
    f"<a href=javascript:{HIT}>press</a>",
    f"[press](javascript:{HIT}) ![x](https://tracker.example/x.png)",
    f"<iframe srcdoc='<script>parent.{HIT}</script>'></iframe>",
    "<!-- comment --> --> <![CDATA[ x ]]> <?php echo 1 ?>",
    "<style>*{display:none}</style><link rel=stylesheet href=https://tracker.example/x.css>",
    "<meta http-equiv=refresh content='0;url=https://tracker.example/'>",
    "<base href=https://tracker.example/><form action=https://tracker.example/><button>Send</button></form>",
    "{{ 7*7 }} {% raw %} ${7*7} #{7*7} <%= 7*7 %> $x^2$ \\(x\\)",
    '=HYPERLINK("https://tracker.example","x") +1+1 -1 @SUM(A1)',
    "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x08\x08 \x9b31m",
    "\u202etxt.exe\u202c \u2066hidden\u2069 \u200f\u200e",
    "Mr Ito said: “<b>We sold $3 million</b> <script>x</script> of goods in 2021, up 4 %.”",
    "`rm -rf /` $(touch /tmp/hit) ; import os; os.system('touch hit')",
)


def write(folder: Path) -> Path:
    """The corpus in `folder`: one article an attack, one of 1 MB without a space, and hostile file names."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = []
    for number, attack in enumerate(ATTACKS):
        body = f"{attack}\n\nThe minister, {attack}, told {attack}: “It cost $5 million in 2020.” {attack}\n" * 2
        (folder / f"a{number:02}.txt").write_text(body, encoding="utf-8", newline="\n")
        url = f"javascript:{HIT}" if number % 2 else "https://example.org/?a=1&b=<script>"
        title, author = attack.replace("\x1b", ""), f"By {attack}"
        rows.append((f"a{number:02}", title, attack, author, url))
    (folder / "big.txt").write_text("<b>" + "x" * 1_000_000, encoding="utf-8")
    for name in ("<img src=x onerror=hit>.txt", "=1+1.txt", "..txt", "a b&c;d'e\"f.txt", "\u202egnp.txt", "-rf.txt"):
        (folder / name).write_text(f"A text named {name}. The mayor said: “We have 3 bridges.”\n", encoding="utf-8")
    with (folder / "articles.csv").open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([("article_id", "title", "outlet", "author", "url"), *rows])
    return folder
