#!/usr/bin/env bash
# chinese2digits turns 12万3千件 into 1200003000件: it puts the two parts side by side.
#
# Expected: digits before 万 and before 千, as registers and letters write large counts, are one
# number, 123000, as the same number in characters is: 十二万三千件 becomes 123000件. Or it is
# left alone, as cn2an leaves it.
# Happens: each part is converted for itself and set in the text where it stood, so that 120000 and
# 3000 make 1200003000, and 3千5百 makes 3000500. No error, no warning; the text that comes back
# looks like any number.
# Versions: chinese2digits 6.0.2, cn2an 0.5.24. Seen: 2026-11.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --disable-pip-version-check chinese2digits==6.0.2 cn2an==0.5.24

cat > trial.py <<'PY'
"""Convert counts whose thousands or hundreds have a character of their own."""
import cn2an
from chinese2digits import takeNumberFromString

for text in ("十二万三千件", "12万3千件", "三千五百人", "3千5百人", "1.2万件"):
    print(text, takeNumberFromString(text)["replacedText"], cn2an.transform(text, "cn2an"))
PY

cat > expected <<'END'
十二万三千件 123000件 123000件
12万3千件 1200003000件 12万3千件
三千五百人 3500人 3500人
3千5百人 3000500人 3千5百人
1.2万件 12000件 1.2万件
END
venv/bin/python -W ignore trial.py > seen
sed 's/^/seen: /' seen
diff expected seen || { echo "changed: see the lines above"; exit 1; }
echo "as expected: digits before 万 and before 千 are joined, not added"
