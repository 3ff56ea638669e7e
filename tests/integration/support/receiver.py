"""An HTTPS server of a body that is called by the gateway: it keeps the calls and answers as a case wants."""

import http.server
import json
import ssl
import threading

MUCH = b"x" * 65536
AT_MOST = 100 << 20


class Call:
    def __init__(self, path, headers, body):
        self.path, self.headers, self.body = path, headers, body

    def events(self):
        return json.loads(self.body)["events"]


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        owner = self.server.owner
        body = self.rfile.read(int(self.headers["content-length"]))
        with owner.lock:
            answer = owner.answers.get(self.path, owner.answer)
            owner.calls.append(Call(self.path, {k.lower(): v for k, v in self.headers.items()}, body))
        self.close_connection = True
        getattr(self, f"answer_{answer}", lambda: self.answer_status(answer))()

    def answer_status(self, status):
        self.send_response(status)
        if 300 <= status < 400:
            self.send_header("Location", self.server.owner.url("/altrove"))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def answer_never(self):
        self.server.owner.released.wait(60)

    def answer_huge(self):
        self.send_response(200)
        self.end_headers()
        self.pour(MUCH)

    def answer_endless_head(self):
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        self.pour(b"X-More: " + MUCH + b"\r\n")

    def answer_garbage(self):
        self.wfile.write(b"220 mail.example ESMTP\r\n")

    def pour(self, piece):
        """Sends until the other side has enough."""
        sent = 0
        try:
            while sent < AT_MOST:
                self.wfile.write(piece)
                sent += len(piece)
        except OSError:
            pass
        self.server.owner.poured.append(sent)

    def do_GET(self):
        self.do_POST()

    def log_message(self, *_):
        pass


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        """A connection that the gateway ends is no fault of the receiver."""


class Receiver:
    def __init__(self, certs, address="127.0.0.1", name="localhost"):
        """`certs`: a folder with the server's certificate, for localhost and 127.0.0.1."""
        self.lock, self.released = threading.Lock(), threading.Event()
        self.calls, self.poured, self.answers, self.answer = [], [], {}, 204
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certs / "server.pem", certs / "server.key")
        self._server = _Server((address, 0), _Handler)
        self._server.owner = self
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True, do_handshake_on_connect=False)
        self._name = name
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()

    def url(self, path):
        return f"https://{self._name}:{self._server.server_address[1]}{path}"

    def count(self):
        with self.lock:
            return len(self.calls)

    def told(self):
        """All events of all calls."""
        with self.lock:
            return [event for call in self.calls for event in call.events()]

    def close(self):
        self.released.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
