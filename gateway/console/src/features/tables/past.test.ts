import { expect, test } from "vitest";
import { pastOf } from "./past";

const step = (action: string, actor: string) => ({ action, actor });

test("a reviewer learns of every editor, and of an approval that was lost", () => {
  const steps = [step("edit", "anna"), step("submit", "anna"), step("approve", "bruno"), step("edit", "carla"), step("submit", "carla")];
  expect(pastOf(steps)).toEqual({ editors: ["anna", "carla"], wasApproved: true });
});

test("an approval after the last edit holds", () => {
  expect(pastOf([step("edit", "anna"), step("edit", "anna"), step("approve", "bruno")])).toEqual({ editors: ["anna"], wasApproved: false });
  expect(pastOf([])).toEqual({ editors: [], wasApproved: false });
});
