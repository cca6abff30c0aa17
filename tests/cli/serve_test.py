#!/usr/bin/env python3
"""serve_test.py PROGRAM: the HTTP server with scripted clients, well-behaved and not.

One line a failure; exit status 1 if there is any.
"""

import base64
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

import jsonschema

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from serve_client import Server, check, failures  # noqa: E402
from web_server import WebServer  # noqa: E402

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SAMPLE = ROOT / "tests" / "cases" / "sample" / "anadolu.txt"
NOTICE = ("Copyright 2022 Anadolu Agency. All rights reserved. This material may not be published, broadcast, "
          "rewritten, or redistributed.")
def command(folder, *arguments, data=None, variables=None):
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), **(variables or {})}
    return subprocess.run([PROGRAM, *arguments], cwd=folder, env=environment, input=data, capture_output=True)


def form(*parts):
    """The body of a form, and its media type; parts are (name, file name or None, media type or None, bytes)."""
    body = b""
    for name, file_name, media_type, content in parts:
        body += b"--bound\r\nContent-Disposition: form-data; name=\"%s\"" % name.encode()
        body += b"; filename=\"%s\"" % file_name.encode() if file_name is not None else b""
        body += b"\r\nContent-Type: %s" % media_type.encode() if media_type else b""
        body += b"\r\n\r\n" + content + b"\r\n"
    return body + b"--bound--\r\n", "multipart/form-data; boundary=bound"


def check_answers(folder):
    """Every way to send a document gives what the command says."""
    server = Server(PROGRAM, folder)
    text = SAMPLE.read_bytes()
    same = json.loads(command(folder, "check", "--today", "2026-01-31", "--format", "json", "--stdin-filename",
                              "drafts/libya.txt", "-", data=text).stdout)
    named = {"name": "drafts/libya.txt"}
    for what, answer in {
            "text": server.post({"text": text.decode(), **named}),
            "base64": server.post({"base64": base64.b64encode(text).decode(), **named}),
            "body": server.post(text, "text/plain", "/v1/check?name=drafts%2Flibya.txt"),
            "any body": server.post(text, "application/octet-stream", "/v1/check?name=drafts/libya.txt"),
            "form": server.post(*form(("any", "drafts/libya.txt", "text/plain", text))),
            "list": server.post({"documents": [{"text": text.decode(), **named}]})}.items():
        check(f"{what}: as the command answers", answer.status == 200 and answer.json == same, answer)
    page = server.post({"html": "<p>The ferry.</p><footer>© 2024 The Harbour Gazette</footer>"}).json["documents"][0]
    check("html is a page", page["document"]["media_type"] == "text/html" and
          page["verdict"] == "permission-required" and page["findings"][0]["zone"] == "footer", page)
    page = server.post({"text": "<meta charset=iso-8859-9><p>Ayşe © 2024", "name": "a.html"}).json["documents"][0]
    check("text is UTF-8, whatever it says of itself", page["document"]["encoding"] == "utf-8" and
          page["holders"] == [] or "Ay\u015fe" in json.dumps(page, ensure_ascii=False), page)
    bare = server.post({"text": "The ferry sails again."}).json
    check("a plain text has no verdict but unknown", bare["documents"][0]["verdict"] == "unknown", bare)
    latin = server.post("© 2024 Cafetería".encode("latin-1"), "text/plain; charset=iso-8859-1").json["documents"][0]
    check("the charset of the body counts", latin["document"]["encoding"].lower() in ("iso-8859-1", "windows-1252"), latin)
    bound = {"name": None, "media_type": None, "text": "x", "use": None, "policy": None}
    check("null is as if it were not said", server.post(bound).status == 200)

    many = server.post({"documents": [{"text": NOTICE}, {"name": "b.txt", "text": "The ferry."}], "use": "excerpt"}).json
    check("a list is answered in its order", [d["document"]["source"] for d in many["documents"]] == ["draft-1", "b.txt"] and
          [d["verdict"] for d in many["documents"]] == ["permission-required", "unknown"] and
          many["summary"]["documents"] == 2 and many["provenance"]["use"] == "excerpt", many)
    many = server.post(*form(("files", "a.txt", None, NOTICE.encode()), ("files", "b.html", "text/html", b"<p>x"),
                             ("text", None, None, "Kaynak: Anadolu Ajansı".encode()), ("use", None, None, b"translate"),
                             ("more", "", "application/octet-stream", b""))).json
    check("a form may hold many", [d["document"]["source"] for d in many["documents"]] == ["a.txt", "b.html", "draft-3"] and
          many["documents"][1]["document"]["media_type"] == "text/html" and many["provenance"]["use"] == "translate", many)
    broken = server.post({"base64": base64.b64encode(b"%PDF-1.7 \x00\x01").decode(), "name": "a.pdf"}).json
    check("what could not be read never looks clean", broken["documents"][0]["verdict"] is None and
          broken["documents"][0]["incomplete"] and broken["summary"]["incomplete"] == 1, broken)
    server.stop()


