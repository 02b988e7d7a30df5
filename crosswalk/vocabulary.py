"""The names the graph uses: prefixes, the few terms minted here, and the terms reused from elsewhere. Tables only."""

from __future__ import annotations

from functools import lru_cache

from crosswalk.terms import Iri

BASE = "https://w3id.org/standards-crosswalk/"

#: Every prefix that a file, a query or a person may use without declaring it.
PREFIXES: dict[str, str] = {
    "xw": BASE + "ontology#",
    "xwsh": BASE + "shapes#",
    "xwid": BASE + "id/",
    "graph": BASE + "graph/",
    "ceasn": "https://purl.org/ctdlasn/terms/",
    "ceterms": "https://purl.org/ctdl/terms/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "pav": "http://purl.org/pav/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "semapv": "https://w3id.org/semapv/vocab/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "sssom": "https://w3id.org/sssom/",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


class Namespace:
    """A namespace whose attributes are the terms in it: ``SKOS.broader``; `term` serves names that Python reserves."""

    def __init__(self, base: str) -> None:
        self.base = base

    def __getattr__(self, name: str) -> Iri:
        if name.startswith("__"):
            raise AttributeError(name)
        made = Iri(self.base + name)
        self.__dict__[name] = made  # asked for again, it is found without coming here
        return made

    def term(self, name: str) -> Iri:
        """The term of that name."""
        return Iri(self.base + name)


XW = Namespace(PREFIXES["xw"])
CEASN = Namespace(PREFIXES["ceasn"])
CETERMS = Namespace(PREFIXES["ceterms"])
DCAT = Namespace(PREFIXES["dcat"])
DCTERMS = Namespace(PREFIXES["dcterms"])
FOAF = Namespace(PREFIXES["foaf"])
OA = Namespace(PREFIXES["oa"])
OWL = Namespace(PREFIXES["owl"])
PAV = Namespace(PREFIXES["pav"])
PROV = Namespace(PREFIXES["prov"])
RDF = Namespace(PREFIXES["rdf"])
RDFS = Namespace(PREFIXES["rdfs"])
SCHEMA = Namespace(PREFIXES["schema"])
SEMAPV = Namespace(PREFIXES["semapv"])
SKOS = Namespace(PREFIXES["skos"])
SPDX = Namespace(PREFIXES["spdx"])
SSSOM = Namespace(PREFIXES["sssom"])
VOID = Namespace(PREFIXES["void"])

RDF_TYPE = RDF.type

#: Kinds of statement, from the largest to the smallest; the last part of `xw:<kind>`.
STATEMENT_TYPES = (
    "psi", "category", "domain", "section", "standard", "indicator", "practice", "element", "requirement",
    "disposition", "driver", "role", "criterion", "benefit", "rule", "distinction", "routine",
)  # fmt: skip

#: How a citation was read (`xw:<verdict>`).
VERDICTS = ("exact", "normalised", "ambiguous", "outOfRange")

#: How well a fact is verified (`xw:<status>`); what was not seen at all does not ship.
VERIFICATIONS = ("verified", "verifiedOneSource", "partlyVerified")

#: Who says a mapping: the document (printed) or somebody named (judged).
CLAIM_KINDS = ("printed", "judged")

#: The kind of a record that nobody claims: it follows from claims (`alignment.compose`), which it names.
ENTAILED = "entailed"

#: How far a mapping has come in curation, lowest first (`xw:<status>`).
CURATION_STATUSES = ("candidate", "proposed", "reviewed", "published")

#: The set relation of two statements, each taken as the set of practices that satisfy it (`xw:<relation>`).
SET_RELATIONS = ("equal", "subset", "superset", "intersects", "disjoint")

#: What a judgement was read from (`xw:<basis>`): the wording of both statements, or our own glosses.
BASES = ("wording", "gloss")

#: How much of its object a joint claim covers (`xw:<extent>`).
EXTENTS = ("whole", "part")

#: How far a record of a workspace has come (`xw:<status>`); which of these it may have depends on its kind.
RECORD_STATUSES = (
    "draft", "submitted", "accepted", "open", "closed", "achieved", "dropped", "inForce", "answered", "retired",
)  # fmt: skip

#: The mapping predicates that a claim may use, as CURIEs.
MAPPING_PREDICATES = (
    "skos:exactMatch",
    "skos:closeMatch",
    "skos:broadMatch",
    "skos:narrowMatch",
    "skos:relatedMatch",
    "skos:mappingRelation",
)

NO_TERM_FOUND = "sssom:NoTermFound"

#: What the first part of an IRI names where it is no framework: a record, whose short form is a CURIE.
_RECORDS = ("mapping", "mapping-set", "citation", "joint-claim", "mapping-candidate", "contradiction", "change")


def expand(curie: str) -> Iri:
    """The IRI of a CURIE whose prefix is known here; an absolute IRI stays as it is. Raises KeyError otherwise."""
    prefix, _, local = curie.partition(":")
    if prefix in ("http", "https", "urn"):
        return Iri(curie)
    return Iri(PREFIXES[prefix] + local)


def shorten(iri: str) -> str:
    """The CURIE of an IRI, or the IRI itself where no prefix fits; statements keep their own short form instead."""
    best = max((p for p, ns in PREFIXES.items() if iri.startswith(ns)), key=lambda p: len(PREFIXES[p]), default=None)
    return iri if best is None else f"{best}:{iri[len(PREFIXES[best]) :]}"


def statement_iri(short: str) -> Iri:
    """``ais-psi:3.4`` → ``…/id/ais-psi/3.4``; ``ais-psi`` alone → the framework."""
    framework, _, notation = short.partition(":")
    return Iri(PREFIXES["xwid"] + framework + (f"/{notation}" if notation else ""))


@lru_cache(maxsize=2**14)  # the same few are named in every row of an answer
def short_form(iri: str) -> str:
    """``…/id/ais-psi/3.4`` → ``ais-psi:3.4``, ``…/id/agent/ib`` → ``agent:ib``; another IRI its CURIE or itself."""
    if iri.startswith(PREFIXES["xwid"]):
        parts = iri[len(PREFIXES["xwid"]) :].split("/")
        if len(parts) == 2 and parts[0] not in _RECORDS:
            return f"{parts[0]}:{parts[1]}"
        if len(parts) == 1:
            return parts[0]
    return shorten(iri)
