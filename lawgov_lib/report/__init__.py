"""A year opened, questioned and compared: what the notebook shows and the commands tell."""

from lawgov_lib.report.yearreport import Report

__all__ = ["Report"]
