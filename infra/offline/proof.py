"""What holds afterwards, from the public ledger alone: once each, in order, marked as offline, conflicts said."""

from collections import Counter as Count
from runpy import run_path
from typing import Any

from infra.demo.proof import VERIFIER, Verdict
from infra.offline.story import Story


def verdicts(exported: dict[str, Any], story: Story) -> list[Verdict]:
    """The claims about a story and the day's ledger."""
    ledger = exported["entries"]
    numbers = [*story.before, *story.without]
    of = {
        kind: Count(one.get("number") for one in ledger if one["kind"] == kind)
        for kind in ("take", "call", "conflict")
    }
    calls = [one for one in ledger if one["kind"] == "call" and one["number"] in story.called]
    served = [one for one in story.called if one != story.gone]
    return [
        Verdict(
            "every number was issued once", all(of["take"][one] == 1 for one in numbers), ", ".join(numbers)
        ),
        Verdict(
            "nobody was called twice", all(of["call"][one] <= 1 for one in numbers), f"{len(calls)} calls"
        ),
        Verdict(
            "in the order in which they came",
            [one["number"] for one in calls] == served
            and served == [one for one in numbers if one != story.gone],
            " → ".join(served),
        ),
        Verdict(
            "what happened without a link is marked",
            all(one.get("offline") for one in calls),
            "offline: true",
        ),
        Verdict(
            "who left from home meanwhile is a conflict that is said",
            of["conflict"][story.gone] == 1 or story.gone not in story.called,
            story.gone,
        ),
        Verdict(
            "the cloud called nobody while the hub led", story.refused == "hub-has-the-line", story.refused
        ),
        Verdict(
            "the display said so calmly",
            bool(story.offline_board.get("offline")),
            "luring – antrean tetap berjalan",
        ),
        Verdict(
            "the ledger's chain is whole",
            not run_path(str(VERIFIER))["first_fault"](exported),
            f"root {exported.get('root', '')[:16]}…",
        ),
    ]
