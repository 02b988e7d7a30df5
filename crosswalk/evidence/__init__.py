"""What a school writes: a durable store of records, a register of evidence, growth records, and what they show.

Inside, each imports only along these arrows::

    database, kinds → triples → vocabulary → reading → workspace
    database, kinds, triples, attachments → workspace
    vocabulary → levels
"""
