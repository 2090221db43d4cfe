#!/usr/bin/env bash
# Joining two PDF/UA files leaves the PDF/UA mark and throws the second file's tags away.
#
# Expected: either the tags of both files survive (ISO 32000 has a structure tree for the whole
# document), or the mark pdfuaid:part in the metadata, which promises that all content is tagged
# (ISO 14289-1), goes with them.
# Happens: in the three libraries a file opened and extended keeps "PDF/UA-1" and loses the
# tags of what was joined. With pikepdf it is worse than untagged: the second page still says
# StructParents 0, which is now the entry of the first page, so by ISO 32000 its table is the
# heading and the paragraph of page one. A city that joins the reports of its agencies this way
# publishes a file that names itself accessible.
# Versions: pikepdf 10.18.0, pypdf 7.1.0, PyMuPDF 2.0, files by typst 0.15.2. Seen: 2026-11.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --disable-pip-version-check \
  typst==0.15.2 pikepdf==10.18.0 pypdf==7.1.0
# Only the core of PyMuPDF: its layout models are not asked and weigh 300 MB.
venv/bin/pip install -qq --disable-pip-version-check --no-deps PyMuPDF==2.0

cat > trial.py <<'PY'
"""Join a text page and a table page, and ask each page for its tags."""
import pathlib

import pikepdf
import pymupdf
import pypdf
import typst

PAGES = {
    "text": "= Work done\nThirty-one cases were closed.",
    "table": "#table(columns: 2, table.header[Kind][Cases], [Licences], [31])",
}


def made(name):
    head = '#set document(title: "Report")\n#set text(lang: "en")\n'
    pathlib.Path(f"{name}.typ").write_text(head + PAGES[name], encoding="utf-8")
    return typst.compile(f"{name}.typ", f"{name}.pdf", pdf_standards=["ua-1"])


def tags(pdf, page):
    """Give the tags that a reader of the page finds, and whether they are the page's own."""
    key = page.obj.get("/StructParents")
    if key is None:
        return "no tags"
    found = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)[int(key)]
    own = all(tag.Pg.objgen == page.obj.objgen for tag in found)
    return f"{'own' if own else 'foreign'} {sorted({str(tag.S) for tag in found})}"


def tell(name, path):
    with pikepdf.open(path) as pdf:
        with pdf.open_metadata() as meta:
            mark = meta.get("pdfuaid:part")
        print(name, f"PDF/UA {mark}", *(tags(pdf, page) for page in pdf.pages), sep=" | ")


for name in PAGES:
    made(name)
    tell(name, f"{name}.pdf")

with pikepdf.open("text.pdf") as first, pikepdf.open("table.pdf") as second:
    first.pages.extend(second.pages)
    first.save("pikepdf.pdf")
writer = pypdf.PdfWriter(clone_from="text.pdf")
writer.append("table.pdf")
writer.write("pypdf.pdf")
book = pymupdf.open("text.pdf")
book.insert_pdf(pymupdf.open("table.pdf"))
book.save("pymupdf.pdf")
for name in ("pikepdf", "pypdf", "pymupdf"):
    tell(name, f"{name}.pdf")
PY

cat > expected <<'END'
text | PDF/UA 1 | own ['/H1', '/P']
table | PDF/UA 1 | own ['/TD', '/TH']
pikepdf | PDF/UA 1 | own ['/H1', '/P'] | foreign ['/H1', '/P']
pypdf | PDF/UA 1 | own ['/H1', '/P'] | no tags
pymupdf | PDF/UA 1 | own ['/H1', '/P'] | no tags
END
venv/bin/python trial.py > seen
sed 's/^/seen: /' seen
diff expected seen || { echo "changed: see the lines above"; exit 1; }
echo "as expected: the joined files call themselves PDF/UA-1 without the tags of page two"
