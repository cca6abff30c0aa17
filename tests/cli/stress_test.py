#!/usr/bin/env python3
"""stress_test.py PROGRAM: what goes wrong around the program while it works.

Many files; files that may not be read, vanish, grow or shrink meanwhile; a full disk and a reader
that goes away; signals; folders that may not be written to; no HOME; loops of links; names that
break logs. Nothing may look clean that was not read, and a report is whole or not there. One line
a failure; exit status 1 if there is any.
"""

import hashlib
import json
import os
import pathlib
import pwd
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
import traceback

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/support"))
import hard_tree  # noqa: E402

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
NOTICE = "Copyright 2022 Example Media Group. All rights reserved.\n"
FORMATS = ("text", "json", "jsonl", "sarif", "github", "gitlab", "junit", "checkstyle", "rdjson", "rdjsonl",
           "markdown", "csv", "html")
ENVIRONMENT = {k: v for k, v in os.environ.items() if k in ("PATH", "ASAN_OPTIONS", "TSAN_OPTIONS")}
failures = []
left_out = []


def expect(what, condition, detail=""):
    if not condition:
        failures.append(f"{what}: {str(detail)[:600]}")


def run(folder, *arguments, stdin=b"", environment=None, **more):
    return subprocess.run([PROGRAM, *arguments], cwd=folder, input=stdin, capture_output=True, timeout=600,
                          env=ENVIRONMENT | {"LC_ALL": "C.UTF-8"} | (environment or {}), check=False, **more)


def documents(done):
    return [json.loads(line) for line in done.stdout.splitlines()]


def no_leftovers(what, folder):
    left = [str(p) for p in pathlib.Path(folder).rglob(".imprimatur-*")]
    expect(f"{what}: nothing is left behind", not left, left)


def somebody():
    """Arguments for run() that make modes count; none if this user is stopped by them anyway."""
    if os.getuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    who = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    try:
        subprocess.run([PROGRAM, "version"], capture_output=True, check=True, **who)
    except (OSError, subprocess.SubprocessError):
        return None
    return who


def test_many_files(folder):
    for i in range(20_000):
        if i % 200 == 0:
            (folder / f"{i // 200:03}").mkdir()
        text = f"Item {i}. It rained on Sunday.\n" * 3 + (NOTICE if i % 10 == 0 else "")
        (folder / f"{i // 200:03}/{i:05}.txt").write_text(text)
    outcomes = []
    for jobs in ("1", "4"):
        done = run(folder, "check", "--jobs", jobs, "--format", "jsonl", ".")
        outcomes.append((done.returncode, hashlib.sha256(done.stdout).hexdigest(), done.stdout.count(b"\n")))
    expect("20,000 files", outcomes[0][0] == 1 and outcomes[0][2] == 20_000, outcomes)
    expect("the same with one thread and with four", outcomes[0] == outcomes[1], outcomes)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    expect("memory does not grow with them", peak < 400 * 1024, f"{peak} KiB")
    outputs = [f"-o{name}={folder / name}.out" for name in ("sarif", "html", "junit", "markdown")]
    done = run(folder, "check", "--quiet", *outputs, ".")
    expect("several reports of them", done.returncode == 1, done.stderr[:300])
    log = json.loads((folder / "sarif.out").read_text())
    expect("each found", len(log["runs"][0]["results"]) == 2000, len(log["runs"][0]["results"]))


def test_unreadable(folder):
    who = somebody()
    if who is None:
        left_out.append("files that may not be read: no other user can run the program")
        return
    folder.chmod(0o755)
    (folder / "shut").mkdir()
    (folder / "shut/inside.txt").write_text(NOTICE)
    (folder / "secret.txt").write_text(NOTICE)
    (folder / "open.txt").write_text("It rained.\n")
    (folder / "secret.txt").chmod(0)
    (folder / "shut").chmod(0)
    outputs = {name: run(folder, "check", "--format", name, ".", **who) for name in FORMATS}
    (folder / "shut").chmod(0o755)
    for name, done in outputs.items():
        text = done.stdout.decode()
        expect(f"{name}: unreadable is incomplete", done.returncode == 3, (done.returncode, done.stderr))
        expect(f"{name}: the file is named", "secret.txt" in text, text)
        expect(f"{name}: the folder is named", "shut" in text, text)
        expect(f"{name}: on the other stream as well", b"secret.txt" in done.stderr, done.stderr)


