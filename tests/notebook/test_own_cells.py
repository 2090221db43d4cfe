"""An analyst's own cells say the same by every route, with nothing to be set up."""

from __future__ import annotations

import base64
import io
import json
import shutil
from typing import TYPE_CHECKING, Any, cast

import matplotlib.image
import nbformat
import numpy as np
import papermill
import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner
from nbclient import NotebookClient
from nbconvert import get_exporter
from PIL import Image
from pypdf import PdfReader

from lawgov_lib.base.errors import ExportError, TellingError
from lawgov_lib.cli import cli
from lawgov_lib.document.columnwidths import is_too_wide
from lawgov_lib.document.tree import TABLE_MIME, Column, Run, Table, dump, plain
from lawgov_lib.exporters.outputreader import Source, blocks_of
from lawgov_lib.publishing.alterations import reasons
from lawgov_lib.publishing.publication import publish
from tests.places import DEMO, NOTEBOOK, own_notebook
from tests.readback import pdf_margins, pdf_text

if TYPE_CHECKING:
    from pathlib import Path

    from nbformat import NotebookNode
    from pypdf.generic import DictionaryObject

v4: Any = nbformat.v4
YEAR = 2024
ROWS = 300
PLOT = """\
# 各季度办件量
import matplotlib.pyplot as plt
plt.plot(["一季度", "二季度"], [-31, 47]); plt.ylabel("件数"); plt.show()"""
HABIT = """\
# 惯用的字体设置
plt.rcParams["font.sans-serif"] = ["SimHei"]
plt.title("惯用设置下的标题（㎡𠮷㐂）"); plt.semilogy([1, 1000]); plt.show()"""
FRAME = f"""\
# 全部事项
import pandas as pd
pd.DataFrame({{"事项": [f"第{{n}}项" for n in range({ROWS})], "率": [None, *range(1, {ROWS})]}})"""
READ = """\
# 所学法律
pd.read_csv("params/2024/registers/laws.csv").head(2)"""
STYLED = "pd.DataFrame({'率': [0.5]}).style.format('{:.1%}')"
BARS = """\
from tqdm import tqdm
for each in tqdm(range(2)): pass
print("办结八十八件")"""
VALUES = """\
import numpy as np
from IPython.display import HTML, Markdown, display
for value in (np.float64(2.50), np.int64(7), np.bool_(True), "一段文字", np.arange(6000) % 2 == 9):
    display(value[:1] if isinstance(value, np.ndarray) else value)
display(pd.DataFrame(), pd.Index(["索引"]), pd.to_timedelta(["3D"]), HTML("<p>网页<b>文字</b></p>"))
Markdown("考试**人数**为{{ exam_sat }}")"""
DRAWN = """\
# 图片文件
from IPython.display import Image
Image("图/走势.jpg")"""


def cells(picture: str) -> list[NotebookNode]:
    """Return cells of every kind that an analyst adds."""
    text = "本年参加学法考试{{ exam_sat }}，另有77件。\n\n![走势示意](图/走势.png)"
    pasted = v4.new_markdown_cell("![粘贴的图](attachment:p.png)")
    pasted.attachments = {"p.png": {"image/png": picture}}
    code = (PLOT, HABIT, FRAME, READ, STYLED, BARS, DRAWN, VALUES)
    return [v4.new_markdown_cell(text), pasted, *map(v4.new_code_cell, code)]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lay out a root with pictures and a notebook with own cells, and publish it."""
    root = tmp_path_factory.mktemp("own cells")
    shutil.copytree(DEMO / "params", root / "params")
    (root / "图").mkdir()
    bitmap = io.BytesIO()
    matplotlib.image.imsave(bitmap, np.eye(9))
    (root / "图" / "走势.png").write_bytes(bitmap.getvalue())
    Image.open(bitmap).convert("RGB").save(root / "图" / "走势.jpg")
    add(root, *cells(base64.b64encode(bitmap.getvalue()).decode()))
    done = CliRunner().invoke(cli, ["report", str(YEAR), "--root", str(root)])
    assert done.exit_code == 0, done.exception
    (root / "said.txt").write_text(done.stderr, encoding="utf-8")
    return root


def add(root: Path, *added: NotebookNode) -> None:
    """Give a root a notebook with these cells after the section on capacity."""
    nb = nbformat.read(NOTEBOOK, as_version=4)
    place = [cell.source for cell in nb.cells].index('report.section("capacity")') + 1
    nb.cells[place:place] = list(added)
    nbformat.write(nb, own_notebook(root))


def page(root: Path) -> BeautifulSoup:
    """Return the published page."""
    html = (root / "outputs" / str(YEAR) / "report.html").read_text(encoding="utf-8")
    return BeautifulSoup(html, "lxml")


def test_pictures_have_caption_and_alternative(root: Path) -> None:
    """Linked, pasted, drawn and read from a file."""
    figures = page(root).select("figure")
    names = {figure.figcaption.text: figure for figure in figures if figure.figcaption}

    for name in ("走势示意", "粘贴的图", "各季度办件量", "惯用的字体设置", "图片文件"):
        drawn = names[name].select_one("img[alt], svg[aria-label]")
        assert drawn is not None
        assert drawn.get("alt", drawn.get("aria-label")) == name
    assert "data:image/jpeg" in str(names["图片文件"])


def test_chinese_of_plots_is_text_in_both_formats(root: Path) -> None:
    """In the report's face, also where a habit names another one."""
    text = pdf_text(root / "outputs" / str(YEAR) / "report.pdf")

    for word in ("一季度", "惯用设置下的标题（㎡𠮷㐂）"):
        assert word in page(root).get_text()
        assert word in text
    fonts = {
        str(font.get_object()["/BaseFont"])
        for sheet in PdfReader(root / "outputs" / str(YEAR) / "report.pdf").pages
        for font in cast("DictionaryObject", sheet["/Resources"]).get("/Font", {}).values()
    }
    assert not any("DejaVu" in font for font in fonts)


