"""sameness.py PROGRAM FOLDER [COUNT]: one data set, several ways, the same rows.

Makes COUNT (100,000) documents, some of them damaged, as JSON Lines and as Parquet; lets the command, the package, polars and,
where they are installed, Spark, Ray and datatrove answer; and compares the rows as text, byte for byte. What damages JSON alone (a line
that is cut) is a null in the table: there, the message that says why is left out of the comparison. Prints the digest of each
way's rows, and how fast the package is next to the command. Exit status 1 if any row differs.
"""

import hashlib
import importlib.util
import json
import os
import pathlib
import random
import resource
import shutil
import subprocess
import sys
import time

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

import imprimatur

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import audit_data  # noqa: E402

DAY = "2026-01-31"
KEYS = ("verdict", "verdicts", "holders", "licence", "reason", "language")


def damaged(rng, ident, body):
    """(line of JSON, the text that the table has for it)"""
    whole = json.dumps({"id": ident, "text": body}, ensure_ascii=False)
    kind = rng.randrange(7)
    if kind == 0:
        return whole[:12], None
    if kind == 1:
        return json.dumps({"id": ident, "text": None}), None
    if kind == 2:
        return json.dumps({"id": ident, "text": 17}), None
    if kind == 3:
        return json.dumps({"id": ident, "text": ""}), ""
    if kind == 4:
        return json.dumps({"id": ident, "text": "\ud83d " + body}), "\ufffd " + body
    if kind == 5:
        return json.dumps({"id": ident, "text": "\0\x01 " + body}), "\0\x01 " + body
    return json.dumps({"id": ident, "text": body * 300}), body * 300


def make(folder, count):
    rng = random.Random(11)
    texts = []
    with open(folder / "set.jsonl", "w", encoding="utf-8") as lines:
        for ident, body, _, _ in audit_data.documents(count, seed=11):
            if rng.random() < 0.02:
                line, text = damaged(rng, ident, body)
            else:
                line, text = json.dumps({"id": ident, "text": body}, ensure_ascii=False), body
            lines.write(line + "\n")
            texts.append(text)
    table = pa.table({"n": pa.array(range(count)), "id": [f"doc-{i}" for i in range(count)], "text": pa.array(texts, pa.string())})
    pq.write_table(table, folder / "set.parquet", row_group_size=10_000)
    return table


def texts_of(rows):
    for row in rows:
        yield json.dumps([{key: row[key] for key in KEYS}, row["incomplete"] is None], sort_keys=True, ensure_ascii=False)


