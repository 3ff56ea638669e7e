import { describe, expect, it } from "vitest";
import { inItalian } from "./sentences";
import { details } from "../generated/details";
import { sentences } from "../generated/sentences";

describe("inItalian", () => {
  it("fills the values of the English sentence in, whatever they contain", () => {
    expect(inItalian('target_code "A.{1}" is not in the code system "intervention"; use a code of it')).toBe(
      'target_code "A.{1}" non è nel vocabolario "intervention"; usare una sua voce',
    );
    expect(inItalian("cases.json gives needs[0].code \"x\" instead of \"y\"")).toContain("cases.json dà un altro risultato: ");
  });
  it("takes the pattern that says most", () => {
    expect(inItalian('lines 3 and 5 are the same row; remove one of them')).toBe("le righe 3 e 5 del file sono uguali; toglierne una");
  });
  it("translates a sentence within a sentence", () => {
    expect(inItalian("this is a web page (HTML), not CSV in UTF-8; save the table as CSV in UTF-8")).toContain("una pagina web (HTML)");
  });
  it("knows nothing of other sentences", () => {
    expect(inItalian("something else")).toBeNull();
  });
  it("has each value of a sentence in its translation", () => {
    const values = (text: string) => [...text.matchAll(/\{\d=?\}/g)].map((match) => match[0]).sort();
    for (const { en, it: italian } of sentences) expect(values(italian), en).toEqual(values(en));
    expect(Object.keys(details).length).toBeGreaterThan(40);
  });
});

it("why a document cannot be read is said in Italian", () => {
  expect(inItalian("this is JSON, but CSV is expected; check which document is sent to this source, and its Content-Type")).toBe(
    "questo è JSON, ma serve CSV; controllare quale documento si invia a questo sistema e il suo Content-Type",
  );
  const tabs = "the columns `A`, `B` are missing in the header; the delimiter expected is `;`; row 1 was read as the header: `A\tB`";
  expect(inItalian(tabs)).toContain("il separatore previsto è `;`");
});
