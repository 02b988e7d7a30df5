"""What a report is asked for, as the address of the page holds it: every choice is a parameter."""

from __future__ import annotations

import streamlit as st

from crosswalk.evidence.choices import Choices, checked, line
from crosswalk.evidence.kinds import EVIDENCE
from crosswalk.evidence.standing import STATUSES
from crosswalk.evidence.workspace import Workspace
from crosswalk.viewer.frame import say_wrong
from crosswalk.viewer.language import _, marked
from crosswalk.viewer.shared import graph
from crosswalk.viewer.state import choose, parameter, put

#: Parameters of the page that are yes or no, with the words beside their boxes.
_BOXES = {"reviewed": marked("Count only claims that were reviewed"), "expired": marked("Let expired evidence count")}
_ORDERS = {"framework": marked("as in the framework"), "status": marked("what stands best first")}


def choices(workspace: Workspace, target: str) -> tuple[Choices, str]:
    """The choices of the address for a framework, and the order; what is no choice is said in a sentence."""
    known = workspace.vocabulary
    headings = _headings(target)
    programmes = sorted(
        {str(row["programme"]) for row in known.statements.values() if row["framework"] == target and row["programme"]}
    )
    owners = sorted({str(one.body["owner"]) for one in workspace.records("evidence") if one.body.get("owner")})
    rows = st.columns(4), st.columns(4)
    wrong: list[str | None] = []

    def chosen(place: int, *given: object) -> str | None:
        with rows[place // 4][place % 4]:
            value, unknown = choose(*given)  # type: ignore[arg-type]
        wrong.append(unknown)
        return value

    section = chosen(0, _("Section"), headings, "section", lambda short: f"{short} {known.label(short)}", _("all"))
    programme = chosen(1, _("Programme"), programmes, "programme", str, _("all"))
    only = chosen(2, _("Only statements that stand as"), STATUSES, "only", _, _("all"))
    order = chosen(3, _("Order"), list(_ORDERS), "sort", lambda name: _(_ORDERS[name]), _(_ORDERS["framework"]))
    status = chosen(4, _("Only evidence that is"), EVIDENCE.statuses, "status", _, _("all but retired"))
    owner = chosen(5, _("Only evidence of"), owners, "owner", str, _("all"))
    places = [level.place for level in known.levels.values() if level.scale == "scale:ais-psi"]
    least = chosen(
        6,
        _("Counts as full from"),
        places,
        "least",
        lambda place: known.levels[place].label,
        known.levels[places[-2]].label if False else "Meets",
    )
    with rows[1][3]:
        boxes = {name: _box(name, _(words)) for name, words in _BOXES.items()}
    period = _period()
    for word in filter(None, wrong):
        say_wrong(_("There is no choice {word!r} here; it is left out.").format(word=word))
    made = Choices(
        section=section or "",
        programme=programme or "",
        standings=(only,) if only else (),
        statuses=(status,) if status else (),
        owner=owner or "",
        period_start=period[0],
        period_end=period[1],
        reviewed_only=boxes["reviewed"],
        count_expired=boxes["expired"],
        lines=(line(least, known),) if least else (),
    )
    return checked(made, known), order or "framework"


def _headings(target: str) -> list[str]:
    """The headings of a framework: what the statements of its mapping level stand under."""
    edition, parents = graph().alignment.edition(target), graph().alignment.parents
    above = {parent for statement in edition.level for parent in parents.get(statement, ())}
    above |= {parent for heading in above for parent in parents.get(heading, ())}
    return [statement for statement in edition.statements if statement in above]


def _box(name: str, words: str) -> bool:
    key = f"report {name}"
    st.session_state[key] = parameter(name) == "1"
    return bool(st.checkbox(words, key=key, on_change=lambda: put(**{name: "1" if st.session_state[key] else None})))


def _period() -> tuple[str, str]:
    left, right, _rest = st.columns([1, 1, 2])
    found = []
    for column, name, words in (
        (left, "start", _("Evidence from (2026-01-31)")),
        (right, "end", _("Evidence until (2026-12-31)")),
    ):
        key = f"report {name}"
        if st.session_state.get(f"{key} of address") != parameter(name):
            st.session_state[key] = st.session_state[f"{key} of address"] = parameter(name) or ""
        with column:
            st.text_input(words, key=key, on_change=_put_period, args=(name,))
        found.append(parameter(name) or "")
    return found[0], found[1]


def _put_period(name: str) -> None:
    put(**{name: st.session_state[f"report {name}"].strip() or None})
