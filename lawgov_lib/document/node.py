"""What every part of a document is: data that no one alters, and that says no more than is read."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Node(BaseModel):
    """A frozen node; an unknown field is an error: a record says no more than we read."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


def complete(kind: type[Node] = Node) -> None:
    """Build what pydantic would build when the first node of a kind is made.

    Args:
        kind: Of which all kinds are built that have been declared.
    """
    for each in kind.__subclasses__():
        each.model_rebuild()
        complete(each)
