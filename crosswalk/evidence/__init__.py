"""What a school writes: a durable store of records, a register of evidence, growth records, and what they show.

Inside, each imports only along these arrows::

    faults → database
    database, kinds → triples → vocabulary → reading → workspace
    database, kinds, triples, attachments → workspace
    database, workspace → attribution
    database, kinds, reading, vocabulary, workspace → sheets → transfer
    attachments, database, kinds, reading, triples, vocabulary, workspace → transfer
    attachments, database → backup
    database, triples → projection
    choices, database, vocabulary, workspace → checklists
    database, vocabulary, workspace → assessment
    assessment, choices, levels, lists, standing, vocabulary → translation
    vocabulary → levels → choices → lists → telling
    database, kinds, standing, vocabulary → choices
    standing, workspace → lists
    database, standing, vocabulary → telling
"""
