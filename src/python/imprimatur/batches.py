"""What the adapters share: answers as one more column of a batch of rows (pyarrow).

The column is a struct, so that no name of yours is taken: ``imprimatur.verdict``, ``imprimatur.reason`` and so on, as
``Checker.check_arrow`` names them. An adapter asks for the column of texts, ``text=``, or of pages, ``html=``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Optional

from ._core import UsageError
from .checker import Checker

if TYPE_CHECKING:
    import pyarrow as pa

COLUMN = "imprimatur"
BATCH_BYTES = 64 << 20
"""Rows are handed on in pieces of about so many bytes, so that one batch of long texts does not fill the memory."""


Columns = dict[str, Optional[str]]
"""Which column holds what: one of ``text`` and ``html``, and ``id``, ``url``, ``language`` if there are any."""


def ready(checker: Optional[Checker]) -> Checker:
    """The one that is given, or one of built-in rules and today."""
    if checker is not None and not isinstance(checker, Checker):
        raise TypeError(f"a Checker is expected here, not {type(checker).__name__}; columns are named: text='body'")
    return checker or Checker()


def arguments(columns: Columns) -> dict[str, Any]:
    """What ``Checker.check_arrow`` is asked with. Raises UsageError."""
    known = ("text", "html", "id", "url", "language")
    if unknown := sorted(set(columns) - set(known)):
        raise UsageError(f"'{unknown[0]}' is not known; columns are named by {', '.join(known)}")
    for key, name in columns.items():
        if name is not None and not isinstance(name, str):
            raise TypeError(f"{key} is the name of a column, not {type(name).__name__}")
    text, html = columns.get("text"), columns.get("html")
    if text and html:
        raise UsageError("text and html exclude each other: name the column that is to be read")
    named = {key: columns.get(key) for key in ("id", "url", "language")}
    return {"text": html or text or "text", "media_type": "text/html" if html else None, **named}


def answer_type(checker: Checker) -> pa.StructType:
    """The type of the column."""
    import pyarrow as pa

    schema = pa.RecordBatchReader.from_stream(checker.check_arrow(pa.array([], pa.string()))).schema
    return pa.struct(list(schema))


def _pieces(batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    if batch.num_rows <= 1 or batch.nbytes <= BATCH_BYTES:
        yield batch
        return
    half = batch.num_rows // 2
    yield from _pieces(batch.slice(0, half))
    yield from _pieces(batch.slice(half))


def annotated(checker: Checker, batch: pa.RecordBatch, columns: Columns) -> Iterator[pa.RecordBatch]:
    """The rows of the batch, in order, each with its answer."""
    import pyarrow as pa

    if COLUMN in batch.schema.names:
        raise UsageError(f"there is a column '{COLUMN}' already")
    for piece in _pieces(batch):
        answers = pa.RecordBatchReader.from_stream(checker.check_arrow(piece, **arguments(columns)))
        structs = [rows.to_struct_array() for rows in answers]
        column = pa.concat_arrays(structs) if structs else pa.array([], pa.struct(list(answers.schema)))
        yield piece.append_column(COLUMN, column)


def annotated_all(checker: Checker, reader: pa.RecordBatchReader, columns: Columns) -> pa.Table:
    """All rows that the reader has, each with its answer."""
    import pyarrow as pa

    batches = [piece for batch in reader for piece in annotated(checker, batch, columns)]
    return pa.Table.from_batches(batches, reader.schema.append(pa.field(COLUMN, answer_type(checker))))
