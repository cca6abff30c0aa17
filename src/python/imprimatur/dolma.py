"""dolma: a tagger, whose spans the mixer can drop documents by or redact.

``dolma tag --tagger_modules imprimatur.dolma --taggers imprimatur …`` writes, for each document, its verdict as a span over the whole
text (``forbidden``, ``conditional`` and so on; ``no_answer`` if it could not be read) and each finding that counts (``rule_…``).
Spans are in code points, as dolma's are.
"""

from __future__ import annotations

import re

from dolma import add_tagger
from dolma.core.data_types import DocResult, Document, Span
from dolma.core.taggers import BaseTagger

from .checker import Checker


def variable_name(text: str) -> str:
    """dolma's names have no dots, and no two underscores side by side."""
    return re.sub(r"[^0-9A-Za-z]+", "_", text).strip("_")


@add_tagger("imprimatur")
class ImprimaturTagger(BaseTagger):  # type: ignore[misc]
    """Judges by the built-in rules and the current day; subclass it and set ``checker`` for others."""

    checker: Checker

    def __init__(self) -> None:
        self.checker = Checker()

    def predict(self, doc: Document) -> DocResult:
        answer = self.checker.check(doc.text, "text/plain")
        encoded = doc.text.encode("utf-8", "surrogatepass")
        spans = [Span(0, len(doc.text), variable_name(answer.verdict or "no_answer"), 1.0)]
        for finding in answer.findings:
            if finding.counts:
                begin = len(encoded[: finding.start.offset].decode("utf-8", "surrogatepass"))
                end = begin + len(encoded[finding.start.offset : finding.end.offset].decode("utf-8", "surrogatepass"))
                spans.append(Span(begin, end, "rule_" + variable_name(finding.rule), finding.confidence))
        return DocResult(doc=doc, spans=spans)
