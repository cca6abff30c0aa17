#!/usr/bin/env python3
"""network_test.py PROGRAM: checks addresses of a server on the loopback address, as a user would.

Every test is a function test_NAME(run); one line a failure, exit status 1 if there is any.
"""

import http.server
import ipaddress
import json
import os
import pathlib
import socket
import socketserver
import subprocess
import sys
import tempfile
import threading
import time
import traceback

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from web_server import PEM, WebServer  # noqa: E402

ALLOW = "--allow-private-network"


class Runner:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder

    def __call__(self, *arguments, status=None, environment=None, stdin=b""):
        kept = {k: v for k, v in os.environ.items() if k == "PATH" or k.endswith("SAN_OPTIONS")}
        kept |= {"LC_ALL": "C.UTF-8", "HOME": str(self.folder), **(environment or {})}
        done = subprocess.run([self.program, *map(str, arguments)], cwd=self.folder, env=kept,
                              input=stdin, capture_output=True, timeout=120, check=False)
        out, err = done.stdout.decode(), done.stderr.decode()
        if status is not None:
            assert done.returncode == status, f"{arguments}: status {done.returncode}: {out}{err}"
        return out, err

    def check(self, *arguments, **more):
        return self("check", "--no-policy", ALLOW, *arguments, **more)

    def fails(self, words, *arguments, **more):
        """The address is not read, with words that say why, and nothing looks clean."""
        out, err = self.check(*arguments, status=3, **more)
        assert words in out + err, f"{arguments}: expected {words!r} in {out + err!r}"
        one, _ = self.check("--format", "jsonl", *arguments, status=3, **more)
        result = json.loads(one)
        assert result["verdict"] is None and result["incomplete"], result


def verdict(out):
    return json.loads(out)["verdict"]


def test_page(run):
    with WebServer() as web:
        out, _ = run.check(f"{web.url}/article", status=1)
        assert f"{web.url}/article: forbidden" in out and "Lindmouth Post" in out, out
        assert web.asked == ["/robots.txt", "/article"], web.asked
        agent = web.headers("/article")["User-Agent"]
        assert agent.startswith("imprimatur/") and "(" not in agent, agent
        run.check(f"{web.url}/plain", "--contact", "https://example.org/bot", status=0)
        agent = web.headers("/plain")["User-Agent"]
        assert agent.endswith(" (+https://example.org/bot)"), agent
        run.check(f"{web.url}/gzip", status=1)
        run.check(f"{web.url}/to-article", status=1)
        out, _ = run("explain", "--no-policy", ALLOW, f"{web.url}/article", status=0)
        assert "Lindmouth Post" in out, out


def test_several(run):
    (run.folder / "list").write_text("")
    with WebServer() as web:
        (run.folder / "list").write_text(f"{web.url}/article\n{web.url}/plain\n{web.url}/none\n")
        out, err = run.check("--files-from", "list", "--format", "jsonl", "--jobs", "4", status=1)
        found = [json.loads(line) for line in out.splitlines()]
        assert [item["verdict"] for item in found] == ["forbidden", "unknown", None], out
        assert web.asked.count("/robots.txt") == 1, web.asked


def test_refused_without_the_flag(run):
    with WebServer() as web:
        for name in ("127.0.0.1", "localhost", "127.1"):
            address = f"{web.url}/article".replace("127.0.0.1", name)
            out, err = run("check", "--no-policy", address, status=3)
            assert "loopback" in out + err and ALLOW in out + err, (out, err)
        assert not web.asked, web.asked


def test_refused_as_the_connection_is_made(run):
    """Names that the name service leads to addresses that are not public."""
    names = []
    for name in ("ip6-localhost", "ip6-loopback", socket.gethostname()):
        try:
            found = {ipaddress.ip_address(entry[4][0]) for entry in socket.getaddrinfo(name, 80)}
        except OSError:
            continue
        if not any(address.is_global for address in found):
            names.append(name)
    for name in names:
        out, err = run("check", "--no-policy", f"http://{name}:9/", status=3)
        assert "address, which is not asked" in out + err, (name, out, err)


