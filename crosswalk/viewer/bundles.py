"""Components whose browser side is a built bundle (`frontend/`): served by the viewer itself, mounted on a page.

A bundle is sent once and kept by the browser, since its address holds its hash; only a small loader stands on the page.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

#: What is built and committed: one ``<name>.js`` a component, ``bundles.json`` and ``LICENSES.txt``.
BUILT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "frontend", "built")

_ROUTE = "bundles"

# Streamlit calls the function anew on every run, and what the last call gave once the component goes.
_LOADER = """\
const address = new URL("ROUTE/NAME.js?v=HASH", document.baseURI).href;
const say = (parent, sentence) => { (parent.querySelector("[data-fallback]") ?? parent).textContent = sentence; };
export default function (component) {
  let gone = false, end;
  import(address).then(
    (bundle) => { if (!gone) end = bundle.default(component); },
    () => say(component.parentElement, component.data.unloaded),
  );
  return () => { gone = true; if (end) end(); };
}
"""


def routes() -> list[BaseRoute]:
    """What the viewer answers besides its pages: the built bundles, read-only."""
    from starlette.routing import Mount
    from starlette.staticfiles import StaticFiles

    return [Mount(f"/{_ROUTE}", StaticFiles(directory=BUILT), name=_ROUTE)]


@cache
def record() -> Mapping[str, Any]:
    """Of each bundle by its name: the hash of its source and of what was built, and the packages within."""
    with open(os.path.join(BUILT, "bundles.json"), encoding="utf-8") as file:
        found: Mapping[str, Any] = json.load(file)
    return found


def mount(name: str, data: Mapping[str, Any], key: str, html: str = "", css: str = "", **on_change: Any) -> Any:
    """Put a bundle on the page; gives Streamlit's result with the states and triggers that `on_change` names.

    `html` is the inside before the bundle has come; `data` becomes the bundle's, with ``unloaded``, the sentence to
    show where the bundle cannot be had (in the element with ``data-fallback``, else in all of it).
    """
    import streamlit as st

    from crosswalk.viewer.language import _

    loader = _LOADER.replace("ROUTE", _ROUTE).replace("NAME", name).replace("HASH", record()[name]["sha256"][:12])
    inside = zlib.crc32(html.encode())  # a name means one component to the whole server, whatever language a page is in
    component = st.components.v2.component(f"crosswalk_{name}_{inside}", html=html or None, css=css or None, js=loader)
    unloaded = _("This part of the page could not be loaded; reload the page.")
    return component(key=key, data={"unloaded": unloaded, **data}, **on_change)
