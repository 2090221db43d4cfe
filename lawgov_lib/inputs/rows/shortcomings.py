"""Shortcomings with their causes."""

from __future__ import annotations

from lawgov_lib.inputs.columns import Row, column
from lawgov_lib.inputs.fields import Text


class ShortcomingRow(Row):
    """A shortcoming with its cause."""

    register = "shortcomings"
    label = "不足台账"
    key = ("topic",)

    topic: Text = column("方面", "不足所在的方面")
    problem: Text = column("表现", "不足的具体表现")
    cause: Text = column("原因", "产生的原因")
