"""The process in which a person's query runs: it opens a store, answers request after request, and can be killed.

``python -m crosswalk.graph.worker`` speaks in `frames`. In on standard input: first the order (JSON: ``store``, the
folder of a store, or ``nquads``, a list of files; ``memory_limit`` in bytes), then requests (JSON: ``text``,
``row_limit``, ``network``). Out on standard output, for the order and for each request: a header (JSON) and its content
(bytes). A header without ``error`` is an answer. A request that names a ``syntax`` is answered in it, part by part: any
number of frames that are not empty, an empty one, and the header at the end, which tells whether the answer is whole.
The end of standard input ends the process, also in the middle of a query: so it goes when its parent goes, however that
happens.
"""

from __future__ import annotations

import json
import os
import queue
import select
import signal
import sys
import threading
import time
from collections.abc import Callable
from itertools import islice
from typing import Any, BinaryIO

from crosswalk.errors import NotSayable
from crosswalk.graph import oxigraph
from crosswalk.graph.frames import read_frame, write_frame
from crosswalk.graph.parts import PART, Parts, TooLarge, TooManyRows
from crosswalk.graph.results import Result

if sys.platform != "win32":
    import resource

    _OPEN_FILES = resource.getrlimit(resource.RLIMIT_NOFILE)[0]

#: An answer larger than this, in bytes, is not sent.
ANSWER_LIMIT = 64 * 1024 * 1024

#: The engine descends a level of its stack for each bracket: deep nesting needs more than a thread commonly has.
_STACK = 256 * 1024 * 1024

#: By how much whoever serves pages goes before whoever answers queries, where both want the processor.
_NICE = 5

Header = dict[str, Any]


def open_store(order: Header) -> oxigraph.Store:
    """The store that the order names, in memory. Raises OSError, SyntaxError.

    One on disk is copied, since the engine opens its files when they are first read, and this process may open no more
    by then (`_allow_network`).
    """
    store = oxigraph.memory_store()
    if order["store"]:
        oxigraph.copy_into(store, order["store"])
    for path in order["nquads"]:
        oxigraph.load_nquads(store, path)
    return store


def answer(store: oxigraph.Store, text: str, row_limit: int) -> tuple[Header, bytes]:
    """The answer with at most `row_limit` rows or triples: header and content.

    The content is SPARQL 1.1 JSON results, or N-Triples for CONSTRUCT and DESCRIBE.
    """
    found = oxigraph.query(store, text)
    form = type(found).__name__
    if form == "QueryBoolean":
        return {"truncated": False}, Result("ask", boolean=bool(found)).to_json()
    if form == "QueryTriples":
        triples = list(islice(oxigraph.triples(found), row_limit + 1))  # type: ignore[arg-type]
        return {"truncated": len(triples) > row_limit}, oxigraph.to_ntriples(triples[:row_limit])
    rows = tuple(islice(oxigraph.rows(found), row_limit + 1))  # type: ignore[arg-type]
    names = tuple(variable.value for variable in found.variables)  # type: ignore[union-attr]
    return {"truncated": len(rows) > row_limit}, Result("select", names, rows[:row_limit]).to_json()


def respond(store: oxigraph.Store, request: Header) -> tuple[Header, bytes]:
    """The answer to a request, or a header that tells in `error` and `message` why there is none."""
    _allow_network(bool(request["network"]))
    begun = time.monotonic()
    try:
        header, content = answer(store, request["text"], request["row_limit"])
    except SyntaxError as error:
        return {"error": "syntax", "message": str(error)}, b""
    except MemoryError:
        return {"error": "memory"}, b""
    except BaseException as error:  # a panic of the engine is no Exception
        return {"error": "evaluation", "message": str(error)}, b""
    if len(content) > ANSWER_LIMIT:
        return {"error": "size"}, b""
    return {**header, "seconds": time.monotonic() - begun}, content


