"""Exporters: nbconvert turns the executed notebook, which is the record, into published files."""
