"""What can go wrong, as one tree of exceptions, each message one sentence that says what, where and what to do.

::

    CrosswalkError
    ├── InputError                 what the person gave cannot be used (exit code 2)
    │   ├── UnknownIdentifier      no such statement, framework, query …
    │   ├── AmbiguousIdentifier    "1a" without a framework
    │   ├── UnreadableFile         missing, empty, binary or broken file
    │   ├── QueryRefused           an update, LOAD or SERVICE sent as a query
    │   ├── QuerySyntaxError       SPARQL that does not parse, with line and column
    │   ├── QueryParameterError    missing, unknown or wrongly typed parameter
    │   ├── LimitExceeded          a query that passed its time or memory limit
    │   │   └── AsksTooMuch        the query itself is too much, now and later
    │   ├── NotSayable             an answer that has no form in the syntax asked for
    │   ├── InvalidRecord          a record of the workspace that breaks its shapes
    │   ├── EditConflict           somebody changed the record meanwhile
    │   └── NotPermitted           somebody who signed in may not do what they asked for
    └── EnvironmentFault           the machine does not allow it (exit code 3)
        ├── DataMissing            the shipped data cannot be found
        ├── FolderNotWritable
        ├── WorkspaceFault         the workspace cannot be read or written, or is of another version
        ├── EndpointFault          an endpoint cannot be reached, or does not answer as one
        └── NoFreePort

Problems *inside* an input that can be listed together are not exceptions: they are `model.Finding` values.
"""

from __future__ import annotations


class CrosswalkError(Exception):
    """Base of every error that this package raises on purpose."""

    #: The exit code of the command line for this family (0 fine, 1 findings, 2 bad input, 3 environment).
    exit_code = 2


class InputError(CrosswalkError):
    """What the person gave cannot be used."""


class UnknownIdentifier(InputError):
    """No statement, framework or query has the identifier given; `candidates` are the nearest that exist."""

    def __init__(self, message: str, candidates: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.candidates = candidates


class AmbiguousIdentifier(InputError):
    """The identifier means several things; `candidates` are all of them."""

    def __init__(self, message: str, candidates: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.candidates = candidates


class UnreadableFile(InputError):
    """A file is missing, empty, binary, too large, or broken in its syntax."""


class QueryRefused(InputError):
    """The text asks for something that a read-only query may not do (update, LOAD, SERVICE)."""


class QuerySyntaxError(InputError):
    """The SPARQL text does not parse; `line` and `column` count from 1, None where unknown."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


class QueryParameterError(InputError):
    """A parameter of a library query is missing, unknown, or not of its declared type."""


class LimitExceeded(InputError):
    """A query passed its time or memory limit and was stopped."""


class AsksTooMuch(LimitExceeded):
    """The query itself passed a limit, of time, memory, rows or bytes: asked again as it is, it would again."""


class NotSayable(InputError):
    """The syntax asked for has no way to say what there is to say; another has."""


class InvalidRecord(InputError):
    """A record cannot be kept as it is; `findings` (`model.Finding`) name each field and what to do."""

    def __init__(self, message: str, findings: tuple[object, ...] = ()) -> None:
        super().__init__(message)
        self.findings = findings


class EditConflict(InputError):
    """Somebody changed a record since it was read; `fields` are the names of those that differ now."""

    def __init__(self, message: str, fields: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.fields = fields


class NotPermitted(InputError):
    """Somebody who signed in may not do what they asked for."""


class EnvironmentFault(CrosswalkError):
    """The machine does not allow what was asked."""

    exit_code = 3


class DataMissing(EnvironmentFault):
    """The shipped ontology, data or queries cannot be found."""


class FolderNotWritable(EnvironmentFault):
    """A folder that must be written cannot be."""


class WorkspaceFault(EnvironmentFault):
    """A workspace cannot be read or written, or was written by another version of the program."""


class EndpointFault(EnvironmentFault):
    """An endpoint cannot be reached, refuses, or does not answer as a SPARQL endpoint does."""


class NoFreePort(EnvironmentFault):
    """The port asked for, and those after it, are taken."""
