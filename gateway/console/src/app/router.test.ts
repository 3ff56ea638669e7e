import { describe, expect, it } from "vitest";
import { hasIdentifier, withoutIdentifiers } from "./identifiers";
import { href, isBefore, matchPath, navigate, place, setTyped } from "./router";

describe("matchPath", () => {
  it("finds parameters and decodes them", () => {
    expect(matchPath("/tables/:source/:table", "/tables/bergamo/a%2Fb")).toEqual({ source: "bergamo", table: "a/b" });
  });
  it("refuses other addresses", () => {
    expect(matchPath("/tables/:source/:table", "/tables/bergamo")).toBeNull();
    expect(matchPath("/tables/:source/:table", "/tables//x")).toBeNull();
    expect(matchPath("/tables/:source/:table", "/tables/%zz/x")).toBeNull();
    expect(matchPath("/", "/")).toEqual({});
  });
});

describe("href", () => {
  it("encodes each part", () => {
    expect(href("/tables", "bergamo", "a/b")).toBe("/console/tables/bergamo/a%2Fb");
    expect(href("/")).toBe("/console/");
  });
});

describe("identifiers of persons", () => {
  it("are found however they are written", () => {
    for (const text of ["RSSMRA80A01F205X", "rssmra80a01f205x", "RSS MRA 80A01 F205X", "il caso di TSTGXZ40A41A794V", "RSSMRAULALMFNLRX", "STP0300000000001", "eni 0300000000001"]) {
      expect(hasIdentifier(text), text).toBe(true);
    }
    for (const text of ["IB-102", "ANZ|SAD9", "016170", "DIS|ADH2", "isola-bergamasca/intervention", ""]) expect(hasIdentifier(text), text).toBe(false);
  });
  it("are never in an address", () => {
    expect(withoutIdentifiers("?code=SAD9&record_id=RSSMRA80A01F205X")).toBe("?code=SAD9");
    expect(withoutIdentifiers("?record_id=RSSMRA80A01F205X")).toBe("");
    expect(withoutIdentifiers("?code=ANZ%7CSAD9")).toBe("?code=ANZ%7CSAD9");
    navigate("/console/quarantine?code=A&record_id=RSSMRA80A01F205X");
    expect(location.search).toBe("?code=A");
  });
});

describe("what is typed into filters", () => {
  it("stays with the page, not in its address, and goes with it", () => {
    navigate("/console/quarantine?code=A&cursor=2");
    setTyped({ code: "Rossi" });
    expect(location.href).not.toContain("Rossi");
    expect(location.search).toBe("?cursor=2");
    navigate("/console/quarantine?cursor=3");
    expect(place.get().typed).toEqual({ code: "Rossi" });
    navigate("/console/quarantine/7");
    expect(place.get().typed).toEqual({});
    expect(isBefore("/console/quarantine")).toBe(true);
    expect(isBefore("/console/tables")).toBe(false);
  });
});
