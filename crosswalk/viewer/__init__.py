"""The viewer: pages that show what the library queries answer. Nothing here computes; everything comes from `api`.

Inside, left may not import right; `launch` stands by itself:

    markup, phrases, state, shared → tables, downloads, navigator → frame, tree, hits, citations, rubric, coverage
    markup, phrases, state, shared → tables, downloads, navigator → trails
    citations → claims
    frame → derived → reaching → pairing
    derived → migrating → app_pages
    frame, claims → pairing, asking → app_pages
    tree, hits, rubric, coverage, trails → app_pages → main
"""

from __future__ import annotations

import os

#: The script that Streamlit runs for every visit; the same in a clone and in an installed package.
SCRIPT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "main.py")
