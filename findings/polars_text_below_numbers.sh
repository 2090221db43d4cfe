#!/usr/bin/env bash
# polars reads a word below the hundredth row of a column of numbers in a workbook as nothing.
#
# Expected: a register whose column 金额 holds numbers and in row 150 the word 待定 gives the word, as
# the same workbook does with pandas, or an error, as the same table in a CSV file does with polars.
# Happens: pl.read_excel looks at the first hundred rows, decides that the column holds whole
# numbers and makes of what is none a null: no error, no warning, and a sum over the column goes
# through. A row that holds nothing else is dropped, and the table is shorter. The same word in row
# 50 makes all of the column text.
# Versions: polars 2.1.0, fastexcel 0.21.0, openpyxl 3.1.5, pandas 3.0.3. Seen: 2026-11.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --disable-pip-version-check \
  polars==2.1.0 fastexcel==0.21.0 openpyxl==3.1.5 pandas==3.0.3

cat > trial.py <<'PY'
"""Read a register of 200 rows with one word among its amounts."""
import csv

import openpyxl
import pandas as pd
import polars as pl


def write(rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save("register.xlsx")
    with open("register.csv", "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def table(at):
    return [("案号", "金额"), *((f"第{n}号", "待定" if n == at else 100) for n in range(1, 201))]


for at in (50, 150):
    write(table(at))
    read = pl.read_excel("register.xlsx")
    print(at, "polars", read["金额"].dtype, read["金额"][at - 1])
    print(at, "pandas", pd.read_excel("register.xlsx")["金额"][at - 1])
    try:
        print(at, "polars, CSV", pl.read_csv("register.csv")["金额"][at - 1])
    except pl.exceptions.ComputeError:
        print(at, "polars, CSV: an error")
print("sum of the 199 amounts and 待定:", read["金额"].sum())
write([row[1:] for row in table(150)])
print("rows of the column alone:", pl.read_excel("register.xlsx").height)
PY

cat > expected <<'END'
50 polars String 待定
50 pandas 待定
50 polars, CSV 待定
150 polars Int64 None
150 pandas 待定
150 polars, CSV: an error
sum of the 199 amounts and 待定: 19900
rows of the column alone: 199
END
venv/bin/python -W error trial.py > seen
sed 's/^/seen: /' seen
diff expected seen || { echo "changed: see the lines above"; exit 1; }
echo "as expected: the word is gone, and nothing says so"
