#!/usr/bin/env python3
"""big_dataset.py FOLDER MIB: a dataset of that much text in files of every kind, from generated documents with
known answers and from the texts of installed packages. Says on standard output, as JSON, what an audit must find.
"""

import collections
import gzip
import json
import pathlib
import subprocess
import sys

import audit_data as data

FILE = 64 << 20  # bytes of text a file; less where the dataset would not have every kind
KINDS = ["jsonl.zst", "jsonl.gz", "jsonl", "warc.wet.gz", "jsonl.lz4", "jsonl.xz"]


def package_texts():
    """Texts that came with Debian packages: changelogs, licences, manuals."""
    for path in sorted(pathlib.Path("/usr/share/doc").rglob("*")):
        if path.is_symlink() or not path.is_file() or path.stat().st_size > 200_000:
            continue
        try:
            content = gzip.open(path).read() if path.suffix == ".gz" else path.read_bytes()
            text = content.decode()
        except (OSError, EOFError, ValueError):
            continue
        if len(text) > 200 and "\0" not in text and not text.startswith("%!PS"):
            yield str(path), text


class Sink:
    """A file of one kind, compressed by the command of that name."""
    def __init__(self, path, kind):
        self.kind = kind
        self.file = open(path, "wb")
        packer = {"zst": ["zstd", "-q", "-1"], "lz4": ["lz4", "-q", "-1"], "xz": ["xz", "-0"], "gz": ["gzip", "-1"]}
        command = packer.get(kind.rsplit(".", 1)[-1]) if kind != "warc.wet.gz" else None
        self.process = command and subprocess.Popen([*command, "-c"], stdin=subprocess.PIPE, stdout=self.file)
        self.out = self.process.stdin if self.process else self.file

    def add(self, ident, text, url):
        if self.kind == "warc.wet.gz":
            self.out.write(gzip.compress(data.conversion(text, ident, uri=url), 1))
        else:
            self.out.write(json.dumps({"id": ident, "text": text, "url": url}, ensure_ascii=False).encode() + b"\n")

    def close(self):
        self.out.close()
        if self.process and self.process.wait() != 0:
            sys.exit(f"packing {self.kind} failed")
        self.file.close()


def main():
    folder, wanted = pathlib.Path(sys.argv[1]), int(sys.argv[2]) << 20
    folder.mkdir(parents=True, exist_ok=True)
    generated = list(data.documents(4000, 11))
    public = list(package_texts())
    counts = collections.Counter()
    longest = min(FILE, wanted // len(KINDS))
    written = number = 0
    while written < wanted:
        kind = KINDS[number % len(KINDS)]
        sink = Sink(folder / f"part-{number:03}.{kind}", kind)
        size = 0
        for round_ in range(1 << 20):
            if size >= longest:
                break
            for ident, text, url, verdict in generated[round_ % 4 * 1000:][:1000]:
                sink.add(f"{ident}-{number}-{round_}", text, url)
                counts[verdict] += 1
                size += len(text)
            for path, text in public[round_ % 40::40]:
                sink.add(f"public-{number}-{round_}-{path}", text, f"file://{path}")
                counts["public"] += 1
                size += len(text)
        sink.close()
        written += size
        number += 1
    print(json.dumps({"text_bytes": written, "files": number, "counts": counts}))


if __name__ == "__main__":
    main()
