// Pages: which one belongs to an address, and those fetched so far.
import { features } from "./features";
import type { Feature, PageProps, Route } from "./feature";
import { matchPath } from "./router";
import type { ComponentType } from "preact";

export interface Found {
  feature: Feature;
  route: Route;
  parameters: Record<string, string>;
}

export function findRoute(path: string): Found | null {
  for (const feature of features) {
    for (const route of feature.routes) {
      const parameters = matchPath(route.path, path);
      if (parameters) return { feature, route, parameters };
    }
  }
  return null;
}

/** Those fetched so far. */
export const pages = new Map<Route, ComponentType<PageProps>>();
const underWay = new Map<Route, Promise<void>>();

/** Resolves when `pages` has the page of the route. Two callers fetch it once; one that failed is fetched again when asked again. */
export function fetchPage(route: Route): Promise<void> {
  const known = underWay.get(route);
  if (known) return known;
  const fetching = route.load().then(
    (page) => void pages.set(route, page),
    (error: unknown) => {
      underWay.delete(route);
      throw error;
    },
  );
  underWay.set(route, fetching);
  return fetching;
}
