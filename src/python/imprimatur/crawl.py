"""Spark over files of WARC, WET or whatever else ``imprimatur audit`` reads: an audit a file, on the executors, put together.

The results are those of one ``imprimatur audit`` of all files on one machine, byte for byte. The command is sent to the executors, and
each file is read by it from its beginning to its end; pages never pass through Python or the JVM.

>>> import imprimatur.crawl
>>> summary = imprimatur.crawl.audit(spark, ["crawl/a.warc.gz", "crawl/b.warc.gz"], "audit")
"""

from __future__ import annotations

import argparse
import datetime
import gzip
import json
import os
import shutil
import subprocess
import tempfile
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Optional

from ._core import Error, UsageError
from .checker import PathLike

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

Fetch = Callable[[str, str], str]


def _opened(address: str) -> tuple[Any, Optional[int]]:
    """A file elsewhere, and its size if that is told: of the web, or of any storage that fsspec knows (s3, gs, hdfs and others)."""
    scheme = address.partition("://")[0]
    if scheme in ("http", "https"):
        answer = urllib.request.urlopen(address, timeout=60)
        return answer, int(size) if (size := answer.headers["Content-Length"]) else None
    try:
        import fsspec

        file = fsspec.open(address, "rb").open()
    except ImportError as error:
        more = {"s3": " s3fs", "gs": " gcsfs"}.get(scheme, "")
        raise Error(f"{address}: {error}: '{scheme}://' is read through fsspec: pip install fsspec{more} on every executor") from error
    return file, getattr(file, "size", None)


def fetch(address: str, folder: str) -> str:
    """The path of a file: itself, or where it was loaded to in the folder, under its own name, if it is an address.

    ``https://…``, ``s3://…`` and others. Keys of a storage, and where it is, are its own client's: for S3 the role of the machine,
    or ``AWS_ACCESS_KEY_ID``, ``AWS_ENDPOINT_URL`` and so on.
    """
    if "://" not in address:
        return address
    path = os.path.join(folder, os.path.basename(urllib.parse.urlsplit(address).path))
    source, wanted = _opened(address)
    with source, open(path, "wb") as file:
        shutil.copyfileobj(source, file, 1 << 20)
        if wanted is not None and file.tell() != wanted:
            raise OSError(f"{address}: {file.tell()} bytes of {wanted} came")
    return path


def _run(words: Sequence[str], **more: Any) -> None:
    done = subprocess.run(words, stdin=more.pop("stdin", subprocess.DEVNULL), capture_output=True, check=False, **more)
    if done.returncode not in (0, 1, 3):  # 1 and 3 speak of the documents, and the summary says it
        raise Error(f"{' '.join(words[:2])}: exit status {done.returncode}: {done.stderr.decode(errors='replace')[-2000:]}")


def _job(path: Path, given: dict[str, Any]) -> dict[str, Any]:
    """What the job does and by which day, as it was begun."""
    if not path.exists():
        unfinished = path.with_suffix(".tmp")
        unfinished.write_text(json.dumps(given | {"today": datetime.datetime.now(datetime.timezone.utc).date().isoformat()}))
        unfinished.rename(path)
    job: dict[str, Any] = json.loads(path.read_text())
    if differs := [key for key in given if job[key] != given[key]]:
        raise UsageError(f"'{path.parent}' is what another job left, with other {differs[0]}: remove it, or choose another folder")
    return job


