"""How the quantities of one sentence hang together."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawgov_lib.reading.mentions import Mention, Relation, Stretch


def relations(
    text: str,  # noqa: ARG001
    sentences: Sequence[Stretch],  # noqa: ARG001
    clauses: Sequence[Stretch],  # noqa: ARG001
    mentions: Sequence[Mention],  # noqa: ARG001
) -> tuple[Relation, ...]:
    """Find the relations in a text in its normal form, whose places all arguments tell."""
    return ()
