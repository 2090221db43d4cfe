#!/usr/bin/env bash
# jieba calls the 31 of 办结31件 an English word where its model for unknown words is switched off.
#
# Expected: the documentation has HMM as the switch for guessing words that the dictionary lacks; a
# number in Arabic digits needs no guess, so its part of speech is m (numeral) either way.
# Happens: without the model digits are tagged eng and a decimal is cut at its point: 98.6 is two
# English words with a mark between. With it they are m and whole. 件 turns from q (measure word)
# to zg by the same switch. The port in Rust says m both times, cuts the decimal as jieba does
# without the model, and with it keeps the % in the number. So who counts numerals by their tag
# finds none in the first case, and programs that change library or switch find others.
# Versions: jieba 0.42.1, rjieba 0.2.2. Seen: 2026-11.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --disable-pip-version-check setuptools==80.9.0 jieba==0.42.1 rjieba==0.2.2

cat > trial.py <<'PY'
"""Tag the numbers of a report with both, with the model and without."""
import jieba
import jieba.posseg
import rjieba

jieba.setLogLevel(60)
for text in ("办结31件", "2020年", "办结率98.6%"):
    for hmm in (False, True):
        first = [(each.word, each.flag) for each in jieba.posseg.cut(text, HMM=hmm)]
        for name, tagged in (("jieba", first), ("rjieba", rjieba.tag(text, hmm))):
            print("with" if hmm else "without", name, *("/".join(each) for each in tagged))
PY

cat > expected <<'END'
without jieba 办结/v 31/eng 件/zg
without rjieba 办结/v 31/m 件/zg
with jieba 办结/v 31/m 件/q
with rjieba 办结/v 31/m 件/zg
without jieba 2020/eng 年/m
without rjieba 2020/m 年/m
with jieba 2020/m 年/m
with rjieba 2020/m 年/m
without jieba 办结/v 率/v 98/eng ./x 6/eng %/x
without rjieba 办结/v 率/v 98/m ./x 6/m %/x
with jieba 办结/v 率/v 98.6/m %/x
with rjieba 办结/v 率/v 98.6%/m
END
venv/bin/python -W ignore trial.py > seen
sed 's/^/seen: /' seen
diff expected seen || { echo "changed: see the lines above"; exit 1; }
echo "as expected: a number is an English word to one of the two, without the model"
