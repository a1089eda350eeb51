/** Which ledger the address asks for: office and day in the query, a ticket's code in the fragment only. */

import { codeOf } from "../../visitor/code";

export interface Asked {
  office: string;
  /** Empty for the office's own today. */
  date: string;
  /** Of a ticket that is to be checked at once; no server sees it. */
  code: string;
}

export function asked(): Asked {
  const query = new URLSearchParams(location.search);
  const date = query.get("date") ?? "";
  return {
    office: query.get("office") ?? "",
    date: /^\d{4}-\d\d-\d\d$/.test(date) ? date : "",
    code: codeOf(location.hash) ?? "",
  };
}

/** Keeps what was chosen in the address, so that it can be sent on; the code is not. */
export function remember({ office, date }: Asked): void {
  const query = new URLSearchParams({ ...(office && { office }), ...(date && { date }) }).toString();
  history.replaceState(null, "", `${location.pathname}${query && `?${query}`}`);
}