def test_a_frame_is_whole_in_both_formats(root: Path) -> None:
    """Every row, none of dots, no count beside it; a missing value is a dash."""
    (table,) = [each for each in page(root).select("table") if "全部事项" in each.get_text()]
    rows = [[cell.text for cell in row.select("td")] for row in table.select("tbody tr")]
    text = pdf_text(root / "outputs" / str(YEAR) / "report.pdf")

    assert rows == [[f"第{n}项", str(n) if n else "—"] for n in range(ROWS)]
    assert all(f"第{n}项" in text for n in range(ROWS))
    repeated = pdf_margins(root / "outputs" / str(YEAR) / "report.pdf")
    assert sum("事项率" in margin for margin in repeated) >= ROWS // 50
    assert "50.0%" in text


def test_a_table_too_wide_for_any_page_is_parted() -> None:
    """Between columns, the names repeated; no number is broken and none is lost."""
    columns = [Column(text="单位"), *(Column(text=f"{n}", align="right") for n in range(30))]
    row = tuple((Run(text=text),) for text in ("甲局", *(f"{1000.5 + n}" for n in range(30))))
    table = Table(caption="各项", columns=tuple(columns), rows=(row,))

    parts = blocks_of({TABLE_MIME: dump(table)}, Source("cell-1", "", "", pictured=False))

    assert all(isinstance(part, Table) for part in parts)
    tables = [part for part in parts if isinstance(part, Table)]
    assert [part.caption for part in tables] == ["各项", "各项（续）", "各项（续）"]
    assert [part.columns[0].text for part in tables] == ["单位"] * len(tables)
    cells = [plain(cell) for part in tables for row in part.rows for cell in row[1:]]
    assert cells == [f"{1000.5 + n}" for n in range(30)]
    assert not any(is_too_wide(part.columns, part.rows) for part in tables)


def test_values_are_written_for_a_reader(root: Path) -> None:
    """Without the words of Python, the references of shown Markdown filled in."""
    cell = page(root).get_text("\n")

    for said in (
        "2.5\n",
        "7\n",
        "是\n",
        "一段文字\n",
        "（没有数据）",
        "索引",
        "3天",
        "网页文字",
        "为\n93人",
    ):
        assert said in cell
    for raw in ("np.", "'一段文字'", "Empty DataFrame", "Index(", "{{"):
        assert raw not in cell


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("pd.DataFrame({'数': range(6000)})", "E725"),
        ("print(pd.DataFrame({'数': range(6000)}))", "E725"),
        ("print(pd.Series(range(6000)))", "E725"),
        ("print(np.arange(6000))", "E725"),
        ("from IPython.display import Latex\nLatex('$x$')", "E718"),
        ("HTML('<p>文字</p><button>点击</button>')", "E723"),
        ("HTML('<math><mi>x</mi></math>')", "E723"),
        ("Markdown('![图](图/a.png)')", "E724"),
    ],
)
def test_what_a_report_cannot_show_whole_is_refused(tmp_path: Path, code: str, said: str) -> None:
    """With its cell; nothing is cut or left out in silence."""
    shutil.copytree(DEMO / "params", tmp_path / "params")
    opening = "import numpy as np, pandas as pd\nfrom IPython.display import HTML, Markdown\n"
    add(tmp_path, v4.new_code_cell(opening + code))

    with pytest.raises((ExportError, TellingError), match=rf"\[{said}\] 第16个单元格"):
        publish(tmp_path, YEAR)


