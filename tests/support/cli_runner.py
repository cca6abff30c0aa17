#!/usr/bin/env python3
"""cli_runner.py PROGRAM CASES.toml...: runs the built program as a user would.

A case, in TOML:

    [[case]]
    name = "says what it does"
    args = ["check", "a.txt"]        # the program's arguments
    files = { "a.txt" = "text" }     # written into an empty folder that is the current one
    hex-files = { "b" = "89504e47" } # the same for bytes
    links = { "to-a" = "a.txt" }     # symbolic links; fifos = ["pipe"]; folders = ["empty"]
    modes = { "a.txt" = "000" }      # left out for root, whom no mode stops (so is the case)
    stdin = "text"                   # or hex-stdin; without either: empty
    environment = { NO_COLOR = "1" }
    exit = 0
    stdout = "exactly this"
    stdout-contains = ["a", "b"]     # stdout-lacks, stderr-contains, stderr-lacks likewise
    stderr = ""
    same-with = [["--jobs", "4"]]    # stdout and exit status stay the same with these as well
    schema = "check-1"               # every line (jsonl) is valid; "check-1-run" for json
    written = { "out.json" = ["a"] } # files that are there afterwards, and what they contain
    not-written = ["x"]              # and files that are not

One line a failure with what was expected and what came; exit status 1 if there is any.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import tomllib

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCHEMA = ROOT / "src/report/schema/check-1.schema.json"
KEYS = {"name", "args", "files", "hex-files", "links", "fifos", "folders", "modes", "stdin",
        "hex-stdin", "environment", "exit", "stdout", "stdout-contains", "stdout-lacks", "stderr",
        "stderr-contains", "stderr-lacks", "same-with", "schema", "written", "not-written"}


def prepare(case, folder):
    for name in case.get("folders", []):
        (folder / name).mkdir(parents=True)
    contents = {n: t.encode() for n, t in case.get("files", {}).items()}
    contents |= {n: bytes.fromhex(t) for n, t in case.get("hex-files", {}).items()}
    for name, content in contents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    for name in case.get("fifos", []):
        os.mkfifo(folder / name)
    for name, target in case.get("links", {}).items():
        (folder / name).symlink_to(target)
    for name, mode in case.get("modes", {}).items():
        os.chmod(folder / name, int(mode, 8))


def call(program, case, folder, extra=()):
    environment = {k: v for k, v in os.environ.items() if k in ("PATH", "ASAN_OPTIONS")}
    environment |= {"LC_ALL": "C.UTF-8"} | case.get("environment", {})
    stdin = bytes.fromhex(case["hex-stdin"]) if "hex-stdin" in case else case.get("stdin", "").encode()
    return subprocess.run([program, *case["args"], *extra], cwd=folder, input=stdin, timeout=120,
                          capture_output=True, env=environment, check=False)


def check_schema(kind, output):
    try:
        import jsonschema
    except ImportError:
        return
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    if kind == "check-1-run":
        schema = {"$defs": schema["$defs"], "$ref": "#/$defs/run"}
        values = [output]
    else:
        values = output.splitlines()
    for value in values:
        try:
            jsonschema.validate(json.loads(value), schema)
        except (ValueError, jsonschema.ValidationError) as error:
            yield f"schema: {str(error).splitlines()[0]}"


def check_stream(case, name, output):
    if name in case and output != case[name]:
        yield f"{name}: expected {case[name]!r}, got {output!r}"
    for part in case.get(f"{name}-contains", []):
        if part not in output:
            yield f"{name}: expected {part!r} in {output!r}"
    for part in case.get(f"{name}-lacks", []):
        if part in output:
            yield f"{name}: did not expect {part!r} in {output!r}"


def check_files(case, folder):
    for name, parts in case.get("written", {}).items():
        path = folder / name
        if not path.is_file():
            yield f"{name}: not written"
            continue
        text = path.read_text(encoding="utf-8")
        for part in parts:
            if part not in text:
                yield f"{name}: expected {part!r} in {text!r}"
    for name in case.get("not-written", []):
        if (folder / name).exists():
            yield f"{name}: written"
    for left in folder.rglob(".imprimatur-*"):
        yield f"{left.name}: left behind"


def failures(program, case):
    unknown = set(case) - KEYS
    if unknown:
        yield f"unknown keys: {', '.join(sorted(unknown))}"
        return
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        prepare(case, folder)
        done = call(program, case, folder)
        stdout = done.stdout.decode("utf-8", "backslashreplace")
        stderr = done.stderr.decode("utf-8", "backslashreplace")
        if done.returncode != case.get("exit", 0):
            yield f"exit: expected {case.get('exit', 0)}, got {done.returncode}; {stderr!r}"
        yield from check_stream(case, "stdout", stdout)
        yield from check_stream(case, "stderr", stderr)
        if "schema" in case:
            yield from check_schema(case["schema"], stdout)
        yield from check_files(case, folder)
        for extra in case.get("same-with", []):
            again = call(program, case, folder, extra)
            if (again.stdout, again.returncode) != (done.stdout, done.returncode):
                yield f"differs with {' '.join(extra)}: {again.stdout.decode(errors='replace')!r}"


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    count = bad = 0
    for path in sys.argv[2:]:
        for case in tomllib.loads(pathlib.Path(path).read_text(encoding="utf-8"))["case"]:
            if "modes" in case and os.geteuid() == 0:
                continue
            count += 1
            found = list(failures(program, case))
            bad += bool(found)
            for failure in found:
                print(f"{pathlib.Path(path).name}: {case['name']}: {failure}")
    print(f"{count} cases, {bad} failed")
    return 1 if bad or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
