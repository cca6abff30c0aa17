"""Ray Data: verdicts for the rows of a data set, on its workers.

>>> import imprimatur.ray
>>> checked = imprimatur.ray.check(dataset, text="text")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Optional

from .batches import Columns, annotated_all, ready
from .checker import Checker

if TYPE_CHECKING:
    import pyarrow as pa
    from ray.data import Dataset


class Check:
    """Table in, table out, for ``map_batches``: one an actor."""

    def __init__(self, checker: Checker, columns: Columns) -> None:
        self.checker = checker
        self.columns = columns

    def __call__(self, table: pa.Table) -> pa.Table:
        return annotated_all(self.checker, table.to_reader(), self.columns)


def check(
    dataset: Dataset,
    checker: Optional[Checker] = None,
    *,
    batch_size: int = 1024,
    options: Optional[dict[str, Any]] = None,
    **columns: Optional[str],
) -> Dataset:
    """The data set with one more column, ``imprimatur``, as ``imprimatur.spark.check`` has it.

    ``batch_size`` is in rows; ``options`` go to ``map_batches``: ``{"concurrency": 4}``, ``{"num_cpus": 1}``.
    """
    from ray.data import ActorPoolStrategy

    more: dict[str, Any] = dict(options or {})
    if not {"compute", "concurrency"} & set(more):
        more["compute"] = ActorPoolStrategy(size=1)
    return dataset.map_batches(
        Check,
        fn_constructor_args=(ready(checker), columns),
        batch_format="pyarrow",
        batch_size=batch_size,
        **more,
    )
