"""Validation of the shipped data, the fast engine against pySHACL, both finding the same."""

from __future__ import annotations

from measure import medians, milliseconds, table, verdict

from crosswalk.api import validate

RUNS = 3


def main() -> None:
    """Measure and print."""
    fast_report, reference_report = validate(engine="fast"), validate(engine="pyshacl")
    if fast_report.findings != reference_report.findings:
        raise SystemExit("The two engines do not find the same; the figures would compare nothing.")
    fast, reference = medians(lambda: validate(engine="fast"), lambda: validate(engine="pyshacl"), runs=RUNS)
    table([("fast", milliseconds(fast)), ("pySHACL", milliseconds(reference))])
    verdict("pySHACL / fast", reference / fast, 20, at_least=True)
    verdict("fast", fast, 1, " s")


if __name__ == "__main__":
    main()
