#!/usr/bin/env bash
# dateparser reads the Chinese year 2024年 as 2024 years ago: the year 2 of our era.
#
# Expected: 2024年 is a date without month and day, as 2024年1月 is one without a day; the
# documentation fills missing parts from the base date. Chinese is among the supported languages.
# Happens: 年 alone is the unit "year", and a number with a unit is a time before the base date:
# 2024年 gives November of the year 2, 5日 gives five days ago, 3月5日 gives nothing in Chinese,
# while 2024年3月5日 is right. STRICT_PARSING does not refuse the first. search_dates finds the
# year 2 in a sentence too, and takes 3月5日 for three months and five days ago.
# Version: dateparser 1.5.0. Seen: 2026-11.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --disable-pip-version-check dateparser==1.5.0

cat > trial.py <<'PY'
"""Parse the dates of a report, seen from 27 November 2026."""
import datetime

import dateparser
from dateparser.search import search_dates

BASE = {"RELATIVE_BASE": datetime.datetime(2026, 11, 27)}


def day(found):
    return found.date().isoformat() if found else "nothing"


for text in ("2024年3月5日", "2024年3月", "2024年", "2020年", "5日", "3月5日"):
    print(text, day(dateparser.parse(text, languages=["zh"], settings=BASE)))
strict = dateparser.parse("2024年", languages=["zh"], settings={**BASE, "STRICT_PARSING": True})
print("2024年 strict", day(strict))
for text, found in search_dates("2024年办结31件，2024年1月5日印发，3月5日报送", ["zh"], BASE):
    print("found", text, day(found))
PY

cat > expected <<'END'
2024年3月5日 2024-03-05
2024年3月 2024-03-27
2024年 0002-11-27
2020年 0006-11-27
5日 2026-11-22
3月5日 nothing
2024年 strict 0002-11-27
found 2024年 0002-11-27
found 2024年1月5日 2024-01-05
found 印发，3月5日 2026-08-22
END
venv/bin/python -W ignore trial.py > seen
sed 's/^/seen: /' seen
diff expected seen || { echo "changed: see the lines above"; exit 1; }
echo "as expected: 2024年 is read as the year 2"
