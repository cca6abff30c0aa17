#!/usr/bin/env python3
"""gate_test.py PROGRAM ROOT: follows ci/README.md, step by step, in a fresh repository.

Files that the page shows are written as it shows them, its commands run in its order, and what they
say is compared with the page ("…" stands for anything). One line a failure; exit status 1 if there
is any.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

PROGRAM, ROOT = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
TEXTS = {
    "archive/old.txt": "News of 2019.\n\nCopyright 2019 Example Media Group. All rights reserved.\n",
    "own.txt": "The ferry sails again.\n\nCopyright 2024 Example Gazette. All rights reserved.\n",
    "wire.txt": "ANKARA (AA) - The ferry sails again, the port said on Sunday.\n",
    "rain.txt": "It rained on Sunday.\n",
}
AGENCY = ("The harbour opens.\n\nCopyright 2023 Example Wire. All rights reserved. This material may not be "
          "published,\nbroadcast, rewritten or redistributed.\n")
failures = []


def blocks(text):
    """(language, content, the paragraph before it)."""
    for match in re.finditer(r"((?:[^\n]+\n)*)\n```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        yield match.group(2), match.group(3), match.group(1)


def steps(block):
    """(command, what it says, its exit status)."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, said = part.partition("\n")
        status = re.search(r"^\[exit status (\d)\]\n", said, re.MULTILINE)
        yield command, re.sub(r"^\[exit status \d\]\n", "", said, flags=re.MULTILINE), int(status.group(1)) if status else 0


def matches(said, output):
    parts = [re.escape(part.strip("\n")) for part in said.split("\u2026")]
    return re.fullmatch(r"\s*" + ".*".join(parts) + r"\s*", output, re.DOTALL) is not None


def run(folder, command):
    environment = {"PATH": f"{folder.parent / 'bin'}:{os.environ['PATH']}", "HOME": str(folder.parent),
                   "LC_ALL": "C.UTF-8", "PRE_COMMIT_HOME": str(folder.parent / "cache"), "PRE_COMMIT_COLOR": "never"}
    return subprocess.run(["bash", "-c", command], cwd=folder, env=environment, stdout=subprocess.PIPE, text=True,
                          stderr=subprocess.STDOUT, timeout=120, check=False)


def prepare(top):
    folder = top / "site"
    (top / "bin").mkdir()
    (top / "bin/imprimatur").symlink_to(PROGRAM)
    for name, text in TEXTS.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    done = run(folder, "git config --global user.name Test && git config --global user.email test@example.org && "
               "git init -q -b main && git add -A && git commit -q -m first")
    assert done.returncode == 0, done.stdout
    return folder


def follow(folder, page):
    count = 0
    for language, content, before in blocks(page):
        named = re.findall(r"in `([\w./-]+)`:\s*$", before)
        if language in ("toml", "yaml"):
            if not named:
                failures.append(f"a block of {language} has no name: {content[:60]!r}")
            else:
                (folder / named[0]).parent.mkdir(parents=True, exist_ok=True)
                (folder / named[0]).write_text(content)
        if language != "console":
            continue
        if "agency.txt" in content:
            (folder / "agency.txt").write_text(AGENCY)
        for command, said, status in steps(content):
            count += 1
            done = run(folder, command)
            if done.returncode != status or not matches(said, done.stdout):
                failures.append(f"$ {command}\nwanted status {status} and:\n{said}\ngot status {done.returncode} and:\n"
                                f"{done.stdout}")
                return count
    return count


def main():
    if shutil.which("pre-commit") is None:
        print("no pre-commit: left out")
        return 0
    page = (ROOT / "ci/README.md").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as top:
        folder = prepare(pathlib.Path(top).resolve())
        count = follow(folder, page)
        if count < 9 and not failures:
            failures.append(f"only {count} commands were found")
        mark = re.search(r"(<!-- imprimatur: .*? -->)", page).group(1)
        (folder / "marked.md").write_text(f"{mark}\n\n{TEXTS['archive/old.txt'].splitlines()[2]}\n")
        done = run(folder, "imprimatur check marked.md")
        if done.returncode != 0 or "by a mark" not in done.stdout:
            failures.append(f"the mark of the page: {done.stdout}")
    print("\n".join(failures) if failures else f"{count} commands: passed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