def check_questions(folder):
    """The use and the policy may change from one request to the next."""
    (folder / "imprimatur.toml").write_text('[[entitlement]]\nholder = "anadolu"\nuses = ["excerpt"]\n')
    server = Server(PROGRAM, folder, "--use", "excerpt")
    verdict = lambda **more: server.post({"text": NOTICE, **more}).json["documents"][0]["verdict"]
    check("the server's policy and use", verdict() == "allowed", verdict())
    check("another use", verdict(use="publish") == "forbidden", verdict(use="publish"))
    check("the use of the address", server.post({"text": NOTICE}, path="/v1/check?use=translate").json["documents"][0]["use"]
          == "translate")
    check("without a policy", verdict(policy="", use="excerpt") == "permission-required")
    own = '[organisation]\nnames = ["Anadolu Agency"]\n'
    answer = server.post({"text": NOTICE, "policy": own}).json
    check("another policy", answer["documents"][0]["verdict"] == "allowed" and
          answer["provenance"]["policy_path"] == "policy" and answer["provenance"]["use"] == "republish", answer)
    wrong = server.post({"text": "x", "policy": "[organisation]\nnmaes = []\n"})
    check("a wrong policy is told", wrong.status == 400 and wrong.json["code"] == "bad-policy" and
          "policy:2:1" in wrong.json["detail"] and wrong.json["where"] == "policy", wrong)
    files = server.post({"text": "x", "policy": 'rules = ["/etc"]\n'})
    check("a policy cannot name files", files.status == 400 and "rules" in files.json["next"], files)
    server.stop()


