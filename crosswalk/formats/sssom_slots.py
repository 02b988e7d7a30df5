"""The slots of an SSSOM table, ours among them, and what may stand in each. Tables only.

Source: SSSOM 1.0, the schema of mapping and mapping set.
"""

from __future__ import annotations

from crosswalk.vocabulary import BASES, CLAIM_KINDS, CURATION_STATUSES, ENTAILED, SET_RELATIONS, VERDICTS

#: Extension slots: name, the property it becomes in RDF, and a type that every SSSOM reader knows (xsd:integer, not a
#: narrower one).
EXTENSIONS: tuple[tuple[str, str, str], ...] = (
    ("ext_claim_kind", "xw:claimKind", "xsd:string"),
    ("ext_curation_status", "xw:curationStatus", "xsd:string"),
    ("ext_set_relation", "xw:setRelation", "xsd:string"),
    ("ext_basis", "xw:basis", "xsd:string"),
    ("ext_printed_text", "xw:printedText", "xsd:string"),
    ("ext_printed_code", "xw:printedCode", "xsd:string"),
    ("ext_start", "oa:start", "xsd:integer"),
    ("ext_end", "oa:end", "xsd:integer"),
    ("ext_verdict", "xw:verdict", "xsd:string"),
    ("ext_resolution_confidence", "xw:resolutionConfidence", "xsd:string"),
    ("ext_resolved_through", "xw:resolvedThrough", "xsd:string"),
    ("ext_note", "skos:note", "xsd:string"),
    ("ext_derived_from", "prov:wasDerivedFrom", "xsd:string"),
)

#: Columns that we write, in the order of the SSSOM schema.
COLUMNS = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "predicate_modifier",
    "object_id",
    "object_label",
    "mapping_justification",
    "author_id",
    "author_label",
    "mapping_date",
    "confidence",
    "comment",
    *(name for name, _, _ in EXTENSIONS),
)

#: Slots of the specification that we understand as present and do not carry.
OTHER_SLOTS = frozenset(
    (  # noqa: SIM905 (forty names, one a line, would be a page)
        "record_id subject_category predicate_label object_category reviewer_id reviewer_label creator_id "
        "creator_label license subject_type subject_source subject_source_version object_type object_source "
        "object_source_version predicate_type mapping_provider mapping_source mapping_cardinality "
        "cardinality_scope mapping_tool mapping_tool_id mapping_tool_version publication_date review_date "
        "reviewer_agreement curation_rule curation_rule_text subject_match_field object_match_field match_string "
        "subject_preprocessing object_preprocessing similarity_score similarity_measure see_also "
        "issue_tracker_item other"
    ).split()
)
#: Columns without which a row says nothing.
REQUIRED = ("subject_id", "predicate_id", "object_id", "mapping_justification")
#: Columns whose cells hold one of a few words, or nothing.
ALLOWED = (
    ("predicate_modifier", ("Not",)),
    ("ext_claim_kind", (*CLAIM_KINDS, ENTAILED)),
    ("ext_curation_status", CURATION_STATUSES),
    ("ext_set_relation", SET_RELATIONS),
    ("ext_basis", BASES),
    ("ext_verdict", VERDICTS),
)
