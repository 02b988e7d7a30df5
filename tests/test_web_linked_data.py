"""Linked data over HTTP: every identifier leads to a page and to data that name it, and no request breaks anything."""

import json
import re
import threading
from collections.abc import Iterator, MutableMapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import anyio
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.testclient import TestClient
from test_remote import served

from crosswalk import open_graph
from crosswalk.api import CrosswalkGraph
from crosswalk.errors import EndpointFault
from crosswalk.graph import oxigraph, resource
from crosswalk.graph.dataset import INFERRED, dataset
from crosswalk.graph.rendering import SYNTAXES
from crosswalk.graph.store import EmbeddedStore
from crosswalk.terms import Iri, Literal, Triple
from crosswalk.vocabulary import BASE, DCTERMS, OWL, PREFIXES, statement_iri
from crosswalk.web import addresses, asking, robots
from crosswalk.web.linked_data import LinkedData
from crosswalk.web.threads import Busy, Threads

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
THIS = "/id/ais-psi/3.4"
RDFLIB = {"ttl": "turtle", "jsonld": "json-ld", "nt": "nt", "rdf": "xml"}
#: Of so many data documents one is read; every identifier is asked for.
ONE_OF = 17


def client(graph: CrosswalkGraph, shipped: bool = True, root: str = "") -> TestClient:
    app = Starlette(routes=[*LinkedData(graph, shipped).routes(), *robots.routes()])
    return TestClient(app, follow_redirects=False, root_path=root)


@pytest.fixture(scope="module")
def graph() -> CrosswalkGraph:
    return open_graph(keep=True)


@pytest.fixture(scope="module")
def web(graph: CrosswalkGraph) -> Iterator[TestClient]:
    with client(graph) as opened:  # one event loop for all, as in a server
        yield opened


def links(header: str) -> dict[str, str]:
    """The alternates of a Link header: media type → address."""
    found = re.findall(r'<([^>]*)>; rel="alternate"; type="([^"]*)"', header)
    return {media_type: address for address, media_type in found}


# Identifiers


@pytest.mark.parametrize(
    ("accept", "location"),
    [
        (BROWSER, "/standard?id=ais-psi:3.4"),
        ("", "/data/id/ais-psi/3.4.ttl"),
        ("*/*", "/data/id/ais-psi/3.4.ttl"),
        ("text/turtle", "/data/id/ais-psi/3.4.ttl"),
        ("application/ld+json", "/data/id/ais-psi/3.4.jsonld"),
        ("application/json", "/data/id/ais-psi/3.4.jsonld"),
        ("application/json, application/rdf+xml;q=0.9", "/data/id/ais-psi/3.4.jsonld"),
        ("application/json, text/html", "/standard?id=ais-psi:3.4"),
        ("application/n-triples, text/turtle;q=0.9", "/data/id/ais-psi/3.4.nt"),
        ("application/rdf+xml;q=0.5, text/html;q=0.4", "/data/id/ais-psi/3.4.rdf"),
        ("application/rdf+xml;q=0.3, text/html;q=0.4", "/standard?id=ais-psi:3.4"),
        ("image/png, */*;q=0.1", "/data/id/ais-psi/3.4.ttl"),
    ],
)
def test_an_identifier_leads_to_the_page_or_to_the_data_as_asked(web: TestClient, accept: str, location: str) -> None:
    answer = web.get(THIS, headers={"Accept": accept})
    assert (answer.status_code, answer.headers["location"]) == (303, location)
    assert "Accept" in answer.headers["vary"]
    assert answer.headers["access-control-allow-origin"] == "*"
    assert set(links(answer.headers["link"])) == {*(s.media_type for s in SYNTAXES.values()), "text/html"}


def test_whoever_takes_json_is_sent_json_ld_as_json(web: TestClient) -> None:
    answer = web.get("/data/id/ais-psi/3.4", headers={"Accept": "application/json"})
    assert answer.content == web.get("/data/id/ais-psi/3.4.jsonld").content
    told = [answer.headers[name] for name in ("content-type", "content-location")]
    assert told == ["application/json", "/data/id/ais-psi/3.4.jsonld"]


