"""The examples of the page, run as they stand there."""

import csv
import gzip
import json
import os
import re
import subprocess
import sys

import pytest

import audit_data
from conftest import ROOT

PAGE = (ROOT / "src/python/README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```(?:\n```\n(.*?)```)?", PAGE, re.DOTALL)


def test_the_page_says_what_happens(capsys):
    pytest.importorskip("polars")
    scope = {}
    assert len(BLOCKS) >= 2
    for code, wanted in BLOCKS:
        if code.startswith("# pyspark"):
            continue  # test_spark.py runs it, where Spark is
        exec(code, scope)
        assert capsys.readouterr().out == wanted


FRONT = (ROOT / "README.md").read_text(encoding="utf-8")


def front_page(engine):
    """The example of the project's page that imports this."""
    return next(code for code in re.findall(r"```python\n(.*?)```", FRONT, re.DOTALL) if f"imprimatur.{engine}" in code)


TEXTS = ["\u00a9 2023 Example Media Group", "The harbour opens.", "This article is licensed under CC BY 4.0."]


def write_pages(folder, program=None):
    """What the examples read; and the program where a shell finds it."""
    pa, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    parquet.write_table(pa.table({"text": TEXTS}), folder / "pages.parquet")
    (folder / "crawl").mkdir()
    for name, texts in (("a", TEXTS[:2]), ("b", TEXTS[2:])):
        records = audit_data.wet((f"{name}-{i}", text, "https://example.com/", None) for i, text in enumerate(texts))
        (folder / f"crawl/{name}.warc.wet.gz").write_bytes(b"".join(map(gzip.compress, records)))
    if program:
        (folder / "bin").mkdir()
        (folder / "bin/imprimatur").symlink_to(os.path.abspath(program))


def test_the_front_page_about_the_command(tmp_path, program):
    """Its lines as a shell reads them; the table of the sample is filled in as people would."""
    write_pages(tmp_path, program)
    lines = next(block for block in FRONT.split("```")[1::2] if "audit crawl/" in block).strip().splitlines()
    environment = os.environ | {"PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}"}

    def shell(line):
        done = subprocess.run(["bash", "-c", line], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    assert shell(lines[0])[0] == 1
    assert json.loads((tmp_path / "audit/summary.json").read_text())["documents"] == 3
    assert [path.name for path in sorted((tmp_path / "audit/kept").iterdir())] == ["a.warc.wet.gz", "b.warc.wet.gz"]
    assert shell(lines[1])[0] == 0
    with open(tmp_path / "sample.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    for row in rows[1:]:
        row[0] = row[rows[0].index("verdict")]
    with open(tmp_path / "sample.csv", "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    status, said = shell(lines[2])
    assert status == 0 and "precision" in said, said
    status, said = shell("python -m imprimatur audit pages.parquet -o tables/".replace("python", sys.executable))
    assert status == 1 and "audited 3 documents" in said, said


def test_the_front_page(tmp_path, monkeypatch, capsys):
    pl = pytest.importorskip("polars")
    write_pages(tmp_path)
    monkeypatch.chdir(tmp_path)
    exec(front_page("polars"), {})
    said = capsys.readouterr().out
    assert "permission-required" in said and "unknown" in said
    assert pl.read_parquet("kept.parquet")["text"].to_list() == TEXTS[2:]
