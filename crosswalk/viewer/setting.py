"""Whom the viewer is for: the person at this machine, or, once `open_to_all` was called, everybody.

To everybody there are no records of a school: not shown, not asked about, not written, and no page for them. What they
ask has limits.
"""

from __future__ import annotations

from crosswalk.graph.streaming import Limits

_PUBLIC = False
_LIMITS = Limits()


def open_to_all(limits: Limits = _LIMITS) -> None:
    """Show from now on, in this process, what may be shown to everybody, and nothing else. There is no way back.

    `limits` are those of a query that somebody typed.
    """
    global _PUBLIC, _LIMITS
    _PUBLIC, _LIMITS = True, limits


def public() -> bool:
    """Whether it is shown to everybody."""
    return _PUBLIC


def limits() -> tuple[float, int]:
    """The seconds and rows that a query may take that somebody typed: those of these pages, for everybody none more."""
    from crosswalk.graph.guard import ROW_LIMIT, TIME_LIMIT

    if not _PUBLIC:
        return TIME_LIMIT, ROW_LIMIT
    return min(TIME_LIMIT, _LIMITS.seconds), min(ROW_LIMIT, _LIMITS.rows)
