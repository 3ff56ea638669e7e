import { describe, expect, it } from "vitest";
import { href, matchPath } from "./router";

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
