"""Nothing out: the record is scrubbed, the public build names every place, nothing is repeated."""

from __future__ import annotations

import base64
import getpass
import io
import re
import socket
import zipfile
from pathlib import Path
from urllib.parse import quote, unquote

import nbformat
import pytest

from lawgov_lib.base.errors import RunError
from lawgov_lib.document.tree import SECTION_MIME
from lawgov_lib.exporters.plugins import HTMLExporter, PDFExporter, ReviewExporter
from lawgov_lib.notebook.execution import run
from lawgov_lib.publishing.publication import Made, made, make
from tests.conftest import copy_root
from tests.places import NOTEBOOK

IDENTITY, CARD, MOBILE, MAIL = (
    "11010519491231002X",
    "4111 1111 1111 1111",
    "13812345678",
    "zhangsan@163.com",
)
BORN, BEHIND = "198803150126", "45670089"
"""The second halves of numbers that are cut."""
SECRETS = (IDENTITY, CARD, MOBILE, MAIL, BORN, BEHIND, "138<", "**138**", "机密★", "/home/zhang")
PROSE = f"""## 举报渠道

举报电话**138**12345678，来信寄{MAIL}。

- 汇入{CARD}账户。
  1. 寄回复印件^[证号{IDENTITY}。]

申请人证号[441702](https://www.gd.gov.cn){BORN}。

1. 证号441702
2. {BORN}

| 姓名 | 手机号码 | |
|---|---|---|
| 某某 | 199 | {BEHIND} |
"""
PICTURE = """\
from IPython.display import SVG
SVG('<svg xmlns="http://www.w3.org/2000/svg"><text><tspan>138</tspan>12345678</text></svg>')
"""
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="9">'
    f"<desc>{MAIL}</desc><text><![CDATA[{MOBILE}]]></text><text>{IDENTITY}</text></svg>"
)
CODED = base64.b64encode(DRAWING.encode()).decode()
"""A drawing as a record holds one: nothing of its text can be seen."""


def holding(text: str) -> nbformat.NotebookNode:
    """Return a cell that the drawing is attached to."""
    cell: nbformat.NotebookNode = nbformat.v4.new_markdown_cell(text)
    cell.attachments = {"a.svg": {"image/svg+xml": CODED}}
    return cell


CELLS = (
    holding("![流程](attachment:a.svg)"),
    nbformat.v4.new_markdown_cell(f"![步骤](data:image/svg+xml;base64,{CODED})"),
    nbformat.v4.new_markdown_cell(f"![环节](<data:image/svg+xml,{quote(DRAWING)}>)"),
    nbformat.v4.new_code_cell(
        "from IPython.display import HTML\n"
        f'HTML(\'<img alt="次序" src="data:image/svg+xml;base64,{CODED}">'
        f'<img alt="环节" src="data:image/svg+xml,{quote(DRAWING)}">\')'
    ),
    nbformat.v4.new_markdown_cell("机密★1年"),
    nbformat.v4.new_code_cell("print('/home/zhang/年报/a.csv')"),
    nbformat.v4.new_code_cell(PICTURE),
    nbformat.v4.new_code_cell(
        "import pandas as pd\n"
        f"pd.DataFrame({{'姓名': ['某某'], '号码': ['{IDENTITY}']}}).style.hide(axis='index')"
    ),
    nbformat.v4.new_code_cell(
        "import pandas as pd\n"
        f"halves = '441702', '{BORN[:6]}' + '{BORN[6:]}'\n"
        "pd.DataFrame({'姓名': ['某某', '某人'], '号码': halves})"
    ),
)


def notebook_with(folder: Path, *cells: nbformat.NotebookNode) -> Path:
    """Write the master notebook with an analyst's cells behind the opening."""
    path = folder / "mine.ipynb"
    nb = nbformat.read(NOTEBOOK, as_version=4)
    nb.cells[4:4] = cells
    nbformat.write(nb, path)
    return path


