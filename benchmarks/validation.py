"""Validation of the shipped data, the fast engine against pySHACL, both finding the same; then with the reading."""

from __future__ import annotations

from measure import medians, milliseconds, table, verdict

from crosswalk.api import validate
from crosswalk.graph import dataset
from crosswalk.quality.report import Report
from crosswalk.quality.results import Engine
from crosswalk.quality.validation import validate_dataset

RUNS = 5


def main() -> None:
    """Measure and print."""
    data = dataset.read(dataset.dataset())

    def judge(engine: Engine) -> Report:
        return validate_dataset(data.triples, engine=engine, findings=data.findings, places=data.places)

    if judge("fast").findings != judge("pyshacl").findings:
        raise SystemExit("The two engines do not find the same; the figures would compare nothing.")
    fast, reference, whole = medians(lambda: judge("fast"), lambda: judge("pyshacl"), validate, runs=RUNS)
    table(
        [
            ("fast, files read before", milliseconds(fast)),
            ("pySHACL, files read before", milliseconds(reference)),
            ("fast, reading the files too", milliseconds(whole)),
        ]
    )
    verdict("pySHACL / fast", reference / fast, 20, at_least=True)
    verdict("fast, reading the files too", whole, 1, " s")


if __name__ == "__main__":
    main()
