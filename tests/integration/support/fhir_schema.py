"""Validates FHIR resources against the JSON schema of FHIR R4 (../data/fhir-r4.schema.json) and against rules of R4
that the schema cannot express. Supports the keywords of JSON Schema that this schema uses."""

import json
import re
from pathlib import Path

_SCHEMA = json.loads((Path(__file__).resolve().parents[1] / "data/fhir-r4.schema.json").read_text())
_TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "number": (int, float)}
_KNOWN = {"$ref", "additionalProperties", "const", "enum", "items", "oneOf", "pattern", "properties", "required", "type"}


def _faults(value, rule, place):
    if unknown := set(rule) - _KNOWN:
        raise ValueError(f"the schema uses {unknown}, which is not known here")
    if "$ref" in rule:
        yield from _faults(value, _SCHEMA["definitions"][rule["$ref"].rsplit("/", 1)[-1]], place)
        return
    if "oneOf" in rule:
        yield from _faults(value, {"$ref": value.get("resourceType", "none")}, place)
        return
    wanted = _TYPES.get(rule.get("type"))
    if wanted and (not isinstance(value, wanted) or (wanted == (int, float) and isinstance(value, bool))):
        yield f"{place}: {value!r} is no {rule['type']}"
        return
    if "const" in rule and value != rule["const"] or "enum" in rule and value not in rule["enum"]:
        yield f"{place}: {value!r} is not allowed"
    if "pattern" in rule and not re.search(rule["pattern"], value if isinstance(value, str) else json.dumps(value)):
        yield f"{place}: {value!r} does not fit {rule['pattern']}"
    for name in rule.get("required", []):
        if name not in value:
            yield f"{place}: {name} is missing"
    if isinstance(value, dict):
        for name, inner in value.items():
            if name in rule.get("properties", {}):
                yield from _faults(inner, rule["properties"][name], f"{place}.{name}")
            elif rule.get("additionalProperties") is False:
                yield f"{place}: {name} is unknown"
    if isinstance(value, list):
        for at, inner in enumerate(value):
            yield from _faults(inner, rule.get("items", {}), f"{place}[{at}]")


def _empty_parts(value, place):
    """FHIR JSON has no empty text, list or object (R4, section 2.6.2)."""
    if value in ("", [], {}) or value is None:
        yield f"{place}: is empty"
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, inner in parts:
        yield from _empty_parts(inner, f"{place}.{name}")


def _broken_rules(resource):
    """Invariants of R4, by their names."""
    kind = resource["resourceType"]
    if kind == "ConceptMap":
        for group in resource.get("group", []):
            for element in group["element"]:
                for target in element["target"]:
                    if target["equivalence"] in ("narrower", "inexact") and not target.get("comment"):
                        yield f"cmd-1: {element['code']}"
    if kind == "CodeSystem":
        codes = [each["code"] for each in resource.get("concept", [])]
        if len(codes) != len(set(codes)):
            yield "csd-1: a code occurs twice"
        if resource.get("content") == "complete" and resource["count"] != len(codes):
            yield "the count of a complete system is not that of its codes"
    if kind == "CapabilityStatement" and resource["kind"] == "instance" and "implementation" not in resource:
        yield "cpb-15: an instance needs an implementation"
    if kind in ("ConceptMap", "CodeSystem") and not re.fullmatch(r"[A-Z]([A-Za-z0-9_]){0,254}", resource["name"]):
        yield f"cmp-0, csd-0: the name {resource['name']} is not for programs"


def faults_of(resource):
    """The faults of a FHIR R4 resource; empty if none."""
    kind = resource.get("resourceType", "none")
    if kind not in _SCHEMA["definitions"]:
        return [f"{kind} is no resource that is known here"]
    found = list(_faults(resource, {"$ref": kind}, kind)) + list(_empty_parts(resource, kind))
    return found or list(_broken_rules(resource))
