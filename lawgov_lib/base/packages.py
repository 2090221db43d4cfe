"""What packages are told before they are imported, by variables of the environment."""

from __future__ import annotations

SINGLE_THREADED = {"OPENBLAS_NUM_THREADS": "1"}
"""More threads take time to start, would not survive a fork, and change digits."""
UNPLUGGED = {"PYDANTIC_DISABLE_PLUGINS": "__all__"}
"""What checks inputs is not changed by what happens to be installed beside."""
