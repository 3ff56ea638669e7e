import { expect, test } from "vitest";
import { hasRightCheck } from "./identifiers";

test("the check character of a codice fiscale is computed, also with letters in place of digits", () => {
  expect(hasRightCheck("RSSMRA80A01F205X")).toBe(true);
  expect(hasRightCheck("RSSMRA80A01F205Y")).toBe(false);
  expect(hasRightCheck("RSSMRA80A10F205X")).toBe(false);
  expect(hasRightCheck("RSSMRA80A01F205")).toBe(false);
  expect(hasRightCheck("STP0300000000001")).toBe(false);
});
