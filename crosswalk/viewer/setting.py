"""Whom the viewer is for: the person at this machine, or, once `open_to_all` was called, everybody.

To everybody there are no records of a school: not shown, not asked about, not written, and no page for them.
"""

from __future__ import annotations

_PUBLIC = False


def open_to_all() -> None:
    """Show from now on, in this process, what may be shown to everybody, and nothing else. There is no way back."""
    global _PUBLIC
    _PUBLIC = True


def public() -> bool:
    """Whether it is shown to everybody."""
    return _PUBLIC
