#!/usr/bin/env python3
"""fastwarc_check.py PROGRAM: crawls that FastWARC recompresses (gzip, LZ4) have the rows that FastWARC
reads: the same ids in the same order, the offsets of their members."""

import io
import json
import pathlib
import subprocess
import sys
import tempfile

from fastwarc.stream_io import FileStream, GZipStream, LZ4Stream
from fastwarc.warc import ArchiveIterator, WarcRecordType

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tests/support"))
import audit_data as data  # noqa: E402


def main():
    items = list(data.documents(300))
    plain = b"".join(data.wet(items))
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for file, packing in (("a.warc.gz", GZipStream), ("a.warc.lz4", LZ4Stream)):
            target = FileStream(str(folder / file), "wb")
            stream = packing(target)
            for record in ArchiveIterator(io.BytesIO(plain)):
                record.write(stream)
            stream.close()
            target.close()
            done = subprocess.run([sys.argv[1], "audit", "--no-policy", folder / file, "-o", folder / f"{file}.out"],
                                  check=False)
            assert done.returncode == 1, done.returncode
            text = subprocess.run(["zstd", "-dcq", folder / f"{file}.out/documents.jsonl.zst"], capture_output=True,
                                  check=True).stdout
            rows = [json.loads(line) for line in text.splitlines()]
            theirs = [(record.record_id.strip("<>"), record.stream_pos) for record in ArchiveIterator(
                packing(FileStream(str(folder / file), "rb")), record_types=WarcRecordType.conversion)]
            ours = [(row["id"], row["member"]) for row in rows]
            differ = [pair for pair in zip(ours, theirs) if pair[0] != pair[1]]
            assert ours == theirs, (file, len(ours), len(theirs), differ[:3])
            assert [row["verdict"] for row in rows] == [item[3] for item in items], file
    print(f"read {2 * len(items)} records of 2 files, with FastWARC's ids and offsets")


if __name__ == "__main__":
    main()
