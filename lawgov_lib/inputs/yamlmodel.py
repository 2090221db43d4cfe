"""What the models of YAML files share: frozen, no unknown items, a blank item is none."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator


class YamlModel(BaseModel):
    """A part of a file that an analyst fills in."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    @model_validator(mode="before")
    @classmethod
    def _blank_is_left_out(cls, data: Any) -> Any:  # noqa: ANN401
        """Take an item whose value is left blank for one that is not there, where it may be so."""
        optional = {name for name, field in cls.model_fields.items() if not field.is_required()}
        if not isinstance(data, dict):
            return data
        return {
            key: value for key, value in data.items() if value is not None or key not in optional
        }
