"""Spark, with executors that are processes of their own: a standalone master with two workers, or local-cluster.

Run by ci/python-adapters, with Spark 3.5 and with Spark 4.
"""

import filecmp
import gzip
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import time

import pytest

import audit_data
import imprimatur
from conftest import DAY
from imprimatur import UsageError

if not shutil.which("java") and "JAVA_HOME" not in os.environ:
    pytest.skip("no Java", allow_module_level=True)
pa = pytest.importorskip("pyarrow")
pyspark = pytest.importorskip("pyspark")
pytest.importorskip("pyspark.cloudpickle")
sql = pytest.importorskip("pyspark.sql")

DOCUMENTS = list(audit_data.documents(240))
NAMES = [item[0] for item in DOCUMENTS]
TEXTS = [None if i % 11 == 5 else item[1] for i, item in enumerate(DOCUMENTS)]
URLS = [item[2] for item in DOCUMENTS]
WANTED = {item[0]: None if i % 11 == 5 else item[3] for i, item in enumerate(DOCUMENTS)}
HERE = pathlib.Path(__file__).parent
pyspark.cloudpickle.register_pickle_by_value(sys.modules[__name__])  # executors do not see this file


class Cluster:
    """A standalone master and two workers, each with a core."""

    def __init__(self, folder):
        self.folder, self.processes = folder, []
        self.spark_class = pathlib.Path(pyspark.__file__).parent / "bin/spark-class"

    def start(self, name, *arguments, says):
        log = self.folder / f"{name}.log"
        with log.open("wb") as file:
            self.processes.append(subprocess.Popen(
                [self.spark_class, f"org.apache.spark.deploy.{arguments[0]}", *arguments[1:]], stdout=file, stderr=file,
                env=os.environ | {"SPARK_HOME": str(self.spark_class.parents[1]), "SPARK_DAEMON_MEMORY": "256m",
                                  "PYSPARK_PYTHON": sys.executable}))
        for _ in range(600):
            if found := re.search(says, log.read_text(errors="replace")):
                return found[1]
            time.sleep(0.2)
        raise AssertionError(log.read_text(errors="replace")[-3000:])

    def __enter__(self):
        address = self.start("master", "master.Master", "--host", "127.0.0.1", "--port", "0", "--webui-port", "0",
                             says=r"Starting Spark master at (spark://\S+)")
        for name in ("one", "two"):
            self.start(name, "worker.Worker", "-c", "1", "-m", "1g", "--host", "127.0.0.1", "--webui-port", "0",
                       "-d", str(self.folder / name), address, says="(Successfully registered)")
        return address

    def __exit__(self, *_):
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait(30)


@pytest.fixture(scope="module")
def master(tmp_path_factory):
    with Cluster(tmp_path_factory.mktemp("spark")) as address:
        yield address
        stop_the_session()


def stop_the_session():
    if session := sql.SparkSession.getActiveSession():
        session.stop()


def session_at(address, **more):
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = sql.SparkSession.builder.master(address)
    settings = {"spark.ui.enabled": "false", "spark.sql.execution.arrow.maxRecordsPerBatch": "7", "spark.driver.host": "127.0.0.1",
                "spark.driver.bindAddress": "127.0.0.1", "spark.sql.shuffle.partitions": "4", "spark.executor.memory": "512m",
                "spark.driver.memory": "512m", **more}
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


@pytest.fixture
def spark(master):
    """One session for all, as long as nobody stops it."""
    return session_at(master)


