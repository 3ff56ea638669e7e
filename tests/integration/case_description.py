"""The check of answers against the description must find every kind of difference."""

import json
import unittest

from support.description import Description

API = """
paths:
  /things/{id}:
    get:
      responses:
        "200":
          headers: {RateLimit-Limit: {required: true}}
          content: {application/json: {schema: {$ref: "#/components/schemas/Bigger"}}}
        default: {content: {application/problem+json: {schema: {$ref: "#/components/schemas/Problem"}}}}
components:
  schemas:
    Problem: {type: object, required: [code], properties: {code: {type: string}}}
    Thing: {type: object, required: [size], properties: {size: {type: integer, minimum: 1}}}
    Bigger:
      allOf: [{$ref: "#/components/schemas/Thing"}, {type: object, properties: {parts: {type: object}}}]
"""
JSON, PROBLEM = {"content-type": "application/json", "ratelimit-limit": "1"}, {"content-type": "application/problem+json"}


class Answers(unittest.TestCase):
    def setUp(self):
        self.description = Description(API)

    def faults(self, body, status=200, headers=None, path="/things/1?a=b"):
        body = body if isinstance(body, bytes) else json.dumps(body).encode()
        return " ".join(self.description.faults("GET", path, status, JSON if headers is None else headers, body))

    def test_accepts_described_answers(self):
        self.assertEqual(self.faults({"size": 1, "parts": {"any": 1}}), "")
        self.assertEqual(self.faults({"code": "x"}, 404, PROBLEM), "")
        self.assertEqual(self.faults({"code": "x"}, 404, PROBLEM, "/nothing"), "")

    def test_finds_a_repeated_member(self):
        self.assertIn("'size' occurs twice", self.faults(b'{"size": 1, "size": 1}'))
        self.assertIn("'a' occurs twice", self.faults(b'{"size": 1, "parts": {"a": 1, "a": 2}}'))

    def test_finds_undescribed_missing_and_out_of_bounds_members(self):
        self.assertIn("'other' was unexpected", self.faults({"size": 1, "other": 1}))
        self.assertIn("'size' is a required", self.faults({}))
        self.assertIn("less than the minimum", self.faults({"size": 0}))

    def test_finds_a_wrong_status_media_type_or_header(self):
        self.assertIn("the status 201 is not described", self.faults({"size": 1}, 201))
        self.assertIn("the status 200 is not described", self.faults({"size": 1}, path="/nothing"))
        self.assertIn("'text/plain' is not described",
                      self.faults({"size": 1}, headers={**JSON, "content-type": "text/plain"}))
        self.assertIn("RateLimit-Limit is missing", self.faults({"size": 1}, headers={"content-type": "application/json"}))
        self.assertIn("'code' is a required", self.faults({}, 500, PROBLEM))

    def test_a_correct_answer_does_not_hide_a_wrong_one(self):
        self.assertEqual(self.faults({"size": 1}), "")
        self.assertIn("less than the minimum", self.faults({"size": -1}))
        self.assertEqual(self.faults({"size": 1}), "")
