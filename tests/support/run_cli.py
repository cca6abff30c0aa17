#!/usr/bin/env python3
"""run_cli.py PROGRAM FILE.toml...: end-to-end tests of the built program.

Each [[case]] runs the program in a fresh folder:
  name                     what is tested
  args                     its arguments; "{samples}" stands for tests/cases/sample
  files = {path = text}    written there first; a list of numbers: bytes
  stdin, env               standard input (default: none) and variables to set
  exit                     expected exit status (default: 0)
  stdout, stderr           exact text; stdout-has, stdout-lacks, stderr-has, stderr-lacks: parts
  json = {"a.0.b" = value} what stands at that path of standard output read as JSON
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import tomllib
from concurrent.futures import ThreadPoolExecutor

SAMPLES = str(pathlib.Path(__file__).resolve().parents[1] / "cases" / "sample")
KEYS = {"name", "args", "files", "stdin", "env", "exit", "json"} | {
    stream + kind for stream in ("stdout", "stderr") for kind in ("", "-has", "-lacks")}


def at_path(value, path):
    for step in path.split("."):
        value = value[int(step)] if isinstance(value, list) else value[step]
    return value


def compare(case, done):
    if done.returncode != case.get("exit", 0):
        yield f"exit status {done.returncode}, expected {case.get('exit', 0)}"
    for stream in ("stdout", "stderr"):
        text = getattr(done, stream)
        if stream in case and text != case[stream]:
            yield f"{stream} is not {case[stream]!r}"
        for part in case.get(stream + "-has", []):
            if part not in text:
                yield f"{stream} lacks {part!r}"
        for part in case.get(stream + "-lacks", []):
            if part in text:
                yield f"{stream} has {part!r}"
    if "json" not in case:
        return
    try:
        output = json.loads(done.stdout)
    except ValueError as error:
        yield f"stdout is not JSON: {error}"
        return
    for path, expected in case["json"].items():
        try:
            found = at_path(output, path)
        except (KeyError, IndexError, ValueError, TypeError):
            yield f"nothing at {path}"
            continue
        if found != expected:
            yield f"{path} is {found!r}, expected {expected!r}"


def run(program, case):
    unknown = set(case) - KEYS
    if unknown:
        return [f"unknown key {key!r}" for key in sorted(unknown)]
    with tempfile.TemporaryDirectory() as folder:
        for name, content in case.get("files", {}).items():
            path = pathlib.Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(bytes(content) if isinstance(content, list) else content.encode())
        # Nothing of the caller's settings may change a result.
        env = {"PATH": os.environ.get("PATH", ""), "HOME": folder, "LC_ALL": "C.UTF-8"}
        env |= {k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")}
        done = subprocess.run(
            [program, *(arg.replace("{samples}", SAMPLES) for arg in case.get("args", []))],
            cwd=folder, env=env | case.get("env", {}), input=case.get("stdin", "").encode(),
            capture_output=True, timeout=120, check=False)
    done.stdout = done.stdout.decode("utf-8", "replace")
    done.stderr = done.stderr.decode("utf-8", "replace")
    faults = list(compare(case, done))
    if faults:
        faults += ["--- stdout", done.stdout.rstrip(), "--- stderr", done.stderr.rstrip()]
    return faults


def main():
    program = os.path.abspath(sys.argv[1])
    cases = [(pathlib.Path(name).name, case) for name in sys.argv[2:]
             for case in tomllib.loads(pathlib.Path(name).read_text(encoding="utf-8"))["case"]]
    failed = 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for (file, case), faults in zip(cases, pool.map(lambda c: run(program, c[1]), cases)):
            if faults:
                failed += 1
                print(f"{file}: {case.get('name')}\n  " + "\n  ".join(faults))
    print(f"{len(cases) - failed} of {len(cases)} cases as expected")
    return 1 if failed or not cases else 0


if __name__ == "__main__":
    sys.exit(main())
