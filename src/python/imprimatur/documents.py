"""The command's JSON (schema 1) as typed classes.

All are immutable. Fields that a later version adds stay in ``Document.json`` until this module knows
them.
"""

from __future__ import annotations

import json as _json
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, Optional

Verdict = Literal["allowed", "conditional", "unknown", "permission-required", "forbidden"]
"""The answer for one use, the mildest first. ``unknown``: nothing was found, which is no permission."""


@dataclass(frozen=True, slots=True)
class Position:
    """A place in the document."""

    offset: int
    """Bytes from the start of the input; of a ``str``, of its UTF-8."""
    line: int
    """From 1."""
    column: int
    """From 1, in code points."""
    utf16_column: int
    """From 1, in UTF-16 code units, as editors count."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A party whose rights are claimed."""

    id: Optional[str]
    """In the rules database; None if it is not there."""
    name: str


@dataclass(frozen=True, slots=True)
class Origin:
    """What a finding stands in if it is not the document: a file of its site, a header."""

    source: str
    line: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One piece of evidence."""

    rule: str
    related: tuple[str, ...]
    role: str
    """``notice``, ``restriction``, ``permission``, ``licence``, ``dateline``, ``credit`` and others."""
    holder: Optional[str]
    holders: tuple[Holder, ...]
    years: tuple[int, ...]
    prohibits: tuple[str, ...]
    permits: tuple[str, ...]
    duties: tuple[str, ...]
    constraints: tuple[str, ...]
    reserves: bool
    with_permission: bool
    licence: Optional[str]
    until: Optional[str]
    zone: str
    scope: str
    """What it speaks of: ``document``, ``photo``, ``part``, ``other-work`` or ``site``."""
    counts: bool
    """False: context only; ``why_not`` says why."""
    why_not: Optional[str]
    suppressed: bool
    suppressed_by: Optional[str]
    disguised: bool
    confidence: float
    """From 0 to 1."""
    start: Position
    end: Position
    """Exclusive."""
    text: str
    fingerprint: str
    """The same on every machine, and after lines have moved."""
    origin: Optional[Origin] = None
    page: Optional[int] = None
    """Of a PDF, from 1."""
    cell: Optional[str] = None
    """Of a spreadsheet, as in "Budget!B3"."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, as a sentence for an editor; the decisive reason comes first."""

    verdict: Verdict
    text: str
    finding: Optional[int]
    """Index into ``Document.findings``."""
    terms: Optional[str]
    """Address of the holder's terms."""
    next: Optional[str]
    """What to do now."""
    credit: Optional[str]
    """The credit line to add, ready to copy, if the holder asks for one."""


@dataclass(frozen=True, slots=True)
class TraceStep:
    """What was considered on the way (``Checker.explain``)."""

    rule: Optional[str]
    event: str
    detail: str
    at: Position
    text: str


@dataclass(frozen=True, slots=True)
class Incomplete:
    """Why a document was not read, or not to its end."""

    code: str
    """``unreadable``, ``unsupported``, ``encoding``, ``limit``, ``not-found`` or ``internal``."""
    message: str


def _position(value: dict[str, int]) -> Position:
    return Position(value["offset"], value["line"], value["column"], value["utf16_column"])


def _holders(values: list[dict[str, Any]]) -> tuple[Holder, ...]:
    return tuple(Holder(value["id"], value["name"]) for value in values)


_LISTS = ("related", "years", "prohibits", "permits", "duties", "constraints")
_PLAIN = ("rule", "role", "holder", "reserves", "with_permission", "licence", "until", "zone", "scope", "counts",
          "why_not", "suppressed", "suppressed_by", "disguised", "confidence", "text", "fingerprint")  # fmt: skip


def _finding(value: dict[str, Any]) -> Finding:
    fields: dict[str, Any] = {key: value[key] for key in _PLAIN}
    fields.update((key, tuple(value[key])) for key in _LISTS)
    fields.update((key, _position(value[key])) for key in ("start", "end"))
    origin = value.get("origin")
    return Finding(
        holders=_holders(value["holders"]),
        origin=Origin(origin["source"], origin["line"]) if origin else None,
        page=value.get("page"),
        cell=value.get("cell"),
        **fields,
    )


class Document:
    """The answer for one document.

    ``verdict`` and ``json`` are there at once; the rest is taken from the JSON when it is first asked for.
    Two documents are equal if their JSON is.
    """

    __slots__ = ("verdict", "json", "__dict__")

    verdict: Optional[Verdict]
    """For the use in question; None: it was not read completely, and nothing that was read claims rights.
    Never take None for ``unknown``."""
    json: str
    """The object of ``imprimatur check --format jsonl``, as text."""

    def __init__(self, json: str, verdict: Optional[Verdict] = None) -> None:
        self.json = json
        self.verdict = verdict if verdict is not None else self._data["verdict"]

    @cached_property
    def _data(self) -> dict[str, Any]:
        data: dict[str, Any] = _json.loads(self.json)
        return data

    def to_dict(self) -> dict[str, Any]:
        """The JSON object as plain values, a new copy."""
        data: dict[str, Any] = _json.loads(self.json)
        return data

    @property
    def source(self) -> str:
        """As it was named."""
        source: str = self._data["document"]["source"]
        return source

    @property
    def record(self) -> Optional[str]:
        """Which document of the input it is, if there are several: an item of a feed, a member of an archive."""
        record: Optional[str] = self._data["document"]["record"]
        return record

    @property
    def media_type(self) -> Optional[str]:
        """What it was read as."""
        media_type: Optional[str] = self._data["document"]["media_type"]
        return media_type

    @property
    def encoding(self) -> Optional[str]:
        """What its bytes were read as."""
        encoding: Optional[str] = self._data["document"]["encoding"]
        return encoding

    @property
    def language(self) -> Optional[str]:
        """BCP 47, as detected; None if it is not known."""
        language: Optional[str] = self._data["document"]["language"]
        return language

    @property
    def use(self) -> str:
        """The use in question."""
        use: str = self._data["use"]
        return use

    @property
    def verdicts(self) -> dict[str, Optional[Verdict]]:
        """For every use."""
        return dict(self._data["verdicts"])

    @cached_property
    def holders(self) -> tuple[Holder, ...]:
        """Whose rights count, owners first."""
        return _holders(self._data["holders"])

    @cached_property
    def reasons(self) -> tuple[Reason, ...]:
        """Why, the decisive one first."""
        return tuple(
            Reason(value["verdict"], value["text"], value["finding"], value["terms"], value["next"], value["credit"])
            for value in self._data["reasons"]
        )

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """All evidence, in order of position, also what does not count."""
        return tuple(_finding(value) for value in self._data["findings"])

    @cached_property
    def trace(self) -> tuple[TraceStep, ...]:
        """What was considered; empty but for ``Checker.explain``."""
        return tuple(
            TraceStep(value["rule"], value["event"], value["detail"], _position(value["at"]), value["text"])
            for value in self._data.get("trace", ())
        )

    @property
    def incomplete(self) -> Optional[Incomplete]:
        """Why it was not read to its end; None if it was."""
        value = self._data["incomplete"]
        return Incomplete(value["code"], value["message"]) if value else None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Document) and other.json == self.json

    def __hash__(self) -> int:
        return hash(self.json)

    def __reduce__(self) -> tuple[Any, ...]:
        return (Document, (self.json, self.verdict))

    def __repr__(self) -> str:
        return f"<imprimatur.Document {self.source!r}: {self.verdict} ({self.use})>"
