"""Audits of Parquet and Arrow files: a row of answers a row, and what they come to. Needs pyarrow."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Optional, Union

from ._core import UsageError
from .checker import Checker, PathLike

if TYPE_CHECKING:
    import pyarrow as pa

LEVELS = ("allowed", "conditional", "unknown", "permission-required", "forbidden")
NO_ANSWER = "no-answer"
# As the command looks for them, the preferred first.
USUAL = {
    "text": ("text", "content", "body", "raw_content", "article", "maintext", "full_text", "document", "article_body",
             "articleBody", "contents", "plain_text"),
    "id": ("id", "_id", "doc_id", "docid", "document_id", "uuid", "guid"),
    "url": ("url", "link", "source_url", "uri"),
    "language": ("language", "lang"),
}  # fmt: skip
PARQUET, ARROW = (".parquet", ".pq"), (".arrow", ".feather", ".ipc")
BATCH_ROWS = 1024


class Fields(NamedTuple):
    """Names of columns; None: the usual ones."""

    text: Optional[str] = None
    id: Optional[str] = None
    url: Optional[str] = None
    language: Optional[str] = None


class Problem(NamedTuple):
    """What of an input could not be read."""

    file: str
    message: str


def _fits(column: pa.Field, kind: str) -> bool:
    """Texts are strings or bytes; what tells rows apart may also be a number, a date or whatever else has one way to be written."""
    import pyarrow as pa

    types = pa.types
    inner = column.type.value_type if types.is_dictionary(column.type) else column.type
    if any(fits(inner) for fits in (types.is_string, types.is_large_string, types.is_string_view, types.is_null)):
        return True
    if kind == "text":
        return any(fits(inner) for fits in (types.is_binary, types.is_large_binary, types.is_binary_view))
    return types.is_primitive(inner) or types.is_decimal(inner)  # type: ignore[no-any-return]


def _columns(schema: pa.Schema, fields: Fields, file: str) -> dict[str, str]:
    found, there = {}, ", ".join(f"{column.name} ({column.type})" for column in schema) or "none"
    for kind, wished in fields._asdict().items():
        names = [name for name in ((wished,) if wished else USUAL[kind]) if schema.names.count(name) == 1]
        if name := next((name for name in names if _fits(schema.field(name), kind)), None):
            found[kind] = name
        elif wished:
            wrong = f"column '{wished}' is not one of texts" if names else f"there is no column '{wished}'"
            raise UsageError(f"{file}: {wrong}; there are: {there}")
    if "text" not in found:
        raise UsageError(f"{file}: no column of texts under a usual name (say which with --text-field); there are: {there}")
    return found


def _as_text(column: Any) -> Any:
    import pyarrow as pa

    kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
    fit = (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view, pa.types.is_null)
    return column if any(fits(kind) for fits in fit) else column.cast(pa.string())


Batches = Iterator[Union["pa.RecordBatch", Problem]]


def _parquet(path: Path, fields: Fields) -> Batches:
    import pyarrow as pa
    import pyarrow.parquet

    file = pyarrow.parquet.ParquetFile(path)
    names = _columns(file.schema_arrow, fields, str(path))
    for group in range(file.num_row_groups):
        try:
            for batch in file.iter_batches(BATCH_ROWS, [group], list(names.values())):
                yield pa.record_batch({kind: batch.column(name) for kind, name in names.items()})
        except (OSError, pa.ArrowException) as error:  # the next group may be whole
            rows = file.metadata.row_group(group).num_rows
            yield Problem(str(path), f"row group {group} of {rows} rows cannot be read, or not to its end: {error}")


def _arrow(path: Path, fields: Fields) -> Batches:
    import pyarrow as pa

    with pa.memory_map(str(path)) as source:
        try:
            batches = (lambda file: (file.get_batch(i) for i in range(file.num_record_batches)))(pa.ipc.open_file(source))
        except pa.ArrowInvalid:
            source.seek(0)
            batches = iter(pa.ipc.open_stream(source))
        for batch in batches:
            names = _columns(batch.schema, fields, str(path))
            yield pa.record_batch({kind: batch.column(name) for kind, name in names.items()})


def _rows(path: Path, fields: Fields) -> Batches:
    import pyarrow as pa

    try:
        yield from (_parquet if path.suffix in PARQUET else _arrow)(path, fields)
    except (OSError, pa.ArrowException) as error:
        yield Problem(str(path), f"cannot be read, or not to its end: {error}")


def _files(inputs: Iterable[PathLike], out: Path) -> list[Path]:
    """All but those of ``out``: results of an audit are no input of the next."""
    files: list[Path] = []
    for given in map(Path, inputs):
        if given.is_dir():
            inside = sorted(path for path in given.rglob("*") if path.suffix in PARQUET + ARROW)
            if not inside:
                raise UsageError(f"no Parquet or Arrow file in '{given}'")
            files += (path for path in inside if out.resolve() not in path.resolve().parents)
        elif given.suffix not in PARQUET + ARROW:
            raise UsageError(f"'{given}' is no {', '.join(PARQUET + ARROW)} file; 'imprimatur audit' reads the other formats")
        elif not given.exists():
            raise UsageError(f"'{given}' is not there")
        else:
            files.append(given)
    return files


class _Tally:
    """What the rows come to, in the form of the command's summary.json."""

    def __init__(self) -> None:
        self.documents = self.text_bytes = self.incomplete = self.empty = 0
        self.uses: dict[str, Counter[str]] = {}
        self.verdicts: Counter[str] = Counter()
        self.tables: dict[str, dict[Any, Counter[str]]] = {
            name: {} for name in ("holders", "licences", "languages", "rules")
        }
        self.errors: Counter[str] = Counter()

    def _count(self, table: str, key: Any, level: str) -> None:
        self.tables[table].setdefault(key, Counter())[level] += 1

    def add(self, row: dict[str, Any], size: int) -> None:
        level = row["verdict"] or NO_ANSWER
        self.documents += 1
        self.text_bytes += size
        self.verdicts[level] += 1
        for use, verdict in row["verdicts"].items():
            self.uses.setdefault(use, Counter())[verdict or NO_ANSWER] += 1
        if row["incomplete"]:
            self.incomplete += 1
            self.errors[row["incomplete"]["code"]] += 1
        elif size == 0:
            self.empty += 1
        for holder in row["holders"]:
            self._count("holders", (holder["id"], holder["id"] or holder["name"], holder["name"]), level)
        counting = [finding for finding in row["findings"] if finding["counts"]]
        for rule in {finding["rule"] for finding in counting}:
            self._count("rules", rule, level)
        for licence in {finding["licence"] for finding in counting if finding["licence"]}:
            self._count("licences", licence, level)
        self._count("languages", row["language"] or "und", level)

    @staticmethod
    def _levels(counts: Counter[str]) -> dict[str, int]:
        return {level: counts[level] for level in (*LEVELS, NO_ANSWER)}

    def _table(self, name: str) -> list[dict[str, Any]]:
        ranked = sorted(self.tables[name].items(), key=lambda item: (-item[1].total(), str(item[0])))[:1000]
        first = {"licences": "licence", "languages": "language", "rules": "rule"}.get(name)
        return [
            ({first: key} if first else {"id": key[0], "name": key[2]})
            | {"documents": counts.total(), "verdicts": self._levels(counts)}
            for key, counts in ranked
        ]

    def summary(self, checker: Checker, problems: list[Problem]) -> dict[str, Any]:
        return {
            "schema": 1,
            "use": checker.use,
            "today": checker.today,
            "rules_digest": checker.rules_digest,
            "documents": self.documents,
            "text_bytes": self.text_bytes,
            "incomplete": self.incomplete,
            "empty": self.empty,
            "verdicts": self._levels(self.verdicts),
            "uses": {use: self._levels(counts) for use, counts in self.uses.items()},
            **{name: self._table(name) for name in self.tables},
            "errors": [{"name": name, "count": count} for name, count in sorted(self.errors.items())],
            "input_problems": len(problems),
            "problems": [problem._asdict() for problem in problems],
        }


