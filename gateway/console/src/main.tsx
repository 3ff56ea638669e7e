import { render } from "preact";
import { Shell } from "./app/shell";
import { startRouter } from "./app/router";
import "./styles/console.scss";

const root = document.getElementById("console");
if (!root) throw new Error("index.html lacks #console");
startRouter();
render(<Shell />, root);
