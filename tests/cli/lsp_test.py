#!/usr/bin/env python3
"""lsp_test.py PROGRAM: the language server with a scripted client, byte by byte.

One line a failure; exit status 1 if there is any.
"""

import json
import os
import pathlib
import select
import subprocess
import sys
import tempfile
import time

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
NOTICE = ("Copyright 2022 Anadolu Agency. All rights reserved. This material may not be published, broadcast, "
          "rewritten, or redistributed.")
DRAFT = "The ferry sails again.\n\n" + NOTICE + "\n"
failures = []


def check(what, good, seen=""):
    if not good:
        failures.append(f"{what}: {str(seen)[:600]}")


class Client:
    def __init__(self, folder, *arguments, capabilities=None, start=True):
        environment = {"PATH": os.environ["PATH"], "HOME": str(folder)}
        self.process = subprocess.Popen([PROGRAM, "lsp", "--today", "2026-01-31", *arguments], cwd=folder,
                                        env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE)
        self.buffer = b""
        self.said = []  # notifications and requests of the server
        self.number = 0
        if start:
            self.capabilities = self.ask("initialize", {"processId": None, "rootUri": None,
                                                        "capabilities": capabilities or {}})["result"]
            self.tell("initialized", {})

    @staticmethod
    def frame(message):
        body = message if isinstance(message, bytes) else json.dumps(message, ensure_ascii=False).encode()
        return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)

    def write(self, data):
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def tell(self, method, params):
        self.write(self.frame({"jsonrpc": "2.0", "method": method, "params": params}))

    def request(self, method, params):
        self.number += 1
        return self.frame({"jsonrpc": "2.0", "id": self.number, "method": method, "params": params})

    def ask(self, method, params, seconds=60):
        self.write(self.request(method, params))
        return self.answer(self.number, seconds)

    def read(self, seconds):
        """The next message, None if none comes."""
        end = time.monotonic() + seconds
        while True:
            head, found, rest = self.buffer.partition(b"\r\n\r\n")
            if found:
                length = int(head.split(b":")[1])
                if len(rest) >= length:
                    self.buffer = rest[length:]
                    return json.loads(rest[:length])
            left = end - time.monotonic()
            if left <= 0 or not select.select([self.process.stdout], [], [], left)[0]:
                return None
            data = os.read(self.process.stdout.fileno(), 1 << 20)
            if not data:
                return None
            self.buffer += data

    def answer(self, number, seconds=60):
        while True:
            message = self.read(seconds)
            if message is None:
                return {"missing": True, "said": self.said}
            if message.get("id") == number and "method" not in message:
                return message
            self.said.append(message)

    def wait_for(self, method, seconds=60):
        for place, message in enumerate(self.said):
            if message.get("method") == method:
                return self.said.pop(place)["params"]
        while True:
            message = self.read(seconds)
            if message is None:
                return None
            if message.get("method") == method:
                return message.get("params")
            self.said.append(message)

    def open(self, uri, text, language="markdown", version=1):
        self.tell("textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": language, "version": version,
                                                            "text": text}})

    def change(self, uri, version, *changes):
        self.tell("textDocument/didChange", {"textDocument": {"uri": uri, "version": version},
                                             "contentChanges": list(changes)})

    def published(self, uri, seconds=60):
        others = []
        while True:
            params = self.wait_for("textDocument/publishDiagnostics", seconds)
            if params is None or params["uri"] == uri:
                self.said += [{"method": "textDocument/publishDiagnostics", "params": one} for one in others]
                return params
            others.append(params)

    def end(self):
        self.ask("shutdown", None)
        self.tell("exit", None)
        self.process.stdin.close()
        return self.process.wait(60)


def where(line, character):
    return {"line": line, "character": character}


def span(*ends):
    return {"start": where(*ends[:2]), "end": where(*ends[2:])}


def codes(params):
    return [one["code"] for one in (params or {}).get("diagnostics", [])]


