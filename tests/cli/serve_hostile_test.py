#!/usr/bin/env python3
"""serve_hostile_test.py PROGRAM: the HTTP server and those who mean it no good: other sites, strangers, slow and broken
clients, too many at once. It keeps answering the others, keeps its memory, and ends when it is told to.

One line a failure; exit status 1 if there is any.
"""

import http.client
import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from serve_client import Server, check, failures  # noqa: E402

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
NOTICE = "Copyright 2022 Anadolu Agency. This material may not be published, broadcast, rewritten, or redistributed."
TOKEN = "a-token-of-some-length"
HOST = b"Host: 127.0.0.1\r\n"


def status(answer):
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/1.1 ") else 0


def check_other_sites(folder):
    server = Server(PROGRAM, folder)
    ours = f"http://127.0.0.1:{server.port}"
    for what, headers, good in (
            ("the server's own page", {"Origin": ours, "Sec-Fetch-Site": "same-origin"}, 200),
            ("a page of another site", {"Origin": "http://evil.example"}, 403),
            ("a page of another port", {"Origin": "http://127.0.0.1:1"}, 403),
            ("a sandboxed page", {"Origin": "null"}, 403),
            ("another site without its origin", {"Sec-Fetch-Site": "cross-site"}, 403),
            ("a site beside it", {"Sec-Fetch-Site": "same-site"}, 403),
            ("another site in an old browser", {"Referer": "http://evil.example/"}, 403),
            ("a name that means this machine", {"Host": f"evil.example:{server.port}"}, 421),
            ("localhost", {"Host": f"localhost:{server.port}"}, 200)):
        # As a form or a script of another page can send it without asking first.
        for media_type in ("text/plain", "multipart/form-data; boundary=b", "application/json"):
            body = '{"text": "a"}' if "json" in media_type else \
                "--b\r\nContent-Disposition: form-data; name=text\r\n\r\na\r\n--b--\r\n"
            answer = server.post(body, media_type, **{name.replace("-", "_"): v for name, v in headers.items()})
            check(f"{what} with {media_type}", answer.status == good, answer)
            check(f"{what}: no answer for other sites", answer.headers["Access-Control-Allow-Origin"] is None)
    answer = server.ask("OPTIONS", "/v1/check", None, {"Origin": "http://evil.example",
                                                       "Access-Control-Request-Method": "POST"})
    check("nobody may ask in advance", answer.status == 403, answer)
    for path in ("/v1/health", "/none", "/v1/openapi.json", "/metrics"):
        headers = server.ask("GET", path).headers
        for name, value in (("X-Content-Type-Options", "nosniff"), ("Cache-Control", "no-store"),
                            ("Referrer-Policy", "same-origin"), ("X-Frame-Options", "DENY"),
                            ("Cross-Origin-Resource-Policy", "same-origin")):
            check(f"{path} has {name}", headers[name] == value, headers)
        policy = headers["Content-Security-Policy"]
        check(f"{path} may not be framed", "frame-ancestors 'none'" in policy and "unsafe" not in policy, policy)
    server.stop()


