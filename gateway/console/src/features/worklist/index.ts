import type { Feature } from "../../app/feature";
import { words } from "./words";

export const worklist: Feature = {
  name: "worklist",
  title: words.title,
  icon: "list",
  needs: ["see-metadata"],
  group: "work",
  routes: [
    { path: "/worklist", load: async () => (await import("./page")).ContentPage },
  ],
};
