// What happened to a version before the state in which it is shown.

interface Step {
  action: string;
  actor: string;
}

/** Who edited it, each once, the first first; and whether an approval was lost to a later edit. */
export function pastOf(steps: readonly Step[]): { editors: string[]; wasApproved: boolean } {
  const editors = new Set(steps.filter((step) => step.action === "edit").map((step) => step.actor));
  const approved = steps.findIndex((step) => step.action === "approve");
  return { editors: [...editors], wasApproved: approved >= 0 && steps.slice(approved).some((step) => step.action === "edit") };
}
