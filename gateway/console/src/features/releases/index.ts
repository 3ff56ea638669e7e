import type { Feature } from "../../app/feature";
import { words } from "./words";

export const releases: Feature = {
  name: "releases",
  title: words.title,
  icon: "chart-line",
  needs: ["extract"],
  group: "data",
  routes: [
    { path: "/releases", load: async () => (await import("./page")).ReleaseListPage },
    { path: "/releases/:id", load: async () => (await import("./detail")).ReleasePage },
    { path: "/releases/:id/tables/:table", load: async () => (await import("./table-page")).TablePage },
  ],
};
