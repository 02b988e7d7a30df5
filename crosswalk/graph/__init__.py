"""The graph: values become triples, triples become a store, the store answers queries within limits.

Inside, each imports only along these arrows::

    oxigraph, triples → syntax → dataset → store
    canonical, syntax, triples → publication
    tokens → complaints → spelling → guard
    frames → process → guard → results → worker
    frames, oxigraph → worker
    oxigraph → results → store → identifiers
    tokens → queries → store
    process → store
    results → search
"""
