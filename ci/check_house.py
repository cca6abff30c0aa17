#!/usr/bin/env python3
"""check_house.py [ROOT]: house rules that no compiler checks.

Folders at the top, size of files, ASCII sources, header guards, nothing below the commands prints, exits or reads the
environment, each third-party library behind its own files, no notes to self left in the tree.
One line a violation; exit status 1 if there is any.
"""

import pathlib
import re
import subprocess
import sys

FOLDERS = {"src", "rules", "tests", "ci"}  # at the top, beside hidden ones
MAX_LINES = 600
GENERATED = {"src/text/class_tables.cc", "src/text/fold_tables.cc"}
PROGRAMS = {"cli", "lsp", "python", "tools"}  # may print, exit and read the environment
DATA = ("tests/cases/", "tests/fuzz/corpus/")

# Third-party header -> the only files that may include it (globs from src/, separated by blanks)
# and how many may.
LIBRARIES = {
    r"pcre2\.h": ("match/pattern_code.h", 1),
    r"hs(/.*)?\.h|hs_.*\.h": ("match/*.cc", 1),
    r"toml\+\+/.*": ("rules/toml.cc", 1),
    r"uchardet(/.*)?\.h": ("text/*.cc", 1),
    r"unicode/.*": ("text/*.cc", 3),
    r"gumbo\.h": ("formats/*.cc", 1),
    r"expat(_external)?\.h": ("formats/*.cc", 1),
    r"archive(_entry)?\.h": ("formats/unpack.cc audit/archive_members.cc", 4),
    r"xxhash\.h": ("*/*.cc", 1),
    r"libdeflate\.h": ("audit/*.cc", 1),
    r"zlib\.h": ("formats/inflate.cc audit/*.cc", 2),
    r"zstd\.h": ("audit/*.cc", 1),
    r"lzma\.h": ("audit/*.cc", 1),
    r"bzlib\.h": ("audit/*.cc", 1),
    r"lz4frame\.h": ("audit/*.cc", 1),
    r"brotli/.*": ("audit/*.cc", 1),
    r"curl/.*": ("net/*.cc", 1),
    r"CLI/.*": ("cli/*", 99),
    r"nlohmann/json_fwd\.hpp": ("lsp/*.h", 9),
    r"nlohmann/json\.hpp": ("*/*.cc lsp/server_state.h", 99),
    r"fmt/.*": ("*/*.cc", 999),
    r"tl/expected\.hpp": ("base/result.h", 1),
}

# In code below the commands, after comments and strings are blanked.
FORBIDDEN = {
    r"std::(?:cout|cerr|clog)\b": "prints",
    r"(?<![\w.>])(?:std::)?v?f?printf\s*\(|(?<![\w.>])(?:std::)?(?:fputs|puts|putchar|perror)\s*\(":
        "prints",
    r"\bfmt::print(?:ln)?\s*\(": "prints",
    r"(?<![\w.>])(?:std::)?(?:abort|exit|_exit|quick_exit|terminate)\s*\(": "ends the process",
    r"(?<![\w.>])(?:std::)?(?:secure_)?getenv\s*\(": "reads the environment",
    r"\bthrow\b": "throws",
}
EVERYWHERE = {
    r"\bstd::(?:basic_|w|c|s)?regex\b": "uses std::regex",
    r"\bstd::sto(?:i|l|ll|ul|ull|f|d|ld)\b": "uses a throwing conversion: std::from_chars",
    r"\busing\s+namespace\s+std\s*;": "opens namespace std",
}
NOTE_TO_SELF = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")

TOKEN = re.compile(
    r'//[^\n]*|/\*.*?\*/|R"([^()\\ ]{0,16})\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|'
    r"(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+'",
    re.DOTALL,
)


def blank(code):
    """The code with comments and literals emptied, lines kept; includes stay as they are."""
    def empty(match):
        return re.sub(r"[^\n]", " ", match.group(0))

    lines = code.split("\n")
    kept = {i: line for i, line in enumerate(lines) if line.lstrip().startswith("#include")}
    blanked = TOKEN.sub(empty, code).split("\n")
    for i, line in kept.items():
        blanked[i] = line
    return blanked


def check_includes(path, relative, lines, counts):
    for number, line in enumerate(lines, 1):
        include = re.match(r"\s*#\s*include\s*<([^>]+)>", line)
        if not include:
            continue
        for pattern, (glob, most) in LIBRARIES.items():
            if not re.fullmatch(pattern, include.group(1)):
                continue
            counts.setdefault(pattern, {})[relative] = number
            if not any(pathlib.PurePath(relative).match("src/" + one) for one in glob.split()):
                yield number, f"includes <{include.group(1)}>, which belongs to src/{glob}"
            elif len(counts[pattern]) > most:
                others = ", ".join(sorted(set(counts[pattern]) - {relative}))
                yield number, f"includes <{include.group(1)}> like {others}: {most} file(s) may"


def check_code(path, relative, text, counts):
    lines = blank(text)
    parts = relative.split("/")
    rules = dict(EVERYWHERE)
    if parts[0] == "src" and parts[1] not in PROGRAMS and not path.name.endswith("main.cc"):
        rules.update(FORBIDDEN)
    for number, line in enumerate(lines, 1):
        for pattern, what in rules.items():
            if re.search(pattern, line):
                yield number, what
    if parts[0] != "src":
        return
    for number, line in enumerate(re.sub(r"//[^\n]*", "", text).split("\n"), 1):
        if not line.isascii():
            yield number, "is not ASCII"
    yield from check_includes(path, relative, lines, counts)
    if path.suffix == ".h":
        guard = "IMPRIMATUR_" + re.sub(r"\W", "_", "_".join(parts[1:])).upper() + "_"
        if f"#ifndef {guard}\n#define {guard}\n" not in text:
            yield 1, f"has no guard {guard}"


def files(root):
    for top in ("src", "tests", "ci", "rules"):
        yield from sorted(p for p in (root / top).rglob("*") if p.is_file())
    yield from sorted(p for p in root.glob("*") if p.suffix in (".md", ".txt", ".json"))


def top_folders(root):
    """Those under version control; all of them where there is none."""
    try:
        listed = subprocess.run(["git", "-C", root, "ls-files", "-z"], capture_output=True,
                                text=True, check=True).stdout.split("\0")
        return sorted({name.split("/")[0] for name in listed if "/" in name})
    except (OSError, subprocess.CalledProcessError):
        return sorted(path.name for path in root.iterdir() if path.is_dir())


def violations(root):
    for name in top_folders(root):
        if not name.startswith(".") and name not in FOLDERS | {"build"}:
            yield f"{name}: is no folder of the project: " + ", ".join(sorted(FOLDERS))
    counts = {}
    for path in files(root):
        relative = path.relative_to(root).as_posix()
        if relative.startswith(DATA) or path.suffix == ".pyc":
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            yield f"{relative}:1: is not UTF-8"
            continue
        lines = text.count("\n")
        if lines > MAX_LINES and relative not in GENERATED and path.suffix != ".toml":
            yield f"{relative}:{MAX_LINES + 1}: has {lines} lines, {MAX_LINES} are the limit"
        for number, line in enumerate(text.split("\n"), 1):
            if NOTE_TO_SELF.search(line):
                yield f"{relative}:{number}: has a note to self"
        if path.suffix in (".h", ".cc"):
            for number, what in check_code(path, relative, text, counts):
                yield f"{relative}:{number}: {what}"


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent.parent)
    found = list(violations(root.resolve()))
    print("\n".join(found) if found else "house rules: nothing found")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
