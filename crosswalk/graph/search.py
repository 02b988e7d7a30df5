"""Statements by code, by words or their beginnings, and in spite of a slip of one letter, the best first.

A slip is one letter too many, one too few, one wrong, or two neighbours swapped: an optimal string alignment distance
of 1. What a slip was meant to be cannot be known where several words lie that near, or where it is a word itself; so
the first five hits hold each of those words at least once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from crosswalk.graph.results import Plain

Record = Mapping[str, Plain]

#: Characters of a query that are read; the rest is left out.
LENGTH_LIMIT = 200

#: How much a match counts by the field in which it lies; the weakest match in a label outranks the best in a gloss.
WEIGHTS = {"code": 1.0, "label": 1.0, "title": 0.9, "gloss": 0.68, "text": 0.5, "framework": 0.3}

#: The most that a code counts which is not what was typed, but begins with it or is near it.
_OTHER_CODE = 0.9

#: Words shorter than this are not looked for behind a slip: too many lie one letter apart.
_SLIP_LENGTH = 5

#: The hits among which every word that a slip may have meant is found.
_SPREAD = 5

#: What a score loses where the label says more than the query.
_NOT_WHOLE_LABEL = 0.98

_NAMES = ("statement", "label", "framework", "notation")
_WORDS = re.compile(r"[^\W_]+")
_CODE_NOISE = re.compile(r"[^\w.:-]+")


class Hit(NamedTuple):
    """A statement that was found; `score` is 0 to 100, `matched` names each field with the words found in it."""

    short: str
    label: str
    framework: str
    notation: str
    score: float
    matched: str


class _Match(NamedTuple):
    """How well one term of a query fits one statement (0 to 1, the field's weight included), where and by what."""

    value: float
    field: str
    word: str


class _Term(NamedTuple):
    """One term of a query: its best match in each statement, and the statements of each word it may have meant."""

    matches: dict[int, _Match]
    meanings: list[frozenset[int]]


def fold(words: object) -> str:
    """The text without accents and case, so that "Évaluation" is found by "evaluation"."""
    folded = str(words or "").casefold()
    if folded.isascii():
        return folded  # most are, and an index folds all there are
    decomposed = unicodedata.normalize("NFKD", folded)
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def tokens(words: object) -> list[str]:
    """The words of a text, folded; letters and digits of any script make a word."""
    return _WORDS.findall(fold(words))


class Index:
    """Statements made ready for searching: `statements` are records with the columns of ``list_statements``."""

    def __init__(self, statements: Iterable[Record]) -> None:
        self._rows = tuple(statements)
        self._labels = [tokens(row.get("label")) for row in self._rows]
        self._codes = [(fold(row.get("notation")), fold(row.get("statement"))) for row in self._rows]
        self._frameworks = [frozenset(tokens(row.get("framework"))) for row in self._rows]
        #: For each word the statements that hold it, each with the heaviest field that does.
        self._words: dict[str, dict[int, str]] = {}
        for field in ("label", "title", "gloss", "text"):
            for i, row in enumerate(self._rows):
                for word in tokens(row.get(field)):
                    self._words.setdefault(word, {}).setdefault(i, field)
        self._vocabulary = sorted(self._words)

    @property
    def vocabulary(self) -> tuple[str, ...]:
        """Every word that a statement holds, sorted."""
        return tuple(self._vocabulary)

    def search(self, words: str, *, framework: str | None = None, limit: int = 20) -> tuple[Hit, ...]:
        """The best `limit` statements for the words, at most; see `search`."""
        folded = fold(words[:LENGTH_LIMIT])
        chunks = list(dict.fromkeys(folded.split()))
        terms = [term for chunk in chunks for term in self._terms(chunk)]
        if not terms or limit < 1:
            return ()
        if len(chunks) > 1 and (whole := self._code_matches("".join(chunks), prefixes=False)):
            terms = [_Term(whole, [])]  # "PSI 1"
        asked = fold(framework) if framework else None
        scores = {
            i: self._score(i, terms, _WORDS.findall(folded))
            for i in {i for term in terms for i in term.matches}
            if asked is None or fold(self._rows[i].get("framework")) == asked
        }
        ranked = sorted(scores, key=lambda i: (-scores[i], *self._place(i)))
        order = _spread(ranked, [meaning for term in terms for meaning in term.meanings])
        return tuple(self._hit(i, scores[i], terms) for i in order[:limit])

    def _place(self, i: int) -> tuple[str, int, str]:
        """What decides between equal scores: the framework, the position in it."""
        row = self._rows[i]
        position = row.get("position")
        return str(row.get("framework")), position if isinstance(position, int) else 0, str(row.get("statement"))

    def _score(self, i: int, terms: list[_Term], asked: list[str]) -> float:
        values = (term.matches[i].value if i in term.matches else 0.0 for term in terms)
        whole = self._labels[i] == asked or any(i in t.matches and t.matches[i].field == "code" for t in terms)
        return round(100 * sum(values) / len(terms) * (1 if whole else _NOT_WHOLE_LABEL), 2)

    def _hit(self, i: int, score: float, terms: list[_Term]) -> Hit:
        row = self._rows[i]
        found: dict[str, list[str]] = {}
        for match in sorted((t.matches[i] for t in terms if i in t.matches), key=lambda m: -WEIGHTS[m.field]):
            if match.word not in found.setdefault(match.field, []):
                found[match.field].append(match.word)
        matched = "; ".join(f"{field}: {', '.join(words)}" for field, words in found.items())
        short, label, framework, notation = (str(row.get(name) or "") for name in _NAMES)
        return Hit(short, label, framework, notation, score, matched)

    def _terms(self, chunk: str) -> Iterator[_Term]:
        """The terms of what stands between two spaces: one code, or one for each word."""
        code = _CODE_NOISE.sub("", chunk).strip(".:-")
        codes, words = self._code_matches(code), _WORDS.findall(chunk)
        if any(character.isdigit() for character in code):
            if not codes and not all(word in self._words for word in words):
                codes = self._near_codes(code)
            if codes:
                yield _Term(codes, [])
                return
        for word in words:
            term = self._word_term(word)
            if codes and len(words) == 1:
                term = _Term({**term.matches, **codes}, [frozenset(codes), *term.meanings])
            yield term

    def _code_matches(self, code: str, prefixes: bool = True) -> dict[int, _Match]:
        """The statements whose code or short form is this, or begins with it, the shorter the better."""
        from rapidfuzz.distance import OSA

        found: dict[int, _Match] = {}
        for i, (notation, short) in enumerate(self._codes if code else ()):
            name = short if ":" in code else notation
            if name == code or (prefixes and name.startswith(code)):
                alike = 1.0 if name == code else _OTHER_CODE * (0.9 + 0.1 * OSA.normalized_similarity(code, name))
                found[i] = _Match(alike * WEIGHTS["code"], "code", str(self._rows[i].get("notation")))
        return found

    def _word_term(self, word: str) -> _Term:
        alike = self._alike(word)
        matches: dict[int, _Match] = {}
        for found, similarity in alike.items():
            for i, field in self._words[found].items():
                match = _Match(similarity * WEIGHTS[field], field, found)
                if i not in matches or match.value > matches[i].value:
                    matches[i] = match
        for i, names in enumerate(self._frameworks):
            if word in names and i not in matches:
                matches[i] = _Match(WEIGHTS["framework"], "framework", word)
        return _Term(matches, [frozenset(self._words[found]) for found in self._meant(word)])

    def _meant(self, word: str) -> list[str]:
        """The words that this one may have been meant to be: itself, then those one slip away, the nearest first."""
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        near = process.extract(word, self._vocabulary, scorer=OSA.distance, score_cutoff=1, limit=None)
        long_enough = [found for found, distance, _ in near if distance == 0 or len(found) >= _SLIP_LENGTH]
        return sorted(long_enough, key=lambda found: (-OSA.normalized_similarity(word, found), found))

    def _alike(self, word: str) -> dict[str, float]:
        """The words of the vocabulary that a word stands for, each with how alike they are (above 0, at most 1)."""
        from rapidfuzz import fuzz, process
        from rapidfuzz.distance import OSA, JaroWinkler

        alike = {found: OSA.normalized_similarity(word, found) for found in self._meant(word)}
        if len(word) > 1:
            for found in self._vocabulary:
                if found.startswith(word) and found != word:
                    alike[found] = max(alike.get(found, 0.0), JaroWinkler.normalized_similarity(word, found))
        if not alike and len(word) > 2:
            near = process.extract(word, self._vocabulary, scorer=fuzz.ratio, score_cutoff=70, limit=3)
            alike = {found: score / 100 for found, score, _ in near}
        return alike

    def _near_codes(self, code: str) -> dict[int, _Match]:
        """The statements with the codes most like one that does not exist."""
        from rapidfuzz import process
        from rapidfuzz.distance import JaroWinkler

        notations = [notation for notation, _ in self._codes]
        near = process.extract(code, notations, scorer=JaroWinkler.similarity, score_cutoff=0.8, limit=_SPREAD)
        return {i: _Match(score * _OTHER_CODE, "code", str(self._rows[i].get("notation"))) for _, score, i in near}


def _spread(ranked: list[int], meanings: list[frozenset[int]]) -> list[int]:
    """The ranking with its first five chosen so that they hold each meaning, as far as five statements can."""
    held = [meaning & frozenset(ranked) for meaning in meanings]
    open_ = [meaning for meaning in held if meaning and not meaning.intersection(ranked[:1])]
    rank = {i: place for place, i in enumerate(ranked)}
    first = ranked[:1]
    while open_ and len(first) < _SPREAD:
        covers = {i: sum(i in meaning for meaning in open_) for meaning in open_ for i in meaning}
        best = min(covers, key=lambda i: (-covers[i], rank[i]))
        first.append(best)
        open_ = [meaning for meaning in open_ if best not in meaning]
    rest = [i for i in ranked if i not in set(first)]
    room = max(0, _SPREAD - len(first))
    return sorted([*first, *rest[:room]], key=rank.__getitem__) + rest[room:]


def search(
    statements: Iterable[Record] | Index, words: str, *, framework: str | None = None, limit: int = 20
) -> tuple[Hit, ...]:
    """The statements that fit the words best, at most `limit`; of one framework where one is named.

    `statements` are records of the query ``list_statements``, or an `Index` of them that the caller keeps. Words may
    be codes ("3.4", "ais-psi:3.4", "C3.1" finds C3.10 too), words, their beginnings, or words with a slip of one
    letter. Equal scores are ordered by framework and position.

    >>> row = {"statement": "f:1a", "framework": "f", "notation": "1a", "label": "Assistive technology", "position": 1}
    >>> search([row], "asistive")[0].matched
    'label: assistive'
    """
    index = statements if isinstance(statements, Index) else Index(statements)
    return index.search(words, framework=framework, limit=limit)
