"""A graph on the page: the drawing (the bundle ``graph``), and the same content as rows for the table below it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from crosswalk import words
from crosswalk.graph.neighbourhood import Link
from crosswalk.viewer import bundles
from crosswalk.viewer.language import _, marked
from crosswalk.viewer.markup import Markup, join, tag

#: What the lines of each kind are called in the legend.
KIND_WORDS: dict[str, str] = {
    "hierarchy": marked("stands under, in its own framework"),
    "printed": marked("printed: a document relates the two"),
    "judged": marked("judged: somebody named relates the two, with a reason"),
    "denied": marked("denied: somebody named judges that it does not hold"),
    "entailed": marked("entailed: follows from claims"),
    "candidate": marked("candidate: a place to look, no match"),
    "count": marked("claims between the two"),
    "answer": marked("as the query answers"),
}

#: What reads otherwise from the other end; lines that say anything else have no arrow.
_ONE_WAY = {
    "stands under",
    *(words.RELATIONS[term].words for term in words.INVERSES),
    *(words.SETS[name].words for name in ("subset", "superset")),
}


_CSS = """
.tools { display: flex; flex-wrap: wrap; gap: 0.4rem; margin-bottom: 0.5rem; }
button { font: inherit; font-size: 0.9rem; color: inherit; background: var(--st-secondary-background-color);
  border: 1px solid color-mix(in srgb, var(--st-text-color) 55%, transparent); border-radius: 0.5rem;
  padding: 0.25rem 0.7rem; min-height: 2.2rem; cursor: pointer; }
button:hover { border-color: var(--st-text-color); }
button:focus-visible, .graph:focus-visible, a:focus-visible {
  outline: 3px solid var(--st-link-color); outline-offset: 2px; }
.graph { position: relative; height: 34rem; overflow: hidden; touch-action: pan-y;
  border: 1px solid color-mix(in srgb, var(--st-text-color) 22%, transparent); border-radius: 0.5rem; }
@media (max-width: 40rem) { .graph { height: 24rem; } }
.told { min-height: 1.6rem; overflow-wrap: anywhere; } .told p, .small { margin: 0.3rem 0; }
.small { font-size: 0.9rem; color: color-mix(in srgb, var(--st-text-color) 78%, transparent); }
.small:empty { display: none; }
a { color: var(--st-link-color); text-underline-offset: 0.15em; }
.legend { display: flex; flex-wrap: wrap; gap: 0.2rem 1.2rem; list-style: none; margin: 0.3rem 0; padding: 0;
  font-size: 0.9rem; }
.legend li { display: flex; align-items: center; gap: 0.4rem; } .legend svg { flex: none; }
"""


class Point(NamedTuple):
    """A node as it is drawn: `group` is the framework, told by shape and colour; `said` is the whole of it in words.

    `opens` and `centres` are addresses with their words; the last that is given is where Enter leads.
    """

    id: str
    code: str
    said: str
    group: str
    centre: bool = False
    opens: tuple[str, str] | None = None
    centres: tuple[str, str] | None = None


def relation_words(link: Link) -> str:
    """What a link says, read from its source to its target."""
    if link.kind == "hierarchy":
        return _("stands under")
    if link.kind == "candidate":
        return _(words.DERIVED["candidate"].words)
    if link.kind == "entailed":
        return _(words.SETS[str(link.relation)].words if link.relation else words.DERIVED["entailed"].words)
    said = _(words.wording(words.RELATIONS, link.relation).words)
    return _("denied: {relation}").format(relation=said) if link.kind == "denied" else said


def draw(
    title: str,
    name: str,
    caption: str,
    points: Sequence[Point],
    links: Iterable[tuple[str, str, str, str]],
    *,
    tabled: bool = True,
) -> None:
    """Draw points and links (source, target, kind, words); files that are saved are called `name`, with `caption`.

    Where the same is `tabled` below, the drawing says so.
    """
    lines = list(links)
    one_way = {_(said) for said in _ONE_WAY}
    groups = list(dict.fromkeys(point.group for point in points))
    kinds = [kind for kind in KIND_WORDS if any(kind == line[2] for line in lines)]
    data = {
        "title": title,
        "name": name,
        "caption": caption,
        "groups": groups,
        "kinds": [[kind, _(KIND_WORDS[kind])] for kind in kinds],
        "nodes": [_node(point, groups) for point in points],
        "edges": [
            {
                "id": f"e{place}",
                "source": source,
                "target": target,
                "kind": kind,
                "text": said,
                "one_way": kind == "answer" or said in one_way,
            }
            for place, (source, target, kind, said) in enumerate(lines)
        ],
    }
    signature = hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
    bundles.mount("graph", {**data, "signature": signature}, "graph", inside(tabled), _CSS)


def inside(tabled: bool) -> Markup:
    """What stands around the drawing, in the language of the run; `tabled` as for `draw`."""
    acts = {
        "in": _("Zoom in"),
        "out": _("Zoom out"),
        "fit": _("Show all"),
        "svg": _("Save as SVG"),
        "png": _("Save as PNG"),
    }
    keys = _(
        "Click a node, or walk with the arrow keys, to hold it; Enter or a double click goes there. + and − zoom, "
        "0 shows all, Escape lets go."
    )
    below = (" ", _("All of it stands in the table below, too.")) if tabled else None
    buttons = [tag("button", name, type="button", data_act=act) for act, name in acts.items()]
    return join(
        tag("div", buttons, class_="tools", role="toolbar", aria_label=_("Graph")),
        tag("div", class_="graph", tabindex=0, role="application", aria_describedby="graph-keys"),
        tag("p", keys, below, id="graph-keys", class_="small"),
        tag("div", class_="told", aria_live="polite"),
        tag("ul", class_="legend", aria_label=_("What shapes and lines mean")),
        tag("p", _("Drawing …"), data_fallback=True, class_="small"),
    )


def _node(point: Point, groups: list[str]) -> dict[str, object]:
    opens, centres = point.opens or ("", ""), point.centres or ("", "")
    return {
        "id": point.id,
        "code": point.code,
        "said": point.said,
        "group": groups.index(point.group),
        "centre": point.centre,
        "opens": opens[0],
        "open_words": opens[1],
        "centres": centres[0],
        "centre_words": centres[1],
    }
