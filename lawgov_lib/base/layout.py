"""Where things lie below a root: its folders, and the files that the program knows by name."""

from __future__ import annotations

PARAMS, OUTPUTS, NOTEBOOKS = "params", "outputs", "notebooks"
FONTS_FOLDER = "fonts"
"""Font files of the office's own."""

# Of a year, below PARAMS
REPORT_FILE, ANSWERS_FILE, SIGNOFF_FILE = "report.yaml", "answers.yaml", "signoff.yaml"
FIGURES_FILE, WORKBOOK = "figures.csv", "registers.xlsx"
REGISTERS, TEXT, SISTERS = "registers", "text", "sister"
MERGED, REFERENCE = f"{REGISTERS}/merged", f"{TEXT}/reference"
ASIDE = (MERGED, REFERENCE)
"""Folders for people, which no report is made from: rows already merged, and last year's prose."""

# Of a year, below OUTPUTS
FINAL_FOLDER = "final"
MANIFEST, METRICS = "manifest.json", "metrics.csv"
