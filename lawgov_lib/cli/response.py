"""What a command answers: text for a person, or one JSON object; faults alone; a log beside it.

Commands print text and add what a program wants to know; here that becomes the one or the other.
The shape of the object is told in ``docs/commands.md``.
"""

from __future__ import annotations

import io
import json
import sys
import time
from contextlib import redirect_stdout
from contextvars import ContextVar
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

import click

from lawgov_lib import __version__
from lawgov_lib.base.commandline import openable
from lawgov_lib.base.errors import LawgovError, Place, Problem, PublishError, facts
from lawgov_lib.base.interruption import INTERRUPTED, STOPPED, TERMINATED
from lawgov_lib.base.severity import Severity
from lawgov_lib.base.standardstreams import unforeseen_fault
from lawgov_lib.cli.colours import bare
from lawgov_lib.cli.helptext import told

if TYPE_CHECKING:
    from collections.abc import Callable
    from logging import Handler
    from types import ModuleType

VERSION = 1
JSON_OPTION = "--json"
_LOGGED = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def logging() -> ModuleType:
    """Return the standard library's module, which few commands need."""
    import logging as module  # noqa: PLC0415

    return module


class Response:
    """The answer of one command while it runs.

    Attributes:
        as_json: Whether a program asked, by ``--json``.
        is_quiet: Whether faults alone are wanted.
        opens: Whether the result is to be shown in the browser.
        own: What this command alone tells a program.
        root: The folder from which problems name their files; None where there is none.
    """

    def __init__(self, *, as_json: bool = False) -> None:
        """Begin with nothing said."""
        self.command = ""
        self.as_json = as_json
        self.is_quiet = self.opens = False
        self.own: dict[str, Any] = {}
        self.root: Path | None = None
        self._messages: list[dict[str, Any]] = []
        self._outputs: list[str] = []
        self._begun = time.monotonic()
        self._handler: Handler | None = None

    def message(
        self,
        severity: Severity,
        message: str,
        code: str = "",
        place: Place | None = None,
        hint: str = "",
    ) -> None:
        """Add what a program reads; where faults alone are wanted, a person sees the errors."""
        told = {"code": code, "severity": severity.value, "message": message, "hint": hint}
        self._messages.append(told | facts(place))
        if self.is_quiet and not self.as_json and severity is Severity.ERROR:
            click.echo(str(Problem(code, message, place, hint)), err=True)

    def fault(self, problem: Problem) -> None:
        """Add a problem."""
        self.message(Severity.ERROR, problem.message, problem.code, problem.place, problem.hint)

    def remark(self, line: str) -> None:
        """Say what is no result, at once: how the run went, what was kept aside."""
        self.message(Severity.INFO, line)
        self.log(line)
        if not (self.is_quiet or self.as_json):
            click.echo(line, err=True)

    def made(self, path: Path) -> str:
        """Add a file that was made, and return it as the reader can open it."""
        self._outputs.append(openable(path, quoted=False))
        self.log(f"made {path}")
        return openable(path)

    def place_of(self, error: LawgovError) -> str:
        """Say from where the files of an error are named, if that is not where it was typed.

        A file that was handed to the command is named by itself: it lies anywhere.
        """
        if self.root is None or self.root == Path.cwd():
            return ""
        places = (problem.place for problem in error.problems if problem.place)
        tops = {PurePath(place.file).parts[:1] for place in places}
        if not any(top and (self.root / top[0]).exists() for top in tops):
            return ""
        return f"以上文件在 {openable(self.root)} 中。"

    def log(self, line: str) -> None:
        """Write a line into the log, where one is kept."""
        if self._handler:
            logging().getLogger("lawgov").info(line)

    def log_fault(self, error: Exception) -> None:
        """Write into the log what stopped the command, with the place in the program."""
        if self._handler:
            logging().getLogger("lawgov").error("stopped", exc_info=error)

    def log_to(self, path: Path | None) -> None:
        """Keep a log from now on: in a file, or on the standard error output.

        Raises:
            PublishError: The file cannot be written.
        """
        if self._handler:
            return
        try:
            to_file = path and logging().FileHandler(path, encoding="utf-8")
        except OSError as error:
            from lawgov_lib.base.files import system_word  # noqa: PLC0415

            hint = "检查文件夹权限和磁盘空间，或换一个文件。"
            said = f"写不了日志{openable(path or Path())}（{system_word(error)}）"
            raise PublishError.of("E801", said, hint=hint) from None
        self._handler = to_file or logging().StreamHandler(sys.stderr)
        self._handler.setFormatter(logging().Formatter(_LOGGED))
        root = logging().getLogger()
        root.addHandler(self._handler)
        root.setLevel(logging().INFO)
        self.log(f"lawgov {__version__}, Python {sys.version.split()[0]}, {sys.platform}")
        self.log(f"in {Path.cwd()}: {' '.join(sys.argv)}")

    def end(self, code: int, text: str = "") -> None:
        """Print the object, where a program asked, and close the log."""
        if self.as_json:
            shared = {
                "version": VERSION,
                "command": self.command,
                "exit_code": code,
                "messages": self._messages,
                "outputs": self._outputs,
                "text": text,
            }
            answer = {**shared, **self.own, **shared}
            stream = bare(sys.stdout)
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(encoding="utf-8")  # as RFC 8259 has it, in any locale
            stream.write(json.dumps(answer, ensure_ascii=False, indent=2) + "\n")
        self.log(f"exit code {code} after {time.monotonic() - self._begun:.2f} s")
        if self._handler:
            logging().getLogger().removeHandler(self._handler)
            self._handler.close()


