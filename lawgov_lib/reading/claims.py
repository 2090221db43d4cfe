"""Claims of all, none, first and on time."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawgov_lib.reading.mentions import Claim, Stretch


def claims(
    text: str,  # noqa: ARG001
    sentences: Sequence[Stretch],  # noqa: ARG001
    clauses: Sequence[Stretch],  # noqa: ARG001
    topics: Sequence[str],  # noqa: ARG001
) -> tuple[Claim, ...]:
    """Find the claims in a text in its normal form; ``topics`` are the subjects of its clauses."""
    return ()
