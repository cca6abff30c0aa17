"""sameness.py PROGRAM FOLDER [COUNT]: one data set, several ways, the same rows.

Makes COUNT (100,000) documents, some of them damaged, as JSON Lines and as Parquet; lets the command, the package, polars and,
where they are installed, Spark and Ray answer; and compares the rows as text, byte for byte. What damages JSON alone (a line
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
import subprocess
import sys
import time

import pyarrow as pa
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


def spark(checker, folder):
    from pyspark.sql import SparkSession
    import imprimatur.spark
    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    checked = imprimatur.spark.check(session.read.parquet(str(folder / "set.parquet")), checker, id="id")
    checked.select("n", *(f"imprimatur.{key}" for key in (*KEYS, "incomplete"))).write.mode("overwrite").parquet(str(folder / "spark"))
    session.stop()
    return None, pq.read_table(folder / "spark").sort_by("n").to_pylist()


def ray(checker, folder):
    import ray as engine
    import imprimatur.ray
    engine.init(num_cpus=2, logging_level="ERROR", log_to_driver=False)
    checked = imprimatur.ray.check(engine.data.read_parquet(str(folder / "set.parquet")), checker, id="id")
    rows = sorted(checked.drop_columns(["text"]).take_all(), key=lambda row: row["n"])
    engine.shutdown()
    return None, (row["imprimatur"] for row in rows)


def main():
    program, folder = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2]).resolve()
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 100_000
    folder.mkdir(parents=True, exist_ok=True)
    table = make(folder, count)
    checker = imprimatur.Checker(today=DAY)
    ways = {"command": lambda: command(program, folder, table), "package": lambda: package(checker, table),
            "polars": lambda: polars(checker, table), "spark": lambda: spark(checker, folder), "ray": lambda: ray(checker, folder)}
    needs = {"spark": "pyspark", "polars": "polars", "ray": "ray"}
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
    print(f"processor time on {size / 1e6:.1f} MB of text: command {spent['command']:.1f} s, package {spent['package']:.1f} s; "
          f"the package is {spent['command'] / spent['package']:.2f} times as fast")
    return bad


if __name__ == "__main__":
    sys.exit(main())
