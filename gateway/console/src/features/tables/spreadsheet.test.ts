import { expect, test } from "vitest";
import type { Row } from "../../mapping/versions";
import { fromSpreadsheet, textOf, toSpreadsheet } from "./spreadsheet";

const row = (code: string, label: string, comment = ""): Row =>
  ({ source_code: code, source_label: label, target_code: "", status: "UNCHECKED", valid_from: "2017-01-31", comment }) as Row;

const HEAD = "source_code,source_label,target_code,relationship,status,valid_from,valid_to,comment\r\n";

test("no cell of the file for a spreadsheet begins like a formula, also of a column by itself", () => {
  const file = toSpreadsheet([row("=1+1", "=cmd|' /C calc'!A0", "@x;\n=2"), row("-5", "'=3")]);
  expect(file.startsWith("\uFEFFsource_code;source_label;")).toBe(true);
  expect(file).toContain("\r\n'=1+1;'=cmd|' /C calc'!A0;;;UNCHECKED;2017-01-31;;\"'@x;\n=2\"\r\n");
  expect(file).toContain("\r\n-5;''=3;");
});

test("what was exported for a spreadsheet is imported as it was", () => {
  const file = toSpreadsheet([row("=1+1", 'detto "il centro"; e, altro', "'=3"), row("A", "''=4")]);
  expect(fromSpreadsheet(file)).toBe(
    HEAD + "=1+1,\"detto \"\"il centro\"\"; e, altro\",,,UNCHECKED,2017-01-31,,'=3\r\n" + "A,''=4,,,UNCHECKED,2017-01-31,,\r\n",
  );
});

test("columns that only this table has go to the spreadsheet and come back", () => {
  const file = toSpreadsheet([row("A", "a"), { ...row("B", "b"), preferred: "yes" } as Row]);
  expect(file).toContain(";valid_to;comment;preferred\r\n");
  expect(fromSpreadsheet(file)).toBe(
    HEAD.replace("\r\n", ",preferred\r\n") + "A,a,,,UNCHECKED,2017-01-31,,,\r\n" + "B,b,,,UNCHECKED,2017-01-31,,,yes\r\n",
  );
});

test("codes that a spreadsheet program would write otherwise are kept from it", () => {
  const codes = ["001", "1-2", "3/4", "1E5", "1.50", "123456789012", "0.5"];
  const file = toSpreadsheet(codes.map((code) => row(code, "x")));
  for (const code of codes) expect(file).toContain(`\r\n'${code};x;`);
  expect(fromSpreadsheet(file).split("\r\n").slice(1, -1).map((line) => line.split(",")[0])).toEqual(codes);
  const plain = toSpreadsheet(["1", "0", "12345678901", "A01", "2|90"].map((code) => row(code, "x")));
  expect(plain).not.toContain("'");
});

test("days as a spreadsheet program saves them are read; the last line may have no end", () => {
  const file = "source_code;valid_from;comment\r\nA;31/01/2017;\"due\r\nrighe\"\r\nB;;'ok";
  expect(fromSpreadsheet(file)).toBe("source_code,valid_from,comment\r\nA,2017-01-31,\"due\r\nrighe\"\r\nB,,'ok\r\n");
});

test("the gateway's own CSV is sent as it is", () => {
  const file = `${HEAD}'=1,"a;b",,,UNCHECKED,,,\n`;
  expect(fromSpreadsheet(file)).toBe(file);
});

test("a file saved on Windows keeps its accents", () => {
  expect(textOf(new Uint8Array([0x70, 0x69, 0xf9]).buffer)).toBe("più");
  expect(textOf(new TextEncoder().encode("più").buffer)).toBe("più");
});