def check_token(folder):
    (folder / "token").write_text(TOKEN + "\n")
    (folder / "short").write_text("short\n")
    for what, arguments, variables in (("no token", ["--listen", "0.0.0.0:0"], {}),
                                       ("no token, every address", ["--listen", "[::]:0"], {}),
                                       ("a short token", ["--port", "0", "--token", "short"], {}),
                                       ("no such file", ["--port", "0", "--token", "none"], {}),
                                       ("a blank in it", ["--port", "0"], {"IMPRIMATUR_TOKEN": "a b" * 10}),
                                       ("a bad port", ["--port", "65536"], {}),
                                       ("no such host", ["--listen", "no-such-host.invalid:1"], {}),
                                       ("a bad queue", ["--port", "0", "--queue", "0"], {})):
        run = subprocess.run([PROGRAM, "serve", *arguments], cwd=folder, env={"PATH": os.environ["PATH"], **variables},
                             capture_output=True, timeout=60)
        check(f"{what}: refused", run.returncode == 2 and run.stderr and not run.stdout, run)
    for arguments, variables in ((["--token", "token"], {}), ([], {"IMPRIMATUR_TOKEN": TOKEN})):
        server = Server(PROGRAM, folder, "--listen", "0.0.0.0", *arguments, "--allow-host", "Desk.Example",
                        variables=variables)
        right = {"Authorization": f"Bearer {TOKEN}"}
        for path in ("/v1/health", "/v1/rules", "/metrics", "/none"):
            answer = server.ask("GET", path)
            check(f"{path} wants the token", answer.status == 401 and answer.headers["WWW-Authenticate"], answer)
        for wrong in (TOKEN, f"Bearer {TOKEN}x", f"Bearer {TOKEN[:-1]}", "Bearer ", f"Basic {TOKEN}"):
            answer = server.ask("GET", "/v1/health", None, {"Authorization": wrong})
            check(f"{wrong} is wrong", answer.status == 401 and answer.json["code"] == "token", answer)
        check("the right one is right", server.ask("GET", "/v1/health", None, right).status == 200)
        check("its name may be said", server.ask("GET", "/v1/health", None, {**right, "Host": "desk.example"}).status == 200)
        check("another not", server.ask("GET", "/v1/health", None, {**right, "Host": "evil.example"}).status == 421)
        refused = server.raw(b"POST /v1/check HTTP/1.1\r\n" + HOST + b"Content-Type: text/plain\r\nContent-Length: 9999999\r\n\r\n")
        check("no body is read without the token", status(refused) == 401, refused)
        code, said = server.stop()
        check("the token is not told", code == 0 and TOKEN not in said, said)