def test_push(folder):
    client = Client(folder)
    check("pushes only", "diagnosticProvider" not in client.capabilities["capabilities"], client.capabilities)
    check("UTF-16 where nothing is offered", client.capabilities["capabilities"]["positionEncoding"] == "utf-16")
    uri = (folder / "a draft.md").as_uri()
    client.open(uri, DRAFT)
    shown = client.published(uri)
    check("the notice is shown", codes(shown) == ["en.restriction.may-not-be"], shown)
    first = shown["diagnostics"][0]
    check("as an error with version and place", shown["version"] == 1 and first["severity"] == 1 and
          first["range"]["start"] == where(2, 0) and first["source"] == "imprimatur", first)
    check("with the terms", first["codeDescription"]["href"].startswith("https://www.aa.com.tr"), first)
    client.change(uri, 2, {"range": span(2, 0, 2, len(NOTICE)), "text": "Nothing else."})
    shown = client.published(uri)
    check("a change clears it", shown["version"] == 2 and shown["diagnostics"] == [], shown)
    for version in range(3, 3 + len(NOTICE)):  # typed, key by key
        place = version - 3
        client.change(uri, version, {"range": span(3, place, 3, place), "text": NOTICE[place]})
    shown, times = client.published(uri), 1
    while shown is not None and shown["version"] < 2 + len(NOTICE):
        shown, times = client.published(uri), times + 1
    check("what was typed is found", codes(shown) == ["en.restriction.may-not-be"], shown)
    check("with a rest between, not at each key", times < 20, times)
    client.tell("textDocument/didClose", {"textDocument": {"uri": uri}})
    shown = client.published(uri)
    check("closing clears", shown["diagnostics"] == [], shown)
    check("a clean end", client.end() == 0)


def test_pull(folder):
    client = Client(folder, capabilities={"textDocument": {"diagnostic": {}, "hover": {"contentFormat": ["markdown"]}},
                                          "window": {"showDocument": {"support": True}}})
    check("pull is offered", client.capabilities["capabilities"]["diagnosticProvider"]["identifier"] == "imprimatur")
    uri = "untitled:Untitled-1"
    client.open(uri, DRAFT)
    answer = client.ask("textDocument/diagnostic", {"textDocument": {"uri": uri}})["result"]
    check("pulled", answer["kind"] == "full" and len(answer["items"]) == 1, answer)
    again = client.ask("textDocument/diagnostic", {"textDocument": {"uri": uri},
                                                   "previousResultId": answer["resultId"]})["result"]
    check("unchanged", again == {"kind": "unchanged", "resultId": answer["resultId"]}, again)
    hover = client.ask("textDocument/hover", {"textDocument": {"uri": uri}, "position": where(2, 5)})["result"]
    text = hover["contents"]["value"]
    check("hover", "**forbidden (republish)**" in text and "Anadolu Agency" in text and "terms" in text and
          "last looked at" in text, text)
    check("hover elsewhere", client.ask("textDocument/hover", {"textDocument": {"uri": uri},
                                                               "position": where(0, 0)})["result"] is None)
    actions = client.ask("textDocument/codeAction", {"textDocument": {"uri": uri}, "range": span(2, 0, 2, 3),
                                                     "context": {"diagnostics": []}})["result"]
    check("actions", [one["title"].split()[0] for one in actions] == ["Ignore", "Open"], actions)
    edit = actions[0]["edit"]["changes"][uri][0]
    check("the mark", edit["range"] == span(2, 0, 2, 0) and
          edit["newText"] == "<!-- imprimatur: ignore[en.restriction.may-not-be] -->\n", edit)
    client.ask("workspace/executeCommand", actions[1]["command"])
    shown = client.wait_for("window/showDocument", 10)
    check("terms are opened", shown and shown["external"] and shown["uri"].startswith("https://"), shown)
    refused = client.ask("workspace/executeCommand", {"command": "imprimatur.openTerms",
                                                      "arguments": ["file:///etc/passwd"]})
    check("only the web is opened", refused.get("error", {}).get("code") == -32602, refused)
    # A mark without a reason is reported; with one it silences.
    client.change(uri, 2, {"range": edit["range"], "text": edit["newText"]})
    items = client.ask("textDocument/diagnostic", {"textDocument": {"uri": uri}})["result"]["items"]
    check("a mark wants its reason", {one["code"] for one in items} == {"imprimatur.mark", "en.restriction.may-not-be"},
          items)
    place = edit["newText"].index(" -->")
    client.change(uri, 3, {"range": span(2, place, 2, place), "text": " contract 7"})
    items = client.ask("textDocument/diagnostic", {"textDocument": {"uri": uri}})["result"]["items"]
    check("a mark silences", items == [], items)
    client.open("untitled:Two", "River notes.\n\nCopyright 2024 River Gazette, licensed under CC BY 4.0.\n")
    actions = client.ask("textDocument/codeAction", {"textDocument": {"uri": "untitled:Two"},
                                                     "range": span(2, 0, 2, 60), "context": {"diagnostics": []}})["result"]
    check("a credit line is offered", any(one["title"].startswith("Add the credit line") for one in actions), actions)
    missing = client.ask("textDocument/hover", {"textDocument": {"uri": "untitled:gone"}, "position": where(0, 0)})
    check("a document that is not open", missing["error"]["code"] == -32602, missing)
    check("a clean end", client.end() == 0)


