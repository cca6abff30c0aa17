#!/usr/bin/env python3
"""manual_test.py PROGRAM PAGE: every command and option that --help shows is in the manual page."""

import re
import subprocess
import sys


def help_of(program, command):
    return subprocess.run([program, *command, "--help"], capture_output=True, text=True,
                          check=True).stdout


def commands(program, command=()):
    yield command
    text = help_of(program, command)
    if "\nCommands:\n" in text:
        for line in text.split("\nCommands:\n")[1].split("\n\n")[0].splitlines():
            if name := re.match(r"  (\S+)  ", line):
                yield from commands(program, (*command, name.group(1)))


def main():
    program, page = sys.argv[1:]
    with open(page, encoding="utf-8") as file:
        manual = re.sub(r"\\f.", "", file.read()).replace("\\-", "-")
    bad = 0
    for command in commands(program):
        name = " ".join(command)
        if name and command[-1] not in manual:
            print(f"command {name} is missing")
            bad += 1
        for option in re.findall(r"(?<![\w-])(--[a-z][\w-]+)", help_of(program, command)):
            if not re.search(re.escape(option) + r"(?![\w-])", manual):
                print(f"option {option} of '{name}' is missing")
                bad += 1
    print(f"{bad} missing")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
