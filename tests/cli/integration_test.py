#!/usr/bin/env python3
"""integration_test.py PROGRAM ROOT: the files by which other systems run the program.

The shell steps of action.yml and ci/gitlab.yml are run as they stand there, in a repository of
their own; the problem matcher is applied to a report, the hooks are looked at. One line a failure;
exit status 1 if there is any.
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

try:
    import yaml
except ImportError:
    yaml = None

# Where no engine is at hand: runs what would run inside the image, which has its entry point in PATH.
DOCKER = """#!/bin/sh
[ "$1" = run ] || exit 0
while [ "$1" != --entrypoint ]; do shift; done
program=$2
shift 3
exec "$program" "$@"
"""
NOTICE = "Copyright 2022 Example Media Group. All rights reserved.\n"
PROGRAM = pathlib.Path(sys.argv[1]).resolve()
ROOT = pathlib.Path(sys.argv[2]).resolve()
failures = []


def expect(what, condition, detail=""):
    if not condition:
        failures.append(f"{what}: {detail}")


def git(folder, *arguments):
    return subprocess.run(["git", "-c", "user.name=Test", "-c", "user.email=test@example.org", *arguments],
                          cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


def repository(folder):
    """One commit with a known finding, and one that adds another."""
    git(folder, "init", "-q", "-b", "main")
    (folder / "old.txt").write_text(NOTICE)
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "first")
    base = git(folder, "rev-parse", "HEAD")
    (folder / "new ,:%.txt").write_text("News.\n\n" + NOTICE)
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "second")
    return base


def shell(folder, text, environment, options=("-e", "-o", "pipefail")):
    path = f"{folder / '.bin'}:{os.environ['PATH']}"
    (folder / ".bin").mkdir(exist_ok=True)
    link = folder / ".bin/imprimatur"
    if not link.exists():
        link.symlink_to(PROGRAM)
    environment = {"PATH": path, "LC_ALL": "C.UTF-8", "HOME": str(folder)} | environment
    return subprocess.run(["bash", "--noprofile", "--norc", *options, "-c", text], cwd=folder,
                          env=environment, capture_output=True, text=True, timeout=300, check=False)


def run_action(folder, **inputs):
    """The step of action.yml with these inputs, as the runner of GitHub would run it."""
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    step, = action["runs"]["steps"]
    values = {name: value["default"] for name, value in action["inputs"].items()} | inputs
    out, summary = folder / ".output", folder / ".summary"
    out.write_text("")
    summary.write_text("before\n")
    environment = {"GITHUB_ACTION_PATH": str(ROOT), "GITHUB_OUTPUT": str(out),
                   "GITHUB_STEP_SUMMARY": str(summary)}
    for name, value in step["env"].items():
        environment[name] = values[re.fullmatch(r"\$\{\{ inputs\.([\w-]+) \}\}", value).group(1)]
    return shell(folder, step["run"], environment), out.read_text(), summary.read_text()


def test_action(folder):
    base = repository(folder)
    done, out, summary = run_action(folder, base=base)
    expect("action: a change", done.returncode == 1, done.stderr)
    expect("action: annotations", done.stdout.startswith("::error file=new %2C%3A%25.txt,line=3,"), done.stdout)
    expect("action: only what is new", done.stdout.count("::error ") == 1, done.stdout)
    expect("action: outputs", out == "status=1\nsarif=imprimatur.sarif\n", out)
    expect("action: the summary is appended to", summary.startswith("before\n## Imprimatur: 1 of "), summary)
    sarif = json.loads((folder / "imprimatur.sarif").read_text(encoding="utf-8"))
    expect("action: SARIF", len(sarif["runs"][0]["results"]) == 1)
    done, _, _ = run_action(folder, base="none", paths="old.txt\n", sarif="all.sarif")
    expect("action: files as they are", done.returncode == 1 and "old.txt" in done.stdout, done)
    done, out, _ = run_action(folder, base="none", paths="old.txt", **{"fail-on": "forbidden"})
    expect("action: fail-on", (done.returncode, out[:9]) == (0, "status=0\n"), done)
    done, _, _ = run_action(folder, base="0" * 40)
    expect("action: a base that is not here", done.returncode == 2 and "fetch-depth" in done.stdout, done)
    done, _, _ = run_action(folder, base="none", paths="$(touch hacked)\n; touch hacked")
    expect("action: inputs are no commands", done.returncode == 3 and not (folder / "hacked").exists(), done)


def test_gitlab(folder):
    base = repository(folder)
    job = yaml.safe_load((ROOT / "ci/gitlab.yml").read_text(encoding="utf-8"))["imprimatur"]
    script, = job["script"]
    variables = {k: str(v) for k, v in job["variables"].items()}
    done = shell(folder, script, variables | {"CI_MERGE_REQUEST_DIFF_BASE_SHA": base})
    expect("gitlab: a merge request", done.returncode == 1, done.stderr)
    reports = job["artifacts"]["reports"]
    issues = json.loads((folder / reports["codequality"]).read_text(encoding="utf-8"))
    expect("gitlab: code quality", [i["location"]["path"] for i in issues] == ["new ,:%.txt"], issues)
    expect("gitlab: junit", "<failure" in (folder / reports["junit"]).read_text(encoding="utf-8"))
    done = shell(folder, script, variables)
    expect("gitlab: a branch", done.returncode == 1 and "old.txt: permission-required" in done.stdout, done)


def test_problem_matcher(folder):
    (folder / "a b.txt").write_text("News.\n\n" + NOTICE)
    text = shell(folder, "imprimatur check 'a b.txt'", {}, ()).stdout
    matcher, = json.loads((ROOT / "ci/problem-matcher.json").read_text(encoding="utf-8"))["problemMatcher"]
    found, lines = [], text.splitlines()
    for first, second in zip(lines, lines[1:]):
        head = re.search(matcher["pattern"][0]["regexp"], first)
        place = re.search(matcher["pattern"][1]["regexp"], second)
        if head and place:
            found.append((head.group(1)[:19], *place.groups()))
    expect("problem matcher", found == [("Example Media Group", "a b.txt", "3", "1")], (found, text))


def test_hooks(folder):
    """What pre-commit would call, with names behind the entry's words."""
    repository(folder)
    hooks = {h["id"]: h for h in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
    ours = hooks["imprimatur"]
    done = shell(folder, " ".join([ours["entry"], *ours["args"], "old.txt"]), {}, ())
    expect("hook", done.returncode == 1 and "old.txt: permission-required" in done.stdout, done)
    docker = hooks["imprimatur-docker"]
    expect("the docker hook runs the same", (docker["entry"], docker["args"]) == (ours["entry"], ours["args"]))


def test_pre_commit(folder):
    """pre-commit itself, from a repository of hooks to a commit that it stops."""
    if shutil.which("pre-commit") is None:
        print("no pre-commit: left out")
        return
    hooks, site = folder / "hooks", folder / "site"
    hooks.mkdir()
    git(hooks, "init", "-q", "-b", "main")
    shutil.copy(ROOT / ".pre-commit-hooks.yaml", hooks)
    git(hooks, "add", "-A")
    git(hooks, "commit", "-qm", "hooks")
    git(hooks, "tag", "v1")
    site.mkdir()
    repository(site)
    (site / ".pre-commit-config.yaml").write_text(
        f"repos:\n  - repo: {hooks}\n    rev: v1\n    hooks: [{{id: imprimatur}}]\n")
    environment = {"PRE_COMMIT_HOME": str(folder / "cache"), "GIT_CONFIG_COUNT": "2", "GIT_CONFIG_KEY_0": "user.name",
                   "GIT_CONFIG_VALUE_0": "Test", "GIT_CONFIG_KEY_1": "user.email",
                   "GIT_CONFIG_VALUE_1": "test@example.org"}
    git(site, "add", "-A")
    done = shell(site, "pre-commit run --all-files", environment, ())
    expect("pre-commit: all files", done.returncode == 1 and "old.txt: permission-required" in done.stdout
           and "- exit code: 1" in done.stdout, (done.stdout, done.stderr))
    (site / "fine.txt").write_text("It rained.\n")
    (site / "-dash.txt").write_text("It rained.\n")
    done = shell(site, "pre-commit install && git add fine.txt ./-dash.txt .pre-commit-config.yaml && git commit -qm fine",
                 environment, ("-e",))
    expect("pre-commit: a commit that is fine", done.returncode == 0 and "Passed" in done.stdout + done.stderr,
           (done.stdout, done.stderr))
    (site / "fine.txt").write_text("It rained.\n\n" + NOTICE)
    (site / "later.txt").write_text(NOTICE)
    done = shell(site, "git add fine.txt && git commit -qm more", environment, ("-e",))
    text = done.stdout + done.stderr
    expect("pre-commit: a commit that it stops", done.returncode == 1 and "fine.txt:3:1" in text
           and "later.txt" not in text, text)
    (site / ".pre-commit-config.yaml").write_text(
        f"repos:\n  - repo: {hooks}\n    rev: v1\n    hooks:\n      - id: imprimatur\n"
        "        args: [--baseline, imprimatur-baseline.json, --]\n")
    done = shell(site, "imprimatur baseline create . && git add -A && git commit -qm known", environment, ("-e",))
    expect("pre-commit: with a baseline", done.returncode == 0, (done.stdout, done.stderr))
    docker = site / ".bin/docker"
    docker.write_text(DOCKER)
    docker.chmod(0o755)
    shutil.copy(ROOT / "Dockerfile", hooks)
    git(hooks, "add", "-A")
    git(hooks, "commit", "-qm", "image")
    git(hooks, "tag", "v2")
    (site / ".pre-commit-config.yaml").write_text(
        f"repos:\n  - repo: {hooks}\n    rev: v2\n    hooks: [{{id: imprimatur-docker}}]\n")
    done = shell(site, "git add -A && pre-commit run --all-files", environment, ("-e",))
    expect("pre-commit: the docker hook", done.returncode == 1 and "old.txt: permission-required" in done.stdout,
           (done.stdout, done.stderr))


def test_static(folder):
    """What no runner is at hand for: names and paths in the files agree with the project's."""
    job = yaml.safe_load((ROOT / "ci/gitlab.yml").read_text(encoding="utf-8"))
    expect("gitlab: one job", list(job) == ["imprimatur"], list(job))
    known = {"stage", "image", "variables", "script", "artifacts", "rules"}
    expect("gitlab: keys of a job", set(job["imprimatur"]) <= known, set(job["imprimatur"]) - known)
    expect("gitlab: reports are kept when the job fails", job["imprimatur"]["artifacts"]["when"] == "always")
    expect("gitlab: each rule has a condition", all(set(rule) == {"if"} for rule in job["imprimatur"]["rules"]))
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    expect("action: every input is described", all(i["description"] for i in action["inputs"].values()))
    expect("action: composite", action["runs"]["using"] == "composite" and all(
        step.get("shell") for step in action["runs"]["steps"]))
    script = re.search(r"\$GITHUB_ACTION_PATH/([\w/]+)", action["runs"]["steps"][0]["run"]).group(1)
    expect("action: its script", os.access(ROOT / script, os.X_OK), script)
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    stages = re.findall(r"^FROM \S+ AS (\w+)", text, re.MULTILINE)
    for line in re.findall(r"^COPY (.+)$", text, re.MULTILINE):
        words = line.split()
        if words[0].startswith("--from="):
            expect("Dockerfile: a stage that there is", words[0][7:] in stages, line)
        else:
            expect("Dockerfile: what is copied", all((ROOT / word).exists() for word in words[:-1]), line)
    expect("Dockerfile: the build's packages are those of ci/lib.sh", "RUN ci/start" in text
           and "g++" not in text and '"${build_packages[@]}"' in (ROOT / "ci/start").read_text(encoding="utf-8"))
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").split() if (ROOT / ".dockerignore").exists() else []
    expect("Dockerfile: the build folder stays outside", "/build/" in ignored, ignored)


def main():
    if yaml is None:
        print("no PyYAML: left out")
        return 0
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
