"""The library and free SPARQL: ``/query?name=list_gaps&from_framework=…`` or ``/query?q=SELECT…``."""

from __future__ import annotations

import streamlit as st

from crosswalk.viewer import asking, titles
from crosswalk.viewer.frame import heading, say_wrong
from crosswalk.viewer.language import _
from crosswalk.viewer.markup import tag
from crosswalk.viewer.navigator import views
from crosswalk.viewer.shared import graph, sees_records
from crosswalk.viewer.state import choose, href, parameter

_LIBRARY, _FREE = href("query"), href("query", way="sparql")


def show() -> None:
    """The way that the address names: a question of the library with its parameters, or a text of one's own."""
    heading(_("Query"), 1)
    st.html(tag("p", _("Everything these pages show comes from queries; here are all of them, and room for your own.")))
    free = parameter("q") is not None or parameter("way") in ("sparql", "plain")
    ways = [(_LIBRARY, _("Questions of the library")), (_FREE, _("Your own SPARQL"))]
    st.html(views(_("Way of asking"), ways, _FREE if free else _LIBRARY))
    if free:
        titles.about(parameter("q") or _("Your own SPARQL"), _("Query"))
        asking.free(plain=parameter("way") == "plain")
        return
    mine = sees_records()
    library = {query.name: query for query in graph().library() if mine or not query.of_workspace}
    name, unknown = choose(
        _("Question"), list(library), "name", lambda key: _(library[key].question), _("Choose a question …")
    )
    if unknown:
        say_wrong(_("There is no query {unknown!r} in the library; choose a question above.").format(unknown=unknown))
    if name:
        titles.about(_(library[name].question), name)
        asking.library(library[name])
    else:
        asking.questions(library)


show()
