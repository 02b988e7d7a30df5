"""Rows of mappings as an SSSOM set: the claims as they are recorded, what is entailed with the claims it rests on."""

from __future__ import annotations

from collections.abc import Sequence

from crosswalk import __version__
from crosswalk.api import Record
from crosswalk.graph.proposals import Directed, as_sssom, directed, mapping_set
from crosswalk.viewer.language import _, counted
from crosswalk.viewer.mapping_rows import is_claim
from crosswalk.viewer.shared import graph


def sssom(rows: Sequence[Record], start: str, end: str, title: str, description: str, name: str) -> str:
    """The set of these rows; `description` tells what they are and from where, `name` ends its identifier."""
    shown = {(row["subject"], row["object"]) for row in rows if row["set"] == "entailed"}
    following = graph().alignment.derive(start, end) if shown else ()
    entailed = [one for one in following if one.verdict == "entailed" and (one.subject, one.object) in shown]
    claims = _directed(rows, start, end).claims
    told = f"{title}. {description}"
    return as_sssom(
        lambda address: mapping_set(entailed, start, end, title, told, __version__, name, address, claims),
        graph().labels(),
        graph().resolve,
    )


def left_out(rows: Sequence[Record], start: str, end: str) -> str:
    """What of the rows cannot stand in a set, in a sentence; "" where all can."""
    no_matches = sum(row["set"] in ("candidate", "contradiction") for row in rows)
    turned = _directed(rows, start, end).left_out
    said = []
    if no_matches:
        said.append(
            _("SSSOM leaves out {rows} that are no matches: candidates and contradictions.").format(
                rows=counted("{n} row", "{n} rows", no_matches)
            )
        )
    if turned:
        said.append(
            _(
                "SSSOM leaves out {claims} recorded from the other framework that cannot be turned "
                "round; swap the two to have them."
            ).format(claims=counted("{n} claim", "{n} claims", turned))
        )
    return " ".join(said)


def _directed(rows: Sequence[Record], start: str, end: str) -> Directed:
    """The claims of the rows, each once, read from the first framework."""
    names = dict.fromkeys(str(row["mapping"]) for row in rows if is_claim(row))
    known, members = graph().alignment.claims.values, graph().alignment.network.frameworks
    return directed({name: known[name] for name in names}, members[start], members[end])
