"""Where the project, its tests and their data lie."""

from __future__ import annotations

from pathlib import Path

TESTS = Path(__file__).parent
PROJECT = TESTS.parent
PARAMS = PROJECT / "params"
DATA = TESTS / "data"
DEMO = TESTS / "demo"
