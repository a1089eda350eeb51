/** The visitor's page: book a slot or take a number, and follow it. */

import { render } from "preact";
import { language } from "../src/i18n";
import { App } from "./app";
import "./visitor.css";
import { keepOffline } from "./offline";
import { askAhead } from "./rooms";
import { route } from "./route";

document.documentElement.lang = language();
askAhead(route());
render(<App />, document.getElementById("page")!);
addEventListener("load", keepOffline);
