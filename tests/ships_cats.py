"""A small standard of our own, for ships' cats, in the two layouts that a publisher's lettered text may have."""

from __future__ import annotations

from crosswalk.graph import canonical, triples
from crosswalk.model import Framework, Statement, Verification

#: The sentences by code: what either text must come to.
SENTENCES: dict[str, str] = {
    "1": "Cats keep the hold in a state that mice write home about.",
    "1a": "Patrol biscuits, barrels (open or shut), and bunks—twice a night, thrice in harbour",
    "1b": "Sleep on the chart only where the sea is deep",
    "2": "Cats lend the crew an air of calm in any weather.",
    "2a": "Sit on the captain at eight bells, e.g. on his hat",
    "2b": "Purr in fog; a horn may be added",
    "2c": "Ignore parrots: every one of them",
    "3": "Cats come back.",
    "3a": "Count the whiskers, then the crew, then the whiskers",
}

#: The titles that the framework holds; the first text prints them, the second does not.
TITLES: dict[str, str] = {"1": "Mouse-Free Seas", "2": "Calm on Deck", "3": "Homecoming"}

CODES: dict[str, str] = {code: TITLES.get(code, "") for code in SENTENCES}

NUMBERED = """
The Ship's Cat *Charter*

1. Mouse-Free Seas. Cats keep the hold in a state that mice write home about. Ship's Cats:

- a. Patrol biscuits, barrels (open or shut), and bunks—twice a night, thrice in harbour
- b. Sleep on the chart only where the sea is deep

2. Calm on Deck. Cats lend the crew an air of calm in any weather. Ship's Cats:

- a. Sit on the captain at eight bells, e.g. on his hat
- b. Purr in fog; a horn may be added

- c. Ignore parrots: every one of them



3. Homecoming.

Cats come back. Ship's Cats:

- a. Count the whiskers, then the crew, then the whiskers
"""

CODED = """Cats keep the hold in a state that mice write home about.
1a: Patrol biscuits, barrels (open or shut), and bunks—twice a night, thrice in harbour.
1b: Sleep on the chart only where the sea is deep.
Cats lend the crew an air of calm in any weather.
2a: Sit on the captain at eight bells, e.g. on his hat.
2b: Purr in fog; a horn may be added.
2c: Ignore parrots: every one of them.
Cats come back.
3a: Count the whiskers, then the crew, then the whiskers.
"""


def turtle() -> str:
    """The framework as a file of one's own."""
    known = Verification("verified")
    statements = [
        Statement(
            "ships-cats",
            code,
            "indicator" if len(code) > 1 else "standard",
            f"Label of {code}",
            position,
            known,
            parent=code[0] if len(code) > 1 else None,
            title=TITLES.get(code, ""),
        )
        for position, code in enumerate(SENTENCES, 1)
    ]
    framework = Framework(
        "ships-cats", "Ships' cats", "Charter", "harbour", "", "indicator", "Ours.", "Ours.", known, tuple(statements)
    )
    return canonical.turtle(triples.framework_triples(framework))
