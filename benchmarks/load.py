"""Load for an HTTP server: as many requests as connections that never rest can ask, by wrk where it is installed.

`wrk` (Debian: ``apt-get install wrk``) takes little of the processor that the server needs. Without it threads of this
process ask, which is slower for every server alike; `client` says which one it is.
"""

from __future__ import annotations

import http.client
import json
import os
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

_WRK = shutil.which("wrk")

#: Where it stands in a path, each request has a number that none had before.
ANOTHER = "ANOTHER"

#: Asks the paths of a file in turn, and prints what it found as JSON. wrk counts in microseconds.
_SCRIPT = """
local paths, asked, first = {}, 0, os.getenv("LOAD_FIRST")
for line in io.lines(os.getenv("LOAD_PATHS")) do paths[#paths + 1] = line end
request = function()
  asked = asked + 1
  local path = paths[(asked - 1) % #paths + 1]:gsub("ANOTHER", first .. "_" .. asked)
  return wrk.format("GET", path)
end
done = function(summary, latency)
  local wrong = summary.errors
  print(string.format('\\nfound {"answered": %d, "seconds": %f, "median": %f, "p99": %f, "failed": %d}',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e6, latency:percentile(99) / 1e6,
    wrong.connect + wrong.read + wrong.write + wrong.status + wrong.timeout))
end
"""


class Load(NamedTuple):
    """What became of a load: requests a second, and the median and 99th percentile of the seconds that one took."""

    rate: float
    median: float
    p99: float
    answered: int
    failed: int


def client() -> str:
    """What asks."""
    return "wrk" if _WRK else "threads of this process"


def load(root: str, paths: Sequence[str], connections: int, seconds: float, headers: Mapping[str, str]) -> Load:
    """Ask the paths below an address in turn, over so many connections, for so many seconds (see `ANOTHER`)."""
    return (_by_wrk if _WRK else _by_threads)(root, paths, connections, seconds, headers)


def _by_wrk(root: str, paths: Sequence[str], connections: int, seconds: float, headers: Mapping[str, str]) -> Load:
    assert _WRK is not None
    with tempfile.TemporaryDirectory() as folder:
        script, listed = os.path.join(folder, "load.lua"), os.path.join(folder, "paths")
        for file, text in ((script, _SCRIPT), (listed, "\n".join(paths))):
            with open(file, "w", encoding="utf-8") as out:
                out.write(text)
        options = [f"-c{connections}", f"-d{seconds:g}s", "-t1", "--timeout", "60s", "-s", script]
        given = [word for name, value in headers.items() for word in ("-H", f"{name}: {value}")]
        done = subprocess.run(
            [_WRK, *options, *given, root],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "LOAD_PATHS": listed, "LOAD_FIRST": str(time.time_ns())},
        )
    found = json.loads(done.stdout.rpartition("\nfound ")[2])
    return Load(found["answered"] / found["seconds"], found["median"], found["p99"], found["answered"], found["failed"])


def _by_threads(root: str, paths: Sequence[str], connections: int, seconds: float, headers: Mapping[str, str]) -> Load:
    place = urlsplit(root)
    taken, failed = list[float](), list[int]()
    end = time.perf_counter() + seconds

    def ask(first: int) -> None:
        connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=60)
        number = first
        while (begun := time.perf_counter()) < end:
            try:
                path = paths[number % len(paths)].replace(ANOTHER, f"{time.time_ns()}_{number}")
                connection.request("GET", path, headers=dict(headers))
                answer = connection.getresponse()
                answer.read()
                if answer.status >= 400:
                    failed.append(answer.status)
            except (OSError, http.client.HTTPException):
                failed.append(0)
                connection.close()
            taken.append(time.perf_counter() - begun)
            number += connections
        connection.close()

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken.sort()
    return Load(len(taken) / seconds, quantile(taken, 0.5), quantile(taken, 0.99), len(taken), len(failed))


def quantile(ordered: Sequence[float], share: float) -> float:
    """That of an ordered series below which such a share of it lies."""
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