def command(program, folder, _):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([program, "audit", "--no-policy", "--today", DAY, "--jobs", "1", "--progress", "never", "--restart",
                    "set.jsonl", "-o", "out"], cwd=folder, stdout=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    unpacked = subprocess.run(["zstd", "-dcq", str(folder / "out/documents.jsonl.zst")], capture_output=True, check=True)
    return seconds, map(json.loads, unpacked.stdout.splitlines())


def package(checker, table):
    before = time.process_time()
    answers = [batch for rows in table.to_batches(2000) for batch in
               pa.RecordBatchReader.from_stream(checker.check_arrow(rows, id="id", source="set.jsonl"))]
    return time.process_time() - before, (row for batch in answers for row in batch.to_pylist())


def polars(checker, table):
    import polars as pl
    import imprimatur.polars
    checked = imprimatur.polars.check(pl.from_arrow(table), checker, threads=2, id="id")
    return None, checked["imprimatur"].struct.unnest().iter_rows(named=True)


def spent_by(pid):
    """Seconds of processor time of a process, and of all that it started and that is there."""
    parents, times = {}, {}
    for path in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has ended
        number = int(path.parent.name)
        parents[number], times[number] = int(fields[1]), sum(map(int, fields[11:15]))
    family = {pid}
    while more := {number for number, parent in parents.items() if parent in family} - family:
        family |= more
    ticks = os.sysconf("SC_CLK_TCK")
    return times[pid] / ticks, sum(times.get(number, 0) for number in family - {pid}) / ticks


def spark(checker, folder):
    from pyspark import SparkContext
    from pyspark.sql import SparkSession
    import imprimatur.spark
    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = (SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config("spark.driver.memory", "1g")
               .config("spark.driver.bindAddress", "127.0.0.1").config("spark.sql.execution.arrow.maxRecordsPerBatch", "2000")
               .getOrCreate())
    frame = session.read.parquet(str(folder / "set.parquet"))
    imprimatur.spark.check(frame.limit(100), checker, id="id").select("imprimatur.verdict").collect()  # all is started
    jvm, clock = SparkContext._gateway.proc.pid, time.monotonic()
    before = spent_by(jvm)
    checked = imprimatur.spark.check(frame, checker, id="id")
    checked.select("n", *(f"imprimatur.{key}" for key in (*KEYS, "incomplete"))).write.mode("overwrite").parquet(str(folder / "spark"))
    own, workers = (after - begun for after, begun in zip(spent_by(jvm), before))
    print(f"spark, after it had started: {time.monotonic() - clock:.1f} s by the clock; of processor time {workers:.1f} s in Python's "
          f"workers, {own:.1f} s in the JVM (Parquet, rows, Arrow, its compiler)")
    session.stop()
    return own + workers, pq.read_table(folder / "spark").sort_by("n").to_pylist()


def ray(checker, folder):
    import ray as engine
    import imprimatur.ray
    engine.init(num_cpus=2, logging_level="ERROR", log_to_driver=False)
    checked = imprimatur.ray.check(engine.data.read_parquet(str(folder / "set.parquet")), checker, id="id")
    rows = sorted(checked.drop_columns(["text"]).take_all(), key=lambda row: row["n"])
    engine.shutdown()
    return None, (row["imprimatur"] for row in rows)


def datatrove(checker, folder, table):
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.readers import ParquetReader
    from datatrove.pipeline.writers import JsonlWriter
    from imprimatur.datatrove import ImprimaturAnnotator
    # Its documents are texts that are not empty; the other rows are what they are without it.
    given = pc.greater(pc.binary_length(pc.fill_null(table["text"], "")), 0)
    shutil.rmtree(folder / "datatrove", ignore_errors=True)
    (folder / "datatrove/in").mkdir(parents=True)
    half = table.num_rows // 2
    for i, part in enumerate((table.slice(0, half), table.slice(half))):
        pq.write_table(part, folder / f"datatrove/in/{i}.parquet", row_group_size=10_000)
    LocalPipelineExecutor([ParquetReader(str(folder / "datatrove/in")), ImprimaturAnnotator(checker),
                           JsonlWriter(str(folder / "datatrove/out"), compression=None)], tasks=2, workers=2,
                          logging_dir=str(folder / "datatrove/logs")).run()
    rows = {row["id"]: row["metadata"]["imprimatur"] for file in sorted((folder / "datatrove/out").glob("*.jsonl"))
            for row in map(json.loads, file.open(encoding="utf-8"))}
    missing = pa.table(checker.check_arrow(table.filter(pc.invert(given)), id="id")).to_pylist()
    others = iter(missing)
    return None, (rows[ident] if there else next(others)
                  for ident, there in zip(table["id"].to_pylist(), given.to_pylist(), strict=True))


def call_overhead(checker):
    """Microseconds that a call has on top of the work on its text: what the same text costs as one of many rows."""
    text = ("The new crane was lifted onto the quay on Monday, and the harbour master said so. " * 37)[:3000]
    column = pa.array([text] * 100)

    def best(times, action):
        least = 1e9
        for _ in range(times):
            before = time.thread_time()
            action()
            least = min(least, time.thread_time() - before)
        return least * 1e6

    return (best(2000, lambda: checker.check(text).verdict)
            - best(40, lambda: pa.RecordBatchReader.from_stream(checker.check_arrow(column)).read_all()) / 100)


def main():
    program, folder = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2]).resolve()
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 100_000
    folder.mkdir(parents=True, exist_ok=True)
    table = make(folder, count)
    checker = imprimatur.Checker(today=DAY)
    ways = {"command": lambda: command(program, folder, table), "package": lambda: package(checker, table),
            "polars": lambda: polars(checker, table), "spark": lambda: spark(checker, folder), "ray": lambda: ray(checker, folder),
            "datatrove": lambda: datatrove(checker, folder, table)}
    needs = {"spark": "pyspark", "polars": "polars", "ray": "ray", "datatrove": "datatrove"}
    wanted, spent, bad = None, {}, 0
    for name, way in ways.items():
        if name in needs and importlib.util.find_spec(needs[name]) is None:
            print(f"left out: {name}: {needs[name]} is not installed")
            continue
        spent[name], rows = way()
        found = list(texts_of(rows))
        wanted = found if wanted is None else wanted
        differ = [i for i, (a, b) in enumerate(zip(wanted, found)) if a != b]
        digest = hashlib.sha256("\n".join(found).encode("utf-8", "surrogatepass")).hexdigest()
        print(f"{name:8} {len(found)} rows, {len(differ)} differ, {digest[:16]}")
        if differ or len(found) != count:
            bad = 1
            for i in differ[:3]:
                print(f"  row {i}:\n    {wanted[i][:400]}\n    {found[i][:400]}")
    size = sum(len(text.encode()) for text in table["text"].to_pylist() if text)
    print(f"processor time on {size / 1e6:.1f} MB of text, command {spent['command']:.1f} s; as a part of its speed:")
    for name, floor in (("package", 0.85), ("spark", 0.6)):
        if spent.get(name):
            print(f"  {name:8} {spent[name]:6.1f} s  {spent['command'] / spent[name]:.2f} (to be {floor})")
    print(f"  a call of check() with 3 kB costs {call_overhead(checker):.1f} us more than a row of a table (to be below 20)")
    return bad


if __name__ == "__main__":
    sys.exit(main())
