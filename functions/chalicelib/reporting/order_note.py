"""Whether the order was kept that day, for which reasons it was not, and the roots by which anyone can check it."""

from html import escape
from typing import Any


def order_note(today: dict[str, Any], words: dict[str, str]) -> str:
    """The paragraph of a day's `summary`, in the words of the page."""
    order, roots = today["order"], today["ledger"]
    wrong = len(order["unexplained"])
    # A reason that a later release gives must not cost the day its report.
    reasons = [f"{words.get(reason, reason)} ({n})" for reason, n in order["by_reason"].items()]
    said = words["with_reasons"].format(n=sum(order["by_reason"].values()), why=", ".join(reasons))
    sentences = [words["not_in_order"].format(n=wrong)] if wrong else []
    sentences += [said] if reasons else [] if wrong else [words["in_order"]]
    if order.get("without_link"):
        sentences.append(words["was_offline"].format(n=order["without_link"], conflicts=order["conflicts"]))
    text = f"<strong>{escape(words['order'])}.</strong> {escape(' '.join(sentences))}"
    root = "".join(
        _root(words[name], roots[name]) for name in ("closed_root", "supplement_root") if name in roots
    )
    return f'<div class="{"warn" if wrong else "good"}"><p>{text}</p>{root}</div>'


def _root(name: str, root: str) -> str:
    """A root as people compare it: in groups of four."""
    groups = " ".join(root[at : at + 4] for at in range(0, len(root), 4))
    return f'<p class="root"><strong>{escape(name)}</strong> <code>{groups}</code></p>'
