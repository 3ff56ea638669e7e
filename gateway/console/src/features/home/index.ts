import type { Feature } from "../../app/feature";
import { words } from "./words";

export const home: Feature = {
  name: "home",
  title: words.title,
  icon: "presentation",
  needs: [],
  group: "work",
  routes: [
    { path: "/", load: async () => (await import("./page")).ContentPage },
  ],
};
