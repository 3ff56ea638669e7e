// The rules of rules.yaml, run by Spectral.
import * as fs from "node:fs";
import { fileURLToPath } from "node:url";
import spectralCore from "@stoplight/spectral-core";
import parsers from "@stoplight/spectral-parsers";
import { bundleAndLoadRuleset } from "@stoplight/spectral-ruleset-bundler/with-loader";

const SEVERITIES = ["error", "warning", "information", "hint"];
const ruleset = await bundleAndLoadRuleset(fileURLToPath(new URL("rules.yaml", import.meta.url)), { fs, fetch });

/** Every result of Spectral, of whatever severity, as a line. */
export async function spectralResults(text) {
  const spectral = new spectralCore.Spectral();
  spectral.setRuleset(ruleset);
  return spectral.run(new spectralCore.Document(text, parsers.Yaml, "openapi.yaml"));
}

export async function spectralFaults(text) {
  const results = await spectralResults(text);
  return results.map((result) => {
    const line = result.range.start.line + 1;
    return `spectral ${line}: ${SEVERITIES[result.severity]} ${result.code}: ${result.message}`;
  });
}
