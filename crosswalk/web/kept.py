"""Answers that are kept in memory: so many bytes in all, and what was used longest ago goes first."""

from __future__ import annotations

#: Bytes of all that is kept, and of one answer.
MOST = 32 * 1024 * 1024
LARGEST = 64 * 1024

#: Bytes that an answer takes besides its own and those of its tag, so that many small ones have their weight too.
_EACH = 200


class KeptAnswers:
    """Answers by their tags, which name the state of the data too. It is for one event loop."""

    def __init__(self, most: int = MOST, largest: int = LARGEST) -> None:
        self._most = most
        self._largest = largest
        self._answers: dict[str, bytes] = {}
        #: Bytes that are held.
        self.held = 0

    def get(self, tag: str) -> bytes | None:
        """The answer with that tag, None where it is not kept."""
        answer = self._answers.pop(tag, None)
        if answer is not None:
            self._answers[tag] = answer  # now the one that was used last
        return answer

    def keep(self, tag: str, answer: bytes) -> None:
        """Keep an answer, unless it is too large; others go where there is no room."""
        size = _size(tag, answer)
        if len(answer) > self._largest or size > self._most:
            return
        if (before := self._answers.pop(tag, None)) is not None:
            self.held -= _size(tag, before)
        self._answers[tag] = answer
        self.held += size
        while self.held > self._most:
            oldest = next(iter(self._answers))
            self.held -= _size(oldest, self._answers.pop(oldest))


def _size(tag: str, answer: bytes) -> int:
    return _EACH + len(tag) + len(answer)
