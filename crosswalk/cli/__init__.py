"""The command line: one small module a command; what they print is all that is printed anywhere.

``main → output → frameworks, show, search, map, query, validate, cite, app`` and ``validate → ingest``; ``main → app``:
each imports only what stands left of it, and `main` finds a command by its name.
"""
