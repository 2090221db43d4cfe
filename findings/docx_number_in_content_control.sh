#!/usr/bin/env bash
# A number in a content control is missing from the paragraph that a reader returns.
#
# Expected: a content control around a few characters (w:sdt in a paragraph) is a frame with a name;
# what stands in it is text of the paragraph, as Word and LibreOffice show and print it.
# Happens: python-docx's Paragraph.text passes over w:sdt, though it follows w:hyperlink; so “办结86件”
# with the 86 in a control reads as “办结件”, and a document-level control takes its whole paragraph
# away. docx2txt, docx2python and mammoth return all of it. Forms of offices put just the figures
# into such controls, so that the sentence that is left looks whole and has no number.
# Versions: python-docx 1.2.0, docx2txt 0.9, docx2python 3.7.1, mammoth 1.13.0. Seen: 2026-11.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --disable-pip-version-check \
  python-docx==1.2.0 docx2txt==0.9 docx2python==3.7.1 mammoth==1.13.0

cat > trial.py <<'PY'
"""Read a sentence whose number stands in a content control, and a paragraph that is one."""
import docx
import docx2txt
import mammoth
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx2python import docx2python

CONTROL = (
    "<w:sdt {space}><w:sdtPr><w:tag w:val='done'/></w:sdtPr>"
    "<w:sdtContent>{inner}</w:sdtContent></w:sdt>"
)
RUN = "<w:r><w:t>{}</w:t></w:r>"
form = docx.Document()
sentence = form.add_paragraph("办结")
number = CONTROL.format(space=nsdecls("w"), inner=RUN.format("86"))
sentence._p.append(parse_xml(number))
sentence.add_run("件。")
whole = CONTROL.format(space=nsdecls("w"), inner=f"<w:p>{RUN.format('受理91件。')}</w:p>")
sentence._p.addnext(parse_xml(whole))
form.save("form.docx")

with open("form.docx", "rb") as stream:
    told = mammoth.extract_raw_text(stream)
read = {
    "python-docx": "\n".join(p.text for p in docx.Document("form.docx").paragraphs),
    "docx2txt": docx2txt.process("form.docx"),
    "docx2python": docx2python("form.docx").text,
    "mammoth": told.value,
}
for name, text in read.items():
    print(name, text.split(), sep=" | ")
PY

cat > expected <<'END'
python-docx | ['办结件。']
docx2txt | ['办结86件。', '受理91件。']
docx2python | ['办结86件。', '受理91件。']
mammoth | ['办结86件。', '受理91件。']
END
venv/bin/python trial.py > seen
sed 's/^/seen: /' seen
diff expected seen || { echo "changed: see the lines above"; exit 1; }
echo "as expected: one reader of four leaves out what stands in content controls"
