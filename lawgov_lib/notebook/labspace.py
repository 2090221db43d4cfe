"""JupyterLab on a year: its notebook on the left, the review page of its report beside it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from lawgov_lib.base import shipped
from lawgov_lib.base.expressions import compiled
from lawgov_lib.base.files import write_whole, writing
from lawgov_lib.base.layout import NOTEBOOKS, OUTPUTS
from lawgov_lib.base.notebookfile import read_notebook

if TYPE_CHECKING:
    from pathlib import Path

WORKSPACE = "lawgov"
_SETTINGS = {
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False}
}
"""Where nothing else is set: nobody is asked whether to be told news of JupyterLab."""
_YEAR = compiled(r"(?m)^year = \d+$")


def notebook_for(root: Path, year: int) -> str:
    """Return the notebook to open for a year, relative to the root.

    The root's own is opened if it is of that year. Of another, or of the shipped one, a copy with
    the year is made in the root's ``notebooks``, and one that is there is opened as it is.

    Args:
        root: The folder that holds ``params/``.
        year: The report year.

    Raises:
        RunError: The notebook cannot be read.
        PublishError: The copy cannot be written.
    """
    source = shipped.notebook(shipped.ANNUAL_REPORT, root)
    read_notebook(source)
    record = json.loads(source.read_text(encoding="utf-8"))
    told = [each for each in record["cells"] if "parameters" in each["metadata"].get("tags", ())]
    lines = "".join("".join(each["source"]) for each in told).splitlines()
    if source.is_relative_to(root) and f"year = {year}" in lines:
        return source.relative_to(root).as_posix()
    name = f"{NOTEBOOKS}/{source.stem}-{year}{source.suffix}"
    if not (root / name).exists():
        for each in told:
            each["source"] = _YEAR.sub(f"year = {year}", "".join(each["source"]))
        with writing(name):
            data = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
            write_whole(root / name, data.encode())
    return name


def is_copy(notebook: str) -> bool:
    """Tell whether a notebook is a copy, of which no report is made."""
    return notebook != f"{NOTEBOOKS}/{shipped.ANNUAL_REPORT}"


def settings(folder: Path) -> Path:
    """Write what JupyterLab takes for its settings where the user has set nothing.

    Args:
        folder: Where its files may stand.

    Returns:
        The folder in which JupyterLab finds them, among others of its kind.
    """
    own = folder / "settings"
    (own / "labconfig").mkdir(parents=True)
    text = json.dumps(_SETTINGS, indent=1)
    (own / "labconfig" / "default_setting_overrides.json").write_text(text, encoding="utf-8")
    return own


def workspace(notebook: str, page: str | None) -> dict[str, Any]:
    """Return JupyterLab's layout: the notebook, and beside it the page if there is one.

    Args:
        notebook: The notebook, relative to the folder that is served.
        page: The review page, likewise; None where no report is made yet.
    """
    widgets = {f"notebook:{notebook}": {"data": {"path": notebook, "factory": "Notebook"}}}
    tabs = [_tab(f"notebook:{notebook}")]
    if page:
        shown = f"htmlviewer:{page}"
        widgets[shown] = {"data": {"path": page, "factory": "HTML Viewer"}}
        tabs.append(_tab(shown))
    dock = {
        "type": "split-area",
        "orientation": "horizontal",
        "sizes": [1 / len(tabs)] * len(tabs),
        "children": tabs,
    }
    layout = {"main": {"dock": dock, "current": f"notebook:{notebook}"}}
    data = {"layout-restorer:data": layout, **widgets}
    return {"data": data, "metadata": {"id": WORKSPACE}}


def page_of(root: Path, year: int) -> str | None:
    """Return the review page of a year's draft, relative to the root, if it is there."""
    page = f"{OUTPUTS}/{year}/review.html"
    return page if (root / page).is_file() else None


def _tab(widget: str) -> dict[str, Any]:
    return {"type": "tab-area", "currentIndex": 0, "widgets": [widget]}
