"""A growth record as a report: the profile, what the next level asks, the goals, and a translation if one is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from crosswalk.evidence.assessment import Compared, Part, Profile, next_step
from crosswalk.evidence.standing import Standing, Way, contribution
from crosswalk.evidence.translation import LABEL, Translation
from crosswalk.evidence.vocabulary import Vocabulary
from crosswalk.reports.content import Column, Report, Row, Table
from crosswalk.words import count

FIELDS = ("psi", "psi_label", "criterion", "label", "level", "evidence", "reflection", "next_level", "next")

#: Said wherever a profile is shown.
COUNTS = "Levels are counted, criterion by criterion; nothing is averaged."

QUOTED = "Descriptors in quotation marks are the words of the growth model of Atlanta International School."


def growth_report(
    found: Profile, vocabulary: Vocabulary, data_version: str, translation: Translation | None = None
) -> Report:
    """The record of a cycle as a report."""
    body = found.cycle.body
    period = " to ".join(filter(None, [body.get("period_start"), body.get("period_end")]))
    about = {
        "Person": str(body["person"]),
        "Cycle": f"{body['title']} ({found.cycle.id}), {body['status']}",
        **({"Period": period} if period else {}),
        "Rubric": vocabulary.label(str(body["framework"])),
        "How it is counted": COUNTS,
        **({"Not counted": strange_note(found)} if found.strange else {}),
        "Self-assessment": "Every level is the person's own; nobody else has rated it.",
        **({"Translation": LABEL, "How it is translated": translation_note(translation)} if translation else {}),
        "Date": date.today().isoformat(),
        "Data version": data_version,
        "Rights": QUOTED,
    }
    rated = sum(one.rating is not None for one in found.rated)
    tables = [profile_table(found), _criteria(found, vocabulary), _goals(found, vocabulary)]
    if translation is not None:
        tables.append(translation_table(translation, vocabulary))
    return Report(
        f"growth-{found.cycle.id}",
        f"Growth record of {body['person']}, {body['title']}",
        f"{rated} of {len(found.rated)} criteria rated, {count(len(found.goals), 'goal')}",
        tuple(about.items()),
        tuple(tables),
        FIELDS,
        tuple(records(found, vocabulary)),
    )


def strange_note(found: Profile) -> str:
    """Which ratings are not counted, and why."""
    return f"Ratings at a level that this rubric has not: {', '.join(one.id for one in found.strange)}."


def records(found: Profile, vocabulary: Vocabulary) -> Iterator[dict[str, Any]]:
    """A row for each PSI that is rated as a whole, and for each criterion, with the keys of `FIELDS`."""
    for part in found.parts:
        if part.own is not None:
            yield _record(part, part.subject, "as a whole", part.own.body, vocabulary)
        for one in part.criteria:
            body = one.rating.body if one.rating else {}
            step = next_step(one.criterion, one.level, found.levels)
            yield {
                **_record(part, one.criterion.key, one.criterion.label, body, vocabulary),
                "next_level": step.level.label if step.level else "",
                "next": [step.told, *step.texts],
            }


def _record(part: Part, key: str, label: str, body: Any, vocabulary: Vocabulary) -> dict[str, Any]:
    return {
        "psi": part.subject, "psi_label": part.label, "criterion": key, "label": label,
        "level": vocabulary.level_label(body.get("level")) or "not rated", "evidence": list(body.get("evidence", ())),
        "reflection": body.get("reflection", ""), "next_level": "", "next": [],
    }  # fmt: skip


def profile_table(found: Profile) -> Table:
    """How many criteria of each PSI are at each level, and what the person says of the PSI as a whole."""
    labels = [level.label for level in found.levels]
    columns = (
        Column("PSI", 4), *(Column(label, 1, "number") for label in labels), Column("Not rated", 1, "number"),
        Column("As a whole, by the person", 2),
    )  # fmt: skip
    by_place = {level.place: level.label for level in found.levels}
    rows = []
    for part in found.parts:
        own = by_place.get(str(part.own.body["level"]), "") if part.own else "–"
        rows.append(Row((f"{part.subject.partition(':')[2]} {part.label}", *part.counts(found.levels).values(), own)))
    return Table("Profile", "How many criteria are at each level", columns, tuple(rows))


def _criteria(found: Profile, vocabulary: Vocabulary) -> Table:
    columns = (
        Column("Criterion (our words)", 3), Column("Level", 2, "status"), Column("Reflection", 4),
        Column("Evidence", 3), Column("What the next level asks", 5),
    )  # fmt: skip
    rows = []
    for part in found.parts:
        for one in part.criteria:
            body = one.rating.body if one.rating else {}
            step = next_step(one.criterion, one.level, found.levels)
            asked = (step.told, *(f"“{text}”" for text in step.texts))
            level = vocabulary.level_label(one.level) or "not rated"
            evidence = tuple(str(id_) for id_ in body.get("evidence", ()))
            group = f"{part.subject.partition(':')[2]} {part.label}"
            rows.append(Row((one.criterion.label, level, str(body.get("reflection", "")), evidence, asked), group))
    return Table("Criteria", "Criterion by criterion", columns, tuple(rows))


def _goals(found: Profile, vocabulary: Vocabulary) -> Table:
    columns = (
        Column("For", 2), Column("Specific", 3), Column("Measurable", 3), Column("Achievable", 3),
        Column("Relevant", 3), Column("By", 1, "code"), Column("Status", 1, "status"), Column("Progress", 2),
    )  # fmt: skip
    rows = []
    for goal in found.goals:
        body = goal.body
        done = f"{body['progress']} of 100" if "progress" in body else ""
        told = tuple(filter(None, [done, str(body.get("progress_note", ""))]))
        parts = (str(body[name]) for name in ("specific", "measurable", "achievable", "relevant"))
        about = f"{body['about']} {vocabulary.label(str(body['about']))}"
        rows.append(Row((about, *parts, str(body["due"]), str(body["status"]), told)))
    return Table("Goals", "Goals", columns, tuple(rows))


def translation_table(found: Translation, vocabulary: Vocabulary) -> Table:
    """The statements of the other framework that the profile says something of, each with its ways."""
    columns = (
        Column("Statement", 2, "code"),
        Column("Label (our words)", 3),
        Column("Status", 2, "status"),
        Column("From", 6),
    )
    rows = [
        Row((row["statement"].partition(":")[2], row["label"], row["status"], tuple(row["from"])))
        for row in translation_rows(found, vocabulary)
    ]
    title = f"Translated to {vocabulary.label(found.target)}: a translation, no rating by its publisher"
    return Table("Translation", title, columns, tuple(rows))


def translation_note(found: Translation) -> str:
    """How a profile was translated, and what of it was not, in sentences."""
    told = (
        "An indicator is taken at the lowest level of the rated criteria about it. "
        "What is said of a PSI as a whole is not translated."
    )
    names = ", ".join(one.criterion.label for one in found.without)
    return f"{told} Tied to no indicator, and so not translated: {names}." if names else told


def translation_rows(found: Translation, vocabulary: Vocabulary) -> list[dict[str, Any]]:
    """The statements that the profile says something of: how each stands, from what, and by which claims."""
    return [
        {
            "statement": one.statement, "label": vocabulary.label(one.statement), "status": one.status,
            "from": list(_ways(one, found, vocabulary)), "indicators": _unique(i for w in _all(one) for i in w.start),
            "criteria": _unique(key for w in _all(one) for i in w.start for key in _criteria_of(i, found)),
            "claims": _unique(name for w in _all(one) for name in w.claims), "note": LABEL,
        }
        for one in found.standings
        if one.ways or one.denied
    ]  # fmt: skip


def _all(standing: Standing) -> tuple[Way, ...]:
    return (*(way for way, _ in standing.ways), *standing.denied)


def _unique(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _criteria_of(indicator: str, found: Translation) -> list[str]:
    return [one.criterion.key for one in found.indicators[indicator][1]] if indicator in found.indicators else []


def _ways(standing: Standing, found: Translation, vocabulary: Vocabulary) -> Iterator[str]:
    """From which indicators and criteria, at which level, by whose claims, in sentences; what is denied last."""
    for way, bearings in standing.ways:
        levels = ", ".join(
            f"{b.evidence} at {vocabulary.level_label(b.level)} (from {', '.join(_criteria_of(b.evidence, found))})"
            for b in bearings
        )
        authors = _unique(found.claims[name].author_label for name in way.claims if name in found.claims)
        told = "; ".join(filter(None, [f"by {', '.join(authors)}" if authors else "", way.reason]))
        reason = f" ({told})" if told else ""
        proposed = "; rests on a claim that nobody has reviewed" if way.proposed else ""
        yield f"{contribution(way, bearings).capitalize()}: {levels}, {way.kind}{reason}{proposed}."
    for way in standing.denied:
        yield f"Denied, and not counted: {way.start[0]}, {way.reason}"


def comparison_rows(found: Iterable[Compared]) -> list[dict[str, Any]]:
    """A comparison as rows: the criterion, its level in each cycle, what changed."""
    return [
        {"psi": one.criterion.subject, "criterion": one.criterion.key, "label": one.criterion.label,
         "levels": " → ".join(one.levels), "change": ", ".join(one.changes)}
        for one in found
    ]  # fmt: skip
