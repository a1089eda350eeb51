/** The texts of the survey. */

import { dictionary } from "../../src/i18n";

export const t = dictionary(
  {
    survey: "Bagaimana layanan tadi?",
    face3: "Sangat puas",
    face2: "Puas",
    face1: "Tidak puas",
  },
  {
    survey: "How was the service?",
    face3: "Very satisfied",
    face2: "Satisfied",
    face1: "Not satisfied",
  },
);
