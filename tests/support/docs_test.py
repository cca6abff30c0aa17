#!/usr/bin/env python3
"""docs_test.py PROGRAM ROOT: what the documents show must be what the program does.

In Markdown, a ```console block is a session: a line `$ command` and then its output. Commands that
begin with `imprimatur` run in ROOT; "[exit status N]" as the last line of an output states the
status (default 0), a line "..." stands for any lines.
"""

import os
import pathlib
import re
import shlex
import subprocess
import sys


def execute(program, root, arguments):
    env = {k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")}
    env |= {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "COLUMNS": "100"}
    done = subprocess.run([program, *arguments], cwd=root, env=env, input=b"",
                          capture_output=True, timeout=120, check=False)
    return done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace")


def sessions(text):
    """(command, expected output, expected status) of each console block."""
    for block in re.findall(r"^```console\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            status = re.search(r"^\[exit status (\d+)\]\n?\Z", output, re.MULTILINE)
            if status:
                output = output[:status.start()]
            yield command.strip(), output, int(status.group(1)) if status else 0


def same(expected, found):
    lines = [r"(?:.*\n)*?" if line.strip() == "..." else re.escape(line.rstrip()) + r"[ ]*\n"
             for line in expected.rstrip("\n").split("\n")] if expected.strip() else []
    return re.fullmatch("".join(lines), found.rstrip("\n") + "\n" if found.strip() else "")


def check_sessions(program, root):
    for page in [*root.glob("*.md"), *(root / "src" / "design").glob("*.md")]:
        for command, expected, status in sessions(page.read_text(encoding="utf-8")):
            words = shlex.split(command)
            if words[0] != "imprimatur":
                continue
            code, found = execute(program, root, words[1:])
            if code != status:
                yield f"{page.name}: `{command}`: exit status {code}, the page says {status}"
            if not same(expected, found):
                yield f"{page.name}: `{command}` prints\n{found}"


def main():
    program, root = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2])
    faults = list(check_sessions(program, root))
    print("\n".join(faults) if faults else "the documents say what the program does")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
