"""A caller with or without a client certificate. Used by every case. Each answer is checked against
schemas/openapi.yaml."""

import http.client
import json
import re
import socket
import ssl
from dataclasses import dataclass
from urllib.parse import urlsplit

from .description import description, parse


@dataclass
class Answer:
    status: int
    headers: dict
    body: bytes

    def json(self):
        return parse(self.body)

    def header(self, name):
        return self.headers.get(name.lower())


def checked(method, target, answer):
    """The answer, if it matches the description of the API."""
    faults = description().faults(method, target, answer.status, answer.headers, answer.body)
    if faults:
        raise AssertionError("not as schemas/openapi.yaml says: " + "; ".join(faults[:5]))
    return answer


def _read(connection_answer):
    headers = {name.lower(): value for name, value in connection_answer.getheaders()}
    return Answer(connection_answer.status, headers, connection_answer.read())


class Client:
    """Speaks to one gateway as one caller; a new connection for each request."""

    def __init__(self, port, authority, certificate=None, key=None):
        self._port = port
        self._context = ssl.create_default_context(cafile=str(authority))
        if certificate:
            self._context.load_cert_chain(str(certificate), str(key))

    def open(self):
        """A connection that stays open, for several requests one after the other."""
        return http.client.HTTPSConnection("localhost", self._port, context=self._context, timeout=60)

    def connect(self):
        """A TLS connection on which no HTTP was spoken yet."""
        plain = socket.create_connection(("localhost", self._port), timeout=60)
        return self._context.wrap_socket(plain, server_hostname="localhost")

    def raw(self, *pieces):
        """Sends bytes as they are, piece by piece, and reads one answer."""
        with self.connect() as connection:
            for piece in pieces:
                connection.sendall(piece)
            answer = http.client.HTTPResponse(connection)
            answer.begin()
            line = re.match(rb"[\r\n]*([A-Z]+) ((?:/|(?i:https)://)[!-~]*) HTTP/1\.[01]\r\n", b"".join(pieces))
            method, target = (part.decode() for part in line.groups()) if line else ("GET", "/")
            return checked(method, target, _read(answer))

    def request(self, method, target, body=None, headers=None):
        """target: a path, or an address of the gateway as Location gives it."""
        connection = self.open()
        parts = urlsplit(target)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        try:
            connection.request(method, path, body=body, headers=headers or {})
            return checked(method, target, _read(connection.getresponse()))
        finally:
            connection.close()

    def get(self, target, **headers):
        return self.request("GET", target, headers={k.replace("_", "-"): v for k, v in headers.items()})

    def post(self, target, body, media_type, **headers):
        fields = {"Content-Type": media_type, **{k.replace("_", "-"): v for k, v in headers.items()}}
        return self.request("POST", target, body=body, headers=fields)

    def post_json(self, target, value, **headers):
        return self.post(target, json.dumps(value).encode(), "application/json", **headers)
