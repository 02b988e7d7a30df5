"""Where the ontology, the data and the queries lie: inside the installed package, or beside it in a clone."""

from __future__ import annotations

import os

from crosswalk.errors import DataMissing

_PACKAGE = os.path.dirname(os.path.abspath(__file__))


def root() -> str:
    """The folder that holds ``ontology/``, ``data/``, ``queries/`` and ``app.py``. Raises DataMissing."""
    for folder in (_PACKAGE, os.path.dirname(_PACKAGE)):
        if os.path.isfile(os.path.join(folder, "ontology", "crosswalk.ttl")):
            return folder
    raise DataMissing(
        f"The ontology and data were found neither in {_PACKAGE} nor beside it; install the package again."
    )
