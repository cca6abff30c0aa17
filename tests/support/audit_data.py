"""Datasets with known answers: records in every format and compression, and ways to damage them.

The answer that each text must get stands beside it, so that a row that shifted is seen. Texts are
made up.
"""

import bz2
import gzip
import io
import json
import lzma
import random
import subprocess

WORDS = ("the minister said on monday that grain prices rose in the region after a long winter and "
         "officials expect trade with the neighbours to resume before the end of the summer").split()
FORBIDDEN = ("Copyright 2022 Anadolu Agency. All rights reserved. This material may not be published, "
             "broadcast, rewritten or redistributed.")
RESERVED = "\u00a9 2023 Example Media Group. All rights reserved."
LICENSED = "This article is licensed under CC BY 4.0."
# (what is appended, the verdict that it must get)
KINDS = [("", "unknown"), (FORBIDDEN, "forbidden"), ("", "unknown"), (RESERVED, "permission-required"),
         (LICENSED, "conditional"), ("", "unknown")]


def text(rng, words=60):
    return " ".join(rng.choice(WORDS) for _ in range(words)).capitalize() + "."


def documents(count, seed=1):
    """(id, text, url, verdict) in an order that shifts could not hide in."""
    rng = random.Random(seed)
    for i in range(count):
        notice, verdict = KINDS[rng.randrange(len(KINDS))]
        body = text(rng, rng.randrange(20, 90))
        if i % 7 == 0:
            body = "\U0001f600 \u4e2d\u6587 e\u0301 " + body
        yield (f"doc-{i}", f"{body}\n\n{notice}" if notice else body,
               f"https://www.site{i % 5}.example.com/{i}", verdict)


def json_line(document, ascii_only=False, **more):
    ident, body, url, _ = document
    return json.dumps({"id": ident, "text": body, "metadata": {"url": url}, **more},
                      ensure_ascii=ascii_only).encode()


def jsonl(items):
    return b"".join(json_line(item, i % 2 == 0) + b"\n" for i, item in enumerate(items))


def member(data):
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", mtime=0) as file:
        file.write(data)
    return out.getvalue()


def zstd(data):
    return subprocess.run(["zstd", "-q", "-c"], input=data, capture_output=True, check=True).stdout


COMPRESSIONS = {"": bytes, ".gz": member, ".zst": zstd, ".xz": lzma.compress, ".bz2": bz2.compress}


def warc_record(kind, block, ident="r", content_type=None, length=None, extra=(), eol=b"\r\n",
                uri="http://www.example.com/a", version=b"WARC/1.0"):
    """One WARC record, with whatever is wrong about it."""
    lines = [version, b"WARC-Type: " + kind.encode(), f"WARC-Record-ID: <urn:uuid:{ident}>".encode(),
             b"WARC-Date: 2024-01-02T03:04:05Z", f"WARC-Target-URI: {uri}".encode(),
             *(line.encode() for line in extra)]
    if content_type:
        lines.append(f"Content-Type: {content_type}".encode())
    if length != "none":
        lines.append(f"Content-Length: {len(block) if length is None else length}".encode())
    return eol.join(lines) + eol + eol + block + eol + eol


def http(body, *fields, status="200 OK", eol=b"\r\n"):
    return eol.join([f"HTTP/1.1 {status}".encode(), *(f.encode() for f in fields), b"", body])


def response(body, *fields, ident="r", **more):
    fields = fields or ("Content-Type: text/html; charset=utf-8",)
    return warc_record("response", http(body, *fields), ident, "application/http; msgtype=response", **more)


def conversion(text, ident="r", **more):
    return warc_record("conversion", text.encode(), ident, "text/plain", **more)


def wet(items):
    """The records of a WET file: a warcinfo, then a text each."""
    yield warc_record("warcinfo", b"software: x\r\n", "info", "application/warc-fields")
    for ident, body, url, _ in items:
        yield conversion(body, ident, uri=url)