def test_encodings(folder):
    text = "\U0001F600 \U0001F600\u00e9 " + NOTICE + "\r\n"
    column = {"utf-8": 4 + 1 + 4 + 2 + 1, "utf-16": 2 + 1 + 2 + 1 + 1, "utf-32": 1 + 1 + 1 + 1 + 1}
    for encoding, want in column.items():
        client = Client(folder, capabilities={"general": {"positionEncodings": [encoding]},
                                              "textDocument": {"diagnostic": {}}})
        check(f"{encoding} agreed", client.capabilities["capabilities"]["positionEncoding"] == encoding)
        client.open("untitled:a", text)
        items = client.ask("textDocument/diagnostic", {"textDocument": {"uri": "untitled:a"}})["result"]["items"]
        check(f"{encoding} column", [one["range"]["start"] for one in items] == [where(0, want)], items)
        client.change("untitled:a", 2, {"range": span(0, want, 0, want + len("Copyright")), "text": "\u00a9"})
        items = client.ask("textDocument/diagnostic", {"textDocument": {"uri": "untitled:a"}})["result"]["items"]
        check(f"{encoding} after a change", [one["range"]["start"] for one in items] == [where(0, want)], items)
        check(f"{encoding} end", client.end() == 0)


def test_wire(folder):
    client = Client(folder, start=False)
    client.write(client.request("textDocument/hover", {}))
    check("before initialize", client.answer(1)["error"]["code"] == -32002)
    data = client.request("initialize", {"capabilities": {"textDocument": {"diagnostic": {}}}})
    for place in range(0, len(data), 7):  # a header in pieces
        client.write(data[place:place + 7])
        time.sleep(0.002)
    check("split header", "capabilities" in client.answer(2).get("result", {}))
    client.tell("initialized", {})
    client.tell("$/unknown", {})
    check("unknown request", client.ask("textDocument/rename", {})["error"]["code"] == -32601)
    client.write(b"content-length: 2\r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n{}")
    message = client.read(30)
    check("no method", message["error"]["code"] == -32600, message)
    client.write(client.frame(b"{\"jsonrpc\": nonsense"))
    message = client.read(30)
    check("no JSON", message["error"]["code"] == -32700, message)
    client.write(client.frame(b"[" * 100000))
    message = client.read(30)
    check("deep nesting", message["error"]["code"] == -32700, message)
    bad = json.dumps({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {
        "textDocument": {"uri": "untitled:b", "languageId": "plaintext", "version": 1, "text": "caf@ " + DRAFT}}})
    client.write(client.frame(bad.encode().replace(b"@", b"\xe9")))
    items = client.ask("textDocument/diagnostic", {"textDocument": {"uri": "untitled:b"}})["result"]["items"]
    check("invalid UTF-8", len(items) == 1, items)
    two = client.request("textDocument/hover", {"textDocument": {"uri": "untitled:b"}, "position": where(0, 0)})
    first = client.number
    two += client.request("textDocument/diagnostic", {"textDocument": {"uri": "untitled:b"}})
    client.write(two)
    check("two in one read", "result" in client.answer(first) and "result" in client.answer(client.number))
    slow = client.request("textDocument/diagnostic", {"textDocument": {"uri": "untitled:b"}})
    gone = client.request("textDocument/hover", {"textDocument": {"uri": "untitled:b"}, "position": where(0, 0)})
    number = client.number
    client.write(slow + gone + client.frame({"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": number}}))
    check("cancelled", client.answer(number).get("error", {}).get("code") == -32800)
    for change in ({"range": span(900, 0, 901, 7), "text": "x"}, {"range": {"start": None}, "text": 7}, 5, None):
        client.change("untitled:b", 9, change)
    check("odd changes do no harm", "result" in client.ask("textDocument/diagnostic", {"textDocument": {"uri": "untitled:b"}}))
    client.tell("exit", None)
    check("exit without shutdown", client.process.wait(30) == 1)

    for data, what in ((b"Content-Length: x\r\n\r\n", "no number"), (b"\0" * 5000, "no header"),
                       (b"Content-Length: 99999999999\r\n\r\n", "a huge body")):
        client = Client(folder)
        client.write(data)
        check(f"{what}: status", client.process.wait(30) == 1)
    client = Client(folder)
    client.process.stdin.close()
    check("the client goes away", client.process.wait(30) == 1)


