#!/usr/bin/env bash
# A paragraph that was moved under tracked changes is read never, once or twice, by the reader.
#
# Expected: as for a tracked deletion, whose text (w:delText) no reader returns, the old place
# of a moved paragraph is empty and the new place holds it: once.
# Happens: ISO/IEC 29500-1 (17.13.5) stores the text at the old place as ordinary w:t inside
# w:moveFrom, not as w:delText. docx2txt and docx2python return it at both places, so its figure
# counts twice; python-docx looks into neither wrapper and returns two empty paragraphs, so its
# figure is lost; mammoth returns it once. None of them says so, and a draft that has been
# through 处室会签 is full of such moves.
# Versions: python-docx 1.2.0, docx2txt 0.9, docx2python 3.7.1, mammoth 1.13.0. Seen: 2026-11.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --disable-pip-version-check \
  python-docx==1.2.0 docx2txt==0.9 docx2python==3.7.1 mammoth==1.13.0

cat > trial.py <<'PY'
"""Read a document in which the middle sentence was moved to the end."""
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
BY = 'w:author="甲" w:date="2026-01-05T09:00:00Z"'


def run(text):
    return f"<w:r><w:t>{text}</w:t></w:r>"


def moved(way, first, text):
    """Give a paragraph that is one end of the move: moveFrom or moveTo."""
    return (
        f'<w:{way}RangeStart w:id="{first}" w:name="move1" {BY}/>'
        f'<w:p><w:pPr><w:rPr><w:{way} w:id="{first + 1}" {BY}/></w:rPr></w:pPr>'
        f'<w:{way} w:id="{first + 2}" {BY}>{run(text)}</w:{way}></w:p>'
        f'<w:{way}RangeEnd w:id="{first}"/>'
    )


body = (
    f"<w:p>{run('许可12件。')}</w:p>"
    + moved("moveFrom", 1, "处罚31件。")
    + f"<w:p>{run('公开5件。')}</w:p>"
    + moved("moveTo", 4, "处罚31件。")
    + "<w:sectPr/>"
)
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
read = {
    "python-docx": "\n".join(p.text for p in docx.Document("draft.docx").paragraphs),
    "docx2txt": docx2txt.process("draft.docx"),
    "docx2python": docx2python("draft.docx").text,
    "mammoth": told.value,
}
for name, text in read.items():
    print(name, text.count("处罚31件"), text.split(), sep=" | ")
print("messages of mammoth:", len(told.messages))
PY

cat > expected <<'END'
python-docx | 0 | ['许可12件。', '公开5件。']
docx2txt | 2 | ['许可12件。', '处罚31件。', '公开5件。', '处罚31件。']
docx2python | 2 | ['许可12件。', '处罚31件。', '公开5件。', '处罚31件。']
mammoth | 1 | ['许可12件。', '公开5件。', '处罚31件。']
messages of mammoth: 0
END
venv/bin/python trial.py > seen
sed 's/^/seen: /' seen
diff expected seen || { echo "changed: see the lines above"; exit 1; }
echo "as expected: four readers read a moved sentence 0, 2, 2 and 1 times"