def check_mistakes(folder):
    """What is wrong with a request is said: what, where and what to do."""
    server = Server(PROGRAM, folder, "--max-body", "1")
    cases = [
        ("not JSON", server.post("{"), 400, "bad-json", None),
        ("not UTF-8", server.post(b'{"text": "\xff"}'), 400, "bad-json", None),
        ("no object", server.post([]), 400, "bad-json", None),
        ("no text", server.post({}), 400, "bad-document", None),
        ("two texts", server.post({"text": "a", "html": "b"}), 400, "bad-document", None),
        ("a number", server.post({"text": 1}), 400, "bad-json", "text"),
        ("an unknown member", server.post({"documents": [{"text": "a"}, {"txt": "b"}]}), 400, "unknown-member", "documents[1].txt"),
        ("a member twice", server.post('{"text": "a", "text": "b"}'), 400, "bad-json", "text"),
        ("no documents", server.post({"documents": []}), 400, "bad-document", "documents"),
        ("documents and a text", server.post({"documents": [{"text": "a"}], "text": "b"}), 400, "bad-document", "documents"),
        ("too many documents", server.post({"documents": [{"text": ""}] * 1001}), 413, "too-many", "documents"),
        ("bad base64", server.post({"base64": "a*=="}), 400, "bad-base64", "base64"),
        ("a long name", server.post({"text": "a", "name": "n" * 1025}), 400, "bad-name", "name"),
        ("an unknown use", server.post({"text": "a", "use": "reprint"}), 400, "unknown-use", "use"),
        ("an unknown use in the address", server.post({"text": "a"}, path="/v1/check?use=x"), 400, "unknown-use", "use"),
        ("a form without boundary", server.post(b"x", "multipart/form-data"), 400, "bad-form", None),
        ("a cut form", server.post(b"--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx", "multipart/form-data; boundary=b"),
         400, "bad-form", None),
        ("an unknown field", server.post(*form(("other", None, None, b"x"))), 400, "unknown-member", "other"),
        ("an empty form", server.post(*form(("use", None, None, b"publish"))), 400, "bad-document", None),
        ("a form of a page", server.post(b"text=x", "application/x-www-form-urlencoded"), 415, "bad-media-type", None),
        ("no media type", server.ask("POST", "/v1/check", b"x"), 415, "bad-media-type", None),
        ("compressed", server.post("{}", Content_Encoding="gzip"), 415, "bad-coding", None),
        ("another charset", server.post("{}", "application/json; charset=utf-16"), 415, "bad-charset", None),
        ("a long body", server.post({"text": "x" * (1 << 20)}), 413, "too-large", None),
        ("no such path", server.ask("GET", "/v1/"), 404, "not-found", None),
        ("no such folder", server.ask("GET", "/../../etc/passwd"), 404, "not-found", None),
        ("another method", server.ask("DELETE", "/v1/check"), 405, "bad-method", None),
        ("no such rule", server.ask("GET", "/v1/rules/no-such-rule"), 404, "not-found", None),
        ("a bad number", server.ask("GET", "/v1/rules?limit=x"), 400, "bad-number", "limit"),
        ("an unknown kind", server.ask("GET", "/v1/rules?kind=x"), 400, "unknown-kind", "kind"),
    ]
    for what, answer, status, code, where in cases:
        good = answer.status == status and answer.headers["Content-Type"] == "application/problem+json"
        good = good and answer.json["code"] == code and answer.json["where"] == where and answer.json["detail"]
        check(f"{what} is told", good, answer)
        check(f"{what}: what to do is said", good and answer.json["next"], answer)
    check("methods are told", server.ask("PUT", "/v1/check").headers["Allow"] == "POST")
    check("nothing but the head for HEAD", server.ask("HEAD", "/v1/health").body == b"")
    server.stop()


def check_addresses(folder):
    """Pages are fetched if the server may, with the protections of the command."""
    with WebServer() as web:
        web.server.pages["/robots.txt"] = {"body": "User-agent: *\nDisallow: /closed\n", "headers": [("Content-Type", "text/plain")]}
        page = f"{web.url}/article"
        server = Server(PROGRAM, folder)
        refused = server.post({"url": page})
        check("no address is fetched unasked", refused.status == 403 and refused.json["code"] == "no-addresses" and
              "--allow-urls" in refused.json["next"] and server.health()["fetches"] is False and web.asked == [], refused)
        server.stop()
        server = Server(PROGRAM, folder, "--allow-urls")
        inside = server.post({"url": page}).json["documents"][0]
        check("nor one of this machine", inside["verdict"] is None and "loopback" in inside["incomplete"]["message"] and
              web.asked == [], inside)
        server.stop()
        server = Server(PROGRAM, folder, "--allow-urls", "--allow-private-network", "--timeout", "2")
        check("health tells", server.health()["fetches"] is True)
        answer = server.post({"url": page})
        same = json.loads(command(folder, "check", "--today", "2026-01-31", "--format", "json", "--allow-private-network",
                                  "--no-cache", page).stdout)
        check("a page is answered as the command answers", answer.status == 200 and answer.json == same, answer)
        check("and was forbidden there", same["documents"][0]["verdict"] == "forbidden", same)
        asked = len(web.asked)
        other = server.post({"url": page, "use": "excerpt", "name": "crane.html"}).json["documents"][0]
        check("another question does not ask the site again", other["use"] == "excerpt" and len(web.asked) == asked and
              other["document"]["source"] == "crane.html", web.asked[asked:])
        many = server.post({"documents": [{"url": f"{web.url}/closed/a"}, {"text": NOTICE}, {"url": f"{web.url}/none"}]}).json
        check("robots are obeyed, and others of the list answered", [d["verdict"] for d in many["documents"]] ==
              [None, "forbidden", None] and "stay away" in many["documents"][0]["incomplete"]["message"], many)
        for what, body, status, code, where in (
                ("no address", {"url": "ftp://example.org/"}, 400, "bad-url", "url"),
                ("one of several", {"documents": [{"text": "a"}, {"url": "/x"}]}, 400, "bad-url", "documents[1].url"),
                ("two sources", {"url": page, "text": "a"}, 400, "bad-document", None),
                ("too many", {"documents": [{"url": page}] * 11}, 413, "too-many", "documents")):
            answer = server.post(body)
            check(f"{what} is told", answer.status == status and answer.json["code"] == code and
                  answer.json["where"] == where, answer)
        check("nothing is left on the disk", not list(folder.rglob("http")), list(folder.rglob("*")))
        begin = time.monotonic()
        slow = server.post({"url": f"{web.url}/slow"})
        check("a site that does not answer is given up", time.monotonic() - begin < 15 and
              (slow.status == 413 or slow.json["documents"][0]["incomplete"]), slow)
        server.stop()
    check("options that do not fit are told", command(folder, "serve", "--allow-private-network").returncode == 2)


