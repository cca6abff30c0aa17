#!/usr/bin/env python3
"""audit_results_test.py PROGRAM: what an audit says of a dataset as a whole, and records it writes again."""

import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import audit_test  # noqa: E402
from audit_archives_test import tar  # noqa: E402
from audit_formats_test import BAN, PAGE, audited  # noqa: E402
from audit_test import data, equal, summary, unzstd, verdicts  # noqa: E402


def lines_of(content):
    return [json.loads(line) for line in content.splitlines()]


def test_redacted_records(run, folder):
    items = list(data.documents(80))
    (folder / "a.jsonl").write_bytes(data.jsonl(items))
    _, _, err = run.audit("a.jsonl", "-o", "out", "--redact", status=2)
    assert "--keep or --drop" in err, err
    run.audit("a.jsonl", "-o", "out", "--redact", "--drop", "unknown", status=1)
    kept = lines_of((folder / "out/kept/a.jsonl.redacted.jsonl").read_bytes())
    wanted = [item for item in items if item[3] != "unknown"]
    equal(len(kept), len(wanted))
    for row, (ident, body, url, verdict) in zip(kept, wanted):
        equal((row["id"], row["verdict"], row["metadata"]["url"]), (ident, verdict, url))
        claims = [body[slice(*one["code_points"])] for one in row["redacted"]]
        rest = body
        for claim in claims:
            rest = rest.replace(claim, "", 1)
        if verdict == "conditional":  # a licence stays: it asks to be kept
            equal((row["text"], row["redacted"]), (body, []))
        else:
            assert claims and "rights reserved" not in row["text"], row
            assert body.split("\n")[0] in row["text"], row
    # its own verdict: nothing is left to find, and that is no permission
    run.audit("out/kept/a.jsonl.redacted.jsonl", "-o", "again")
    equal({verdict for verdict in verdicts(folder / "again")}, {"unknown", "conditional"})


def test_redacted_records_of_other_formats(run, folder):
    page = data.response("<p>Caf\u00e9.</p>".encode("cp1252") + PAGE, "Content-Type: text/html; charset=windows-1252")
    texts = [("a.txt", ("\ufeffIt rained.\n\n" + BAN).encode("utf-16-le")), ("b.warc", page)]
    audited(run, folder, tar(texts), "a.tar", 1, "--keep", "forbidden", "--redact")
    kept = lines_of((folder / "out/kept/a.tar.redacted.jsonl").read_bytes())
    equal([row["text"].strip() for row in kept[:1]], ["It rained."])
    assert "Caf\u00e9." in kept[1]["text"] and "Anadolu" not in kept[1]["text"], kept[1]
    equal(len(kept), 2)
    (folder / "in").mkdir()
    for name, text in (("a.txt", BAN), ("b.txt", "It rained.")):
        (folder / "in" / name).write_text(text, encoding="utf-8")
    run.audit("in", "-o", "texts", "--drop", "allowed", "--redact", status=1)
    kept = lines_of(unzstd(folder / "texts/kept/texts-00000.redacted.jsonl.zst"))
    equal([row["text"] for row in kept], ["", "It rained."])


def pages(items, frame):
    for ident, body, url, _ in items:
        text = body.split("\n")[0] + " " + body.split("\n")[0] + frame
        yield json.dumps({"id": ident, "text": text, "url": url, "date": f"20{10 + int(ident[4:]) % 5}-03-01"}).encode()


def test_lost_evidence_is_told(run, folder):
    items = list(data.documents(400))
    for frame, told in (("", True), ("\nHome\nContact us", False), ("\n\n" + data.RESERVED, False)):
        content = b"\n".join(pages(items, frame))
        (folder / "a.jsonl").write_bytes(content)
        _, _, err = run.audit("a.jsonl", "-o", "out", "--restart")
        equal("evidence is lost" in err, told, frame)
        equal(bool(summary(folder / "out")["evidence_lost"]), told, frame)
        report = (folder / "out/report.html").read_text(encoding="utf-8")
        equal("evidence is lost" in report, told, frame)
    # few texts, texts of one site and texts of no page tell nothing
    content = b"\n".join(list(pages(items, ""))[:100])
    audited(run, folder, content, "a.jsonl", 0)
    equal(summary(folder / "out")["evidence_lost"], None)
    one_site = [(item[0], item[1], "https://a.example.com/", item[3]) for item in items]
    audited(run, folder, b"\n".join(pages(one_site, "")), "a.jsonl", 0)
    equal(summary(folder / "out")["evidence_lost"], None)
    no_page = [(item[0], item[1], "", item[3]) for item in items]
    audited(run, folder, b"\n".join(pages(no_page, "")), "a.jsonl", 0)
    equal(summary(folder / "out")["evidence_lost"], None)


def test_verdicts_by_year(run, folder):
    dates = ["2021-05-06", "20210607", "Mon, 03 May 2022 10:00:00 GMT", "2022-01-01T00:00:00Z", "20220101000000", "05/06",
             "1200", ""]
    content = b"\n".join(json.dumps({"text": BAN, "date": date}).encode() for date in dates)
    _, whole = audited(run, folder, content, "a.jsonl", 1)
    equal([(row["year"], row["documents"]) for row in whole["years"]], [("2022", 3), ("2021", 2)])
    report = (folder / "out/report.html").read_text(encoding="utf-8")
    assert report.index(">2021<") < report.index(">2022<"), "in order of time"


if __name__ == "__main__":
    sys.exit(audit_test.main(globals()))
