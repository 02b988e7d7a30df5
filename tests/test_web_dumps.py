"""Dumps over HTTP: bytes that never change under a version, whole or in part, with digests that are theirs."""

import json
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.testclient import TestClient
from test_dumps import SMALL, write

from crosswalk.errors import DataMissing
from crosswalk.graph.dumps import CHECKSUMS, Dumps
from crosswalk.web.dumps import DumpFiles

OLD = "0.0.9-abc"
DIGEST = sha256(SMALL["crosswalk.ttl"]).hexdigest()


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Dumps:
    """Small releases: an older one, and one in the place of the current one."""
    folder = tmp_path_factory.mktemp("dumps")
    found = Dumps(str(folder))
    write(folder / found.current)
    write(folder / OLD)
    return found


@pytest.fixture(scope="module")
def web(kept: Dumps) -> Iterator[TestClient]:
    with TestClient(Starlette(routes=DumpFiles(kept).routes()), follow_redirects=False) as opened:
        yield opened


@pytest.mark.parametrize("path", ["/dumps", "/dumps/", "/dumps/latest", "/dumps/latest/"])
def test_the_files_of_the_current_version_are_listed(web: TestClient, kept: Dumps, path: str) -> None:
    answer = web.get(path, headers={"Accept": "application/json"})
    assert answer.status_code == 200
    told = {one["address"]: one["label"] for one in json.loads(answer.content)["see"]}
    assert set(told) == {f"/dumps/{kept.current}/{name}" for name in (*SMALL, CHECKSUMS)} | {f"/dumps/{OLD}/"}
    assert DIGEST in told[f"/dumps/{kept.current}/crosswalk.ttl"]
    for accept in ("text/html", "text/plain", "*/*"):
        shown = web.get(path, headers={"Accept": accept})
        assert shown.status_code == 200 and all(address in shown.text for address in told)


def test_every_listed_address_is_there(web: TestClient) -> None:
    for one in json.loads(web.get("/dumps/", headers={"Accept": "application/json"}).content)["see"]:
        assert web.get(one["address"]).status_code == 200


def test_latest_leads_to_the_current_version(web: TestClient, kept: Dumps) -> None:
    answer = web.get("/dumps/latest/mappings/one.sssom.tsv")
    assert (answer.status_code, answer.headers["location"]) == (307, f"/dumps/{kept.current}/mappings/one.sssom.tsv")
    assert "immutable" not in answer.headers["cache-control"]
    file = web.get(answer.headers["location"])
    assert file.content == SMALL["mappings/one.sssom.tsv"]
    assert file.headers["content-type"].startswith("text/tab-separated-values")


@pytest.mark.parametrize("version", ["current", OLD])
def test_a_file_is_for_ever_and_carries_its_digest(web: TestClient, kept: Dumps, version: str) -> None:
    answer = web.get(f"/dumps/{kept.current if version == 'current' else version}/crosswalk.ttl")
    assert answer.content == SMALL["crosswalk.ttl"]
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["etag"] == f'"{DIGEST}"'
    assert answer.headers["repr-digest"] == f"sha-256=:{b64encode(bytes.fromhex(DIGEST)).decode()}:"
    assert answer.headers["content-type"].startswith("text/turtle")
    assert answer.headers["access-control-allow-origin"] == "*"


def test_checksums_stand_together_and_beside_each_file(web: TestClient) -> None:
    together = web.get(f"/dumps/{OLD}/{CHECKSUMS}").text
    assert f"{DIGEST}  crosswalk.ttl\n" in together
    assert web.get(f"/dumps/{OLD}/crosswalk.ttl.sha256").text == f"{DIGEST}  crosswalk.ttl\n"
    assert web.get(f"/dumps/{OLD}/mappings/one.sssom.tsv.sha256").text.endswith("  one.sssom.tsv\n")


def test_a_part_can_be_had_as_long_as_the_whole_is_the_same(web: TestClient) -> None:
    address, whole = f"/dumps/{OLD}/crosswalk.ttl", SMALL["crosswalk.ttl"]
    part = web.get(address, headers={"Range": "bytes=2-5"})
    assert (part.status_code, part.content) == (206, whole[2:6])
    assert part.headers["content-range"] == f"bytes 2-5/{len(whole)}"
    same = web.get(address, headers={"Range": "bytes=2-", "If-Range": f'"{DIGEST}"'})
    assert (same.status_code, same.content) == (206, whole[2:])
    other = web.get(address, headers={"Range": "bytes=2-", "If-Range": '"another"'})
    assert (other.status_code, other.content) == (200, whole)
    assert web.get(address, headers={"Range": f"bytes={len(whole)}-"}).status_code == 416


def test_what_is_held_already_is_not_sent_again(web: TestClient) -> None:
    answer = web.get(f"/dumps/{OLD}/crosswalk.ttl", headers={"If-None-Match": f'"{DIGEST}"'})
    assert answer.status_code == 304 and not answer.content


def test_head_and_options_send_nothing(web: TestClient) -> None:
    head = web.head(f"/dumps/{OLD}/crosswalk.ttl")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == str(len(SMALL["crosswalk.ttl"]))
    options = web.options(f"/dumps/{OLD}/crosswalk.ttl")
    assert options.status_code == 204 and "GET" in options.headers["access-control-allow-methods"]
    assert web.post(f"/dumps/{OLD}/crosswalk.ttl").status_code == 405


@pytest.mark.parametrize(
    "path",
    ["0.0.1-gone/", "0.0.1-gone/crosswalk.ttl", "%2e%2e/x", f"{OLD}/nobody", f"{OLD}/..%2f..%2fx", ".building-x/"],
)
def test_what_is_not_kept_is_told_with_what_is(web: TestClient, kept: Dumps, path: str) -> None:
    answer = web.get(f"http://testserver/dumps/{path}")
    assert answer.status_code == 404
    assert kept.current in answer.text or OLD in answer.text
    assert "/dumps/" in answer.text


def test_dumps_that_cannot_be_made_are_a_sentence_for_later(kept: Dumps, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_arguments: object) -> None:
        raise DataMissing("The folder /somewhere/inside holds nothing.")

    monkeypatch.setattr(Dumps, "get", fails)
    with TestClient(Starlette(routes=DumpFiles(kept).routes())) as failing:
        answer = failing.get("/dumps/")
    assert answer.status_code == 503 and answer.headers["retry-after"] and "somewhere" not in answer.text


@given(st.lists(st.sampled_from(["dumps", "latest", OLD, "crosswalk.ttl", "..", "%2e%2e", "%00", "a", ""]), max_size=5))
def test_no_path_breaks_anything(web: TestClient, parts: list[str]) -> None:
    answer = web.get("http://testserver/dumps/" + "/".join(parts))
    assert answer.status_code in (200, 307, 404) and "Traceback" not in answer.text


def test_a_release_on_disk_is_where_the_cache_is(cache_folder: str) -> None:
    assert Path(Dumps().get(Dumps().current).folder).is_relative_to(cache_folder)
