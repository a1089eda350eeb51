"""Sends an update to the devices of offices, a few at first, and stops by itself when it goes wrong.

python -m infra.rollout DOCUMENT OFFICE…     DOCUMENT is what infra.bundle_devices made, its bundle uploaded to its address
"""

import argparse
import json
import time
from pathlib import Path
from typing import Any

from infra.target import Target, aws_target

PACE = {
    "exponentialRate": {
        "baseRatePerMinute": 5,
        "incrementFactor": 2.0,
        "rateIncreaseCriteria": {"numberOfSucceededThings": 5},
    },
    "maximumPerMinute": 50,
}
"""Five devices a minute, twice as many after each five that went well."""
ABORT = {
    "criteriaList": [
        {"failureType": kind, "action": "CANCEL", "thresholdPercentage": 20.0, "minNumberOfExecutedThings": 3}
        for kind in ("FAILED", "REJECTED", "TIMED_OUT")
    ]
}
"""One in five that failed, of three at least, ends it for all others."""
MINUTES = 60
"""How long a device may take; one that is switched off is asked when it comes, in its office's working hours or not."""


def rollout(target: Target, document: dict[str, str], offices: list[str]) -> list[str]:
    """Make one job an office, in this order, and return their ids; each office's is made when it is its turn to look."""
    iot = target.client("iot", target.messages)
    made = []
    for office in offices:
        job = f"antrean-{document['version'].replace('.', '-').replace('+', '-')}-{office}-{int(time.time())}"
        group = f"arn:aws:iot:{target.messages}:{target.account}:thinggroup/antrean-{office}"
        iot.create_job(
            jobId=job[:64], targets=[group], document=json.dumps(document), targetSelection="SNAPSHOT",
            description=f"Antrean {document['version']} at {office}", jobExecutionsRolloutConfig=PACE,
            abortConfig=ABORT, timeoutConfig={"inProgressTimeoutInMinutes": MINUTES},
        )  # fmt: skip
        made.append(job[:64])
    return made


def went(target: Target, job: str) -> dict[str, Any]:
    """How a job stands: its status and its counts."""
    told = target.client("iot", target.messages).describe_job(jobId=job)["job"]
    return {"status": told["status"], **told.get("jobProcessDetails", {})}


def settled(target: Target, job: str, pause: float = 10.0) -> bool:
    """Wait until a job has ended; whether no device failed."""
    while (now := went(target, job))["status"] == "IN_PROGRESS":
        time.sleep(pause)
    bad = ("numberOfFailedThings", "numberOfRejectedThings", "numberOfTimedOutThings")
    return now["status"] == "COMPLETED" and not any(now.get(name) for name in bad)


def main() -> None:
    """Office after office: the next begins when the one before has ended well."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("document", type=Path)
    asked.add_argument("offices", nargs="+")
    given = asked.parse_args()
    target, document = aws_target(""), json.loads(given.document.read_text())
    for office in given.offices:
        [job] = rollout(target, document, [office])
        print(f"{office}: {job}")
        if not settled(target, job):
            raise SystemExit(f"{office}: {went(target, job)}; the other offices keep what they have")


if __name__ == "__main__":
    main()
