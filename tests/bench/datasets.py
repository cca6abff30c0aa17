"""Datasets of the benchmark's texts, and how fast they are audited next to what any reader must do."""

import gzip
import json
import pathlib
import shutil
import subprocess

PAGE = ("<!doctype html><html><head><title>{n}</title><meta charset=\"utf-8\">"
        "<link rel=\"stylesheet\" href=\"/style.css\"></head><body><nav><ul>"
        + "".join(f"<li><a href=\"/section/{i}\">Section {i}</a></li>" for i in range(40))
        + "</ul></nav><main><article>{text}</article></main><footer><p>Contact</p></footer></body></html>")


def record(kind, block, number, content_type):
    head = (f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
            f"WARC-Date: 2024-01-02T03:04:05Z\r\nWARC-Target-URI: http://www.example.com/{number}\r\n"
            f"Content-Type: {content_type}\r\nContent-Length: {len(block)}\r\n\r\n")
    return head.encode() + block + b"\r\n\r\n"


def page(text, number):
    html = PAGE.replace("{n}", str(number)).replace(
        "{text}", "".join(f"<p>{part}</p>" for part in text.split("\n"))).encode()
    return b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + html


def write(folder, texts):
    """{name: path}"""
    paths = {name: folder / f"set.{name}" for name in
             ("jsonl", "jsonl.gz", "jsonl.zst", "warc.gz", "warc.wet.gz")}
    with open(paths["jsonl"], "w", encoding="utf-8") as lines, \
            open(paths["warc.gz"], "wb") as pages, open(paths["warc.wet.gz"], "wb") as wet:
        for number, text in enumerate(texts):
            lines.write(json.dumps({"id": f"d{number}", "text": text,
                                    "url": f"http://www.example.com/{number}"},
                                   ensure_ascii=False) + "\n")
            pages.write(gzip.compress(record("response", page(text, number), number,
                                             "application/http; msgtype=response"), 6, mtime=0))
            wet.write(gzip.compress(record("conversion", text.encode(), number, "text/plain"), 6,
                                    mtime=0))
    with open(paths["jsonl"], "rb") as plain, open(paths["jsonl.gz"], "wb") as out:
        out.write(gzip.compress(plain.read(), 6, mtime=0))
    subprocess.run(["zstd", "-q", "-3", paths["jsonl"], "-o", paths["jsonl.zst"]], check=True)
    return paths


def measure(bench, median, run):
    """Adds a row for each format to the bench's table."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(bench.many.rglob("*.txt"))]
    folder = pathlib.Path(bench.folder) / "datasets"
    folder.mkdir()
    paths = write(folder, texts)
    bare = bench.build / "imprimatur_bare"
    rows = [("jsonl", "json", 0.28, 0.45, "simdjson"), ("jsonl.gz", "gzip", 0.6, 0.9, "libdeflate"),
            ("jsonl.zst", "zstd", 0.6, 0.9, "zstd"), ("warc.gz", "gzip", 0.5, 0.8, "libdeflate"),
            ("warc.wet.gz", "gzip", 0.5, 0.8, "libdeflate")]
    for name, peer, floor, goal, who in rows:
        out = folder / "out"
        command = [bench.program, "audit", "--no-policy", "--jobs", "1", "--progress", "never",
                   "--restart", "-o", out, paths[name]]
        ours = median(command, bench.folder, 3)
        if peer == "json" and run([bare, "json", paths[name]]) != 0:
            bench.table.add(f".{name}: audit", None, note="no simdjson to compare with")
            continue
        theirs = median([bare, peer, paths[name]], bench.folder, 3)
        size = sum(map(len, texts)) / 1e6
        bench.table.add(f".{name}: audit / bare {who}", theirs / ours, floor, goal,
                        note=f"{size / ours:.0f} MB/s of text")
        if name in ("jsonl", "warc.gz"):
            one, two = (median([*command[:4], jobs, *command[5:]], bench.folder, 3, "clock") for jobs in ("1", "2"))
            bench.table.add(f".{name}: audit, two jobs / one job", one / two, 1.6, 1.9)
        shutil.rmtree(out)
    peak = bench.peak([bench.program, "audit", "--no-policy", "--jobs", "2", "--restart", "-o",
                       folder / "out", *paths.values()])
    bench.table.add("peak memory, audit of five files", peak, 256, 64, True, "MiB")
    shutil.rmtree(folder)
