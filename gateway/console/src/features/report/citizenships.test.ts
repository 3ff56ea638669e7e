import { expect, test } from "vitest";
import type { SchemeCode } from "../../mapping/scheme";
import { inOrder } from "./citizenships";

const code = (code: string, label_it: string, parent = ""): SchemeCode => ({ code, label_it, label_en: label_it, parent }) as SchemeCode;

test("Italy comes first, then countries by name, then groups", () => {
  const sorted = inOrder([
    code("EU", "Altri Paesi dell'Unione europea"), code("CH", "Svizzera", "other-europe"), code("MA", "Marocco", "africa"),
    code("IT", "Italia"), code("ET", "Etiopia", "africa"),
  ]); // prettier-ignore
  expect(sorted.map((each) => each.code)).toEqual(["IT", "ET", "MA", "CH", "EU"]);
});
