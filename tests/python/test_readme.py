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
