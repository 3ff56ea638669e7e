"""Checks an answer against schemas/openapi.yaml: its status, media type, headers, JSON without duplicate members, and
the schema of the operation. Stricter than the description in one thing: an undescribed member is a fault."""

import functools
import json
import re
import threading
from pathlib import Path
from urllib.parse import urlsplit

import jsonschema
import yaml

_FILE = Path(__file__).resolve().parents[3] / "schemas/openapi.yaml"
_METHODS = ("get", "put", "post", "delete")
# Errors of requests for which the description has no operation: unknown path, unknown method.
_FAULT, _FHIR_FAULT = ({"description": "", "content": {media_type: {"schema": schema}}} for media_type, schema in (
    ("application/problem+json", {"$ref": "#/components/schemas/Problem"}), ("application/fhir+json", {"type": "object"})))


class DuplicateMember(ValueError):
    pass


def _without_duplicates(pairs):
    members = dict(pairs)
    if len(members) < len(pairs):
        names = [name for name, _ in pairs]
        raise DuplicateMember(f"the member {next(n for n in names if names.count(n) > 1)!r} occurs twice in one object")
    return members


def parse(body):
    """JSON as Python values; refuses duplicate members."""
    return json.loads(body, object_pairs_hook=_without_duplicates)


def resolve(api, node):
    while "$ref" in node:
        node = functools.reduce(lambda at, step: at[step], node["$ref"].split("/")[1:], api)
    return node


def _joined(api, parts):
    """One object schema with the members of all parts of an allOf."""
    out = {"type": "object", "properties": {}, "required": []}
    for part in map(functools.partial(resolve, api), parts):
        part = _joined(api, part["allOf"]) if "allOf" in part else part
        out["properties"].update(part.get("properties", {}))
        out["required"] += part.get("required", [])
    return out


def _closed(api, node):
    """The schemas; objects that name their members and allow no others explicitly are closed."""
    if isinstance(node, list):
        return [_closed(api, each) for each in node]
    if not isinstance(node, dict):
        return node
    if "allOf" in node:
        node = _joined(api, node["allOf"])
    out = {name: _closed(api, each) for name, each in node.items()}
    if isinstance(node.get("properties"), dict) and node.get("type") == "object":
        out.setdefault("additionalProperties", False)
    return out


def _address(path):
    """What a request's path must look like. `{page}`, of the console, may have several segments or none."""
    text = re.escape(path).replace(r"\{page\}", ".*")
    return re.compile(re.sub(r"\\{\w+\\}", "[^/]+", text) + "$")


class Description:
    def __init__(self, text):
        self.api = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        self._lock = threading.Lock()
        self._schemas = _closed(self.api, self.api["components"]["schemas"])
        self._validators, self._right = {}, set()
        patterns = sorted(self.api["paths"], key=lambda path: (path.count("{"), path))
        self._paths = [(_address(path), path) for path in patterns]

    def operation(self, method, path):
        """(path pattern, operation) of a request; the operation is None where the description has none."""
        path = path.replace("%24", "$")
        for pattern, name in self._paths:
            if pattern.match(path):
                return name, self.api["paths"][name].get("get" if method == "HEAD" else method.lower())
        return path, None

    def _response(self, operation, status, pattern):
        responses = operation["responses"] if operation else {}
        fault = _FHIR_FAULT if pattern == "/fhir" or pattern.startswith("/fhir/") else _FAULT
        found = responses.get(str(status)) or (responses.get("default", fault) if status >= 400 else None)
        return None if found is None else resolve(self.api, found)

    def _validator(self, schema):
        key = json.dumps(schema, sort_keys=True)
        if key not in self._validators:
            whole = {**_closed(self.api, schema), "components": {"schemas": self._schemas}}
            self._validators[key] = jsonschema.Draft202012Validator(whole)
        return self._validators[key]

    def _content_faults(self, response, headers, body):
        given = headers.get("content-type", "").split(";")[0].strip()
        content = response.get("content", {})
        if given not in content:
            yield f"the media type {given!r} is not described, only {', '.join(content) or 'no content'}"
        elif given.endswith("json"):
            try:
                value = parse(body)
            except ValueError as error:
                yield f"no right JSON: {error}"
                return
            for error in self._validator(content[given]["schema"]).iter_errors(value):
                yield f"/{'/'.join(map(str, error.absolute_path))}: {error.message[:300]}"

    def faults(self, method, target, status, headers, body):
        """All differences from the description, as text; empty if there are none. `headers` has names in lower case.
        Threads: any."""
        with self._lock:
            return self._faults(method, target, status, headers, body)

    def _faults(self, method, target, status, headers, body):
        pattern, operation = self.operation(method, urlsplit(target).path)
        key = (pattern, method, status, tuple(sorted(headers)), headers.get("content-type"), body)
        if hash(key) in self._right:
            return []
        response = self._response(operation, status, pattern)
        found = []
        if response is None:
            found.append(f"the status {status} is not described")
        else:
            if operation:
                for name, header in response.get("headers", {}).items():
                    if name.lower() not in headers and resolve(self.api, header).get("required"):
                        found.append(f"the header {name} is missing")
            if method != "HEAD" and (body or response.get("content")):
                found += self._content_faults(response, headers, body)
        if not found:
            self._right.add(hash(key))
        return [f"{method} {pattern} answered {status}: {each}" for each in found]


@functools.lru_cache(maxsize=1)
def description():
    return Description(_FILE.read_text())
