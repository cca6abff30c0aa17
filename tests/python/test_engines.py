"""Engines with processes of their own: Ray, datatrove. Run by ci/python-adapters, as test_spark.py is."""

import contextlib
import json
import logging
import os
import signal
import subprocess
import sys
import time

import pytest

import audit_data
from conftest import DAY
from imprimatur import Checker

pa = pytest.importorskip("pyarrow")

DOCUMENTS = list(audit_data.documents(240))
NAMES = [item[0] for item in DOCUMENTS]
TEXTS = [None if i % 11 == 5 else item[1] for i, item in enumerate(DOCUMENTS)]
URLS = [item[2] for item in DOCUMENTS]
WANTED = {item[0]: None if i % 11 == 5 else item[3] for i, item in enumerate(DOCUMENTS)}


def test_ray(checker, tmp_path, monkeypatch):
    """Two nodes, each with room for one worker: every answer says where it was made, and none is given before both are there."""
    ray = pytest.importorskip("ray")
    import imprimatur.ray
    from ray.cluster_utils import Cluster

    class Tells(imprimatur.ray.Check):
        def __call__(self, table):
            node = ray.get_runtime_context().get_node_id()
            (tmp_path / node).touch()
            for _ in range(600):
                if len(list(tmp_path.iterdir())) == 2:
                    break
                time.sleep(0.1)
            answers = super().__call__(table)
            return (answers.append_column("node", pa.array([node] * answers.num_rows, pa.string()))
                    .append_column("process", pa.array([os.getpid()] * answers.num_rows, pa.int64())))

    monkeypatch.setattr(imprimatur.ray, "Check", Tells)
    logging.getLogger("ray.data").setLevel(logging.WARNING)  # it goes on asking for metrics when all is over
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "resources": {"desk": 1}})
    cluster.add_node(num_cpus=1, resources={"desk": 1})
    try:
        ray.init(address=cluster.address, logging_level="ERROR", log_to_driver=False)
        nodes = {node["NodeID"] for node in ray.nodes() if node["Alive"]}
        table = pa.table({"name": NAMES, "text": TEXTS, "url": URLS})
        dataset = ray.data.from_arrow([table.slice(i, 30) for i in range(0, len(NAMES), 30)])
        rows = imprimatur.ray.check(dataset, checker, batch_size=30, id="name",
                                    options={"num_cpus": 0.5, "concurrency": 2, "resources": {"desk": 1}}).take_all()
        assert {row["name"]: row["imprimatur"]["verdict"] for row in rows} == WANTED and len(rows) == len(WANTED)
        assert len(nodes) == 2 and {row["node"] for row in rows} == nodes
        places = {(row["node"], row["process"]) for row in rows}
        assert len(places) == 2 and os.getpid() not in {process for _, process in places}
        # Rules are compared where the rows are.
        other = Checker(today=DAY)
        monkeypatch.setattr(Checker, "rules_digest", "0123456789abcdef")
        with pytest.raises(Exception, match="install the same version everywhere"):
            imprimatur.ray.check(dataset, other, id="name").take_all()
    finally:
        ray.shutdown()
        cluster.shutdown()


DATATROVE = """
import os, pathlib, signal, sys
import imprimatur
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.base import PipelineStep
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter
from imprimatur.datatrove import ImprimaturAnnotator, ImprimaturFilter

folder, day, die_at = pathlib.Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])


class Dies(PipelineStep):
    def run(self, data, rank=0, world_size=1):
        for i, document in enumerate(data):
            if rank == 1 and i == die_at:
                os.kill(os.getpid(), signal.SIGKILL)
            yield document


checker = imprimatur.Checker(today=day)
LocalPipelineExecutor(
    pipeline=[JsonlReader(str(folder / "in")), ImprimaturAnnotator(checker), Dies(),
              ImprimaturFilter(("allowed", "conditional"), checker, JsonlWriter(str(folder / "dropped"), compression=None), batch_size=5),
              JsonlWriter(str(folder / "kept"), compression=None)],
    tasks=3, workers=1, logging_dir=str(folder / "logs")).run()
"""


def run_datatrove(folder, die_at=-1):
    """(exit status, what it said); helpers that outlive a killed process are ended too."""
    with open(folder / "said", "wb") as said:
        process = subprocess.Popen([sys.executable, "-c", DATATROVE, folder, DAY, str(die_at)], stdout=said, stderr=said,
                                   start_new_session=True)
        status = process.wait(300)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    return status, (folder / "said").read_text(errors="replace")[-2000:]


def rows_of(folder):
    rows = [row for file in sorted(folder.rglob("*.jsonl")) for row in map(json.loads, file.open(encoding="utf-8"))]
    for row in rows:
        del row["metadata"]["file_path"]  # in another folder
    assert len({row["id"] for row in rows}) == len(rows)
    return {row["id"]: row for row in rows}


def test_datatrove(tmp_path):
    """Killed in the middle of its second task and started again, it ends with what it had come to undisturbed."""
    pytest.importorskip("datatrove")
    whole = [item for item, text in zip(DOCUMENTS, TEXTS, strict=True) if text]
    wanted = {item[0]: item[3] for item in whole}
    for name, die_at in (("calm", -1), ("killed", 40)):
        (tmp_path / name / "in").mkdir(parents=True)
        for i in range(3):
            (tmp_path / name / "in" / f"{i}.jsonl").write_bytes(audit_data.jsonl(whole[i::3]))
        status, said = run_datatrove(tmp_path / name, die_at)
        assert status == (0 if name == "calm" else -signal.SIGKILL), said
    assert [path.name for path in (tmp_path / "killed/logs/completions").iterdir()] == ["00000"]
    first = tmp_path / "killed/kept/00000.jsonl"
    before = first.stat().st_mtime_ns
    status, said = run_datatrove(tmp_path / "killed")
    assert status == 0, said
    assert first.stat().st_mtime_ns == before
    kept, dropped = rows_of(tmp_path / "killed/kept"), rows_of(tmp_path / "killed/dropped")
    assert (kept, dropped) == (rows_of(tmp_path / "calm/kept"), rows_of(tmp_path / "calm/dropped"))
    assert set(kept) == {name for name, verdict in wanted.items() if verdict == "conditional"}
    assert {name: row["metadata"]["imprimatur"]["verdict"] for name, row in (kept | dropped).items()} == wanted
    assert all(row["metadata"]["filter_reason"] == wanted[name] for name, row in dropped.items())
