#!/usr/bin/env python3
"""serve_reload_test.py PROGRAM: policy and rules that change while the HTTP server runs.

One line a failure; exit status 1 if there is any.
"""

import os
import pathlib
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from serve_client import Server, check, failures  # noqa: E402

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
NOTICE = "The ferry sails again.\n\nCopyright 2022 The Harbour Gazette. All rights reserved."
OWN = '[organisation]\nnames = ["The Harbour Gazette"]\n'
HOLDER = """schema = 1
kind = "holder"
id = "valley-wire"
name = "Valley Wire News Agency"
type = "wire-agency"
languages = ["en"]
source = "public usage"
checked = 2026-01-31
match = ["Source: Valley Wire News Agency", "Copyright 2026 Valley Wire News Agency. All rights reserved."]
miss = ["Valley wire fences are being mended.", "The wire in the valley is copper."]
"""


def until(what, question, seconds=120):
    """Waits until it is true; how it was seen last is told if it never is."""
    end, seen = time.monotonic() + seconds, None
    while time.monotonic() < end:
        seen = question()
        if seen:
            return True
        time.sleep(0.05)
    check(what, False, seen)
    return False


def check_policy(folder):
    server = Server(PROGRAM, folder)
    verdict = lambda: server.post({"text": NOTICE}).json["documents"][0]["verdict"]
    before = server.health()
    check("nothing is wrong at the start", before["problem"] is None and before["policy"]["path"] is None and
          before["read_at"], before)
    check("without a policy", verdict() == "permission-required", verdict())
    policy = folder / "imprimatur.toml"
    policy.write_text(OWN)
    until("a policy that comes is taken", lambda: verdict() == "allowed")
    check("health names it", server.health()["policy"]["path"] == "imprimatur.toml", server.health())
    policy.write_text(OWN + "nmaes = 1\n")
    until("a broken policy is told", lambda: server.health()["problem"])
    now = server.health()
    check("with its place", "imprimatur.toml:3:1" in now["problem"], now)
    check("what held before stays", verdict() == "allowed" and now["status"] == "ok", verdict())
    check("metrics say so", "\nimprimatur_newest_files 0\n" in server.ask("GET", "/metrics").body.decode())
    policy.write_text(OWN + "# mended\n")
    until("a mended policy is taken", lambda: server.health()["problem"] is None)
    check("metrics say so, too", "\nimprimatur_newest_files 1\n" in server.ask("GET", "/metrics").body.decode())
    policy.unlink()
    until("a policy that goes", lambda: verdict() == "permission-required")
    status, said = server.stop()
    check("it ends well", status == 0, (status, said))
    check("the mistake and what follows are on standard error", "imprimatur.toml:3:1: error" in said and
          "what held before stays in force" in said and said.count("were read again") == 3, said)


def check_rules(folder):
    rules = folder / "own"
    rules.mkdir()
    (rules / "valley.toml").write_text(HOLDER)
    server = Server(PROGRAM, folder, "--rules", "own")
    holder = lambda text: server.post({"text": text}).json["documents"][0]["holders"]
    known = lambda name: server.ask("GET", f"/v1/rules?id={name}").json["total"]
    check("a holder of one's own", holder("Copyright 2024 Valley Wire News Agency.")[0]["id"] == "valley-wire")
    check("is among the rules", known("valley-wire") == 1)
    digest = server.health()["rules"]["digest"]
    # As editors save: a new file in place of the old one.
    (rules / "new").write_text(HOLDER.replace("valley-wire", "hill-wire").replace("Valley Wire", "Hill Wire"))
    os.replace(rules / "new", rules / "valley.toml")
    until("another holder is taken", lambda: holder("Copyright 2024 Hill Wire News Agency.")[0]["id"] == "hill-wire")
    check("the rules that are shown are those in force", known("hill-wire") == 1 and known("valley-wire") == 0)
    check("the digest is another", server.health()["rules"]["digest"] != digest)
    (rules / "more.toml").write_text("schema = 1\nkind = \"holdr\"\n")
    until("a broken file is told", lambda: "more.toml:2:" in (server.health()["problem"] or ""))
    check("the others stay", holder("Copyright 2024 Hill Wire News Agency.")[0]["id"] == "hill-wire")
    (rules / "more.toml").unlink()
    until("until it goes", lambda: server.health()["problem"] is None)
    server.stop()


def check_under_load(folder):
    """Nobody who asks meanwhile sees anything but one answer or the other."""
    server = Server(PROGRAM, folder)
    policy, seen, ended = folder / "imprimatur.toml", set(), threading.Event()

    def ask():
        while not ended.is_set():
            answer = server.post({"text": NOTICE})
            seen.add((answer.status, answer.json["documents"][0]["verdict"] if answer.status == 200 else None))

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for turn in range(2):
        policy.write_text(OWN + f"# {turn}\n")
        until("the policy is taken", lambda: server.health()["policy"]["path"])
        policy.unlink()
        until("and given up", lambda: server.health()["policy"]["path"] is None)
    ended.set()
    for thread in threads:
        thread.join()
    check("answers of before and after", seen == {(200, "allowed"), (200, "permission-required")}, seen)
    check("it ends well", server.stop()[0] == 0)


def main():
    with tempfile.TemporaryDirectory() as folder:
        for number, part in enumerate((check_policy, check_rules, check_under_load)):
            place = pathlib.Path(folder) / str(number)
            place.mkdir()
            part(place)
    print("\n".join(failures) if failures else "the server takes what was changed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
