"""datatrove: a filter that keeps what may be used, and a step that only writes the verdict down.

>>> pipeline = [JsonlReader("raw"), ImprimaturFilter(keep=("allowed", "conditional")), JsonlWriter("kept")]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Optional

import pyarrow as pa
from datatrove.data import Document
from datatrove.pipeline.base import PipelineStep
from datatrove.pipeline.filters.base_filter import BaseFilter
from datatrove.utils.batching import batched

from .batches import COLUMN, ready
from .checker import Checker

FIELDS = ["verdict", "verdicts", "holders", "licence", "reason", "language", "incomplete"]


def annotate(checker: Checker, documents: list[Document]) -> list[str]:
    """Writes ``metadata["imprimatur"]`` of each, and returns the verdicts."""
    table = pa.table({"id": [document.id for document in documents], "text": [document.text for document in documents]})
    answers = pa.table(checker.check_arrow(table, id="id")).select(FIELDS).to_pylist()
    for document, answer in zip(documents, answers, strict=True):
        document.metadata[COLUMN] = answer
    return [answer["verdict"] or "no-answer" for answer in answers]


class ImprimaturFilter(BaseFilter):  # type: ignore[misc]
    """Keeps documents whose verdict is one of ``keep``; the verdict is the reason why others are dropped."""
    name = "imprimatur"

    def __init__(self, keep: Iterable[str] = ("allowed", "conditional"), checker: Optional[Checker] = None,
                 exclusion_writer: Any = None, batch_size: int = 256) -> None:  # fmt: skip
        super().__init__(exclusion_writer, batch_size)
        self.keep, self.checker = frozenset(keep), ready(checker)

    def filter(self, doc: Document) -> Any:
        return self.filter_batch([doc])[0]

    def filter_batch(self, batch: list[Document]) -> list[Any]:
        return [verdict in self.keep or (False, verdict) for verdict in annotate(self.checker, batch)]


class ImprimaturAnnotator(PipelineStep):  # type: ignore[misc]
    """Lets every document through, with its answer (``FIELDS``) in its metadata."""
    type, name = "ANNOTATOR", "imprimatur"

    def __init__(self, checker: Optional[Checker] = None) -> None:
        super().__init__()
        self.checker = ready(checker)

    def run(self, data: Iterable[Document], rank: int = 0, world_size: int = 1) -> Iterator[Document]:
        for batch in batched(data, 256):
            self.stat_update(*annotate(self.checker, batch))
            yield from batch