def kill_the_executor_once(marker):
    """Kills the executor whose Python this is: the parent of the parent."""
    try:
        os.close(os.open(marker, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return
    daemon = pathlib.Path(f"/proc/{os.getppid()}/stat").read_text()
    os.kill(int(daemon.rpartition(")")[2].split()[1]), signal.SIGKILL)


def frame_of(session):
    rows = list(zip(NAMES, TEXTS, URLS, strict=True))
    return session.createDataFrame(rows, "name string, text string, url string").repartition(6)


def judged(frame, checker, marker=None):
    """The verdicts by name; with a marker, half of the rows in, an executor is killed once."""
    import imprimatur.spark

    def shake(batches):
        for i, batch in enumerate(batches):
            if i == 3:
                kill_the_executor_once(marker)
            yield batch

    rows = imprimatur.spark.check(frame.mapInArrow(shake, frame.schema) if marker else frame, checker, id="name").select(
        "name", "imprimatur.verdict", "imprimatur.incomplete").collect()
    assert len(rows) == len(WANTED)
    assert all((row.incomplete is None) != (row.verdict is None) for row in rows)
    return {row.name: row.verdict for row in rows}


def test_a_standalone_master_and_a_killed_executor(spark, checker, tmp_path):
    import imprimatur.spark
    frame = frame_of(spark)
    checked = imprimatur.spark.check(frame, checker, text="text", id="name", url="url")
    assert checked.columns == ["name", "text", "url", "imprimatur"]
    with pytest.raises(UsageError, match="there is no column 'body'; there are: name, text, url"):
        imprimatur.spark.check(frame, checker, text="body")
    assert judged(frame, checker) == WANTED
    assert judged(frame, checker, str(tmp_path / "killed")) == WANTED
    assert (tmp_path / "killed").exists()


def test_batches_are_bounded_in_bytes(spark, checker, request):
    """However many rows Spark puts into a batch, a piece of it is checked at a time; and Spark 4.1 can bound its batches itself."""
    import imprimatur.batches
    import imprimatur.spark

    def sizes(batches):
        imprimatur.batches.BATCH_BYTES = 4000
        for batch in batches:
            pieces = [piece.drop_columns("imprimatur") for piece in imprimatur.batches.annotated(checker, batch, {"id": "name"})]
            rows = [max(row.nbytes for row in (batch.slice(i, 1) for i in range(batch.num_rows)))]
            yield pa.record_batch({"rows": [batch.num_rows], "pieces": [len(pieces)], "bytes": [batch.nbytes],
                                   "most": [max(piece.nbytes for piece in pieces)], "row": rows})

    frame = frame_of(spark).coalesce(1)
    request.addfinalizer(stop_the_session)  # with its settings
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", "10000")
    found = frame.mapInArrow(sizes, "rows long, pieces long, bytes long, most long, row long").collect()
    assert [row.rows for row in found] == [len(NAMES)]
    assert found[0].pieces > 10 and found[0].most <= max(4000, found[0].row)
    if tuple(map(int, pyspark.__version__.split(".")[:2])) >= (4, 1):
        spark.conf.set("spark.sql.execution.arrow.maxBytesPerBatch", "20000")
        found = frame.mapInArrow(sizes, "rows long, pieces long, bytes long, most long, row long").collect()
        assert len(found) > 3 and sum(row.rows for row in found) == len(NAMES)
        assert max(row.bytes for row in found) < 40_000
        assert judged(frame, checker) == WANTED


def crawl_files(folder):
    """Files as a crawl has them: gzip a record, one damaged, one without any document."""
    for i in range(5):
        records = list(audit_data.wet(DOCUMENTS[i * 40:i * 40 + 40])) if i < 3 else [
            audit_data.response(f"<html><body><p>{body}</p></body></html>".encode(), ident=ident, uri=url)
            for ident, body, url, _ in DOCUMENTS[i * 40:i * 40 + 40]]
        members = [gzip.compress(record, mtime=0) for record in records]
        if i == 1:
            broken = bytearray(members[7])
            broken[len(broken) // 2] ^= 0x55
            members[7] = bytes(broken)
        (folder / f"part-{i}.{'warc.wet' if i < 3 else 'warc'}.gz").write_bytes(b"".join(members))
    (folder / "empty.warc.wet.gz").write_bytes(gzip.compress(next(audit_data.wet([])), mtime=0))
    return sorted(map(str, folder.glob("*.gz")))


def command(program, *words):
    """What the command writes for the same files."""
    done = subprocess.run([program, "audit", *words], check=False, capture_output=True, text=True)
    assert done.returncode in (1, 3), done.stderr


def same(a, b):
    """Both folders hold the same files with the same bytes, but for the paths of inputs and policy."""
    found = [sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file()) for folder in (a, b)]
    assert found[0] == found[1] and len(found[0]) > 6
    return filecmp.cmpfiles(a, b, found[0], shallow=False)[1:] in (([], []), ([pathlib.Path("state/run.json")], []))


def test_a_job_over_a_crawl_is_one_audit(spark, program, tmp_path):
    import imprimatur.crawl
    (tmp_path / "in").mkdir()
    files = crawl_files(tmp_path / "in")
    policy = tmp_path / "imprimatur.toml"
    policy.write_text('uses = ["archive"]\n')
    marker = str(tmp_path / "killed")

    def kill_then_get(name, _):
        if "part-2" in name:
            kill_the_executor_once(marker)
        return name

    words = ["--today", DAY, "--keep", "unknown,conditional"]
    command(program, *files, "--policy", policy, *words, "-o", tmp_path / "alone")
    summary = imprimatur.crawl.audit(spark, files, tmp_path / "job", program, policy=policy, options=words, get=kill_then_get)
    assert os.path.exists(marker) and summary["documents"] > 150 and summary["input_problems"] > 0
    assert same(tmp_path / "alone", tmp_path / "job")
    with pytest.raises(UsageError, match="holds an audit already"):
        imprimatur.crawl.audit(spark, files, tmp_path / "job", program)
    with pytest.raises(UsageError, match="more than one input with the name 'a.warc'"):
        imprimatur.crawl.audit(spark, ["x/a.warc", "y/a.warc"], tmp_path / "twice", program)
    with pytest.raises(UsageError, match="there is no program 'nowhere'"):
        imprimatur.crawl.audit(spark, files, tmp_path / "none", "nowhere")


def test_a_job_that_failed_goes_on(spark, program, tmp_path):
    """What was done is not done again, and another job does not take it over."""
    import imprimatur.crawl
    (tmp_path / "in").mkdir()
    files, seen = crawl_files(tmp_path / "in"), str(tmp_path / "seen")

    def fails(name, _):
        if name == files[-1] and not os.path.exists(seen):
            raise OSError("the storage is away")
        with open(seen + ".log", "a") as log:
            log.write(name + "\n")
        return name

    with pytest.raises(Exception, match="the storage is away"):
        imprimatur.crawl.audit(spark, files, tmp_path / "job", program, options=["--today", DAY], get=fails)
    with pytest.raises(UsageError, match="what another job left, with other options"):
        imprimatur.crawl.audit(spark, files, tmp_path / "job", program, options=["--use", "tdm"])
    done = sorted(path.name for path in (tmp_path / "job/pieces").glob("0*"))
    assert done
    pathlib.Path(seen).touch()
    pathlib.Path(seen + ".log").write_text("")
    imprimatur.crawl.audit(spark, files, tmp_path / "job", program, options=["--today", DAY], get=fails)
    assert len(pathlib.Path(seen + ".log").read_text().splitlines()) == len(files) - len(done)
    command(program, *files, "--no-policy", "--today", DAY, "-o", tmp_path / "alone")
    assert same(tmp_path / "alone", tmp_path / "job")


def test_the_pages_about_spark(spark, program, capsys, tmp_path, monkeypatch):
    from test_readme import BLOCKS, TEXTS, front_page, write_pages
    code, wanted = next(block for block in BLOCKS if block[0].startswith("# pyspark"))
    exec(code, {"spark": spark})
    assert capsys.readouterr().out == wanted
    write_pages(tmp_path, program)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    scope = {"spark": spark}  # whose folder is not this one: names become paths
    exec(re.sub(r'"(pages\.parquet|kept|crawl/[^"]*|audit)"', lambda found: repr(str(tmp_path / found[1])), front_page("spark")), scope)
    assert "permission-required" in capsys.readouterr().out
    assert [row.text for row in spark.read.parquet(str(tmp_path / "kept")).collect()] == TEXTS[2:]
    assert scope["summary"]["documents"] == 3 and scope["summary"]["verdicts"]["conditional"] == 1


def test_local_cluster(checker):
    stop_the_session()
    try:
        assert judged(frame_of(session_at("local-cluster[2,1,1024]")), checker) == WANTED
    finally:
        stop_the_session()


OTHERS = """
from imprimatur.checker import Checker
rules = Checker.rules_digest.fget
Checker.rules_digest = property(lambda checker: rules(checker) if checker._setup.policy_name else "0123456789abcdef")
Checker.policy_digest = property(lambda checker: "0123456789abcdef" if checker._setup.policy_name else None)
"""


def test_other_rules_or_policy_on_an_executor_are_refused(master, checker, tmp_path):
    """Digests are compared where the rows are, so an executor with another version answers nothing."""
    (tmp_path / "sitecustomize.py").write_text(OTHERS)
    (tmp_path / "imprimatur.toml").write_text('uses = ["archive"]\n')
    with_policy = imprimatur.Checker(policy=tmp_path / "imprimatur.toml", today=DAY)
    stop_the_session()
    session = session_at(master, **{"spark.executorEnv.PYTHONPATH": str(tmp_path), "spark.task.maxFailures": "1"})
    try:
        with pytest.raises(Exception, match="install the same version everywhere"):
            judged(frame_of(session), checker)
        with pytest.raises(Exception, match="the policy came as another than it was sent"):
            judged(frame_of(session), with_policy)
    finally:
        stop_the_session()


def test_the_job_from_the_command_line(master, program, tmp_path):
    """As people start it: spark-submit, with a list of addresses, which executors load."""
    import web_server
    stop_the_session()  # it holds the cores
    (tmp_path / "in").mkdir()
    files = [pathlib.Path(name) for name in crawl_files(tmp_path / "in")]
    (tmp_path / "paths.gz").write_bytes(gzip.compress("".join(f"crawl/{file.name}\n" for file in files).encode()))
    with web_server.WebServer() as web:
        web.server.pages = {f"/crawl/{file.name}": file.read_bytes() for file in files}
        done = subprocess.run(
            [pathlib.Path(pyspark.__file__).parent / "bin/spark-submit", "--master", master, "--conf", "spark.driver.host=127.0.0.1",
             "--conf", "spark.executor.memory=512m", "--conf", "spark.ui.enabled=false", "--driver-memory", "512m",
             HERE.parents[1] / "src/python/examples/crawl_job.py", tmp_path / "paths.gz", "--base", web.url + "/",
             "--program", program, "-o", tmp_path / "job", "--today", DAY, "--use", "search"],
            capture_output=True, text=True, check=False, env=os.environ | {"PYSPARK_PYTHON": sys.executable})
    assert done.returncode == 0, done.stderr[-3000:]
    command(program, *files, "--no-policy", "--today", DAY, "--use", "search", "-o", tmp_path / "alone")
    assert (tmp_path / "alone/documents.jsonl.zst").read_bytes() == (tmp_path / "job/documents.jsonl.zst").read_bytes()
    assert (tmp_path / "alone/summary.json").read_bytes() == (tmp_path / "job/summary.json").read_bytes()
    assert (tmp_path / "alone/report.html").read_bytes() == (tmp_path / "job/report.html").read_bytes()
    said = json.loads(done.stdout.splitlines()[-1])
    assert said["documents"] == json.loads((tmp_path / "job/summary.json").read_text())["documents"] > 150