def respond_in_parts(store: oxigraph.Store, request: Header, out: BinaryIO) -> Header:
    """Write the parts of an answer as frames; gives the header that ends it, with `error` where it is not whole."""
    _allow_network(False)
    begun = time.monotonic()
    syntax = request["syntax"]
    # What is smaller than a part ends the answer, and goes out with the header that ends it.
    parts = Parts(
        syntax, request["row_limit"], request["byte_limit"], lambda part: write_frame(out, part, len(part) >= PART)
    )
    try:
        oxigraph.write_answer(store, request["text"], syntax, parts, request["dataset"])
        parts.flush()
    except SyntaxError as error:
        return {"error": "syntax", "message": str(error)}
    except NotSayable as error:
        return {"error": "unsayable", "message": str(error)}
    except MemoryError:
        return {"error": "memory"}
    except TooManyRows:
        return {"error": "rows"}
    except TooLarge:
        return {"error": "bytes"}
    except BrokenPipeError:
        raise
    except BaseException as error:  # a panic of the engine is no Exception
        return {"error": "evaluation", "message": str(error)}
    return {"seconds": time.monotonic() - begun}


def limit_memory(memory_limit: int) -> None:
    """Let the process take so many bytes of address space beyond what it has now, and leave no core file behind."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        try:
            with open("/proc/self/statm", encoding="ascii") as file:
                taken = int(file.read().split()[0]) * resource.getpagesize()
            resource.setrlimit(resource.RLIMIT_AS, (taken + memory_limit,) * 2)
        except (OSError, ValueError):
            pass  # a platform without /proc, or a limit already lower than ours


def _allow_network(allowed: bool) -> None:
    """Let the process open sockets, or let it open nothing more, so that no reading of a query can reach a server.

    What the store needs is open by then. On Windows the refusal of SERVICE by its tokens stands alone.
    """
    if sys.platform != "win32":
        hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (_OPEN_FILES if allowed else 3, hard))


def _work(next_request: Callable[[], bytes], out: BinaryIO) -> None:
    """Open the store, then answer for ever; the main thread ends the process."""

    def send(header: Header, content: bytes = b"") -> None:
        write_frame(out, json.dumps(header).encode())
        write_frame(out, content)

    try:
        order = json.loads(next_request())
        store = open_store(order)
        limit_memory(order["memory_limit"])
    except BaseException as error:
        send({"error": "start", "message": str(error)})
        return
    send({"ready": True})
    try:
        while True:
            request = json.loads(next_request())
            if "syntax" in request:
                end = respond_in_parts(store, request, out)
                write_frame(out, b"", flush=False)
                write_frame(out, json.dumps(end).encode())
            else:
                send(*respond(store, request))
    except (EOFError, OSError):
        os._exit(0)  # nobody asks, or reads the answers, any more


def serve() -> None:
    """Serve until standard input ends."""
    if sys.platform != "win32":
        os.nice(_NICE)
    # Ctrl-C in a terminal goes to every process of the group; it is for the parent to decide.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    out = os.fdopen(os.dup(1), "wb", buffering=2 * PART)  # a short answer goes out by one write
    os.dup2(2, 1)  # whatever else prints must not get among the frames
    threading.stack_size(_STACK)
    source = sys.stdin.buffer
    if sys.platform == "linux":  # it tells of the end without reading, so that no request passes through two threads
        _answer_apart(lambda: read_frame(source), out)
        ended = select.poll()
        ended.register(source, 0)
        ended.poll()
        os._exit(0)
    requests: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    _answer_apart(requests.get, out)
    try:
        while True:
            requests.put(read_frame(source))
    except (EOFError, OSError):
        os._exit(0)


def _answer_apart(next_request: Callable[[], bytes], out: BinaryIO) -> None:
    threading.Thread(target=_work, args=(next_request, out), daemon=True).start()


if __name__ == "__main__":
    serve()
