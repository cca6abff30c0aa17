#!/usr/bin/env python3
"""The house checks must find what they look for: each runs over a small tree with known faults."""

import pathlib
import subprocess
import sys
import tempfile

CI = pathlib.Path(__file__).resolve().parents[2] / "ci"

BAD = {
    "src/text/bad.cc": (
        '#include "formats/reader.h"\n'
        "#include <pcre2.h>\n"
        'void f() { std::cout << "x"; }\n'
        "void g() { std::abort(); }\n"
        'const char* home = std::getenv("HOME");\n'
        "// TO" "DO: later\n"
        'const char* name = "\u00fc";\n'
        "std::regex pattern;\n"
    ),
    "src/text/bad.h": "int x;\n",
    "notes/scratch.txt": "left over\n",
    "src/text/long.cc": "int x;\n" * 601,
}
EXPECTED = {
    "check_layers.py": ["src/text/bad.cc:1: text must not include formats"],
    "check_house.py": [
        "notes: is no folder of the project",
        "src/text/bad.cc:2: includes <pcre2.h>",
        "src/text/bad.cc:3: prints",
        "src/text/bad.cc:4: ends the process",
        "src/text/bad.cc:5: reads the environment",
        "src/text/bad.cc:6: has a note to self",
        "src/text/bad.cc:7: is not ASCII",
        "src/text/bad.cc:8: uses std::regex",
        "src/text/bad.h:1: has no guard",
        "src/text/long.cc:601: has 601 lines",
    ],
}
GOOD = {
    "src/text/good.cc": (
        '#include "base/result.h"\n'
        '// std::cout in a comment and "abort()" are no fault.\n'
        'const char* text = "printf(getenv()) // " R"(abort())";\n'
        "int n = 1'000;\n"
        "void f(Log& log) { log.printf(1); snprintf(buffer, 1, format); }\n"
    ),
}


def run(script, tree):
    with tempfile.TemporaryDirectory() as folder:
        for name, text in tree.items():
            path = pathlib.Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        done = subprocess.run([sys.executable, "-B", CI / script, folder], capture_output=True,
                              text=True, check=False)
        return done.returncode, done.stdout


def main():
    faults = []
    for script, expected in EXPECTED.items():
        status, output = run(script, BAD)
        if status != 1:
            faults.append(f"{script}: status {status} for a bad tree")
        faults += [f"{script}: did not say '{line}'" for line in expected if line not in output]
        status, output = run(script, GOOD)
        if status != 0:
            faults.append(f"{script}: status {status} for a good tree: {output}")
    print("\n".join(faults) if faults else "every check finds what it looks for")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
