"""Against SeMRA: how long 1,200 claims take either, where the answers differ, and who is right, by brute force.

SeMRA runs in an environment of its own, named by CROSSWALK_SEMRA_PYTHON. The claims are true of sets that were made up
first, so they cannot contradict. What follows is judged by trying all sets of a small universe, not by either program.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections import Counter
from functools import cache
from itertools import product
from pathlib import Path
from random import Random

from measure import medians, milliseconds, table, verdict

from crosswalk.alignment.compose import Derived, compose
from crosswalk.alignment.premises import Network, Premise
from crosswalk.alignment.sweep import sweep
from crosswalk.relations import possible

HOW = (
    "Set CROSSWALK_SEMRA_PYTHON to a Python that has SeMRA: "
    "python -m venv semra && semra/bin/pip install semra && export CROSSWALK_SEMRA_PYTHON=$PWD/semra/bin/python"
)

#: Prefixes that SeMRA's registry knows; they stand for frameworks.
PREFIXES = ("chebi", "mesh", "doid", "ncit", "umls", "efo", "mondo", "hp")
GROUPS, MEMBERS, CLAIMS = 24, 4, 50
RUNS = 5

Claim = tuple[str, str, str, bool, float | None]
Pair = tuple[str, str]

#: What predicates say, the sets spelt out once more so that nothing of the package judges itself.
SAYS: dict[str, str] = {
    "skos:exactMatch": "equal",
    "skos:broadMatch": "subset",
    "skos:narrowMatch": "superset",
    "skos:closeMatch": "overlaps",
}


def stand(first: frozenset[int], second: frozenset[int]) -> str:
    """How two sets stand to each other."""
    if first == second:
        return "equal"
    if first < second:
        return "subset"
    if first > second:
        return "superset"
    return "intersects" if first & second else "disjoint"


def holds(said: str, relation: str) -> bool:
    """Whether two sets that stand so bear out what is said of them."""
    return relation != "disjoint" if said == "overlaps" else said == relation


SUBSETS = [frozenset(i for i in range(4) if bits >> i & 1) for bits in range(1, 16)]


@cache
def through(first: str, first_negated: bool, second: str, second_negated: bool) -> frozenset[str]:
    """How the ends of a chain of two claims can stand, by trying all sets; a denied predicate does not hold."""
    return frozenset(
        stand(a, c)
        for a, b, c in product(SUBSETS, repeat=3)
        if holds(SAYS[first], stand(a, b)) != first_negated and holds(SAYS[second], stand(b, c)) != second_negated
    )


def identifier(prefix: str, number: int) -> str:
    """A CURIE of the form that the registry wants under that prefix."""
    forms = {"mesh": "D{:06}", "doid": "{:07}", "ncit": "C{}", "umls": "C{:07}", "efo": "{:07}", "mondo": "{:07}"}
    return f"{prefix}:{forms.get(prefix, '{}' if prefix == 'chebi' else '{:07}').format(1000 + number)}"


def made() -> tuple[list[Claim], dict[str, frozenset[int]]]:
    """Claims in groups without a claim between them, true of the sets that are given too."""
    random, claims = Random(11), list[Claim]()
    sets: dict[str, frozenset[int]] = {}
    by_relation = {"equal": "exact", "subset": "broad", "superset": "narrow", "intersects": "close"}
    for group in range(GROUPS):
        members = [identifier(prefix, MEMBERS * group + i) for prefix in PREFIXES for i in range(MEMBERS)]
        few = random.sample(SUBSETS, 6)
        sets |= {member: random.choice(few) for member in members}
        apart = [(a, b) for a in members for b in members if a < b and a.split(":")[0] != b.split(":")[0]]
        for a, b in random.sample(apart, CLAIMS):
            relation = stand(sets[a], sets[b])
            name = by_relation.get(relation, "exact")
            claims.append((a, f"skos:{name}Match", b, relation == "disjoint", round(random.uniform(0.3, 1), 2)))
    return claims, sets


def network(claims: list[Claim]) -> Network:
    """The same claims as premises."""
    found = [
        Premise(f"claim-{i}", a, b, possible(predicate, negated), not negated, sure)
        for i, (a, predicate, b, negated, sure) in enumerate(claims)
    ]
    ends = sorted({end for claim in claims for end in (claim[0], claim[2])})
    return Network(found, {prefix: [end for end in ends if end.startswith(f"{prefix}:")] for prefix in PREFIXES})


def ours(claims: list[Claim], hops: int) -> dict[Pair, Derived]:
    """What follows for all pairs of different frameworks, with every proof."""
    built = network(claims)
    pairs = [(a, b) for a in PREFIXES for b in PREFIXES if a != b]
    return {(d.subject, d.object): d for a, b in pairs for d in compose(built, a, b, hops)}


def theirs(python: str, claims: list[Claim], hops: int) -> tuple[float, dict[Pair, dict[str, float | None]]]:
    """SeMRA's seconds, and for each pair the predicates that it infers with their confidence."""
    script = str(Path(__file__).with_name("semra_answers.py"))
    done = subprocess.run(
        [python, script, str(hops)], input=json.dumps(claims), capture_output=True, text=True, check=True
    )
    answer, found = json.loads(done.stdout), dict[Pair, dict[str, float | None]]()
    for subject, predicate, object_, confidence in answer["rows"]:
        found.setdefault((subject, object_), {})[predicate] = confidence
    return answer["seconds"], found


