"""What the job over a crawl does without Spark: files come whole, or not at all."""

import importlib.util
import subprocess
import sys
import time
import urllib.request

import pytest

import imprimatur.crawl
import web_server

DATA = b"x" * 3_000_000


def test_files_are_loaded_whole(tmp_path):
    assert imprimatur.crawl.fetch("/crawl/a.warc.gz", str(tmp_path)) == "/crawl/a.warc.gz"
    with web_server.WebServer({"/crawl/a.warc.gz": DATA}) as web:
        path = imprimatur.crawl.fetch(f"{web.url}/crawl/a.warc.gz?key=1", str(tmp_path))
        assert path == str(tmp_path / "a.warc.gz") and (tmp_path / "a.warc.gz").read_bytes() == DATA
        with pytest.raises(OSError, match="404"):
            imprimatur.crawl.fetch(f"{web.url}/crawl/b.warc.gz", str(tmp_path))
        with pytest.raises(OSError, match="/long-length: [0-9]+ bytes of [0-9]+ came"):
            imprimatur.crawl.fetch(f"{web.url}/long-length", str(tmp_path))


def test_without_a_client_it_says_which(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(imprimatur.Error, match="s3://crawl/a.warc.gz: .* pip install fsspec s3fs on every executor"):
        imprimatur.crawl.fetch("s3://crawl/a.warc.gz", str(tmp_path))


def test_any_storage_of_fsspec(tmp_path):
    fsspec = pytest.importorskip("fsspec")
    with fsspec.open("memory://crawl/a.warc.gz", "wb") as file:
        file.write(DATA)
    path = imprimatur.crawl.fetch("memory://crawl/a.warc.gz", str(tmp_path))
    assert path == str(tmp_path / "a.warc.gz") and (tmp_path / "a.warc.gz").read_bytes() == DATA
    with pytest.raises(FileNotFoundError, match="b.warc.gz"):
        imprimatur.crawl.fetch("memory://crawl/b.warc.gz", str(tmp_path))
    with pytest.raises(ValueError, match="nowhere"):
        imprimatur.crawl.fetch("nowhere://crawl/b.warc.gz", str(tmp_path))


@pytest.fixture
def s3(tmp_path, monkeypatch):
    """A server that speaks S3, with a bucket `crawl`: its client."""
    for name in ("s3fs", "moto.server"):
        if importlib.util.find_spec(name.partition(".")[0]) is None:
            pytest.skip(f"{name} is not here (ci/python-adapters)")
    log = tmp_path / "server.log"
    with log.open("wb") as said:
        server = subprocess.Popen([sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", "0"], stdout=said, stderr=said)
    try:
        address = None
        for _ in range(300):
            words = log.read_text(errors="replace").split()
            if address := next((word for word in words if word.startswith("http://127.0.0.1:")), None):
                break
            time.sleep(0.2)
        assert address, log.read_text(errors="replace")
        for name, value in (("AWS_ENDPOINT_URL", address), ("AWS_ACCESS_KEY_ID", "key"), ("AWS_SECRET_ACCESS_KEY", "secret"),
                            ("AWS_DEFAULT_REGION", "us-east-1"), ("NO_PROXY", "127.0.0.1")):
            monkeypatch.setenv(name, value)
        urllib.request.urlopen(address + "/moto-api/").close()
        import s3fs
        files = s3fs.S3FileSystem(skip_instance_cache=True)
        files.mkdir("crawl")
        yield files
    finally:
        server.terminate()
        server.wait(30)


def test_s3(s3, tmp_path):
    """As Common Crawl is read near its data: keys and address of the storage come from the environment."""
    with s3.open("crawl/segments/1/a.warc.gz", "wb") as file:
        file.write(DATA)
    path = imprimatur.crawl.fetch("s3://crawl/segments/1/a.warc.gz", str(tmp_path))
    assert path == str(tmp_path / "a.warc.gz") and (tmp_path / "a.warc.gz").read_bytes() == DATA
    with pytest.raises(FileNotFoundError):
        imprimatur.crawl.fetch("s3://crawl/segments/1/b.warc.gz", str(tmp_path))
