/** The kiosk: a number in two touches, for anyone. */

import { render } from "preact";
import { App } from "./app";

render(<App />, document.getElementById("app")!);
