"""The mapping sets that a document itself prints: one per framework cited, one claim per code that resolves.

A printed claim says that the document relates two statements and no more: `skos:mappingRelation`, no confidence.
"""

from __future__ import annotations

from collections.abc import Sequence

from crosswalk.model import Citation, Framework, Mapping, MappingSet
from crosswalk.sources.growth_model import GrowthModel
from crosswalk.vocabulary import PREFIXES

#: Who says a printed claim.
AUTHOR = "document:ais-growth-model"
AUTHOR_LABEL = "AIS Technology Integrationist Professional Growth Model (document)"

#: The frameworks that the document cites, with how we call them in titles.
CITED_FRAMEWORKS = (("iste-coaches-2011", "ISTE Coaches 2011"), ("ib-psp-2014", "IB practices 2014"))

_LICENSE = "https://creativecommons.org/licenses/by/4.0/"
_VERSION = "0.1.0"


def printed_mapping_sets(model: GrowthModel, citations: Sequence[Citation]) -> tuple[MappingSet, MappingSet]:
    """The two sets that the document prints, to ISTE Coaches 2011 and to the IB practices of 2014, in printed order.

    `citations` are the resolved ones (`growth_model.resolve_citations`); those that resolve to nothing make no claim.
    """
    first, second = (
        _mapping_set(model.framework, target, called, [c for c in citations if c.target == target and c.resolved])
        for target, called in CITED_FRAMEWORKS
    )
    return first, second


def unresolved(citations: Sequence[Citation]) -> tuple[Citation, ...]:
    """The citations that resolve to nothing and are kept as citations alone."""
    return tuple(citation for citation in citations if citation.resolved is None)


def _mapping_set(framework: Framework, target: str, called: str, citations: Sequence[Citation]) -> MappingSet:
    return MappingSet(
        id=f"{PREFIXES['xwid']}mapping-set/{framework.id}--{target}--printed",
        title=f"AIS growth model to {called}, as printed",
        description=(
            f"What the AIS growth model prints beside its indicators, code by code, resolved against {called}. "
            "The document relates the two and says no more; whether a link holds is judged elsewhere."
        ),
        license=_LICENSE,
        subject_source=framework.id,
        object_source=target,
        mappings=tuple(_mapping(citation) for citation in citations),
        version=_VERSION,
    )


def _mapping(citation: Citation) -> Mapping:
    return Mapping(
        subject=citation.citing,
        predicate="skos:mappingRelation",
        object=citation.resolved or "",
        justification="semapv:ManualMappingCuration",
        author=AUTHOR,
        author_label=AUTHOR_LABEL,
        kind="printed",
        status="proposed",
        citation=citation,
    )