def test_every_form_that_a_link_names_is_there_in_that_form(web: TestClient) -> None:
    for media_type, address in links(web.get(THIS).headers["link"]).items():
        if media_type == "text/html":
            assert address == "/standard?id=ais-psi:3.4"
        else:
            answer = web.get(address)
            assert answer.status_code == 200 and answer.headers["content-type"].startswith(media_type)


async def headers_of(app: Starlette, paths: list[str]) -> dict[str, tuple[int, dict[str, str]]]:
    """The status and headers for each path, asked of the application itself: for thousands a client takes too long."""
    found: dict[str, tuple[int, dict[str, str]]] = {}
    for path in paths:
        scope = {"type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "query_string": b""}

        async def receive() -> dict[str, object]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: MutableMapping[str, Any], path: str = path) -> None:
            if message["type"] == "http.response.start":
                pairs = {name.decode(): value.decode() for name, value in message["headers"]}
                found[path] = (message["status"], pairs)

        await app({**scope, "headers": [], "root_path": ""}, receive, send)
    return found


def test_every_identifier_of_the_graph_leads_on_and_its_document_is_about_it(
    web: TestClient, graph: CrosswalkGraph
) -> None:
    text = "SELECT DISTINCT ?s WHERE { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } FILTER(STRSTARTS(STR(?s), '%s')) }"
    rows = graph.sparql(text % PREFIXES["xwid"], with_workspace=False, row_limit=100_000).rows
    iris = sorted(str(iri) for (iri,) in rows)
    assert len(iris) > 2_000
    app = Starlette(routes=LinkedData(graph).routes())
    answers = anyio.run(headers_of, app, [iri.removeprefix(BASE.rstrip("/")) for iri in iris])
    for iri in iris:
        status, headers = answers[iri.removeprefix(BASE.rstrip("/"))]
        assert (status, headers["location"]) == (303, addresses.document(iri, "ttl"))
        page = links(headers["link"])["text/html"]
        assert page.startswith(("/standard?", "/framework?", "/mapping?", "/rubrics?")) or page.endswith(".html")
    for number, iri in enumerate(iris[::ONE_OF]):
        ending = sorted(RDFLIB)[number % len(RDFLIB)]
        document = web.get(addresses.document(iri, ending))
        assert Iri(iri) in {triple.subject for triple in oxigraph.parse(document.content, f".{ending}")}, iri


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("id/ais-psi/3.4", "/standard?id=ais-psi:3.4"),
        ("id/ib-psp-2014", "/framework?id=ib-psp-2014"),
        ("id/ib-psp-2011", "/framework?id=ib-psp-2011"),
        ("id/mapping/006f574725e4d450", "/mapping?a=ais-psi:1.1&b=iste-coaches-2011:1a"),
        ("id/citation/a029faea31b5a41e", "/standard?id=ais-psi:2.8"),
        ("id/joint-claim/43af24ab1a19d1e9", "/standard?id=iste-administrators-2009-td:2c"),
        ("id/ais-psi/rubric/PSI3", "/rubrics?id=ais-psi&part=ais-psi:PSI3"),
        ("id/agent/ib", "/data/id/agent/ib.html"),
        ("id/scale/ksu-itec", "/data/id/scale/ksu-itec.html"),
        ("ontology", "/data/ontology.html"),
        ("shapes", "/data/shapes.html"),
    ],
)
def test_each_kind_of_resource_has_its_page(web: TestClient, name: str, page: str) -> None:
    answer = web.get(f"/{name}", headers={"Accept": BROWSER})
    assert (answer.status_code, answer.headers["location"]) == (303, page)


def test_a_claim_of_no_counterpart_leads_to_the_one_statement(web: TestClient, graph: CrosswalkGraph) -> None:
    (row, *_) = graph.records("list_no_term_found")
    claim = next(str(value) for value in row.values() if str(value).startswith("xwid:mapping/"))
    answer = web.get(f"/id/{claim.removeprefix('xwid:')}", headers={"Accept": BROWSER})
    assert answer.headers["location"].startswith("/standard?id=")