_CURRENT: ContextVar[Response] = ContextVar("response")


def response() -> Response:
    """Return the answer of the command that runs."""
    return _CURRENT.get(None) or Response()


def respond(typed: list[str], work: Callable[..., Any]) -> Any:  # noqa: ANN401  click's own
    """Do what was typed, and answer: in text as it comes, or in the end as JSON.

    Args:
        typed: The words after the program's name.
        work: What they ask for.

    Returns:
        What the work does.

    Raises:
        SystemExit: A program asked, and has its answer.
    """
    asked = typed[: typed.index("--")] if "--" in typed else typed
    answer = Response(as_json=JSON_OPTION in asked)
    _CURRENT.set(answer)
    if answer.as_json:
        text = io.StringIO()
        with redirect_stdout(text):
            code = _guarded(answer, work)
        answer.end(code, text.getvalue())
        sys.exit(code)
    code = LawgovError.exit_code
    try:
        done = _logged(answer, work)
        code = done or 0
    except SystemExit as stop:
        code = int(stop.code or 0)
        raise
    except (LawgovError, click.ClickException) as error:
        code = error.exit_code
        raise
    except (click.Abort, KeyboardInterrupt):
        code = INTERRUPTED
        raise
    finally:
        answer.end(code)
    return done


def _logged(answer: Response, work: Callable[..., Any], **mode: bool) -> Any:  # noqa: ANN401
    """Do the work; what stops it is kept in the log with the place in the program."""
    try:
        return work(**mode)
    except Exception as error:
        answer.log_fault(error)
        raise


def _guarded(answer: Response, work: Callable[..., Any]) -> int:
    """Do the work; what stops it becomes a part of the answer.

    Returns:
        The exit code.
    """
    try:
        return _logged(answer, work, standalone_mode=False) or 0
    except LawgovError as error:
        for problem in error.problems:
            answer.fault(problem)
        answer.own |= error.facts()
        return error.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return 0
    except click.ClickException as error:
        answer.fault(Problem("E300", told(error)))
        return error.exit_code
    except click.Abort:
        answer.message(Severity.ERROR, STOPPED)
        return INTERRUPTED
    except OSError as error:
        unforeseen = unforeseen_fault(error)
        answer.fault(unforeseen.problems[0])
        return unforeseen.exit_code
    except SystemExit as stop:
        if stop.code == TERMINATED:
            answer.message(Severity.ERROR, STOPPED)
        return int(stop.code or 0)
    except Exception as error:  # noqa: BLE001  a program has its answer whatever happens
        sys.excepthook(type(error), error, error.__traceback__)
        hint = "把标准错误输出中的记录交给维护者。"
        answer.fault(Problem("E101", f"程序意外出错：{type(error).__name__}", hint=hint))
        return LawgovError.exit_code
