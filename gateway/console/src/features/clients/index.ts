import type { Feature } from "../../app/feature";
import { words } from "./words";

export const clients: Feature = {
  name: "clients",
  title: words.title,
  icon: "plug",
  needs: ["administer"],
  group: "operation",
  routes: [
    { path: "/clients", load: async () => (await import("./page")).ContentPage },
  ],
};
