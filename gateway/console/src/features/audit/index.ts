import type { Feature } from "../../app/feature";
import { words } from "./words";

export const audit: Feature = {
  name: "audit",
  title: words.title,
  icon: "folder",
  needs: ["administer"],
  group: "operation",
  routes: [
    { path: "/audit", load: async () => (await import("./page")).ContentPage },
  ],
};
