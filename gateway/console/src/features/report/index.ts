import type { Feature } from "../../app/feature";
import { watchDraft } from "./draft-store";
import { watchIds } from "./own-id";
import { words } from "./words";

export const report: Feature = {
  name: "report",
  title: words.title,
  icon: "comment",
  needs: ["submit"],
  group: "data",
  routes: [{ path: "/report", load: async () => (await import("./page")).ReportPage }],
  start: () => {
    watchDraft(sessionStorage);
    watchIds();
  },
};
