#!/usr/bin/env python3
"""formats_test.py PROGRAM: one scan, every format, each as its readers want it.

What GitHub, GitLab and reviewdog require is written out here from their documentation; ci/formats
asks their own validators. One line a failure; exit status 1 if there is any.
"""

import csv
import io
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
FORMATS = ("json", "jsonl", "sarif", "github", "gitlab", "junit", "checkstyle", "rdjson", "rdjsonl",
           "markdown", "csv", "html", "text")
FILES = {
    "a b.txt": "News.\n\n\U0001F30D \u00e4 Copyright 2022 Example Media Group. All\nrights reserved.\n",
    "photo.txt": "Photo: Jane Doe/Getty Images\n\nIt rained on Sunday, and the river rose.\n",
    "cc.md": "# Title\r\n\r\nThis article is licensed under CC BY 4.0.\r\n",
    "clean.txt": "It rained.\n",
    "=1+1,\".txt": "Copyright 2021 Other Media Group. All rights reserved.\n",
}
failures = []


def expect(what, condition, detail=""):
    if not condition:
        failures.append(f"{what}: {str(detail)[:600]}")


def run(folder, *arguments):
    environment = {k: v for k, v in os.environ.items() if k in ("PATH", "ASAN_OPTIONS")}
    return subprocess.run([PROGRAM, "check", *arguments], cwd=folder, capture_output=True,
                          timeout=120, env=environment | {"LC_ALL": "C.UTF-8"}, check=False)


def require(what, value, fields):
    """Each field (a path with dots) is there and no empty string."""
    for field in fields:
        at = value
        for part in field.split("."):
            at = at.get(part) if isinstance(at, dict) else None
        expect(f"{what} has {field}", at not in (None, ""), value)


def check_sarif(text, findings):
    log = json.loads(text)
    require("sarif", log, ["$schema", "version"])
    run_, = log["runs"]
    require("sarif run", run_, ["tool.driver.name", "automationDetails.id", "columnKind"])
    expect("sarif category", run_["automationDetails"]["id"].endswith("/"))
    rules = run_["tool"]["driver"]["rules"]
    expect("sarif rules are unique", len({r["id"] for r in rules}) == len(rules))
    for rule in rules:
        require("sarif rule", rule, ["id", "shortDescription.text", "fullDescription.text", "help.text",
                                     "help.markdown", "defaultConfiguration.level"])
        expect("sarif rule is no security alert", "security-severity" not in rule["properties"])
        expect("sarif texts", len(rule["shortDescription"]["text"]) <= 1024)
    for result in run_["results"]:
        require("sarif result", result, ["message.text", "partialFingerprints.imprimatur/v1"])
        expect("sarif rule index", rules[result["ruleIndex"]]["id"] == result["ruleId"])
        place = result["locations"][0]["physicalLocation"]
        require("sarif place", place, ["artifactLocation.uri"])
        uri = place["artifactLocation"]["uri"]
        expect("sarif uri", uri.isascii() and not set(uri) & set(" ,\"\\") and uri[0] != "/", uri)
        region = place["region"]
        expect("sarif region", all(region[k] >= 1 for k in ("startLine", "startColumn", "endLine", "endColumn")))
        expect("sarif region is not empty", (region["endLine"], region["endColumn"])
               > (region["startLine"], region["startColumn"]), region)
        if result["ruleId"] != "imprimatur.incomplete":
            require("sarif result", result, ["partialFingerprints.primaryLocationLineHash"])
    first = next(r for r in run_["results"]
                 if r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "a%20b.txt")
    region = first["locations"][0]["physicalLocation"]["region"]
    wanted = next(f for f in findings if f["path"] == "a b.txt")
    expect("sarif columns are UTF-16", region["startColumn"] == wanted["start"]["utf16_column"], region)
    expect("sarif place is one line", region["startLine"] == region["endLine"], region)
    expect("sarif tells the whole", first["relatedLocations"][0]["physicalLocation"]["region"]["endLine"] == 4)
    invocation, = run_["invocations"]
    expect("sarif says it is incomplete", invocation["executionSuccessful"] is False)
    expect("sarif names what is missing", any("missing.txt" in json.dumps(n)
                                              for n in invocation["toolExecutionNotifications"]))
    return len(run_["results"])


def check_gitlab(text, _):
    issues = json.loads(text)
    for issue in issues:
        require("gitlab", issue, ["description", "check_name", "fingerprint", "severity", "location.path",
                                  "location.lines.begin"])
        expect("gitlab severity", issue["severity"] in ("info", "minor", "major", "critical", "blocker"))
        expect("gitlab path", not issue["location"]["path"].startswith(("./", "/")))
    expect("gitlab fingerprints", len({i["fingerprint"] for i in issues}) == len(issues))
    return len(issues)


