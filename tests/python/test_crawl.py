"""What the job over a crawl does without Spark: files come whole, or not at all."""

import pytest

import imprimatur.crawl
import web_server


def test_files_are_loaded_whole(tmp_path):
    assert imprimatur.crawl.fetch("/crawl/a.warc.gz", str(tmp_path)) == "/crawl/a.warc.gz"
    with web_server.WebServer({"/crawl/a.warc.gz": b"x" * 3_000_000}) as web:
        path = imprimatur.crawl.fetch(f"{web.url}/crawl/a.warc.gz?key=1", str(tmp_path))
        assert path == str(tmp_path / "a.warc.gz") and (tmp_path / "a.warc.gz").read_bytes() == b"x" * 3_000_000
        with pytest.raises(OSError, match="404"):
            imprimatur.crawl.fetch(f"{web.url}/crawl/b.warc.gz", str(tmp_path))
        with pytest.raises(OSError, match="/long-length: [0-9]+ bytes of [0-9]+ came"):
            imprimatur.crawl.fetch(f"{web.url}/long-length", str(tmp_path))
