"""The opening paragraph (引言): what it says unless the agency writes another."""

from __future__ import annotations

OPENING = "opening"
"""The key of the opening, and the name of its file in ``text/``."""
DEFAULT_OPENING = """\
根据{{ report.basis }}要求，现将{{ agency.name }}{{ report.year }}年度法治政府建设情况报告如下。

除另有说明外，本报告所列数据的统计期间为{{ report.period }}。
"""


def is_untouched(key: str, text: str) -> bool:
    """Tell whether prose is the default opening, as a new year's folder brings it.

    Args:
        key: The key of the section.
        text: The text of its file.
    """
    return key == OPENING and text.split() == DEFAULT_OPENING.split()
