"""Running a notebook: its kernel, the processes that hold one, the record that is kept."""