@pytest.fixture(scope="module")
def leaky(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Make a report whose prose, figures and added cells show what must not be public."""
    root = copy_root(tmp_path_factory.mktemp("leaky"))
    params = root / "params" / "2020"
    (params / "text" / "oversight.md").write_text(PROSE, encoding="utf-8")
    figures = params / "figures.csv"
    lines = figures.read_text(encoding="utf-8-sig").splitlines()
    place = lines[0].split(",").index("说明")
    cells = lines[1].split(",")
    cells[place] = f"联系{MOBILE}"
    figures.write_text("\n".join([lines[0], ",".join(cells), *lines[2:]]), encoding="utf-8")
    record = run(
        notebook_with(root, *CELLS),
        root,
        {"year": 2020, "params_dir": "params"},
        root / "failed.ipynb",
    )
    return made(2020, record, {}, {})


@pytest.fixture(scope="module")
def draft(leaky: Made) -> dict[str, bytes]:
    """Render the draft of that report."""
    return leaky.draft()


def uncoded(record: bytes) -> str:
    """Return all that a record holds in base64, and quoted, as it reads."""
    held = re.findall(r"[A-Za-z0-9+/]{40,}={0,2}", record.decode())
    read = (base64.b64decode(text + "=" * (-len(text) % 4)) for text in held)
    return "\n".join((unquote(record.decode()), *(data.decode(errors="replace") for data in read)))


def test_no_file_of_a_draft_shows_what_must_not_be_public(draft: dict[str, bytes]) -> None:
    """The record, its pages and its data say only of which kind it was."""
    for name in ("report.ipynb", "review.html", "report.html", "metrics.csv", "findings.json"):
        text = draft[name].decode("utf-8-sig")
        assert [secret for secret in SECRETS if secret in text] == [], name
    assert "12345678" not in draft["report.html"].decode()
    assert [
        word for word in (MAIL, MOBILE, IDENTITY) if word in uncoded(draft["report.ipynb"])
    ] == []
    assert "〔手机号码已隐去〕" in draft["report.html"].decode()


def test_a_scrubbed_record_exports_to_the_same_bytes(draft: dict[str, bytes]) -> None:
    """The page, the PDF and the review of a draft follow from its record alone."""
    nb = nbformat.reads(draft["report.ipynb"].decode(), as_version=4)

    assert HTMLExporter().from_notebook_node(nb)[0] == draft["report.html"].decode()
    assert PDFExporter().from_notebook_node(nb)[0] == draft["report.pdf"]
    assert ReviewExporter().from_notebook_node(nb)[0] == draft["review.html"].decode()


def test_the_guard_names_every_place(leaky: Made) -> None:
    """Prose by file and line, tables by row and column, cells by number, pictures by their text."""
    said = [str(problem) for problem in leaky.disclosures]
    whole = "\n".join(said)

    assert {problem.code for problem in leaky.disclosures} == {"E815"}
    assert "text/oversight.md:3: " in whole
    for expected in (
        "第1段出现手机号码",
        "第1段出现个人电子邮箱",
        "第2段第1项出现银行卡号",
        "第2段第1项第1项的脚注出现居民身份证号码",
        "第3段出现居民身份证号码",
        "第4段第1项与相邻的文字连起来是居民身份证号码",
        "第5段（表）第1行第2列与相邻的文字连起来是手机号码",
        "（表）第1行第2列与相邻的文字连起来是居民身份证号码",
        "出现密级标志",
        "（程序输出）第1行出现本机路径",
        "（图）的图中文字出现手机号码",
        "（图）的图中文字出现个人电子邮箱",
        "（表）第1行第2列出现居民身份证号码",
        "metrics.csv:",
        "列「说明」: 数据文件出现手机号码",
        "笔记本第",
    ):
        assert expected in whole
    assert [secret for secret in SECRETS if secret in whole] == []


def test_the_guard_reads_drawings_that_are_no_longer_shown(root: Path) -> None:
    """A picture left in a cell travels with the record, whether a line shows it or not."""
    record = run(
        notebook_with(root, holding("图已不用。")),
        root,
        {"year": 2020, "params_dir": "params"},
        root / "failed.ipynb",
    )

    report = made(2020, record, {}, {})

    said = "\n".join(map(str, report.disclosures))
    for kind in ("居民身份证号码", "手机号码", "个人电子邮箱"):
        assert f"格: 附图的图中文字出现{kind}" in said
    assert IDENTITY not in uncoded(nbformat.writes(report.record).encode())


def test_a_final_record_holds_no_material_for_reviewers(leaky: Made) -> None:
    """Register rows, inputs and hidden outputs stay out, and the exports do not change."""
    files = leaky.final(())
    nb = nbformat.reads(files["report.ipynb"].decode(), as_version=4)
    sections = [
        output.data[SECTION_MIME]
        for cell in nb.cells
        for output in cell.get("outputs", ())
        if SECTION_MIME in output.get("data", {})
    ]

    assert [section["review"] for section in sections] == [None] * len(sections)
    assert "供审核的材料" not in files["report.ipynb"].decode()
    assert HTMLExporter().from_notebook_node(nb)[0] == files["report.html"].decode()
    assert PDFExporter().from_notebook_node(nb)[0] == files["report.pdf"]


def test_the_notebook_of_a_failed_run_is_scrubbed(root: Path) -> None:
    """It is sent to whoever can help: its tracebacks name no path, user or machine."""
    cell = nbformat.v4.new_code_cell(
        f"import json\nfrom pathlib import Path\nprint(Path.cwd(), '{MOBILE}')\njson.loads('{{')"
    )
    failed = root / "2020-failed.ipynb"

    with pytest.raises(RunError):
        run(notebook_with(root, cell), root, {"year": 2020, "params_dir": "params"}, failed)

    text = failed.read_text(encoding="utf-8")
    assert "JSONDecodeError" in text
    for own in (str(root), str(Path.home()), MOBILE, "/usr/", "/tmp/"):  # noqa: S108
        assert own not in text
    for name in (getpass.getuser(), socket.gethostname()):
        assert f"/{name}/" not in text


def test_a_clean_report_has_nothing_to_disclose(published: Path) -> None:
    """The 2020 report passes as it is, and scrubbing leaves its record alone."""
    text = (published / "report.ipynb").read_text(encoding="utf-8")

    assert made(2020, nbformat.reads(text, as_version=4), {}, {}).disclosures == ()
    assert "已隐去" not in text


def parts(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return the files of a report, of Word files and workbooks their parts."""
    found: dict[str, bytes] = {}
    for name, data in files.items():
        if zipfile.is_zipfile(io.BytesIO(data)):
            archive = zipfile.ZipFile(io.BytesIO(data))
            found |= {f"{name}/{part}": archive.read(part) for part in archive.namelist()}
        else:
            found[name] = data
    return found


def test_names_are_masked_in_every_file_of_a_draft(tmp_path: Path) -> None:
    """The agency's name runs into the year behind it; the manifest names the files."""
    root = copy_root(tmp_path)
    params = root / "params" / "2020"
    report = (params / "report.yaml").read_text(encoding="utf-8")
    report = report.replace("name: 阳江市科学技术局", f"name: 阳江市科学技术局{MOBILE}")
    (params / "report.yaml").write_text(report, encoding="utf-8")
    (params / "sister").mkdir()
    sister = "指标编号,指标名称,数值,单位,状态\ninfo_new,,18,件,\n"
    (params / "sister" / f"来信{IDENTITY}.csv").write_text(sister, encoding="utf-8")
    made = make(root, 2020, root / "failed.ipynb")

    shown = parts(made.draft())
    told = [each.message for each in made.disclosures]

    for secret in (MOBILE, IDENTITY):
        assert [name for name, data in shown.items() if secret.encode() in data] == []
    assert "机关名称出现手机号码，不能公开" in told
    (named,) = [each for each in told if "文件的名称" in each]
    assert "sister/来信〔居民身份证号码已隐去〕.csv”出现居民身份证号码" in named
