"""Which ISTE Coaches 2011 indicators each element of the Georgia PSC numbering (2011) stands for. Codes alone.

The Georgia set orders Digital Citizenship fourth and Professional Learning fifth, and merges two ISTE indicators into
its 6.1; it explains the dotted numbers that a document writes after "ISTE". That 6.1 stands for 6a and 6b was not seen
in print and follows from what is left over; 6.2 for 6c was seen. Element 6.3 has no ISTE counterpart.
"""

from __future__ import annotations

from collections.abc import Mapping

#: The framework whose numbering this is.
NUMBERING = "psc-itec-2011"

#: The framework that its numbers lead to.
TARGET = "iste-coaches-2011"

#: Notation in `NUMBERING` → notations in `TARGET`, the surer first.
GEORGIA_NUMBERING: Mapping[str, tuple[str, ...]] = {
    "1.1": ("1a",),
    "1.2": ("1b",),
    "1.3": ("1c",),
    "1.4": ("1d",),
    "2.1": ("2a",),
    "2.2": ("2b",),
    "2.3": ("2c",),
    "2.4": ("2d",),
    "2.5": ("2e",),
    "2.6": ("2f",),
    "2.7": ("2g",),
    "2.8": ("2h",),
    "3.1": ("3a",),
    "3.2": ("3b",),
    "3.3": ("3c",),
    "3.4": ("3d",),
    "3.5": ("3e",),
    "3.6": ("3f",),
    "3.7": ("3g",),
    "4.1": ("5a",),
    "4.2": ("5b",),
    "4.3": ("5c",),
    "5.1": ("4a",),
    "5.2": ("4b",),
    "5.3": ("4c",),
    "6.1": ("6a", "6b"),
    "6.2": ("6c",),
}
