import { describe, expect, it } from "vitest";
import { details } from "../../generated/details";
import { actionWords } from "./words";

// The sources that write the audit: what they write must have words here.
const sources = import.meta.glob<string>(["../../../../{app,store}/**/*.cpp", "../../../../{app,store}/**/*.hpp"], { query: "?raw", import: "default", eager: true });
const text = Object.values(sources).join("\n");
const found = (pattern: RegExp): Set<string> => new Set([...text.matchAll(pattern)].map((match) => match[1] ?? ""));

// Events of webhooks have names of the same form.
const EVENTS = new Set(["exchange.changed", "record.left-quarantine", "replay.ended", "submission.ended", "release.txt"]);

describe("words of the audit", () => {
  it("exist for every action that the gateway writes", () => {
    const actions = found(/"((?:table|records?|subject|release|replay|submission|retention|audit|gateway|configuration|clock|store|keys|exchange|webhook)\.[a-z-]+)"/g);
    expect(actions.size).toBeGreaterThan(25);
    for (const action of actions) if (!EVENTS.has(action)) expect(Object.keys(actionWords), action).toContain(action);
  });
  it("exist for every member of an entry's details", () => {
    const names = found(/details(?:\.emplace\(|\.insert_or_assign\(|\[)"([a-z_]+)"/g);
    expect(names.size).toBeGreaterThan(25);
    for (const name of names) expect(Object.keys(details), name).toContain(name);
  });
});
