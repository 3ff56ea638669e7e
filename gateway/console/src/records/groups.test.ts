import { describe, expect, it } from "vitest";
import { say } from "../words/words";
import { fieldInWords, type Issue, outcomesInWords, placeInWords } from "./fields";
import { groupIssues } from "./groups";

const italian: Parameters<typeof fieldInWords>[1] = (word, parameters) => say(word, "it", parameters);
const issue = (code: string, more: Partial<Issue> = {}): Issue => ({ severity: "error", code, message: code, ...more }) as Issue;

describe("groupIssues", () => {
  it("puts one cause together, errors first, then the most frequent", () => {
    const groups = groupIssues([
      issue("field-fell-empty", { severity: "warning" }),
      issue("bad-date", { record: 1 }),
      issue("unmapped-code", { table: "intervention", value: "SAD9", record: 2 }),
      issue("unmapped-code", { table: "intervention", value: "SAD9", record: 3 }),
      issue("unmapped-code", { table: "intervention", value: "XX1", record: 4 }),
    ]);
    expect(groups.map((group) => [group.code, group.value, group.items.length])).toEqual([
      ["unmapped-code", "SAD9", 2],
      ["bad-date", "", 1],
      ["unmapped-code", "XX1", 1],
      ["field-fell-empty", "", 1],
    ]);
  });
});

describe("names of fields and places", () => {
  it("are words where there are words, else the name itself", () => {
    expect(fieldInWords("interventions[0].type", italian)).toBe("intervento 1, tipo");
    expect(fieldInWords("person.birth_date", italian)).toBe("persona, data di nascita");
    expect(fieldInWords("constructor.<b>x", italian)).toBe("constructor, <b>x");
  });
  it("call outcomes as the page does", () => {
    expect(outcomesInWords("Se è QUARANTINED resta; UNREJECTED no.", italian)).toBe("Se è «in attesa» resta; UNREJECTED no.");
  });
  it("name line and column", () => {
    expect(placeInWords({ line: 12, path: "/a" }, italian)).toBe("riga 12");
    expect(placeInWords({ row: 1200, column: "importo" }, italian)).toBe("riga 1.200, colonna «importo»");
    const lines = new Map([["/cartelle/0", { line: 4, column: 5 }]]);
    expect(placeInWords({ pointer: "/cartelle/0" }, italian, lines)).toBe("riga 4, colonna 5");
    expect(placeInWords({ pointer: "/cartelle/1" }, italian, lines)).toBe("");
    expect(placeInWords(undefined, italian)).toBe("");
  });
});
