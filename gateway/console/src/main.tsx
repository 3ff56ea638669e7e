import { render } from "preact";
import { features } from "./app/features";
import { Shell } from "./app/shell";
import { fetchPage, findRoute } from "./app/pages";
import { place, startRouter } from "./app/router";
import { askWho } from "./app/who";
import "./styles/console.scss";

const root = document.getElementById("console");
if (!root) throw new Error("index.html lacks #console");
startRouter();
for (const feature of features) feature.start?.();

// Both are asked for before anything is drawn, so that neither waits for the other; a failure is shown by who draws the page.
void askWho();
const found = findRoute(place.get().path);
if (found) fetchPage(found.route).catch(() => undefined);
render(<Shell />, root);
