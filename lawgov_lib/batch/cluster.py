"""A cluster behind an executor: the same jobs on the workers of a Dask scheduler.

Every job on its way is held by a thread here, which packs the inputs, sends them, waits, and puts
the outputs in place. A worker takes one job at a time, and only if all that shapes a report is
there as it is here: other versions would give other outputs.
"""

from __future__ import annotations

import hashlib
import json
import logging
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import cache, partial
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any, NamedTuple

from lawgov_lib.base.errors import ParameterError, RunError
from lawgov_lib.base.expressions import compiled
from lawgov_lib.base.layout import OUTPUTS
from lawgov_lib.base.shipped import ANNUAL_REPORT, NOTEBOOKS
from lawgov_lib.batch import transfer
from lawgov_lib.batch.dispatch import Crew
from lawgov_lib.publishing import belongings
from lawgov_lib.publishing.manifest import packages_used, program_of, python_version

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from distributed import Client

    from lawgov_lib.batch.job import Job, Result

AT_ONCE = 256
"""How many jobs are on their way: two a worker for 128 workers, each in memory somewhere."""
ANSWER_SECONDS = 15
"""How long a scheduler may take to answer, and a worker to appear."""
LOOK_SECONDS = 30
"""How long a job waits before it is looked whether there are workers at all."""
_ADDRESS = compiled(r"(?:tcp|tls)://[^\s/]+:[0-9]{1,5}")
_LOGS = ("distributed", "distributed.client")
_MOST = 8
_INSTALL = "用make batch SCHEDULER=地址运行，或按requirements-cluster.txt安装。"
_ALIKE = "在该节点上取用同一版本的程序，按同一requirements-cluster.txt安装，再启动工作进程。"
_RESUME = "恢复后重新运行同一条命令：已生成的不再生成。"
_at_work = Lock()
"""Held in a worker by the job at work, however many threads the worker was given."""


class Makings(NamedTuple):
    """What makes a report, apart from its inputs: versions by name, and hashes of the program."""

    versions: dict[str, str]
    program: dict[str, str]

    @property
    def key(self) -> str:
        """Return a hash of all of it."""
        return hashlib.sha256(json.dumps(self, sort_keys=True).encode()).hexdigest()

    def differing(self, there: Makings) -> list[str]:
        """Name what is not the same elsewhere: packages with both versions, files by name."""
        packages = [
            f"{name}（本机{ours}，该节点{theirs}）"
            for name in sorted({*self.versions, *there.versions})
            for ours, theirs in ((_at(self, name), _at(there, name)),)
            if ours != theirs
        ]
        files = sorted({*self.program, *there.program})
        return packages + [n for n in files if self.program.get(n) != there.program.get(n)]


def _at(makings: Makings, name: str) -> str:
    return makings.versions.get(name, "未安装")


@cache
def makings() -> Makings:
    """Return what makes a report in this process; a root's own notebook is one of its inputs."""
    program = program_of(NOTEBOOKS / ANNUAL_REPORT)
    return Makings({"Python": python_version(), **packages_used()}, program)


def crew(address: str, *, shared: bool = False) -> Crew:
    """Return the workers of a scheduler as a crew; it connects when there is a job.

    Args:
        address: As of :class:`Cluster`.
        shared: As of :class:`Cluster`.
    """
    return Crew(partial(Cluster, address, shared=shared), AT_ONCE, fatal=(ClusterError,))


class ClusterError(RunError):
    """The cluster as a whole cannot do what is asked: no further job need be tried."""


class Unlike(Exception):  # noqa: N818  an answer of a worker; the client makes it an error
    """Says that a worker would make other reports; carries its address and its makings."""

    def __init__(self, address: str, there: Makings) -> None:
        """Keep both where pickling looks for them."""
        super().__init__(address, there)
        self.address, self.there = address, there


def perform(function: Callable[[Job], Result], job: Job, key: str) -> Result:
    """Do a job in a worker.

    Args:
        function: What is done, as a rule ``rendering.render``.
        job: What it is done to.
        key: The key of the client's makings.

    Raises:
        Unlike: Something else makes reports here.
    """
    from distributed import get_worker  # noqa: PLC0415

    if makings().key != key:
        raise Unlike(get_worker().address, makings())
    with _at_work:
        return function(job)


