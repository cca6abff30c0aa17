"""A client for the tests of the HTTP server, and the list of what they found wrong."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess

failures = []


def check(what, good, seen=""):
    if not good:
        failures.append(f"{what}: {str(seen)[:600]}")


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def json(self):
        return json.loads(self.body)

    def __str__(self):
        return f"{self.status} {self.body[:400]!r}"


class Server:
    def __init__(self, program, folder, *arguments, variables=None):
        environment = {"PATH": os.environ["PATH"], "HOME": str(folder), **(variables or {})}
        self.process = subprocess.Popen([program, "serve", "--port", "0", "--today", "2026-01-31", *arguments],
                                        cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        line = self.process.stdout.readline().decode()
        found = re.fullmatch(r"listening on http://(.*):(\d+)/\n", line)
        self.host, self.port = (found.group(1), int(found.group(2))) if found else ("", 0)
        check("one line says where the server is", found, line or self.process.stderr.read())

    def ask(self, method, path, body=None, headers=None, host="127.0.0.1"):
        connection = http.client.HTTPConnection(host, self.port, timeout=60)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            connection.close()

    def post(self, body, media_type="application/json", path="/v1/check", **headers):
        if not isinstance(body, (bytes, str)):
            body = json.dumps(body)
        body = body.encode() if isinstance(body, str) else body
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.ask("POST", path, body, {"Content-Type": media_type, **names})

    def raw(self, data, seconds=20, end=False):
        """What comes back for these bytes, until the server closes or the time is up."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=seconds) as client:
            client.sendall(data)
            if end:
                client.shutdown(socket.SHUT_WR)
            got = b""
            try:
                while piece := client.recv(65536):
                    got += piece
            except (TimeoutError, ConnectionResetError):
                pass
            return got

    def health(self):
        return self.ask("GET", "/v1/health").json

    def stop(self, number=signal.SIGTERM):
        """Its exit status, and what it said on standard error."""
        self.process.send_signal(number)
        said = self.process.stderr.read().decode()
        return self.process.wait(timeout=60), said
