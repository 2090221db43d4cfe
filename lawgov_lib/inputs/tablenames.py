"""Tell which register a sheet or a file holds: by its name, by its header, by a near name."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from lawgov_lib.inputs.cells import plain
from lawgov_lib.inputs.tablehead import head_of
from lawgov_lib.inputs.tablewords import NOTE_SHEETS, stem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lawgov_lib.inputs.cells import Line
    from lawgov_lib.inputs.columns import Row

_NEAR = 0.6
_FEWEST = 2


def is_notes(title: str) -> bool:
    """Tell whether a sheet explains others and is not read: 说明, 目录, 数据字典."""
    return plain(title) in NOTE_SHEETS


def named(name: str, models: Mapping[str, type[Row]]) -> str | None:
    """Return the key of the register that a name says: ``exams``, 2024年学法考试统计表."""
    wanted = plain(name)
    for key, model in models.items():
        if wanted in {plain(key), plain(model.label)}:
            return key
    alike = [key for key, model in models.items() if stem(name) == stem(model.label)]
    return alike[0] if len(alike) == 1 else None


def recognised(
    lines: Sequence[Line], name: str, models: Mapping[str, type[Row]]
) -> tuple[str | None, tuple[str, ...]]:
    """Return the key of the register whose header the lines hold.

    Args:
        lines: The first lines.
        name: The name of the sheet or file, which decides between registers of the same header.
        models: The row models by key.

    Returns:
        The key, None where there is none; and those that it might be as well.
    """
    heads = {
        key: head
        for key, model in models.items()
        if (head := head_of(lines, model)) and head.is_whole and head.fields >= _FEWEST
    }
    most = max((head.fields for head in heads.values()), default=0)
    best = [key for key, head in heads.items() if head.fields == most]
    if len(best) > 1:
        above = [cell for key in best[:1] for line in heads[key].above for cell in line.cells]
        said = "".join([stem(name), *map(stem, above)])
        best = [key for key in best if stem(models[key].label) in said] or best
    return (best[0], ()) if len(best) == 1 else (None, tuple(best))


def near(name: str, models: Mapping[str, type[Row]]) -> str | None:
    """Return the key of the register whose name is most like a name, if one is like enough."""
    stems = {stem(model.label): key for key, model in models.items()}
    within = [key for known, key in stems.items() if known in stem(name) or stem(name) in known]
    if len(within) == 1:
        return within[0]
    found = get_close_matches(stem(name), stems, 1, _NEAR) or get_close_matches(
        name, models, 1, _NEAR
    )
    return stems.get(found[0], found[0]) if found else None
