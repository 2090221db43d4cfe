"""Lay out an agency's folder: where years, notebooks and commands go, anywhere."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lawgov_lib.base.files import write_whole, writing
from lawgov_lib.base.layout import PARAMS
from lawgov_lib.base.shipped import (
    ANNUAL_REPORT,
    ENFORCEMENT_DATA,
    INFORMATION_REPORT,
    LIBRARY,
    NOTEBOOKS,
    ROLLUP,
)

if TYPE_CHECKING:
    from pathlib import Path

_SKELETON = LIBRARY / "preparing" / "skeleton"
_MEANT = {
    f"notebooks/{ANNUAL_REPORT}": ("报告的笔记本，可以加自己的内容", NOTEBOOKS / ANNUAL_REPORT),
    f"notebooks/{ROLLUP}": ("汇总的笔记本", NOTEBOOKS / ROLLUP),
    f"notebooks/{INFORMATION_REPORT}": ("信息公开年报的笔记本", NOTEBOOKS / INFORMATION_REPORT),
    f"notebooks/{ENFORCEMENT_DATA}": ("执法年度数据的笔记本", NOTEBOOKS / ENFORCEMENT_DATA),
    "Makefile": ("常用命令，运行 make 即列出", _SKELETON / "Makefile"),
    "README.md": ("说明", _SKELETON / "README.md"),
}
"""What each file is for, and what it is a copy of."""
_STEPS = (
    "新建一年的资料：lawgov new 年度",
    "按其提示填写台账、撰写正文",
    "检查：lawgov check 年度",
    "生成报告：lawgov report 年度",
)


@dataclass(frozen=True)
class AgencyFolder:
    """A folder that is laid out: which files were made, and which were there and left alone."""

    folder: Path
    made: tuple[str, ...]
    kept: tuple[str, ...]

    def told(self) -> str:
        """Say what was made and what comes next."""
        width = max(map(len, _MEANT))
        lines = [f"已布置 {self.folder}", f"  {PARAMS + '/':{width}}  各年度的资料"]
        for name, (meaning, _) in _MEANT.items():
            there = "（已有，没有改动）" if name in self.kept else ""
            lines.append(f"  {name:{width}}  {meaning}{there}")
        steps = enumerate((f"进入文件夹：{self.folder}", *_STEPS), start=1)
        lines += ["", "接下来：", *(f"  {number}. {step}" for number, step in steps)]
        return "\n".join(lines)


def lay_out(folder: Path) -> AgencyFolder:
    """Make a folder with ``params/``, the notebooks, a Makefile and a README; overwrite nothing.

    Args:
        folder: The folder; it is made if it is not there.

    Raises:
        PublishError: The system refused; what was made before that stays.
    """
    kept = tuple(name for name in _MEANT if os.path.lexists(folder / name))
    made = tuple(name for name in _MEANT if name not in kept)
    with writing(str(folder)):
        (folder / PARAMS).mkdir(parents=True, exist_ok=True)
        for name in made:
            write_whole(folder / name, _MEANT[name][1].read_bytes())
    return AgencyFolder(folder, made, kept)
