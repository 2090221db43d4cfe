"""Links that lead in a circle are told wherever a folder or a file is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lawgov_lib.base.commandline import resolved
from lawgov_lib.base.errors import ParameterError

if TYPE_CHECKING:
    from pathlib import Path


def test_a_link_to_itself_is_told(tmp_path: Path) -> None:
    """It is named as it was written, with what to do; a good link leads where it leads."""
    circle, good = tmp_path / "circle", tmp_path / "good"
    circle.symlink_to(circle)
    (tmp_path / "root").mkdir()
    good.symlink_to(tmp_path / "root")

    with pytest.raises(ParameterError, match=r"\[E334\] .*circle”是循环的链接"):
        resolved(circle)
    assert resolved(good) == (tmp_path / "root").resolve()
