import { expect, test } from "vitest";
import { isFormula } from "./formula";

test("a text that begins like a formula is one, whatever the sign", () => {
  for (const text of ["=cmd|' /C calc'!A0", "+1+cmd", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1+1"]) expect(isFormula(text), text).toBe(true);
});

test("numbers, a sign alone and formulas inside a text are not run", () => {
  for (const text of ["", "-", "=", "-5", "+39", "-1.234,5", "Anziani", "a=b", " =1", "MF.01"]) expect(isFormula(text), text).toBe(false);
});