def test_statuses_and_broken_answers(run):
    with WebServer() as web:
        run.fails("404 (there is no such page)", f"{web.url}/none")
        run.fails("redirects go round in a circle", f"{web.url}/round")
        run.fails("only http and https are read", f"{web.url}/to-file")
        run.fails("cannot be decompressed", f"{web.url}/broken-gzip")
        run.fails("shorter than the server said", f"{web.url}/long-length")
        run.fails("cannot fetch", f"{web.url}/garbage")
        run.fails("cannot fetch", f"{web.url}/hang-up")
        out, _ = run.check(f"{web.url}/short-length", status=0)
        assert "unknown" in out, out
        run.check(f"{web.url}/busy", status=1)


def test_redirects_into_private_networks(run):
    """The loopback server is reached through a proxy, whose address is not looked at: the rest is."""
    with WebServer() as web, Proxy() as proxy:
        public = {"http_proxy": proxy.url}
        proxy.target = web.url
        for path, kind in (("/to-private", "private"), ("/to-metadata", "link-local")):
            out, err = run("check", "--no-policy", "http://news.example" + path, status=3,
                           environment=public)
            assert kind in out + err, (out, err)
        assert all("10.1.2.3" not in asked and "169.254" not in asked for asked in proxy.asked)


def test_limits(run):
    with WebServer() as web:
        begin = time.monotonic()
        run.fails("more than 33554432 bytes", f"{web.url}/endless")
        run.fails("more than 33554432 bytes", f"{web.url}/bomb")
        run.fails("cannot fetch", f"{web.url}/endless-header")
        run.fails("in time (--timeout)", f"{web.url}/slow", "--timeout", "1")
        run.fails("in time (--timeout)", f"{web.url}/silent", "--timeout", "1")
        assert time.monotonic() - begin < 60


def test_cache(run):
    with WebServer() as web:
        for _ in range(2):
            run.check(f"{web.url}/tagged", status=1)
        assert web.headers("/tagged").get("If-None-Match") == '"v1"', web.headers("/tagged")
        files = list((run.folder / ".cache/imprimatur/http").iterdir())
        assert len(files) == 1 and files[0].stat().st_mode & 0o077 == 0, files
        run.check(f"{web.url}/tagged", "--no-cache", status=1)
        assert "If-None-Match" not in web.headers("/tagged")
        other = run.folder / "other"
        run.check(f"{web.url}/tagged", status=1, environment={"XDG_CACHE_HOME": str(other)})
        assert len(list((other / "imprimatur/http").iterdir())) == 1
        files[0].write_bytes(b"damaged")
        run.check(f"{web.url}/tagged", status=1)


def test_encodings(run):
    notice = "<p>Copyright 2024 Müller Zeitung. Alle Rechte vorbehalten.</p>"
    pages = {"/latin": {"body": notice.encode("latin-1"),
                        "headers": [("Content-Type", "text/html; charset=ISO-8859-1")]},
             "/odd": {"body": notice, "headers": [("Content-Type", "text/html; charset=no-such")]},
             "/none": {"body": "Copyright 2024 Müller Zeitung. Alle Rechte vorbehalten.\n",
                       "headers": [("Content-Type", "application/octet-stream")]}}
    with WebServer(pages) as web:
        for path in pages:
            out, _ = run.check(web.url + path, status=1)
            assert "Müller Zeitung" in out, (path, out)


def test_robots(run):
    rules = "User-agent: *\nDisallow: /\n\nUser-agent: Imprimatur\nDisallow: /article\n"
    with WebServer({"/robots.txt": rules}) as web:
        run.fails("robots.txt, line 5: Disallow: /article)", f"{web.url}/article")
        run.fails("stay away", f"{web.url}/to-article")
        run.check(f"{web.url}/plain", status=0)
        assert "/article" not in web.asked, web.asked
    with WebServer({"/robots.txt": {"status": 500}}) as web:
        run.fails("robots.txt: the server answered 500", f"{web.url}/article")


