import type { Feature } from "../../app/feature";
import { words } from "./words";

export const submissions: Feature = {
  name: "submissions",
  title: words.title,
  icon: "upload",
  needs: ["submit"],
  group: "data",
  routes: [
    { path: "/submissions", load: async () => (await import("./list")).SubmissionListPage },
    { path: "/submissions/:id", load: async () => (await import("./detail")).SubmissionPage },
  ],
};
