"""A hundred kills (SIGKILL) of processes that save records one by one, and a hundred of processes that import sheets.

No acknowledged change may be lost, none may be half written, and the workspace must open again without help and take a
change. `CROSSWALK_KILLS` says how many of each.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from dying_writers import killed, wrong_after
from measure import table, verdict

KILLS = int(os.environ.get("CROSSWALK_KILLS", "100"))


def main() -> None:
    """Kill, look, and print what was found."""
    for way, words in (("forms", "changes of one record"), ("sheets", "imports of 50 rows")):
        acknowledged, wrong = 0, []
        with tempfile.TemporaryDirectory() as space:
            for seed in range(KILLS):
                folder = os.path.join(space, str(seed // 10))  # ten deaths one after another in each workspace
                said = killed(way, folder, seed)
                acknowledged += len(said)
                wrong += wrong_after(way, folder, said)
        table([(f"{KILLS} kills, acknowledged {words}", f"{acknowledged:,}"), *(("wrong", one) for one in wrong[:20])])
        verdict(f"{way}: changes lost, half written, or workspaces that need help", len(wrong), 0)


if __name__ == "__main__":
    main()
