#!/usr/bin/env python3
"""rules_new_test.py PROGRAM: a file that `rules new` writes passes `rules check` and `rules test`."""

import subprocess
import sys
import tempfile


def run(program, folder, *arguments):
    done = subprocess.run([program, "rules", *arguments], cwd=folder, capture_output=True, text=True,
                          timeout=60, check=False)
    return done.returncode, done.stdout, done.stderr


def faults(program, kind, name, warnings):
    with tempfile.TemporaryDirectory() as folder:
        code, out, _ = run(program, folder, "new", kind, name)
        if code != 0 or out != f"wrote {name}.toml\n":
            yield f"new {kind}: {code} {out}"
        code, out, errors = run(program, folder, "check", f"{name}.toml")
        if code != 0 or f"no errors, {warnings} warning" not in out:
            yield f"check of a new {kind}: {code} {out}{errors}"
        code, out, _ = run(program, folder, "test", "--rules", f"{name}.toml")
        if code != 0 or " 0 failed" not in out or out.startswith("0 "):
            yield f"test of a new {kind}: {code} {out}"


def main():
    program = sys.argv[1]
    # A wire agency without terms is to be filled in: the one thing to be warned of.
    found = [*faults(program, "holder", "example-wire", 1), *faults(program, "language", "tlh", 0),
             *faults(program, "licence", "Example-1.0", 0)]
    print("\n".join(found) if found else "new files are right")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
