#!/usr/bin/env python3
"""audit_warc_test.py PROGRAM: WARC files whose losses must not be silent."""

import gzip
import json
import pathlib
import sys
import zlib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import audit_test  # noqa: E402
from audit_formats_test import BAN, PAGE, audited  # noqa: E402
from audit_test import data, equal  # noqa: E402

HTML = "Content-Type: text/html; charset=utf-8"


def segments(cuts, ident="page", total=True, body=PAGE):
    """The records of one page, cut into parts at `cuts`."""
    block = data.http(body, HTML)
    edges = [0, *cuts, len(block)]
    for i, (begin, end) in enumerate(zip(edges, edges[1:])):
        extra = [f"WARC-Segment-Number: {i + 1}"]
        if i == 0:
            yield data.warc_record("response", block[begin:end], ident, "application/http; msgtype=response",
                                   extra=extra)
            continue
        extra.append(f"WARC-Segment-Origin-ID: <urn:uuid:{ident}>")
        if total and end == len(block):
            extra.append(f"WARC-Segment-Total-Length: {len(block)}")
        yield data.warc_record("continuation", block[begin:end], f"{ident}-{i}", extra=extra)


def test_segments_are_joined(run, folder):
    last = data.conversion("It rained.", "last")
    for cuts in ([60], [5], [60, 80], [60, 61, 90]):
        parts = list(segments(cuts))
        for compress in (bytes, data.member):
            name = "a.warc" if compress is bytes else "a.warc.gz"
            found, whole = audited(run, folder, b"".join(map(compress, parts)) + compress(last), name, 1,
                                   "--keep", "forbidden")
            equal([row["verdict"] for row in found], ["forbidden", "unknown"], (cuts, name))
            equal((found[0]["incomplete"], whole["input_problems"]), (None, 0), (cuts, name))
            kept = (folder / "out/kept" / name).read_bytes()
            kept = gzip.decompress(kept) if name.endswith("gz") else kept
            # what is kept is one record that any reader of WARC files takes
            head, _, block = kept.partition(b"\r\n\r\n")
            equal(block, data.http(PAGE, HTML) + b"\r\n\r\n", (cuts, name))
            assert b"Content-Length: %d" % (len(block) - 4) in head, head
            assert b"Segment" not in head, head
    found, whole = audited(run, folder, b"".join(segments([60], body=b"x" * 200, ident="a")) +
                           b"".join(segments([60], ident="b")) + last, "a.warc", 1)
    equal([row["verdict"] for row in found], ["unknown", "forbidden", "unknown"])


def test_segments_that_are_missing(run, folder):
    first, second, third = segments([60, 90])
    last = data.conversion("It rained.", "last")
    for what, content, count, problems in [
            ("no continuation", first + last, 2, 0), ("no end", first + second + last, 2, 0),
            ("no beginning", third + last, 1, 1), ("a hole", first + third + last, 2, 1),
            ("not behind it", first + last + second + third, 2, 2),
            ("of another", first + list(segments([60], "other"))[1] + last, 2, 1)]:
        found, whole = audited(run, folder, content, "a.warc", 3)
        equal((len(found), whole["input_problems"]), (count, problems), what)
        if what != "no beginning":
            equal((found[0]["incomplete"] or {}).get("code"), "unreadable", what)
        equal(found[-1]["incomplete"], None, what)
    parts = [part.replace(b"Total-Length: ", b"Total-Length: 9") for part in segments([60])]
    found, _ = audited(run, folder, b"".join(parts), "a.warc", 1)
    assert "bytes" in found[0]["incomplete"]["message"], found
    # parts of a picture are as little read as the picture
    block = data.http(b"\x89PNG....", "Content-Type: image/png")
    picture = data.warc_record("response", block[:-4], "p", "application/http; msgtype=response",
                               extra=["WARC-Segment-Number: 1"])
    rest = data.warc_record("continuation", block[-4:], "q", extra=[
        "WARC-Segment-Number: 2", "WARC-Segment-Origin-ID: <urn:uuid:p>", f"WARC-Segment-Total-Length: {len(block)}"])
    found, whole = audited(run, folder, picture + rest + last, "a.warc", 0)
    equal((len(found), whole["skipped"]), (1, [{"name": "image/png", "count": 1}]))