def while_running(action, *arguments, folder):
    """Runs with `action` called over and over in a thread."""
    stop = threading.Event()

    def loop():
        while not stop.is_set() and action():
            pass

    thread = threading.Thread(target=loop)
    thread.start()
    try:
        return run(folder, *arguments)
    finally:
        stop.set()
        thread.join()


def test_vanishing(folder):
    """From the last name backwards, while the walk comes from the first; a few stay."""
    names = [f"{i:05}.txt" for i in range(4_000)]
    for name in names:
        (folder / name).write_text(NOTICE)
    rest = names[200:]

    def remove():
        for _ in range(min(20, len(rest))):
            (folder / rest.pop()).unlink()
        return bool(rest)

    done = while_running(remove, "check", "--format", "jsonl", ".", folder=folder)
    found = documents(done)
    expect("files that vanish: no crash", done.returncode in (1, 3), (done.returncode, done.stderr[:300]))
    gone = [d for d in found if d["incomplete"]]
    for document in gone:
        expect("what vanished says so", "no such file" in document["incomplete"]["message"], document)
        expect("and has no verdict", document["verdict"] is None, document)
    read = [d for d in found if not d["incomplete"]]
    expect("the others have theirs", all(d["verdict"] == "permission-required" for d in read))
    lists = run(folder, "check", "--files-from", "-", "--format", "jsonl", stdin="\n".join(names[200:]).encode())
    expect("a list of what is gone: incomplete, one by one", lists.returncode == 3
           and len(documents(lists)) == len(names) - 200, lists.returncode)


def test_growing(folder):
    big = folder / "big.txt"
    big.write_text("It rained on Sunday, and the river rose.\n" * 1_000_000)

    def grow():
        with open(big, "a", encoding="utf-8") as file:
            file.write("More.\n")
        return True

    done = while_running(grow, "check", "--format", "jsonl", "big.txt", folder=folder)
    expect("a file that grows is incomplete", done.returncode == 3, (done.returncode, done.stdout[:300]))
    expect("and says why", b"changed while it was read" in done.stdout, done.stdout[:300])

    def cut():
        os.truncate(big, max(0, big.stat().st_size - 4096))
        time.sleep(0.0005)
        return True

    done = while_running(cut, "check", "--format", "jsonl", "big.txt", folder=folder)
    expect("a file that is cut is incomplete", done.returncode == 3, (done.returncode, done.stdout[:300]))


def small_disk(folder):
    """Runs inside with a disk of 64 KiB if one can be mounted."""
    folder.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], capture_output=True, check=False)
    return done.returncode == 0


def test_full_disk(folder):
    text = "".join(f"Copyright {1900 + i % 100} Example Company {i}. All rights reserved.\n\n" for i in range(2_000))
    (folder / "a.txt").write_text(text)
    for name in FORMATS:
        with open("/dev/full", "wb") as full:
            done = subprocess.run([PROGRAM, "check", "--format", name, "a.txt"], cwd=folder, stdout=full,
                                  stderr=subprocess.PIPE, env=ENVIRONMENT, check=False)
        expect(f"{name}: a full disk is an error", done.returncode == 3, done.returncode)
        expect(f"{name}: and is named", b"No space" in done.stderr or b"no space" in done.stderr, done.stderr)
    disk = folder / "disk"
    if small_disk(disk):
        try:
            (disk / "old.json").write_text("before\n")
            done = run(folder, "check", "-ojson=disk/old.json", "-osarif=disk/new.sarif", "a.txt")
            expect("reports on a full disk", done.returncode == 3 and b"disk/" in done.stderr, done.stderr)
            expect("the old report stays", (disk / "old.json").read_text() == "before\n")
            expect("no half report", not (disk / "new.sarif").exists())
            no_leftovers("full disk", disk)
        finally:
            subprocess.run(["umount", disk], check=True)
    else:
        left_out.append("a disk that is full: none can be mounted")

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    done = run(folder, "check", "-ojson=limited.json", "a.txt", preexec_fn=limit)
    expect("a limit on files is an error, no signal", done.returncode == 3 and b"limited.json" in done.stderr,
           (done.returncode, done.stderr))
    expect("no report at the limit", not (folder / "limited.json").exists())
    no_leftovers("limited files", folder)


