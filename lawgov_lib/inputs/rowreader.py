"""Make rows of cells as pydantic does, only faster where a column says the same again and again.

Each column is validated on its own and remembers what it has seen; then the row's own checks run
on the values. Many rows at once are validated column by column, each text once. Whatever is refused
on these ways is validated once more row by row as a whole, so that rows and problems are those of
the row model and of nothing else.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, cast

from pydantic import Field, TypeAdapter, ValidationError, create_model

from lawgov_lib.inputs.cells import reader_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from lawgov_lib.inputs.columns import Row
    from lawgov_lib.inputs.header import Header

_REMEMBERED = 50_000


class _Known(dict[str, Any]):
    """The values of a column's texts; of very many different texts only the first are kept.

    Where many rows after those have no text that was seen, the column names its rows, and nothing
    is looked up any more.
    """

    def __init__(self, read: Callable[[Iterable[str]], list[Any]]) -> None:
        super().__init__()
        self._read = read
        self._differ = False

    def __missing__(self, text: str) -> Any:  # noqa: ANN401
        value = self._read([text])[0]
        if len(self) < _REMEMBERED:
            self[text] = value
        return value

    def all_of(self, texts: Sequence[str]) -> Sequence[Any]:
        """Return the values of many texts."""
        if self._differ:
            return self._read(texts)
        if len(self) < _REMEMBERED:
            return list(map(self.__getitem__, texts))
        fresh = [text for text in dict.fromkeys(texts) if text not in self]
        self._differ = len(fresh) == len(texts)
        found = dict(zip(fresh, self._read(fresh), strict=True))
        return [found[text] if text in found else self[text] for text in texts]


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
        self._fields = [column.field for column in columns]
        self._context = {"year": year}
        self._headers = [column.header for column in columns]
        self._positions = [header.positions[column.field] for column in columns]
        self._forms = [
            reader_of(column, in_yuan=column.field in header.in_yuan, shift=shift)
            for column in columns
        ]
        self._known = [
            _Known(self._values_of(column.field, form))
            for column, form in zip(columns, self._forms, strict=True)
        ]
        self._checked = _checks_alone(model)
        self._checks = _row_checks(model)

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

    def read_all(self, columns: Sequence[Sequence[str]]) -> dict[str, Sequence[Any]] | None:
        """Make many rows, by column.

        Args:
            columns: The cells of all columns of the file.

        Returns:
            The values by field; None where the row model refuses a row or must see all its cells.
        """
        if self._checks is None:
            return None
        try:
            values: dict[str, Sequence[Any]] = {
                field: known.all_of(columns[at])
                for field, known, at in zip(self._fields, self._known, self._positions, strict=True)
            }
            for name, info in self._model.model_fields.items():
                values.setdefault(name, [info.default] * len(columns[0]))
            if self._checks:
                self._check(values)
        except ValueError:  # that of pydantic is one too
            return None
        return values

    def _check(self, values: Mapping[str, Sequence[Any]]) -> None:
        """Run the row's own checks on values that were validated."""
        for cells in zip(*values.values(), strict=True):
            row = self._model.__new__(self._model)
            object.__setattr__(row, "__dict__", dict(zip(values, cells, strict=True)))
            for check in self._checks or ():
                check(row)

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

    def _values_of(
        self, field: str, form: Callable[[str], str]
    ) -> Callable[[Iterable[str]], list[Any]]:
        validate = _adapter(self._model, field).validate_python
        return lambda texts: validate(list(map(form, texts)), context=self._context)


@cache
def _adapter(model: type[Row], field: str) -> TypeAdapter[list[Any]]:
    info = model.model_fields[field]
    kind: Any = info.annotation
    for mark in info.metadata:
        kind = Annotated[kind, mark]
    return TypeAdapter(list[kind], config=model.model_config | {"defer_build": False})


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


@cache
def _row_checks(model: type[Row]) -> tuple[Callable[[Row], object], ...] | None:
    """Return the checks of whole rows; None where one looks at the cells before they are values."""
    found = model.__pydantic_decorators__.model_validators.values()
    if any(one.info.mode != "after" for one in found):
        return None
    return tuple(cast("Callable[[Row], object]", one.func) for one in found)