def test_certificates(run):
    with WebServer(tls=True) as web:
        run.fails("its certificate cannot be trusted", f"{web.url}/article")
        run.check(f"{web.url}/article", status=1, environment={"SSL_CERT_FILE": str(PEM)})
        other = web.url.replace("127.0.0.1", "127.0.0.2")
        run.fails("cannot fetch", f"{other}/article", environment={"SSL_CERT_FILE": str(PEM)})


class Proxy:
    """Answers for any host from `target`."""

    def __init__(self):
        self.asked, self.target = [], ""
        proxy = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, *arguments):
                pass

            def do_GET(self):
                import urllib.error
                import urllib.request
                proxy.asked.append(self.path)
                path = "/" + self.path.split("/", 3)[3]

                class Stay(urllib.request.HTTPRedirectHandler):
                    def redirect_request(self, *arguments):
                        return None
                try:
                    got = urllib.request.build_opener(
                        urllib.request.ProxyHandler({}), Stay).open(proxy.target + path)
                except urllib.error.HTTPError as error:
                    got = error
                body = got.read()
                self.send_response(got.status)
                for name in ("Location", "Content-Type"):
                    if got.headers[name]:
                        self.send_header(name, got.headers[name])
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
            daemon_threads = True
        self.server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *arguments):
        self.server.shutdown()
        self.server.server_close()


def test_proxy(run):
    with WebServer() as web, Proxy() as proxy:
        proxy.target = web.url
        settings = {"http_proxy": proxy.url}
        run("check", "--no-policy", "http://news.example/article", status=1, environment=settings)
        assert proxy.asked == ["http://news.example/robots.txt", "http://news.example/article"]
        out, err = run("check", "--no-policy", "http://127.0.0.1/article", status=3,
                       environment=settings)
        assert "loopback" in out + err, (out, err)
        run.check(f"{web.url}/article", status=1, environment=settings | {"no_proxy": "127.0.0.1"})
        assert len(proxy.asked) == 2, proxy.asked
        run.fails("cannot fetch", "http://news.example/article", "--timeout", "5",
                  environment={"http_proxy": "http://127.0.0.1:9"})


SITE = {
    "/robots.txt": "User-agent: *\nDisallow:\nContent-Usage: train-ai=n\n\n"
                   "User-agent: GPTBot\nDisallow: /\n",
    "/.well-known/tdmrep.json": '[{"location": "/", "tdm-reservation": 0}]',
    "/trust.txt": "datatrainingallowed=no\n",
    "/rsl.xml": '<rsl xmlns="https://rslstandard.org/rsl"><content url="/"><license>'
                '<permits type="usage">search</permits></license></content></rsl>',
}


def test_site_signals(run):
    with WebServer(dict(SITE)) as web:
        page = f"{web.url}/plain"
        out, _ = run.check(page, "--use", "ai-train", "--site-signals", status=1)
        assert f"{web.url}/robots.txt, line 3, forbids AI training: \"Content-Usage: train-ai=n\"." in out, out
        for use, expected in (("search", "allowed"), ("ai-input", "forbidden"), ("ai-train", "forbidden"),
                              ("republish", "unknown")):
            out, _ = run.check(page, "--use", use, "--site-signals", "--format", "jsonl")
            assert verdict(out) == expected, (use, out)
        out, _ = run.check(page, "--use", "ai-train", "--format", "jsonl", status=0)
        assert verdict(out) == "unknown", out
        out, _ = run.check(page, "--use", "ai-train", "--site-signals", "--verbose", status=1)
        assert "GPTBot to stay away, nobody else" in out, out
        out, _ = run.check(page, "--site-signals", "--format", "jsonl", "--use", "ai-train")
        origins = {f["origin"]["source"] for f in json.loads(out)["findings"]}
        assert {f"{web.url}{path}" for path in SITE} == origins, origins
        for kind in ("sarif", "github", "gitlab", "junit", "checkstyle", "rdjson", "markdown", "csv",
                     "html"):
            out, _ = run.check(page, "--site-signals", "--use", "ai-train", "--format", kind, status=1)
            assert "robots" in out or kind == "csv", (kind, out)


