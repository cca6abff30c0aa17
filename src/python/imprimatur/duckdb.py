"""DuckDB: verdicts as one more column of a relation.

>>> import duckdb, imprimatur.duckdb
>>> pages = duckdb.read_parquet("pages.parquet")
>>> imprimatur.duckdb.check(pages, text="text").query("t", "select imprimatur.verdict, count(*) from t group by all")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Optional

from .batches import annotated_all, ready
from .checker import Checker

if TYPE_CHECKING:
    import duckdb


def check(relation: duckdb.DuckDBPyRelation, checker: Optional[Checker] = None, **columns: Optional[str]) -> duckdb.DuckDBPyRelation:
    """The relation with one more column, ``imprimatur``, as ``imprimatur.polars.check`` has it; needs pyarrow.

    The rows are checked once, when this is called, batch by batch, and kept.
    """
    import duckdb
    import pyarrow as pa

    rows = pa.RecordBatchReader.from_stream(relation)
    return duckdb.from_arrow(annotated_all(ready(checker), rows, columns))