def check_rules(folder):
    server = Server(PROGRAM, folder)
    total = server.ask("GET", "/v1/rules").json
    check("rules come in pages", len(total["rules"]) == 50 and total["total"] > 1000 and total["next"], total["next"])
    seen, address = 0, "/v1/rules?q=anadolu%20dateline&limit=2"
    while address:
        page = server.ask("GET", address).json
        seen, address = seen + len(page["rules"]), page["next"]
        check("every entry has the words", all("anadolu" in json.dumps(e).lower() for e in page["rules"]), page)
    check("the pages hold what was counted", seen == page["total"] > 1, seen)
    rule = server.ask("GET", "/v1/rules/en.restriction.may-not-be").json
    check("a rule has its examples", rule["match"] and rule["miss"] and rule["kind"] == "rule", rule)
    own = server.ask("GET", "/v1/rules?q=anadolu&kind=rule&limit=1").json["rules"][0]
    check("a rule has its holder and the terms", own["holder"] == "anadolu" and own["terms"].startswith("https://"), own)
    check("by id", server.ask("GET", "/v1/rules?id=anadolu").json["total"] == 1)
    check("an offset behind the end", server.ask("GET", "/v1/rules?offset=99999999").json["rules"] == [])
    server.stop()


def check_document(folder):
    """The OpenAPI document: every route is in it, and what is answered is what it says."""
    server = Server(PROGRAM, folder)
    document = server.ask("GET", "/v1/openapi.json").json
    check("it is the file", document == json.loads((ROOT / "src" / "serve" / "openapi.json").read_text()))
    schema = server.ask("GET", "/v1/check-1.schema.json").json
    # References to the schema of answers are addresses of the server; here it becomes part of the document.
    text = json.dumps(document).replace("check-1.schema.json#/$defs/", "#/components/schemas/answer.")
    document = json.loads(text)
    for name, part in schema["$defs"].items():
        part = json.dumps(part).replace("#/$defs/", "#/components/schemas/answer.")
        document["components"]["schemas"][f"answer.{name}"] = json.loads(part)
    check("OpenAPI 3.1", document["openapi"].startswith("3.1."), document["openapi"])
    try:
        from openapi_spec_validator import validate
        validate(document)
    except ImportError:
        print("left out: openapi_spec_validator is not there")

    def validator(part):
        whole = {"components": document["components"], **part}
        jsonschema.Draft202012Validator.check_schema(whole)
        return jsonschema.Draft202012Validator(whole)

    source = (ROOT / "src" / "serve" / "api.cc").read_text()
    routes = set(re.findall(r'\{"\w+", "([A-Z]+)", "([^"]+)", &Api::', source))
    listed = {(method.upper(), path) for path, methods in document["paths"].items() for method in methods}
    check("every route is in the document, and none else", routes == listed, routes ^ listed)
    asked = {"/v1/check": lambda: server.post({"text": NOTICE}), "/v1/rules": lambda: server.ask("GET", "/v1/rules?q=cc"),
             "/v1/rules/{id}": lambda: server.ask("GET", "/v1/rules/anadolu")}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            answer = asked.get(path, lambda: server.ask(method.upper(), path))()
            (media_type, content), = operation["responses"]["200"]["content"].items()
            check(f"{path} answers as it says", answer.status == 200 and
                  answer.headers["Content-Type"].startswith(media_type), answer)
            if "json" in media_type:
                for error in validator(content["schema"]).iter_errors(answer.json):
                    check(f"{path}: {error.json_path}", False, error.message)
    problem = validator(document["components"]["schemas"]["Problem"])
    for answer in (server.post("{"), server.ask("GET", "/none"), server.ask("PUT", "/v1/check"), server.post("", "a/b")):
        check("problems are as they say", problem.is_valid(answer.json), answer)
    request = validator(document["components"]["schemas"]["CheckRequest"])
    for body in ({"text": "a"}, {"html": "a", "name": "b", "use": "tdm"}, {"documents": [{"base64": ""}], "policy": ""}):
        check("requests of the document are taken", request.is_valid(body) and server.post(body).status == 200, body)
    for body in ({}, {"text": "a", "html": "b"}, {"text": 1}, {"documents": []}, {"text": "a", "x": "y"}, {"text": "a", "use": "x"}):
        check("others are not", not request.is_valid(body) and server.post(body).status == 400, body)
    for wanted in ("imprimatur_build_info{", 'imprimatur_http_requests_total{route="check",status="200"}',
                   'imprimatur_documents_total{verdict="forbidden"}', "imprimatur_check_seconds_bucket"):
        check(f"metrics have {wanted}", wanted in server.ask("GET", "/metrics").body.decode())
    server.stop()


