#!/usr/bin/env python3
"""format_cases.py PROGRAM CASES [AREA/NAME...]: whole documents with known answers, by format.

A case is a folder CASES/<format>/<name>/ with one input.* and an expected.json:
  why         what makes the case
  documents   in order, each with `republish` (the verdict) and, where it matters, `record`,
              `holders` (ids or names, each among those found), `years` (of a finding that counts),
              `reason` (part of a reason), `uses` (verdicts of single uses) and `written`: what a
              finding that counts covers, as the bytes of the input have it; a rule may leave out the
              last stop or the scheme of an address, or take the dash behind a dateline
  incomplete  part of the message, if not all of it can be read
  encoding    of the input, for `written`; utf-8 if not given
One line for each thing that is not as expected; exit status 1 if there is any.
"""
import json
import pathlib
import subprocess
import sys

TODAY = "2026-06-15"
STOP = ("forbidden", "permission-required")


def run(program, file):
    done = subprocess.run(
        [program, "check", "--format", "jsonl", "--no-policy", "--today", TODAY, "--jobs", "1",
         file.name],
        cwd=file.parent, capture_output=True, text=True, timeout=120, check=False)
    return [json.loads(line) for line in done.stdout.splitlines()], done.returncode


def slices(source, document):
    return {source[f["start"]["offset"]:f["end"]["offset"]]
            for f in document["findings"] if f["counts"]}


def covers(covered, wanted):
    """A slice is what is wanted but for punctuation at its ends, or nearly all of it."""
    return any(s.strip(b" .-_/") == wanted.strip(b" .-_/") or
               (s and s in wanted and len(s) >= 0.8 * len(wanted)) for s in covered)


def differences(expected, got, source, encoding):
    if got["verdict"] != expected["republish"]:
        yield f"verdict {got['verdict']}, not {expected['republish']}"
    if "record" in expected and got["document"]["record"] != expected["record"]:
        yield f"record {got['document']['record']!r}"
    have = {key for h in got["holders"] for key in (h["id"], h["name"]) if key}
    for holder in expected.get("holders", []):
        if holder not in have:
            yield f"no holder {holder!r} among {sorted(have)}"
    years = {y for f in got["findings"] if f["counts"] for y in f["years"]}
    for year in expected.get("years", []):
        if year not in years:
            yield f"no year {year}"
    reasons = " ".join(r["text"] for r in got["reasons"])
    if expected.get("reason", "") not in reasons:
        yield f"no reason with {expected['reason']!r}: {reasons!r}"
    for use, level in expected.get("uses", {}).items():
        if got["verdicts"][use] != level:
            yield f"{use} is {got['verdicts'][use]}, not {level}"
    covered = slices(source, got)
    for text in expected.get("written", []):
        if not covers(covered, text.encode(encoding)):
            yield f"nothing covers {text!r} but {sorted(covered)}"


def check(program, folder):
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    file = next(folder.glob("input.*"))
    documents, status = run(program, file)
    source = file.read_bytes()
    broken = [d["incomplete"]["message"] for d in documents if d["incomplete"]]
    wanted = expected.get("incomplete")
    if wanted is None and broken:
        yield f"incomplete: {broken}"
    if wanted is not None and not any(wanted in message for message in broken):
        yield f"no error with {wanted!r}: {broken}"
    read = [d for d in documents if not d["incomplete"]]
    stop = any(d["republish"] in STOP for d in expected["documents"])
    right = 1 if stop else 3 if wanted else 0
    if status != right:
        yield f"exit status {status}, not {right}"
    if len(read) != len(expected["documents"]):
        yield f"{len(read)} documents, not {len(expected['documents'])}"
    for number, (want, have) in enumerate(zip(expected["documents"], read), 1):
        for what in differences(want, have, source, expected.get("encoding", "utf-8")):
            yield f"document {number}: {what}"


def main():
    program, cases = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    wanted = set(sys.argv[3:])
    count = failed = 0
    for file in sorted(cases.glob("*/*/expected.json")):
        name = f"{file.parent.parent.name}/{file.parent.name}"
        if wanted and name not in wanted:
            continue
        count += 1
        found = list(check(program, file.parent))
        failed += bool(found)
        for what in found:
            print(f"{name}: {what}")
    print(f"{count} cases, {failed} not as expected")
    return 1 if failed or not count else 0


if __name__ == "__main__":
    sys.exit(main())
