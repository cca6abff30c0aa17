"""Hugging Face datasets: verdicts as one more column.

>>> import imprimatur.huggingface
>>> checked = imprimatur.huggingface.check(dataset, text="text", num_proc=4)
>>> open_ones = checked.filter(lambda row: row["imprimatur"]["verdict"] in ("allowed", "conditional"))
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Optional

from .batches import ready
from .checker import Checker
from .ray import Check

if TYPE_CHECKING:
    from datasets import Dataset


def check(
    dataset: Dataset,
    checker: Optional[Checker] = None,
    *,
    num_proc: Optional[int] = None,
    batch_size: int = 1000,
    **columns: Optional[str],
) -> Dataset:
    """The data set with one more column, ``imprimatur``, as ``imprimatur.spark.check`` has it.

    ``num_proc`` processes work on it; what was computed before comes from the cache of ``datasets``, unless rules,
    policy, use or day are others.
    """
    judge = Check(ready(checker), columns)
    annotated = dataset.with_format("arrow").map(judge, batched=True, batch_size=batch_size, num_proc=num_proc)
    return annotated.with_format(dataset.format["type"])
