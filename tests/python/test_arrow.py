"""Tables in, answers out: every layout of a column, every library, one row a row."""

import json
import subprocess

import pytest

import audit_data
import imprimatur
from conftest import DAY
from imprimatur import UsageError
from test_checker import turns_while

pa = pytest.importorskip("pyarrow")

DOCUMENTS = list(audit_data.documents(120))
TEXTS = [body for _, body, _, _ in DOCUMENTS]
WANTED = [verdict for _, _, _, verdict in DOCUMENTS]


def verdicts(stream):
    return pa.table(stream)["verdict"].to_pylist()


def with_nulls(values):
    return [None if i % 5 == 2 else value for i, value in enumerate(values)]


@pytest.mark.parametrize("kind", [
    pa.string(), pa.large_string(), pa.string_view(), pa.binary(), pa.large_binary(), pa.binary_view(),
    pa.dictionary(pa.int8(), pa.string()), pa.dictionary(pa.uint16(), pa.large_string()),
    pa.dictionary(pa.int64(), pa.string()), pa.dictionary(pa.int32(), pa.string_view()), pa.dictionary(pa.int32(), pa.binary()),
], ids=str)
def test_layouts(checker, kind):
    values = with_nulls(TEXTS)
    column = (pa.array(values).dictionary_encode().cast(kind) if isinstance(kind, pa.DictionaryType)
              else pa.array(values).cast(kind))
    wanted = with_nulls(WANTED)
    assert verdicts(checker.check_arrow(column)) == wanted
    assert verdicts(checker.check_arrow(pa.table({"n": range(len(values)), "text": column}))) == wanted
    # Slices, of the column and of the rows around it.
    assert verdicts(checker.check_arrow(column.slice(7, 50))) == wanted[7:57]
    batch = pa.record_batch({"text": column}).slice(9, 60)
    assert verdicts(checker.check_arrow(batch)) == wanted[9:69]
    struct = pa.StructArray.from_arrays([column], names=["text"]).slice(11, 40)
    assert verdicts(checker.check_arrow(struct)) == wanted[11:51]
    # Pieces that begin anywhere in the same buffers, an empty one among them.
    pieces = pa.chunked_array([column.slice(3, 0), column.slice(3, 20), column.slice(90), column.slice(0, 1)])
    assert verdicts(checker.check_arrow(pieces)) == wanted[3:23] + wanted[90:] + wanted[:1]


def test_null_rows_and_null_columns(checker):
    struct = pa.array([{"text": TEXTS[0]}, None, {"text": None}])
    answers = pa.table(checker.check_arrow(struct)).to_pylist()
    assert [row["verdict"] for row in answers] == [WANTED[0], None, None]
    assert answers[1]["incomplete"] == {"code": "not-found", "message": "no text: the row is null"}
    assert answers[2]["incomplete"] == {"code": "not-found", "message": "no text: the value is null"}
    assert verdicts(checker.check_arrow(pa.nulls(3))) == [None] * 3
    assert verdicts(checker.check_arrow(pa.table({"text": pa.array([], pa.string())}))) == []


def test_strange_texts_keep_their_rows(checker):
    values = [b"", b"\xff\xfe\xfd", "\u0000 x".encode(), "\U0001f600".encode() * 500, TEXTS[0].encode()]
    column = pa.array(values, pa.binary()).view(pa.string())
    answers = pa.table(checker.check_arrow(column))
    answers.validate(full=True)
    assert answers.num_rows == len(values)
    assert answers["verdict"][4].as_py() == WANTED[0]


def test_answers_are_whole(checker):
    text = "\U0001f600 e\u0301\n\n\u00a9 2023 Example Media Group. All rights reserved."
    stream = checker.check_arrow(pa.table({"text": [text], "name": ["n1"], "lang": ["de"]}), id="name", language="lang")
    answers = pa.table(stream)
    answers.validate(full=True)
    row = answers.to_pylist()[0]
    document = checker.check(text)
    assert row["verdicts"] == document.verdicts
    assert row["holders"] == [{"id": None, "name": "Example Media Group"}]
    assert row["language"] == "de" and row["incomplete"] is None and row["licence"] is None
    assert row["reason"]["text"] == document.reasons[0].text
    begin, end = row["reason"]["code_points"]
    assert text[begin:end] == row["reason"]["evidence"] == document.findings[0].text
    begin, end = row["reason"]["bytes"]
    assert text.encode()[begin:end].decode() == document.findings[0].text
    for found, wanted in zip(row["findings"], document.findings, strict=True):
        assert (found["rule"], found["role"], found["text"]) == (wanted.rule, wanted.role, wanted.text)
        assert (found["bytes"][0], found["line"], found["column"]) == (
            wanted.start.offset, wanted.start.line, wanted.start.column)
        assert found["counts"] == wanted.counts and found["confidence"] == wanted.confidence


def test_html(checker):
    page = "<p>Harbour</p><script>// Copyright 2022 Example Media Group</script>"
    both = pa.table({"text": [page, page], "type": [None, "text/html"]})
    assert verdicts(checker.check_arrow(both)) == ["permission-required"] * 2
    assert verdicts(checker.check_arrow(both, media_type="text/html")) == ["unknown"] * 2
    assert verdicts(checker.check_arrow(both, media_type_column="type")) == ["permission-required", "unknown"]


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_threads_and_batches(checker, threads):
    table = pa.Table.from_batches(pa.table({"text": TEXTS * 12}).to_batches(max_chunksize=100))
    stream = pa.RecordBatchReader.from_stream(checker.check_arrow(table, threads=threads))
    batches = list(stream)
    assert [batch.num_rows for batch in batches] == [100] * 14 + [40]
    assert [verdict for batch in batches for verdict in batch["verdict"].to_pylist()] == WANTED * 12


