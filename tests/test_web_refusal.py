"""Each error of ours has its status, one sentence, and an invitation to come again only where that helps."""

from __future__ import annotations

import logging

import pytest

from crosswalk import errors
from crosswalk.errors import CrosswalkError
from crosswalk.web.refusal import Refusal, refusal


@pytest.mark.parametrize(
    ("kind", "status", "again"),
    [
        (errors.QuerySyntaxError, 400, False),
        (errors.QueryRefused, 403, False),
        (errors.NotSayable, 406, False),
        (errors.AsksTooMuch, 503, False),
        (errors.LimitExceeded, 503, True),
        (errors.EndpointFault, 502, False),
        (errors.EnvironmentFault, 503, True),
        (errors.DataMissing, 503, True),
        (errors.InputError, 400, False),
        (errors.UnknownIdentifier, 400, False),
        (CrosswalkError, 400, False),
    ],
)
def test_an_error_has_its_status(kind: type[CrosswalkError], status: int, again: bool) -> None:
    found = refusal(kind("Nothing is as it should be."))
    assert (found.status, "Retry-After" in found.headers) == (status, again)


def test_every_error_is_a_refusal() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, CrosswalkError)]
    assert len(kinds) > 15
    assert {refusal(kind("No.")).status for kind in kinds} <= {400, 403, 406, 502, 503}


def test_what_is_wrong_with_the_machine_is_for_its_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        found = refusal(errors.EndpointFault("The endpoint http://inside.example/sparql cannot be reached."))
    assert "inside.example" in caplog.text and "inside.example" not in found.sentence
    assert "finds the reason in its log" in found.sentence
    assert refusal(errors.QueryRefused("SERVICE is refused.")).sentence == "SERVICE is refused."


def test_a_refusal_is_a_line_of_text_that_nobody_keeps() -> None:
    response = Refusal(406, "None of these.", {"Allow": "GET"}).response()
    assert (response.status_code, response.body) == (406, b"None of these.\n")
    assert (response.headers["cache-control"], response.headers["allow"]) == ("no-store", "GET")
    assert response.headers["content-type"].startswith("text/plain")
