"""The graph on the web, for programs: SPARQL by its protocol, and what guards a public address. Read-only throughout.

Everything comes from `api`; nothing here waits in the event loop. `connections`, `access`, `gate` and `programs` stand
in this order before the viewer's pages. Inside, each imports only along these arrows::

    negotiation → refusal → protocol, admission → sparql
    turns → admission
    negotiation → media → sparql
    media, negotiation, protocol → reading → sparql
    threads → parts → sparql
    description, kept, leaving → sparql
    refusal, security_headers → gate
    heads → connection → connections
    description, sparql → routes
    health, gate, access, linked_data, dumps, robots → routes
    negotiation, addresses → plain → linked_data
    addresses → asking → sparql
    asking, plain, threads → answering → linked_data, dumps
    negotiation, threads → linked_data
    asking, plain, threads → dumps
    asking, media, plain, answering, negotiation, threads → graphs → routes
    threads → sparql
"""
