"""Engines with processes of their own: Spark, Ray, datatrove. Run by ci/python-adapters."""

import json
import os
import pathlib
import signal
import sys

import pytest

import audit_data
from imprimatur import UsageError

pa = pytest.importorskip("pyarrow")

DOCUMENTS = list(audit_data.documents(240))
NAMES = [item[0] for item in DOCUMENTS]
TEXTS = [None if i % 11 == 5 else item[1] for i, item in enumerate(DOCUMENTS)]
URLS = [item[2] for item in DOCUMENTS]
WANTED = {item[0]: None if i % 11 == 5 else item[3] for i, item in enumerate(DOCUMENTS)}


@pytest.fixture(scope="module")
def spark():
    """Two executors, each a process of its own."""
    sql = pytest.importorskip("pyspark.sql")
    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = (sql.SparkSession.builder.master("local-cluster[2,1,1024]")
               .config("spark.ui.enabled", "false")
               .config("spark.sql.execution.arrow.maxRecordsPerBatch", "7")
               .config("spark.sql.shuffle.partitions", "4")
               .config("spark.executor.memory", "512m")
               .config("spark.driver.memory", "512m")
               .getOrCreate())
    yield session
    session.stop()


def kill_one_executor(marker):
    """A step that kills the executor that it runs on, once: the parent of the parent of this process."""

    def step(batches):
        try:
            os.close(os.open(marker, os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            yield from batches
            return
        daemon = pathlib.Path(f"/proc/{os.getppid()}/stat").read_text()
        os.kill(int(daemon.rpartition(")")[2].split()[1]), signal.SIGKILL)

    return step


def test_spark(spark, checker, tmp_path):
    import imprimatur.spark
    frame = spark.createDataFrame(list(zip(NAMES, TEXTS, URLS, strict=True)), "name string, text string, url string")
    frame = frame.repartition(6)
    checked = imprimatur.spark.check(frame, checker, text="text", id="name", url="url")
    assert checked.columns == ["name", "text", "url", "imprimatur"]
    rows = checked.select("name", "imprimatur.verdict", "imprimatur.reason.text", "imprimatur.incomplete").collect()
    assert {row.name: row.verdict for row in rows} == WANTED and len(rows) == len(WANTED)
    assert all((row.incomplete is None) != (row.verdict is None) for row in rows)
    with pytest.raises(UsageError, match="there is no column 'body'; there are: name, text, url"):
        imprimatur.spark.check(frame, checker, text="body")
    # An executor that is killed in the middle changes nothing.
    shaken = frame.mapInArrow(kill_one_executor(str(tmp_path / "killed")), frame.schema)
    again = imprimatur.spark.check(shaken, checker, id="name").select("name", "imprimatur.verdict").collect()
    assert (tmp_path / "killed").exists()
    assert {row.name: row.verdict for row in again} == WANTED and len(again) == len(WANTED)


def test_the_pages_about_spark(spark, capsys, tmp_path):
    from test_readme import BLOCKS, front_page, write_pages
    code, wanted = next(block for block in BLOCKS if block[0].startswith("# pyspark"))
    exec(code, {"spark": spark})
    assert capsys.readouterr().out == wanted
    write_pages(tmp_path)
    exec(front_page("spark").replace("pages.parquet", str(tmp_path / "pages.parquet")), {"spark": spark})
    assert "permission-required" in capsys.readouterr().out


def test_ray(checker):
    ray = pytest.importorskip("ray")
    import imprimatur.ray
    from ray.cluster_utils import Cluster
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
    cluster.add_node(num_cpus=1)
    try:
        ray.init(address=cluster.address, logging_level="ERROR", log_to_driver=False)
        dataset = ray.data.from_arrow(pa.table({"name": NAMES, "text": TEXTS, "url": URLS}))
        checked = imprimatur.ray.check(dataset, checker, batch_size=50, options={"num_cpus": 0.5}, id="name")
        rows = checked.take_all()
        assert {row["name"]: row["imprimatur"]["verdict"] for row in rows} == WANTED and len(rows) == len(WANTED)
    finally:
        ray.shutdown()
        cluster.shutdown()


def run_datatrove(folder, checker, tasks):
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers import JsonlWriter
    from imprimatur.datatrove import ImprimaturAnnotator, ImprimaturFilter
    executor = LocalPipelineExecutor(
        pipeline=[
            JsonlReader(str(folder / "in")),
            ImprimaturAnnotator(checker),
            ImprimaturFilter(("allowed", "conditional"), checker, JsonlWriter(str(folder / "dropped"), compression=None)),
            JsonlWriter(str(folder / "kept"), compression=None),
        ],
        tasks=tasks, workers=1, logging_dir=str(folder / "logs"))
    executor.run()


def rows_of(folder):
    return {row["id"]: row for file in sorted(folder.rglob("*.jsonl")) for row in map(json.loads, file.open(encoding="utf-8"))}


def test_datatrove(checker, tmp_path):
    pytest.importorskip("datatrove")
    (tmp_path / "in").mkdir()
    whole = [item for item, text in zip(DOCUMENTS, TEXTS, strict=True) if text]
    for i in range(3):
        (tmp_path / "in" / f"{i}.jsonl").write_bytes(audit_data.jsonl(whole[i::3]))
    run_datatrove(tmp_path, checker, 3)
    kept, dropped = rows_of(tmp_path / "kept"), rows_of(tmp_path / "dropped")
    wanted = {item[0]: item[3] for item in whole}
    assert set(kept) == {name for name, verdict in wanted.items() if verdict == "conditional"}
    assert {name: row["metadata"]["imprimatur"]["verdict"] for name, row in (kept | dropped).items()} == wanted
    assert all(row["metadata"]["filter_reason"] == wanted[name] for name, row in dropped.items())
    # A task that was lost is done again, and only that.
    before = (tmp_path / "kept" / "00000.jsonl").stat().st_mtime_ns
    (tmp_path / "logs/completions/00001").unlink()
    (tmp_path / "kept" / "00001.jsonl").unlink()
    run_datatrove(tmp_path, checker, 3)
    assert rows_of(tmp_path / "kept") == kept
    assert (tmp_path / "kept" / "00000.jsonl").stat().st_mtime_ns == before