class Cluster(Executor):
    """Do jobs on the workers of a scheduler.

    A job whose workers died again and again raises BrokenExecutor, and the others go on. When the
    scheduler is gone, nobody works, or a worker would make other reports, what is not done raises
    one and the same ClusterError.

    Args:
        address: The scheduler, as ``tcp://host:8786`` or ``tls://host:8786``.
        shared: Whether roots are the same path everywhere; else inputs and outputs travel.
        seconds: How long the scheduler may take to answer, and a worker to appear.

    Raises:
        ParameterError: The address is not one.
        ClusterError: Dask is not installed, nobody answers in time, there is no worker, or a worker
            would make other reports.
    """

    def __init__(
        self, address: str, *, shared: bool = False, seconds: float = ANSWER_SECONDS
    ) -> None:
        """Connect, and compare every worker with what is here."""
        self._shared, self._seconds = shared, seconds
        self._fault: ClusterError | None = None
        self._sent: set[Any] = set()
        self._client = _connected(address, seconds)
        try:
            _compare(self._client, seconds)
        except BaseException:
            _close(self._client)
            raise
        self._threads = ThreadPoolExecutor(AT_ONCE, "lawgov-cluster")

    def submit(  # type: ignore[override]  # a job, and nothing else
        self, function: Callable[[Job], Result], /, job: Job
    ) -> Future[Result]:
        """Have a job done, as soon as there is a place for it on the way."""
        return self._threads.submit(self._deliver, function, job)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002  as in the base
        """Let the jobs be done, or recall them, and leave the scheduler when none is under way."""
        self._threads.shutdown(wait=False, cancel_futures=cancel_futures)
        if cancel_futures:
            with suppress(Exception):  # the scheduler may be gone, and its jobs with it
                self._client.cancel(list(self._sent), force=True)
        leaving = Thread(target=self._leave)
        leaving.start()
        if wait:
            leaving.join()

    def _leave(self) -> None:
        self._threads.shutdown(wait=True)
        _close(self._client)

    def _deliver(self, function: Callable[[Job], Result], job: Job) -> Result:
        if self._shared:
            return self._done(function, job)
        packed = replace(job, inputs=transfer.packed_inputs(job.root, job.year))
        result = self._done(function, packed)
        own = (
            ()
            if result.outputs is None
            else transfer.unpack_outputs(job.root, job.year, result.outputs)
        )
        kept = (belongings.told(own, OUTPUTS),) if own else ()
        return replace(result, root=job.root, kept=kept, outputs=None)

    def _done(self, function: Callable[[Job], Result], job: Job) -> Result:
        """Send a job and wait for its result."""
        from distributed import KilledWorker  # noqa: PLC0415
        from distributed.client import ClosedClientError  # noqa: PLC0415

        if self._fault is not None:
            raise self._fault
        try:
            with self._on_its_way(function, job) as future:
                return self._awaited(future)
        except KilledWorker as error:
            raise BrokenExecutor(str(error)) from None
        except Unlike as error:
            raise self._stopped(_unlike(error.address, error.there)) from None
        except (CancelledError, ClosedClientError, OSError):
            message = "与调度器的连接中断，其余报告没有生成"
            raise self._stopped(ClusterError.of("E625", message, hint=_RESUME)) from None

    @contextmanager
    def _on_its_way(self, function: Callable[[Job], Result], job: Job) -> Iterator[Any]:
        future = self._client.submit(perform, function, job, makings().key, pure=False)
        self._sent.add(future)
        try:
            yield future
        finally:
            self._sent.discard(future)
            future.release()

    def _awaited(self, future: Any) -> Result:  # noqa: ANN401  dask's own kind of future
        """Wait for a result as long as somebody works."""
        while True:
            try:
                result: Result = future.result(timeout=LOOK_SECONDS)
            except TimeoutError:
                if not _somebody_works(self._client, self._seconds):
                    raise self._stopped(_nobody()) from None
            else:
                return result

    def _stopped(self, fault: ClusterError) -> ClusterError:
        """Let no further job be sent; the first fault is the one to be told."""
        self._fault = self._fault or fault
        return self._fault


def refuse_other_addresses(address: str) -> None:
    """Refuse what is no scheduler's address.

    Raises:
        ParameterError: It is none.
    """
    if not _ADDRESS.fullmatch(address):
        hint = "写作tcp://主机:8786；加密的写作tls://主机:8786。"
        raise ParameterError.of("E315", f"调度器地址“{address}”不对", hint=hint)


def _connected(address: str, seconds: float) -> Client:
    refuse_other_addresses(address)
    try:
        from distributed import Client  # noqa: PLC0415
    except ImportError:
        message = "没有安装在集群上运行所需的软件包distributed"
        raise ClusterError.of("E621", message, hint=_INSTALL) from None
    for name in _LOGS:  # what the person should know comes as an error
        logging.getLogger(name).setLevel(logging.CRITICAL)
    client: Future[Client] = Future()

    def connect() -> None:
        try:
            client.set_result(Client(address, timeout=seconds, set_as_default=False))
        except Exception as error:  # noqa: BLE001  it is raised where the result is asked for
            client.set_exception(error)

    # Dask keeps to no limit where something listens and says nothing.
    Thread(target=connect, daemon=True).start()
    try:
        return client.result(timeout=seconds + 1)
    except (OSError, ImportError, TypeError, ValueError) as error:
        why = str(error).partition("\n")[0] or f"{seconds:g}秒内没有答复"
        hint = "检查地址和防火墙、调度器是否已启动、两边的Dask版本和TLS设置是否一致。"
        raise ClusterError.of("E622", f"连不上调度器{address}（{why}）", hint=hint) from None


def _compare(client: Client, seconds: float) -> None:
    """Refuse a cluster with a worker that would make other reports, or with none at all."""
    if not _somebody_works(client, seconds):
        raise _nobody()
    faults = [
        problem
        for address, there in sorted(client.run(makings, on_error="return").items())
        if there != makings()
        for problem in _unlike(address, there).problems
    ]
    if faults:
        raise ClusterError(tuple(faults))


def _somebody_works(client: Client, seconds: float) -> bool:
    try:
        client.wait_for_workers(1, timeout=seconds)
    except TimeoutError:
        return False
    return True


def _nobody() -> ClusterError:
    hint = f"启动工作进程，例如make worker SCHEDULER=地址。{_RESUME}"
    return ClusterError.of("E623", "调度器上没有工作进程", hint=hint)


def _unlike(address: str, there: Makings | Exception) -> ClusterError:
    if isinstance(there, Exception):
        said = f"工作进程{address}上没有本程序，或者程序不能用（{there}）"
    else:
        differing = makings().differing(there)
        rest = f"，另有{len(differing) - _MOST}处" if len(differing) > _MOST else ""
        said = f"工作进程{address}与本机不同：{'、'.join(differing[:_MOST])}{rest}"
    return ClusterError.of("E624", said, hint=_ALIKE)


def _close(client: Client) -> None:
    with suppress(Exception):  # nothing is lost: what was under way is known to have failed
        client.close(timeout=ANSWER_SECONDS)
