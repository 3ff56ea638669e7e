// What an example of a source would give instead, from the gateway's sentence (gateway/app/forms/json_differences.cpp): each place
// with what was and what would be, so that a page can say it in words instead of JSON.

export interface Difference {
  field: string; // interventions[0].type; "" : the whole line
  found: unknown; // undefined: nothing, or not told
  expected: unknown;
}

const NOTHING = "nothing";

/** The JSON value, or "nothing", at the beginning of `text` that is followed by `end`, and the rest after that; null: there is none. */
function valueBefore(text: string, end: string): { value: unknown; rest: string } | null {
  for (let at = text.indexOf(end); at >= 0; at = text.indexOf(end, at + 1)) {
    const part = text.slice(0, at);
    const rest = text.slice(at + end.length);
    if (part === NOTHING) return { value: undefined, rest };
    try {
      return { value: JSON.parse(part) as unknown, rest };
    } catch {
      // `end` is part of a text: the next one
    }
  }
  return null;
}

/** "FILE gives PLACE FOUND instead of EXPECTED; ...", null if the sentence is another one. */
export function differencesIn(message: string): { file: string; differences: Difference[] } | null {
  const [, file = "", said = ""] = /^(\S+) gives ([^]+)$/.exec(message) ?? [];
  const differences: Difference[] = [];
  let left = said === "" ? "" : `${said}; `;
  while (left !== "") {
    const [hidden, secret] = /^(person(?:\.id)?) otherwise; /.exec(left) ?? [];
    if (hidden !== undefined) {
      differences.push({ field: secret ?? "", found: undefined, expected: undefined });
      left = left.slice(hidden.length);
      continue;
    }
    const [head, field = ""] = /^([\w.[\]]+) /.exec(left) ?? [];
    const found = head === undefined ? null : valueBefore(left.slice(head.length), " instead of ");
    const expected = found && valueBefore(found.rest, "; ");
    if (!found || !expected) return null;
    differences.push({ field, found: found.value, expected: expected.value });
    left = expected.rest;
  }
  return differences.length === 0 ? null : { file, differences };
}
