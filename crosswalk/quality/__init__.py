"""Is it right? SHACL over frameworks, mappings, rubrics and citations, and SKOS integrity on the closure.

The shapes themselves are files, in ``ontology/shapes/``. The modules import each other along these arrows alone, right
from left::

    paths → shapes → results
    projection, fast, reference → results → naming → report → validation
    reach → closure → validation, inference
    claims → validation → asking
    report, results → asking
    inference → asking
"""

from __future__ import annotations
