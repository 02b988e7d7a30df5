"""The rubrics of a framework: ``/rubrics?id=ais-psi&part=ais-psi:PSI3``."""

from __future__ import annotations

import streamlit as st

from crosswalk.api import Record
from crosswalk.viewer import phrases, rubrics, titles
from crosswalk.viewer.frame import heading, say_wrong
from crosswalk.viewer.language import _
from crosswalk.viewer.markup import filled, tag
from crosswalk.viewer.navigator import link, views
from crosswalk.viewer.shared import graph
from crosswalk.viewer.state import href, parameter


def show() -> None:
    """The rubric that the address names; the first where it names none."""
    heading(_("Rubrics"), 1)
    by_framework: dict[str, dict[str, list[Record]]] = {}
    for row in graph().records("list_criteria"):
        by_framework.setdefault(str(row["framework"]), {}).setdefault(str(row["subject"]), []).append(row)
    if not by_framework:
        st.html(
            tag(
                "p",
                filled(
                    _("No framework that is held has a rubric. {browse}."),
                    browse=link(href("standards"), _("Browse the frameworks")),
                ),
            )
        )
        return
    framework = _framework(list(by_framework))
    parts = by_framework[framework]
    names = graph().labels()
    if len(by_framework) > 1:
        st.html(
            views(
                _("Framework"),
                [(href("rubrics", id=one), names[one]) for one in by_framework],
                href("rubrics", id=framework),
            )
        )
    part = _part(list(parts), framework)
    titles.about(f"{phrases.code(part)} {names.get(part, '')}", _("Rubrics"), names[framework])
    st.html(tag("p", link(href("framework", id=framework), names[framework])))
    choices = [(href("rubrics", id=framework, part=one), phrases.code(one)) for one in parts]
    st.html(views(_("Part"), choices, href("rubrics", id=framework, part=part)))
    rubrics.grid(part, names.get(part, ""), parts[part])


def _framework(known: list[str]) -> str:
    wanted = parameter("id")
    if wanted in (None, *known):
        return wanted or known[0]
    say_wrong(
        _("{wanted!r} names no framework with a rubric; this is that of {known}.").format(wanted=wanted, known=known[0])
    )
    return known[0]


def _part(known: list[str], framework: str) -> str:
    """The part meant by its identifier or its code, else the first."""
    wanted = parameter("part")
    found = next((one for one in known if wanted in (one, phrases.code(one))), None)
    if wanted and found is None:
        say_wrong(
            _("There is no part {wanted!r} in the rubric of {framework}; this is the first.").format(
                wanted=wanted, framework=framework
            )
        )
    return found or known[0]


show()