def test_allowed(run):
    with WebServer({"/robots.txt": "User-agent: *\nContent-Signal: ai-train=yes, ai-input=no\n"}) as web:
        out, _ = run.check(f"{web.url}/plain", "--use", "ai-train", "--site-signals", status=0)
        assert "allowed (ai-train)" in out and "permits AI training" in out, out
        for use, expected in (("ai-train", "allowed"), ("republish", "forbidden")):
            out, _ = run.check(f"{web.url}/article", "--use", use, "--site-signals", "--format", "jsonl")
            assert verdict(out) == expected, (use, out)  # the article's notice bans republishing


def test_headers(run):
    page = {"body": "<p>The harbour gets a crane.</p>", "headers": [
        ("X-Robots-Tag", "noindex"), ("tdm-reservation", "1"), ("Content-Usage", "train-ai=y"),
        ("Link", '<https://creativecommons.org/licenses/by/4.0/>; rel="license"')]}
    with WebServer({"/p": page}) as web:
        for use, expected in (("search", "forbidden"), ("tdm", "forbidden"), ("republish", "conditional"),
                              ("ai-train", "forbidden")):
            out, _ = run.check(f"{web.url}/p", "--use", use, "--format", "jsonl")
            assert verdict(out) == expected, (use, out)


def test_agent(run):
    with WebServer(dict(SITE)) as web:
        arguments = (f"{web.url}/plain", "--site-signals", "--use", "ai-train", "--format", "jsonl")
        out, _ = run.check(*arguments, "--agent", "GPTBot", status=1)
        reasons = json.loads(out)["reasons"]
        assert any("line 6" in reason["text"] for reason in reasons), reasons


def test_source_url(run):
    (run.folder / "saved.html").write_text("<p>The harbour gets a crane.</p>")
    with WebServer(dict(SITE)) as web:
        use = ("--use", "ai-train", "--source-url", f"{web.url}/x/saved")
        out, _ = run.check("saved.html", *use, status=0)
        assert not web.asked, web.asked
        run.check("saved.html", *use, "--site-signals", status=1)
        run.check("-", *use, "--site-signals", status=1, stdin=b"The harbour gets a crane.")
        assert "/x/saved" not in web.asked, web.asked
    with WebServer({"/.well-known/tdmrep.json": {"status": 500}}) as web:
        run.fails("tdmrep.json", "saved.html", "--source-url", f"{web.url}/x", "--site-signals")


def test_usage(run):
    (run.folder / "a.txt").write_text("x")
    for arguments, words in (
            (["a.txt", "--site-signals"], "--site-signals needs to know the site"),
            (["a.txt", "--source-url", "example.org"], "is no web address"),
            (["a.txt", "a.txt", "--source-url", "https://example.org"], "one document"),
            ([".", "--source-url", "https://example.org"], "one document"),
            (["a.txt", "--timeout", "0"], "--timeout '0'"),
            (["a.txt", "--contact", "a\nb"], "--contact")):
        _, err = run("check", "--no-policy", *arguments, status=2)
        assert words in err, (arguments, err)
    _, err = run("audit", "--no-policy", "https://example.org/a.warc", "-o", "out", status=3)
    assert "audits read no web addresses" in err, err
    for address in ("https://", "http://user:pass@example.org/", "https://exa mple.org/"):
        run.fails("is no web address", address)


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    wanted = sys.argv[2:]
    bad = 0
    for name, test in sorted(globals().items()):
        if not name.startswith("test_") or (wanted and name not in wanted):
            continue
        with tempfile.TemporaryDirectory() as folder:
            try:
                test(Runner(program, pathlib.Path(folder)))
            except Exception:  # noqa: BLE001: whatever a test comes to is its failure
                bad += 1
                print(f"{name}: failed\n{traceback.format_exc()}")
            else:
                print(f"{name}: passed")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
