"""The corpus of sentences: it is well formed, and judging it tells a fault from what is right."""

from __future__ import annotations

from collections import Counter

from tests.reading.corpus import RECALL, Sentence, Verdict, judge, judged, load, measured, table

SENTENCES = [sentence for sentences in load().values() for sentence in sentences]


def test_places() -> None:
    """Every paragraph stands in a section that the reports have."""
    strangers = [
        (section, sentence.text)
        for sentence in SENTENCES
        for section in (sentence.section, *sentence.also)
        if section not in sentence.stage.subject.spots
    ]

    assert strangers == []


def test_no_sentence_twice() -> None:
    """A sentence counts once, unless its year, its section or what stands beside it differs."""
    told = Counter(
        (s.text, s.year, s.report, s.section, s.last, *sorted(s.also.items())) for s in SENTENCES
    )

    assert [key for key, times in told.items() if times > 1] == []


def test_balance() -> None:
    """Faults and harmless sentences are about as many."""
    faulty = sum(bool(sentence.findings) for sentence in SENTENCES)

    assert len(SENTENCES) >= 230
    assert 0.4 < faulty / len(SENTENCES) < 0.6


def test_year_is_known() -> None:
    """A figure in the demo's prose is judged by the year's own, the same figure alone is not."""
    said = {"office": "科技", "matter": "人数", "section": "enforcement", "findings": ["C08"]}
    wrong = Sentence.model_validate({**said, "text": "行政执法人员28人。", "year": "demo"})
    alone = wrong.model_copy(update={"year": None})

    assert "C08" in judge(wrong)
    assert "C08" not in judge(alone)


def test_last_year_is_known() -> None:
    """What a section repeats from the year before is found only where that year is given."""
    text = (
        "局党组按季度研究执法工作，逐项对照清单听取科室汇报，对进度滞后的事项指定专人跟踪。对企业反映的"
        "问题逐件登记，由牵头科室在规定时间内答复，答复情况由办公室抽查，抽查结果纳入年度考核并在全局范围"
        "内通报。"
    )
    said = {"office": "司法", "matter": "照抄", "section": "leadership", "findings": ["C11"]}
    copied = Sentence.model_validate({**said, "text": text, "last": text})

    assert "C11" in judge(copied)
    assert "C11" not in judge(copied.model_copy(update={"last": ""}))


def test_table() -> None:
    """Recall is of faults whichever code serves, false alarms are of what nobody expected."""
    said = {"office": "乡镇", "matter": "合计", "text": "共3件。"}
    faulty = Sentence.model_validate({**said, "findings": ["C07|C06"]})
    right = Sentence.model_validate({**said, "findings": []})
    verdicts = [
        Verdict("sums", faulty, frozenset({"C06"})),
        Verdict("sums", faulty, frozenset()),
        Verdict("sums", right, frozenset({"C22"})),
    ]

    told = table(verdicts)

    assert "| C07 | 2 | 1 | 0 |" in told
    assert "| C22 | 0 | 0 | 1 |" in told
    assert "| 合计 | 2 | 1（50.0%） | 1 | 1（100.0%） |" in told


def test_recall_is_what_the_library_says() -> None:
    """The figures in docs/checks.md are those of the whole corpus, and good enough to ship."""
    verdicts = judged()
    expected = sum(len(verdict.sentence.findings) for verdict in verdicts)
    missed = sum(len(verdict.missed) for verdict in verdicts)
    harmless = [verdict for verdict in verdicts if not verdict.sentence.findings]
    alarmed = [verdict for verdict in harmless if verdict.alarms]

    assert measured(verdicts) == RECALL.read_text(encoding="utf-8")
    assert 1 - missed / expected >= 0.95
    assert len(alarmed) / len(harmless) <= 0.03
