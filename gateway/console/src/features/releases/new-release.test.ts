import { expect, test } from "vitest";
import { laterPeriod } from "./new-release";

test("a period before a released one, or one that overlaps it, is named before it is ordered", () => {
  expect(laterPeriod("2016", ["2017"])).toBe("2017");
  expect(laterPeriod("2017-Q4", ["2017-Q3", "2018-Q1"])).toBe("2018-Q1");
  expect(laterPeriod("2017-Q4", ["2017"])).toBe("2017");
  expect(laterPeriod("2017-03", ["2017-Q1"])).toBe("2017-Q1");
});

test("later periods and revisions of a released one may be ordered", () => {
  expect(laterPeriod("2018", ["2016", "2017"])).toBeNull();
  expect(laterPeriod("2017-Q4", ["2017-Q3"])).toBeNull();
  expect(laterPeriod("2016", ["2016", "2017"])).toBeNull();
  expect(laterPeriod("2016", [])).toBeNull();
});
