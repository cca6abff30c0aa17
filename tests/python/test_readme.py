"""The examples of the page, run as they stand there."""

import re

import pytest

from conftest import ROOT

PAGE = (ROOT / "src/python/README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```(?:\n```\n(.*?)```)?", PAGE, re.DOTALL)


def test_the_page_says_what_happens(capsys):
    pytest.importorskip("polars")
    scope = {}
    assert len(BLOCKS) >= 2
    for code, wanted in BLOCKS:
        if code.startswith("# pyspark"):
            continue  # test_engines.py runs it, where Spark is
        exec(code, scope)
        assert capsys.readouterr().out == wanted


def front_page(engine):
    """The example of the project's page that imports this."""
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    return next(code for code in re.findall(r"```python\n(.*?)```", page, re.DOTALL) if f"imprimatur.{engine}" in code)


def write_pages(folder):
    pa, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    parquet.write_table(pa.table({"text": ["\u00a9 2023 Example Media Group", "The harbour opens."]}), folder / "pages.parquet")


def test_the_front_page(tmp_path, monkeypatch, capsys):
    pytest.importorskip("polars")
    write_pages(tmp_path)
    monkeypatch.chdir(tmp_path)
    exec(front_page("polars"), {})
    said = capsys.readouterr().out
    assert "permission-required" in said and "unknown" in said
