"""Fuzz all readers, all exporters and the whole path: ``make fuzz``, bounded and repeatable.

Without a seed the inputs are the same every time. ``SEED=7`` draws others, ``SEED=random`` others
every time; the seed is printed. An input that fails is kept in ``corpus/``, where the ordinary
tests run it again; one that takes longer than a minute stops the run with a traceback.
"""

from __future__ import annotations

import faulthandler
import hashlib
import os
import sys
import time
import traceback
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path
from secrets import randbelow

import hypothesis
from hypothesis import HealthCheck, Phase, given, settings

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.fuzz.parts import HERE, PARTS

LONGEST = 60
"""The seconds that one input may take."""


def fuzz(name: str, seed: int | None, share: float) -> tuple[int, str]:
    """Fuzz one part.

    Args:
        name: The part.
        seed: What the inputs are drawn from; the same ones every time where nothing is said.
        share: How many of the part's inputs are drawn, 1 for all.

    Returns:
        How many inputs it bore, and what went wrong.
    """
    part = PARTS[name]
    borne = 0
    failing = b""

    @settings(
        max_examples=max(1, round(part.examples * share)),
        deadline=None,
        database=None,
        derandomize=seed is None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
    )
    @given(data=part.inputs)
    def one(data: bytes) -> None:
        nonlocal borne, failing
        faulthandler.dump_traceback_later(LONGEST, exit=True)
        failing = data
        part.bear(data)
        borne += 1

    try:
        (one if seed is None else hypothesis.seed(seed)(one))()
    except Exception:  # noqa: BLE001  whatever it is, it is told and kept
        kept = HERE / "corpus" / name / hashlib.sha256(failing).hexdigest()[:12]
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(failing)
        return (
            borne,
            f"{traceback.format_exc(limit=-6)}\n已存为 {kept.relative_to(HERE.parents[1])}",
        )
    finally:
        faulthandler.cancel_dump_traceback_later()
    return borne, ""


def main() -> int:
    """Fuzz the parts named, or all of them, on all processors; return the exit code."""
    names = sys.argv[1:] or sorted(PARTS, key=lambda name: PARTS[name].examples)
    if unknown := sorted({*names} - PARTS.keys()):
        print(f"没有{'、'.join(unknown)}；有{'、'.join(sorted(PARTS))}", file=sys.stderr)  # noqa: T201
        return 2
    wanted = os.environ.get("SEED", "")
    seed = randbelow(1 << 32) if wanted == "random" else int(wanted) if wanted else None
    share = float(os.environ.get("SHARE", "1"))
    print(f"种子：{'固定' if seed is None else seed}", flush=True)  # noqa: T201
    began, total, failed = time.monotonic(), 0, 0
    workers = os.cpu_count() or 1
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        runs = {pool.submit(fuzz, name, seed, share): name for name in names}
        for run in as_completed(runs):
            borne, fault = run.result()
            total += borne
            failed += bool(fault)
            took = time.monotonic() - began
            print(f"{runs[run]:<10} {borne:>6}个输入 {took:>5.0f}秒 {fault}", flush=True)  # noqa: T201
    print(f"共{total}个输入，{failed}处失败，用时{time.monotonic() - began:.0f}秒")  # noqa: T201
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
