"""Polars: verdicts as one more column.

>>> import imprimatur.polars
>>> checked = imprimatur.polars.check(frame, text="text")
>>> checked.filter(polars.col("imprimatur").struct.field("verdict") == "allowed")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Optional

from .batches import COLUMN, arguments, ready
from .checker import Checker

if TYPE_CHECKING:
    import polars


def check(frame: polars.DataFrame, checker: Optional[Checker] = None, *, threads: int = 1, **columns: Optional[str]) -> polars.DataFrame:
    """The frame with one more column, ``imprimatur``: a struct with ``verdict``, ``reason``, ``findings`` and the rest.

    Args:
        frame: its texts are strings, categoricals or bytes.
        checker: rules, policy, use and day; the built-in rules and today without it.
        threads: how many work on it.
        columns: ``text`` or ``html``, ``id``, ``url``, ``language``.
    """
    import polars

    answers = polars.DataFrame(ready(checker).check_arrow(frame, threads=threads, **arguments(columns)))
    return frame.with_columns(answers.to_struct(COLUMN))
