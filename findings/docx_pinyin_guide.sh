#!/usr/bin/env bash
# A character with a pinyin guide (拼音指南) loses itself, or takes its pinyin into the word.
#
# Expected: w:ruby (ISO/IEC 29500-1, 17.3.3.25) annotates a base text, as <ruby> does in HTML.
# The text of a name whose rare character carries a guide should be the name.
# Happens: python-docx drops base and guide, so the name is one character short; docx2txt and
# docx2python put the guide before its base inside the name; mammoth drops both too and
# is the only one to say so, in its messages. None of the four returns the name, and rare
# characters in the names of persons and places are what guides are set for.
# Versions: python-docx 1.2.0, docx2txt 0.9, docx2python 3.7.1, mammoth 1.13.0. Seen: 2026-11.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --disable-pip-version-check \
  python-docx==1.2.0 docx2txt==0.9 docx2python==3.7.1 mammoth==1.13.0

cat > trial.py <<'PY'
"""Read a name of which the middle character has a pinyin guide."""
import warnings
import zipfile

import docx
import docx2txt
import mammoth
from docx2python import docx2python

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DOC = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def run(text):
    return f"<w:r><w:t>{text}</w:t></w:r>"


guide = (
    '<w:r><w:ruby><w:rubyPr><w:rubyAlign w:val="center"/><w:hps w:val="16"/><w:hpsRaise w:val="30"/>'
    f'<w:hpsBaseText w:val="32"/><w:lid w:val="zh-CN"/></w:rubyPr><w:rt>{run("yù")}</w:rt>'
    f'<w:rubyBase>{run("堉")}</w:rubyBase></w:ruby></w:r>'
)
body = f"<w:p>{run('某')}{guide}{run('镇')}</w:p><w:sectPr/>"
parts = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{TYPE}"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{DOC}/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"/>',
    "word/document.xml": f'<w:document xmlns:w="{WORD}" xmlns:r="{DOC}"><w:body>{body}</w:body></w:document>',
}
with zipfile.ZipFile("draft.docx", "w") as draft:
    for name, text in parts.items():
        draft.writestr(name, text)

warnings.simplefilter("error")
with open("draft.docx", "rb") as draft:
    told = mammoth.extract_raw_text(draft)
print("python-docx", docx.Document("draft.docx").paragraphs[0].text)
print("docx2txt", docx2txt.process("draft.docx").strip())
print("docx2python", docx2python("draft.docx").text.strip())
print("mammoth", told.value.strip(), [message.message for message in told.messages])
PY

cat > expected <<'END'
python-docx 某镇
docx2txt 某yù堉镇
docx2python 某yù堉镇
mammoth 某镇 ['An unrecognised element was ignored: w:ruby']
END
venv/bin/python trial.py > seen
sed 's/^/seen: /' seen
diff expected seen || { echo "changed: see the lines above"; exit 1; }
echo "as expected: no reader returns the name 某堉镇"
