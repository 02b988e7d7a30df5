"""What follows from claims: adoption, composition with its proofs, and the questions that people ask of both.

Values in, values out; no store, no file. Inside, each imports only along these arrows::

    adoption → premises → compose
    confidence → compose
    premises → routes
    compose → derivation, explanation
    adoption → agreement
    premises, compose → losses → hubs
    premises → recomposition
    adoption → supersession → impact, migration
    compose → impact, migration
    premises → sweep
    adoption, compose → coverage
    adoption → joint
"""
