"""The kinds of record that a school writes, with their fields: the table that forms, sheets, triples and checks read.

A record's body is a plain mapping from field names to values, as JSON holds them. A reference is a short form
(``ais-psi:3.4``), or an absolute IRI where the resource is not of ours.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from crosswalk.terms import Iri
from crosswalk.vocabulary import DCTERMS, RDFS, SCHEMA, SKOS, XW

#: What a field holds. "line" is text without a line break; "statement" a statement or framework; "place" an IRI within
#: ours that has no short form, from after ``…/id/`` on (a criterion), "level" that of a level; "record" another record.
FieldType = Literal[
    "line", "text", "link", "date", "boolean", "integer", "decimal", "status", "type", "statement", "place", "level",
    "iri", "record", "supports", "attachments",
]  # fmt: skip

#: The longest text that a field takes, by its type, in characters.
LONGEST: dict[str, int] = {"line": 500, "text": 20_000, "link": 2_000, "iri": 2_000}

#: How many values a field with several takes, supports and attachments among them.
MOST_VALUES = 500


class Field(NamedTuple):
    """A field: its name (also the heading of a sheet and the key in JSON), what it holds, and how RDF says it.

    `help` is the sentence beside it in forms and templates. `types` are the codes of the evidence types that it belongs
    to, none meaning all.
    """

    name: str
    type: FieldType
    predicate: Iri
    label: str
    help: str = ""
    required: bool = False
    many: bool = False
    types: tuple[str, ...] = ()


class Kind(NamedTuple):
    """A kind of record. `graph` is the named graph that shows it; a new one has the first of `statuses`."""

    name: str
    words: str
    cls: Iri
    graph: str
    statuses: tuple[str, ...]
    fields: tuple[Field, ...]

    def field(self, name: str) -> Field | None:
        """The field of that name."""
        return next((field for field in self.fields if field.name == name), None)


SESSION, GRANT, COACHING = "programme-1", "programme-2", "programme-3"
_PROGRAMME = (SESSION, GRANT, COACHING)

_NOTE = Field("note", "text", SKOS.note, "Note", "Anything else that a reader should know.")


def _status(*values: str) -> Field:
    return Field("status", "status", XW.recordStatus, "Status", f"One of: {', '.join(values)}.", required=True)


_EVIDENCE = ("draft", "submitted", "accepted", "retired")
_CYCLE = ("open", "closed", "retired")
_GOAL = ("open", "achieved", "dropped", "retired")
_IN_FORCE = ("inForce", "retired")
_PROBLEM = ("open", "answered", "retired")

_OF_PROGRAMME = (
    Field("need", "text", XW.improvementNeed, "Need that it answers",
          "The need of the school's improvement plan that it answers.", types=_PROGRAMME),
    Field("participants", "integer", XW.participants, "Participants", "How many took part.", types=(SESSION,)),
    Field("hours", "decimal", XW.hours, "Hours", "How many hours it took.", types=(SESSION, COACHING)),
    Field("amount", "decimal", XW.amount, "Amount", "The sum granted, as a number.", types=(GRANT,)),
    Field("currency", "line", SCHEMA.priceCurrency, "Currency", "The currency of the amount, such as EUR.",
          types=(GRANT,)),
    Field("structure", "text", XW.structure, "Structure", "How the coaching is organised.", types=(COACHING,)),
    Field("teachers", "text", XW.teachers, "Teachers", "Who is coached: initials, codes or a group.",
          types=(COACHING,)),
    Field("duties", "text", XW.duties, "Duties", "What coach and teachers each take on.", types=(COACHING,)),
    Field("resources", "text", XW.resources, "Resources", "What it needs.", types=(COACHING,)),
    Field("communication", "text", XW.communication, "Communication", "How those involved keep in touch.",
          types=(COACHING,)),
    Field("approval", "line", XW.approval, "Approval", "Who approved it beforehand, and when.",
          types=(GRANT, COACHING)),
    Field("follow_up", "text", XW.followUp, "Follow-up", "What happens afterwards.", types=_PROGRAMME),
    Field("evaluation", "text", XW.evaluation, "Evaluation", "How its effect is found out, and what was found.",
          types=_PROGRAMME),
)  # fmt: skip

EVIDENCE = Kind(
    "evidence",
    "evidence",
    XW.Evidence,
    "evidence",
    _EVIDENCE,
    (
        Field("title", "line", DCTERMS.title, "Title", "What the document or record is called.", required=True),
        Field("type", "type", XW.hasEvidenceType, "Type", "The code or label of a type of evidence.", required=True),
        _status(*_EVIDENCE),
        Field("supports", "supports", XW.support, "Supports",
              "The statements that it is evidence for, each with the level it shows and the reason.", many=True),
        Field("link", "link", SCHEMA.url, "Link", "Where it can be opened: an address beginning with http or https."),
        Field("attachments", "attachments", XW.attachment, "Attachments", "Files kept with the record.", many=True),
        Field("date", "date", DCTERMS.date, "Date", "The day it is from, as 2026-03-31."),
        Field("period_start", "date", SCHEMA.startDate, "Period from", "The first day of the time it is about."),
        Field("period_end", "date", SCHEMA.endDate, "Period to", "The last day of the time it is about."),
        Field("expires", "date", SCHEMA.expires, "Expires", "The last day on which it counts; empty: it does not end."),
        Field("owner", "line", XW.owner, "Owner", "Who keeps it: initials, a code, or an office."),
        Field("confidential", "boolean", XW.confidential, "Confidential",
              "yes where it may leave only when it is asked for by name."),
        *_OF_PROGRAMME,
        _NOTE,
    ),
)  # fmt: skip

CYCLE = Kind(
    "cycle",
    "assessment cycle",
    XW.AssessmentCycle,
    "assessments",
    _CYCLE,
    (
        Field("person", "line", XW.person, "Person", "Initials or a code, no full name.", required=True),
        Field("framework", "statement", XW.assessedFramework, "Framework", "Whose rubric is used.", required=True),
        Field("title", "line", DCTERMS.title, "Title", "What this round is called, such as Autumn 2026.",
              required=True),
        _status(*_CYCLE),
        Field("period_start", "date", SCHEMA.startDate, "From", "The first day of the time assessed."),
        Field("period_end", "date", SCHEMA.endDate, "To", "The last day of the time assessed."),
        _NOTE,
    ),
)  # fmt: skip

RATING = Kind(
    "rating",
    "rating",
    XW.Rating,
    "assessments",
    _IN_FORCE,
    (
        Field("cycle", "record", XW.inCycle, "Cycle", "The cycle that it belongs to.", required=True),
        Field("about", "place", XW.ratedCriterion, "Criterion", "The criterion or the PSI that is rated.",
              required=True),
        Field("level", "level", XW.level, "Level", "The level of the rubric.", required=True),
        _status(*_IN_FORCE),
        Field("evidence", "record", XW.citesEvidence, "Evidence", "The records that show it.", many=True),
        Field("reflection", "text", XW.reflection, "Reflection", "Why this level, in one's own words."),
    ),
)  # fmt: skip

GOAL = Kind(
    "goal",
    "goal",
    XW.Goal,
    "assessments",
    _GOAL,
    (
        Field("cycle", "record", XW.inCycle, "Cycle", "The cycle that it belongs to.", required=True),
        Field("about", "statement", XW.goalFor, "PSI or indicator", "What it is to move forward.", required=True),
        _status(*_GOAL),
        Field("specific", "text", XW.specific, "Specific", "What exactly is to be reached?", required=True),
        Field("measurable", "text", XW.measurable, "Measurable", "How will it be seen that it is reached?",
              required=True),
        Field("achievable", "text", XW.achievable, "Achievable", "What makes it possible?", required=True),
        Field("relevant", "text", XW.relevant, "Relevant", "Why does it matter, here and now?", required=True),
        Field("due", "date", SCHEMA.endDate, "Time-bound", "The day by which it is to be reached.", required=True),
        Field("progress", "integer", XW.progress, "Progress", "How far it has come, from 0 to 100."),
        Field("progress_note", "text", XW.progressNote, "Progress in words", "What was done since, and what is next."),
        Field("evidence", "record", XW.citesEvidence, "Evidence", "The records that show it.", many=True),
    ),
)  # fmt: skip

DECISION = Kind(
    "decision",
    "decision",
    XW.ScopeDecision,
    "decisions",
    _IN_FORCE,
    (
        Field("about", "statement", XW.outOfScope, "Out of scope", "The statement, or the section, that is left out.",
              required=True),
        Field("reason", "text", RDFS.comment, "Reason", "Why it is out of scope.", required=True),
        _status(*_IN_FORCE),
        Field("date", "date", DCTERMS.date, "Date", "The day of the decision."),
    ),
)  # fmt: skip

PROBLEM = Kind(
    "problem",
    "report of a problem",
    XW.ProblemReport,
    "problems",
    _PROBLEM,
    (
        Field("about", "iri", XW.problemWith, "About",
              "The mapping or statement that it is about.", required=True),
        Field("message", "text", RDFS.comment, "What is wrong", "What is wrong, and what would be right.",
              required=True),
        _status(*_PROBLEM),
        Field("answer", "text", XW.answer, "Answer", "What came of it."),
    ),
)  # fmt: skip

KINDS: dict[str, Kind] = {kind.name: kind for kind in (EVIDENCE, CYCLE, RATING, GOAL, DECISION, PROBLEM)}

RETIRED = "retired"


def fields_for(kind: Kind, type_: str) -> tuple[Field, ...]:
    """The fields of a record of that evidence type: those of all types, and its own."""
    return tuple(field for field in kind.fields if not field.types or type_ in field.types)
