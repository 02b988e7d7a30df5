"""The worker's side of the pipe: frames that arrive whole or not at all, and answers cut at their limit."""

from __future__ import annotations

import io
import itertools
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk.graph import oxigraph
from crosswalk.graph.frames import Frames, read_frame, write_frame
from crosswalk.graph.worker import answer
from crosswalk.terms import Iri, Literal, Triple

HOME = Path(__file__).parent.parent


@given(st.lists(st.binary(max_size=300)))
def test_frames_come_out_as_they_went_in(frames: list[bytes]) -> None:
    stream = io.BytesIO()
    for frame in frames:
        write_frame(stream, frame)
    stream.seek(0)
    assert [read_frame(stream) for _ in frames] == frames
    with pytest.raises(EOFError):
        read_frame(stream)


@given(st.binary(min_size=1, max_size=50), st.data())
def test_a_frame_that_is_cut_off_is_no_frame(frame: bytes, data: st.DataObject) -> None:
    stream = io.BytesIO()
    write_frame(stream, frame)
    kept = data.draw(st.integers(0, len(stream.getvalue()) - 1))
    with pytest.raises(EOFError):
        read_frame(io.BytesIO(stream.getvalue()[:kept]))


@given(st.integers(0, 6), st.integers(0, 6))
def test_an_answer_is_cut_exactly_when_there_is_more(rows: int, limit: int) -> None:
    store = oxigraph.memory_store()
    oxigraph.load_triples(store, [Triple(Iri("a:a"), Iri("a:b"), Literal(str(n))) for n in range(rows)], [None])
    header, content = answer(store, "SELECT ?o { ?s ?p ?o }", limit)
    assert len(json.loads(content)["results"]["bindings"]) == min(rows, limit)
    assert header == {"truncated": rows > limit}
    header, content = answer(store, "CONSTRUCT WHERE { ?s ?p ?o }", limit)
    assert content.count(b"\n") == min(rows, limit)
    assert header == {"truncated": rows > limit}


def exchange(*frames: bytes) -> list[bytes]:
    """What a worker started as a module answers to these frames, the process having ended by itself."""
    stream = io.BytesIO()
    for frame in frames:
        write_frame(stream, frame)
    process = subprocess.Popen(
        [sys.executable, "-m", "crosswalk.graph.worker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=HOME
    )
    assert process.stdin is not None
    assert process.stdout is not None
    with process:
        process.stdin.write(stream.getvalue())
        process.stdin.flush()
        answers = [read_frame(process.stdout) for _ in range(2 * len(frames))]
        process.stdin.close()
        assert process.stdout.read() == b""
    assert process.returncode == 0
    return answers


def test_a_worker_answers_each_request_with_a_header_and_content_and_ends_with_its_input() -> None:
    order = json.dumps({"store": None, "nquads": [], "memory_limit": 2**30}).encode()
    requests = [
        json.dumps({"text": text, "row_limit": 5, "network": False}).encode()
        for text in ("ASK {}", "ASK {", "SELECT (<<( <a:a> <a:b> 1 )>> AS ?t) {}", "SELECT (1 AS ?n) {}")
    ]
    headers_and_contents = exchange(order, *requests)
    headers = [json.loads(header) for header in headers_and_contents[::2]]
    assert headers[0] == {"ready": True}
    assert [header.get("error") for header in headers[1:]] == [None, "syntax", "evaluation", None]
    assert [len(content) > 0 for content in headers_and_contents[1::2]] == [False, True, False, False, True]


def test_a_worker_that_cannot_open_its_store_says_why() -> None:
    order = json.dumps({"store": None, "nquads": ["/nowhere.nq"], "memory_limit": 2**30}).encode()
    header = json.loads(exchange(order)[0])
    assert header["error"] == "start"
    assert header["message"]


def test_a_worker_imports_no_more_than_it_needs() -> None:
    code = "import sys, crosswalk.graph.worker; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=HOME)
    heavy = {"rdflib", "pyshacl", "pandas", "networkx", "streamlit", "yaml", "subprocess", "asyncio", "ctypes"}
    assert heavy.isdisjoint(done.stdout.split())


@given(st.lists(st.binary(max_size=300), max_size=20), st.lists(st.integers(1, 400), min_size=1, max_size=20))
def test_frames_out_of_a_pipe_come_as_they_went_in_however_they_are_cut(frames: list[bytes], cuts: list[int]) -> None:
    written = io.BytesIO()
    for frame in frames:
        write_frame(written, frame)
    left, found = written.getvalue(), list[bytes]()
    source, target = os.pipe()
    with os.fdopen(source, "rb") as reading, os.fdopen(target, "wb", buffering=0) as writing:
        coming = Frames(reading)
        assert coming.taken() is None
        for cut in itertools.cycle(cuts):
            if not left:
                break
            writing.write(left[:cut])
            left = left[cut:]
            coming.more()
            while (frame := coming.taken()) is not None:
                found.append(frame)
        writing.close()
        with pytest.raises(EOFError):
            coming.more()
    assert found == frames
