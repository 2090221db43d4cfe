"""Audit (审读): any agency's report, published or drafted, read from the file in which it stands."""
