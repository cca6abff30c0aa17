"""A web server on the loopback address that also does what servers should not: slow, endless, lying
and broken answers. `with WebServer() as web:` gives web.url, and web.asked, the requests it got."""

import gzip
import http.server
import pathlib
import ssl
import threading
import time

PEM = pathlib.Path(__file__).with_name("web_server.pem")
ARTICLE = """<!doctype html><html><head><title>Harbour</title></head><body><article>
<p>The harbour of Lindmouth will get a new crane next year, the council said on Monday.</p>
%s</article></body></html>
"""
NOTICE = "<p>Copyright 2024 Lindmouth Post. All rights reserved. It may not be republished.</p>"


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def answer(self, body=b"", status=200, headers=(), length=None):
        body = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        names = {name.lower() for name, _ in headers}
        for name, value in headers:
            self.send_header(name, value)
        if "content-type" not in names:
            self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        server = self.server
        server.asked.append((self.path, dict(self.headers)))
        path = self.path.partition("?")[0]
        if path in server.pages:
            page = server.pages[path]
            self.answer(**page) if isinstance(page, dict) else self.answer(page)
            return
        action = getattr(self, "get_" + path.strip("/").replace("-", "_").replace(".", "_"), None)
        try:
            if action is None:
                self.answer("<p>nothing here", 404)
            else:
                action()
        except (BrokenPipeError, ConnectionResetError, ssl.SSLError):
            self.close_connection = True

    def get_article(self):
        self.answer(ARTICLE % NOTICE)

    def get_plain(self):
        self.answer(ARTICLE % "")

    def get_gzip(self):
        self.answer(gzip.compress((ARTICLE % NOTICE).encode()), headers=[("Content-Encoding", "gzip")])

    def get_bomb(self):
        self.answer(gzip.compress(bytes(200 << 20), 9), headers=[("Content-Encoding", "gzip")])

    def get_broken_gzip(self):
        self.answer(b"\x1f\x8b\x08 not gzip", headers=[("Content-Encoding", "gzip")])

    def get_slow(self):
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        for _ in range(100):
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.2)

    def get_silent(self):
        time.sleep(8)
        self.close_connection = True

    def get_endless(self):
        self.send_response(200)
        self.send_header("Connection", "close")
        self.end_headers()
        while True:
            self.wfile.write(b"<p>more and more</p>" * 5000)

    def get_endless_header(self):
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while True:
            self.wfile.write(b"X-More: " + b"x" * 5000 + b"\r\n")

    def get_long_length(self):
        self.answer(ARTICLE % NOTICE, length=100_000)
        self.close_connection = True

    def get_short_length(self):
        self.answer(ARTICLE % NOTICE, length=150)
        self.close_connection = True

    def get_garbage(self):
        self.wfile.write(b"\x00\x01 this is no answer\r\n\r\n")
        self.close_connection = True

    def get_hang_up(self):
        self.close_connection = True

    def get_to_article(self):
        self.answer(status=301, headers=[("Location", "/article")])

    def get_to_private(self):
        self.answer(status=302, headers=[("Location", "http://10.1.2.3/secret")])

    def get_to_metadata(self):
        self.answer(status=302, headers=[("Location", "http://169.254.169.254/latest/meta-data/")])

    def get_to_file(self):
        self.answer(status=302, headers=[("Location", "file:///etc/passwd")])

    def get_round(self):
        self.answer(status=302, headers=[("Location", "/round-again")])

    def get_round_again(self):
        self.answer(status=302, headers=[("Location", "/round")])

    def get_busy(self):
        self.server.busy = getattr(self.server, "busy", 0) + 1
        if self.server.busy < 3:
            self.answer(status=503, headers=[("Retry-After", "0")])
        else:
            self.answer(ARTICLE % NOTICE)

    def get_tagged(self):
        if self.headers.get("If-None-Match") == '"v1"':
            self.send_response(304)
            self.end_headers()
        else:
            self.answer(ARTICLE % NOTICE, headers=[("ETag", '"v1"')])


class WebServer:
    """`pages`: path -> text, or the arguments of Handler.answer."""

    def __init__(self, pages=None, tls=False):
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.pages = pages or {}
        self.server.asked = []
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(PEM)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True,
                                                     do_handshake_on_connect=False)
        self.url = f"http{'s' if tls else ''}://127.0.0.1:{self.server.server_address[1]}"

    @property
    def asked(self):
        return [path for path, _ in self.server.asked]

    def headers(self, path):
        """Of the last request for it."""
        return [headers for asked, headers in self.server.asked if asked == path][-1]

    def __enter__(self):
        self.server.handle_error = lambda *arguments: None
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *arguments):
        self.server.shutdown()
        self.server.server_close()