def test_a_reference_of_own_text_is_resolved(root: Path) -> None:
    """And the number typed by hand beside it is found, with its cell."""
    text = pdf_text(root / "outputs" / str(YEAR) / "report.pdf")
    findings = (root / "outputs" / str(YEAR) / "findings.json").read_text(encoding="utf-8")

    assert "本年参加学法考试93人，另有77件。" in text
    assert "另有77件" in findings
    assert "第16个单元格:1" in findings


def test_the_reviewer_sees_what_was_added_and_left_out(root: Path) -> None:
    """So does whoever runs the command."""
    review = (root / "outputs" / str(YEAR) / "review.html").read_text(encoding="utf-8")
    said = (root / "said.txt").read_text(encoding="utf-8")

    assert review.count("本机关自行添加的单元格") == len(cells(""))
    assert "第23个单元格：进度条" in review
    assert said.endswith("没有刊出：第23个单元格：进度条\n")
    assert "100%|" not in review


def test_a_cold_kernel_gives_the_same_bytes(root: Path) -> None:
    """How the process comes to be shows nowhere."""
    folder = root / "outputs" / str(YEAR)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    publish(root, YEAR, kernel="cold")

    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_the_stock_tools_give_the_same_files(root: Path) -> None:
    """papermill, then nbconvert, from a record that lies elsewhere in the root."""
    record = root / "stock.ipynb"
    papermill.execute_notebook(
        str(own_notebook(root)), str(record), {"year": YEAR}, cwd=str(root), progress_bar=False
    )

    for entry, name in (("lawgov-html", "report.html"), ("lawgov-pdf", "report.pdf")):
        made, _ = get_exporter(entry)().from_filename(str(record))
        data = made.encode() if isinstance(made, str) else made
        assert data == (root / "outputs" / str(YEAR) / name).read_bytes()


def test_beside_the_notebook_a_cell_reads_the_same(root: Path) -> None:
    """JupyterLab runs a notebook in its own folder."""
    nb = nbformat.read(own_notebook(root), as_version=4)
    for cell in nb.cells:
        cell.source = cell.source.replace("year = 2020", f"year = {YEAR}")
    client = NotebookClient(
        nb, kernel_name="python3", resources={"metadata": {"path": str(root / "notebooks")}}
    )

    client.execute()

    (read,) = [cell for cell in nb.cells if cell.source == READ]
    assert "中华人民共和国宪法" in str(read.outputs)


def test_a_changed_picture_is_a_changed_input(root: Path) -> None:
    """The year is made again, as for any file that it is made from."""
    assert reasons(root, YEAR) == ()
    path = root / "图" / "走势.png"
    before = path.read_bytes()
    path.write_bytes(before + b"\n")

    assert "图/走势.png" in "".join(reasons(root, YEAR))
    path.write_bytes(before)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("图/没有.png", "找不到"),
        ("../../etc/passwd.png", "找不到"),
        ("https://example.cn/a.png", "不在本机关的文件夹中"),
        ("/etc/hostname", "不在本机关的文件夹中"),
        ("params/2024/report.yaml", "不是PNG、JPEG或SVG格式"),
    ],
)
def test_a_picture_that_cannot_be_shown_is_told(tmp_path: Path, address: str, said: str) -> None:
    """With the cell and the name of the file; the old report stays."""
    shutil.copytree(DEMO / "params", tmp_path / "params")
    add(tmp_path, v4.new_markdown_cell(f"![图]({address})"))

    with pytest.raises(ExportError, match=rf"\[E724\] 第16个单元格.*{address}.*{said}"):
        publish(tmp_path, YEAR)


@pytest.mark.parametrize("form", ["svg", "png"])
def test_a_box_in_a_plot_is_told(tmp_path: Path, form: str) -> None:
    """What no face has is refused with the cell, whether the plot holds it as text or as dots."""
    shutil.copytree(DEMO / "params", tmp_path / "params")
    code = f"""\
import matplotlib.pyplot as plt
from IPython.display import Image, SVG
plt.title("㎡𠮷😀"); plt.savefig("图.{form}"); plt.close()
{"SVG" if form == "svg" else "Image"}("图.{form}")"""
    add(tmp_path, v4.new_code_cell(code))

    with pytest.raises(ExportError, match=r"\[E720\] 第16个单元格.*“😀”<U\+1F600> ") as refused:
        publish(tmp_path, YEAR)

    assert len(refused.value.problems) == 1


