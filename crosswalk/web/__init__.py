"""The graph on the web, for programs.

Inside, each imports only along these arrows::

    accept, addresses → plain → linked_data
    addresses → asking → linked_data
    threads → linked_data
    asking, linked_data, plain, threads → dumps
"""