def entailed(claims: list[Claim]) -> dict[Pair, frozenset[str]]:
    """How pairs can stand by all their chains of two claims, each tried out: the judge."""
    turned = {"skos:broadMatch": "skos:narrowMatch", "skos:narrowMatch": "skos:broadMatch"}
    around: dict[str, list[tuple[str, str, bool]]] = {}
    for a, predicate, b, negated, _ in claims:
        around.setdefault(a, []).append((b, predicate, negated))
        around.setdefault(b, []).append((a, turned.get(predicate, predicate), negated))
    found: dict[Pair, frozenset[str]] = {}
    for start, steps in around.items():
        for middle, first, first_negated in steps:
            for end, second, second_negated in around[middle]:
                if end != start:
                    can = through(first, first_negated, second, second_negated)
                    found[start, end] = found.get((start, end), can) & can
    return found


#: Two claims in a row, and what each program makes of them.
CASES: dict[str, tuple[tuple[str, bool], tuple[str, bool]]] = {
    "exact, then exact": (("exact", False), ("exact", False)),
    "exact, then broad": (("exact", False), ("broad", False)),
    "broad, then broad": (("broad", False), ("broad", False)),
    "broad, then narrow": (("broad", False), ("narrow", False)),
    "narrow, then broad": (("narrow", False), ("broad", False)),
    "close, then close": (("close", False), ("close", False)),
    "exact, then close": (("exact", False), ("close", False)),
    "broad, then not exact": (("broad", False), ("exact", True)),
    "exact, then not exact": (("exact", False), ("exact", True)),
}


def cases(python: str) -> None:
    """Print what either says of two claims of confidence 0.1, and what is possible when all sets are tried."""
    print(f"\n  {'two claims of confidence 0.1':<28}{'SeMRA':<18}{'ours':<18}possible, by trying all sets")
    for name, ((first, first_negated), (second, second_negated)) in CASES.items():
        claims: list[Claim] = [
            (identifier("chebi", 0), f"skos:{first}Match", identifier("mesh", 0), first_negated, 0.1),
            (identifier("mesh", 0), f"skos:{second}Match", identifier("doid", 0), second_negated, 0.1),
        ]
        _, inferred = theirs(python, claims, 2)
        said = [
            f"{p[5:-5]} {sure:g}"
            for p, sure in inferred.get((identifier("chebi", 0), identifier("doid", 0)), {}).items()
        ]
        derived = ours(claims, 2).get((identifier("chebi", 0), identifier("doid", 0)))
        mine = "nothing" if derived is None else derived.relation or derived.verdict
        if derived is not None and derived.confidence is not None:
            mine += f" {derived.confidence:.2g}"
        can = through(claims[0][1], first_negated, claims[1][1], second_negated)
        print(f"  {name:<28}{', '.join(said) or 'nothing':<18}{mine:<18}{', '.join(sorted(can))}")


def differences(
    inferred: dict[Pair, dict[str, float | None]], claims: list[Claim], sets: dict[str, frozenset[int]]
) -> None:
    """Print, for each thing that either says of pairs without a claim of their own, how often it is borne out."""
    between = {(a, b) for a, _, b, _, _ in claims} | {(b, a) for a, _, b, _, _ in claims}
    derived = {pair: d.relation for pair, d in ours(claims, 2).items() if d.verdict == "entailed"}
    judge = entailed(claims)
    lines: Counter[tuple[str, str, str, str]] = Counter()
    for pair in sorted((inferred.keys() | derived.keys()) - between):
        mine = derived.get(pair, "")
        for predicate in inferred.get(pair, {"": None}):
            said = SAYS.get(predicate, "")
            lines[said or "–", mine or "–", right(said, pair, judge, sets), right(mine, pair, judge, sets)] += 1
    print(f"\n  {'SeMRA says':<12}{'ours says':<12}{'SeMRA':<24}{'ours':<24}pairs")
    for (said, mine, they, we), count in sorted(lines.items()):
        print(f"  {said:<12}{mine:<12}{they:<24}{we:<24}{count:>5}")


def right(said: str, pair: Pair, judge: dict[Pair, frozenset[str]], sets: dict[str, frozenset[int]]) -> str:
    """Whether what is said of a pair follows, or else whether it is at least so by luck."""
    if not said:
        return "–"
    if all(holds(said, relation) for relation in judge[pair]):
        return "follows"
    return "so, does not follow" if holds(said, stand(sets[pair[0]], sets[pair[1]])) else "WRONG"


def main() -> None:
    """Measure, compare, print."""
    python = os.environ.get("CROSSWALK_SEMRA_PYTHON")
    if not python:
        raise SystemExit(HOW)
    claims, sets = made()
    answers = {hops: theirs(python, claims, hops) for hops in (2, 5)}
    times = {hops: taken for hops, (taken, _) in answers.items()}
    swept, short, long = medians(
        lambda: sum(len(block.source) for block in sweep(network(claims))),
        lambda: ours(claims, 2),
        lambda: ours(claims, 5),
        runs=RUNS,
    )
    print(f"{len(claims):,} claims; network and matrices are made anew in each of our times")
    table(
        [
            ("SeMRA, its default, chains of up to five", milliseconds(times[5])),
            ("SeMRA, chains of up to two", milliseconds(times[2])),
            ("sweep: all pairs, chains of up to two", milliseconds(swept)),
            ("compose: all pairs, two, every proof", milliseconds(short)),
            ("compose: all pairs, five, every proof", milliseconds(long)),
        ]
    )
    verdict("SeMRA's default / the sweep", times[5] / swept, 1000, " times", at_least=True)
    verdict("chains of up to two, SeMRA / the sweep", times[2] / swept, 1000, " times", at_least=True)
    verdict("chains of up to five, SeMRA / compose", times[5] / long, 1000, " times", at_least=True)
    cases(python)
    differences(answers[2][1], claims, sets)


if __name__ == "__main__":
    main()
