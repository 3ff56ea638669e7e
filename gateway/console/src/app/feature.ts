// Feature: one part of the console, in its own folder below features/. Pages are fetched when they are first shown.
import type { ComponentType } from "preact";
import type { Right } from "./who";
import type { Word } from "../words/words";

export interface PageProps {
  parameters: Record<string, string>; // of the address
}

export interface Route {
  path: string; // "/tables/:source/:table", below /console
  load: () => Promise<ComponentType<PageProps>>;
}

export interface Feature {
  name: string;
  title: Word; // in the navigation, and the heading of its first page
  icon: string; // of bootstrap-italia, without "it-"
  needs: readonly Right[]; // one of them is enough; empty: every client
  routes: readonly Route[];
  group: "work" | "data" | "operation"; // its part of the navigation
  start?: () => void; // once, when the console is opened, whichever page it is
}
