#!/usr/bin/env python3
"""history_test.py PROGRAM: changes in the repositories that people really have.

Merges, shallow and sparse clones, submodules, half-staged files, hooks with an index of their own,
files that become links. One line a failure; exit status 1 if there is any.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import traceback

NOTICE = "Copyright 2022 Example Media Group. All rights reserved.\n"
OTHER = "Copyright 2023 Other Media Group. All rights reserved.\n"
THIRD = "Copyright 2024 Third Media Group. All rights reserved.\n"
PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
failures = []


def expect(what, condition, detail=""):
    if not condition:
        failures.append(f"{what}: {str(detail)[:500]}")


def environment(folder):
    kept = {k: v for k, v in os.environ.items() if k in ("PATH", "ASAN_OPTIONS")}
    return kept | {"LC_ALL": "C.UTF-8", "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1"}


def git(folder, *arguments, may_fail=False):
    done = subprocess.run(["git", "-c", "user.name=Test", "-c", "user.email=test@example.org",
                           "-c", "protocol.file.allow=always", *arguments],
                          cwd=folder, env=environment(folder), capture_output=True, timeout=120, check=False)
    assert may_fail or done.returncode == 0, (arguments, done.stderr)
    return done


def check(folder, *arguments):
    """Exit status, verdicts of the documents by path, lines of findings that count by path, messages."""
    done = subprocess.run([PROGRAM, "check", "--format", "jsonl", *arguments], cwd=folder, env=environment(folder),
                          capture_output=True, timeout=120, check=False)
    documents = [json.loads(line) for line in done.stdout.splitlines()]
    verdicts = {d["document"]["path"]: d["verdict"] for d in documents}
    lines = {d["document"]["path"]: [f["start"]["line"] for f in d["findings"] if f["counts"] and not f["suppressed"]]
             for d in documents}
    return done.returncode, verdicts, lines, done.stderr.decode()


def commit(folder, message, **files):
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_txt", ".txt")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", message)


def start(folder):
    folder.mkdir(exist_ok=True)
    git(folder, "init", "-q", "-b", "main")
    commit(folder, "first", old_txt="News.\n\n" + NOTICE, clean_txt="It rained.\n")


def test_merges(folder):
    """A merge answers for what the other branch brings, and for nothing that was there."""
    start(folder)
    git(folder, "checkout", "-qb", "topic")
    commit(folder, "topic", topic_txt=OTHER)
    git(folder, "checkout", "-q", "main")
    commit(folder, "main", main_txt=THIRD)
    git(folder, "merge", "-q", "--no-commit", "--no-ff", "topic")
    status, verdicts, _, error = check(folder, "--staged")
    expect("a merge that is being made", (status, list(verdicts)) == (1, ["topic.txt"]), (verdicts, error))
    git(folder, "commit", "-qm", "merge")
    for wanted in ("HEAD^1..HEAD", "HEAD^1...HEAD^2", "main~1...topic"):
        status, verdicts, _, error = check(folder, "--diff", wanted)
        expect(f"merge: {wanted}", (status, list(verdicts)) == (1, ["topic.txt"]), (verdicts, error))
    status, verdicts, _, error = check(folder, "--diff", "HEAD^2..HEAD")
    expect("merge: seen from the branch", (status, list(verdicts)) == (1, ["main.txt"]), (verdicts, error))
    git(folder, "checkout", "-q", "topic")
    git(folder, "merge", "-q", "--ff-only", "main")
    status, verdicts, _, error = check(folder, "--since", "main")
    expect("a branch that has caught up brings nothing", (status, verdicts) == (0, {}), (verdicts, error))


def test_rename_with_edit(folder):
    start(folder)
    text = "News of the day, and more of it.\n" * 12 + "\n" + NOTICE
    commit(folder, "long", long_txt=text)
    git(folder, "mv", "long.txt", "renamed.txt")
    (folder / "renamed.txt").write_text(text + "\n" + OTHER)
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "renamed and edited")
    status, verdicts, lines, error = check(folder, "--diff", "HEAD~1..HEAD")
    expect("renamed and edited: only what is new", (status, lines) == (1, {"renamed.txt": [16]}), (lines, verdicts, error))


def test_shallow(folder):
    start(folder / "origin")
    commit(folder / "origin", "second", new_txt=OTHER)
    git(folder, "clone", "-q", "--depth", "1", f"file://{folder}/origin", "shallow")
    git(folder / "shallow", "fetch", "-q", "--depth", "1", "origin", "main:other")
    for arguments in (["--since", "HEAD~1"], ["--diff", "HEAD~1..HEAD"], ["--policy-from", "HEAD~1", "."]):
        status, _, _, error = check(folder / "shallow", *arguments)
        expect(f"shallow: {arguments}", status == 2 and "git fetch --unshallow" in error, (status, error))
    status, verdicts, _, error = check(folder / "shallow", "--diff", "HEAD")
    expect("shallow: what is there works", (status, verdicts) == (0, {}), error)
    status, _, _, error = check(folder / "origin", "--diff", "nonsense")
    expect("a whole clone is not told to fetch", status == 2 and "unshallow" not in error, error)
    git(folder / "origin", "checkout", "-q", "--orphan", "apart")
    git(folder / "origin", "commit", "-qm", "apart")
    status, _, _, error = check(folder / "origin", "--since", "main")
    expect("no commit in common", status == 2 and "no commit in common" in error, error)


def test_submodules(folder):
    start(folder / "library")
    start(folder / "site")
    git(folder / "site", "submodule", "--quiet", "add", f"{folder}/library", "vendor")
    status, verdicts, _, error = check(folder / "site", "--staged")
    expect("a submodule is a project of its own", "vendor" not in verdicts and status == 0, (status, verdicts, error))
    git(folder / "site", "commit", "-qm", "submodule")
    commit(folder / "library", "more", more_txt=OTHER)
    git(folder / "site/vendor", "pull", "-q", "origin", "main")
    status, verdicts, _, error = check(folder / "site", "--diff", "HEAD")
    expect("a moved submodule is no document", (status, verdicts) == (0, {}), (verdicts, error))
    status, verdicts, _, error = check(folder / "site/vendor", "--diff", "HEAD~1..HEAD")
    expect("inside it, its own changes", (status, list(verdicts)) == (1, ["more.txt"]), (verdicts, error))


def test_sparse(folder):
    start(folder / "origin")
    commit(folder / "origin", "folders", a__x_txt="It rained.\n", b__y_txt="It rained.\n")
    commit(folder / "origin", "more", b__z_txt=OTHER)
    git(folder, "clone", "-q", str(folder / "origin"), "sparse")
    git(folder / "sparse", "sparse-checkout", "set", "a")
    expect("it is sparse", not (folder / "sparse/b").exists())
    status, verdicts, _, error = check(folder / "sparse", "--diff", "HEAD~1..HEAD")
    expect("sparse: commits are read where no file is", (status, list(verdicts)) == (1, ["b/z.txt"]), (verdicts, error))
    for arguments in (["--diff", "HEAD"], ["--since", "HEAD"], ["--staged"]):
        status, verdicts, _, error = check(folder / "sparse", *arguments)
        expect(f"sparse: {arguments}: files left out are no change", (status, verdicts) == (0, {}), (verdicts, error))


def test_half_staged(folder):
    """Of two changes in a file one is staged: that one is checked, at its line in the index."""
    start(folder)
    (folder / "old.txt").write_text("News.\n\n" + NOTICE + "\n" + OTHER)
    git(folder, "add", "old.txt")
    (folder / "old.txt").write_text(THIRD + "\nNews.\n\n" + NOTICE + "\n" + OTHER)
    status, _, lines, error = check(folder, "--staged")
    expect("half staged", (status, lines) == (1, {"old.txt": [3, 5]}), (lines, error))
    (folder / "clean.txt").write_text(THIRD)
    git(folder, "add", "clean.txt")
    (folder / "clean.txt").unlink()
    status, verdicts, _, error = check(folder, "--staged", "clean.txt")
    expect("staged, and deleted since", verdicts == {"clean.txt": "permission-required"}, (verdicts, error))
    git(folder, "reset", "-q", "--hard")
    git(folder, "add", "-N", "clean.txt")
    (folder / "later.txt").write_text(OTHER)
    git(folder, "add", "-N", "later.txt")
    status, verdicts, _, error = check(folder, "--staged")
    expect("announced, not staged", verdicts.get("later.txt") in (None, "unknown"), (verdicts, error))


def test_hook(folder):
    """As .git/hooks/pre-commit, where git hands over an index of its own."""
    start(folder)
    hook = folder / ".git/hooks/pre-commit"
    hook.write_text(f"#!/bin/sh\nexec '{PROGRAM}' check --staged\n")
    hook.chmod(0o755)
    (folder / "clean.txt").write_text("It rained.\n\n" + OTHER)
    (folder / "fine.txt").write_text("It rained again.\n")
    git(folder, "add", "fine.txt")
    done = git(folder, "commit", "-qm", "fine only", may_fail=True)
    expect("a hook lets pass what is fine", done.returncode == 0, done.stderr)
    for arguments in (["-a"], ["clean.txt"]):
        done = git(folder, "commit", "-qm", "all", *arguments, may_fail=True)
        expect(f"a hook stops commit {arguments}", done.returncode != 0
               and b"clean.txt: permission-required" in done.stdout + done.stderr, done)
    (folder / "sub").mkdir()
    done = git(folder / "sub", "commit", "-qam", "from below", may_fail=True)
    expect("a hook stops a commit from a folder below", done.returncode != 0, done.stderr)
    tree = folder / "tree"
    git(folder, "worktree", "add", "-q", str(tree))
    (tree / "old.txt").write_text("News.\n\n" + NOTICE + "\n" + OTHER)
    done = git(tree, "commit", "-qam", "in a work tree", may_fail=True)
    expect("and in a work tree", done.returncode != 0 and b"old.txt:5:1" in done.stdout + done.stderr, done)


def test_other_changes(folder):
    start(folder)
    (folder / "old.txt").chmod(0o755)
    git(folder, "commit", "-qam", "mode")
    status, _, lines, error = check(folder, "--diff", "HEAD~1..HEAD")
    expect("a mode brings nothing", (status, lines) == (0, {"old.txt": []}), (lines, error))
    (folder / "old.txt").unlink()
    (folder / "old.txt").symlink_to("clean.txt")
    git(folder, "commit", "-qam", "link")
    status, verdicts, _, error = check(folder, "--diff", "HEAD~1..HEAD")
    expect("a link is no document", (status, verdicts) == (0, {}), (verdicts, error))
    (folder / "old.txt").unlink()
    (folder / "old.txt").write_text(OTHER)
    (folder / "image.bin").write_bytes(b"\x89PNG\r\n\0\0" * 20)
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "text again")
    status, verdicts, _, error = check(folder, "--diff", "HEAD~1..HEAD")
    expect("a link that becomes a text is new", (status, verdicts) == (1, {"old.txt": "permission-required"}),
           (verdicts, error))
    git(folder, "rm", "-q", "old.txt")
    git(folder, "commit", "-qm", "gone")
    status, verdicts, _, error = check(folder, "--diff", "HEAD~1..HEAD")
    expect("what is deleted is fine", (status, verdicts) == (0, {}), (verdicts, error))


def test_folder_with_line_break(folder):
    top = folder / "two\nlines"
    start(top)
    (top / "sub\nfolder").mkdir()
    (top / "sub\nfolder/new.txt").write_text(OTHER)
    git(top, "add", "-A")
    for where in (top, top / "sub\nfolder"):
        status, verdicts, _, error = check(where, "--staged")
        expect("line breaks in the project's own name", (status, list(verdicts)) == (1, ["sub\nfolder/new.txt"]),
               (verdicts, error))


def test_starts_of_git(folder):
    """Before a commit somebody waits: each start of git counts."""
    site, bin_folder = folder / "site", folder / "bin"
    start(site)
    bin_folder.mkdir()
    real = shutil.which("git")
    (bin_folder / "git").write_text(f"#!/bin/sh\necho \"$*\" >>'{folder}/calls'\nexec '{real}' \"$@\"\n")
    (bin_folder / "git").chmod(0o755)
    (site / "clean.txt").write_text(OTHER)
    git(site, "add", "-A")
    path = {"PATH": f"{bin_folder}:{os.environ['PATH']}"}
    done = subprocess.run([PROGRAM, "check", "--staged"], cwd=site, env=environment(site) | path, check=False,
                          capture_output=True, timeout=120)
    calls = (folder / "calls").read_text().splitlines()
    expect("three starts", done.returncode == 1 and len(calls) == 3, calls)


def test_index_is_not_written(folder):
    """A check never takes the lock of the index, which a commit beside it needs."""
    start(folder)
    (folder / ".git/index.lock").write_text("")
    before = (folder / ".git/index").read_bytes()
    for arguments in (["--staged"], ["--diff", "HEAD"], ["--since", "HEAD"]):
        status, _, _, error = check(folder, *arguments)
        expect(f"with a lock: {arguments}", status == 0 and error == "", error)
    expect("the index is as it was", (folder / ".git/index").read_bytes() == before)


def main():
    for name, test in sorted(globals().items()):
        if name.startswith("test_") and (len(sys.argv) < 3 or name in sys.argv[2:]):
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
