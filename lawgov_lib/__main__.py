"""Begin: whoever asks only what there is gets a page that was made beforehand."""

from __future__ import annotations

import os
import sys

from lawgov_lib.base.interruption import INTERRUPTED, STOPPED
from lawgov_lib.base.language import CHINESE, ENGLISH, language
from lawgov_lib.base.memory import collect_seldom
from lawgov_lib.base.packages import SINGLE_THREADED, UNPLUGGED
from lawgov_lib.base.standardstreams import standard_streams

PAGES = {CHINESE: "help.txt", ENGLISH: "help.en.txt"}
COLUMNS = 80
"""The narrowest terminal in which each command of the page has a line to itself."""


def main() -> None:
    """Show the page of help, or hand over to the command line."""
    with standard_streams():
        try:
            _begin()
        except KeyboardInterrupt:  # before the command line is there, or while it ends
            sys.stderr.write(f"{STOPPED}\n")
            sys.exit(INTERRUPTED)


def _begin() -> None:
    if sys.argv[1:] in (["--help"], ["-h"]):
        from pathlib import Path  # noqa: PLC0415  this way takes no time to start
        from shutil import get_terminal_size  # noqa: PLC0415

        if get_terminal_size().columns >= COLUMNS:
            page = Path(__file__).parent / "cli" / PAGES[language()]
            sys.stdout.write(page.read_text(encoding="utf-8"))
            return
    collect_seldom()
    first, quiet = sys.argv[1:3], set(sys.argv[3:])
    if first == ["dev", "setup"] and quiet <= {"-q", "--quiet"}:
        from lawgov_lib.base.installation import set_up  # noqa: PLC0415  nothing else is there yet

        sys.exit(set_up(str if quiet else print) or 0)
    os.environ.update(SINGLE_THREADED | UNPLUGGED)
    try:
        from lawgov_lib.cli import main as command_line  # noqa: PLC0415
    except ModuleNotFoundError:
        from lawgov_lib.base.installation import unready  # noqa: PLC0415

        sys.exit(unready())
    command_line()


if __name__ == "__main__":
    main()
