"""The ground of the workers: everything is tried on it, and it can be forked."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.places import PROJECT

PROGRAM = """
import lawgov_lib.batch.groundwork
from lawgov_lib.exporters.webfont import _face
from lawgov_lib.publishing.manifest import library, packages_used
with open("/proc/self/status") as status:
    (threads,) = (line.split()[1] for line in status if line.startswith("Threads:"))
known = [each.cache_info().currsize > 0 for each in (_face, library, packages_used)]
print(threads, *known, "numpy" in __import__("sys").modules)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="workers are forks on Linux alone")
def test_it_has_tried_what_renders_and_has_one_thread() -> None:
    """Only such a process can be forked; faces, hashes and versions are known to each worker."""
    done = subprocess.run(
        [sys.executable, "-P", "-c", PROGRAM],
        env={"PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.split() == ["1", "True", "True", "True", "False"]
