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
import traceback

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


def repository(folder):
    git(folder, "init", "-q", "-b", "main")
    (folder / "old.txt").write_text("News.\n\n" + NOTICE)
    (folder / "clean.txt").write_text("It rained.\n")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "first")


def test_staged(folder):
    """The content of the index counts, not that of the files."""
    repository(folder)
    expect("nothing is staged", Checked(folder, "--staged").verdicts == {})
    (folder / "new.txt").write_text(NOTICE)
    git(folder, "add", "new.txt")
    (folder / "new.txt").write_text("It rained.\n")
    staged = Checked(folder, "--staged")
    expect("staged content", staged.verdicts == {"new.txt": "permission-required"}, staged.verdicts)
    expect("its status", staged.status == 1, staged.error)
    (folder / "clean.txt").write_text(NOTICE)
    expect("files are not read", "clean.txt" not in Checked(folder, "--staged").verdicts)
    expect("only what is named", Checked(folder, "--staged", "clean.txt").verdicts == {})
    git(folder, "rm", "-q", "--cached", "old.txt")
    expect("deleted files are no documents", list(Checked(folder, "--staged").verdicts) == ["new.txt"])


def test_staged_before_the_first_commit(folder):
    git(folder, "init", "-q")
    (folder / "sub").mkdir()
    (folder / "sub/a.txt").write_text(NOTICE)
    git(folder, "add", "-A")
    expect("the first commit", Checked(folder, "--staged").verdicts == {"sub/a.txt": "permission-required"})
    inside = Checked(folder / "sub", "--staged")
    expect("named from the current folder", inside.documents[0]["document"]["source"] == "a.txt")


def test_names(folder):
    """Names with line breaks, quotes, options' look and bytes that are no UTF-8."""
    git(folder, "init", "-q")
    names = [b"a\nb.txt", b"\xff\xfe.txt", b'"q".txt', b"-x.txt", b":(top)c.txt", b"sp ace.txt"]
    for name in names:
        with open(os.path.join(os.fsencode(folder), name), "wb") as file:
            file.write(NOTICE.encode())
    git(folder, "add", "-A")
    staged = Checked(folder, "--staged")
    expect("all of them", len(staged.documents) == len(names), staged.verdicts)
    expect("each with a finding", set(staged.verdicts.values()) == {"permission-required"}, staged.error)
    expect("one by name", len(Checked(folder, "--staged", "--", ":(top)c.txt").documents) == 1)
    text = run(folder, PROGRAM, "check", "--staged", "--format", "github").stdout
    expect("no line of a name begins a line of the log",
           all(line.startswith((b"::error ", b"checked ")) for line in text.splitlines()), text)


def test_diff(folder):
    """A change answers for what it brings, not for what was there."""
    repository(folder)
    first = git(folder, "rev-parse", "HEAD").decode().strip()
    (folder / "old.txt").write_text("News.\n\nMore.\n\n" + NOTICE)
    git(folder, "mv", "clean.txt", "moved.txt")
    git(folder, "commit", "-qam", "second")
    same = Checked(folder, "--diff", f"{first}..HEAD")
    expect("what was there passes", same.status == 0, same.verdicts)
    expect("and is told", "unchanged" in {f["suppressed_by"] for d in same.documents
                                          for f in d["findings"]})
    (folder / "old.txt").write_text("News.\n\n" + NOTICE + "More news of the day.\n" * 9 + "\n" + OTHER)
    git(folder, "commit", "-qam", "third")
    more = Checked(folder, "--diff", f"{first}..HEAD")
    expect("what is new does not", more.status == 1, more.verdicts)
    expect("only it", sum(f["suppressed_by"] is None for d in more.documents
                          for f in d["findings"]) == 1)
    (folder / "old.txt").write_text("It rained.\n")
    expect("the commit counts, not the files", Checked(folder, "--diff", f"{first}..HEAD").status == 1)
    expect("one commit: up to the files", Checked(folder, "--diff", first).status == 0)
    git(folder, "checkout", "-q", "old.txt")
    git(folder, "mv", "old.txt", "renamed.txt")
    git(folder, "commit", "-qm", "fourth")
    renamed = Checked(folder, "--diff", "HEAD~1..HEAD")
    expect("a move brings nothing new", renamed.status == 0, renamed.verdicts)
    for wrong in ("nonsense", "--output=x", ""):
        bad = Checked(folder, f"--diff={wrong}") if wrong else Checked(folder, "--diff", "-x")
        expect(f"range {wrong!r} is an error", bad.status == 2, bad.status)
    expect("no file was written", not (folder / "x").exists())


def test_since(folder):
    repository(folder)
    git(folder, "checkout", "-qb", "topic")
    (folder / "committed.txt").write_text(NOTICE)
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "topic")
    (folder / "untracked.txt").write_text(OTHER)
    (folder / "ignored.txt").write_text(OTHER)
    (folder / ".gitignore").write_text("ignored.txt\n")
    git(folder, "checkout", "-q", "main")
    (folder / "main.txt").write_text(NOTICE)
    git(folder, "add", "main.txt")
    git(folder, "commit", "-qm", "main goes on")
    git(folder, "checkout", "-q", "topic")
    since = Checked(folder, "--since", "main")
    expect("the branch and what is not committed",
           since.verdicts == {"committed.txt": "permission-required",
                              "untracked.txt": "permission-required"}, since.verdicts)


