#!/usr/bin/env bash
# （二） of a heading numbered by the word processor is （二） to none of five readers.
#
# Expected: w:numFmt chineseCountingThousand with w:lvlText （%1） (ISO/IEC 29500-1, 17.9.17 and
# 17.18.59) is how a Chinese word processor numbers the headings of an official document. A reader
# that shows list numbers should show （二） for the second heading, though text stands between.
# Happens: python-docx and docx2txt give no number; docx2python puts -- for it and warns; mammoth
# begins a new list after the text, so that the second heading is the first again; pandoc counts
# on and writes 2. without brackets. Who cites 第（二）项 of such a reading cites what is not there.
# Versions: python-docx 1.2.0, docx2txt 0.9, docx2python 3.7.1, mammoth 1.13.0, pypandoc-binary 1.17
# (pandoc 3.9). Seen: 2026-11.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --disable-pip-version-check \
  python-docx==1.2.0 docx2txt==0.9 docx2python==3.7.1 mammoth==1.13.0 pypandoc-binary==1.17

cat > trial.py <<'PY'
"""Read two numbered headings with a paragraph of text between them."""
import warnings

import docx
import docx2txt
import mammoth
import pypandoc
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx2python import docx2python

SPACE = nsdecls("w")
draft = docx.Document()
numbering = draft.part.numbering_part.element
numbering.insert(
    0,
    parse_xml(
        f'<w:abstractNum {SPACE} w:abstractNumId="70"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="（%1）"/></w:lvl></w:abstractNum>'
    ),
)
numbering.append(
    parse_xml(f'<w:num {SPACE} w:numId="70"><w:abstractNumId w:val="70"/></w:num>')
)


def heading(text):
    number = f'<w:numPr {SPACE}><w:ilvl w:val="0"/><w:numId w:val="70"/></w:numPr>'
    draft.add_paragraph(text)._p.get_or_add_pPr().append(parse_xml(number))


heading("行政复议")
draft.add_paragraph("全年收到申请31件。")
heading("行政应诉")
draft.save("draft.docx")


def line(text):
    return " | ".join(part.strip() for part in text.splitlines() if part.strip())


with warnings.catch_warnings(record=True) as warned:
    warnings.simplefilter("always")
    listed = docx2python("draft.docx").text
with open("draft.docx", "rb") as file:
    page = mammoth.convert_to_html(file)
print("python-docx", " | ".join(each.text for each in docx.Document("draft.docx").paragraphs))
print("docx2txt", line(docx2txt.process("draft.docx")))
print("docx2python", line(listed).replace("\t", " "), f"(warned: {any('not implemented' in str(each.message) for each in warned)})")
print("mammoth", page.value, [each.message for each in page.messages])
print("pandoc", pypandoc.get_pandoc_version(), line(pypandoc.convert_file("draft.docx", "plain")))
PY

cat > expected <<'END'
python-docx 行政复议 | 全年收到申请31件。 | 行政应诉
docx2txt 行政复议 | 全年收到申请31件。 | 行政应诉
docx2python -- 行政复议 | 全年收到申请31件。 | -- 行政应诉 (warned: True)
mammoth <ol><li>行政复议</li></ol><p>全年收到申请31件。</p><ol><li>行政应诉</li></ol> []
pandoc 3.9 1.  行政复议 | 全年收到申请31件。 | 2.  行政应诉
END
venv/bin/python trial.py > seen
sed 's/^/seen: /' seen
diff expected seen || { echo "changed: see the lines above"; exit 1; }
echo "as expected: no reader returns （二）行政应诉"