def audit(session: SparkSession, inputs: Iterable[str], out: PathLike, program: str = "imprimatur", *,
          policy: Optional[PathLike] = None, options: Sequence[str] = (), get: Fetch = fetch) -> dict[str, Any]:  # fmt: skip
    """Writes what ``imprimatur audit INPUT… -o out`` writes, and returns its summary.

    Args:
        inputs: paths that every executor sees, or addresses (``https://…``, ``s3://…``; see ``fetch``); each name once.
        out: a folder that the driver and every executor see. A job that was stopped goes on where it was if it is started again.
        program: the command, here; executors get this file.
        policy: an imprimatur.toml; none is searched for.
        options: more of the command's: ``["--use", "ai-train", "--today", "2026-01-31"]``. The day is the driver's without it.
        get: how an executor comes to a file: ``get(input, folder)`` gives its path, with the name that it is to have in the
            results; ``folder`` is for what must be loaded, and is removed. A failure is tried again by Spark.

    Raises:
        UsageError: there is no command, or no input. Error: the audits do not fit together (rules, policy, version: they are compared).
    """
    names, command = list(inputs), shutil.which(program)
    if command is None or not names:
        raise UsageError(f"there is no program '{program}'" if command is None else "nothing to audit: no inputs")
    if twice := [name for name, count in Counter(map(os.path.basename, names)).items() if count > 1]:
        raise UsageError(f"there is more than one input with the name '{twice[0]}': results are kept by name")
    folder = Path(out).absolute()
    pieces, given = folder / "pieces", {"inputs": names, "options": [*options], "policy": policy and os.fspath(policy)}
    if (folder / "summary.json").exists():
        raise UsageError(f"'{folder}' holds an audit already: choose another folder")
    pieces.mkdir(parents=True, exist_ok=True)
    job = _job(pieces / "job.json", given)
    words = ["--progress", "never", "--quiet", "--jobs", "1", *([] if "--today" in options else ["--today", job["today"]]), *options]
    files = [os.path.abspath(os.fspath(path)) for path in (command, policy) if path is not None]
    for file in files:
        session.sparkContext.addFile(file)

    def piece(item: tuple[int, str]) -> str:
        from pyspark import SparkFiles

        number, name = item
        done = pieces / f"{number:06}"
        if not done.exists():
            here = [SparkFiles.get(os.path.basename(file)) for file in files]
            rights = ["--policy", here[1]] if len(here) > 1 else ["--no-policy"]
            with tempfile.TemporaryDirectory() as loaded, tempfile.TemporaryDirectory(dir=pieces, prefix=".") as begun:
                _run([here[0], "audit", get(name, loaded), "-o", f"{begun}/out", *rights, *words])
                try:
                    os.rename(f"{begun}/out", done)
                except OSError:
                    if not done.exists():  # else another attempt was faster
                        raise
        return done.name

    found = session.sparkContext.parallelize(list(enumerate(names)), len(names)).map(piece).collect()
    with tempfile.TemporaryFile() as list_of_pieces:
        list_of_pieces.write("".join(f"pieces/{name}\n" for name in found).encode())
        list_of_pieces.seek(0)
        _run([command, "audit", "merge", "--files-from", "-", "-o", "."], stdin=list_of_pieces, cwd=folder)
    shutil.rmtree(pieces, ignore_errors=True)
    summary: dict[str, Any] = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    return summary


def main(arguments: Optional[Sequence[str]] = None) -> None:
    """``spark-submit examples/crawl_job.py``: a list of paths, as Common Crawl publishes it, to a folder of results."""
    from pyspark.sql import SparkSession

    parser = argparse.ArgumentParser("crawl_job.py", description=__doc__, allow_abbrev=False)
    parser.add_argument("paths", help="a file of paths or addresses, one a line, such as warc.paths.gz")
    parser.add_argument("-o", dest="out", required=True, metavar="DIR", help="a folder that all executors see")
    parser.add_argument("--base", default="", help="put in front of each: https://data.commoncrawl.org/, s3://commoncrawl/ or FOLDER/")
    parser.add_argument("--program", default="imprimatur", help="the command")
    parser.add_argument("--policy", metavar="FILE", help="an imprimatur.toml")
    words, options = parser.parse_known_args(arguments)
    with (gzip.open if words.paths.endswith(".gz") else open)(words.paths, "rt", encoding="utf-8") as file:
        inputs = [words.base + line.strip() for line in file if line.strip()]
    session = SparkSession.builder.appName("imprimatur").getOrCreate()
    summary = audit(session, inputs, words.out, words.program, policy=words.policy, options=options)
    print(json.dumps({"documents": summary["documents"], "verdicts": summary["verdicts"], "input_problems": summary["input_problems"]}))
