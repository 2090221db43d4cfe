#!/usr/bin/env bash
# papermill -p hands the batch 2024_03 to a notebook as the number 202403, and 2024.10 as 2024.1.
#
# Expected: a value on the command line that looks like no number, as the number of a batch or a
# file, reaches the notebook as it was typed: 2024-03 and 第3批 do.
# Happens: whatever Python's int() or float() takes becomes a number, and int() takes underscores
# between digits and digits of any script: 2024_03 is 202403 and loses its form, ３１ is 31, while
# 0031 loses its zeros and October of 2024.10 becomes January. -r hands all of them on as they are.
# Versions: papermill 2.7.0, nbformat 5.11.1. Seen: 2026-11.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --disable-pip-version-check papermill==2.7.0 nbformat==5.11.1

cat > make.py <<'PY'
"""Write a notebook with a cell of parameters and nothing else."""
import nbformat
from nbformat.v4 import new_code_cell, new_notebook

cell = new_code_cell("batch = ''", metadata={"tags": ["parameters"]}, id="parameters")
about = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
nbformat.write(new_notebook(cells=[cell], metadata=about), "report.ipynb")
PY
cat > told.py <<'PY'
"""Print the parameter that papermill wrote into the notebook."""
import ast
import sys

import nbformat

cells = nbformat.read("out.ipynb", as_version=4).cells
source = next(cell.source for cell in cells if "injected-parameters" in cell.metadata.tags)
print(*sys.argv[1:], "=>", repr(ast.literal_eval(ast.parse(source).body[-1].value)))
PY
venv/bin/python make.py
for value in 2024-03 第3批 2024_03 ３１ 0031 2024.10; do
  for option in -p -r; do
    venv/bin/papermill --prepare-only report.ipynb out.ipynb "$option" batch "$value" 2> log \
      || { cat log; exit 1; }
    venv/bin/python told.py "$option" "$value"
  done
done > seen

cat > expected <<'END'
-p 2024-03 => '2024-03'
-r 2024-03 => '2024-03'
-p 第3批 => '第3批'
-r 第3批 => '第3批'
-p 2024_03 => 202403
-r 2024_03 => '2024_03'
-p ３１ => 31
-r ３１ => '３１'
-p 0031 => 31
-r 0031 => '0031'
-p 2024.10 => 2024.1
-r 2024.10 => '2024.10'
END
sed 's/^/seen: /' seen
diff expected seen || { echo "changed: see the lines above"; exit 1; }
echo "as expected: numbers of batches become quantities"
