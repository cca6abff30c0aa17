#!/usr/bin/env python3
"""audit_test.py PROGRAM: audits datasets with known answers, as a user would.

Every test is a function test_NAME(run, folder); `run` starts the program in the folder. One line a
failure; exit status 1 if there is any.
"""

import gzip
import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time
import traceback

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import audit_data as data  # noqa: E402


class Runner:
    def __init__(self, program, folder):
        self.program = program
        self.folder = folder

    def start(self, *arguments, **more):
        environment = {k: v for k, v in os.environ.items() if k == "PATH" or k.endswith("SAN_OPTIONS")}
        return subprocess.Popen([self.program, *map(str, arguments)], cwd=self.folder,
                                env=environment | {"LC_ALL": "C.UTF-8"}, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, **more)

    def __call__(self, *arguments, stdin=b"", status=None):
        process = self.start(*arguments, stdin=subprocess.PIPE)
        out, err = process.communicate(stdin, timeout=300)
        if status is not None:
            equal(process.returncode, status, f"exit status of {arguments}: {err.decode()!r}")
        return process.returncode, out.decode(), err.decode()

    def audit(self, *arguments, status=None, **more):
        return self("audit", "--no-policy", *arguments, status=status, **more)


def equal(found, expected, what=""):
    assert found == expected, f"{what}: expected {expected!r}, got {found!r}"


def unzstd(path):
    return subprocess.run(["zstd", "-dcq", path], capture_output=True, check=True).stdout


def rows(out):
    return [json.loads(line) for line in unzstd(out / "documents.jsonl.zst").splitlines()]


def verdicts(out):
    return [row["verdict"] for row in rows(out)]


def summary(out):
    return json.loads((out / "summary.json").read_text(encoding="utf-8"))


def tree(out):
    """All results, byte for byte."""
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*"))
            if path.is_file()}


def expected(items):
    return [item[3] for item in items]


def test_every_compression(run, folder):
    items = list(data.documents(300))
    plain = data.jsonl(items)
    for suffix, compress in data.COMPRESSIONS.items():
        name = "a.jsonl" + suffix
        (folder / name).write_bytes(compress(plain))
        out = folder / ("out" + suffix)
        run.audit(name, "-o", out, status=1)
        found = rows(out)
        equal([row["verdict"] for row in found], expected(items), name)
        equal([row["id"] for row in found], [item[0] for item in items], name)
        equal([row["url"] for row in found], [item[2] for item in items], name)
        equal([row["record"] for row in found], list(range(300)), name)
        equal([row["domain"] for row in found][:2], ["site0.example.com", "site1.example.com"])
        whole = summary(out)
        equal(whole["documents"], 300)
        equal(whole["verdicts"]["forbidden"], expected(items).count("forbidden"))
        equal(whole["input_problems"], 0)


def test_attributes_are_code_points(run, folder):
    items = list(data.documents(200))
    (folder / "documents").mkdir()
    (folder / "documents/a.jsonl.gz").write_bytes(data.member(data.jsonl(items)))
    run.audit("documents", "-o", folder / "out", status=1)
    with gzip.open(folder / "out/attributes/imprimatur/a.jsonl.gz", "rt", encoding="utf-8") as file:
        attributes = [json.loads(line) for line in file]
    equal([row["id"] for row in attributes], [item[0] for item in items])
    seen = 0
    for row, (_, body, _, verdict) in zip(attributes, items):
        whole = [k for k in row["attributes"] if k.startswith("imprimatur__republish__")]
        equal(whole, ["imprimatur__republish__" + verdict.replace("-", "_")])
        equal(row["attributes"][whole[0]], [[0, len(body), 1]])
        for name, spans in row["attributes"].items():
            assert len(name.split("__")) == 3, name
            for (begin, end, _), (first, last) in zip(spans, row["bytes"][name]):
                equal(body[begin:end].encode(), body.encode()[first:last], name)
                seen += name.startswith("imprimatur__rule__")
    assert seen > 50, seen


