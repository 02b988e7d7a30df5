"""The command line: one small module a command; what they print is all that is printed anywhere.

`main` finds a command by its name; the modules import each other along these arrows alone::

    main → output → opening → frameworks, show, search, explain, map, matrix, supersede, query, cite, ingest, validate
    main → output → comparison → agree, hubs, retrace
    opening → agree, hubs, retrace
    opening → coverage → gaps
    supersede → migrate
    sheets → map, migrate
    progress → validate → ingest, build
    progress → build
    main → app, build
    app → serve
    main, opening, output, progress, validate → publish
    validate → subcommands
    main → subcommands → evidence_sheets, evidence_writing → evidence
    opening, validate, output → desk → report → checklist, evidence, assess
    subcommands → assess
    desk → evidence_sheets, evidence_writing, evidence, workspace
    progress → evidence_sheets
    subcommands → workspace
    files → evidence_sheets, report
"""
