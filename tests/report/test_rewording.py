"""What a text says otherwise than the year before, word by word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lawgov_lib.document.tree import Item, Listing, Paragraph, Run, Table
from lawgov_lib.report.rewording import differences

if TYPE_CHECKING:
    from lawgov_lib.document.dossier import Difference
    from lawgov_lib.document.tree import Blocks

SIGNS = {"": "{}", "now": "[+{}]", "before": "[-{}]"}


def said(*texts: str) -> Blocks:
    """Return paragraphs."""
    return tuple(Paragraph(runs=(Run(text=text),)) for text in texts)


def shown(difference: Difference) -> str:
    """Write a difference on one line."""
    return "".join(SIGNS[part.only].format(part.text) for part in difference.parts)


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (
            "强化行政执法监督，定期通报检查情况。",
            "深化行政执法监督，定期通报检查情况。",
            "[-强化][+深化]行政执法监督，定期通报检查情况。",
        ),
        (
            "办结率为95.87%，比上年上升，全部公示。",
            "办结率为95.48%，比上年下降，全部公示。",
            "办结率为[-95.87][+95.48]%，比上年[-上升][+下降]，全部公示。",
        ),
        (
            "组织开展法治培训和考试。",
            "组织开展法治培训、旁听庭审和考试。",
            "组织开展法治培训[+、旁听庭审]和考试。",
        ),
        ("审结案件和调解纠纷工作。", "审结案件工作。", "审结案件[-和调解纠纷]工作。"),
    ],
)
def test_words_that_changed_are_told(before: str, now: str, expected: str) -> None:
    """Words change as a whole and numbers too; what stayed stays."""
    (found,) = differences({"a": said(now)}, {"a": said(before)})

    assert shown(found) == expected
    assert found.said == now
    assert found.kind == "改写"


def test_other_numbers_alone_are_no_difference() -> None:
    """Nor is another place, within the section or in another one."""
    before = {"a": said("全年检查20次。组织培训三期。"), "b": said("依法公开信息。")}
    now = {"a": said("依法公开信息。"), "b": said("组织培训五期。", "全年检查35次。")}

    assert differences(now, before) == ()


def test_each_sentence_is_paired_once_with_the_likest() -> None:
    """The one that is nearer gets it; the other is new."""
    before = {"a": said("制定科技项目管理办法并公开征求意见。")}
    now = {"a": said("制定科技奖励管理办法并征求意见。制定科技项目管理办法并公开征求社会意见。")}
    first, second = differences(now, before)

    assert (first.kind, second.kind) == ("新增", "改写")
    assert shown(second).endswith("公开[-征求意见][+征求社会意见]。")


def test_differences_come_in_reading_order_what_was_dropped_behind() -> None:
    """Sections of the year before alone stand last."""
    before = {"a": said("办理信访事项。"), "old": said("旧的部分不再保留。")}
    now = {"a": said("新设科普基地。"), "b": said("另起一段说明情况。")}

    assert [(each.section, each.kind) for each in differences(now, before)] == [
        ("a", "新增"),
        ("a", "删去"),
        ("b", "新增"),
        ("old", "删去"),
    ]


def test_each_difference_knows_its_place() -> None:
    """The paragraph, the text in it behind footnotes and items, and where that begins."""
    noted = Run(text="老话。", note=(Run(text="脚注没有变。"),))
    listing = Listing(items=(Item(runs=(noted,)), Item(runs=(Run(text="老话。上年没有的话！"),))))
    table = Table(columns=(), rows=(((Run(text="平台"),), (Run(text="首次建成并投入使用"),)),))
    before = {"a": said("老话。脚注没有变。", "平台，在建。")}
    found = differences({"a": (*said("老话。"), listing, table)}, before)

    assert [(each.paragraph, each.item, each.start, each.said) for each in found[:2]] == [
        (1, 2, 3, "上年没有的话！"),
        (2, 0, 0, "平台，首次建成并投入使用"),
    ]


def test_closing_marks_stay_with_their_sentence() -> None:
    """A quotation that ends a sentence is not torn from its mark."""
    (found, *_) = differences({"a": said("提出“马上就办。”全部落实到位！")}, {"a": said("其他。")})

    assert found.said == "提出“马上就办。”"