def check_page(folder):
    """The page is what is under version control, and cheap to ask for again."""
    server = Server(PROGRAM, folder)
    built = ROOT / "src" / "serve" / "page" / "dist"
    types = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".txt": "text/plain"}
    names = [path.relative_to(built).as_posix() for path in sorted(built.rglob("*")) if path.is_file()]
    check("there is a page", "index.html" in names, names)
    for name in names:
        for path in ["/" + name] + ["/"] * (name == "index.html"):
            answer = server.ask("GET", path)
            check(f"{path} is the file", answer.status == 200 and answer.body == (built / name).read_bytes())
            check(f"{path} has its type", answer.headers["Content-Type"].startswith(types[pathlib.Path(name).suffix]), answer.headers)
            policy = answer.headers["Content-Security-Policy"]
            check(f"{path} runs nothing but its own", "default-src 'none'" in policy and "unsafe" not in policy and
                  "frame-ancestors 'none'" in policy, policy)
            again = server.ask("GET", path, None, {"If-None-Match": answer.headers["ETag"]})
            check(f"{path} is not sent twice", again.status == 304 and again.body == b"", again)
    check("it can only be read", server.ask("POST", "/", b"x").status == 405)
    for path in ("/dist/index.html", "/index.html/", "//index.html", "/%2e/index.html", "/page/"):
        check(f"{path} is not there", server.ask("GET", path).status == 404, path)
    server.stop()


def check_examples(folder):
    """The commands of the README, as they stand there but for the port and the file."""
    page = (ROOT / "src" / "serve" / "README.md").read_text()
    commands = re.findall(r"```\n(curl .*?)```", page, re.DOTALL)
    check("there are examples", len(commands) == 2, commands)
    (folder / "draft.docx").write_bytes(b"PK nothing of the kind")
    server = Server(PROGRAM, folder)
    runs = [subprocess.run(["sh", "-c", text.replace("127.0.0.1:8765", f"127.0.0.1:{server.port}")], cwd=folder,
                           capture_output=True) for text in commands]
    check("they run", all(run.returncode == 0 for run in runs), runs)
    hook, upload = (json.loads(run.stdout)["documents"][0] for run in runs)
    check("the webhook holds the draft back", hook["verdict"] == "permission-required" and hook["reasons"][0]["next"] and
          hook["document"]["source"] == "post-4711.html", hook)
    check("an upload that is damaged is told", upload["incomplete"] and upload["document"]["source"] == "draft.docx", upload)
    server.stop()


def main():
    with tempfile.TemporaryDirectory() as folder:
        for number, part in enumerate((check_answers, check_questions, check_mistakes, check_addresses, check_rules, check_document,
                                         check_page, check_examples)):
            place = pathlib.Path(folder) / str(number)
            place.mkdir()
            part(place)
    print("\n".join(failures) if failures else "the server answers as it should")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
