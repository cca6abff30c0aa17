"""May this text be republished, and why?

>>> from imprimatur import Checker
>>> checker = Checker(today="2026-01-31")
>>> answer = checker.check("Copyright 2022 Example Media Group. All rights reserved.")
>>> answer.verdict
'permission-required'

The answers are those of the command ``imprimatur check --format json``, as typed classes.
"""

from ._core import Error, RulesError, Stream, UsageError
from ._core import version as __version__
from .checker import Checker
from .documents import (
    Document,
    Finding,
    Holder,
    Incomplete,
    Origin,
    Position,
    Reason,
    TraceStep,
    Verdict,
)

__all__ = [
    "Checker",
    "Document",
    "Error",
    "Finding",
    "Holder",
    "Incomplete",
    "Origin",
    "Position",
    "Reason",
    "RulesError",
    "Stream",
    "TraceStep",
    "UsageError",
    "Verdict",
    "__version__",
]
