import { describe, expect, it } from "vitest";
import { differencesIn } from "./difference";

describe("differencesIn", () => {
  it("reads places and values", () => {
    const said = 'waiting.csv gives interventions[0].type {"source_code":"191"} instead of "anziani.trasporto"; closed nothing instead of 2017';
    expect(differencesIn(said)).toEqual({
      file: "waiting.csv",
      differences: [
        { field: "interventions[0].type", found: { source_code: "191" }, expected: "anziani.trasporto" },
        { field: "closed", found: undefined, expected: 2017 },
      ],
    });
  });
  it("is not misled by texts that hold its own words", () => {
    const said = 'a.json gives comment "x instead of y; z" instead of "; b"; person.id otherwise';
    expect(differencesIn(said)?.differences).toEqual([
      { field: "comment", found: "x instead of y; z", expected: "; b" },
      { field: "person.id", found: undefined, expected: undefined },
    ]);
  });
  it("leaves other sentences alone", () => {
    for (const said of ["a.json gives no such line any more", "a.json gives one more line; `raccordo decode` shows it", "", "something else"]) {
      expect(differencesIn(said), said).toBeNull();
    }
  });
});
