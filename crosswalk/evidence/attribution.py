"""A workspace in the hands of somebody who signed in: each change is written under their name, or none is made.

Whoever shows records to a team hands out this and never the workspace itself. What a person may do is then settled
where a change is written, whatever a page offers and whatever name a form sends.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from crosswalk.errors import NotPermitted
from crosswalk.evidence.database import Change, Stored, Write
from crosswalk.evidence.workspace import Workspace


class AttributedWorkspace(Workspace):
    """The records of a workspace for one person, who writes under their own name or may only read."""

    def __init__(self, held: Workspace, name: str, may_write: bool) -> None:
        """`held` is the workspace that all share: its records are read once for everybody."""
        self._shared = held  # no Workspace.__init__: nothing is opened anew
        self.folder, self.vocabulary, self.database = held.folder, held.vocabulary, held.database
        self.name = name
        self.may_write = may_write

    def records(self, kind: str, retired: bool = False) -> list[Stored]:
        """See `Workspace.records`."""
        return self._shared.records(kind, retired)

    def get(self, kind: str, given: str) -> Stored:
        """See `Workspace.get`."""
        return self._shared.get(kind, given)

    def commit(self, writes: Sequence[Write], who: str, what: str, reason: str = "") -> Change:
        """See `Workspace.commit`; the change is by this person, whoever `who` is. Raises NotPermitted."""
        self._permit()
        return self._shared.commit(writes, self.name, what, reason)

    def keep(self, path: str) -> dict[str, Any]:
        """No file of the server goes into a workspace for somebody elsewhere. Raises NotPermitted."""
        raise NotPermitted(f"{self.name} cannot attach a file of this server by its path; upload it instead.")

    def keep_bytes(self, name: str, content: bytes) -> dict[str, Any]:
        """See `Workspace.keep_bytes`. Raises NotPermitted."""
        self._permit()
        return self._shared.keep_bytes(name, content)

    def _permit(self) -> None:
        if not self.may_write:
            raise NotPermitted(
                f"{self.name} may read and not write; ask whoever runs this server to let the address edit."
            )