def test_bodies_that_are_cut(run, folder):
    words = b"".join(b"%d and so on, as it was written. " % i for i in range(3000))
    page = b"<html><body><p>" + words + b"</p>" + PAGE[12:]
    packed = gzip.compress(page)
    flipped = bytearray(packed)
    flipped[-6] ^= 0xFF
    chunks = b"5\r\nhello\r\n"
    for what, body, fields in [
            ("gzip", packed[:len(packed) // 2], ["Content-Encoding: gzip"]),
            ("gzip without its trailer", packed[:-8], ["Content-Encoding: gzip"]),
            ("gzip with another checksum", bytes(flipped), ["Content-Encoding: gzip"]),
            ("deflate", zlib.compress(page)[:-200], ["Content-Encoding: deflate"]),
            ("raw deflate", zlib.compress(page)[2:-200], ["Content-Encoding: deflate"]),
            ("chunks", chunks + b"ffff\r\nworld", ["Transfer-Encoding: chunked"]),
            ("chunks without an end", chunks, ["Transfer-Encoding: chunked"]),
            ("chunks with a bad size", chunks + b"zz\r\n" + PAGE, ["Transfer-Encoding: chunked"])]:
        found, whole = audited(run, folder, data.response(body, HTML, *fields) + data.conversion("Rain."), "a.warc")
        equal((found[0]["incomplete"] or {}).get("code"), "unreadable", what)
        equal((found[1]["incomplete"], whole["incomplete"]), (None, 1), what)
    several = gzip.compress(PAGE[:30]) + gzip.compress(PAGE[30:])
    found, _ = audited(run, folder, data.response(several, HTML, "Content-Encoding: gzip"), "a.warc", 1)
    equal((found[0]["verdict"], found[0]["incomplete"]), ("forbidden", None), "a body of two members")


def test_damage_does_not_take_the_next_record_along(run, folder):
    good = data.member(data.conversion(BAN, "good"))
    last = data.member(data.conversion("It rained.", "last"))
    cut = data.conversion("A text that goes on.", "cut")
    for what, member, verdict in [
            ("junk", b"junk", []), ("junk with lines", b"junk\r\nof lines", []), ("a cut line", b"WARC/1.0", []),
            ("a cut header", cut[:60], []), ("a cut header with its line", cut[:cut.index(b"\r\n") + 2], []),
            ("a cut block", cut[:-12], [None])]:
        for compress in (data.member, data.zstd):
            content = b"".join(map(compress, [member, data.conversion(BAN, "good"), data.conversion("Rain.")]))
            found, whole = audited(run, folder, content, "a.warc.x", 1, "--input-format", "warc")
            equal([row["id"] for row in found][-2:], ["urn:uuid:good", "urn:uuid:r"], what)
            sound = [row["verdict"] for row in found][-2:]
            equal(sound, ["forbidden", "unknown"], what)
            equal([row["incomplete"] is not None for row in found][:-2], [True] * len(verdict), what)
            equal(whole["input_problems"] + whole["incomplete"], 1, what)
    found, _ = audited(run, folder, data.member(b"junk") + good + last, "a.warc.gz", 1)
    equal([row["id"] for row in found], ["urn:uuid:good", "urn:uuid:last"])


def wat(headers, head, kind="response", ident="wat"):
    envelope = {"Envelope": {
        "WARC-Header-Metadata": {"WARC-Type": kind, "WARC-Target-URI": "http://www.example.com/a"},
        "Payload-Metadata": {"HTTP-Response-Metadata": {
            "Headers": headers, "HTML-Metadata": {"Head": head, "Links": []}}}}}
    text = json.dumps(envelope, separators=(",", ":")).encode()
    return data.warc_record("metadata", text, ident, "application/json")


def test_signals_in_a_wat_envelope(run, folder):
    cases = [({"X-Robots-Tag": "noai"}, {}, "forbidden"), ({"x-robots-tag": ["noai", "noindex"]}, {}, "forbidden"),
             ({"tdm-reservation": "1"}, {}, "forbidden"), ({"Content-Usage": "train-ai=y"}, {}, "allowed"),
             ({"Server": "x"}, {}, "unknown"), ({}, {"Metas": [{"name": "robots", "content": "noai"}]}, "forbidden"),
             ({}, {"Metas": [{"name": "TDM-Reservation", "content": "1"}]}, "forbidden"),
             ({}, {"Metas": [{"name": "description", "content": "noai"}]}, "unknown"),
             ({}, {"Metas": "none", "Link": 5}, "unknown")]
    content = b"".join(wat(headers, head, ident=f"w{i}") for i, (headers, head, _) in enumerate(cases))
    found, _ = audited(run, folder, content, "a.warc.wat", 1, "--use", "ai-train")
    for row, (headers, head, verdict) in zip(found, cases, strict=True):
        equal(row["verdict"], verdict, (headers, head))
        equal(row["url"], "http://www.example.com/a")
    licence = {"Link": [{"path": "LINK@/href", "url": "https://creativecommons.org/licenses/by/4.0/", "rel": "license"}]}
    found, _ = audited(run, folder, wat({}, licence), "a.warc.wat", 0)
    equal((found[0]["verdict"], found[0]["licence"]), ("conditional", "CC-BY-4.0"))
    # of the records that an envelope may describe, an answer is a document
    found, whole = audited(run, folder, wat({}, {}, "request") + wat({}, {}, "warcinfo") + wat({}, {}), "a.warc.wat", 0)
    equal((len(found), {entry["name"] for entry in whole["skipped"]}), (1, {"wat of request", "wat of warcinfo"}))
    broken = wat({"X-Robots-Tag": "noai"}, {})[:-30] + b"\r\n\r\n"
    found, _ = audited(run, folder, broken.replace(b"Content-Length: ", b"X-Length: "), "a.warc.wat", None)
    equal((found[0]["incomplete"] or {}).get("code"), "unreadable")


def test_damaged_members_of_a_crawl(run, folder):
    parts = [data.member(part) for part in data.wet(list(data.documents(9)))]
    answers = audit_test.expected(list(data.documents(9)))
    checksum = bytearray(parts[4])
    checksum[-6] ^= 0xFF
    broken = bytearray(parts[7])
    broken[len(broken) // 2:-20] = b"\xff" * (len(broken[len(broken) // 2:-20]))
    content = b"".join([*parts[:4], bytes(checksum), *parts[5:7], bytes(broken), *parts[8:]])
    found, whole = audited(run, folder, content, "a.warc.gz", 1)
    sound = {row["id"]: row["verdict"] for row in found if not row["incomplete"]}
    for i in (0, 1, 2, 3, 4, 5, 7, 8):  # the content of a member with a wrong checksum is there
        equal(sound[f"urn:uuid:doc-{i}"], answers[i], i)
    messages = " ".join(problem["message"] for problem in whole["problems"])
    assert whole["input_problems"] >= 2 and "checksum" in messages, messages


def test_records_over_the_limit(run, folder):
    long = data.conversion("word " * 5000 + BAN, "long")
    last = data.conversion(BAN, "last")
    found, whole = audited(run, folder, long + last, "a.warc", 1, "--max-record-bytes", "10000")
    equal([(row["incomplete"] or {}).get("code") for row in found], ["limit", None])
    equal((found[1]["verdict"], whole["input_problems"]), ("forbidden", 0))
    whole_page = list(segments([60], body=PAGE + b"x" * 20000))
    found, _ = audited(run, folder, b"".join(whole_page) + last, "a.warc", 1, "--max-record-bytes", "10000")
    equal([row["incomplete"] is None for row in found], [False, True])
    array = json.dumps([{"text": "x" * 20000}, {"text": BAN}])
    found, _ = audited(run, folder, array.encode(), "a.json", 1, "--max-record-bytes", "10000")
    equal([(row["incomplete"] or {}).get("code") for row in found], ["limit", None])
    table = b"id,text\n1," + b"x" * 20000 + b"\n2," + BAN.encode() + b"\n"
    found, _ = audited(run, folder, table, "a.csv", 1, "--max-record-bytes", "10000")
    equal([(row["incomplete"] or {}).get("code") for row in found][-1], None)
    assert found[0]["incomplete"], found[0]
    bomb = gzip.compress(b"<p>" + b"x" * (70 << 20))
    found, _ = audited(run, folder, data.response(bomb, HTML, "Content-Encoding: gzip") + last, "a.warc", 1)
    equal([row["incomplete"] is None for row in found], [False, True])


def test_fields_as_crawlers_write_them(run, folder):
    for what, record in [
            ("version 0.17", data.response(PAGE, version=b"WARC/0.17")),
            ("version 1.1", data.response(PAGE, version=b"WARC/1.1")),
            ("a date that is none", data.response(PAGE).replace(b"2024-01-02T03:04:05Z", b"2008-10-294T05:21:46-0700")),
            ("no payload type", data.response(PAGE, extra=["WARC-Identified-Payload-Type:"])),
            ("a payload type", data.response(PAGE, "Content-Type: image/png",
                                             extra=["WARC-Identified-Payload-Type: text/html"])),
            ("no type at all", data.response(PAGE, "Server: x"))]:
        found, whole = audited(run, folder, record + data.conversion("Rain."), "a.warc", 1)
        equal([row["verdict"] for row in found], ["forbidden", "unknown"], what)
        equal(whole["input_problems"] + whole["incomplete"], 0, what)
    revisit = data.warc_record("revisit", data.http(b"", HTML), "v", "message/http")
    found, whole = audited(run, folder, revisit + data.warc_record("resource", b"", "empty", "text/plain"), "a.warc", 0)
    equal(([row["id"] for row in found], whole["skipped"]),
          (["urn:uuid:empty"], [{"name": "warc revisit", "count": 1}]))


def test_charsets_that_are_not_as_said(run, folder):
    words = "Caf\u00e9. \u00a9 2023 Example Media Group. All rights reserved."
    page = f"<html><head><meta charset='windows-1252'></head><body><p>{words}</p></body></html>"
    for what, body, field in [
            ("UTF-16 by its mark", words.encode("utf-16"), "text/plain"),
            ("UTF-8 said to be another", words.encode(), "text/plain; charset=iso-8859-9"),
            ("windows-1252 said to be UTF-8", words.encode("cp1252"), "text/plain; charset=utf-8"),
            ("by the page's own word", page.encode("cp1252"), "text/html")]:
        found, _ = audited(run, folder, data.response(body, f"Content-Type: {field}"), "a.warc", 1)
        equal((found[0]["verdict"], found[0]["incomplete"]), ("permission-required", None), what)


if __name__ == "__main__":
    sys.exit(audit_test.main(globals()))
