"""Audit (审读): any agency's report, published or drafted, from the file that holds it."""
