"""What the tests of the Python package share. They run on the installed wheel (ci/python)."""

import os
import pathlib
import sys

import pytest

import imprimatur

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "support"))
DAY = "2026-01-31"


@pytest.fixture(scope="session")
def checker():
    return imprimatur.Checker(today=DAY)


@pytest.fixture(scope="session")
def program():
    """The command, for answers to compare with."""
    path = os.environ.get("IMPRIMATUR_PROGRAM")
    if not path:
        pytest.skip("IMPRIMATUR_PROGRAM does not name the command")
    return path
