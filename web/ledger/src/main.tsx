/** The ledger's page: anyone sees a day's roots, and checks the whole chain and an own ticket in their own browser. */

import { render } from "preact";
import { language } from "../../src/i18n";
import { App } from "./app";
import "./ledger.css";

document.documentElement.lang = language();
render(<App />, document.getElementById("page")!);
