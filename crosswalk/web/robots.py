"""``/robots.txt``: pages and data may be read by whoever indexes them; queries are not for crawling (RFC 9309)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute, Route

if TYPE_CHECKING:
    from starlette.requests import Request

TEXT = "User-agent: *\nDisallow: /sparql\nAllow: /\n"


async def robots(request: Request) -> PlainTextResponse:
    """The rules for crawlers."""
    return PlainTextResponse(TEXT, headers={"Cache-Control": "public, max-age=86400"})


def routes() -> list[BaseRoute]:
    """The one route."""
    return [Route("/robots.txt", robots)]