def check_broken(folder):
    """Bytes that are no request, or not the one they seem to be."""
    server = Server(PROGRAM, folder, "--timeout", "2")
    post = b"POST /v1/check HTTP/1.1\r\n" + HOST + b"Content-Type: text/plain\r\n"
    for what, data, good in (
            ("no HTTP", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\n", 400),
            ("bare line feeds", b"GET /v1/health HTTP/1.1\nHost: 127.0.0.1\n\n", 400),
            ("no host", b"GET /v1/health HTTP/1.1\r\n\r\n", 400),
            ("two hosts", b"GET /v1/health HTTP/1.1\r\n" + HOST + b"Host: evil.example\r\n\r\n", 400),
            ("a long line", b"GET /" + b"a" * 100_000, 414),
            ("a long head", b"GET / HTTP/1.1\r\n" + HOST + b"A: " + b"a" * 100_000, 431),
            ("many fields", b"GET / HTTP/1.1\r\n" + HOST + b"a: b\r\n" * 101 + b"\r\n", 431),
            ("two lengths", post + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400),
            ("a length and chunks", post + b"Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
            ("a negative length", post + b"Content-Length: -1\r\n\r\n", 400),
            ("a huge length", post + b"Content-Length: 999999999999\r\n\r\n", 413),
            ("an absurd length", post + b"Content-Length: 99999999999999999999\r\n\r\n", 400),
            ("a huge chunk", post + b"Transfer-Encoding: chunked\r\n\r\nffffffff\r\n", 413),
            ("a bad chunk", post + b"Transfer-Encoding: chunked\r\n\r\nx\r\n", 400),
            ("a body for what has none", b"GET /v1/health HTTP/1.1\r\n" + HOST + b"Content-Length: 1\r\n\r\nx", 413),
            ("HTTP/2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
            ("a way up", b"GET /..%2f..%2fetc%2fpasswd HTTP/1.1\r\n" + HOST + b"\r\n", 404),
            ("a zero", b"GET /%00 HTTP/1.1\r\n" + HOST + b"\r\n", 400)):
        got = server.raw(data)
        check(f"{what} is refused", status(got) == good and b"application/problem+json" in got, got)
        check(f"{what}: one answer", got.count(b"\r\nDate: ") == 1, got)
    # A second request behind a refused one is never answered: it may be what the first was to hide.
    got = server.raw(post + b"Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                     b"GET /v1/health HTTP/1.1\r\n" + HOST + b"\r\n")
    check("nothing is smuggled", got.count(b"\r\nDate: ") == 1, got)
    two = b"GET /v1/health HTTP/1.1\r\n" + HOST + b"\r\n"
    got = server.raw(two * 40 + b"GET /v1/health HTTP/1.1\r\nConnection: close\r\n" + HOST + b"\r\n")
    check("requests in a row are answered in a row", got.count(b"HTTP/1.1 200") == 41, got.count(b"HTTP/1.1 200"))
    waits = post + b"Content-Length: 2\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as client:
        client.sendall(waits)
        check("leave is given", client.recv(100).startswith(b"HTTP/1.1 100 Continue\r\n\r\n"))
        client.sendall(b"ab")
        check("and then the answer", client.recv(100).startswith(b"HTTP/1.1 200"))
    got = server.raw(waits.replace(b"text/plain", b"video/mp4"))
    check("no leave for what is refused", status(got) == 415, got)
    check("half-closed clients are answered",
          server.raw(post + b"Connection: close\r\nContent-Length: 1\r\n\r\nx", end=True).startswith(b"HTTP/1.1 200"))
    check("it still answers", server.ask("GET", "/v1/health").status == 200)
    server.stop()


def check_slow(folder):
    """Slow clients are ended, and cost the others nothing."""
    server = Server(PROGRAM, folder, "--timeout", "1", "--jobs", "1")
    post = b"POST /v1/check HTTP/1.1\r\n" + HOST + b"Content-Type: text/plain\r\nContent-Length: 100000\r\n\r\n"
    starts = {"a slow head": b"GET /v1/health HTTP/1.1\r\nHost:", "a slow body": post + b"x", "silence": b"",
              "a slow chunk": post.replace(b"Content-Length: 100000", b"Transfer-Encoding: chunked") + b"5\r\nab"}
    clients = [(what, socket.create_connection(("127.0.0.1", server.port), timeout=30))
               for what in starts for _ in range(25)]
    for what, client in clients:
        client.sendall(starts[what])
    begin, longest = time.monotonic(), 0.0
    while time.monotonic() - begin < 4:
        for what, client in clients[::7]:
            if what != "silence":
                try:
                    client.sendall(b"x")  # a byte now and then does not help
                except OSError:
                    pass
        asked = time.monotonic()
        check("others are answered meanwhile", server.post({"text": NOTICE}).status == 200)
        longest = max(longest, time.monotonic() - asked)
        time.sleep(0.1)
    check("and soon", longest < 2, longest)
    for what, client in clients:
        got = b""
        try:
            while piece := client.recv(65536):
                got += piece
        except (TimeoutError, ConnectionResetError):
            got += b" (reset)"
        check(f"{what} is ended", (status(got) == 408) if what != "silence" else got == b"", got)
        client.close()
    # Whoever does not take the answer is left, and the memory comes back.
    clients = []
    for _ in range(8):
        client = socket.socket()
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.connect(("127.0.0.1", server.port))
        client.sendall(b"GET /v1/rules?limit=200 HTTP/1.1\r\n" + HOST + b"\r\n")
        clients.append(client)
    end = time.monotonic() + 20
    while (left := open_connections(server)) > 1 and time.monotonic() < end:
        time.sleep(0.2)
    check("whoever takes no answer is left", left <= 1, left)
    for client in clients:
        client.close()
    server.stop()


def open_connections(server):
    text = server.ask("GET", "/metrics").body.decode()
    return int(text.split("\nimprimatur_connections ")[1].split("\n")[0])


def check_crowd(folder):
    """More than there is room for: some are told to come again, all get an answer."""
    server = Server(PROGRAM, folder, "--jobs", "1", "--queue", "2", "--max-body", "4", "--timeout", "300")
    long = json.dumps({"text": (NOTICE + "\n\nThe ferry sails again on Monday.\n\n") * 1500})
    answers = []

    def ask():
        answers.append(server.post(long))

    threads = [threading.Thread(target=ask) for _ in range(24)]
    for thread in threads:
        thread.start()
    time.sleep(0.2)
    check("who only asks is answered", server.ask("GET", "/v1/health").status == 200)
    for thread in threads:
        thread.join()
    refused = [answer for answer in answers if answer.status == 503]
    check("some are answered", any(answer.status == 200 for answer in answers), [a.status for a in answers])
    check("the others may come again", refused and len(refused) + sum(a.status == 200 for a in answers) == 24 and
          all(int(answer.headers["Retry-After"]) > 0 and answer.json["code"] == "busy" for answer in refused),
          [a.status for a in answers])
    check("then it answers again", server.post({"text": NOTICE}).status == 200)
    # More connections than files may be open.
    clients = [socket.create_connection(("127.0.0.1", server.port), timeout=20) for _ in range(900)]
    check("new clients get in", server.ask("GET", "/v1/health").status == 200)
    for client in clients:
        client.close()
    server.stop()


def check_stopped(folder):
    """A check that nobody waits for, or that takes too long, is ended; half a connection may still listen."""
    texts = {"many texts": {"documents": [{"text": (NOTICE + "\n\n") * 200}] * 400},
             "one long text": {"text": (NOTICE + "\n\n") * 60000}}
    for what, body in texts.items():
        body = json.dumps(body).encode()
        head = (b"POST /v1/check HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                b"Content-Length: %d\r\n\r\n" % len(body))
        server = Server(PROGRAM, folder, "-v", "--jobs", "1", "--timeout", "300")
        with socket.create_connection(("127.0.0.1", server.port), timeout=60) as client:
            client.sendall(head + body)
        check(f"{what}: others have their turn", server.post({"text": NOTICE}).status == 200)
        said = server.stop()[1]
        check(f"{what}: the check was stopped", "POST check 503" in said and "POST check 200" in said, said)
        server = Server(PROGRAM, folder, "--jobs", "1", "--timeout", "1")
        answer = server.post(body)
        check(f"{what}: it takes too long", answer.status == 413 and answer.json["code"] == "too-long" and
              "--timeout" in answer.json["next"], answer)
        check(f"{what}: then it answers again", server.post({"text": NOTICE}).status == 200)
        server.stop()


def check_memory(folder):
    """Many requests leave nothing behind."""
    server = Server(PROGRAM, folder, "--no-policy")
    server.ask("GET", "/v1/rules")  # what is prepared after the start is there then
    body = json.dumps({"text": NOTICE + " The ferry sails again on Monday." * 90})
    wrong, sizes = [], []

    def ask():
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        for _ in range(250):
            connection.request("POST", "/v1/check", body, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            if b'"forbidden"' not in answer.read() or answer.status != 200:
                wrong.append(answer.status)
        connection.close()

    for _ in range(4):
        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        status_file = pathlib.Path(f"/proc/{server.process.pid}/status").read_text()
        sizes.append(int(status_file.split("VmRSS:")[1].split()[0]))
    check("every request of a load is answered", not wrong, wrong)
    check("the memory stays flat", sizes[-1] < sizes[0] * 1.1, sizes)
    server.stop()


def check_end(folder):
    """What is asked is answered before the end; a second signal does not wait."""
    for number in (signal.SIGTERM, signal.SIGINT):
        server = Server(PROGRAM, folder, "-v", "--timeout", "300")
        long = json.dumps({"text": (NOTICE + "\n\nThe ferry sails again on Monday.\n\n") * 3000})
        answers = []
        thread = threading.Thread(target=lambda: answers.append(server.post(long)))
        idle = socket.create_connection(("127.0.0.1", server.port))
        thread.start()
        time.sleep(0.3)
        code, said = server.stop(number)
        thread.join()
        check("what runs is finished", answers and answers[0].status == 200, answers and answers[0])
        check("the end is in order", code == 0, (code, said))
        check("the log holds no text", "POST check 200" in said and "Anadolu" not in said and "ferry" not in said, said)
        idle.close()
    first = Server(PROGRAM, folder)
    run = subprocess.run([PROGRAM, "serve", "--port", str(first.port)], cwd=folder, capture_output=True, timeout=60)
    check("an address that is taken is told", run.returncode == 3 and b"--port" in run.stderr, run)
    first.stop()


def main():
    with tempfile.TemporaryDirectory() as folder:
        for part in (check_other_sites, check_token, check_broken, check_slow, check_crowd, check_stopped, check_memory, check_end):
            place = pathlib.Path(folder) / part.__name__
            place.mkdir()
            part(place)
    print("\n".join(failures) if failures else "the server stands")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
