/** The staff page: one counter, worked by keyboard or touch. */

import { render } from "preact";
import { App } from "./app";

render(<App />, document.getElementById("app")!);
