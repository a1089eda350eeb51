"""Deploys Antrean, region after region in waves; a failing alarm takes a change back.

python -m infra.deploy [--site https://…]     to AWS, with the credentials of the environment
"""

import argparse
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from infra import join
from infra.bundle import NotPackaged
from infra.groups import make_groups
from infra.load import load_offices_into
from infra.local import install, machine
from infra.local.steps import CannotGoOn, one_sentence, step
from infra.offices import WrongOffices, load_offices, load_regions
from infra.package import Package, package
from infra.site import upload_site
from infra.stacks import Say, Stack, StackFailed, deploy_stack
from infra.target import Target, aws_target
from infra.things import make_groups_of
from schemas import topics


def deploy(target: Target, packaged: Package, say: Say) -> dict[str, str]:
    """Bring all stacks to what the templates say and return the outputs of the front; raises StackFailed."""
    outputs: dict[str, str] = {}
    for region in dict.fromkeys((*target.homes, target.messages)):
        _bundle_into(target, packaged, region)
    for stack in stacks_of(target, packaged):
        outputs |= deploy_stack(target, stack, say)
    return outputs


def stacks_of(target: Target, packaged: Package) -> list[Stack]:
    """All stacks in the order of the rollout: the first region whole, then the others."""
    offices = load_offices()
    facts = join.Facts(target.homes[1:], guest_topics(offices), target.local)
    with_devices = target.device_queues
    watch = load_regions()["rollback"]

    def stack(name: str, region: str, capabilities: tuple[str, ...]) -> Stack:
        if region == with_devices and capabilities[0] == _host_of_devices(target):
            capabilities += join.DEVICES
        template = join.join(capabilities, facts)
        if "RestAPI" in template["Resources"]:
            join.put_body(template["Resources"], packaged.body, target.local)
        told = parameters(target, packaged, region)
        return Stack(name, region, template, told, tuple(watch["alarms"]), watch["watch"])

    first, *others = target.homes
    return [
        stack(f"antrean-{first}", first, join.HOME),
        stack("antrean-messages", target.messages, join.MESSAGE),
        stack("antrean-front", first, join.FRONT),
        *(stack(f"antrean-{region}", region, join.HOME) for region in others),
    ]


def _host_of_devices(target: Target) -> str:
    return join.MESSAGE[0] if target.local else join.HOME[0]


def guest_topics(offices: list[dict[str, Any]]) -> tuple[str, ...]:
    """The boards that a browser without an account may watch, one by one."""
    return tuple(
        topic
        for office in offices
        for topic in topics.guests_may_receive(office["id"], tuple(s["id"] for s in office["services"]))
    )


def parameters(target: Target, packaged: Package, region: str) -> dict[str, str]:
    """What the templates ask for, for a stack in this region."""
    home = region if region in target.homes else target.first
    return {
        "Cloud": "local" if target.local else "aws",
        "BundleBucket": bundles(target, region),
        "BundleKey": f"bundles/{packaged.sha256}.zip",
        "FirstRegion": target.first,
        "HomeRegion": home,
        "HomeRegions": ",".join(target.homes),
        "MessageRegion": target.messages,
        "QueuesRegion": target.device_queues,
        "Queues": target.queues(target.device_queues),
        "HomeQueues": target.queues(home),
        "SiteAddress": target.site,
        "Connects": target.connects(),
        "LocalPort": target.endpoint.rpartition(":")[2] if target.local else "80",
        "RateLimits": "off" if target.local else "on",
        "IotEndpoint": target.iot_endpoint,
    }


def bundles(target: Target, region: str) -> str:
    """The bucket of bundles and templates in a region."""
    return f"antrean-bundles-{region}-{target.account}"


def _bundle_into(target: Target, packaged: Package, region: str) -> None:
    """Make the region's bucket of bundles and put the bundle there, unless it is there."""
    s3, bucket = target.client("s3", region), bundles(target, region)
    key = f"bundles/{packaged.sha256}.zip"
    if bucket not in {there["Name"] for there in s3.list_buckets()["Buckets"]}:
        s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": region})
    if not s3.list_objects_v2(Bucket=bucket, Prefix=key).get("KeyCount"):
        s3.put_object(Bucket=bucket, Key=key, Body=packaged.bundle.read_bytes())


def main() -> None:
    """Build, deploy to AWS and say what is done."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--site", default="", help="the pages' address; CloudFront's own when not given")
    site = options.parse_args().site
    with one_sentence():
        try:
            _to_aws(site)
        except (StackFailed, WrongOffices, NotPackaged) as error:
            raise CannotGoOn(str(error)) from error


def _to_aws(site: str) -> None:
    target, offices = _account(site), load_offices()
    machine.check_node()
    with step("Pages") as one:
        one.done(f"{install.build_pages(one)}, voices {install.build_voices(one)}")
    packaged = package()
    outputs = deploy(target, packaged, print)
    if not target.site:  # CloudFront's name is known only now; slips and SMS carry it
        target = aws_target(f"https://{outputs['SiteDomain']}")
        outputs = deploy(target, packaged, print)
    make_groups(target, outputs["UserPoolId"], offices)
    load_offices_into(target, offices)
    make_groups_of(target, offices)
    upload_site(target, outputs)
    print(f"Deployed: {target.site}")


def _account(site: str) -> Target:
    try:
        return aws_target(site)
    except (BotoCoreError, ClientError) as error:
        raise CannotGoOn(f"AWS does not say whose account this is: {error}; see docs/deploy.md.") from error


if __name__ == "__main__":
    main()
