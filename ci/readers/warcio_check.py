#!/usr/bin/env python3
"""warcio_check.py PROGRAM: crawls that warcio writes (plain, gzip; responses, resources, conversions,
revisits) are read to the last record, with the ids and addresses that warcio reads."""

import io
import json
import pathlib
import subprocess
import sys
import tempfile

from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tests/support"))
import audit_data as data  # noqa: E402


def write(path, items, packed):
    with open(path, "wb") as file:
        writer = WARCWriter(file, gzip=packed)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "warcio"}))
        for i, (_, body, url, _) in enumerate(items):
            page = f"<html><body><p>{body.replace(2 * chr(10), '</p><p>')}</p></body></html>".encode()
            answer = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8"),
                                                 ("Content-Length", str(len(page)))], protocol="HTTP/1.1")
            kind = ("response", "resource", "conversion")[i % 3]
            payload = page if kind == "response" else body.encode()
            record = writer.create_warc_record(url, kind, payload=io.BytesIO(payload),
                                               warc_content_type="" if kind == "response" else "text/plain",
                                               http_headers=answer if kind == "response" else None)
            if kind == "response":
                asked = StatusAndHeaders("GET / HTTP/1.1", [("Host", "www.example.com")], is_http_request=True)
                writer.write_request_response_pair(
                    writer.create_warc_record(url, "request", http_headers=asked), record)
            else:
                writer.write_record(record)
        again = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        writer.write_record(writer.create_revisit_record(items[0][2], "sha1:AAAA", items[0][2],
                                                         "2024-01-02T03:04:05Z", http_headers=again))


def main():
    items = list(data.documents(300))
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for file, packed in (("a.warc", False), ("a.warc.gz", True)):
            write(folder / file, items, packed)
            done = subprocess.run([sys.argv[1], "audit", "--no-policy", folder / file, "-o", folder / f"{file}.out"],
                                  check=False)
            assert done.returncode == 1, done.returncode
            text = subprocess.run(["zstd", "-dcq", folder / f"{file}.out/documents.jsonl.zst"], capture_output=True,
                                  check=True).stdout
            rows = [json.loads(line) for line in text.splitlines()]
            with open(folder / file, "rb") as stream:
                theirs = [(record.rec_headers.get_header("WARC-Record-ID").strip("<>"),
                           record.rec_headers.get_header("WARC-Target-URI")) for record in ArchiveIterator(stream)
                          if record.rec_type in ("response", "resource", "conversion")]
            assert [(row["id"], row["url"]) for row in rows] == theirs, file
            assert [row["verdict"] for row in rows] == [item[3] for item in items], file
            summary = json.loads((folder / f"{file}.out/summary.json").read_text(encoding="utf-8"))
            assert summary["input_problems"] == summary["incomplete"] == 0, summary
    print(f"read {2 * len(items)} records of 2 files, with warcio's ids and addresses")


if __name__ == "__main__":
    main()
