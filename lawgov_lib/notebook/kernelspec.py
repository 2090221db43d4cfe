"""The kernel: the project's own interpreter and library, and nothing of the user's.

Whatever kernel the user has set up under whatever name, it is not asked. What a kernel needs on
disk stands in one temporary folder, which goes when the run ends.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import current_thread, main_thread
from typing import TYPE_CHECKING

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from traitlets import Unicode, default

from lawgov_lib.base.scratch import scratch
from lawgov_lib.notebook.environment import environment

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "python3"
_LONGEST_SOCKET = 100
"""A socket's path may have 103 bytes on macOS and 107 on Linux."""
_ARGUMENTS = (
    "-P",  # python: no module from the working folder, here and
    "-m",
    "ipykernel",
    "-f",
    "{connection_file}",
    "--IPKernelApp.ignore_cwd=True",  # in the notebook
    "--IPKernelApp.exec_PYTHONSTARTUP=False",
)


class Kernel(AsyncKernelManager):
    """Starts the one kernel there is, whatever kernel a notebook names."""

    folder = Unicode()
    """Where its files stand."""
    root = Unicode()
    """Where it works."""

    @property
    def kernel_spec(self) -> KernelSpec:
        """Return how the kernel is started."""
        return KernelSpec(
            argv=[sys.executable, *_ARGUMENTS],
            language="python",
            metadata={"kernel_provisioner": {"provisioner_name": "local-provisioner"}},
            env=_literal(environment(Path(self.folder))),
        )

    async def start_kernel(self, **settings: object) -> None:  # type: ignore[override]
        """Start the kernel; a signal in between would leave a process that nobody knows."""
        with _signals_held_back():
            await super().start_kernel(**{**settings, "cwd": self.root})

    @default("connection_file")
    def _in_the_folder(self) -> str:
        return str(Path(self.folder) / "kernel.json")

    @default("transport")
    def _over_sockets(self) -> str:
        """Prefer sockets in the file system, where there are any: ports can clash."""
        fits = len(os.fsencode(self._socket())) <= _LONGEST_SOCKET
        return "ipc" if os.name == "posix" and fits else "tcp"

    @default("ip")
    def _address(self) -> str:
        return self._socket() if self.transport == "ipc" else "127.0.0.1"

    def _socket(self) -> str:
        return str(Path(self.folder) / "k")

    def end(self) -> None:
        """Kill the kernel if it still runs: an interrupted start leaves it to us."""
        process = getattr(self.provisioner, "process", None)
        if process is not None:
            with suppress(OSError):
                process.kill()
            process.wait()


def _literal(env: dict[str, str]) -> dict[str, str]:
    """Guard dollar signs: the values of a kernel's specification are templates."""
    return {name: value.replace("$", "$$") for name, value in env.items()}


@contextmanager
def _signals_held_back() -> Iterator[None]:
    """Hold back what would end this process, until the block is left."""
    held: list[int] = []
    numbers = (signal.SIGINT, signal.SIGTERM) if current_thread() is main_thread() else ()
    handlers = {
        number: signal.signal(number, lambda received, _: held.append(received))
        for number in numbers
    }
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
        for received in held:
            signal.raise_signal(received)


@contextmanager
def workplace(root: Path) -> Iterator[tuple[Path, type[Kernel]]]:
    """Make the folder of one run, and the class that starts a kernel with it.

    Args:
        root: The kernel's working folder.
    """
    with scratch() as folder:
        started: list[Kernel] = []
        (folder / "matplotlibrc").touch()

        class Here(Kernel):
            def __init__(self, **settings: object) -> None:
                super().__init__(**settings, folder=str(folder), root=str(root))
                started.append(self)

        try:
            yield folder, Here
        finally:
            for kernel in started:
                kernel.end()
