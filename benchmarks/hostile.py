"""`crosswalk serve` under attack: hostile connections of every kind at once, then thousands of open queries.

The health of the server is asked all the while, as a reverse proxy would, and the memory of its processes watched.
Every attack must end with a status or be cut off; at the end the service must answer as quickly as before. As many
connections are open at once as the limit of files lets this process have; a part of the kernel's is the server's.
"""

from __future__ import annotations

import resource
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Sequence
from urllib.parse import quote

from attacks import ATTACKS, CLOSED, HUNG, LOOKUP, Ended, carry_out
from measure import milliseconds, verdict
from memory import Memory
from pulse import Pulse
from visitor import serving

SERVE = ("-c", "from crosswalk.cli.main import run; run()", "serve")
#: So many attacks of each kind, and so many queries afterwards.
EACH, OPEN = 100, 10_000
#: How long an attack may take to end, in seconds: a query's own time, and that of a slow reader.
PATIENCE = 120.0
#: What the server and its workers may hold more than before, in MiB: by default two queries of 2 GiB each, a worker's
#: copy of the graph beside that, and what a thousand connections take.
MOST_MEMORY = 2 * (2048 + 200) + 300
HEALTH = "/health"


def endings(ended: Sequence[Ended]) -> list[str]:
    """How attacks ended, a line for each kind and ending."""
    counts = Counter((one.attack, one.status) for one in ended)
    longest = {key: max(one.seconds for one in ended if (one.attack, one.status) == key) for key in counts}
    words = {CLOSED: "cut off", HUNG: "NEVER ENDED"}
    return [
        f"  {attack:<18} {words.get(status, str(status)):<12} {count:>6}   at most {longest[attack, status]:.1f} s"
        for (attack, status), count in sorted(counts.items())
    ]


def unsound(ended: Sequence[Ended]) -> list[Ended]:
    """Those that ended as no attack of their kind should."""
    return [one for one in ended if one.status not in ATTACKS[one.attack].allowed]


def lookup(root: str) -> float:
    """How many seconds a query takes that anybody might ask, and nobody asked before."""
    begun = time.perf_counter()
    text = f"{LOOKUP} # {time.time_ns()}"
    with urllib.request.urlopen(f"{root}/sparql?query={quote(text)}", timeout=PATIENCE) as answer:
        assert b"bindings" in answer.read()
    return time.perf_counter() - begun


def quickest(root: str, times: int = 5) -> float:
    """The median seconds of a few such queries, one after the other."""
    return sorted(lookup(root) for _ in range(times))[times // 2]


def attack(root: str, process: int, counts: dict[str, int]) -> None:
    """Carry attacks out, and print how they and the server fared."""
    before, pulse = quickest(root), Pulse(root, (HEALTH,))
    begun = time.perf_counter()
    with Memory(process) as memory, pulse:
        ended = carry_out(int(root.rpartition(":")[2]), counts, PATIENCE)
    print(f"{len(ended)} attacks ended within {time.perf_counter() - begun:.1f} s:")
    print(*endings(ended), sep="\n")
    verdict("  ended as they should not", len(unsound(ended)), 0)
    verdict("  memory beyond what was held before", memory.peak - memory.before, MOST_MEMORY, " MiB")
    verdict("  health meanwhile, median", pulse.quantile(HEALTH, 0.5) * 1000, 50, " ms")
    worst = [milliseconds(pulse.quantile(HEALTH, share)) for share in (0.99, 1)]
    print(f"  health meanwhile, p99 {worst[0]}, worst {worst[1]}, without an answer {len(pulse.lost)} times")
    print(f"  a lookup before: {milliseconds(before)}, afterwards: {milliseconds(quickest(root))}")


def main() -> None:
    """Attack and print; the first argument is how many queries are opened at once at the end."""
    most = int(sys.argv[1]) if len(sys.argv) > 1 else OPEN
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with serving(*SERVE) as (root, process):
        attack(root, process, {name: EACH for name in ATTACKS})
        count = min(most, hard - 200)
        print(
            f"{count} queries at once; this process may have {hard} files open, the server {soft} unless it raises it."
        )
        attack(root, process, {"open queries": count})


if __name__ == "__main__":
    main()