def audit(
    inputs: Iterable[PathLike],
    out: PathLike,
    checker: Optional[Checker] = None,
    fields: Fields = Fields(),
    *,
    threads: int = 1,
) -> dict[str, Any]:
    """Writes ``documents.parquet`` (a row a row: file, record, id, url and the answers) and ``summary.json`` into ``out``.

    Returns the summary. What could not be read of a file is one of its ``problems``; the rows around it are there. Raises
    UsageError for inputs and columns that are not there.
    """
    import pyarrow as pa
    import pyarrow.compute
    import pyarrow.parquet

    from .batches import answer_type

    ready, folder = checker or Checker(), Path(out)
    files = _files(inputs, folder)
    folder.mkdir(parents=True, exist_ok=True)
    schema = pa.schema([("file", pa.string()), ("record", pa.int64()), ("id", pa.string()), ("url", pa.string()),
                        *answer_type(ready)])  # fmt: skip
    tally, problems = _Tally(), []
    unfinished = folder / "documents.parquet.tmp"
    with pyarrow.parquet.ParquetWriter(unfinished, schema, compression="zstd") as writer:
        for file in files:
            record = 0
            for batch in _rows(file, fields):
                if isinstance(batch, Problem):
                    problems.append(batch)
                    continue
                known = {kind: _as_text(batch.column(kind)) for kind in ("id", "url", "language") if kind in batch.schema.names}
                rows = pa.table({"text": batch.column("text"), **known})
                names = {kind: kind for kind in known}
                answers = pa.table(ready.check_arrow(rows, **names, source=str(file), threads=threads))
                count = rows.num_rows
                origin = {"file": pa.array([str(file)] * count, pa.string()), "record": pa.array(range(record, record + count))}
                keys = {kind: (rows[kind] if kind in known else pa.nulls(count)).cast(pa.string()) for kind in ("id", "url")}
                columns = {**origin, **keys, **{name: answers[name] for name in answers.schema.names}}
                writer.write_table(pa.table(columns, schema=schema))
                sizes = pa.compute.binary_length(pa.compute.fill_null(batch.column("text").cast(pa.large_binary()), b""))
                for row, size in zip(answers.to_pylist(), sizes.to_pylist(), strict=True):
                    tally.add(row, size)
                record += count
    os.replace(unfinished, folder / "documents.parquet")
    summary = tally.summary(ready, problems)
    (folder / "summary.json").write_text(json.dumps(summary, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return summary
