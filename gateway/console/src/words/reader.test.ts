import { describe, expect, it } from "vitest";
import { errorPages } from "../generated/catalogue";
import { sentences } from "../generated/sentences";
import { forReader } from "./reader";

const OF_PROGRAMS = /Retry-After|`technical`|request_id|percent-encod|GET \/|`impact`|(?:con|with) force\b|`records_years|release\.revisions|`stored`/;

describe("texts of the catalogue on a page", () => {
  it("name nothing that only a program knows", () => {
    for (const language of ["it", "en"] as const) {
      const texts = [...Object.values(errorPages).flatMap((page) => [page.title[language], page.text[language]]), ...sentences.map((each) => each[language])];
      for (const text of texts) expect(forReader(text, language)).not.toMatch(OF_PROGRAMS);
    }
  });
  it("stay as they are otherwise", () => {
    expect(forReader("Serve il diritto administer.", "it")).toBe("Serve il diritto administer.");
  });
});
