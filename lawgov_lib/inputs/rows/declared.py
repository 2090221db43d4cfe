"""Declared figures (申报数): totals of the metrics that there are, and an agency's own figures."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field, model_validator

from lawgov_lib.base.expressions import compiled
from lawgov_lib.base.usage import factor, is_rank
from lawgov_lib.inputs.cells import likened
from lawgov_lib.inputs.columns import Row, optional
from lawgov_lib.inputs.fields import Maybe, MaybeAmount, MaybeCount, MaybeDay, MaybeText
from lawgov_lib.inputs.rows.degrees import Degree, without_degree
from lawgov_lib.inputs.rows.unitcells import without_unit

if TYPE_CHECKING:
    from collections.abc import Mapping

Kind = Literal["件数", "金额", "比率", "位次", "文字"]
COUNT, MONEY, RATE, RANK, WORDS = "件数", "金额", "比率", "位次", "文字"
EXTERNAL = "外部统计"
_PERCENT = "%"
BLANK = compiled(r"\{\{\s*(?:值|数值)?\s*\}\}|[〔\[［【(（{]\s*值\s*[〕\]］】)）}]")
"""Where the value goes in a sentence pattern: ``{{ }}`` or ``〔值〕``."""

_RATES = frozenset({_PERCENT, "‰"})
_CODE = compiled("[a-z][a-z0-9_]*", re.ASCII)
_KEY = r"^(?:[a-z][a-z0-9_]*|[^\n]*[^A-Za-z0-9_\s-][^\n]*)$"
"""A code, or a name: whatever has a character that no code could be meant to have."""
_ID, _NAME, _AREA = "编号", "名称", "领域"
_KIND, _VALUE, _UNIT, _STATE, _WORDS = "类别", "数值", "单位", "状态", "内容"
_GIVEN = (_VALUE, "分子", "分母", _WORDS)
_PLACE = compiled(r"第\s*([1-9]\d*)\s*[位名]?")
_DIGIT = compiled(r"\d")


class FigureRow(Row):
    """A declared figure: a value, or numerator and denominator, where only a total is known.

    ``id`` is the code of a metric, or the name as names are compared.
    """

    label = "申报数"
    key = ("id",)
    marks = (frozenset({"id", "name"}), frozenset({"state", "value", "numerator", "words"}))
    adds_up = False
    importable = True

    id: Maybe[Annotated[str, Field(pattern=_KEY)]] = optional(
        _ID, "已有指标的编号；自设指标和按名称填写的已有指标留空"
    )
    name: MaybeText = optional(_NAME, "自设指标的名称，或已有指标的名称；填了编号的已有指标留空")
    area: MaybeText = optional(
        _AREA, "自设指标所属的领域，如行政执法、第一责任人，也可以填本年提纲的标题；已有指标留空"
    )
    state: Maybe[Literal["数值", "零", "无此职责", "未提供", "待确认"]] = optional(
        _STATE,
        "有数值的可以留空；没有数值的，写明零、无此职责或未提供；待确认为沿用上年而未填",
    )
    value: MaybeAmount = optional(_VALUE, "数字；比率可以改填分子和分母，文字填在「内容」")
    numerator: MaybeAmount = optional("分子", "比率的分子")
    denominator: MaybeAmount = optional("分母", "比率的分母")
    unit: MaybeText = optional(_UNIT, "如 %、件、万元")
    as_of: MaybeDay = optional("截至", "统计截止日期；未注明的留空")
    evidence: MaybeText = optional("依据", "数据出处")
    remark: MaybeText = optional("说明", "需要向读者说明的情况")
    kind: Maybe[Kind] = optional(_KIND, "自设指标的类别；留空的按单位判断")
    degree: Maybe[Degree] = optional("程度", "不是确数的，写明程度，如至少、约、以上")
    words: MaybeText = optional(_WORDS, "文字类的内容，如优秀、先进单位")
    source: Maybe[Literal["外部统计"]] = optional(
        "口径", "没有分子和分母的比率，数据来自统计、考核等部门的，填外部统计"
    )
    pattern: MaybeText = optional(
        "句式", "自拟的一句话，数值处写{{ }}，如“组织第一议题学习{{ }}”；留空的用通行的句式"
    )
    decimals: MaybeCount = optional("小数位", "正文中保留的小数位数，如3.90填2；留空的照所填数值")

    @classmethod
    def told_key(cls, values: Mapping[str, Any]) -> dict[str, str]:
        """Return the code, or the name where that is the key."""
        name = values["name"]
        return {_NAME: name} if name and values["id"] == likened(name) else {_ID: values["id"]}

    @property
    def code(self) -> str | None:
        """The code as it was filled in; None where the name is the key."""
        return None if self.name and self.id == likened(self.name) else self.id

    @property
    def sort(self) -> str:
        """The kind, as filled in or as unit and name tell it."""
        if self.kind:
            return self.kind
        if self.words:
            return WORDS
        unit = self.unit or (_PERCENT if self.denominator is not None else "")
        if unit in _RATES:
            return RATE
        if is_rank(self.name or ""):
            return RANK
        return MONEY if factor(unit, "元") else COUNT

    @property
    def lacks_value(self) -> bool:
        """Tell whether neither a value, nor a text, nor both parts of a rate are given."""
        parts = (self.numerator, self.denominator)
        return self.value is None and not self.words and None in parts

    @model_validator(mode="before")
    @classmethod
    def _as_filled_in(cls, cells: Any) -> Any:  # noqa: ANN401
        """Take a value with its unit, its degree, a text for a value, a name for a code."""
        if not isinstance(cells, dict):
            return cells
        return _with_state(_keyed(_worded(without_unit(without_degree(_ranked(cells))))))

    @model_validator(mode="after")
    def _is_named(self) -> FigureRow:
        if self.id is None:
            message = "「编号」和「名称」至少填一项"
            raise ValueError(message)
        return self

    @model_validator(mode="after")
    def _state_fits_the_numbers(self) -> FigureRow:
        numbers = [self.value, self.numerator, self.denominator]
        if self.state is None:
            message = "应填「数值」，或在「状态」中写明零、无此职责或未提供"
            raise ValueError(message)
        if self.state == "数值" and self.lacks_value:
            message = "状态为“数值”时，应填「数值」，或同时填「分子」和「分母」"
            raise ValueError(message)
        if self.state == "零" and (self.value or self.numerator):
            message = "状态为“零”时，「数值」和「分子」只能是0或留空"
            raise ValueError(message)
        if self.state in {"无此职责", "未提供"} and (numbers != [None] * 3 or self.words):
            message = f"状态为“{self.state}”时，不应填数值"
            raise ValueError(message)
        return self

    @model_validator(mode="after")
    def _part_within_the_whole(self) -> FigureRow:
        if self.numerator is None or self.denominator is None:
            return self
        if self.numerator > self.denominator:
            message = f"「分子」{self.numerator}大于「分母」{self.denominator}"
            raise ValueError(message)
        if self.value is not None:
            message = "「分子」和「分母」已经说明比率，「数值」应留空"
            raise ValueError(message)
        return self

    @model_validator(mode="after")
    def _kind_fits(self) -> FigureRow:
        """Refuse what its kind cannot be: it would be told and compared in the wrong way."""
        unit, kind = self.unit or "", self.kind
        is_rate, is_money = unit in _RATES, factor(unit, "元") is not None
        unfit = {COUNT: is_rate, MONEY: not is_money, RATE: not is_rate, RANK: is_rate or is_money}
        if kind and unit and unfit.get(kind):
            message = f"「类别」是{kind}，「单位」却是“{unit}”"
            raise ValueError(message)
        if self.words and kind not in {None, WORDS}:
            message = f"「类别」是{kind}，应填「数值」，不填「内容」"
            raise ValueError(message)
        if self.words and (self.value is not None or self.numerator is not None):
            message = "「内容」和「数值」只填一项：文字填「内容」，数字填「数值」"
            raise ValueError(message)
        if self.sort == RANK and self.value is not None and (self.value < 1 or self.value % 1):
            message = f"位次应为不小于1的整数，现为{self.value:f}"
            raise ValueError(message)
        return self

    @model_validator(mode="after")
    def _pattern_has_one_blank(self) -> FigureRow:
        if self.pattern and len(BLANK.findall(self.pattern)) != 1:
            message = f"「句式」“{self.pattern}”应有且只有一处写数值的{{{{ }}}}"
            raise ValueError(message)
        return self


def _ranked(cells: dict[str, Any]) -> dict[str, Any]:
    """Take 第3, 第3位 or 第3名 as the rank that it is."""
    value, is_text = cells.get(_VALUE), cells.get(_KIND) == WORDS
    found = _PLACE.fullmatch(value) if isinstance(value, str) and not is_text else None
    return cells | {_VALUE: found[1], _KIND: cells.get(_KIND) or RANK} if found else cells


def _worded(cells: dict[str, Any]) -> dict[str, Any]:
    """Move a text that stands for a value to the column of texts."""
    value = cells.get(_VALUE)
    if value is None or value == "" or cells.get(_WORDS):
        return cells
    is_own = bool(cells.get(_AREA)) and not cells.get(_KIND) and not cells.get(_UNIT)
    is_text = isinstance(value, str) and not _DIGIT.search(value)
    if cells.get(_KIND) != WORDS and not (is_own and is_text):
        return cells
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    return cells | {_VALUE: None, _WORDS: text}


def _keyed(cells: dict[str, Any]) -> dict[str, Any]:
    """Let a name without a code be the key, and a key that is no code the name."""
    key, name = cells.get(_ID) or "", cells.get(_NAME) or ""
    if not key and name:
        return cells | {_ID: likened(name)}
    if key and not name and not _CODE.fullmatch(key) and not key.isascii():
        return cells | {_ID: likened(key), _NAME: key}
    return cells


def _with_state(cells: dict[str, Any]) -> dict[str, Any]:
    """Say that there is a number where one is given and nothing says otherwise."""
    given = any(cells.get(header) not in {None, ""} for header in _GIVEN)
    return cells | {_STATE: "数值"} if given and not cells.get(_STATE) else cells
