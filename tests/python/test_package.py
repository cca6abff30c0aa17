"""What the package promises of itself: what it needs, shows, documents, and how small its adapters are."""

import inspect
import json
import pathlib
import shutil
import subprocess
import sys

import pytest

import imprimatur
import imprimatur.audit
import imprimatur.batches
import imprimatur.crawl
from conftest import DAY

FOLDER = pathlib.Path(imprimatur.__file__).parent
ADAPTERS = {"polars": "polars", "duckdb": "duckdb", "huggingface": "datasets", "ray": "ray", "spark": "pyspark",
            "datatrove": "datatrove", "dolma": "dolma"}


def run(code):
    done = subprocess.run([sys.executable, "-B", "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_nothing_else_is_needed():
    brought = json.loads(run("import json, sys; before = set(sys.modules); import imprimatur;"
                             "print(json.dumps(sorted(set(sys.modules) - before)))"))
    assert {name.split(".")[0] for name in brought} - set(sys.stdlib_module_names) == {"imprimatur"}
    assert not {f"imprimatur.{name}" for name in (*ADAPTERS, "audit", "batches", "crawl")} & set(brought)


@pytest.mark.parametrize("name", ADAPTERS)
def test_adapters_are_small_and_alone(name):
    """Each is a module of under 60 lines, and brings its own engine at most."""
    assert len((FOLDER / f"{name}.py").read_text(encoding="utf-8").splitlines()) < 60
    if name in ("datatrove", "dolma"):  # their classes are subclasses of the engine's
        pytest.importorskip(ADAPTERS[name])
    others = sorted(set(ADAPTERS.values()) - {name, ADAPTERS[name]})
    loaded = run(f"import sys, imprimatur.{name}; print([one for one in {others!r} if one in sys.modules])")
    assert loaded.strip() == "[]" or name in ("datatrove", "dolma")


def test_all_that_is_public_is_explained():
    """Functions say what is raised, positions what they count."""
    shown = [getattr(imprimatur, name) for name in imprimatur.__all__ if name not in ("Verdict", "__version__")]
    shown += [imprimatur.audit.audit, imprimatur.crawl.audit, imprimatur.crawl.fetch]
    for one in shown:
        assert inspect.getdoc(one), one
        for name, member in inspect.getmembers(one) if inspect.isclass(one) else ():
            if not name.startswith("_") and (callable(member) or isinstance(member, property)) and name in vars(one):
                assert inspect.getdoc(member), f"{one.__name__}.{name}"
    for method in ("check", "check_batch", "check_arrow"):
        assert "Raises:" in inspect.getdoc(getattr(imprimatur.Checker, method))
    source = inspect.getsource(sys.modules["imprimatur.documents"])
    for unit in ("Bytes from the start", "in code points", "UTF-16 code units", "From 0 to 1", "Exclusive"):
        assert unit in source


def test_one_symbol_is_exported():
    if shutil.which("nm") is None:
        pytest.skip("nm is not installed")
    (core,) = FOLDER.glob("_core*.so")
    said = subprocess.run(["nm", "-D", "--defined-only", core], capture_output=True, text=True, check=True).stdout
    assert [line.split()[-1] for line in said.splitlines()] == ["PyInit__core"]


def test_tables_without_pyarrow():
    pytest.importorskip("polars")
    said = run("import sys; sys.modules['pyarrow'] = None\n"
               "import polars, imprimatur, imprimatur.polars\n"
               f"checker = imprimatur.Checker(today='{DAY}')\n"
               "frame = polars.DataFrame({'text': ['\\u00a9 2023 Example Media Group', None, 'The harbour opens.']})\n"
               "print(polars.DataFrame(checker.check_arrow(frame))['verdict'].to_list())\n"
               "checked = imprimatur.polars.check(frame, checker)\n"
               "print(checked['imprimatur'].struct.field('verdict').to_list())\n")
    assert said == "['permission-required', None, 'unknown']\n" * 2
