#!/usr/bin/env bash
# workalendar counts 31 January and 1 February 2020 as workdays, which no one in China worked.
#
# Expected: 2020 is among the years of China that workalendar says it supports, with the State
# Council's swapped weekends; so ten workdays from 20 January 2020 end where they end for others.
# Happens: the holiday that the yearly notice of 2019 set is there, its extension to 2 February by
# the notice of 26 January 2020 (国办发明电〔2020〕1号) is not: Friday the 31st is a workday, and
# Saturday the 1st is still the day on which the longer rest was to be made up. The year has 251
# workdays to it and 249 to chinesecalendar and holidays; in 2018, 2019 and 2021 to 2023 all agree.
# A term in workdays that runs over that fortnight ends two workdays early.
# Versions: workalendar 17.0.0, chinesecalendar 1.11.0, holidays 0.109. Seen: 2026-11.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --disable-pip-version-check \
  workalendar==17.0.0 chinesecalendar==1.11.0 holidays==0.109

cat > trial.py <<'PY'
"""Ask three calendars which days were worked, and where ten workdays end."""
from datetime import date, timedelta

import chinese_calendar
import holidays
from workalendar.asia import China

ASKED = {
    "workalendar": China().is_working_day,
    "chinesecalendar": chinese_calendar.is_workday,
    "holidays": holidays.China(years=range(2018, 2024)).is_working_day,
}


def days(year):
    first = date(year, 1, 1)
    return [first + timedelta(n) for n in range((date(year + 1, 1, 1) - first).days)]


def after(day, count, is_worked):
    while count:
        day += timedelta(1)
        count -= is_worked(day)
    return day


for year in range(2018, 2024):
    print(year, *(sum(map(is_worked, days(year))) for is_worked in ASKED.values()))
for name, is_worked in ASKED.items():
    worked = [day for day in days(2020)[27:34] if is_worked(day)]
    print(name, *(day.strftime("%m-%d") for day in worked), after(date(2020, 1, 20), 10, is_worked))
PY

cat > expected <<'END'
2018 250 250 250
2019 250 250 250
2020 251 249 249
2021 250 250 250
2022 249 249 249
2023 249 249 249
workalendar 01-31 02-01 02-03 2020-02-07
chinesecalendar 02-03 2020-02-11
holidays 02-03 2020-02-11
END
venv/bin/python -W ignore trial.py > seen
sed 's/^/seen: /' seen
diff expected seen || { echo "changed: see the lines above"; exit 1; }
echo "as expected: two days of an extended holiday are workdays to one calendar of three"