# Documents


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # by rdflib, inside rdflib
@pytest.mark.parametrize("ending", sorted(SYNTAXES))
@pytest.mark.parametrize("name", ["id/ais-psi/3.4", "id/mapping/006f574725e4d450", "ontology", "shapes"])
def test_all_syntaxes_say_the_same_and_rdflib_reads_each(web: TestClient, name: str, ending: str) -> None:
    answer = web.get(f"/data/{name}.{ending}")
    assert answer.status_code == 200
    found = rdflib.Graph().parse(data=answer.text, format=RDFLIB[ending])
    turtle = rdflib.Graph().parse(data=web.get(f"/data/{name}.ttl").text, format="turtle")
    assert len(found) == len(turtle) > 10
    assert (None, rdflib.FOAF.primaryTopic, rdflib.URIRef(BASE + name)) in found


def test_a_document_says_what_it_is_about_on_what_terms_and_of_which_data(
    web: TestClient, graph: CrosswalkGraph
) -> None:
    answer = web.get("/data/id/ais-psi/3.4.nt")
    triples = set(oxigraph.parse(answer.content, ".nt"))
    document = Iri(BASE + "data/id/ais-psi/3.4")
    assert Triple(document, OWL.versionInfo, Literal(graph.version)) in triples
    licence = "https://creativecommons.org/licenses/by/4.0/"
    assert Triple(document, DCTERMS.license, Iri(licence)) in triples
    assert any(t.predicate == DCTERMS.rights and t.subject == document for t in triples)  # it quotes the school's words
    assert f'<{BASE}id/ais-psi/3.4>; rel="describes"' in answer.headers["link"]
    assert f'<{licence}>; rel="license"' in answer.headers["link"]
    shown = web.get("/data/id/ais-psi/3.4.html").text
    assert licence in shown and "excepted from this licence" in shown
    unquoted = web.get("/data/id/ib-psp-2014/C3.4.nt").content
    assert str(DCTERMS.rights).encode() not in unquoted


def test_a_document_that_is_cut_short_says_so_in_every_form(
    graph: CrosswalkGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resource, "LIMIT", 5)
    for ending in addresses.ENDINGS.values():
        assert "cut short" in client(graph).get(f"/data/id/ais-psi/3.4.{ending}").text


def test_a_record_of_what_follows_says_that_nobody_claims_it(web: TestClient, graph: CrosswalkGraph) -> None:
    text = f"SELECT ?s WHERE {{ GRAPH <{INFERRED}> {{ ?s a xw:MappingCandidate }} }} ORDER BY ?s LIMIT 1"
    ((iri,),) = graph.sparql(text, with_workspace=False).rows
    assert "Nobody claims this" in web.get(addresses.document(str(iri), "ttl")).text
    assert "Nobody claims this" not in web.get("/data/id/mapping/006f574725e4d450.ttl").text


def test_where_data_was_added_no_licence_is_claimed_for_it(graph: CrosswalkGraph) -> None:
    answer = client(graph, shipped=False).get("/data/id/ais-psi/3.4.nt")
    assert b"creativecommons" not in answer.content and "creativecommons" not in answer.headers["link"]


def test_a_document_without_an_ending_is_negotiated_and_says_which_it_is(web: TestClient) -> None:
    answer = web.get("/data/id/ais-psi/3.4", headers={"Accept": "application/ld+json"})
    assert answer.headers["content-location"] == "/data/id/ais-psi/3.4.jsonld"
    assert "Accept" in answer.headers["vary"]
    assert answer.content == web.get("/data/id/ais-psi/3.4.jsonld").content
    refused = web.get("/data/id/ais-psi/3.4", headers={"Accept": "image/png"})
    assert refused.status_code == 406
    assert "/data/id/ais-psi/3.4.ttl" in refused.text and links(refused.headers["link"])


def test_an_identifier_that_can_be_had_in_no_accepted_form_says_so(web: TestClient) -> None:
    assert web.get(THIS, headers={"Accept": "image/png"}).status_code == 406
    assert web.get(THIS, headers={"Accept": "text/html;q=0, text/turtle;q=0"}).status_code == 406


