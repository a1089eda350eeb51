"""What stands before the API on AWS: it is reached through CloudFront only, which says from where a request comes."""

import json
from typing import Any

from infra import cfn
from infra.join import TEMPLATES
from tests.infra.stacks import resources, stacks

KEY = {"Fn::Select": [2, {"Fn::Split": ["/", {"Ref": "AWS::StackId"}]}]}


def rules() -> dict[str, dict[str, Any]]:
    """The rules of the wall, by name."""
    [(_, wall)] = resources("aws", "AWS::WAFv2::WebACL")
    return {rule["Name"]: rule for rule in wall["Rules"]}


def distribution() -> dict[str, Any]:
    """The distribution's configuration."""
    [(_, site)] = resources("aws", "AWS::CloudFront::Distribution")
    config: dict[str, Any] = site["DistributionConfig"]
    return config


def test_cloudfront_the_wall_and_the_functions_know_the_same_key() -> None:
    origin = next(one for one in distribution()["Origins"] if one["Id"] == "api")
    on_aws, on_one_machine = origin["OriginCustomHeaders"]["Fn::If"][1:]
    matched = rules()["only-through-cloudfront"]["Statement"]["NotStatement"]["Statement"][
        "ByteMatchStatement"
    ]
    told = [
        function["Environment"]["Variables"]["ANTREAN_FRONT_KEY"]
        for _, function in resources("aws", "AWS::Lambda::Function")
    ]

    assert on_aws == [{"HeaderName": "X-Antrean-Front", "HeaderValue": KEY}]
    assert on_one_machine == {"Ref": "AWS::NoValue"}
    assert matched["SearchString"] == KEY
    assert matched["FieldToMatch"] == {"SingleHeader": {"Name": "x-antrean-front"}}
    assert all(one == {"Fn::If": ["IsAws", KEY, ""]} for one in told)


def test_distribution_wall_and_public_functions_are_of_one_stack() -> None:
    together = [
        {"Distribution", "Wall", "PublicAPI"} & set(stack.template["Resources"]) for stack in stacks("aws")
    ]

    assert sorted(map(len, together)) == [0] * (len(together) - 1) + [3]


def test_each_request_to_the_api_says_from_where_it_comes() -> None:
    code = cfn.read(TEMPLATES / "site.yaml")["Resources"]["Viewer"]["Properties"]["FunctionCode"]
    api = next(one for one in distribution()["CacheBehaviors"] if one["PathPattern"] == "/api/*")

    assert "event.request.headers['x-antrean-viewer'] = {value: event.viewer.ip}" in code
    assert "Viewer" in json.dumps(api["FunctionAssociations"]["Fn::If"][1])


def test_addresses_are_limited_generously_and_by_what_cloudfront_says() -> None:
    limited = {
        name: rule["Statement"]["RateBasedStatement"]
        for name, rule in rules().items()
        if "RateBasedStatement" in rule["Statement"]
    }

    assert {name: one["Limit"] for name, one in limited.items()} == {
        "all-of-an-address": 20_000,
        "posts-of-an-address": 3_000,
    }
    assert {one["ForwardedIPConfig"]["HeaderName"] for one in limited.values()} == {"X-Antrean-Viewer"}
    assert all(
        rule["Action"]["Block"]["CustomResponse"]["ResponseCode"] == 429
        for name, rule in rules().items()
        if name in limited
    )


def test_what_one_machine_does_not_know_is_made_on_aws_only() -> None:
    for stack in stacks("local"):
        for name in ("Wall", "WallOfStage", "Viewer"):
            assert stack.template["Resources"].get(name, {"Condition": "IsAws"})["Condition"] == "IsAws"
