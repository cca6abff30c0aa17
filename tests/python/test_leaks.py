"""Nothing is kept that was given back: what lives after many calls is what lived before them.

The C library is asked, which says to the byte. With the sanitizers (ci/python --sanitize) the same is done for their own
count of what was lost, which sanitizer_logs.py reads.
"""

import ctypes
import gc
import os
import pickle
import re
import subprocess
import sys

import pytest

import imprimatur
import sanitizer_logs
from conftest import DAY
from imprimatur import Checker, UsageError

NOTICE = "The harbour opens.\n\nCopyright 2022 Example Media Group. All rights reserved.\n"
SANITIZED = "IMPRIMATUR_SANITIZED" in os.environ
NOISE = 16  # bytes a call


class MallocInfo(ctypes.Structure):
    """struct mallinfo2."""

    _fields_ = [(name, ctypes.c_size_t) for name in (
        "arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost")]


def live_bytes():
    """Bytes that are allocated now, by Python and by the extension module."""
    gc.collect()
    process = ctypes.CDLL(None)
    process.mallinfo2.restype = MallocInfo
    info = process.mallinfo2()
    return info.uordblks + info.hblkhd


def growth(work, times):
    """By how many bytes a call of `work` makes the process grow, once caches are warm: what is lost is lost in each round."""
    for _ in range(max(20, times // 20)):
        work()
    if SANITIZED:
        return 0
    found = []
    for _ in range(3):
        before = live_bytes()
        for _ in range(times):
            work()
        found.append((live_bytes() - before) / times)
    return min(found)


def refused(kind, call, *arguments, **more):
    with pytest.raises(kind):
        call(*arguments, **more)


def calls(checker):
    """What people do, wrong things among them."""
    core = imprimatur._core.Checker  # below Python's, so that nothing is kept by intention
    return {
        "check": lambda: checker.check(NOTICE).findings,
        "check bytes": lambda: checker.check(bytearray(NOTICE.encode("utf-16")), name="a.txt").verdict,
        "check html": lambda: checker.check(f"<html><body><p>{NOTICE}</body></html>", "text/html", use="search").reasons,
        "check all": lambda: checker.check_all(b"\0" * 100 + b"\x89PNG"),
        "check batch": lambda: checker.check_batch([NOTICE, "a\ud800b", b"\xff"], threads=2),
        "explain": lambda: checker.explain(NOTICE).trace,
        "travels": lambda: pickle.loads(pickle.dumps(checker.check(NOTICE))),
        "no text": lambda: refused(TypeError, checker.check, 3),
        "no use": lambda: refused(UsageError, checker.check, NOTICE, use="reprint"),
        "no table": lambda: refused(TypeError, checker.check_arrow, [NOTICE]),
        "half a name": lambda: checker.check(NOTICE, name="\ud800").verdict,
        "half a type": lambda: refused(UnicodeEncodeError, checker.check, NOTICE, media_type="\ud800"),
        "no policy": lambda: refused(imprimatur.RulesError, core, DAY, None, "a.toml", "nonsense = true\n", []),
        "wrong rules": lambda: refused(TypeError, core, DAY, None, None, "", [("a.toml", 1)]),
        "no day": lambda: refused(UsageError, core, "tomorrow", None, None, "", []),
    }


@pytest.mark.parametrize("name", calls(None))
def test_calls_keep_nothing(checker, name):
    assert growth(calls(checker)[name], 500) < NOISE


@pytest.mark.parametrize("kind", ["answers", "unread", "schema", "error", "column", "cut"])
def test_tables_keep_nothing(checker, kind):
    pa = pytest.importorskip("pyarrow")
    table = pa.table({"text": [NOTICE, None, "The harbour opens."], "n": [1, 2, 3]})
    batch = table.to_batches()[0]

    def rows():
        yield batch
        raise OSError("gone")

    work = {
        "answers": lambda: pa.table(checker.check_arrow(table, threads=2)),
        "unread": lambda: checker.check_arrow(batch).__arrow_c_stream__(),
        "schema": lambda: pa.RecordBatchReader.from_stream(checker.check_arrow(table["text"])).schema,
        "error": lambda: refused(OSError, pa.table, checker.check_arrow(pa.RecordBatchReader.from_batches(table.schema, rows()))),
        "column": lambda: refused(UsageError, checker.check_arrow, table, text="body"),
        "cut": lambda: next(iter(pa.RecordBatchReader.from_stream(checker.check_arrow(batch.slice(1))))).slice(1),
    }[kind]
    assert growth(work, 350) < NOISE


def test_checkers_keep_nothing():
    """They are large: one that stayed would be seen at once."""
    imprimatur.checker._core_of.cache_clear()

    def work():
        Checker(use="archive", today=DAY).check(NOTICE)
        imprimatur.checker._core_of.cache_clear()

    assert growth(work, 15) < 1024


@pytest.mark.skipif(SANITIZED, reason="the sanitizers' allocator counts in its own way")
def test_growth_would_be_seen(checker):
    """Streams that are not given back, as the other tests would find them."""
    pa = pytest.importorskip("pyarrow")
    column, kept = pa.array([NOTICE]), []
    assert growth(lambda: kept.append(checker.check_arrow(column)), 100) > 2 * NOISE


LEAK = """
import ctypes
import pyarrow
from imprimatur import Checker

checker = Checker(today="2026-01-31")
ctypes.pythonapi.Py_IncRef.argtypes = [ctypes.py_object]
for i in range(50):
    ctypes.pythonapi.Py_IncRef(checker.check_arrow(pyarrow.array([str(i)])))
"""


@pytest.mark.skipif(not SANITIZED, reason="not built for the sanitizers (ci/python --sanitize)")
def test_the_sanitizer_sees_a_leak(tmp_path, capsys):
    options = re.sub(r"log_path=[^:]*", f"log_path={tmp_path}/log", os.environ["ASAN_OPTIONS"])
    subprocess.run([sys.executable, "-B", "-c", LEAK], env=os.environ | {"ASAN_OPTIONS": options}, check=True)
    assert sanitizer_logs.main(tmp_path) == 1
    assert "leak of" in capsys.readouterr().out