def test_large(folder):
    client = Client(folder, capabilities={"textDocument": {"diagnostic": {}}})
    text = "The council met on Monday and agreed on a plan for the harbour.\n" * 160_000 + NOTICE + "\n"
    client.open("untitled:large", text, "plaintext")
    items = client.ask("textDocument/diagnostic", {"textDocument": {"uri": "untitled:large"}}, 300)["result"]["items"]
    check("10 MB", [one["range"]["start"]["line"] for one in items] == [160_000], items)
    check("10 MB end", client.end() == 0)


def test_files(folder):
    policy = folder / "imprimatur.toml"
    draft = (folder / "draft.txt").as_uri()
    client = Client(folder, capabilities={"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}}})
    watched = client.wait_for("client/registerCapability", 30)
    check("files are watched", "**/*.toml" in json.dumps(watched), watched)
    client.open(draft, "News.\n\nCopyright 2024 Example Gazette. All rights reserved.\n", "plaintext")
    check("claimed", len(codes(client.published(draft))) == 1)

    def changed():
        client.tell("workspace/didChangeWatchedFiles", {"changes": [{"uri": policy.as_uri(), "type": 2}]})

    policy.write_text('[organisation]\nnames = ["Example Gazette"]\n')
    changed()
    shown = client.published(draft)
    check("the policy is read again", all(one["severity"] == 3 for one in shown["diagnostics"]), shown)
    policy.write_text('[organisation]\nnaems = ["Example Gazette"]\n')
    changed()
    shown = client.published(draft)
    check("the policy that held stays", all(one["severity"] == 3 for one in shown["diagnostics"]), shown)
    wrong = next((m["params"] for m in client.said if m.get("method") == "textDocument/publishDiagnostics" and
                  m["params"]["uri"] == policy.as_uri()), None)
    check("what is wrong is shown in the policy", codes(wrong) == ["P002"], wrong)
    client.said.clear()
    client.open(policy.as_uri(), '[organisation]\nnaems = ["x"]\n', "toml")
    shown = client.published(policy.as_uri())
    check("mistakes while writing", codes(shown) == ["P002"] and shown["diagnostics"][0]["range"]["start"] == where(1, 0),
          shown)
    client.change(policy.as_uri(), 2, {"text": 'organisation = { names = ["\U0001F600\u00e9"], naems = 1 }\n'})
    shown = client.published(policy.as_uri())
    check("the column counts characters", [one["range"]["start"] for one in shown["diagnostics"]] ==
          [where(0, 34)], shown)
    client.change(policy.as_uri(), 3, {"text": "[[entitlement]]\n\n[organisation]\n"})
    labels = {one["label"] for one in client.ask("textDocument/completion", {
        "textDocument": {"uri": policy.as_uri()}, "position": where(1, 0)})["result"]}
    check("keys of a policy", {"holder", "uses", "until"} <= labels, labels)
    labels = {one["label"] for one in client.ask("textDocument/completion", {
        "textDocument": {"uri": policy.as_uri()}, "position": where(0, 0)})["result"]}
    check("keys at the top", {"fail-on", "skip"} <= labels, labels)

    rules = folder / "gazette.toml"
    made = subprocess.run([PROGRAM, "rules", "new", "holder", "gazette", "--directory", str(folder)],
                          capture_output=True, text=True, check=False)
    check("a new rule file", made.returncode == 0, made.stderr)
    text = rules.read_text()
    client.open(rules.as_uri(), text, "toml")
    shown = client.published(rules.as_uri())
    check("advice on a rule file", codes(shown) == ["L007"], shown)
    client.change(rules.as_uri(), 2, {"text": text + "\nunknwon = 1\n"})
    shown = client.published(rules.as_uri())
    check("an unknown key of a rule file", any(code.startswith("R0") for code in codes(shown)), shown)
    client.change(rules.as_uri(), 3, {"text": 'schema = 1\nkind = "holder"\n\n[[rule]]\n\n'})
    labels = {one["label"] for one in client.ask("textDocument/completion", {
        "textDocument": {"uri": rules.as_uri()}, "position": where(4, 0)})["result"]}
    check("keys of a rule", {"pattern", "match", "miss"} <= labels, labels)
    check("a clean end", client.end() == 0)


def main():
    for test in (test_push, test_pull, test_encodings, test_wire, test_large, test_files):
        with tempfile.TemporaryDirectory() as folder:
            try:
                test(pathlib.Path(folder).resolve())
            except (BrokenPipeError, KeyError, TypeError, IndexError) as error:
                failures.append(f"{test.__name__}: {error!r} at line {error.__traceback__.tb_next.tb_lineno}")
    print("\n".join(failures) if failures else "the language server answers as it should")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
