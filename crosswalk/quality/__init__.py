"""Is it right? SHACL over frameworks, mappings, rubrics and citations, and SKOS integrity on the closure.

``paths → shapes → {reach → closure, projection, fast, reference} → results → {naming, claims} → report → validation``:
each imports only what stands left of it. The shapes themselves are files, in ``ontology/shapes/``.
"""

from __future__ import annotations
