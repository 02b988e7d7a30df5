"""A thousand hostile connections at once, and thousands of open queries: all ended, memory bounded, others served.

The attacks are those of ``benchmarks/attacks.py``; ``benchmarks/hostile.py`` carries out more of them, against the
limits that a server has by default.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from public_server import PublicServer, public_server
from repository import ROOT
from web import AT_WORK

pytestmark = pytest.mark.skipif(
    sys.platform != "linux",
    reason="Attackers need many loopback addresses, and memory is read in /proc: Linux has both.",
)

COUNTS = {
    "slow readers": 60,
    "slow heads": 100,
    "slow bodies": 100,
    "declared bodies": 80,
    "chunked bodies": 60,
    "endless queries": 100,
    "nested queries": 60,
    "bad encodings": 120,
    "smuggled requests": 120,
    "queued requests": 20,
    "uploads": 80,
    "upgrades": 60,
    "open queries": 40,
}
#: As many as the limit of files of this process lets be open at once; a hundred are for other things.
OPEN_QUERIES = 3000

WORKERS, MEMORY_LIMIT = 2, 512
#: Of all processes together, in MiB beyond what they held before: what queries may take, a worker's own copy of the
#: graph once more while one takes the place of another, and what a thousand connections take in the server.
MOST_MEMORY = WORKERS * (MEMORY_LIMIT + 200) + 300
OPTIONS = ("--workers", str(WORKERS), "--memory-limit", str(MEMORY_LIMIT), "--time-limit", "1", "--waiting", "20")
PATIENCE = 75.0
HEALTH = "/health"


@pytest.fixture(scope="module")
def tools() -> Iterator[SimpleNamespace]:
    """The modules of the benchmark."""
    patch = pytest.MonkeyPatch()
    patch.syspath_prepend(str(ROOT / "benchmarks"))
    import attacks
    import hostile
    import memory
    import pulse

    yield SimpleNamespace(attacks=attacks, hostile=hostile, memory=memory, pulse=pulse)
    patch.undo()


@pytest.fixture(scope="module")
def server() -> Iterator[PublicServer]:
    with public_server(*OPTIONS) as found:
        yield found


@contextmanager
def many_files() -> Iterator[int]:
    """As many files as this process may have open, at most."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    try:
        yield hard
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def wait_until(condition: Callable[[], object]) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end, "it never came to pass"
        time.sleep(0.1)


def open_files(process: int) -> int:
    return len(list(Path(f"/proc/{process}/fd").iterdir()))


def withstand(tools: SimpleNamespace, server: PublicServer, counts: dict[str, int]) -> None:
    """Carry out attacks, and hold how they end and how the server is meanwhile and afterwards."""
    assert server.ask(AT_WORK).status == 200
    before, pulse = open_files(server.process), tools.pulse.Pulse(f"http://127.0.0.1:{server.port}", (HEALTH,))
    with tools.memory.Memory(server.process) as memory, pulse:
        ended = tools.attacks.carry_out(server.port, counts, PATIENCE)
    assert len(ended) == sum(counts.values())
    assert tools.hostile.unsound(ended) == [], "\n".join(tools.hostile.endings(ended))
    assert pulse.lost == []
    assert pulse.quantile(HEALTH, 0.5) <= 0.05
    assert memory.peak - memory.before <= MOST_MEMORY, memory.peaks
    wait_until(lambda: open_files(server.process) <= before + 5)
    wait_until(lambda: server.ask(AT_WORK).status == 200)


def test_a_thousand_hostile_connections_end_and_nobody_else_notices(
    tools: SimpleNamespace, server: PublicServer
) -> None:
    assert sum(COUNTS.values()) == 1000
    withstand(tools, server, COUNTS)


def test_thousands_of_open_queries_are_answered_or_refused(tools: SimpleNamespace, server: PublicServer) -> None:
    with many_files() as most:
        withstand(tools, server, {"open queries": min(OPEN_QUERIES, most - 100)})


def test_there_is_no_attack_that_is_not_carried_out(tools: SimpleNamespace) -> None:
    assert set(COUNTS) == set(tools.attacks.ATTACKS)
