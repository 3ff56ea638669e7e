// Every rule of rules.yaml, and each other kind of fault that lint.mjs looks for, is found in small.yaml after one
// change that breaks it.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { parse } from "yaml";
import { faultsOf } from "./lint.mjs";
import { spectralResults } from "./spectral.mjs";

const here = (name) => readFileSync(new URL(name, import.meta.url), "utf8");
const small = here("small.yaml");
const ownRules = Object.keys(parse(here("rules.yaml")).rules).filter((name) => name.startsWith("italian-"));
const folder = mkdtempSync(join(tmpdir(), "raccordo-openapi-"));
after(() => rmSync(folder, { recursive: true }));

/** small.yaml with one text in place of another; fails if that is not there. */
function broken([text, other]) {
  assert.ok(small.includes(text), `small.yaml has no ${text}`);
  return small.replace(text, other);
}

// For each rule: what to replace, by what.
const BREAKS = {
  "italian-summary": ["  x-summary: A small interface\n", ""],
  "italian-contact": ["  termsOfService: https://small.example/terms\n", ""],
  "italian-version": ["version: 1.0.0", "version: first"],
  "italian-servers": ["url: https://localhost:8443", "url: http://localhost:8443"],
  "italian-status": ["/status:", "/health:"],
  "italian-status-problem": ["        detail: {type: string, maxLength: 99}\n", ""],
  "italian-paths": ["/things/", "/someThings/"],
  "italian-no-method-in-path": ["/things/", "/get-things/"],
  "italian-operation-id": ["readThing", "getThing"],
  "italian-headers": ["name: If-None-Match", "name: X-None-Match"],
  "italian-no-secret-in-address": ["name: If-None-Match, in: header", "name: fiscal_code, in: query"],
  "italian-no-body": ["      operationId: readThing\n",
    "      operationId: readThing\n      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}\n"],
  "italian-problem": ["        application/problem+json: {schema: {$ref: \"#/components/schemas/Problem\"}}\n    Busy",
    "        application/json: {schema: {$ref: \"#/components/schemas/Problem\"}}\n    Busy"],
  "italian-noqa": ["      description: A fault\n", "      description: A fault\n      x-noqa: because\n"],
  "italian-problem-content": ["\"404\": {$ref: \"#/components/responses/Fault\"}", "\"404\": {description: Not there}"],
  "italian-problem-members": ["        title: {type: string, maxLength: 99}\n", ""],
  "italian-busy": ["        \"429\": {$ref: \"#/components/responses/Busy\"}\n", ""],
  "italian-retry-after": ["        Retry-After: {$ref: \"#/components/headers/Figure\"}\n", ""],
  "italian-rate-limit": ["            RateLimit-Reset: {$ref: \"#/components/headers/Figure\"}\n", ""],
  "italian-content": [/          content:\n            application\/json:\n(.*\n){2}/.exec(small)[0], ""],
  "italian-no-content": ["description: Not changed", "description: Not changed\n          content: {text/plain: {schema: {type: string, maxLength: 1}}}"],
  "italian-object": ["schema: {$ref: \"#/components/schemas/Thing\"}", "schema: {type: array, maxItems: 1, items: {$ref: \"#/components/schemas/Thing\"}}"],
  "italian-schema-name": ["    Thing:", "    thing:"],
  "italian-member-name": ["share: {type", "theShare: {type"],
  "italian-integer": ["size: {type: integer, format: int32, ", "size: {type: integer, "],
  "italian-number": ["share: {type: number, format: double, ", "share: {type: number, "],
  "italian-string": ["names: {type: array, maxItems: 9, items: {type: string, maxLength: 9}}", "names: {type: array, maxItems: 9, items: {type: string}}"],
  "italian-array": ["names: {type: array, maxItems: 9, ", "names: {type: array, "],
  "italian-map": ["more: {type: object, maxProperties: 9, ", "more: {type: object, "],
};

test("a description without a fault has none", async () => {
  const file = join(folder, "right.yaml");
  writeFileSync(file, small);
  assert.deepEqual(await faultsOf(file), []);
});

test("every rule of its own has a description that breaks it", () => {
  assert.deepEqual(Object.keys(BREAKS).sort(), [...ownRules].sort());
});

for (const [rule, change] of Object.entries(BREAKS)) {
  test(`${rule} finds what breaks it`, async () => {
    const results = await spectralResults(broken(change));
    assert.ok(results.some(({ code }) => code === rule), `found only ${results.map(({ code, message }) => `${code}: ${message}`)}`);
  });
}

const OTHERS = {
  "a key that occurs twice": ["  title: Small\n", "  title: Small\n  title: Small\n", /strict YAML/],
  "an example that does not fit": ["example: {size: 1,", "example: {size: ten,", /^example .*size must be integer/],
  "a component that nothing uses": ["  schemas:\n", "  schemas:\n    Other: {type: string, maxLength: 1}\n", /^redocly no-unused-components/],
  "a reference without target": ["schemas/Thing\"", "schemas/Thin\"", /^redocly no-unresolved-refs/],
  "a tag that is not described": ["      tags: [things]", "      tags: [other]", /^spectral \d+: warning operation-tag-defined/],
};

for (const [what, [text, other, found]] of Object.entries(OTHERS)) {
  test(`${what} is a fault`, async () => {
    const file = join(folder, "broken.yaml");
    writeFileSync(file, broken([text, other]));
    const faults = await faultsOf(file).catch((error) => [String(error)]);
    assert.ok(faults.some((fault) => found.test(fault)), faults.join("\n"));
  });
}
