#!/usr/bin/env bash
# chinese2digits turns 十四五规划, the 14th Five-Year Plan, into 55规划.
#
# Expected: 十四五 is a name, 14th and five years, and no numeral: after 十四 nothing can follow but a
# unit. A converter leaves it as it is, as cn2an does, with a warning, or takes it for digits in a row.
# Happens: the digits behind ten are added up as if they were one number: ten and 45. The 13th plan
# becomes 45, the 15th 65, in running text and without a warning; each looks like a count of plans.
# Versions: chinese2digits 6.0.2, cn2an 0.5.24. Seen: 2026-11.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --disable-pip-version-check chinese2digits==6.0.2 cn2an==0.5.24

cat > trial.py <<'PY'
"""Convert sentences that name a plan, and one that counts."""
import warnings

import cn2an
from chinese2digits import takeNumberFromString

for text in ("办结十四件", "落实十三五规划", "落实十四五规划", "落实十五五规划"):
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        left = cn2an.transform(text, "cn2an")
    print(takeNumberFromString(text)["replacedText"], left, *(str(each.message) for each in told))
PY

cat > expected <<'END'
办结14件 办结14件
落实45规划 落实十三五规划 不符合格式的数据：十三五
落实55规划 落实十四五规划 不符合格式的数据：十四五
落实65规划 落实十五五规划 不符合格式的数据：十五五
END
venv/bin/python trial.py > seen
sed 's/^/seen: /' seen
diff expected seen || { echo "changed: see the lines above"; exit 1; }
echo "as expected: the 14th plan of five years is number 55"
