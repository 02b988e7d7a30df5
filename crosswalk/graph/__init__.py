"""The graph: values become triples, triples become a store, the store answers queries within limits.

Inside, each imports only along these arrows::

    xml_text → rdf_xml → oxigraph
    pieces, xml_text → oxigraph
    oxigraph, triples → syntax → dataset → store
    oxigraph → files → dataset
    concepts → adapt → additions → dataset
    triples → assertions → additions
    files, syntax, triples → additions
    canonical, syntax, triples → publication
    canonical, files, oxigraph, results, syntax, triples → overlay
    canonical, triples → description → release
    dataset, oxigraph, canonical, jsonld, syntax, triples → release
    tokens → complaints → spelling → guard
    deadlines, frames, streaming → process → guard → results → worker
    frames, oxigraph, parts → worker
    streaming → endpoint, guard, remote
    remote, store, streaming, tokens → service
    streaming → store
    description, queries, store → service_description → service
    oxigraph → service
    oxigraph → results → store → identifiers
    tokens → queries → store
    holding, process, guard → store
    credentials → exchange
    lines → exchange, endpoint, remote
    refusals → exchange → endpoint → remote
    results → arriving → remote
    lines, oxigraph, parts, refusals, relay, results, streaming, tokens → remote_streaming → remote
    results → dialects → remote
    tokens → reshaping → remote
    oxigraph, queries, refusals, results, exchange, tokens → remote
    guard → slips → remote
    tokens → declaring → remote
    exchange, oxigraph → writing → publishing
    dataset, dialects, inference, oxigraph, release, remote → publishing
    store → naming
    guard, oxigraph, process, results, store → joined
    results → search
    results → answers
    results → statement_view → neighbourhood
    results → libraries, neighbourhood
    tokens → queries → inference
    results → claims → inference → dataset
    oxigraph, triples → inference → release
    claims → alignment
    dataset, store, tokens → resource → document
    dataset, files, store → shipping
    store → recency
    canonical, jsonld, oxigraph → rendering
    description, oxigraph, release, syntax → document
    dataset, release, store → dumps
    identifiers → alignment
    claims, syntax → claim_sets → alignment
    results → editions, coverage → alignment
"""
