#!/usr/bin/env bash
# A bold rate or a bold first sentence in Chinese is not bold in any CommonMark parser.
#
# Expected: **95%** is bold wherever it stands; it is in the English sentence "a rate of
# **95%** and more", and in python-markdown, which is no CommonMark parser.
# Happens: CommonMark's right-flanking rule lets ** close after punctuation only if white space
# or punctuation follows. Chinese sets no space, so after %, 。, ） or 》 directly before a
# character the stars stay in the text, and print. The parsers are right by the letter. Before a
# comma the same run is bold, so a draft looks right until a word is changed.
# Versions: markdown-it-py 4.3.0, mistune 3.4.0, marko 2.2.4, commonmark 0.9.1, Markdown 3.10.
# Seen: 2026-11.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --disable-pip-version-check \
  markdown-it-py==4.3.0 mistune==3.4.0 marko==2.2.4 commonmark==0.9.1 Markdown==3.10

cat > trial.py <<'PY'
"""Count the bold runs of a few sentences."""
import commonmark
import markdown
import marko
import mistune
from markdown_it import MarkdownIt

PARSERS = {
    "markdown-it": MarkdownIt().render,
    "mistune": mistune.html,
    "marko": marko.convert,
    "commonmark": commonmark.commonmark,
    "Markdown": markdown.markdown,
}
SENTENCES = (
    "办结率达**95%**以上",
    "办结率达**95%**，同比提高",
    "**加强监管。**按照计划",
    "修订**《工作规则》**一件",
    "**加强监管**按照计划",
    "a rate of **95%** and more",
)
for sentence in SENTENCES:
    bold = [f"{name} {'<strong>' in parse(sentence)}" for name, parse in PARSERS.items()]
    print(sentence, *bold, sep=" | ")
PY

cat > expected <<'END'
办结率达**95%**以上 | markdown-it False | mistune False | marko False | commonmark False | Markdown True
办结率达**95%**，同比提高 | markdown-it True | mistune True | marko True | commonmark True | Markdown True
**加强监管。**按照计划 | markdown-it False | mistune False | marko False | commonmark False | Markdown True
修订**《工作规则》**一件 | markdown-it False | mistune False | marko False | commonmark False | Markdown True
**加强监管**按照计划 | markdown-it True | mistune True | marko True | commonmark True | Markdown True
a rate of **95%** and more | markdown-it True | mistune True | marko True | commonmark True | Markdown True
END
venv/bin/python trial.py > seen
sed 's/^/seen: /' seen
diff expected seen || { echo "changed: see the lines above"; exit 1; }
echo "as expected: bold that ends in punctuation before a Chinese character stays stars"
