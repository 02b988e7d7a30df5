"""The parts of an answer, awaited in the event loop by the pipe they come from; in a thread where there is none."""

from __future__ import annotations

import asyncio

from crosswalk.graph.streaming import AnswerStream
from crosswalk.web.threads import Threads


async def next_part(stream: AnswerStream, threads: Threads) -> bytes | None:
    """The next part of an answer, None after the last. Raises what the stream raises."""
    while stream.watchable:
        stream.waits = False
        if part := next(stream, None):
            return part
        if part is None:
            return None
        if stream.source is None:
            break
        await _readable(stream.source)
    stream.waits = True
    return await threads.run(lambda: next(stream, None))


async def beginning(stream: AnswerStream, threads: Threads, size: int) -> tuple[bytes, bool]:
    """The parts until they have more bytes than `size`, and whether they are all. Raises what the stream raises."""
    held = bytearray()
    while (part := await next_part(stream, threads)) is not None:
        held += part
        if len(held) > size:
            return bytes(held), False
    return bytes(held), True


async def _readable(pipe: int) -> None:
    """Wait until something can be read from a pipe, or its end."""
    loop = asyncio.get_running_loop()
    here = loop.create_future()
    loop.add_reader(pipe, _tell, here)
    try:
        await here
    finally:
        loop.remove_reader(pipe)


def _tell(waiting: asyncio.Future[None]) -> None:
    if not waiting.done():
        waiting.set_result(None)
