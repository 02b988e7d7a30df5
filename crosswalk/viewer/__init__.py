"""The viewer: pages that show what the library queries answer. Nothing here computes; everything comes from `api`.

Inside, left may not import right: ``words, markup, state → tables, downloads, navigator, shared → parts of a page
(``frame``, ``tree``, ``claims``, ``facts`` …) → app_pages → main``. `launch` stands by itself.
"""

from __future__ import annotations

import os

#: The script that Streamlit runs for every visit; the same in a clone and in an installed package.
SCRIPT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "main.py")