def test_jobs_shards_and_interruptions_leave_no_trace(run, folder):
    (folder / "in").mkdir()
    for i, suffix in enumerate([".gz", "", ".zst", ".gz"]):
        items = list(data.documents(700, i))
        (folder / f"in/part-{i}.jsonl{suffix}").write_bytes(
            damaged(data.jsonl(items)) if i == 3 else data.COMPRESSIONS[suffix](data.jsonl(items)))
    options = ("in", "--keep", "unknown,conditional", "--today", "2026-01-31")
    run.audit(*options, "-o", folder / "one", "--jobs", "1", status=1)
    whole = tree(folder / "one")
    assert {"documents.jsonl.zst", "summary.json", "provenance.json", "report.html",
            "attributes/imprimatur/part-0.jsonl.gz", "kept/part-2.jsonl.zst"} <= set(whole), whole.keys()
    run.audit(*options, "-o", folder / "four", "--jobs", "4", status=1)
    equal(tree(folder / "four") == whole, True, "four threads")
    shards = [folder / f"shard-{i}" for i in (1, 2, 3)]
    for i, shard in enumerate(shards, 1):
        run.audit(*options, "-o", shard, "--shard", f"{i}/3", status=1)
    run("audit", "merge", *shards, "-o", folder / "merged", status=1)
    equal(tree(folder / "merged") == whole, True, "three shards")
    equal(interrupt(run, folder / "killed", options) == whole, True, "killed and resumed")
    status, out, _ = run.audit(*options, "-o", folder / "killed", status=1)
    equal((status, tree(folder / "killed") == whole), (1, True), "a finished audit, once more")
    assert "problems with the inputs" in out, out


def test_finished_audits_are_merged_as_one(run, folder):
    """An audit for each file, put together, is the audit of all of them, byte for byte."""
    for i, suffix in enumerate([".gz", "", ".zst"]):
        items = list(data.documents(700, i))
        (folder / f"part-{i}.jsonl{suffix}").write_bytes(
            damaged(data.jsonl(items)) if i == 0 else data.COMPRESSIONS[suffix](data.jsonl(items)))
    (folder / "empty.jsonl").write_bytes(b"")
    inputs = ["part-0.jsonl.gz", "not-there.jsonl", "empty.jsonl", "part-1.jsonl", "part-2.jsonl.zst"]
    for name, options in {"rows": (), "csv": ("--documents", "csv"), "kept": ("--drop", "forbidden")}.items():
        options = ("--today", "2026-01-31", *options)
        run.audit(*inputs, *options, "-o", folder / name / "all", status=1)
        singles = [folder / name / str(i) for i in range(len(inputs))]
        for single, file in zip(singles, inputs):
            run.audit(file, *options, "-o", single)
        _, said, _ = run("audit", "merge", *singles, "-o", folder / name / "merged", status=1)
        equal(tree(folder / name / "merged") == tree(folder / name / "all"), True, name)
        assert "problems with the inputs" in said, said
    listed = "\n".join(map(str, singles)).encode()
    run("audit", "merge", "--files-from", "-", "-o", folder / "listed", stdin=listed, status=1)
    equal(tree(folder / "listed") == tree(folder / "kept/all"), True, "folders from a list")
    run("audit", "merge", *singles[:3], "-o", folder / "some", status=1)
    run("audit", "merge", folder / "some", *singles[3:], "-o", folder / "tree", status=1)
    equal(tree(folder / "tree") == tree(folder / "kept/all"), True, "a merge of a merge")
    run.audit("empty.jsonl", "--today", "2026-01-31", "-o", folder / "e", status=0)
    (folder / "other").mkdir()
    (folder / "other/nothing.jsonl").write_bytes(b"")
    run.audit("other/nothing.jsonl", "--today", "2026-01-31", "-o", folder / "f", status=0)
    run("audit", "merge", folder / "e", folder / "f", "-o", folder / "none", status=0)
    equal(rows(folder / "none"), [])


