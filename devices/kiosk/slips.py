"""What a slip must have, where its page is, and what the kiosk's page is told about it; pure."""

from devices.message import Message
from devices.outbox import PRINTED, Take

STILL_PRINTING = "printing"


def is_slip(what: Message) -> bool:
    """Whether a message has what a slip needs: a refusal, or number, code and lines."""
    if not isinstance(what.get("id"), str):
        return False
    if "refused" in what:
        return isinstance(what["refused"], dict)
    lines = what.get("lines")
    texts = isinstance(lines, list) and all(isinstance(line, str) for line in lines)
    return texts and all(isinstance(what.get(name), str) for name in ("number", "code"))


def page_of(take: Take, site: str) -> str:
    """The address of the ticket's page: the slip's own, or the site's; empty when neither is known."""
    slip = take.slip or {}
    if slip.get("url"):
        return str(slip["url"])
    return f"{site}/#/t/{slip['code']}" if site and "code" in slip else ""


def told(take: Take, url: str) -> Message:
    """What the page is told about a take that has its slip or its refusal."""
    slip = take.slip or {}
    if "refused" in slip:
        return {"id": take.id, "refused": slip["refused"]}
    said: Message = {name: slip[name] for name in ("number", "code", "lines") if name in slip}
    answer = {"id": take.id, **said, "printed": take.state == PRINTED, "ticketUrl": url}
    fault = take.fault if take.is_done else STILL_PRINTING
    return answer | ({"fault": fault} if fault else {})
