#!/usr/bin/env python3
"""audit_formats_test.py PROGRAM: input formats of the audit, and every way to damage them."""

import csv
import gzip
import io
import json
import pathlib
import subprocess
import sys
import zlib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import audit_test  # noqa: E402
from audit_test import data, equal, expected, rows, summary, verdicts  # noqa: E402

BAN = data.FORBIDDEN
PAGE = f"<html><body><p>It rained in the valley.</p><footer>{BAN}</footer></body></html>".encode()


def audited(run, folder, content, name="a.warc", status=None, *options):
    (folder / name).write_bytes(content)
    code, _, err = run.audit(name, "-o", "out", "--restart", *options)
    if status is not None:
        equal(code, status, f"exit status of {name}: {err!r}")
    return rows(folder / "out"), summary(folder / "out")


def test_warc_plain_and_compressed(run, folder):
    items = list(data.documents(40))
    parts = list(data.wet(items))
    plain = b"".join(parts)
    for name, content in [("a.warc.wet", plain), ("a.warc.wet.gz", b"".join(map(data.member, parts))),
                          ("b.warc.wet.gz", data.member(plain)), ("a.warc.zst", data.zstd(plain)),
                          ("c.warc.gz", b"".join(map(data.member, parts[:9])) + data.member(b"") +
                           b"".join(map(data.member, parts[9:])) + bytes(512)),
                          ("two.warc", plain + plain)]:
        found, whole = audited(run, folder, content, name, 1)
        wanted = expected(items) * (2 if name == "two.warc" else 1)
        equal([row["verdict"] for row in found], wanted, name)
        equal([row["url"] for row in found[:40]], [item[2] for item in items], name)
        equal(found[3]["id"], "urn:uuid:doc-3", name)
        equal(found[3]["date"], "2024-01-02T03:04:05Z", name)
        equal(whole["input_problems"], 0, name)
        equal(whole["skipped"], [{"name": "warc warcinfo", "count": wanted and len(wanted) // 40}], name)


def test_rows_lead_back_to_their_records(run, folder):
    items = list(data.documents(30))
    parts = list(data.wet(items))
    (folder / "a.warc.wet.gz").write_bytes(b"".join(map(data.member, parts)))
    run.audit("a.warc.wet.gz", "-o", "out", status=1)
    content = (folder / "a.warc.wet.gz").read_bytes()
    for row, (ident, body, _, _) in zip(rows(folder / "out"), items):
        record = zlib.decompressobj(31).decompress(content[row["member"]:])
        record = record[row["offset"]:]
        assert record.startswith(b"WARC/1.0"), row
        assert ident.encode() in record and body.encode() in record, row


def test_kinds_of_records(run, folder):
    content = b"".join([
        data.warc_record("warcinfo", b"x: y\r\n"), data.warc_record("request", b"GET / HTTP/1.1\r\n\r\n"),
        data.response(PAGE, ident="page"), data.warc_record("metadata", b"fetchTimeMs: 1\r\n"),
        data.warc_record("revisit", b""), data.warc_record("strange", b"?"),
        data.response(b"\x89PNG", "Content-Type: image/png"),
        data.response(b"", "Content-Type: text/html", ident="empty"),
        data.warc_record("resource", BAN.encode(), "resource", "text/plain"),
        data.warc_record("metadata", json.dumps({"a": "It rained."}).encode(), "wat", "application/json"),
        data.warc_record("response", PAGE, "bare", "application/http; msgtype=response"),
    ])
    found, whole = audited(run, folder, content, status=1)
    equal([row["id"][9:] for row in found], ["page", "empty", "resource", "wat", "bare"])
    equal([row["verdict"] for row in found],
          ["forbidden", "unknown", "forbidden", "unknown", "forbidden"])
    equal({entry["name"] for entry in whole["skipped"]},
          {"warc warcinfo", "warc request", "warc metadata", "warc revisit", "warc strange", "image/png"})


def test_headers_as_crawlers_write_them(run, folder):
    for what, record in [
            ("LF only", data.response(PAGE, eol=b"\n")),
            ("LF in HTTP too", data.warc_record(
                "response", data.http(PAGE, "Content-Type: text/html", eol=b"\n"), "r",
                "application/http;msgtype=response", eol=b"\n")),
            ("old version", data.response(PAGE, version=b"WARC/0.18")),
            ("continued field", data.response(PAGE, extra=["X-A: 1", " 2", "no colon"])),
            ("duplicate field", data.response(PAGE, extra=["WARC-Target-URI: http://b.example/"])),
            ("names in lower case", data.response(PAGE).replace(b"Content-Length", b"content-length", 1))]:
        found, whole = audited(run, folder, record + data.conversion("It rained."), status=1)
        equal([row["verdict"] for row in found], ["forbidden", "unknown"], what)
        equal((found[0]["url"], whole["input_problems"]), ("http://www.example.com/a", 0), what)
    found, _ = audited(run, folder, data.conversion(BAN, uri="<http://a.example/x y>"))
    equal(found[0]["url"], "http://a.example/x%20y")


def test_wrong_lengths(run, folder):
    last = data.conversion("It rained.", "last")
    for shift in (7, -7):
        block = ("A text. " + BAN).encode()
        record = data.warc_record("conversion", block, "wrong", "text/plain", len(block) + shift)
        for compress in (bytes, data.member):
            name = "a.warc" if compress is bytes else "a.warc.gz"
            found, whole = audited(run, folder, compress(record) + compress(last), name, 1)
            equal([row["verdict"] for row in found], ["forbidden", "unknown"], (shift, name))
            equal(whole["input_problems"], 1, (shift, name))
            assert "bytes and has" in whole["problems"][0]["message"], whole["problems"]
    found, _ = audited(run, folder, data.warc_record("conversion", BAN.encode(), "none", "text/plain",
                                                     "none") + last, status=1)
    equal([row["verdict"] for row in found], ["forbidden", "unknown"], "no length")


def test_garbage_between_records(run, folder):
    content = data.conversion(BAN, "a") + b"garbage \x00\xff\r\nmore\r\n" + data.conversion("Rain.", "b")
    found, whole = audited(run, folder, content, status=1)
    equal([row["verdict"] for row in found], ["forbidden", "unknown"])
    equal(whole["input_problems"], 1)
    assert "belong to no record" in whole["problems"][0]["message"]
    found, whole = audited(run, folder, b"nothing of a WARC file", status=3)
    equal((found, whole["input_problems"]), ([], 1))


def test_clipped_files(run, folder):
    items = list(data.documents(12))
    parts = [data.member(part) for part in data.wet(items)]
    content = b"".join(parts)
    ends = [sum(map(len, parts[:i + 1])) for i in range(len(parts))]
    for cut in (len(content) - 4, len(content) - 60, ends[5] + 3, ends[5] + 15, ends[5] + 150):
        whole_records = sum(end <= cut for end in ends) - 1
        found, whole = audited(run, folder, content[:cut], "a.warc.gz")
        # a member whose trailer alone is missing gives its whole record
        equal([row["verdict"] for row in found[:whole_records]], expected(items)[:whole_records], cut)
        assert len(found) <= whole_records + 1, (cut, len(found))
        assert whole["input_problems"] >= 1, cut
        for row in found[whole_records:]:
            assert row["incomplete"] or row["verdict"] == items[whole_records][3], row
    plain = b"".join(data.wet(items))
    found, whole = audited(run, folder, plain[:-60], "a.warc")
    equal(len(found), 12)
    equal(found[-1]["incomplete"]["code"], "unreadable")


def test_damage_in_the_middle(run, folder):
    items = list(data.documents(60))
    lines = [data.json_line(item) + b"\n" for item in items]
    members = [data.member(b"".join(lines[i:i + 10])) for i in range(0, 60, 10)]
    broken = bytearray(members[2])
    broken[len(broken) // 2] ^= 0xFF
    crc = bytearray(members[4])
    crc[-6] ^= 0xFF
    content = b"".join(members[:2]) + bytes(broken) + members[3] + bytes(crc) + members[5]
    found, whole = audited(run, folder, content, "a.jsonl.gz", 1)
    by_id = {row["id"]: row for row in found if row["id"] and not row["incomplete"]}
    for item in items[:20] + items[30:]:
        equal(by_id[item[0]]["verdict"], item[3], item[0])
    equal([row["record"] for row in found], list(range(len(found))))
    messages = [problem["message"] for problem in whole["problems"]]
    assert any("damaged" in message for message in messages), messages
    assert any("checksum" in message for message in messages), messages
    content = members[0] + b"garbage that is no member" + members[1]
    found, whole = audited(run, folder, content, "a.jsonl.gz", 1)
    equal([row["verdict"] for row in found], expected(items)[:20])
    assert "no gzip member" in whole["problems"][0]["message"]


def test_cut_compressions(run, folder):
    items = list(data.documents(2000))
    plain = data.jsonl(items)
    for suffix in (".gz", ".zst", ".xz", ".bz2"):
        content = data.COMPRESSIONS[suffix](plain)
        found, whole = audited(run, folder, content[:len(content) * 2 // 3], "a.jsonl" + suffix)
        sound = [row["verdict"] for row in found if not row["incomplete"]]
        equal(sound, expected(items)[:len(sound)], suffix)
        assert len(found) > (100 if suffix != ".bz2" else -1), (suffix, len(found))
        equal(whole["input_problems"], 1, suffix)
        assert "ends inside" in whole["problems"][0]["message"], whole["problems"]


def test_zstd_dictionary(run, folder):
    items = list(data.documents(60))
    records = list(data.wet(items))
    samples = folder / "samples"
    samples.mkdir()
    for i, record in enumerate(records * 3):
        (samples / f"{i}").write_bytes(record)
    subprocess.run(["zstd", "-q", "--train", *map(str, samples.iterdir()), "-o", folder / "dict",
                    "--maxdict=4096"], check=True, capture_output=True)
    dictionary = (folder / "dict").read_bytes()
    frames = b"".join(subprocess.run(["zstd", "-q", "-c", "-D", folder / "dict"], input=record, check=True,
                                     capture_output=True).stdout for record in records)
    for stored in (dictionary, data.zstd(dictionary)):
        head = b"\x5d\x2a\x4d\x18" + len(stored).to_bytes(4, "little") + stored
        found, whole = audited(run, folder, head + frames, "a.warc.zst", 1)
        equal([row["verdict"] for row in found], expected(items))
        equal(whole["input_problems"], 0)


def chunked(body, size=40):
    parts = [body[i:i + size] for i in range(0, len(body), size)]
    return b"".join(f"{len(part):x};x=1\r\n".encode() + part + b"\r\n" for part in parts) + b"0\r\n\r\n"


def test_bodies(run, folder):
    html = "Content-Type: text/html; charset=utf-8"
    packed = gzip.compress(PAGE)
    for what, record, flags in [
            ("chunked", data.response(chunked(PAGE), html, "Transfer-Encoding: chunked"), []),
            ("chunks that end early",
             data.response(chunked(PAGE)[:-40], html, "Transfer-Encoding: chunked"), ["chunks-end-early"]),
            ("said to be chunked", data.response(PAGE, html, "Transfer-Encoding: chunked"), []),
            ("gzip", data.response(packed, html, "Content-Encoding: gzip"), []),
            ("deflate", data.response(zlib.compress(PAGE), html, "Content-Encoding: deflate"), []),
            ("raw deflate", data.response(zlib.compress(PAGE)[2:-4], html, "Content-Encoding: deflate"), []),
            ("chunked gzip", data.response(chunked(packed), html, "Transfer-Encoding: chunked",
                                           "Content-Encoding: x-gzip"), []),
            ("said to be gzip", data.response(PAGE, html, "Content-Encoding: gzip"),
             ["not-compressed-as-said"]),
            ("decoded by the crawler", data.response(PAGE, html, "X-Crawler-Content-Encoding: gzip"), []),
            ("cut by the crawler", data.response(PAGE, html, extra=["WARC-Truncated: length"]),
             ["truncated-by-crawler"])]:
        found, _ = audited(run, folder, record + data.conversion("Rain."))
        equal(found[0]["flags"], flags, what)
        if what != "chunks that end early":
            equal(found[0]["verdict"], "forbidden", what)
    found, whole = audited(run, folder, data.response(b"\x8b\x02\x80\xff\x81\xfe" * 20, html,
                                                      "Content-Encoding: br"), status=3)
    equal((found[0]["verdict"], whole["incomplete"]), (None, 1))


def test_rights_in_the_header_of_an_answer(run, folder):
    page = b"<html><body><p>It rained in the valley.</p></body></html>"
    html = "Content-Type: text/html"
    fields = [("X-Robots-Tag: noai",), ("tdm-reservation: 1",), ("Content-Usage: train-ai=n",),
              ("Content-Usage: train-ai=y",), ("CONTENT-USAGE: train-ai=n, x",), ("Server: x",)]
    content = b"".join(data.response(page, html, *more, ident=f"r{i}") for i, more in enumerate(fields))
    found, _ = audited(run, folder, content, "a.warc", 1, "--use", "ai-train")
    equal([row["verdict"] for row in found],
          ["forbidden", "forbidden", "forbidden", "allowed", "forbidden", "unknown"], "headers")
    found, _ = audited(run, folder, content, "a.warc", 0)
    equal({row["verdict"] for row in found}, {"unknown"}, "headers do not speak of publishing")


def test_charsets(run, folder):
    words = "Caf\u00e9. \u00a9 2023 Example Media Group. All rights reserved."
    for label, codec in [("utf-8", "utf-8"), ("iso-8859-1", "cp1252"), ("windows-1252", "cp1252"),
                         ("\"UTF-8\"", "utf-8"), ("utf-16le", "utf-16-le")]:
        record = data.response(words.encode(codec), f"Content-Type: text/plain; charset={label}")
        found, _ = audited(run, folder, record, status=1)
        equal(found[0]["verdict"], "permission-required", label)
    japanese = "\u65e5\u672c\u306e\u30cb\u30e5\u30fc\u30b9\u3002\u7121\u65ad\u8ee2\u8f09\u3092\u7981\u3058\u307e\u3059\u3002"
    found, _ = audited(run, folder, data.response(japanese.encode("euc-jp"),
                                                  "Content-Type: text/plain; charset=euc-jp"))
    equal(found[0]["incomplete"], None)
    found, _ = audited(run, folder, data.response(words.encode(), "Content-Type: text/plain; charset=none"))
    equal((found[0]["verdict"], found[0]["flags"]), ("permission-required", ["unknown-charset"]))


def test_buffer_edges(run, folder):
    records = [data.conversion("x" * size + "\n\n" + BAN, f"{size}")
               for size in (16386, 262144, 262143, 262145, 65536, 524288 - 40, 1, 1048576)]
    for compress, name in ((bytes, "a.warc"), (data.member, "a.warc.gz")):
        found, whole = audited(run, folder, b"".join(map(compress, records)), name, 1)
        equal([row["verdict"] for row in found], ["forbidden"] * len(records), name)
        equal(whole["input_problems"], 0)


def test_kept_warc_records_are_a_warc(run, folder):
    items = list(data.documents(40))
    parts = list(data.wet(items))
    audited(run, folder, b"".join(map(data.member, parts)), "a.warc.wet.gz", 1, "--keep", "unknown")
    kept = gzip.decompress((folder / "out/kept/a.warc.wet.gz").read_bytes())
    equal(kept, b"".join(part for part, item in zip(parts[1:], items) if item[3] == "unknown"))


def test_csv(run, folder):
    items = list(data.documents(50))
    for delimiter, name in ((",", "a.csv"), (";", "a.csv"), ("\t", "a.tsv"), ("\t", "a.tsv.gz")):
        out = io.StringIO()
        writer = csv.writer(out, delimiter=delimiter)
        writer.writerow(["id", "Content", "url", "note"])
        for ident, body, url, _ in items:
            writer.writerow([ident, body, url, f'with "quotes"{delimiter} and\r\nlines'])
        content = b"\xef\xbb\xbf" + out.getvalue().encode()
        found, _ = audited(run, folder, data.member(content) if name.endswith("gz") else content, name, 1)
        equal([row["verdict"] for row in found], expected(items), name)
        equal([row["id"] for row in found], [item[0] for item in items], name)
        equal(found[1]["line"] > found[0]["line"] + 1, True)
    content = b"id,text\n1,Rain.\n2\n3,a \"b\" c,d\n4,\"never closed\n5," + BAN.encode() + b"\n"
    found, whole = audited(run, folder, content, "a.csv", 1)
    equal([row["id"] for row in found], ["1", "2", "3", "4", "5"])
    equal([row["verdict"] for row in found], ["unknown", None, "unknown", None, "forbidden"])
    equal(whole["incomplete"], 2)
    found, _ = audited(run, folder, b"a,b\n1,2\n", "a.csv", 3)
    assert "--text-field" in found[0]["incomplete"]["message"]
    found, _ = audited(run, folder, b"a,b\n1,2\n", "a.csv", 0, "--text-field", "b")
    equal(found[0]["text_bytes"], 1)


def test_json_arrays(run, folder):
    items = list(data.documents(40))
    objects = [json.loads(data.json_line(item, brackets="]}[{\\\"")) for item in items]
    for content in (json.dumps(objects), json.dumps(objects, indent=1), " [ ] ",
                    "\n".join(json.dumps(one, indent=2) for one in objects),
                    "\n".join(map(json.dumps, objects))):
        found, whole = audited(run, folder, content.encode(), "a.json")
        wanted = expected(items) if len(content) > 9 else []
        equal([row["verdict"] for row in found], wanted, content[:40])
        equal(whole["incomplete"], 0)
    found, _ = audited(run, folder, b'[{"text":"Rain."},5,"x",{"text":"' + BAN.encode() + b'"},{"text":"cu',
                       "a.json", 1)
    equal([row["verdict"] for row in found], ["unknown", None, None, "forbidden", None])


def test_text_files(run, folder):
    items = list(data.documents(30))
    for i, item in enumerate(items):
        (folder / f"in/{i % 3}").mkdir(parents=True, exist_ok=True)
        (folder / f"in/{i % 3}/{i:03}.txt").write_text(item[1], encoding="utf-8")
    (folder / "in/0/empty.txt").write_text("", encoding="utf-8")
    (folder / "in/0/picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    run.audit("in", "-o", "out", status=1)
    found = {row["file"]: row["verdict"] for row in rows(folder / "out")}
    equal(len(found), 31)
    for i, item in enumerate(items):
        equal(found[f"{i % 3}/{i:03}.txt"], item[3])
    equal(found["0/empty.txt"], "unknown")
    run.audit("in/0/000.txt", "in/*/00[1-3].txt", "-o", "globs")
    equal(len(rows(folder / "globs")), 4)


def test_lines(run, folder):
    found, _ = audited(run, folder, f"Rain.\n\n{BAN}\n".encode(), "a.dat", 1, "--input-format", "lines")
    equal([(row["line"], row["verdict"]) for row in found], [(1, "unknown"), (3, "forbidden")])


def test_report_and_review(run, folder):
    items = list(data.documents(400))
    (folder / "a.jsonl").write_bytes(data.jsonl(items) + b'{"id":"<script>","text":"broken')
    run.audit("a.jsonl", "-o", "out", status=1)
    report = (folder / "out/report.html").read_text(encoding="utf-8")
    for part in ("Audit of 401 documents", "<svg", "Anadolu Agency", "site0.example.com",
                 "Limits of the method", "What could not be read", "CC-BY-4.0"):
        assert part in report, part
    assert "<script" not in report
    for outside in ("http-equiv=\"refresh", "src=", "@import", "url("):
        assert outside not in report, outside
    _, table, _ = run("audit", "sample", "out", "--per-stratum", "10", "--seed", "3", status=0)
    _, again, _ = run("audit", "sample", "out", "--per-stratum", "10", "--seed", "3", status=0)
    _, other, _ = run("audit", "sample", "out", "--per-stratum", "10", "--seed", "4", status=0)
    equal((table == again, table == other), (True, False))
    sample = list(csv.DictReader(io.StringIO(table, newline="")))
    equal(len(sample), 40)
    bodies = {item[0]: item[1] for item in items}
    for row in sample:
        equal(row["text"].lstrip().replace("\r\n", "\n"), bodies[row["id"]])
    # the reviewer finds 2 of 10 flagged ones wrong, and 1 of 10 unflagged ones missed
    seen = {}
    for row in sample:
        nth = seen[row["verdict"]] = seen.get(row["verdict"], 0) + 1
        wrong = {"forbidden": 2, "unknown": 1}.get(row["verdict"], 0)
        row["review"] = "ok" if nth > wrong else "unknown" if row["verdict"] == "forbidden" else "forbidden"
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, sample[0].keys())
    writer.writeheader()
    writer.writerows(sample)
    (folder / "reviewed.csv").write_text(out.getvalue(), encoding="utf-8")
    _, text, _ = run("audit", "score", "out", "reviewed.csv", "--format", "json", status=0)
    score = json.loads(text)
    count = {level: expected(items).count(level) for level in set(expected(items))}
    flagged = count["forbidden"] + count["permission-required"]
    right = 0.8 * count["forbidden"] + count["permission-required"]
    missed = 0.1 * count["unknown"]
    equal(round(score["precision"]["value"], 5), round(right / flagged, 5))
    equal(round(score["recall"]["value"], 5), round(right / (right + missed), 5))
    assert score["precision"]["low"] < score["precision"]["value"] < score["precision"]["high"]
    forbidden = next(s for s in score["strata"] if s["verdict"] == "forbidden")
    equal((round(forbidden["low"], 4), round(forbidden["high"], 4)), (0.4902, 0.9433))  # Wilson, 8 of 10
    (folder / "reviewed.csv").write_text("review,verdict\nmaybe,forbidden\n", encoding="utf-8")
    _, _, err = run("audit", "score", "out", "reviewed.csv", status=2)
    assert "row 1: 'maybe'" in err, err


if __name__ == "__main__":
    sys.exit(audit_test.main(globals()))
