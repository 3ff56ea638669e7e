import type { Feature } from "../../app/feature";
import { words } from "./words";

export const tables: Feature = {
  name: "tables",
  title: words.title,
  icon: "exchange-circle",
  needs: ["edit-tables", "approve-tables"],
  group: "work",
  routes: [
    { path: "/tables", load: async () => (await import("./list")).TableListPage },
    { path: "/tables/:source/:table", load: async () => (await import("./detail")).TablePage },
  ],
};
