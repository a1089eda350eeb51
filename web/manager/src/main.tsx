/** The manager page: all offices now, and the days before. */

import { render } from "preact";
import { App } from "./app";

render(<App />, document.getElementById("app")!);
