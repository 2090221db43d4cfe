"""Running a notebook: its kernel, the processes that hold one, the record that is kept."""

CELL_SECONDS = 600
"""How long one cell may run unless a command says otherwise."""
