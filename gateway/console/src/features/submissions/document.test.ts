import { describe, expect, it } from "vitest";
import { headersFor, isWorkbook, looksLike, otherFormat } from "./document";

describe("a chosen document", () => {
  it("is sent with the media type of its system, and as packed as it is", () => {
    expect(headersFor("json", "Cartelle.JSON")).toEqual({ "Content-Type": "application/json" });
    expect(headersFor("json", "a.jsonl")).toEqual({ "Content-Type": "application/x-ndjson" });
    expect(headersFor("xml", "a.b.xml.gz")).toEqual({ "Content-Type": "application/xml", "Content-Encoding": "gzip" });
    expect(headersFor("fhir", "bundle.json")).toEqual({ "Content-Type": "application/fhir+json" });
    expect(headersFor("fhir", "bundles.ndjson")).toEqual({ "Content-Type": "application/fhir+ndjson" });
    expect(headersFor("csv", "constructor")).toEqual({ "Content-Type": "text/csv" });
  });
  it("is recognised by its first characters", () => {
    expect(looksLike("\ufeff  <?xml ?>")).toBe("xml");
    expect(looksLike("\n[{")).toBe("json");
    expect(looksLike("id;comune;apertura\n1;2;3")).toBe("csv");
    expect(looksLike("testo")).toBeNull();
    expect(otherFormat("json", "a.json", "<a/>")).toBe("xml");
    expect(otherFormat("json", "a.ndjson", "{}\n{}")).toBeNull();
    expect(otherFormat("fhir", "a.json", "{}")).toBeNull();
    expect(otherFormat("csv", "a.csv.gz", "<a/>")).toBeNull();
  });
});

describe("isWorkbook", () => {
  it("tells a spreadsheet from what systems send", () => {
    expect(isWorkbook("cartelle.csv", "PK\u0003\u0004\u0014")).toBe(true);
    expect(isWorkbook("cartelle.XLSX", "")).toBe(true);
    expect(isWorkbook("cartelle.csv", "id;comune\n1;016024\n")).toBe(false);
    expect(isWorkbook("cartelle.json.gz", "\u001f\ufffd")).toBe(false);
  });
});
