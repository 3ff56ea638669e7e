import type { Feature } from "../../app/feature";
import { words } from "./words";

export const me: Feature = {
  name: "me",
  title: words.title,
  icon: "user",
  needs: [],
  group: "operation",
  routes: [
    { path: "/me", load: async () => (await import("./page")).ContentPage },
  ],
};
