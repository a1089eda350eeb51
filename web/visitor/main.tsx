/** The visitor's page. */
import { render } from "preact";
render(<p>Antrean</p>, document.getElementById("page")!);
