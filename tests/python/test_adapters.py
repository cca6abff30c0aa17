"""Verdicts as one more column, in the engines that people have: each with its own package."""

import pytest

import audit_data
import imprimatur
import imprimatur.batches
from conftest import DAY
from imprimatur import UsageError
from imprimatur.batches import annotated, arguments

pa = pytest.importorskip("pyarrow")

DOCUMENTS = list(audit_data.documents(150))
ROWS = {"name": [item[0] for item in DOCUMENTS],
        "text": [None if i % 11 == 5 else item[1] for i, item in enumerate(DOCUMENTS)],
        "url": [item[2] for item in DOCUMENTS]}
WANTED = [None if i % 11 == 5 else item[3] for i, item in enumerate(DOCUMENTS)]


def test_arguments():
    assert arguments({"html": "page"})["media_type"] == "text/html"
    assert arguments({})["text"] == "text"
    with pytest.raises(UsageError, match="exclude each other"):
        arguments({"html": "a", "text": "b"})
    with pytest.raises(UsageError, match="'body' is not known; columns are named by text, html"):
        arguments({"body": "text"})
    with pytest.raises(TypeError, match="text is the name of a column, not int"):
        arguments({"text": 3})
    with pytest.raises(TypeError, match="a Checker is expected here, not str; columns are named: text='body'"):
        imprimatur.batches.ready("text")
    assert imprimatur.batches.ready(None).use == "republish"


def test_batches_are_cut_by_their_bytes(checker, monkeypatch):
    monkeypatch.setattr(imprimatur.batches, "BATCH_BYTES", 4000)
    batch = pa.record_batch(ROWS)
    pieces = list(annotated(checker, batch, {"id": "name"}))
    assert len(pieces) > 4
    table = pa.Table.from_batches(pieces)
    assert table["name"].to_pylist() == ROWS["name"]
    assert [row["verdict"] for row in table["imprimatur"].to_pylist()] == WANTED
    assert next(annotated(checker, batch.slice(0, 0), {})).num_rows == 0
    with pytest.raises(UsageError, match="there is a column 'imprimatur' already"):
        list(annotated(checker, pieces[0], {}))


def test_polars(checker):
    pl = pytest.importorskip("polars")
    import imprimatur.polars
    frame = pl.DataFrame(ROWS)
    checked = imprimatur.polars.check(frame, checker, threads=2, id="name")
    assert checked.columns == ["name", "text", "url", "imprimatur"]
    assert checked["imprimatur"].struct.field("verdict").to_list() == WANTED


def test_duckdb(checker):
    duckdb = pytest.importorskip("duckdb")
    import imprimatur.duckdb
    checked = imprimatur.duckdb.check(duckdb.from_arrow(pa.table(ROWS)), checker, id="name")
    rows = checked.project("name, imprimatur.verdict").fetchall()
    assert rows == list(zip(ROWS["name"], WANTED, strict=True))


def test_huggingface(checker, tmp_path, monkeypatch):
    monkeypatch.setenv("HF_HOME", str(tmp_path))
    datasets = pytest.importorskip("datasets")
    import imprimatur.huggingface
    dataset = datasets.Dataset.from_dict(ROWS)
    for processes in (None, 2):
        checked = imprimatur.huggingface.check(dataset, checker, id="name", batch_size=40, num_proc=processes)
        assert checked["name"][:] == ROWS["name"]
        assert [row["verdict"] for row in checked["imprimatur"]] == WANTED
    other = imprimatur.huggingface.check(dataset, imprimatur.Checker(use="search", today=DAY), id="name")
    assert other[0]["imprimatur"]["verdict"] == other[0]["imprimatur"]["verdicts"]["search"]
