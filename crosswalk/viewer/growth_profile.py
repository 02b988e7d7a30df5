"""A growth profile on the page: how many criteria are at each level, as bars and as a table; and cycles compared."""

from __future__ import annotations

from functools import partial

import streamlit as st

from crosswalk.evidence.assessment import NOT_RATED, Part, Profile, compare, next_step, profile
from crosswalk.evidence.translation import LABEL, translate
from crosswalk.evidence.workspace import Workspace
from crosswalk.reports.content import Table
from crosswalk.reports.growth import (
    COUNTS,
    growth_report,
    profile_table,
    strange_note,
    translation_note,
    translation_rows,
)
from crosswalk.viewer import labels, phrases, report_preview
from crosswalk.viewer.frame import heading, say_error, say_wrong
from crosswalk.viewer.language import _, counted
from crosswalk.viewer.markup import Child, Markup, filled, tag
from crosswalk.viewer.navigator import link, statement_link
from crosswalk.viewer.shared import graph, may_write
from crosswalk.viewer.state import choose, href, parameter
from crosswalk.viewer.tables import table


def shown(workspace: Workspace, found: Profile) -> None:
    """The bars, the same as a table, the criteria that are rated, and the record to take home."""
    heading(_("Profile"))
    st.html(tag("p", labels.english(COUNTS)))
    if found.strange:
        say_wrong(_("Not counted. {strange_note}").format(strange_note=strange_note(found)))
    st.html(bars(found))
    st.html(labels.block(_as_table(profile_table(found))))
    made = partial(growth_report, found, workspace.vocabulary, graph().data_version)
    report_preview.files(f"growth-{found.cycle.id}", made)


def bars(found: Profile) -> Markup:
    """One bar a PSI, parted by level; each part says its count and level, so that colour is not needed to read it."""
    return tag("ul", [tag("li", _bar(found, part)) for part in found.parts], class_="xw-profile")


def _bar(found: Profile, part: Part) -> Markup:
    counts = part.counts(found.levels)
    parts = [
        tag("span", f"{count} {_said(label)}", class_="xw-part", data_level=str(place), style=f"flex-grow: {count}")
        for place, (label, count) in enumerate(counts.items(), 1)
        if count
    ]
    name = tag("span", f"{phrases.code(part.subject)} {part.label}", class_="xw-notation")
    return tag("div", name, tag("span", parts, class_="xw-parts"))


def _said(level: str) -> str:
    """A level in the rubric's own words, or that there is none in the language of the run."""
    return _(NOT_RATED) if level == NOT_RATED else level


def _as_table(one: Table) -> Markup:
    rows: list[list[Child]] = [[str(cell) for cell in row.cells] for row in one.rows]
    return table(one.title, [column.title for column in one.columns], rows)


def asked_next(workspace: Workspace, found: Profile) -> None:
    """What the next level asks of each criterion that is rated, in the rubric's own words."""
    heading(_("What the next level asks"))
    rows: list[list[Child]] = []
    for one in found.rated:
        if one.rating is not None:
            step = next_step(one.criterion, one.level, found.levels)
            said = [
                step.told,
                tag("ul", [tag("li", tag("q", labels.english(text))) for text in step.texts]) if step.texts else None,
            ]
            rows.append([one.criterion.label, workspace.vocabulary.level_label(one.level), [*said]])
    if not rows:
        rate = link(href("growth", cycle=found.cycle.id, view="rate"), _("rate"))
        empty = filled(_("Nothing is rated yet; {rate}."), rate=rate) if may_write() else _("Nothing is rated yet.")
        st.html(tag("p", empty))
        return
    st.html(
        table(
            counted("{n} rated criterion", "{n} rated criteria", len(rows)),
            [_("Criterion"), _("Level"), _("Next")],
            rows,
        )
    )


def compared(workspace: Workspace, found: Profile) -> None:
    """This cycle beside another, criterion by criterion."""
    heading(_("Beside another cycle"))
    others = {one.id: one for one in workspace.records("cycle") if one.id != found.cycle.id}
    names = {id_: f"{one.body['person']}, {one.body['title']}" for id_, one in others.items()}
    other, wrong = choose(_("The earlier cycle"), list(others), "with", lambda id_: names[id_])
    if wrong:
        say_wrong(_("There is no cycle {wrong!r}; choose one.").format(wrong=wrong))
    if other is None:
        st.html(
            tag("p", _("Choose a cycle that was before this one.") if others else _("There is no other cycle yet."))
        )
        return
    rows: list[list[Child]] = [
        [one.criterion.label, *one.levels, ", ".join(one.changes)]
        for one in compare([profile(workspace, other), found])
        if set(one.levels) != {NOT_RATED}
    ]
    here = f"{found.cycle.body['person']}, {found.cycle.body['title']}"
    if not rows:
        st.html(tag("p", _("Nothing is rated in either.")))
        return
    headings = [_("Criterion"), names[other], here, _("Change")]
    st.html(
        table(
            _("{criteria} rated in either").format(criteria=counted("{n} criterion", "{n} criteria", len(rows))),
            headings,
            rows,
        )
    )


def translated(workspace: Workspace, found: Profile) -> None:
    """The profile as another framework would see it, labelled as a translation."""
    heading(_("Translation"))
    known = workspace.vocabulary
    own = str(found.cycle.body["framework"])
    names = {name: str(row["label"]) for name, row in known.frameworks.items() if name != own}
    target, wrong = choose(_("To"), list(names), "to", lambda name: names[name])
    if wrong:
        say_wrong(_("There is no framework {wrong!r} to translate to; choose one.").format(wrong=wrong))
    st.html(tag("p", tag("strong", labels.english(LABEL))))
    if target is None:
        st.html(tag("p", _("Choose a framework, such as ISTE Coaches or the IB practices.")))
        return
    made = translate(found, known, graph().alignment, target)
    rows: list[list[Child]] = [
        [
            statement_link(
                row["statement"], f"{phrases.code(row['statement'])} ", labels.label(row["statement"], row["label"])
            ),
            tag("strong", _(row["status"])),
            tag("ul", [tag("li", labels.english(said)) for said in row["from"]]),
        ]
        for row in translation_rows(made, known)
    ]
    if rows:
        caption = _("{statements} of {standings} that the profile says something of").format(
            statements=counted("{n} statement", "{n} statements", len(rows)), standings=len(made.standings)
        )
        st.html(table(caption, [_("Statement"), _("Translated as"), _("From")], rows))
    else:
        st.html(tag("p", _("Nothing of this profile bears on it.")))
    st.html(tag("p", labels.english(translation_note(made))))


def cycle_of(workspace: Workspace) -> Profile | None:
    """The profile of the cycle that the address names; a sentence, and None, where there is none."""
    from crosswalk.errors import CrosswalkError

    given = parameter("cycle")
    if given is None:
        return None
    try:
        return profile(workspace, given)
    except CrosswalkError as error:
        say_error(error, grave=False)
        return None
