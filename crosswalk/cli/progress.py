"""A progress bar for people who wait, and nothing for programs."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any


class Bar:
    """A progress bar on standard error for work over a second; none where standard error is no terminal."""

    def __init__(self, what: str, unit: str) -> None:
        self._what = what
        self._unit = unit
        self._bar: Any = None

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()

    @property
    def advance(self) -> Callable[[int, int, str], None] | None:
        """What to call with steps done, steps in all and the name of the next; None where nobody would see it."""
        return self._advance if sys.stderr.isatty() else None

    def _advance(self, done: int, total: int, name: str) -> None:
        if self._bar is None:
            from tqdm import tqdm

            self._bar = tqdm(total=total, desc=self._what, unit=self._unit, delay=1.0, leave=False)
        self._bar.set_postfix_str(name, refresh=False)
        self._bar.update(done - self._bar.n)
