// Reads an OpenAPI description strictly and prints its faults: every finding of Spectral (rules.yaml) and of Redocly,
// and every example that does not match its schema.
// usage: node lint.mjs FILE; exit code 0 only if there is no fault
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { createConfig, lint } from "@redocly/openapi-core";
import { parseDocument } from "yaml";
import { exampleFaults } from "./examples.mjs";
import { spectralFaults } from "./spectral.mjs";

/** The parsed file; throws on what a strict YAML 1.2 parser does not take, such as a key that occurs twice. */
export function parseStrictly(text) {
  const document = parseDocument(text, { version: "1.2", strict: true, uniqueKeys: true, prettyErrors: true });
  const fault = [...document.errors, ...document.warnings][0];
  if (fault) throw new Error(`no strict YAML: ${fault.message}`);
  return document.toJS();
}

async function redoclyFaults(file) {
  const rules = {
    "no-unused-components": "error",
    "operation-4xx-response": "error",
    "operation-operationId-unique": "error",
    "path-declaration-must-exist": "error",
    "no-ambiguous-paths": "off", // /$translate beside /{id} and the like; FHIR R4 defines them, literals match first
    "no-server-example.com": "off",
    "no-invalid-media-type-examples": "off", // examples.mjs checks each example against its schema
    "no-invalid-schema-examples": "off",
  };
  const config = await createConfig({ extends: ["recommended-strict"], rules });
  const problems = await lint({ ref: file, config });
  return problems.map((problem) => {
    const place = problem.location?.[0]?.pointer ?? "";
    return `redocly ${problem.ruleId} ${place}: ${problem.message}`;
  });
}

export async function faultsOf(file) {
  const text = readFileSync(file, "utf8");
  let api;
  try {
    api = parseStrictly(text);
  } catch (error) {
    return [error.message];
  }
  const faults = [...(await spectralFaults(text)), ...(await redoclyFaults(file))];
  return faults.length ? faults : exampleFaults(api); // schemas with broken references cannot be compiled
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const faults = await faultsOf(process.argv[2]);
  for (const fault of faults) console.log(fault);
  console.log(faults.length ? `${faults.length} fault(s)` : "openapi: Spectral, Redocly and the examples have no fault");
  process.exit(faults.length ? 1 : 0);
}
