"""No network: a whole report is made with every way out closed, for Python and for the rest."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

CLOSED = """\
import sys

NAMES = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")
CALLS = ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg")


def closed(event, args):
    # urllib3 tries on import whether the machine has IPv6, by an address of the machine itself.
    if event == "socket.bind" and args[1][0] == "::1":
        return
    if event in NAMES or (event in CALLS and args[0].family.name in ("AF_INET", "AF_INET6")):
        with open({log!r}, "a") as log:
            log.write(event + "\\n")
        raise OSError(event + " is closed")


sys.addaudithook(closed)
with open({log!r}, "a") as log:
    log.write("closed\\n")
"""
NAMESPACES = (["unshare", "--net"], ["unshare", "--map-root-user", "--net"])
"""How to start a program where there is no network at all, as root and as anybody."""


def isolated() -> list[str]:
    """Return the words before a command that take the network away, none where none work."""
    if shutil.which("unshare"):
        for words in NAMESPACES:
            if subprocess.run([*words, "true"], capture_output=True, check=False).returncode == 0:
                return words
    return []


def test_a_report_is_made_without_a_network(root: Path) -> None:
    """Publisher and kernel open no connection and ask for no address; Rust code cannot either."""
    log = root / "network.log"
    (root / "closed").mkdir()
    (root / "closed" / "sitecustomize.py").write_text(CLOSED.format(log=str(log)), encoding="utf-8")
    paths = [str(root / "closed"), *filter(None, [os.environ.get("PYTHONPATH")])]

    done = subprocess.run(
        [
            *isolated(),
            sys.executable,
            "-c",
            "from lawgov_lib.cli import main; main()",
            *("report", "2020", "--root", str(root)),
        ],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert (root / "outputs" / "2020" / "report.pdf").exists()
    assert set(log.read_text(encoding="utf-8").split("\n")) == {"closed", ""}
    assert log.read_text(encoding="utf-8").count("closed") >= 2, "publisher and kernel"