def test_closed_pipe(folder):
    (folder / "a.txt").write_text((NOTICE + "\n") * 2_000)
    for name in FORMATS:
        with subprocess.Popen([PROGRAM, "check", "--format", name, "a.txt"], cwd=folder, env=ENVIRONMENT,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            process.stdout.read(10)
            process.stdout.close()
            errors = process.stderr.read()
            status = process.wait(120)
        expect(f"{name}: a reader that goes away is no complaint", errors == b"" and status in (0, 1), (status, errors))
    with subprocess.Popen([PROGRAM, "check", "--format", "json", "-o", "sarif=out.sarif", "a.txt"], cwd=folder,
                          env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        process.stderr.read()
        process.wait(120)
    if (folder / "out.sarif").exists():
        json.loads((folder / "out.sarif").read_text())
    no_leftovers("closed pipe", folder)


def test_signals(folder):
    (folder / "a.txt").write_text(NOTICE)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        (folder / "report.json").write_text("before\n")
        with subprocess.Popen([PROGRAM, "check", "--files-from", "-", "-ojson=report.json"], cwd=folder,
                              env=ENVIRONMENT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE) as process:
            process.stdin.write(b"a.txt\n")
            process.stdin.flush()
            for _ in range(600):  # until the report has begun
                if list(folder.glob(".imprimatur-*")):
                    break
                time.sleep(0.05)
            process.send_signal(number)
            process.stdin.close()
            status = process.wait(60)
        expect(f"{number.name}: its status", status == 128 + number, status)
        expect(f"{number.name}: the old report stays", (folder / "report.json").read_text() == "before\n")
        no_leftovers(number.name, folder)


def git(folder, *arguments):
    subprocess.run(["git", "-c", "user.name=Test", "-c", "user.email=test@example.org", *arguments],
                   cwd=folder, check=True, capture_output=True)


def test_read_only(folder):
    who = somebody()
    if who is None:
        left_out.append("a read-only checkout: no other user can run the program")
        return
    git(folder, "init", "-q")
    (folder / "a.txt").write_text(NOTICE)
    git(folder, "add", "-A")
    for path in [folder, *folder.rglob("*")]:
        if who:
            os.chown(path, who["user"], who["group"])
        path.chmod(0o555 if path.is_dir() else 0o444)
    for arguments in (["."], ["--staged"], ["--policy-from", "HEAD", "."]):
        done = run(folder, "check", *arguments, environment={"GIT_CONFIG_NOSYSTEM": "1"}, **who)
        wanted = 2 if "HEAD" in arguments else 1  # there is no commit yet
        expect(f"read-only: {arguments}", done.returncode == wanted, (done.returncode, done.stderr))
    done = run(folder, "check", "-ojson=a.json", ".", **who)
    expect("read-only: a report cannot be written, and that is said", done.returncode == 3
           and b"'a.json'" in done.stderr, (done.returncode, done.stderr))
    done = run(folder, "baseline", "create", ".", **who)
    expect("read-only: nor a baseline", done.returncode == 3 and b"imprimatur-baseline.json" in done.stderr,
           (done.returncode, done.stderr))
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)


def test_no_home(folder):
    git(folder, "init", "-q")
    (folder / "a.txt").write_text(NOTICE)
    git(folder, "add", "-A")
    for environment in ({"PATH": os.environ["PATH"]}, {"PATH": os.environ["PATH"], "HOME": "/nowhere/at/all"}):
        for arguments in (["."], ["--staged"]):
            done = subprocess.run([PROGRAM, "check", *arguments], cwd=folder, env=environment, capture_output=True,
                                  check=False)
            expect(f"no home: {arguments}", done.returncode == 1 and done.stderr == b"", (done.returncode, done.stderr))
    done = subprocess.run([PROGRAM, "check", "."], cwd=folder, env={}, capture_output=True, check=False)
    expect("no environment at all", done.returncode == 1, (done.returncode, done.stderr))


def test_loops(folder):
    (folder / "a.txt").write_text(NOTICE)
    (folder / "round").symlink_to("trip")
    (folder / "trip").symlink_to("round")
    (folder / "up").symlink_to(".")
    (folder / "deep").mkdir()
    (folder / "deep/again").symlink_to("../deep")
    (folder / "gone").symlink_to("not-there")
    done = run(folder, "check", "--format", "jsonl", ".")
    expect("links are not followed", [d["document"]["source"] for d in documents(done)] == ["a.txt"], done.stdout)
    done = run(folder, "check", "--follow", "--format", "jsonl", ".")
    found = {d["document"]["source"]: d for d in documents(done)}
    expect("followed: an end is found", done.returncode == 1 and "a.txt" in found, (done.returncode, done.stderr))
    expect("followed: what leads nowhere is incomplete", {"gone", "round", "trip"} <= {n for n, d in found.items()
                                                                                      if d["incomplete"]}, found.keys())
    done = run(folder, "check", "round")
    expect("a loop by name: incomplete", done.returncode == 3, (done.returncode, done.stdout))


def unsafe(text):
    """Characters that could command a terminal or hide text, in valid UTF-8."""
    return {hex(ord(c)) for c in text if (ord(c) < 0x20 and c not in "\n") or 0x7f <= ord(c) < 0xa0
            or c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"}


def test_names_and_controls(folder):
    names = hard_tree.build(folder)
    counts = {}
    for name in FORMATS:
        done = run(folder, "check", "--verbose", "--format", name, ".")
        expect(f"{name}: status", done.returncode == 1, (done.returncode, done.stderr))
        try:
            text = done.stdout.decode()
        except UnicodeDecodeError as error:
            failures.append(f"{name}: no UTF-8: {error}")
            continue
        shown = unsafe(text) - ({"0xd"} if name == "csv" else set())
        expect(f"{name}: no controls", not shown, shown)
        commands = [line for line in text.splitlines() if line.startswith(("::", "##["))]
        expect(f"{name}: no commands of the input", all(line.startswith(("::error ", "::warning ", "::notice ",
                                                                         "::stop-commands::", "::group::"))
                                                        for line in commands) and (name == "github" or not commands),
               commands)
        if name in ("gitlab", "rdjson", "sarif", "jsonl"):
            counts[name] = {"gitlab": lambda t: len({i["location"]["path"] for i in json.loads(t)}),
                            "rdjson": lambda t: len({d["location"]["path"] for d in json.loads(t)["diagnostics"]}),
                            "sarif": lambda t: len({r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
                                                    for r in json.loads(t)["runs"][0]["results"]}),
                            "jsonl": lambda t: len({json.loads(x)["document"]["source"] for x in t.splitlines()
                                                    if any(not f["suppressed"] for f in json.loads(x)["findings"])})
                            }[name](text)
    expect("every name is a document of its own in every format", len(set(counts.values())) == 1
           and counts["jsonl"] > len(names), counts)


def test_proportion(folder):
    """What is made to be slow takes time in proportion to its size: four times as much, not sixteen."""
    notice = "\u00a9 2022 Example Media Group. All rights reserved."
    head = "From: a@example.org\r\nSubject: "
    ban = "\u041f\u0435\u0440\u0435\u043f\u0435\u0447\u0430\u0442\u043a\u0430 \u0437\u0430\u043f\u0440\u0435\u0449\u0435\u043d\u0430. "
    shapes = {
        "one sentence.txt": (4, lambda size: ("Copyright 2022 " + "Example " * 1000) * (size // 8015)),
        "notices.txt": (0.25, lambda size: f"{notice}\n" * (size // 50)),
        "holders.txt": (0.25, lambda size: "".join(f"\u00a9 {1900 + i % 99} House {i}. " for i in range(size // 20))),
        "no-language.txt": (0.25, lambda size: "".join(f"\u00a9 2022 Xq{i % 97} zzkq. 12345 ;;; ### \n\n" for i in range(size // 32))),
        "bans.txt": (0.25, lambda size: ban * (size // 44)),
        "references.html": (1, lambda size: "<p>" + "&copy;" * (size // 6) + notice),
        "brackets.html": (1, lambda size: "<p>" + "<" * size + notice),
        "ampersands.html": (1, lambda size: "<p>" + "&" * size + notice),
        "comment.html": (1, lambda size: "<p><!--" + "-" * size + notice),
        "attribute.html": (1, lambda size: f"<p title='{'x' * size}'>{notice}"),
        "words.eml": (1, lambda size: head + "=?utf-8?Q?=C2=A9?= " * (size // 20) + "\r\n\r\nRain."),
        "paragraphs.json": (1, lambda size: json.dumps({"title": "Rain", "body": "<p>word " * (size // 8)})),
        "items.json": (1, lambda size: json.dumps([{"text": "It rained. " * 10 + notice}] * (size // 175))),
        "quotes.md": (1, lambda size: ">" * size + " " + notice),
        "signs.rtf": (1, lambda size: "{\\rtf1 " + "\\u169?" * (size // 6) + "}"),
    }
    for name, (millions, shape) in shapes.items():
        took = []
        for size in (int(millions * 1_000_000), int(millions * 4_000_000)):
            (folder / name).write_text(shape(size), encoding="utf-8")
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            done = run(folder, "check", "--no-policy", name)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            took.append(after.ru_utime - before.ru_utime)
            expect(f"{name}: ends by itself", done.returncode in (0, 1, 3), done.returncode)
        expect(f"{name}: time in proportion", took[1] < 8 * took[0] + 0.3, took)


def peak_of(folder, *arguments):
    """Exit status and the most memory in KiB."""
    with subprocess.Popen([PROGRAM, *arguments], cwd=folder, env=ENVIRONMENT | {"LC_ALL": "C.UTF-8"},
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, used.ru_maxrss


def test_memory_of_large_documents(folder):
    """A few times the file, whatever it consists of."""
    size = 16_000_000
    words = "The river rose by a metre over the night and fell again. "
    shapes = {
        "numbers.json": '{"title": "Rain", "content": [' + "1," * (size // 2) + "1]}",
        "empty.json": '{"title": "Rain", "content": [' + '"",' * (size // 3) + '""]}',
        "objects.json": '{"title": "Rain", "content": [' + '{"a":1},' * (size // 8) + '""]}',
        "body.json": '{"title": "Rain", "body": "' + (words * 6 + "\\n\\n") * (size // 350) + '"}',
        "items.json": "[" + ",".join([json.dumps({"title": "Rain", "body": words * 4})] * (size // 260)) + "]",
        "linked.json": '{"@context": "https://schema.org", "@graph": ['
                       + ",".join([json.dumps({"@type": "Article", "name": words})] * (size // 100)) + "]}",
        "nitf.xml": "<nitf><body><body.content>" + f"<p>{words * 6}</p>" * (size // 350) + "</body.content></body></nitf>",
        "page.html": "<!doctype html><title>Rain</title><body>" + f"<p>{words * 6}</p>" * (size // 350),
        "front.md": "---\n" + f"key: {words}\n" * (size // 65) + "---\nRain.\n",
        "mail.eml": f"Subject: Rain\n\n{words}\n" + f"{words}\n" * (size // 60),
        "text.rtf": "{\\rtf1 " + f"{words}\\par\n" * (size // 60) + "}",
    }
    for name, text in shapes.items():
        (folder / name).write_text(text, encoding="utf-8")
        status, peak = peak_of(folder, "check", "--no-policy", name)
        expect(f"{name}: is read", status == 0, status)
        expect(f"{name}: memory in proportion", peak * 1024 < 100_000_000 + 12 * len(text), f"{peak} KiB")
    # Linked data beyond what can be held is no clean document.
    (folder / "many.jsonld").write_text('{"@context": "https://schema.org", "@type": "Dataset", "x": ['
                                        + "1," * 4_000_000 + "1]}", encoding="utf-8")
    status, peak = peak_of(folder, "check", "--no-policy", "many.jsonld")
    expect("too much linked data", status == 3 and peak < 300_000, (status, peak))


def main():
    for name, test in sorted(globals().items()):
        if name.startswith("test_") and (len(sys.argv) < 3 or name in sys.argv[2:]):
            with tempfile.TemporaryDirectory() as folder:
                count, begin = len(failures), time.monotonic()
                try:
                    test(pathlib.Path(folder).resolve())
                except Exception:  # a crash is a failure of this test, not of the others
                    failures.append(f"{name}: {traceback.format_exc()}")
                print(f"{name}: {'failed' if len(failures) > count else 'passed'} "
                      f"({time.monotonic() - begin:.1f} s)")
    for what in left_out:
        print(f"left out: {what}")
    print("\n".join(failures))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
