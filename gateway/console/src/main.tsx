import { render } from "preact";
import { features } from "./app/features";
import { Shell } from "./app/shell";
import { startRouter } from "./app/router";
import "./styles/console.scss";

const root = document.getElementById("console");
if (!root) throw new Error("index.html lacks #console");
startRouter();
for (const feature of features) feature.start?.();
render(<Shell />, root);
