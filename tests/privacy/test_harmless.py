"""What was found harmless: remembered for those who look for the same, and not without end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.privacy import harmless
from lawgov_lib.privacy.disclosure import HOST, Watch

if TYPE_CHECKING:
    import pytest

WORDS = "全年在archive-07上归档案卷31宗。"


def test_one_watch_clears_nothing_for_another() -> None:
    """A text that shows nothing to one may hold the name of another's machine."""
    here, elsewhere = Watch(), Watch(hosts=("archive-07",))

    cleared = here.kinds(WORDS)

    assert cleared == ()
    assert here.has_cleared([WORDS])
    assert not elsewhere.has_cleared([WORDS])
    assert elsewhere.kinds(WORDS) == (HOST,)


def test_the_next_watch_for_the_same_has_cleared_it() -> None:
    """The watch of the next report looks for the same, and need not look again."""
    text = "全年办理行政许可31件。"
    Watch(("example.cn",)).kinds(text)

    assert Watch(("example.cn",)).has_cleared([text])


def test_of_too_much_all_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that makes thousands of reports does not grow with their words."""
    monkeypatch.setattr(harmless, "_MOST", 2)
    remembered = harmless.Harmless()

    for word in ("一", "二", "三"):
        remembered.add(word)

    assert remembered == {"三"}
