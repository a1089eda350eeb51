"""Nothing that AWS writes down by itself holds a code: paths with codes in them are logged and traced nowhere."""

import json
from typing import Any

import pytest

from tests.infra.stacks import resources, stacks

EVERYWHERE = pytest.mark.parametrize("where", ["aws", "local"])

TELLING = (
    "context.path",
    "context.requestOverride.path",
    "context.identity",
    "context.extendedRequestId.path",
    "context.customDomain",
    "input",
    "method.request",
)
"""What an access log's format must not ask for: the path as it was asked, and whoever asked."""


def told(format_: str) -> list[str]:
    """What of a format tells more than the route's template."""
    return [one for one in TELLING if one in format_]


@EVERYWHERE
def test_the_gateway_writes_route_templates_only(where: str) -> None:
    for _, stage in resources(where, "AWS::ApiGateway::Stage"):
        assert told(str(stage.get("AccessLogSetting", {}).get("Format", ""))) == []
        for setting in stage["MethodSettings"]:
            # Execution logs and data traces hold the whole request.
            assert setting.get("LoggingLevel", "OFF") == "OFF"
            assert setting.get("DataTraceEnabled", False) is False


def test_a_format_with_the_path_would_be_found() -> None:
    assert told('{"route": "$context.resourcePath", "status": "$context.status"}') == []
    assert told('{"path": "$context.path"}') == ["context.path"]


@EVERYWHERE
def test_the_gateway_leaves_no_trace_of_its_own(where: str) -> None:
    assert [stage["TracingEnabled"] for _, stage in resources(where, "AWS::ApiGateway::Stage")] == [
        False for _ in resources(where, "AWS::ApiGateway::Stage")
    ]


@EVERYWHERE
def test_the_sites_front_keeps_no_log(where: str) -> None:
    for _, one in resources(where, "AWS::CloudFront::Distribution"):
        front = one["DistributionConfig"]
        behaviors = [front["DefaultCacheBehavior"], *front["CacheBehaviors"]]

        assert "Logging" not in front
        assert not [b for b in behaviors if "RealtimeLogConfigArn" in b]


@EVERYWHERE
def test_no_service_logs_deliveries_or_requests_beside_the_functions(where: str) -> None:
    """SNS would log each telephone, S3 each key that was asked for, IoT each message's client, the web ACL each request."""
    kinds = {resource["Type"] for stack in stacks(where) for resource in stack.template["Resources"].values()}
    text = json.dumps([stack.template for stack in stacks(where)])

    assert not kinds & {"AWS::IoT::Logging", "AWS::IoT::ResourceSpecificLogging", "AWS::CloudTrail::Trail"}
    assert "DeliveryStatusLogging" not in text
    assert "LoggingConfiguration" not in text
    assert '"SampledRequestsEnabled": true' not in text


@EVERYWHERE
def test_what_is_shown_says_nothing_of_where_one_came_from(where: str) -> None:
    for _, one in resources(where, "AWS::CloudFront::ResponseHeadersPolicy"):
        headers = one["ResponseHeadersPolicyConfig"]["SecurityHeadersConfig"]

        assert headers["ReferrerPolicy"]["ReferrerPolicy"] == "no-referrer"


@EVERYWHERE
def test_logs_are_kept_for_thirty_days(where: str) -> None:
    groups: list[dict[str, Any]] = [group for _, group in resources(where, "AWS::Logs::LogGroup")]

    assert {group["RetentionInDays"] for group in groups} == {30}


@EVERYWHERE
def test_what_was_deleted_is_soon_gone_from_the_backups_too(where: str) -> None:
    [days] = {
        table["PointInTimeRecoverySpecification"].get("RecoveryPeriodInDays")
        for _, table in resources(where, "AWS::DynamoDB::Table")
        if table["TableName"] == "antrean-visitors"
    }

    assert days == 7