def test_an_unknown_reference_is_told_by_check_and_report(tmp_path: Path) -> None:
    """Before the run and after it, with the cell."""
    shutil.copytree(DEMO / "params", tmp_path / "params")
    add(tmp_path, v4.new_markdown_cell("共{{ nothing_such }}。"))

    checked = CliRunner().invoke(cli, ["check", str(YEAR), "--root", str(tmp_path)])

    assert "[E501]" in checked.output
    assert "第16个单元格" in checked.output
    with pytest.raises(TellingError, match=r"\[E501\] 第16个单元格"):
        publish(tmp_path, YEAR)


def test_every_picture_that_cannot_be_shown_is_told_by_check(tmp_path: Path) -> None:
    """All at once and with their cells, before anything is run."""
    shutil.copytree(DEMO / "params", tmp_path / "params")
    broken = tmp_path / "坏.png"
    broken.write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "好.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
    texts = (
        "![没有](没有.png)",
        "![格式](params/2024/report.yaml)",
        "![外面](https://example.cn/a.png)\n\n![](好.svg)",
        "![损坏](坏.png)\n\n![未贴](attachment:a.png)",
        '<img src="好.svg">',
        "![完好](好.svg)",
    )
    add(tmp_path, *map(v4.new_markdown_cell, texts))

    checked = CliRunner().invoke(cli, ["check", str(YEAR), "--root", str(tmp_path), "--json"])

    problems = json.loads(checked.stdout)["problems"]
    said = [(each["file"].split()[1], each["line"], each["message"]) for each in problems]
    assert said == [
        ("第16个单元格", 1, "图“没有.png”找不到"),
        ("第17个单元格", 1, "图“params/2024/report.yaml”不是PNG、JPEG或SVG格式"),
        ("第18个单元格", 1, "图“https://example.cn/a.png”不在本机关的文件夹中"),
        ("第18个单元格", 3, "图“好.svg”没有图题"),
        ("第19个单元格", 1, "图「损坏」不是可读的 PNG"),
        ("第19个单元格", 3, "图“attachment:a.png”找不到"),
        ("第20个单元格", 1, "图“好.svg”没有图题"),
    ]


def findings(root: Path) -> list[dict[str, Any]]:
    """Return what check finds in own cells."""
    checked = CliRunner().invoke(cli, ["check", str(YEAR), "--root", str(root), "--json"])
    found = json.loads(checked.stdout)["findings"]
    return [each for each in found if each["section"].startswith("own-") or each["code"] < "B"]


def test_own_text_is_checked_and_answered_like_prose(tmp_path: Path) -> None:
    """By every check that reads prose; what a cell prints is answered too, once it is known."""
    shutil.copytree(DEMO / "params", tmp_path / "params")
    text = "## 联系电话13812345678\n\n实现全覆盖，另有77件，参照《某办法。"
    add(tmp_path, v4.new_markdown_cell(text), v4.new_code_cell('print("办结八十八件")'))

    found = findings(tmp_path)

    assert {each["code"] for each in found} >= {"C18", "C22"}
    assert any("手机号码" in each["message"] for each in found)
    assert any("不成对" in each["message"] for each in found)
    assert {each["places"][0]["file"].split()[-1] for each in found} == {"第16个单元格"}
    publish(tmp_path, YEAR)
    own = [*found, *(each for each in remarks(tmp_path) if each["section"] == "own-cell-17")]
    assert len(own) == len(remarks(tmp_path)) == len(found) + 1
    given = [
        {name: each[name] for name in ("code", "about", "mark")}
        | {"reason": "核实无误", "name": "某某", "date": "2025-01-02"}
        for each in own
    ]
    answers = tmp_path / "params" / str(YEAR) / "answers.yaml"
    kept = answers.read_text(encoding="utf-8") if answers.exists() else ""
    answers.write_text(kept + "\n" + "".join(map(entry, given)), encoding="utf-8")
    assert [each["code"] for each in findings(tmp_path) if each["code"] < "B"] == []

    publish(tmp_path, YEAR)

    assert all("某某" in each["answer"] for each in remarks(tmp_path))


def remarks(root: Path) -> list[dict[str, Any]]:
    """Return what was published of own cells."""
    file = root / "outputs" / str(YEAR) / "findings.json"
    told = json.loads(file.read_text(encoding="utf-8"))["findings"]
    return [each for each in told if each["section"].startswith("own-")]


def entry(answer: dict[str, str]) -> str:
    """Write an answer as the file has it."""
    first, *rest = (f"{name}: {json.dumps(text)}" for name, text in answer.items())
    return "".join((f"- {first}\n", *(f"  {line}\n" for line in rest)))
