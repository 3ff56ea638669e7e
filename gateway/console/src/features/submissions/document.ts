// A document chosen by the reader: which media type it is sent with, and whether it looks like what the system sends.
import type { Source } from "../../records/sources";

export type Format = Source["format"];

const MEDIA: Record<Format, string> = {
  xml: "application/xml",
  json: "application/json",
  ndjson: "application/x-ndjson",
  csv: "text/csv",
  fhir: "application/fhir+json",
  "fhir-ndjson": "application/fhir+ndjson",
};
const ENDINGS: Record<string, Format> = { xml: "xml", json: "json", ndjson: "ndjson", jsonl: "ndjson", csv: "csv" };
const PACKED: Record<string, string> = { gz: "gzip", zst: "zstd" };

interface Named {
  format: Format | null; // by the ending of its name
  encoding: string; // "", "gzip" or "zstd"
}

export function readName(name: string): Named {
  const endings = name.toLowerCase().split(".").slice(1);
  const encoding = PACKED[endings[endings.length - 1] ?? ""] ?? "";
  if (encoding) endings.pop();
  const ending = endings[endings.length - 1] ?? "";
  return { format: Object.hasOwn(ENDINGS, ending) ? (ENDINGS[ending] ?? null) : null, encoding };
}

/** A JSON system also takes NDJSON, and a FHIR system a Bundle a line, so the ending decides between these two. */
export function mediaTypeFor(source: Format, name: string): string {
  const { format } = readName(name);
  if (format !== "ndjson") return MEDIA[source];
  return MEDIA[source === "json" ? "ndjson" : source === "fhir" ? "fhir-ndjson" : source];
}

export function headersFor(source: Format, name: string): Record<string, string> {
  const { encoding } = readName(name);
  return { "Content-Type": mediaTypeFor(source, name), ...(encoding ? { "Content-Encoding": encoding } : {}) };
}

/** The format that the first characters show, or null if they do not tell. */
export function looksLike(start: string): Format | null {
  const text = start.replace(/^\ufeff/, "").trimStart();
  if (text.startsWith("<")) return "xml";
  if (text.startsWith("{") || text.startsWith("[")) return "json";
  return /^[^\n<{[]*[;,\t|][^\n]*\n/.test(text) ? "csv" : null;
}

/** A workbook of a spreadsheet program (a ZIP archive, or the older format): the commonest mistake where CSV is expected. */
export const isWorkbook = (name: string, start: string): boolean =>
  start.startsWith("PK\u0003\u0004") || /\.(xlsx?|xlsm|ods)$/i.test(name);

/** What the file looks like, if it is surely not what the system sends; else null. */
export function otherFormat(source: Format, name: string, start: string): Format | null {
  if (readName(name).encoding) return null;
  const found = looksLike(start);
  const family = (format: Format) => (format === "xml" || format === "csv" ? format : "json");
  return found && family(found) !== family(source) ? found : null;
}

export const formatName = (format: Format): string =>
  format === "fhir-ndjson" ? "NDJSON (FHIR)" : format.toUpperCase();
