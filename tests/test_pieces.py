"""A file over pieces gives their bytes in order, never more than it was asked for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from crosswalk.graph.pieces import Pieces


@given(st.lists(st.binary(max_size=9)), st.lists(st.integers(0, 7), max_size=30))
def test_bytes_come_in_order_and_in_the_sizes_asked_for(pieces: list[bytes], sizes: list[int]) -> None:
    file, read = Pieces(pieces), b""
    for size in sizes:
        got = file.read(size)
        assert len(got) <= size
        assert got or not size or read == b"".join(pieces), "nothing is the end"
        read += got
    assert read + file.read() == b"".join(pieces)
    assert file.read(1) == file.read() == b""
