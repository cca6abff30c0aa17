#!/usr/bin/env python3
"""identity_test.py PROGRAM [SEED]: who a finding is does not depend on where and how it is read.

Documents are made by chance (the seed is printed when something fails) and changed as people and
machines change them: lines moved, line ends, a checkout elsewhere, another user, zone and language,
another way to name the file. The fingerprints stay. What makes another finding changes them. One
line a failure; exit status 1 if there is any.
"""

import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
SEED = int(sys.argv[2]) if len(sys.argv) > 2 else 20240131
ROUNDS = 12
PLAIN = ["It rained on Sunday, and the river rose.", "The council met in the old town hall.",
         "Ferries sail again from Monday.", "Die F\u00e4hre f\u00e4hrt wieder.", "\u4eca\u5929\u4e0b\u96e8\u4e86\u3002"]
RIGHTS = ["Copyright 2022 Example Media Group. All rights reserved.",
          "\u00a9 2019 Example Wire",
          "This material may not be published, broadcast, rewritten or redistributed.",
          "This article is licensed under CC BY 4.0.",
          "Copyright 2021 M\u00fcller & S\u00f6hne GmbH. Alle Rechte vorbehalten.",
          "Photo: Jane Doe / Example Pictures"]
ENVIRONMENT = {k: v for k, v in os.environ.items() if k in ("PATH", "ASAN_OPTIONS")}
failures = []


def expect(what, condition, detail=""):
    if not condition:
        failures.append(f"{what} (seed {SEED}): {str(detail)[:500]}")


def paragraphs(chance):
    made = [chance.choice(PLAIN) for _ in range(chance.randint(2, 8))] + RIGHTS[:1]
    for _ in range(chance.randint(1, 5)):
        made.insert(chance.randrange(len(made) + 1), chance.choice(RIGHTS))
    return made


def text_of(made, end="\n"):
    return (end + end).join(made) + end


def fingerprints(folder, *arguments, stdin=None, environment=None):
    done = subprocess.run([PROGRAM, "check", "--format", "jsonl", *arguments], cwd=folder, input=stdin,
                          capture_output=True, timeout=120, check=False,
                          env=ENVIRONMENT | {"LC_ALL": "C.UTF-8"} | (environment or {}))
    expect(f"runs: {arguments}", done.returncode in (0, 1), done.stderr)
    return sorted(f["fingerprint"] for line in done.stdout.decode().splitlines()
                  for f in json.loads(line)["findings"])


def git(folder, *arguments):
    return subprocess.run(["git", "-c", "user.name=Test", "-c", "user.email=test@example.org",
                           "-c", "core.autocrlf=false", *arguments],
                          cwd=folder, check=True, capture_output=True).stdout


def checkout(folder, name, content):
    """A repository that holds one file."""
    path = folder / name
    path.parent.mkdir(parents=True)
    git(folder, "init", "-q")
    path.write_bytes(content)
    return path


def stays(where, name, made, chance):
    base = text_of(made).encode()
    first = where / "first"
    path = checkout(first, name, base)
    known = fingerprints(first, name)
    expect("there are findings, each its own", known and len(set(known)) == len(known), known)
    same = {}
    path.write_text(text_of([chance.choice(PLAIN)] * 3 + made + [chance.choice(PLAIN)]))
    same["lines above and below"] = fingerprints(first, name)
    path.write_bytes(text_of(made, "\r\n").encode())
    same["CRLF"] = fingerprints(first, name)
    path.write_bytes(b"\xef\xbb\xbf" + base)
    same["a byte order mark"] = fingerprints(first, name)
    path.write_text("\n".join("\n" + line + "   " for line in made) + "\n")
    same["blanks at the end of lines"] = fingerprints(first, name)
    path.write_bytes(base)
    same["all of the folder"] = fingerprints(first, ".")
    same["a dot and a slash"] = fingerprints(first, "./" + name)
    same["an absolute path"] = fingerprints(where, str(path))
    same["from the folder below"] = fingerprints(path.parent, path.name)
    same["from the folder above"] = fingerprints(where, "first/" + name)
    same["standard input with a name"] = fingerprints(first, "-", "--stdin-filename", name, stdin=base)
    same["another user, zone and language"] = fingerprints(first, name, environment={
        "HOME": "/nowhere", "USER": "x", "TZ": "Asia/Tokyo", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"})
    same["another day"] = fingerprints(first, "--today", "2031-02-03", name)
    same["several threads"] = fingerprints(first, "--jobs", "7", name)
    git(first, "add", "-A")
    same["the index"] = fingerprints(first, "--staged")
    same["a patch"] = fingerprints(where, "--patch", "-", stdin=git(first, "diff", "--cached"))
    git(first, "commit", "-qm", "one")
    second = where / "elsewhere/on another disk"
    second.parent.mkdir()
    git(where, "clone", "-q", str(first), str(second))
    same["a clone elsewhere"] = fingerprints(second, name)
    tree = where / "tree"
    git(first, "worktree", "add", "-q", str(tree))
    same["a work tree, whose .git is a file"] = fingerprints(tree, name)
    for what, found in same.items():
        expect(what, found == known, (found, known, made))
    return known


def changes(where, name, made, known):
    other = where / "other"
    path = checkout(other, "moved/" + name, text_of(made).encode())
    found = fingerprints(other, "moved/" + name)
    expect("another path is another finding", not set(found) & set(known), (found, known))
    path = other / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text_of([line.replace("20", "19") for line in made]))
    if any("20" in line for line in made if line in RIGHTS):
        expect("other words are another finding", fingerprints(other, name) != known, made)
    path.write_text(text_of(made + made))
    twice = fingerprints(other, name)
    expect("what was there keeps its name when the same comes again", set(known) <= set(twice)
           and len(set(twice)) == len(twice), (known, twice))


def main():
    chance = random.Random(SEED)
    for _ in range(ROUNDS):
        made = paragraphs(chance)
        name = chance.choice(["a.txt", "news/b.md", "n\u00e9ws/sp ace/c.txt", "d/e/f/g.markdown"])
        with tempfile.TemporaryDirectory() as folder:
            where = pathlib.Path(folder).resolve()
            changes(where, name, made, stays(where, name, made, chance))
        if failures:
            break
    print("\n".join(failures) if failures else f"{ROUNDS} documents: passed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