def test_unmerged(folder):
    repository(folder)
    git(folder, "checkout", "-qb", "topic")
    (folder / "clean.txt").write_text("one\n")
    git(folder, "commit", "-qam", "one")
    git(folder, "checkout", "-q", "main")
    (folder / "clean.txt").write_text("two\n")
    git(folder, "commit", "-qam", "two")
    run(folder, "git", "-c", "user.name=T", "-c", "user.email=t@example.org", "merge", "-q", "topic")
    conflict = Checked(folder, "--staged")
    expect("a conflict is incomplete, not clean", conflict.status == 3, conflict.verdicts)


def test_patch(folder):
    """A patch needs no repository; places are those of the new files."""
    repository(folder)
    (folder / "old.txt").write_text("News.\n\n" + NOTICE + "It rained.\n" * 20 + "\n" + OTHER)
    (folder / "sp ace\n.txt").write_text(NOTICE)
    git(folder, "add", "-A")
    patch = git(folder, "diff", "--cached")
    with tempfile.TemporaryDirectory() as elsewhere:
        checked = Checked(pathlib.Path(elsewhere), "--patch", "-", stdin=patch)
    expect("its status", checked.status == 1, checked.error)
    expect("its files", set(checked.verdicts) == {"old.txt", "sp ace\n.txt"}, checked.verdicts)
    lines = [f["start"]["line"] for d in checked.documents for f in d["findings"]
             if d["document"]["path"] == "old.txt" and f["suppressed_by"] is None]
    expect("only added lines, at their place", lines == [25], lines)
    for wrong in (b"hello\n", b"--- a/x\n+++ b/x\n@@ -1 +1 @@\n", b"--- a\n+++ b\n@@ -x @@\n"):
        bad = Checked(folder, "--patch", "-", stdin=wrong)
        expect(f"{wrong!r} is an error", bad.status == 2 and "patch" in bad.error, bad.error)
    empty = Checked(folder, "--patch", "-")
    expect("an empty patch is fine", empty.status == 0, empty.error)


def test_policy_from(folder):
    """Who asks for a change cannot relax the check of it."""
    repository(folder)
    (folder / "imprimatur.toml").write_text("fail-on = \"permission-required\"\n")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "policy")
    base = git(folder, "rev-parse", "HEAD").decode().strip()
    (folder / "imprimatur.toml").write_text(
        "fail-on = \"forbidden\"\nskip = [\"*.txt\"]\n\n[[suppression]]\nrule = "
        "\"und.notice.company-rights\"\nreason = \"ours\"\n")
    (folder / "new.txt").write_text("<!-- imprimatur: ignore-file[*] trust me -->\n\n" + NOTICE)
    (folder / ".imprimaturignore").write_text("*.txt\n")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "relax")
    relaxed = Checked(folder, "--diff", f"{base}..HEAD")
    expect("without it the change decides", relaxed.status == 0, relaxed.verdicts)
    strict = Checked(folder, "--diff", f"{base}..HEAD", "--policy-from", base)
    expect("with it the base does", strict.status == 1, (strict.verdicts, strict.error))
    expect("the new file", strict.verdicts.get("new.txt") == "permission-required", strict.verdicts)
    tree = Checked(folder, "--policy-from", base, ".")
    expect("in folders too", tree.verdicts.get("new.txt") == "permission-required", tree.verdicts)
    gone = Checked(folder, "--policy-from", base, "--baseline", "b.json", "new.txt")
    expect("a baseline that the base has not", gone.status == 2, gone.error)
    bad = Checked(folder, "--policy-from", "nonsense", "new.txt")
    expect("no such commit", bad.status == 2, bad.error)


def test_usage(folder):
    outside = Checked(folder, "--staged")
    expect("no repository", outside.status == 2 and "git" in outside.error, outside.error)
    repository(folder)
    both = Checked(folder, "--staged", "--diff", "HEAD")
    expect("one change only", both.status == 2, both.error)
    environment = {"PATH": str(folder), "LC_ALL": "C.UTF-8"}
    done = subprocess.run([PROGRAM, "check", "--staged"], cwd=folder, env=environment, check=False,
                          capture_output=True)
    expect("no git", done.returncode == 2 and b"cannot run 'git'" in done.stderr, done.stderr)


def main():
    for name, test in sorted(globals().items()):
        if name.startswith("test_"):
            with tempfile.TemporaryDirectory() as folder:
                count = len(failures)
                try:
                    test(pathlib.Path(folder).resolve())
                except Exception:  # a crash is a failure of this test, not of the others
                    failures.append(traceback.format_exc())
                print(f"{name}: {'failed' if len(failures) > count else 'passed'}")
    print("\n".join(failures))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