def test_what_does_not_belong_together_is_not_merged(run, folder):
    (folder / "a.jsonl").write_bytes(data.jsonl(list(data.documents(5))))
    (folder / "b.jsonl").write_bytes(data.jsonl(list(data.documents(5, 1))))
    run.audit("a.jsonl", "--today", "2026-01-31", "-o", "a")
    run.audit("b.jsonl", "--today", "2026-02-01", "-o", "b")
    run.audit("a.jsonl", "b.jsonl", "--today", "2026-01-31", "-o", "shard", "--shard", "1/2")
    for folders, said in [(["a", "b"], "what differs: the day it judges by"),
                          (["a", "a"], "'a.jsonl' is in more than one of the audits"),
                          (["a", "shard"], "one is a shard, the other a whole audit"),
                          (["shard"], "shard 2/2 is missing"),
                          (["a", "nowhere"], "'nowhere' holds neither a shard (audit --shard) nor a finished audit"),
                          ([], "nothing to merge: name the folders")]:
        _, _, error = run("audit", "merge", *folders, "-o", "merged", status=2)
        assert said in error, (folders, error)
        assert not (folder / "merged/summary.json").exists()


def damaged(content):
    """gzip members with damage of every kind between sound ones; problems must be told once."""
    lines = content.splitlines(keepends=True)
    members = [data.member(b"".join(lines[i:i + 50])) for i in range(0, len(lines), 50)]
    for i in range(2, len(members), 5):
        broken = bytearray(members[i])
        broken[len(broken) // 3] ^= 0x55
        checksum = bytearray(members[i + 1])
        checksum[-7] ^= 0xFF
        members[i:i + 2] = [bytes(broken), bytes(checksum) + b"no member"]
        lines[i] = b"{broken\n"
    return b"".join(members)[:-20]


def interrupt(run, out, options):
    """Kills the audit at random moments, 40 times at most, until it gets through: soon, next to what it takes undisturbed."""
    begin = time.monotonic()
    run.audit(*options, "-o", out.with_name(out.name + "-undisturbed"), "--jobs", "2", status=1)
    seconds = time.monotonic() - begin
    rng = random.Random(7)
    killed = 0
    while True:
        process = run.start("audit", "--no-policy", *options, "-o", out, "--checkpoint", "0",
                            "--jobs", "2", stdin=subprocess.DEVNULL)
        try:
            process.wait(timeout=rng.uniform(0.03, 0.25) * seconds * (1 + killed * 0.2) if killed < 40 else None)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            killed += 1
        process.communicate()
        if process.returncode >= 0:
            break
    assert killed > 2, f"killed only {killed} times"
    equal(process.returncode, 1, "exit status in the end")
    return tree(out)


def test_a_killed_audit_goes_on_where_it_was(run, folder):
    items = list(data.documents(30000))
    (folder / "a.jsonl.gz").write_bytes(data.member(data.jsonl(items)))
    process = run.start("audit", "--no-policy", "a.jsonl.gz", "-o", "out", "--checkpoint", "0",
                        stdin=subprocess.DEVNULL)
    checkpoint = folder / "out/state/parts/00000/checkpoint.json"
    end = time.monotonic() + 60
    while not checkpoint.exists() and time.monotonic() < end and process.poll() is None:
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    state = json.loads(checkpoint.read_text(encoding="utf-8"))
    assert not state["done"] and state["record"] > 0, state["record"]
    _, _, err = run.audit("a.jsonl.gz", "-o", "out", "--progress", "json", status=1)
    events = [json.loads(line) for line in err.splitlines()]
    equal((events[0]["event"], events[0]["resumed"]), ("start", True))
    assert events[0]["documents"] >= state["record"], events[0]
    equal((events[-1]["event"], events[-1]["documents"]), ("end", 30000))
    equal((events[0]["seconds_left"], events[-1]["seconds_left"]), (None, 0))
    assert events[-1]["bytes_per_second"] > 0, events[-1]
    equal(verdicts(folder / "out"), expected(items))


def test_another_audit_is_not_mixed_in(run, folder):
    (folder / "a.jsonl").write_bytes(data.jsonl(data.documents(5)))
    run.audit("a.jsonl", "-o", "out", status=1)
    _, _, err = run.audit("a.jsonl", "-o", "out", "--use", "tdm", status=2)
    assert "holds another audit" in err and "the use" in err, err
    (folder / "a.jsonl").write_bytes(data.jsonl(data.documents(6)))
    _, _, err = run.audit("a.jsonl", "-o", "out", status=2)
    assert "'a.jsonl'" in err and "--restart" in err, err
    run.audit("a.jsonl", "-o", "out", "--restart", status=1)
    equal(len(rows(folder / "out")), 6)


def test_wrong_usage(run, folder):
    (folder / "a.jsonl").write_bytes(data.jsonl(data.documents(5)))
    for arguments, message in [
            (["a.jsonl"], "-o DIR"), (["-o", "o"], "nothing to audit"),
            (["a.jsonl", "-o", "o", "--shard", "3/2"], "--shard '3/2'"),
            (["a.jsonl", "-o", "o", "--keep", "nice"], "unknown verdict 'nice'"),
            (["a.jsonl", "-o", "o", "--keep", "unknown", "--drop", "unknown"], "exclude"),
            (["a.jsonl", "-o", "o", "--input-format", "doc"], "unknown input format 'doc'"),
            (["a.jsonl", "-o", "o", "--documents", "xml"], "'xml'"),
            (["a.jsonl", "-o", "a.jsonl"], "cannot go there"),
            (["a.jsonl", "-o", "o", "--checkpoint", "soon"], "--checkpoint 'soon'")]:
        _, _, err = run.audit(*arguments, status=2)
        assert message in err, (arguments, err)
    (folder / "file").write_text("")
    _, _, err = run.audit("a.jsonl", "-o", "file", status=3)
    assert "cannot make the folder 'file'" in err, err
    _, _, err = run.audit("none.jsonl", "-o", "o", status=3)
    assert "none.jsonl" in err, err


def test_a_table_is_told_and_not_read_as_text(run, folder):
    (folder / "a.jsonl").write_bytes(data.jsonl([("1", "The harbour opens.", "", "unknown")]))
    (folder / "b.parquet").write_bytes(b"PAR1" + bytes(range(256)) + b"PAR1")
    _, _, err = run.audit("a.jsonl", "b.parquet", "-o", "out", status=3)
    assert "b.parquet: a Parquet or Arrow file: 'python -m imprimatur audit'" in err, err
    equal(len(rows(folder / "out")), 1)
    equal(summary(folder / "out")["problems"][0]["code"], "unsupported")


def bad_records():
    good = list(data.documents(6, 3))
    lone = b'{"id":"lone","text":"A \\ud800 surrogate. ' + data.FORBIDDEN.encode() + b'"}'
    lines = [
        (data.json_line(good[0]), good[0][3]),
        (b'{"id":"x","text":"no end', None),
        (b"", "blank"),
        (b"  \r", "blank"),
        (data.json_line(good[1]) + b"\r", good[1][3]),
        (b'{"id":1,"text":7}', None),
        (b'{"id":2}', None),
        (b"[1,2]", None),
        (b'{"id":3,"text":null}', None),
        (data.json_line(good[2]), good[2][3]),
        (b'{"a":1}{"b":2}', None),
        (lone, "forbidden"),
        (b'{"id":"utf8","text":"caf\xe9 ' + data.FORBIDDEN.encode() + b'"}', "forbidden"),
        (b'{"id":"nul","text":"a\\u0000b ' + data.FORBIDDEN.encode() + b'"}', "forbidden"),
        (b'{"id":"tab","text":"a\tb\x01 ' + data.FORBIDDEN.encode() + b'"}', "forbidden"),
        (b'{"id":"parts","text":["It rained.","' + data.FORBIDDEN.encode() + b'"]}', "forbidden"),
        (b'{"text":"It rained.","text":"' + data.FORBIDDEN.encode() + b'"}', "unknown"),
        (b'{"id":"deep","m":' + b'[' * 3000 + b'}', None),
        (b'{"id":"cut","text":"' + data.FORBIDDEN.encode() + b" And", "forbidden"),
        (b"\x00\x00", None),
        (data.json_line(good[3]), good[3][3]),
        (b'{"content":"' + data.FORBIDDEN.encode() + b'","link":"http://a.example/"}', "forbidden"),
        (b'{"id":"empty","text":""}', "unknown"),
    ]
    return lines


def test_conversations(run, folder):
    """What was said in a conversation is its text; a turn that is no text is not left out in silence."""
    said = data.FORBIDDEN + "\n"
    records = [
        {"id": "chat", "messages": [{"role": "user", "content": "Go on"}, {"role": "assistant", "content": said}]},
        {"id": "turns", "conversations": [{"from": "human", "value": "Go on"}, {"from": "gpt", "value": said}]},
        {"id": "parts", "messages": [{"role": "user", "content": [{"type": "text", "text": said}, {"type": "image"}]}]},
        {"id": "tools", "messages": [{"role": "assistant", "content": None, "tool_calls": []},
                                     {"role": "user", "content": "It rained on Sunday."}]},
        {"id": "other", "messages": [{"n": 1}]},
        {"id": "numbers", "messages": [{"role": "user", "content": 7}]},
        {"id": "deep", "messages": [{"content": [{"content": [{"content": [{"content": said}]}]}]}]},
    ]
    (folder / "chat.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
    run.audit("chat.jsonl", "-o", "out", status=1)
    by_id = {row["id"]: row for row in rows(folder / "out")}
    equal({name: row["verdict"] for name, row in by_id.items()},
          {"chat": "forbidden", "turns": "forbidden", "parts": "forbidden", "tools": "unknown", "other": None, "numbers": None,
           "deep": None})
    assert "no string but an array of other things" in by_id["numbers"]["incomplete"]["message"], by_id["numbers"]


def test_bad_records_keep_their_rows(run, folder):
    lines = bad_records()
    (folder / "a.jsonl").write_bytes(b"\xef\xbb\xbf" + b"\n".join(line for line, _ in lines))
    run.audit("a.jsonl", "-o", "out", status=1)
    found = rows(folder / "out")
    wanted = [verdict for _, verdict in lines if verdict != "blank"]
    equal([row["verdict"] for row in found], wanted)
    numbers = [i + 1 for i, (_, verdict) in enumerate(lines) if verdict != "blank"]
    equal([row["line"] for row in found], numbers)
    for row in found:
        assert (row["verdict"] is not None) or row["incomplete"]["message"], row
    by_id = {row["id"]: row for row in found}
    equal(by_id["lone"]["flags"], ["bad-escapes"])
    equal(by_id["utf8"]["flags"], ["invalid-utf8"])
    equal(by_id["tab"]["flags"], ["control-characters"])
    equal(by_id["cut"]["incomplete"]["code"], "unreadable")
    assert "no string but 7" in by_id["1"]["incomplete"]["message"], by_id["1"]
    assert "jq -c" in found[8]["incomplete"]["message"], found[8]
    attributes = (folder / "out/attributes/imprimatur/a.jsonl").read_text(encoding="utf-8")
    equal(len(attributes.splitlines()), len(wanted))
    equal(summary(folder / "out")["incomplete"], wanted.count(None) + 1)


def test_a_long_line_is_cut_and_told(run, folder):
    items = list(data.documents(3))
    long = b'{"id":"long","text":"' + b"word " * 100000 + b'"}'
    (folder / "a.jsonl").write_bytes(b"\n".join(
        [data.json_line(items[0]), long, data.json_line(items[1]), data.json_line(items[2])]))
    run.audit("a.jsonl", "-o", "out", "--max-record-bytes", "100000")
    found = rows(folder / "out")
    equal([row["verdict"] for row in found],
          [items[0][3], None, items[1][3], items[2][3]])
    equal(found[1]["incomplete"]["code"], "limit")
    equal(found[1]["id"], "long")


def test_fields(run, folder):
    body = "It rained. " + data.FORBIDDEN
    lines = [{"doc": {"parts": [{"t": "no"}, {"t": body}]}, "n": {"a/b": "http://u.example/x"}, "k": 5}]
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    run.audit("a.jsonl", "-o", "out", "--text-field", "/doc/parts/1/t", "--url-field", "/n/a~1b",
              "--id-field", "none,k", status=1)
    row = rows(folder / "out")[0]
    equal((row["verdict"], row["url"], row["id"]), ("forbidden", "http://u.example/x", "5"))
    begin, end = row["reason"]["bytes"]
    equal(body[begin:end], row["reason"]["evidence"])


def test_csv_rows(run, folder):
    items = list(data.documents(20))
    (folder / "a.jsonl").write_bytes(data.jsonl(items))
    run.audit("a.jsonl", "-o", "out", "--documents", "csv", status=1)
    import csv
    import io
    table = list(csv.DictReader(io.StringIO(unzstd(folder / "out/documents.csv.zst").decode())))
    equal([row["verdict"] for row in table], expected(items))
    equal([row["id"] for row in table], [item[0] for item in items])


def test_kept_and_dropped(run, folder):
    items = list(data.documents(300))
    lines = data.jsonl(items).splitlines(keepends=True)
    (folder / "a.jsonl.gz").write_bytes(data.member(b"".join(lines) + b"broken\n"))
    for option, keeps in (("--keep", lambda v: v == "unknown"), ("--drop", lambda v: v != "unknown")):
        out = folder / option
        run.audit("a.jsonl.gz", "-o", out, option, "unknown", status=1)
        kept = gzip.decompress((out / "kept/a.jsonl.gz").read_bytes())
        equal(kept, b"".join(line for line, item in zip(lines, items) if keeps(item[3])), option)
        equal(summary(out)["kept"], kept.count(b"\n"))


def test_results_are_no_inputs(run, folder):
    items = list(data.documents(20))
    (folder / "in").mkdir()
    (folder / "in/a.jsonl").write_bytes(data.jsonl(items))
    for out in ("one", "two"):
        for _ in range(2):  # the second time it goes on
            run.audit(".", "-o", out, status=1)
            equal(verdicts(folder / out), expected(items), out)
    (folder / "in/a.jsonl").write_bytes(data.jsonl(items[:9]))
    run.audit("in", "-o", "in/out", status=1)
    run.audit("in", "-o", "in/out", status=1)
    equal(len(rows(folder / "in/out")), 9)
    run.audit("one/attributes", "-o", "three", status=3)  # named, they are read
    equal(summary(folder / "three")["documents"], 20)
    _, _, err = run.audit("in", "-o", "in", status=2)
    assert "read" in err and not (folder / "in/summary.json").exists(), err


def test_standard_input(run, folder):
    items = list(data.documents(50))
    run.audit("-", "-o", "out", stdin=data.member(data.jsonl(items)), status=1)
    equal(verdicts(folder / "out"), expected(items))


def main(names):
    program = str(pathlib.Path(sys.argv[1]).resolve())
    wanted = sys.argv[2:]
    bad = count = 0
    for name, test in sorted(names.items()):
        if not name.startswith("test_") or (wanted and name not in wanted):
            continue
        count += 1
        with tempfile.TemporaryDirectory() as folder:
            try:
                test(Runner(program, pathlib.Path(folder)), pathlib.Path(folder))
            except (AssertionError, OSError, subprocess.SubprocessError, KeyError, ValueError,
                    IndexError) as error:
                bad += 1
                where = traceback.extract_tb(error.__traceback__)[1].lineno
                print(f"{name}:{where}: {type(error).__name__} {str(error)[:2000]}")
    print(f"{count} tests, {bad} failed")
    return 1 if bad or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main(globals()))
