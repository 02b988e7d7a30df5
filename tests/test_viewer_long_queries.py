"""A query that is too long for an address: it is answered, and nothing is offered that would need the address."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest
from test_viewer import opened, shown

from crosswalk.viewer import asking

SHORT = "SELECT ?s { ?s skos:notation '3.4' } LIMIT 3"
LONG = f"{SHORT} # {'x' * 7000}"


def asked(text: str) -> AppTest:
    """The workbench with a plain field after this text was run."""
    app = opened("query", way="plain")
    app.text_area[0].set_value(text)
    next(one for one in app.button if one.label == "Run").click()
    app.run()
    assert not app.exception
    return app


@pytest.mark.parametrize("text", [SHORT, LONG])
def test_a_link_to_an_answer_is_offered_where_an_address_can_ask_for_it(text: str) -> None:
    app = asked(text)
    page, fits = shown(app), len(text) <= asking._LONGEST_ADDRESS
    assert "Answer" in page.text
    assert ("Copy link to this answer" in page.text) == fits == ("q" in app.query_params)
    assert any("too long for an address" in one.value for one in app.info) != fits
    assert all(len(link) < 7000 for link in page.links)


def test_the_answer_to_a_long_query_can_be_shown_in_every_way() -> None:
    app = asked(LONG)
    (raw,) = [link for link in shown(app).links if "show=raw" in link]
    assert raw == "query?way=plain&show=raw"
    app.query_params["show"] = "raw"
    app.run()
    assert "bindings" in shown(app).text and not app.exception
