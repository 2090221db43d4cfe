"""Telling: sentences, tables and charts made of metrics, and the prose that refers to them."""