def test_what_the_client_has_already_is_not_sent_again(web: TestClient) -> None:
    first = web.get("/data/id/ais-psi/3.4.ttl")
    assert first.headers["cache-control"].startswith("public")
    for held in (first.headers["etag"], f'"other", {first.headers["etag"]}', "*"):
        again = web.get("/data/id/ais-psi/3.4.ttl", headers={"If-None-Match": held})
        assert again.status_code == 304 and not again.content and again.headers["etag"] == first.headers["etag"]
    assert web.get("/data/id/ais-psi/3.4.nt", headers={"If-None-Match": first.headers["etag"]}).status_code == 200


@pytest.mark.parametrize("path", [THIS, "/data/id/ais-psi/3.4.ttl", "/ontology", "/id/nobody"])
def test_head_tells_what_get_would_and_sends_nothing(web: TestClient, path: str) -> None:
    got, head = web.get(path), web.head(path)
    assert (head.status_code, head.content) == (got.status_code, b"")
    assert {**head.headers, "date": ""} == {**got.headers, "date": ""}


def test_any_page_may_ask_beforehand(web: TestClient) -> None:
    answer = web.options(THIS, headers={"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "GET"})
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["allow"] == answer.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_written(web: TestClient, method: str) -> None:
    answer = web.request(method, THIS)
    assert answer.status_code == 405 and "GET" in answer.headers["allow"]


def test_behind_a_proxy_every_address_keeps_what_the_proxy_put_before_it(graph: CrosswalkGraph) -> None:
    behind = client(graph, root="/standards-crosswalk")
    answer = behind.get("/standards-crosswalk/id/ais-psi/3.4", headers={"Accept": BROWSER})
    assert answer.headers["location"] == "/standards-crosswalk/standard?id=ais-psi:3.4"
    for address in links(answer.headers["link"]).values():
        assert address.startswith("/standards-crosswalk/")
    document = behind.get("/standards-crosswalk/data/id/ais-psi/3.4.ttl")
    assert document.status_code == 200
    html = behind.get("/standards-crosswalk/data/id/agent/ib.html").text
    assert 'href="/standards-crosswalk/id/ib-psp-2014"' in html


# What is not there, and what is not there any more


def test_an_unknown_identifier_is_told_with_the_nearest_in_the_form_asked_for(web: TestClient) -> None:
    told = web.get("/id/ais-psi/3.44", headers={"Accept": "application/json"})
    assert told.status_code == 404 and told.headers["content-type"] == "application/json"
    near = {one["label"]: one["address"] for one in json.loads(told.content)["see"]}
    assert near["ais-psi:3.4"] == THIS
    page = web.get("/id/ais-psi/3.44", headers={"Accept": BROWSER})
    assert page.status_code == 404 and f'<a href="{THIS}">ais-psi:3.4</a>' in page.text
    text = web.get("/id/ais-psi/3.44")
    assert text.status_code == 404 and text.headers["content-type"].startswith("text/plain") and THIS in text.text
    for answer in (told, page, text):
        assert "Accept" in answer.headers["vary"]
        assert answer.headers["cache-control"] == "no-cache"  # it may be there tomorrow


@pytest.mark.parametrize(
    "path",
    [
        "/id", "/id/", "/id/nobody", "/id/ais-psi/", "/id/%00", "/id/%FF%FE", "/id/a%20b", "/id/%3Cscript%3E", "/id//x",
        "/data/", "/data/id", "/data/.ttl", "/data/id/nobody.ttl", "/data/ontology/x", "/data/queries.ttl",
        "/data/resource", "/resource", "/resource?iri=", "/resource?iri=x", "/resource?iri=javascript:alert(1)",
        "/resource?iri=%00",
        "/data/resource.ttl?iri=https://elsewhere.example/", "/id/" + "a" * 5000, "/resource?iri=http://" + "a" * 5000,
    ],
)  # fmt: skip
def test_what_names_nothing_is_told_in_a_sentence(web: TestClient, path: str) -> None:
    answer = web.get(path)
    assert answer.status_code == 404, answer.text
    assert len(answer.content) < 2_000 and "Traceback" not in answer.text


RETIRED, NEWER = BASE + "id/mapping/00000000deadbeef", BASE + "id/mapping/006f574725e4d450"


def test_what_is_retired_is_gone_and_leads_to_what_replaced_it(tmp_path: Path) -> None:
    path = tmp_path / "retired.ttl"
    path.write_text(
        f"<{RETIRED}> a <{PREFIXES['sssom']}Mapping> ; <{OWL.deprecated}> true ; <{DCTERMS.isReplacedBy}> <{NEWER}> ."
    )
    retiring = client(open_graph(data=[str(path)], cache=False), shipped=False)
    for accept in (BROWSER, "text/turtle", "application/json"):
        answer = retiring.get("/id/mapping/00000000deadbeef", headers={"Accept": accept})
        assert answer.status_code == 410 and "location" not in answer.headers
        assert "/id/mapping/006f574725e4d450" in answer.text
        assert f'<{NEWER}>; rel="successor-version"' in answer.headers["link"]
    told = retiring.get("/data/id/mapping/00000000deadbeef.nt")  # what is still known of it can be read
    assert Triple(Iri(RETIRED), DCTERMS.isReplacedBy, Iri(NEWER)) in set(oxigraph.parse(told.content, ".nt"))
    assert retiring.get("/id/mapping/006f574725e4d450").status_code == 303


def test_nothing_that_ships_is_retired_by_this_rule(graph: CrosswalkGraph) -> None:
    assert graph.sparql("ASK { ?s owl:deprecated true }", with_workspace=False).boolean is False


# What is not ours

OWN = """\
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix my: <https://school.example/standards/> .
my:scheme a skos:ConceptScheme ; skos:prefLabel "Our own"@en .
my:one a skos:Concept ; skos:inScheme my:scheme ; skos:notation "1" ; skos:prefLabel "First <b>&</b>"@en ;
  <https://school.example/123> "not for XML" ; my:see <javascript:alert(1)> , [ skos:note "a node without a name"@en ] .
<https://school.example/standards/caf\u00e9?x=1#y> skos:prefLabel "an IRI of many kinds"@en .
<https://w3id.org/standards-crosswalk/id/odd?x#y> skos:prefLabel "ours, and no path"@en .
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    path = tmp_path_factory.mktemp("own") / "own.ttl"
    path.write_text(OWN, "utf-8")
    with client(open_graph(data=[str(path)], cache=False, keep=True), shipped=False) as opened:
        yield opened


@pytest.mark.parametrize(
    "iri",
    [
        "https://school.example/standards/one",
        "https://school.example/standards/caf\u00e9?x=1#y",
        "https://w3id.org/standards-crosswalk/id/odd?x#y",
    ],
)
def test_what_is_not_ours_is_asked_for_by_its_iri(own: TestClient, iri: str) -> None:
    answer = own.get(f"/resource?iri={quote(iri, safe='')}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/data/resource.ttl?iri={quote(iri, safe='')}")
    document = own.get(answer.headers["location"])
    assert document.status_code == 200 and 'rel="describes"' in document.headers["link"]
    assert Iri(iri) in {triple.subject for triple in oxigraph.parse(document.content, ".ttl")}


def test_a_statement_that_is_not_ours_has_the_viewers_page(own: TestClient) -> None:
    asked = quote("https://school.example/standards/one", safe="")
    location = own.get(f"/resource?iri={asked}", headers={"Accept": BROWSER}).headers["location"]
    assert location.startswith("/standard?id=") and location.endswith(":1")


def test_ours_asked_for_by_its_iri_leads_where_its_identifier_does(own: TestClient) -> None:
    asked = quote(statement_iri("ais-psi:3.4").value, safe="")
    assert own.get(f"/resource?iri={asked}").headers["location"] == "/data/id/ais-psi/3.4.ttl"


def test_what_rdf_xml_cannot_say_is_refused_with_a_sentence(own: TestClient) -> None:
    asked = quote("https://school.example/standards/one", safe="")
    refused = own.get(f"/data/resource.rdf?iri={asked}")
    assert refused.status_code == 406 and "RDF/XML has no way" in refused.text
    for ending in ("ttl", "nt", "jsonld"):
        assert b"not for XML" in own.get(f"/data/resource.{ending}?iri={asked}").content


class Page(HTMLParser):
    """The elements of a page and where its links lead."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.hrefs: list[str] = []
        self.anchors: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.hrefs += [value or "" for name, value in attrs if name == "href"]
        self.anchors |= {value or "" for name, value in attrs if name == "id"}


def test_text_of_the_data_stands_on_a_page_as_text(own: TestClient) -> None:
    asked = quote("https://school.example/standards/one", safe="")
    answer = own.get(f"/data/resource.html?iri={asked}")
    page = Page(answer.text)
    assert "First &lt;b&gt;&amp;&lt;/b&gt;" in answer.text and "b" not in page.elements
    assert not page.elements & {"script", "img", "iframe", "form", "link"}
    assert not [href for href in page.hrefs if href.startswith("javascript")]
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_the_page_of_the_ontology_has_a_place_for_each_term(web: TestClient) -> None:
    page = Page(web.get("/data/ontology.html").text)
    assert {"practice", "Statement", "claimKind"} <= page.anchors


def test_links_of_a_page_lead_to_what_is_there(web: TestClient) -> None:
    page = Page(web.get("/data/id/agent/cis.html").text)
    ours = [href for href in page.hrefs if href.startswith(("/id/", "/ontology", "/data/"))]
    assert len(ours) > 10
    assert {web.get(href.partition("#")[0]).status_code for href in ours} <= {200, 303}


# Whatever is asked

_ACCEPTS = st.one_of(
    st.sampled_from([BROWSER, "*/*", "text/turtle;q=0.5", "a/b;q=", ",,", '"', "text/html;q=9", "text/*;q=0.001"]),
    st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=80),
)
_PARTS = st.one_of(
    st.sampled_from(
        [
            "id",
            "data",
            "resource",
            "ontology",
            "shapes",
            "ais-psi",
            "3.4",
            ".ttl",
            "3.4.html",
            "..",
            "%2F",
            "%00",
            "%",
            "?",
        ]
    ),
    st.text(max_size=12).map(lambda text: quote(text.encode("utf-8", "surrogatepass"), safe="")),
)


@given(st.lists(_PARTS, max_size=6), _ACCEPTS)
def test_no_path_and_no_header_breaks_anything(web: TestClient, parts: list[str], accept: str) -> None:
    answer = web.get("http://testserver/" + "/".join(parts), headers={"Accept": accept})
    assert answer.status_code < 500
    assert "Traceback" not in answer.text


@given(st.text(max_size=60), st.sampled_from(["", ".ttl", ".rdf", ".html", ".jsonld"]))
def test_no_iri_breaks_anything(web: TestClient, iri: str, ending: str) -> None:
    encoded = quote(iri.encode("utf-8", "surrogatepass"), safe="")
    for path in (f"/resource?iri={encoded}", f"/data/resource{ending}?iri={encoded}"):
        answer = web.get(path)
        assert answer.status_code in (303, 404)
        assert urlsplit(answer.headers.get("location", "/")).netloc == ""  # it never leads elsewhere


#: What the name in an IRI may be made of: letters beyond ASCII as they are, and anything at all as it is encoded.
_PIECES = st.one_of(
    st.characters(min_codepoint=0xA0, max_codepoint=0x2FFFF, categories=["L", "M", "N", "S", "Zs"]),
    st.sampled_from(
        ["%20", "%C3%A9", "%c3%a9", "%25", "%2F", "%2e", "%41", "%FF", "%C3", "%ff", "/", ".", ".ttl", ":"]
    ),
    st.text(max_size=5).map(lambda text: quote(text, safe="!$&'()*+,;=:@/")),
)


@given(st.lists(_PIECES, max_size=8).map("".join))
def test_an_address_of_ours_leads_back_to_the_iri_it_was_made_from(name: str) -> None:
    iri = PREFIXES["xwid"] + name
    assert iri in asking.resources(requested(addresses.identifier(iri)))
    for ending in ("ttl", "html"):
        assert (iri, ending) in list(asking.documents(requested(addresses.document(iri, ending))))


@pytest.mark.parametrize("name", ["caf%C3%A9", "\u00e9%20x", "\u00e9/a%2Fb.c", "%FF\u00e9", "plain"])
def test_an_iri_has_a_path_of_its_own_unless_that_would_stand_for_another(name: str) -> None:
    assert addresses.identifier(PREFIXES["xwid"] + name) == f"/id/{quote(name, safe='/%')}"
    mixed = PREFIXES["xwid"] + name + "\u00e9%C3%A9"
    assert addresses.identifier(mixed).startswith("/resource?iri=")


def test_an_iri_with_other_letters_and_escapes_is_followed_to_its_document(tmp_path: Path) -> None:
    iri, file = f"{PREFIXES['xwid']}demo/\u00e9%20x", tmp_path / "demo.ttl"
    file.write_text(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . "
        f'<{iri}> a skos:Concept ; skos:inScheme <http://example.org/scheme> ; skos:prefLabel "One"@en .',
        encoding="utf-8",
    )
    with client(open_graph(data=[str(file)], cache=False), shipped=False) as web:
        led = web.get("/id/demo/%C3%A9%20x", headers={"Accept": "text/turtle"})
        assert (led.status_code, led.headers["location"]) == (303, "/data/id/demo/%C3%A9%20x.ttl")
        found = web.get(led.headers["location"])
        assert Iri(iri) in {triple.subject for triple in oxigraph.parse(found.content, ".ttl")}


def requested(address: str) -> Request:
    """A request for an address, as a server makes it."""
    path, _, query = address.partition("?")
    scope = {"type": "http", "method": "GET", "headers": [], "path": unquote(path), "raw_path": path.encode()}
    return Request({**scope, "query_string": query.encode()})


def test_a_fault_of_the_engine_is_a_sentence_for_later_and_tells_nothing_of_it(
    graph: CrosswalkGraph, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_arguments: object) -> None:
        raise EndpointFault("The endpoint http://inner.example/sparql does not answer.")

    monkeypatch.setattr(CrosswalkGraph, "resource", fails)
    answer = client(graph).get(THIS)
    assert answer.status_code == 503 and answer.headers["retry-after"]
    assert "inner.example" not in answer.text
    (logged,) = [one for one in caplog.records if one.name.startswith("crosswalk")]
    assert logged.exc_info is None and logged.getMessage().endswith("http://inner.example/sparql does not answer.")


def test_where_an_endpoint_answers_its_address_is_told_nowhere(tmp_path: Path, graph: CrosswalkGraph) -> None:
    EmbeddedStore(dataset()).dump(str(tmp_path / "graph.nq"))
    with served(tmp_path / "store", tmp_path / "graph.nq") as address:
        asked = client(open_graph(endpoint=address), shipped=False)
        port = address.split(":")[2].partition("/")[0]
        for path in (THIS, "/data/id/ais-psi/3.4.ttl", "/data/id/agent/ib.html", "/id/nobody", "/ontology"):
            answer = asked.get(path)
            assert answer.status_code in (200, 303, 404)
            assert port not in answer.text and port not in str(answer.headers)
    answer = asked.get(THIS)  # it has gone
    assert answer.status_code == 503 and port not in answer.text


def test_a_queue_that_is_full_refuses_more() -> None:
    async def crowd() -> tuple[int, int]:
        threads, done, refused = Threads(1, 2), 0, 0
        gate = threading.Event()

        async def ask() -> None:
            nonlocal done, refused
            try:
                await threads.run(gate.wait)
                done += 1
            except Busy:
                refused += 1

        async with anyio.create_task_group() as group:
            for _ in range(8):
                group.start_soon(ask)
                await anyio.sleep(0.01)
            gate.set()
        return done, refused

    assert anyio.run(crowd) == (3, 5)


def test_crawlers_are_kept_from_queries_alone(web: TestClient) -> None:
    from urllib.robotparser import RobotFileParser

    rules = RobotFileParser()
    rules.parse(web.get("/robots.txt").text.splitlines())
    assert not rules.can_fetch("anybot", "https://x.example/sparql?query=ASK%7B%7D")
    assert all(
        rules.can_fetch("anybot", f"https://x.example{path}") for path in (THIS, "/", "/standard?id=ais-psi:3.4")
    )


def test_every_class_that_has_a_page_has_members(graph: CrosswalkGraph) -> None:
    text = "SELECT DISTINCT ?kind WHERE { { ?s a ?kind } UNION { GRAPH ?g { ?s a ?kind } } }"
    assert set(addresses.PAGES) <= {str(kind) for (kind,) in graph.sparql(text, with_workspace=False).rows}
