"""When the newest claim of a graph was made."""

from __future__ import annotations

from crosswalk.graph.store import Engine
from crosswalk.vocabulary import DCTERMS, OWL

_NEWEST = (
    f"SELECT (MAX(SUBSTR(STR(?made), 1, 10)) AS ?newest) WHERE {{ ?claim <{OWL.annotatedSource}> ?end ; "
    f'<{DCTERMS.created}> ?made . FILTER(REGEX(STR(?made), "^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}")) }}'
)


def newest_claim(engine: Engine) -> str:
    """The date of the newest claim, ``2026-11-22``; "" where none has one. Raises what the engine raises."""
    rows = engine.query(_NEWEST).rows
    return str(rows[0][0] or "") if rows else ""
