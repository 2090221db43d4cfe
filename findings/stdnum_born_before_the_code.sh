#!/usr/bin/env bash
# python-stdnum refuses the identity numbers of most people born before their county had a code.
#
# Expected: the first six digits of a resident identity number (GB 11643) name the place of
# registration when the number was given. Identity cards were first issued in 1984, so for those
# born earlier that was long after birth; date, check digit and a county of the official list suffice.
# Happens: stdnum.cn.ric asks whether the county's code was in force in the year of *birth*. The
# codes of its table mostly begin with the 1980s. With a valid check digit and a birthday of
# 1970-01-01 it refuses three in four of the codes that it accepts for 2000-01-01, among them
# plain ones such as 西湖区 (330106), with InvalidComponent, the same error as for a county that never was.
# Version: python-stdnum 2.2. Seen: 2026-11.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --disable-pip-version-check python-stdnum==2.2

cat > trial.py <<'PY'
"""Count the counties whose holders are accepted, by year of birth; no number is a person's."""
import pathlib

import stdnum.cn
from stdnum.cn import ric
from stdnum.exceptions import InvalidComponent


def refusal(place, year):
    number = f"{place}{year}0101000"
    number += ric.calc_check_digit(number + "0")
    try:
        ric.validate(number)
    except InvalidComponent as problem:
        return type(problem).__name__
    return "accepted"


places = []
province = ""
table = pathlib.Path(stdnum.cn.__file__).with_name("loc.dat")
for line in table.read_text("utf-8").splitlines():
    if line.startswith(" "):
        places.append(province + line.split()[0])
    elif line and not line.startswith("#"):
        province = line.split()[0]
living = [place for place in places if refusal(place, 2000) == "accepted"]
print("codes accepted for a birth in 2000:", len(living))
for year in (1950, 1970, 1979, 1985, 1990):
    refused = [place for place in living if refusal(place, year) != "accepted"]
    print(f"of these refused for a birth in {year}:", len(refused))
print("330106 born 1970:", refusal("330106", 1970), "| born 1990:", refusal("330106", 1990))
PY

cat > expected <<'END'
codes accepted for a birth in 2000: 3734
of these refused for a birth in 1950: 2755
of these refused for a birth in 1970: 2755
of these refused for a birth in 1979: 2755
of these refused for a birth in 1985: 1629
of these refused for a birth in 1990: 1274
330106 born 1970: InvalidComponent | born 1990: accepted
END
venv/bin/python trial.py > seen
sed 's/^/seen: /' seen
diff expected seen || { echo "changed: see the lines above"; exit 1; }
echo "as expected: a valid number is refused because its holder is older than the county's code"
