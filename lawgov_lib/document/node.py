"""What every part of a document is: data that no one alters, and that says no more than is read."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Node(BaseModel):
    """A frozen node; an unknown field is an error: a record says no more than we read."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
