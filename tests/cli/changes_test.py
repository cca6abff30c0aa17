#!/usr/bin/env python3
"""changes_test.py PROGRAM: what is new and what is known, step by step in a repository of its own.

One line a failure; exit status 1 if there is any.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

NOTICE = "Copyright 2022 Example Media Group. All rights reserved.\n"
OTHER = "Copyright 2023 Other Media Group. All rights reserved.\n"
PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
failures = []


def run(folder, *arguments, stdin=b""):
    environment = {k: v for k, v in os.environ.items() if k in ("PATH", "ASAN_OPTIONS")}
    environment |= {"LC_ALL": "C.UTF-8", "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1"}
    return subprocess.run(arguments, cwd=folder, input=stdin, capture_output=True, timeout=120,
                          env=environment, check=False)


def git(folder, *arguments):
    done = run(folder, "git", "-c", "user.name=Test", "-c", "user.email=test@example.org",
               "-c", "commit.gpgsign=false", *arguments)
    assert done.returncode == 0, (arguments, done.stderr)
    return done.stdout


def expect(what, condition, detail=""):
    if not condition:
        failures.append(f"{what}: {detail}")


class Checked:
    """One run of `check --format json`: exit status, and documents by path."""

    def __init__(self, folder, *arguments, stdin=b""):
        self.done = run(folder, PROGRAM, "check", "--format", "json", *arguments, stdin=stdin)
        self.status = self.done.returncode
        self.error = self.done.stderr.decode(errors="replace")
        try:
            self.documents = json.loads(self.done.stdout)["documents"]
        except ValueError:
            self.documents = []
        self.verdicts = {d["document"]["path"] or d["document"]["source"]: d["verdict"]
                         for d in self.documents}


def prints(documents):
    return sorted(f["fingerprint"] for d in documents for f in d["findings"])


def test_fingerprints(folder):
    """Moved lines, CRLF, the current folder and the machine change no fingerprint."""
    (folder / "site").mkdir()
    (folder / "imprimatur.toml").write_text("fail-on = \"forbidden\"\n")
    (folder / "site/a.txt").write_text("News.\n\n" + NOTICE)
    first = prints(Checked(folder, "site").documents)
    expect("a fingerprint", len(first) == 1, first)
    expect("from another folder", prints(Checked(folder / "site", "a.txt").documents) == first)
    expect("by its absolute name", prints(Checked(folder, folder / "site/a.txt").documents) == first)
    (folder / "site/a.txt").write_text("News.\n\n\nMore.\n\n" + NOTICE)
    expect("moved lines", prints(Checked(folder, "site").documents) == first)
    (folder / "site/a.txt").write_bytes(b"\xef\xbb\xbfNews.\r\n\r\n" + NOTICE.encode()[:-1] + b"\r\n")
    expect("CRLF and BOM", prints(Checked(folder, "site").documents) == first)
    (folder / "site/b.txt").write_text("News.\n\n" + NOTICE)
    expect("another file is another finding",
           len(set(prints(Checked(folder, "site").documents))) == 2)


def test_baseline(folder):
    (folder / "a.txt").write_text("News.\n\n" + NOTICE)
    done = run(folder, PROGRAM, "baseline", "create", "a.txt")
    expect("baseline create", done.returncode == 0, done.stderr)
    (folder / "a.txt").write_text("\n\nNews.\n\n" + NOTICE.replace("\n", "\r\n"))
    known = Checked(folder, "--baseline", "imprimatur-baseline.json", "a.txt")
    expect("a known finding passes", known.status == 0, known.verdicts)
    expect("and says why", "baseline" in known.documents[0]["reasons"][0]["text"])
    (folder / "a.txt").write_text("News.\n\n" + NOTICE + "\nMore news of the day.\n" * 9 + "\n" + OTHER)
    new = Checked(folder, "--baseline", "imprimatur-baseline.json", "a.txt")
    expect("a new finding does not", new.status == 1, new.verdicts)
    by = sorted(str(f["suppressed_by"]) for f in new.documents[0]["findings"])
    expect("the known one stays known", by == ["None", "baseline"], by)
    diff = run(folder, PROGRAM, "baseline", "diff", "a.txt")
    expect("baseline diff", diff.returncode == 1 and diff.stdout.count(b"\n") == 1, diff.stdout)
    run(folder, PROGRAM, "baseline", "update", "a.txt")
    again = run(folder, PROGRAM, "baseline", "diff", "a.txt")
    expect("nothing differs after update", (again.returncode, again.stdout) == (0, b""), again)
    before = (folder / "imprimatur-baseline.json").read_bytes()
    run(folder, PROGRAM, "baseline", "update", "a.txt")
    expect("update again changes nothing",
           (folder / "imprimatur-baseline.json").read_bytes() == before)


def main():
    for name, test in sorted(globals().items()):
        if name.startswith("test_"):
            with tempfile.TemporaryDirectory() as folder:
                count = len(failures)
                test(pathlib.Path(folder).resolve())
                print(f"{name}: {'failed' if len(failures) > count else 'passed'}")
    print("\n".join(failures))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
