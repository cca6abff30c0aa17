"""Spark: verdicts for the rows of a data frame, on its executors.

>>> import imprimatur.spark
>>> checked = imprimatur.spark.check(frame, text="text", url="url")
>>> checked.groupBy("imprimatur.verdict").count().show()
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Optional

from ._core import UsageError
from .batches import COLUMN, annotated, answer_type, arguments, ready
from .checker import Checker

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame


def check(frame: DataFrame, checker: Optional[Checker] = None, **columns: Optional[str]) -> DataFrame:
    """The frame with one more column, ``imprimatur``: a struct with ``verdict``, ``reason``, ``findings`` and the rest.

    Args:
        frame: Spark 3.5 or newer, with this package and pyarrow on its executors.
        checker: rules, policy, use and day; the built-in rules and today without it. It is sent to the executors, which
            refuse it if their rules are not the same.
        columns: ``text`` or ``html``, ``id``, ``url``, ``language``.

    Raises:
        UsageError: a column that is not there; the frame has a column ``imprimatur``.
    """
    from pyspark.sql.pandas.types import from_arrow_type
    from pyspark.sql.types import StructType

    judge_by = ready(checker)
    asked = {key: name for key, name in arguments(columns).items() if key != "media_type"}
    if missing := sorted({name for name in asked.values() if name} - set(frame.columns)):
        raise UsageError(f"there is no column '{missing[0]}'; there are: {', '.join(frame.columns)}")

    def judge(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            yield from annotated(judge_by, batch, columns)

    schema = StructType(list(frame.schema)).add(COLUMN, from_arrow_type(answer_type(judge_by)))
    return frame.mapInArrow(judge, schema)
