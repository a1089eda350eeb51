/** The visitor's page: book a slot or take a number, and follow it. */

import { render } from "preact";
import { language } from "../src/i18n";
import { App } from "./app";
import "./visitor.css";
import { keepOffline } from "./offline";

document.documentElement.lang = language();
render(<App />, document.getElementById("page")!);
addEventListener("load", keepOffline);
