#!/usr/bin/env python3
"""audit_encodings_test.py PROGRAM: records in UTF-16 and UTF-32, compressions of files and of bodies, and
formats that the file's name or a pipe does not tell."""

import csv
import gzip
import io
import json
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import audit_test  # noqa: E402
from audit_formats_test import BAN, PAGE, audited  # noqa: E402
from audit_test import data, equal, expected, tree, verdicts  # noqa: E402

WIDE = [("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff"), ("utf-32-le", b"\xff\xfe\0\0"),
        ("utf-32-be", b"\0\0\xfe\xff"), ("utf-16-le", b""), ("utf-16-be", b""), ("utf-32-le", b""), ("utf-32-be", b"")]


def packed(command, content, *options):
    return subprocess.run([command, "-c", *options], input=content, check=True, capture_output=True).stdout


def table(items):
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["id", "text", "url"])
    writer.writerows(item[:3] for item in items)
    return out.getvalue()


def test_records_in_wide_encodings(run, folder):
    items = list(data.documents(60))
    objects = [json.loads(data.json_line(item)) for item in items]
    contents = {"a.jsonl": data.jsonl(items).decode(), "a.json": json.dumps(objects, ensure_ascii=False),
                "a.csv": table(items), "a.jsonl.gz": data.jsonl(items).decode()}
    for name, content in contents.items():
        for codec, mark in WIDE:
            wide = mark + content.encode(codec)
            found, whole = audited(run, folder, data.member(wide) if name.endswith("gz") else wide, name, 1)
            what = (name, codec, mark)
            equal([row["verdict"] for row in found], expected(items), what)
            equal([row["id"] for row in found], [item[0] for item in items], what)
            equal((whole["input_problems"], whole["incomplete"]), (0, 0), what)
    attributes = [json.loads(line) for line in gzip.open(folder / "out/attributes/imprimatur/a.jsonl.gz")]
    for item, row in zip(items, attributes, strict=True):
        for begin, end, _ in row["attributes"].get("imprimatur__holder__anadolu", []):
            assert "Anadolu Agency" in item[1][begin:end], (item, begin, end)
    run.audit("-", "-o", "out", "--restart", stdin=contents["a.jsonl"].encode("utf-16"), status=1)
    equal(verdicts(folder / "out"), expected(items), "a pipe")


