/** The dialog that is open, if any, and what its answer makes the counter do. */

import type { Line, LineCounter } from "../../src/line";
import type { Office } from "../../src/types";
import { CallDialog } from "./call-dialog";
import { reasonsOf } from "./commands";
import { HelpDialog } from "./help-dialog";
import { CloseDialog, ServicesDialog, VoidDialog } from "./small-dialogs";
import { TransferDialog } from "./transfer-dialog";
import type { Work } from "./use-desk";

interface Props {
  work: Work;
  counter: string;
  cell?: LineCounter;
  line?: Line;
  office?: Office;
  /** The services that the counter takes now. */
  services: string[];
}

export function Dialogs({ work, counter, cell, line, office, services }: Props) {
  const { asking, ask } = work;
  const leave = () => ask(undefined);
  const then = (act: () => void) => (leave(), act());
  if (asking?.about === "help") return <HelpDialog onLeave={leave} />;
  if (!asking || !line) return null;
  if (asking.about === "call") {
    return <CallDialog number={asking.number} reasons={reasonsOf(line)} has={cell?.number} onLeave={leave}
      onCall={(ticket, reason) => then(() => work.call(ticket, reason))} />;
  }
  if (asking.about === "void") {
    return <VoidDialog number={asking.number} onLeave={leave} onVoid={() => then(() => work.order("void", { number: asking.number }))} />;
  }
  if (asking.about === "close") {
    return <CloseDialog number={asking.number} counter={counter} line={line} onLeave={leave}
      onClose={(to) => then(() => work.setState("closed", { hand_over: to }))} />;
  }
  if (!office) return null;
  if (asking.about === "transfer") {
    return <TransferDialog number={asking.number} service={cell?.service} counter={counter} office={office} line={line} onLeave={leave}
      onTransfer={(body) => then(() => work.order("transfer", body))} />;
  }
  return <ServicesDialog office={office} chosen={services} onLeave={leave}
    onKeep={(chosen) => then(() => work.setState(cell?.state ?? "open", { services: chosen }))} />;
}
