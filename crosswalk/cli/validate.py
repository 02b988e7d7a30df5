"""``crosswalk validate``: the shipped data, or a file of one's own, judged by the shapes."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

from crosswalk.cli.main import Parser
from crosswalk.cli.opening import added
from crosswalk.cli.output import print_json, printable
from crosswalk.cli.progress import Bar

if TYPE_CHECKING:
    from crosswalk.model import Finding

EXAMPLES = (
    "crosswalk validate",
    "crosswalk validate mine.ttl ours.sssom.tsv --strict",
    "crosswalk validate mine.ttl --format turtle > report.ttl",
)


def configure(parser: Parser) -> None:
    """Declare the options."""
    parser.add_argument(
        "files", nargs="*", metavar="FILE", help="Turtle, other RDF or SSSOM TSV; without one, the data"
    )
    parser.add_argument("--engine", choices=("fast", "pyshacl"), default="fast", help="default: %(default)s")
    parser.add_argument("--format", choices=("text", "json", "turtle"), default="text", help="default: %(default)s")
    parser.add_argument("--strict", action="store_true", help="warnings count as violations for the exit code")


def execute(options: argparse.Namespace) -> int:
    """Judge and print; exit code 1 where there is a violation (or, with --strict, a warning)."""
    from crosswalk.api import validate

    findings: list[Finding] = []
    reports = []
    files = options.files or _own(options)
    for path in files or (None,):
        with Bar(f"Validating {path or 'the shipped data'}", "shapes") as bar:
            report = validate(path, data=added(options), engine=options.engine, progress=bar.advance)
        reports.append(report)
        findings += report.findings
    if options.format == "turtle":
        for report in reports:
            sys.stdout.write(report.turtle().decode())
    elif options.format == "json":
        print_json([finding._asdict() for finding in findings])
    else:
        print_findings(findings, sys.stdout)
        print(_summary(findings, files))
    counted = ("violation", "warning") if options.strict else ("violation",)
    return 1 if any(finding.severity in counted for finding in findings) else 0


def _own(options: argparse.Namespace) -> list[str]:
    """Where no file is named: the files of ``--data``, which are otherwise only known to exist."""
    from crosswalk.graph.files import own_files

    return [file.path for file in own_files(options.data or ())]


def _summary(findings: list[Finding], files: list[str]) -> str:
    what = ", ".join(files) if files else "The shipped data"
    if not findings:
        return f"{what}: nothing to report."
    counts = [(s, sum(f.severity == s for f in findings)) for s in ("violation", "warning", "info")]
    return f"{what}: " + ", ".join(f"{n} {s}{'s' if n > 1 else ''}" for s, n in counts if n) + "."


def print_findings(findings: Iterable[Finding], stream: TextIO) -> int:
    """Print each finding as place, severity, code and sentence; give the number of violations."""
    violations = 0
    for finding in findings:
        violations += finding.severity == "violation"
        line = f"{finding.where}: {finding.severity} {finding.code}: {finding.message}"
        print(printable(f"{line} {finding.hint}" if finding.hint else line), file=stream)
    return violations
