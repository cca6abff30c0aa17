#!/usr/bin/env python3
"""run_cases.py PROGRAM FOLDER: each expected.json below FOLDER against the verdict of its input.

Beside expected.json stands one `input.*`. What expected.json says must stand in the record that
`check --format jsonl` prints: keys that expected.json leaves out are ignored, lists must have the
same length. IMPRIMATUR_UPDATE=1 rewrites the values of the keys that are there; review the diff.
"""

import json
import os
import pathlib
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor


def differences(expected, found, path=""):
    if isinstance(expected, dict) and isinstance(found, dict):
        for key, value in expected.items():
            if key in found:
                yield from differences(value, found[key], f"{path}.{key}" if path else key)
            else:
                yield f"{path}.{key} is missing"
    elif isinstance(expected, list) and isinstance(found, list):
        if len(expected) != len(found):
            yield f"{path} has {len(found)} items, expected {len(expected)}"
        for i, (one, other) in enumerate(zip(expected, found)):
            yield from differences(one, other, f"{path}.{i}")
    elif expected != found:
        yield f"{path} is {json.dumps(found)}, expected {json.dumps(expected)}"


def project(expected, found):
    """`found`, with no more keys than `expected` has."""
    if isinstance(expected, dict) and isinstance(found, dict):
        return {k: project(v, found[k]) for k, v in expected.items() if k in found}
    if isinstance(expected, list) and isinstance(found, list) and expected:
        pattern = expected + [expected[-1]] * max(0, len(found) - len(expected))
        return [project(one, other) for one, other in zip(pattern, found)]
    return found


def run(program, golden):
    expected = json.loads(golden.read_text(encoding="utf-8"))
    inputs = sorted(golden.parent.glob("input.*"))
    if len(inputs) != 1:
        return [f"{len(inputs)} inputs, one is needed"]
    done = subprocess.run([program, "check", "--format", "jsonl", inputs[0].name],
                          cwd=golden.parent, capture_output=True, timeout=120, check=False)
    try:
        found = json.loads(done.stdout.decode("utf-8"))
    except ValueError:
        return [f"exit status {done.returncode}, no record", done.stderr.decode("utf-8", "replace")]
    if os.environ.get("IMPRIMATUR_UPDATE") == "1":
        updated = json.dumps(project(expected, found), ensure_ascii=False, indent=2)
        golden.write_text(updated + "\n", encoding="utf-8")
        return []
    return list(differences(expected, found))


def main():
    program = os.path.abspath(sys.argv[1])
    folder = pathlib.Path(sys.argv[2])
    goldens = sorted(folder.rglob("expected.json"))
    failed = 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for golden, faults in zip(goldens, pool.map(lambda g: run(program, g), goldens)):
            if faults:
                failed += 1
                print(f"{golden.parent.relative_to(folder)}\n  " + "\n  ".join(faults))
    print(f"{len(goldens) - failed} of {len(goldens)} cases as expected")
    return 1 if failed or not goldens else 0


if __name__ == "__main__":
    sys.exit(main())
