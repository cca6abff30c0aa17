#!/usr/bin/env python3
"""sanitizer_logs.py FOLDER: what the sanitizers wrote (ci/python --sanitize), as far as it is ours.

An error of any kind is; a leak is if the extension module is one of its frames: interpreter and peers keep things for
the life of the process. Exit status 1 if there is anything. That a leak would be seen is shown by test_leaks.py.
"""

import pathlib
import re
import sys

MODULE = "_core.abi3.so"


def reports(text):
    """Each error or leak with its frames."""
    for block in re.split(r"\n\s*\n", text):
        if "leak of" in block:
            if MODULE in block:
                yield block.strip()
        elif any(words in block for words in ("ERROR: AddressSanitizer", "runtime error:", "fatal error")):
            yield block.strip()


def main(folder):
    logs = sorted(pathlib.Path(folder).iterdir())
    texts = [log.read_text(errors="replace") for log in logs]
    found = [report for text in texts for report in reports(text)]
    leaks = sum(text.count(" leak of ") for text in texts)
    print("\n\n".join(found) if found else f"no error, and none of {leaks} leaks of others is the module's")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
