"""What can be carried away from a record: a statement's triples, its claims as a table, how to cite it or a pair."""

from __future__ import annotations

import streamlit as st

from crosswalk.api import StatementView
from crosswalk.graph.rendering import SYNTAXES, render
from crosswalk.graph.tokens import written
from crosswalk.sources import citation_file
from crosswalk.terms import Iri
from crosswalk.viewer import labels, whose
from crosswalk.viewer.about import cited
from crosswalk.viewer.downloads import offer, offer_table
from crosswalk.viewer.language import _
from crosswalk.viewer.markup import join, tag
from crosswalk.viewer.navigator import copy_button
from crosswalk.viewer.shared import graph
from crosswalk.vocabulary import expand
from crosswalk.words import count

_TRIPLES = """\
CONSTRUCT { $this ?property ?value . ?claim ?of ?what }
WHERE {
  { $this ?property ?value }
  UNION
  { ?claim owl:annotatedSource|owl:annotatedTarget $this ; ?of ?what }
}"""


def carried(view: StatementView) -> None:
    """Below the record: the files, and the citation to copy."""
    name = view.short.replace(":", "-").replace("/", "-")
    st.html(tag("h2", _("Take it with you")))
    words = {"ttl": _("Turtle: the statement and its claims"), "jsonld": _("JSON-LD: the statement and its claims")}
    with st.container(horizontal=True):
        for ending, label in words.items():
            media_type = SYNTAXES[ending].media_type
            offer(label, f"{name}.{ending}", media_type, lambda ending=ending: triples(view.iri, ending))  # type: ignore[misc]
    if view.mappings:
        rows = [list(row.values()) for row in view.mappings]
        offer_table(
            list(view.mappings[0]),
            rows,
            f"claims-{name}",
            _("Claims about {short} {label}").format(short=view.short, label=view.facts["label"]),
        )
    offer_citation(citation(view))


def offer_citation(text: str) -> None:
    """A citation behind its heading, to read and to copy."""
    with st.expander(_("How to cite it")):
        st.html(join(tag("p", labels.english(text)), copy_button(_("Copy citation"), text)))


def triples(iri: str, ending: str) -> bytes:
    """A statement and the claims about it, in the syntax of a file ending (`rendering.SYNTAXES`).

    The publisher's wording of a private copy is not in the graph.
    """
    found = graph().sparql(_TRIPLES.replace("$this", written(Iri(iri), "this")), with_workspace=False)
    return render(found.triples, ending)


def citation(view: StatementView) -> str:
    """A line that cites the statement within the data set; one that was added, by itself and on its own terms."""
    about = f"{_named(view)} ({view.iri})"
    if not whose.ours(view.iri):
        return f"{about}. {_stated(view)} Not part of {cited().title}."
    return citation_file.sentence(cited(), graph().data_version, about)


def _stated(view: StatementView) -> str:
    return f"{str(whose.stated(view.iri) or view.facts['rights']).rstrip('.')}."


def citation_of_claims(one: StatementView, other: StatementView) -> str:
    """A line that cites what is claimed of two statements, each claim by its IRI; "" where nothing is.

    Claims that were added are cited as such, and not as part of the data set.
    """
    claims = [
        expand(short).value
        for short in dict.fromkeys(str(row["mapping"]) for row in one.mappings if row["other"] == other.short)
    ]
    shipped = [iri for iri in claims if whose.ours(iri)]
    added = [iri for iri in claims if iri not in shipped]
    cited_ = citation_file.sentence(cited(), graph().data_version, _of_claims(shipped, one, other)) if shipped else ""
    beside = f"{_of_claims(added, one, other)}. Not part of {cited().title}." if added else ""
    return " ".join(filter(None, (cited_, beside)))


def _of_claims(iris: list[str], one: StatementView, other: StatementView) -> str:
    return f"{count(len(iris), 'claim')} about {_named(one)} and {_named(other)} ({', '.join(iris)})"


def _named(view: StatementView) -> str:
    return f"{view.facts['framework_label']}, {view.facts['notation']}: {view.facts['label']}"
