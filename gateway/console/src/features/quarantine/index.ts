import type { Feature } from "../../app/feature";
import { words } from "./words";

export const quarantine: Feature = {
  name: "quarantine",
  title: words.title,
  icon: "clock",
  needs: ["see-metadata"],
  group: "work",
  routes: [
    { path: "/quarantine", load: async () => (await import("./list")).WaitingListPage },
    { path: "/quarantine/:id", load: async () => (await import("./detail")).WaitingRecordPage },
  ],
};
