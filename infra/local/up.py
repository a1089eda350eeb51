"""Starts the whole of Antrean on this machine; does nothing twice.

python -m infra.local.up
"""

import sys
import time
from pathlib import Path
from typing import Any

from infra.bundle import NotPackaged
from infra.deploy import deploy
from infra.groups import make_groups
from infra.load import load_offices_into
from infra.local import accounts, agents, aws, endpoints, install, machine, packaging, processes
from infra.local.alone import alone
from infra.local.settings import PORTS, STAMP, port
from infra.local.steps import CannotGoOn, console, one_sentence, step
from infra.offices import WrongOffices, load_offices
from infra.site import upload_site
from infra.stacks import StackFailed
from infra.target import Target, local_target
from infra.things import make_groups_of

FRONT = "front"
SETTLED = 0.7  # seconds after which a process that could not start has ended


def main() -> None:
    """All steps, one after the other; each is skipped when nothing that it depends on has changed."""
    with one_sentence(), alone():
        try:
            up()
        except (StackFailed, WrongOffices, NotPackaged) as error:
            raise CannotGoOn(str(error)) from error


def up() -> None:
    """Check, install, start, deploy, load, connect; raises CannotGoOn."""
    target = local_target(port("ANTREAN_AWS_PORT"), port("ANTREAN_SITE_PORT"))
    with step("Machine") as one:
        offices = load_offices()
        one.done(machine.check(holders(offices[0])))
    with step("Local AWS") as one:
        one.done(f"{install.install_local_aws(one)}, {aws.start(target)}")
    with step("Pages") as one:
        one.done(f"{install.build_pages(one)}, voices {install.build_voices(one)}")
    with step("Functions") as one:
        packaged = packaging.packaged()
        one.done(f"{packaged.bundle.stat().st_size / 1e6:.2f} MB")
    with step("Stacks") as one:
        outputs = deploy(target, packaged, one.say)
        one.done(f"{', '.join(target.homes)}; messages by {target.messages}")
    with step("Offices, accounts and pages") as one:
        one.done(fill(target, outputs, offices))
    awake(target)
    with step("Devices") as one:
        new = agents.prepare(target, offices[0])
        front(target, outputs)
        names = agents.start(offices[0])
        verify([FRONT, *names])
        one.done(f"{len(names)} run, {new} new certificates")
    tell(endpoints.write(target, outputs, offices))


def fill(target: Target, outputs: dict[str, str], offices: list[dict[str, Any]]) -> str:
    """Load offices, groups, demo accounts and pages."""
    load_offices_into(target, offices)
    make_groups_of(target, offices)
    make_groups(target, outputs["UserPoolId"], offices)
    accounts.make_accounts(target, outputs["UserPoolId"], offices)
    return f"{len(offices)} offices, {upload_site(target, outputs)} files of pages changed"


def awake(target: Target) -> None:
    """What the clock does each minute, at once: boards, catalogues and lobby codes are there from the start."""
    for region in target.homes:
        for name in ("antrean-on-stream", "antrean-rotate-lobby-code"):
            target.client("lambda", region).invoke(FunctionName=name, InvocationType="Event", Payload=b"{}")


def front(target: Target, outputs: dict[str, str]) -> None:
    """Start the address of the pages."""
    cloud = port("ANTREAN_AWS_PORT")
    name = f"{outputs['SiteDomain'].split('.')[0]}.cloudfront.localhost:{cloud}"
    numbers = ["--port", str(port("ANTREAN_SITE_PORT")), "--cloud", str(cloud)]
    code = install.digest([Path(__file__).with_name("front.py")])
    command = [sys.executable, "-m", "infra.local.front", *numbers, "--host", name]
    processes.start(FRONT, command, {STAMP: code})


def verify(names: list[str]) -> None:
    """Raise CannotGoOn with the end of its log when one of the processes has ended at once."""
    time.sleep(SETTLED)
    for name in names:
        if not processes.running(name):
            raise CannotGoOn(f"{name} ended at once; the end of its log:\n{processes.last_words(name)}")


def holders(office: dict[str, Any]) -> dict[str, str]:
    """Which of our processes holds which port."""
    kiosk, display, *_ = agents.things_of(office)[0]
    names = (FRONT, kiosk.name, display.name, agents.PRINTER, aws.NAME, aws.NAME)
    return dict(zip(PORTS, names, strict=True))


def tell(told: dict[str, Any]) -> None:
    """Say where everything is, and what to try."""
    console.print()
    for name in ("site", "staff", "manager", "kiosk", "display", "api", "slips", "sms"):
        console.print(f"  {name:<8} {told[name]}", soft_wrap=True)
    console.print("  more     .local/endpoints.json; make token ROLE=staff; make status; make down")
    console.print(
        f"\nTry: open {told['kiosk']} and tap a service; the slip lands in .local/slips; "
        f"then call it on {told['staff']} (staff, password in .local/accounts.json) and look at {told['display']}",
        soft_wrap=True,
    )


if __name__ == "__main__":
    main()
