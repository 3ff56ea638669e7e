import { expect, test } from "vitest";
import { furtherColumns, furtherText } from "./columns";
import type { Row } from "./versions";

const row = (more: Record<string, string>): Row => ({ source_code: "A", status: "APPROVED", ...more }) as Row;

test("columns that only some tables have are found and told", () => {
  expect(furtherColumns([row({}), row({ preferred: "" }), row({ preferred: "yes", other: "x" })])).toEqual(["preferred", "other"]);
  expect(furtherText(row({ preferred: "yes", other: "" }))).toBe("preferred: yes");
  expect(furtherText(row({ comment: "nota" }))).toBe("");
});
