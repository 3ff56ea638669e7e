// stacked: on a telephone a wide table is shown row below row, each cell with the head of its column before it (_parts.scss). The
// roles keep it a table for screen readers, whatever its parts are displayed as.

const ROLES: readonly (readonly [selector: string, role: string])[] = [
  ["thead, tbody", "rowgroup"],
  ["tr", "row"],
  ["thead th", "columnheader"],
  ["tbody th", "rowheader"],
  ["td", "cell"],
];

function label(table: HTMLTableElement): void {
  table.setAttribute("role", "table");
  for (const [selector, role] of ROLES) for (const part of table.querySelectorAll(selector)) part.setAttribute("role", role);
  const heads = [...table.querySelectorAll("thead th")].map((head) => head.textContent?.trim() ?? "");
  for (const row of table.querySelectorAll("tbody tr")) {
    [...row.children].forEach((cell, at) => {
      if (cell.tagName === "TD") cell.setAttribute("data-head", heads[at] ?? "");
    });
  }
}

const watched = new WeakSet<HTMLTableElement>();

/** To be given as `ref` to a table of the class `stacked`: rows that come later, and another language, are labelled, too. */
export function stacked(table: HTMLTableElement | null): void {
  if (!table || watched.has(table)) return;
  watched.add(table);
  label(table);
  new MutationObserver(() => label(table)).observe(table, { childList: true, subtree: true, characterData: true });
}
