"""A small register for tests: a workspace over the shipped graph with a record of every kind."""

from __future__ import annotations

from pathlib import Path

from crosswalk import open_graph
from crosswalk.api import CrosswalkGraph


def opened(folder: Path) -> CrosswalkGraph:
    """The shipped graph with a workspace in that folder."""
    return open_graph(workspace=str(folder))


def filled(folder: Path) -> CrosswalkGraph:
    """The same with two pieces of evidence and one retired, a cycle with a rating and a goal, a decision, a problem."""
    graph = opened(folder)
    desk = graph.workspace
    plan = {"title": "Assistive technology plan", "type": "policy-2", "supports": "ais-psi:3.4 = Meets", "owner": "AB"}
    desk.add("evidence", plan, "AB", "plan-1")
    inquiry = [
        {"statement": "ib-psp-2014:C3.1", "reason": "Planned so."},
        {"statement": "ais-psi:1.1", "level": "Approaches"},
    ]
    desk.add(
        "evidence",
        {"title": "Unit planners", "type": "curriculum-2", "supports": inquiry, "date": "2026-02-01",
         "confidential": "yes",
         "link": "https://example.org/units", "status": "accepted", "expires": "2030-01-01"},
        "CD", "units",
    )  # fmt: skip
    desk.add("evidence", {"title": "Old plan", "type": "policy-2", "supports": "ais-psi:3.4"}, "AB", "old")
    desk.retire("evidence", "old", "Replaced by plan-1.", "AB")
    desk.add("cycle", {"person": "AB", "framework": "ais-psi", "title": "Autumn"}, "AB", "c1")
    rating = {"cycle": "c1", "about": "1-vision", "level": "Meets", "evidence": "plan-1", "reflection": "We did."}
    desk.add("rating", rating, "AB", "c1-1-vision")
    parts = dict.fromkeys(("specific", "measurable", "achievable", "relevant"), "So.")
    desk.add(
        "goal", {"cycle": "c1", "about": "ais-psi:PSI3", "due": "2027-06-30", "progress": "20", **parts}, "AB", "g1"
    )
    desk.add("decision", {"about": "ib-psp-2014:C3.15", "reason": "Not here.", "date": "2026-03-01"}, "EF", "d1")
    desk.add("problem", {"about": "ais-psi:3.4", "message": "A word is wrong."}, "GH", "p1")
    return graph