def check_rdjson(text, findings):
    diagnostics = json.loads(text)["diagnostics"]
    for diagnostic in diagnostics:
        require("rdjson", diagnostic, ["message", "location.path", "code.value"])
        expect("rdjson severity", diagnostic["severity"] in ("ERROR", "WARNING", "INFO"))
    first = next(d for d in diagnostics if d["location"]["path"] == "a b.txt")
    line = FILES["a b.txt"].split("\n")[2]
    wanted = next(f for f in findings if f["path"] == "a b.txt")
    column = len(line[:wanted["start"]["column"] - 1].encode()) + 1
    expect("rdjson columns are bytes", first["location"]["range"]["start"] == {"line": 3, "column": column}, first)
    return len(diagnostics)


def check_junit(text, _):
    root = ElementTree.fromstring(text)
    cases = 0
    for suite in root:
        for kind in ("failure", "error", "skipped"):
            plural = kind if kind == "skipped" else kind + "s"
            expect(f"junit counts {kind}", int(suite.get(plural)) == len(suite.findall(f"testcase/{kind}")))
        expect("junit counts cases", int(suite.get("tests")) == len(suite.findall("testcase")))
        cases += len(suite.findall("testcase"))
    expect("junit: clean documents pass", root.find("testsuite[@name='clean.txt']/testcase") is not None)
    return cases - 1


def check_checkstyle(text, _):
    errors = ElementTree.fromstring(text).findall("file/error")
    for error in errors:
        expect("checkstyle", error.get("severity") in ("error", "warning", "info") and error.get("source"))
    return len(errors)


def check_csv(text, _):
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    expect("csv: no formula", not any(str(v).startswith(("=", "+", "-", "@")) for r in rows for v in r.values()))
    return sum(bool(r["rule"] or r["incomplete"]) for r in rows)


def check_github(text, _):
    commands = [line for line in text.splitlines() if line.startswith("::")]
    for line in commands:
        expect("github", line.split(" ")[0] in ("::error", "::warning", "::notice") and ",title=" in line, line)
        expect("github: columns within a line only", "col=" not in line or "endLine" in line, line)
    return len(commands)


def test_formats(folder):
    for name, text in FILES.items():
        (folder / name).write_bytes(text.encode())
    names = [*FILES, "missing.txt"]
    done = run(folder, *(f"-o{name}=.out.{name}" for name in FORMATS), "--", *names)
    expect("status", done.returncode == 1, done.stderr)
    texts = {n: (folder / f".out.{n}").read_bytes().decode() for n in FORMATS}
    documents = json.loads(texts["json"])["documents"]
    findings = [f | {"path": d["document"]["path"]} for d in documents for f in d["findings"]]
    expect("there is something to show", len(findings) == 4, [f["rule"] for f in findings])
    checks = {n[len("check_"):]: f for n, f in globals().items() if n.startswith("check_")}
    for name, check in checks.items():
        expect(f"{name} shows what json shows", check(texts[name], findings) == len(findings) + 1, texts[name])
    lines = texts["rdjsonl"].splitlines()
    whole = json.loads(texts["rdjson"])["diagnostics"]
    expect("rdjsonl is rdjson", [{k: v for k, v in json.loads(line).items() if k != "source"}
                                 for line in lines] == whole)
    for name in ("html", "markdown", "text"):
        expect(f"{name} names every document with evidence", all(
            n.replace('"', "&quot;" if name == "html" else '"') in texts[name]
            for n in ("a b.txt", "cc.md", "=1+1,\".txt", "missing.txt")), texts[name])
    expect("html asks nothing of the network", not any(
        part in texts["html"] for part in ("src=", "@import", "url(", "<link")))
    for name in FORMATS:
        alone = run(folder, "--format", name, "--", *names).stdout.decode("utf-8")
        expect(f"{name} alone is the same", alone == texts[name], alone)


def test_empty(folder):
    """Nothing to say is said in the format's own way."""
    (folder / "clean.txt").write_text("It rained.\n")
    out = {n: run(folder, "--format", n, "clean.txt").stdout.decode() for n in FORMATS}
    expect("sarif results", json.loads(out["sarif"])["runs"][0]["results"] == [])
    expect("gitlab", json.loads(out["gitlab"]) == [])
    expect("rdjson", json.loads(out["rdjson"])["diagnostics"] == [])
    expect("rdjsonl", out["rdjsonl"] == "")
    expect("github", not out["github"].startswith("::"))
    expect("junit", "<testcase" in out["junit"])


def main():
    for name, test in sorted(globals().items()):
        if name.startswith("test_"):
            with tempfile.TemporaryDirectory() as folder:
                count = len(failures)
                test(pathlib.Path(folder).resolve())
                print(f"{name}: {'failed' if len(failures) > count else 'passed'}")
    print("\n".join(failures))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
