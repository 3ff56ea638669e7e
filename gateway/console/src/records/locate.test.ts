import { describe, expect, it } from "vitest";
import { locate } from "./locate";

const TEXT = `{
  "ente": "Prova",
  "cartelle": [
    {"id": "IB-1", "interventi": []},
    {
      "id": "IB-2", "note": "una \\"riga\\" {falsa}, [altra]",
      "a/b~c": {"x": [1, -2.5e3, true, null]},
      "interventi": [{"codice": "SAD9"}]
    }
  ]
}`;

describe("locate", () => {
  it("finds line and column of a value", () => {
    const found = locate(TEXT, ["/cartelle/1/interventi/0/codice", "/cartelle/0", "/ente", "/cartelle/1/a~1b~0c/x/3", ""]);
    expect(found.get("/cartelle/1/interventi/0/codice")).toEqual({ line: 8, column: 33 });
    expect(found.get("/cartelle/0")).toEqual({ line: 4, column: 5 });
    expect(found.get("/ente")).toEqual({ line: 2, column: 11 });
    expect(found.get("/cartelle/1/a~1b~0c/x/3")).toEqual({ line: 7, column: 40 });
    expect(found.get("")).toEqual({ line: 1, column: 1 });
  });

  it("finds nothing where there is nothing, and keeps what it found before a fault", () => {
    expect(locate(TEXT, ["/cartelle/2", "/nessuno"]).size).toBe(0);
    const broken = locate('{"a": 1,\n "b": {"c": 2}, "d": oh no', ["/b/c", "/d/e"]);
    expect([...broken]).toEqual([["/b/c", { line: 2, column: 13 }]]);
    expect(locate("", ["/a"]).size).toBe(0);
    expect(locate("[".repeat(100_000), ["/0/0"]).size).toBe(1);
  });

  it("reads a million characters in a blink", () => {
    const long = `{"a": "${"x".repeat(1_000_000)}",\n"b": 1}`;
    expect(locate(long, ["/b"]).get("/b")).toEqual({ line: 2, column: 6 });
  });
});