def test_mistakes(checker):
    table = pa.table({"id": [1], "text": ["x"]})
    with pytest.raises(UsageError, match="there is no column 'body'; there are: id, text"):
        checker.check_arrow(table, text="body")
    with pytest.raises(UsageError, match="column 'id' holds no texts"):
        checker.check_arrow(table, id="id")
    with pytest.raises(TypeError, match="neither __arrow_c_stream__ nor __arrow_c_array__"):
        checker.check_arrow(["a text"])
    stream = checker.check_arrow(table)
    second = pa.RecordBatchReader.from_stream(stream)
    assert verdicts(stream) == ["unknown"]
    with pytest.raises(UsageError, match="read already"):
        pa.table(stream)
    with pytest.raises(Exception, match="read already"):
        second.read_next_batch()


def test_an_error_of_the_rows_reaches_the_reader(checker):
    schema = pa.schema([("text", pa.string())])

    def rows():
        yield pa.record_batch([["first"]], schema=schema)
        raise OSError("the disk is gone")

    reader = pa.RecordBatchReader.from_batches(schema, rows())
    answers = pa.RecordBatchReader.from_stream(checker.check_arrow(reader))
    assert answers.read_next_batch().num_rows == 1
    with pytest.raises(Exception, match="the disk is gone"):
        answers.read_next_batch()


def test_rows_are_read_as_they_are_needed(checker):
    schema = pa.schema([("text", pa.string())])
    given = []

    def rows():
        for i in range(1000):
            given.append(i)
            yield pa.record_batch([[TEXTS[0]]], schema=schema)

    answers = pa.RecordBatchReader.from_stream(checker.check_arrow(pa.RecordBatchReader.from_batches(schema, rows())))
    for _ in range(3):
        answers.read_next_batch()
    assert len(given) <= 4


def test_an_answer_outlives_its_checker():
    stream = imprimatur.Checker(today=DAY).check_arrow(pa.table({"text": TEXTS}))
    assert verdicts(stream) == WANTED


def test_a_stream_that_is_not_read(checker):
    stream = checker.check_arrow(pa.table({"text": TEXTS}))
    capsule = stream.__arrow_c_stream__()
    del stream, capsule


def test_polars(checker):
    pl = pytest.importorskip("polars")
    frame = pl.DataFrame({"text": with_nulls(TEXTS)})
    for rows in (frame, frame["text"], frame.with_columns(pl.col("text").cast(pl.Categorical))):
        answers = pl.DataFrame(checker.check_arrow(rows))
        assert answers["verdict"].to_list() == with_nulls(WANTED)
    sliced = frame.slice(13, 31).filter(pl.col("text").is_not_null())
    assert pl.DataFrame(checker.check_arrow(sliced)).height == sliced.height
    many = pl.DataFrame({"text": TEXTS * 5})
    assert turns_while(lambda: pl.DataFrame(checker.check_arrow(many))) > 5


def test_pandas(checker):
    pd = pytest.importorskip("pandas")
    frame = pd.DataFrame({"text": with_nulls(TEXTS)})
    assert verdicts(checker.check_arrow(frame)) == with_nulls(WANTED)
    answers = pa.table(checker.check_arrow(frame)).to_pandas()
    assert answers["verdict"].notna().tolist() == [verdict is not None for verdict in with_nulls(WANTED)]


def test_duckdb(checker):
    duckdb = pytest.importorskip("duckdb")
    table = pa.table({"n": range(len(TEXTS)), "text": TEXTS})
    assert verdicts(checker.check_arrow(duckdb.from_arrow(table).filter("n >= 10"))) == WANTED[10:]
    answers = checker.check_arrow(table)
    counted = dict(duckdb.sql("select verdict, count(*) from answers group by verdict").fetchall())
    assert counted == {verdict: WANTED.count(verdict) for verdict in set(WANTED)}


def test_the_commands_rows(checker, program, tmp_path):
    """The same as the command's audit of the same rows as JSON Lines."""
    data = tmp_path / "data.jsonl"
    data.write_bytes(audit_data.jsonl(DOCUMENTS))
    subprocess.run([program, "audit", "--no-policy", "--today", DAY, "data.jsonl", "-o", "out"], cwd=tmp_path,
                   capture_output=True, check=False)
    lines = subprocess.run(["zstd", "-dcq", str(tmp_path / "out/documents.jsonl.zst")], capture_output=True, check=True).stdout
    wanted = [json.loads(line) for line in lines.splitlines()]
    table = pa.table({"id": [item[0] for item in DOCUMENTS], "text": TEXTS})
    answers = pa.table(checker.check_arrow(table, id="id")).to_pylist()
    assert len(answers) == len(wanted)
    same = ("verdict", "verdicts", "holders", "licence", "reason", "language", "incomplete")
    for answer, row in zip(answers, wanted, strict=True):
        assert [answer[key] for key in same] == [row[key] for key in same]
        assert len(answer["findings"]) == row["findings"]
