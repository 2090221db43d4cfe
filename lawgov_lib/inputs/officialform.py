"""The ``form`` and ``faces`` of ``report.yaml``: what GB/T 9704-2012 asks of a document's form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Self

from pydantic import BeforeValidator, Field, StrictBool, field_validator, model_validator

from lawgov_lib.base.expressions import compiled
from lawgov_lib.inputs.fields import MaybeDay, Text
from lawgov_lib.inputs.yamlmodel import YamlModel

if TYPE_CHECKING:
    from collections.abc import Collection

NUMBER = compiled(r"[^\W\d_]+〔([0-9]{4})〕[1-9][0-9]*号")
"""发文字号: the office's code, the year and the number (GB/T 9704-2012, 7.2.5)."""
_NEARLY = compiled(r"([^\W\d_]+)\W*(\d{4})\s*年?\W*第?0*([1-9]\d*)\s*号?")
_ASK = "写作“代字〔年份〕顺序号号”：六角括号，不加“第”，不编虚位"


def listed(value: object) -> object:
    """Take one item that is not written as a list for a list of one."""
    return [value] if isinstance(value, str) else value


Names = Annotated[
    tuple[Text, ...], BeforeValidator(listed, json_schema_input_type=Text | tuple[Text, ...])
]
"""One name or several; written as a list or, where it is one, by itself."""


class OfficialForm(YamlModel):
    """What stands above the title, at the end of the text and at the foot of the last page."""

    number: str = Field("", description="发文字号，如：示科〔2025〕3号")
    signers: Names = Field((), description="签发人，上行文填写")
    agencies: Names = Field((), description="联合发文的机关，主办机关在前；只有一个机关的不写")
    sealed: StrictBool = Field(default=False, description="是否加盖印章，影响署名和日期的位置")
    copies: Names = Field((), description="抄送机关，不写句号")
    printer: str = Field("", description="印发机关")
    printed_on: MaybeDay = Field(None, description="印发日期，写作2021-01-20")

    def agencies_lack(self, names: Collection[str]) -> bool:
        """Tell whether none of those who report is among the agencies."""
        return not set(names) & {*self.agencies}

    @field_validator("number")
    @classmethod
    def _well_formed(cls, number: str) -> str:
        """Refuse a number that is not written as the standard asks, and name the right one."""
        if number and not NUMBER.fullmatch(number):
            near = _NEARLY.fullmatch(number)
            right = f"，应为“{near[1]}〔{near[2]}〕{near[3]}号”" if near else f"，{_ASK}"
            message = f"发文字号“{number}”写法不对{right}"
            raise ValueError(message)
        return number

    @model_validator(mode="after")
    def _printed_by_someone(self) -> Self:
        if (self.copies or self.printed_on) and not self.printer:
            message = "写有抄送机关、印发日期的，还应填写印发机关（printer）"
            raise ValueError(message)
        return self


class Faces(YamlModel):
    """The office's own faces by the part they set, each by a name that its file bears."""

    title: str = Field("", description="标题，如：方正小标宋简体")
    sans: str = Field("", description="一级标题、表头，如：黑体")
    kai: str = Field("", description="二级标题，如：楷体_GB2312")
    body: str = Field("", description="正文，如：仿宋_GB2312")
    western: str = Field("", description="数字和字母，如：宋体")
