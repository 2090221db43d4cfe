"""Make rows of cells as pydantic does, only faster where a column says the same again and again.

Each column is validated on its own and remembers what it has seen; then the row's own checks run
on the values. Whatever is refused on this way is validated once more as a whole, so that rows and
problems are those of the row model and of nothing else.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, cast

from pydantic import Field, TypeAdapter, ValidationError, create_model

from lawgov_lib.inputs.cells import reader_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from lawgov_lib.inputs.columns import Row
    from lawgov_lib.inputs.header import Header

_REMEMBERED = 50_000


class _Known(dict[str, Any]):
    """The values of a column's texts; of very many different texts only the first are kept."""

    def __init__(self, read: Callable[[str], Any]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, text: str) -> Any:  # noqa: ANN401
        value = self._read(text)
        if len(self) < _REMEMBERED:
            self[text] = value
        return value


class RowReader:
    """Reads the rows below one header."""

    def __init__(self, model: type[Row], header: Header, year: int, shift: int = 0) -> None:
        """Prepare the columns.

        Args:
            model: The row model.
            header: Where its columns stand.
            year: The report year, in which certain days must lie.
            shift: The days to add to date serials.
        """
        columns = [column for column in model.columns() if column.field in header.positions]
        self._model = model
        self._context = {"year": year}
        self._headers = [column.header for column in columns]
        self._positions = [header.positions[column.field] for column in columns]
        self._forms = [
            reader_of(column, in_yuan=column.field in header.in_yuan, shift=shift)
            for column in columns
        ]
        self._known = [
            _Known(self._value_of(column.field, form))
            for column, form in zip(columns, self._forms, strict=True)
        ]
        self._checked = _checks_alone(model)

    def read(self, cells: list[str]) -> Row:
        """Make the row.

        Raises:
            ValidationError: What the row model refuses.
        """
        try:
            values = [
                known[cells[at]] for known, at in zip(self._known, self._positions, strict=True)
            ]
            return self._checked.model_validate(
                dict(zip(self._headers, values, strict=True)), context=self._context
            )
        except ValidationError:
            return self._model.model_validate(self.canonical(cells), context=self._context)

    def canonical(self, cells: list[str]) -> dict[str, str]:
        """Return the cells by canonical header in the one form that the row model reads."""
        return {
            header: form(cells[at])
            for header, form, at in zip(self._headers, self._forms, self._positions, strict=True)
        }

    def written(self, cells: list[str]) -> dict[str, str]:
        """Return the cells by canonical header as the file writes them."""
        return {
            header: cells[at].strip()
            for header, at in zip(self._headers, self._positions, strict=True)
        }

    def _value_of(self, field: str, form: Callable[[str], str]) -> Callable[[str], Any]:
        validate = _adapter(self._model, field).validate_python
        return lambda text: validate(form(text), context=self._context)


@cache
def _adapter(model: type[Row], field: str) -> TypeAdapter[Any]:
    info = model.model_fields[field]
    kind: Any = info.annotation
    for mark in info.metadata:
        kind = Annotated[kind, mark]
    return TypeAdapter(kind, config=model.model_config | {"defer_build": False})


@cache
def _checks_alone(model: type[Row]) -> type[Row]:
    """Return the row model without types: the checks of whole rows are all that is left."""
    fields = {
        name: (Any, Field(alias=info.alias, default=info.default))
        for name, info in model.model_fields.items()
    }
    bare = create_model(model.__name__, __base__=model, **cast("Any", fields))
    bare.model_rebuild()
    return cast("type[Row]", bare)
