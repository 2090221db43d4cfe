"""Grounding: which figures of the year a number in the text may mean, and whether it agrees."""
