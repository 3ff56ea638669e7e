// Issues of one cause together: first errors, then what concerns most places.
import type { Issue } from "./fields";

export interface IssueGroup {
  key: string;
  severity: "error" | "warning";
  code: string;
  table: string; // of an unmapped code; else ""
  value: string; // likewise
  items: Issue[];
}

export function groupIssues(issues: readonly Issue[]): IssueGroup[] {
  const groups = new Map<string, IssueGroup>();
  for (const issue of issues) {
    const [table, value] = [issue.table ?? "", issue.value ?? ""];
    const key = JSON.stringify([issue.severity, issue.code, table, value]);
    const group = groups.get(key);
    if (group) group.items.push(issue);
    else groups.set(key, { key, severity: issue.severity, code: issue.code, table, value, items: [issue] });
  }
  const weight = (group: IssueGroup) => (group.severity === "error" ? 0 : 1);
  return [...groups.values()].sort((a, b) => weight(a) - weight(b) || b.items.length - a.items.length || (a.key < b.key ? -1 : 1));
}