def test_wide_text_that_is_cut(run, folder):
    items = list(data.documents(20))
    wide = data.jsonl(items).decode().encode("utf-16")
    found, whole = audited(run, folder, wide[:-43], "a.jsonl", 1)
    equal([row["verdict"] for row in found[:19]], expected(items)[:19])
    equal((whole["incomplete"], whole["input_problems"]), (1, 1))
    content = "\ufeff" + json.dumps({"text": "It rained."}) + "\n" + json.dumps({"text": BAN}) + "\n"
    lone = content.encode("utf-16-le").replace("r".encode("utf-16-le"), b"\x00\xd8", 1)
    found, _ = audited(run, folder, lone, "a.jsonl", 1)
    equal([row["verdict"] for row in found], ["unknown", "forbidden"])
    packed_wide = data.member(wide)
    found, whole = audited(run, folder, packed_wide[:len(packed_wide) // 2], "a.jsonl.gz")
    equal([row["verdict"] for row in found[:3]], expected(items)[:3])
    assert whole["input_problems"] >= 1, whole


def test_a_killed_audit_of_a_wide_file_goes_on(run, folder):
    items = list(data.documents(6000))
    (folder / "a.jsonl.gz").write_bytes(data.member(data.jsonl(items).decode().encode("utf-16")))
    run.audit("a.jsonl.gz", "-o", "whole", status=1)
    equal(audit_test.interrupt(run, folder / "out", ["a.jsonl.gz"]), tree(folder / "whole"))


def test_arrays_under_other_names(run, folder):
    items = list(data.documents(30))
    objects = [json.loads(data.json_line(item)) for item in items]
    for content in (json.dumps(objects), json.dumps(objects, indent=1), "[\n" + ",\n".join(map(json.dumps, objects)) + "]"):
        for name in ("a.jsonl", "a.ndjson", "a.jsonl.gz"):
            stored = data.member(content.encode()) if name.endswith("gz") else content.encode()
            found, whole = audited(run, folder, stored, name, 1)
            equal([row["verdict"] for row in found], expected(items), (name, content[:20]))
            equal(whole["incomplete"], 0)
        run.audit("-", "-o", "out", "--restart", stdin=content.encode(), status=1)
        equal(verdicts(folder / "out"), expected(items), "a pipe")
    # lines that are arrays are lines; they have no text, and shift nothing
    lines = b'[1, 2]\n[{"text": "x"}]\n' + data.jsonl(items)
    found, _ = audited(run, folder, lines, "a.jsonl", 1)
    equal([row["verdict"] for row in found], [None, None, *expected(items)])
    found, _ = audited(run, folder, b'[{"text": "x"}]\n' + data.jsonl(items), "a.jsonl", 1)
    equal([row["verdict"] for row in found], [None, *expected(items)])


def test_pipes_of_other_formats(run, folder):
    items = list(data.documents(30))
    parts = list(data.wet(items))
    for content in (b"".join(parts), b"".join(map(data.member, parts)), data.zstd(b"".join(parts))):
        run.audit("-", "-o", "out", "--restart", stdin=content, status=1)
        equal(verdicts(folder / "out"), expected(items))
    broken = b'{"id":"x","text":"no end\n' + data.jsonl(items)
    run.audit("-", "-o", "out", "--restart", stdin=broken, status=1)
    equal(verdicts(folder / "out"), [None, *expected(items)])


def test_lz4(run, folder):
    items = list(data.documents(2000))
    plain = data.jsonl(items)
    lz4 = packed("lz4", plain, "-B4")  # blocks of 64 KiB
    frames = b"".join(packed("lz4", line + b"\n") for line in plain.splitlines()[:40])
    for name, content in (("a.jsonl.lz4", lz4), ("a.jsonl", lz4), ("b.jsonl.lz4", frames)):
        found, whole = audited(run, folder, content, name, 1)
        equal([row["verdict"] for row in found], expected(items)[:len(found)], name)
        equal((len(found), whole["input_problems"]), (40 if name[0] == "b" else 2000, 0), name)
    found, whole = audited(run, folder, lz4[:len(lz4) * 2 // 3], "a.jsonl.lz4")
    sound = [row["verdict"] for row in found if not row["incomplete"]]
    equal(sound, expected(items)[:len(sound)])
    equal((len(found) > 100, whole["input_problems"]), (True, 1))
    assert "ends inside" in whole["problems"][0]["message"], whole["problems"]
    flipped = bytearray(packed("lz4", plain[:2000]))
    flipped[-1] ^= 0xFF  # of the checksum
    found, whole = audited(run, folder, bytes(flipped) + frames, "a.jsonl.lz4", 1)
    equal([row["verdict"] for row in found][-40:], expected(items)[:40])
    assert "damaged" in whole["problems"][0]["message"], whole["problems"]
    found, whole = audited(run, folder, b"\x02\x21\x4c\x18" + lz4[20:], "a.jsonl.lz4", 3)
    assert "old format" in whole["problems"][0]["message"], whole["problems"]
    parts = [packed("lz4", part) for part in data.wet(items[:20])]
    found, _ = audited(run, folder, b"".join(parts), "a.warc.lz4", 1)
    equal([row["verdict"] for row in found], expected(items)[:20])
    equal([row["member"] for row in found], [sum(map(len, parts[:i + 1])) for i in range(20)])


def test_bodies_in_brotli_and_zstd(run, folder):
    html = "Content-Type: text/html; charset=utf-8"
    for name, command in (("br", "brotli"), ("zstd", "zstd"), ("BR", "brotli")):
        body = packed(command, PAGE)
        found, _ = audited(run, folder, data.response(body, html, f"Content-Encoding: {name}"), "a.warc", 1)
        equal((found[0]["verdict"], found[0]["incomplete"], found[0]["flags"]), ("forbidden", None, []), name)
        both = data.response(gzip.compress(body), html, f"Content-Encoding: {name}, gzip")
        found, _ = audited(run, folder, both, "a.warc", 1)
        equal((found[0]["verdict"], found[0]["incomplete"]), ("forbidden", None), name)
        words = b"<html><body>" + b"".join(b"%d and so on, as it was. " % i for i in range(20000)) + PAGE[12:]
        body = packed(command, words)
        found, _ = audited(run, folder, data.response(body[:-90], html, f"Content-Encoding: {name}"), "a.warc", 3)
        equal(found[0]["incomplete"]["code"], "unreadable", name)
        found, _ = audited(run, folder, data.response(PAGE, html, f"Content-Encoding: {name}"), "a.warc", 1)
        equal((found[0]["verdict"], found[0]["flags"]), ("forbidden", ["not-compressed-as-said"]), name)
    found, _ = audited(run, folder, data.response(b"\x8b\x02\x80\xff\x81\xfe" * 20, html, "Content-Encoding: own"),
                       "a.warc", 3)
    equal(found[0]["incomplete"]["code"], "unsupported")


if __name__ == "__main__":
    sys.exit(audit_test.main(globals()))
