"""What the templates promise, one fact a test, of both deployments."""

import json
from typing import Any

import pytest

from chalicelib.store.draws import KEPT
from infra.join import of_type
from tests.infra.stacks import AWS, HOMES, MESSAGES, resources, stacks, statements

EVERYWHERE = pytest.mark.parametrize("where", ["aws", "local"])
FUNCTION, QUEUE, TABLE = "AWS::Lambda::Function", "AWS::SQS::Queue", "AWS::DynamoDB::Table"

# Actions that know no resource, and why they may.
NO_RESOURCE = {
    "xray:PutTraceSegments": "X-Ray has no resources",
    "xray:PutTelemetryRecords": "X-Ray has no resources",
    "sns:Publish": "a telephone is no resource; publishing to any topic is denied beside it",
}


@EVERYWHERE
def test_each_function_has_a_role_of_its_own(where: str) -> None:
    for stack in stacks(where):
        functions = of_type(stack.template["Resources"], FUNCTION)
        roles = [function["Properties"]["Role"]["Fn::GetAtt"][0] for function in functions.values()]

        assert roles == [f"{name}Role" for name in functions]


@EVERYWHERE
def test_no_action_is_a_wildcard(where: str) -> None:
    actions = [action for _, statement in statements(where) for action in _list(statement["Action"])]

    assert [action for action in actions if "*" in action] == []


@EVERYWHERE
def test_only_listed_actions_may_have_no_resource(where: str) -> None:
    open_to_all = {
        action
        for _, statement in statements(where)
        if statement["Effect"] == "Allow" and "*" in _list(statement["Resource"])
        for action in _list(statement["Action"])
    }

    assert open_to_all == set(NO_RESOURCE)


@EVERYWHERE
def test_only_messages_to_visitors_may_send_sms(where: str) -> None:
    allowed = {
        (name, json.dumps(s["Resource"]))
        for name, s in statements(where)
        if s["Effect"] == "Allow" and "sns:Publish" in _list(s["Action"])
    }

    assert allowed == {("OnMessageRole", '"*"'), ("TendFleetRole", '{"Ref": "Troubles"}')}


@EVERYWHERE
def test_only_who_must_may_touch_what_is_personal(where: str) -> None:
    allowed = {name for name, s in statements(where) if "visitors" in json.dumps(s["Resource"]).lower()}

    apis = {"PublicAPIRole", "StaffAPIRole"}
    by_events = {
        "OnTakeRole",
        "OnIssuedRole",
        "OnStepsRole",
        "OnStreamRole",
        "OnMessageRole",
        "TendClosuresRole",
    }
    assert allowed == apis | by_events | {"TendWaitlistRole", "ExpireMissedRole"}


@EVERYWHERE
def test_staff_reach_what_is_personal_one_visitor_at_a_time(where: str) -> None:
    allowed = [
        _list(s["Action"])
        for name, s in statements(where)
        if name == "StaffAPIRole" and "visitors" in json.dumps(s["Resource"]).lower()
    ]

    one = ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"]
    assert allowed == [[*one, "dynamodb:ConditionCheckItem"]]


@EVERYWHERE
def test_only_staff_may_read_reports(where: str) -> None:
    readers = {
        name
        for name, s in statements(where)
        if "s3:GetObject" in _list(s["Action"]) and "reports" in json.dumps(s["Resource"]).lower()
    }

    assert readers <= {"StaffAPIRole", "WriteReportsRole"}


@EVERYWHERE
def test_every_queue_that_is_worked_off_has_a_dead_letter_queue(where: str) -> None:
    lacking = [
        name
        for name, queue in resources(where, QUEUE)
        if not name.endswith("Dead") and "RedrivePolicy" not in queue
    ]

    assert lacking == []


@EVERYWHERE
def test_every_dead_letter_queue_rings(where: str) -> None:
    for stack in stacks(where):
        dead = [name for name in of_type(stack.template["Resources"], QUEUE) if name.endswith("Dead")]

        assert all(f"{name}Alarm" in stack.template["Resources"] for name in dead)


@EVERYWHERE
def test_every_alarm_tells_someone(where: str) -> None:
    alarms = resources(where, "AWS::CloudWatch::Alarm") + resources(where, "AWS::CloudWatch::CompositeAlarm")

    assert [name for name, alarm in alarms if alarm["AlarmActions"] != [{"Ref": "Ringing"}]] == []


@EVERYWHERE
def test_what_is_parked_is_replayed_each_minute(where: str) -> None:
    clocks = dict(resources(where, "AWS::Events::Rule"))

    assert clocks["OnStreamClock"]["ScheduleExpression"] == "rate(1 minute)"


@EVERYWHERE
def test_the_lobby_code_changes_with_the_minute(where: str) -> None:
    clocks = dict(resources(where, "AWS::Events::Rule"))

    assert clocks["RotateLobbyCodeClock"]["ScheduleExpression"] == "cron(* * * * ? *)"


@EVERYWHERE
def test_messages_stay_hidden_six_times_as_long_as_their_function_may_run(where: str) -> None:
    for stack in stacks(where):
        made = stack.template["Resources"]
        for source in of_type(made, "AWS::Lambda::EventSourceMapping").values():
            queue = made[source["Properties"]["EventSourceArn"]["Fn::GetAtt"][0]]
            function = made[source["Properties"]["FunctionName"]["Ref"]]
            if queue["Type"] == QUEUE:
                assert queue["Properties"]["VisibilityTimeout"] >= 6 * function["Properties"]["Timeout"]


@EVERYWHERE
def test_tables_are_found_by_pk_and_sk(where: str) -> None:
    keys = [[key["AttributeName"] for key in table["KeySchema"]] for _, table in resources(where, TABLE)]

    assert keys == [["pk", "sk"]] * 4


@EVERYWHERE
def test_only_lines_have_a_stream_and_it_shows_new_images(where: str) -> None:
    streams = {t["TableName"]: t.get("StreamSpecification") for _, t in resources(where, TABLE)}

    assert streams == {"antrean-lines": {"StreamViewType": "NEW_IMAGE"}, "antrean-visitors": None}


@EVERYWHERE
def test_tables_can_be_restored_and_forget_what_has_expired(where: str) -> None:
    for _, table in resources(where, TABLE):
        assert table["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"]
        assert table["TimeToLiveSpecification"] == {"AttributeName": "expires", "Enabled": True}


@EVERYWHERE
def test_the_stream_is_read_from_its_beginning(where: str) -> None:
    positions = {
        name: source.get("StartingPosition")
        for name, source in resources(where, "AWS::Lambda::EventSourceMapping")
        if name == "OnStreamSource"
    }

    assert positions == {"OnStreamSource": "TRIM_HORIZON"}


@EVERYWHERE
def test_visitors_stay_in_home_regions(where: str) -> None:
    regions = [s.region for s in stacks(where) if "Visitors" in s.template["Resources"]]

    assert regions == list(HOMES)


def test_on_aws_no_function_stands_outside_the_home_regions_but_that_which_claims_devices() -> None:
    stand = {(s.region, name) for s in stacks("aws") for name in of_type(s.template["Resources"], FUNCTION)}

    assert {name for region, name in stand if region not in HOMES} == {"BeforeClaim"}


def test_on_aws_device_messages_wait_in_the_data_region() -> None:
    assert [s.region for s in stacks("aws") if "Presses" in s.template["Resources"]] == [HOMES[0]]


def test_on_one_machine_device_messages_wait_beside_their_rules() -> None:
    assert [s.region for s in stacks("local") if "Presses" in s.template["Resources"]] == [MESSAGES]


@EVERYWHERE
def test_staff_routes_go_to_the_staff_function_and_all_others_to_the_public_one(where: str) -> None:
    (api,) = [properties for _, properties in resources(where, "AWS::ApiGateway::RestApi")]
    uris = {
        path: verbs["get"]["x-amazon-apigateway-integration"]["uri"]["Fn::Sub"]
        for path, verbs in api["Body"]["paths"].items()
    }

    assert "${PublicAPI.Arn}" in uris["/offices"]
    assert "${StaffAPI.Arn}" in uris["/offices/{office}/line"]


@EVERYWHERE
def test_the_sign_in_is_checked_against_the_own_user_pool(where: str) -> None:
    (api,) = [properties for _, properties in resources(where, "AWS::ApiGateway::RestApi")]
    authorizer = api["Body"]["securityDefinitions"]["Staff"]["x-amazon-apigateway-authorizer"]

    assert authorizer["providerARNs"] == [{"Fn::GetAtt": ["UserPool", "Arn"]}]


@EVERYWHERE
def test_a_rush_of_visitors_leaves_room_for_counters(where: str) -> None:
    reserved = {name: f.get("ReservedConcurrentExecutions") for name, f in resources(where, FUNCTION)}

    assert reserved["StaffAPI"] == 50


@EVERYWHERE
def test_every_function_is_traced_and_knows_where_it_is(where: str) -> None:
    for _, function in resources(where, FUNCTION):
        assert function["TracingConfig"] == {"Mode": "Active"}
        assert {name.split("_")[0] for name in function["Environment"]["Variables"]} == {"ANTREAN"}


@EVERYWHERE
def test_nobody_can_sign_up(where: str) -> None:
    (pool,) = [properties for _, properties in resources(where, "AWS::Cognito::UserPool")]

    assert pool["AdminCreateUserConfig"] == {"AllowAdminCreateUserOnly": True}


@EVERYWHERE
def test_the_secrets_are_made_once_and_copied_to_the_other_home_regions(where: str) -> None:
    for stack in stacks(where):
        secrets = of_type(stack.template["Resources"], "AWS::SecretsManager::Secret")
        for secret in secrets.values():
            assert secret["Condition"] == "IsFirst"
            assert secret["Properties"]["ReplicaRegions"] == [{"Region": HOMES[1]}]
        assert set(secrets) in (set(), {"Secret", "DrawsSecret"})


@EVERYWHERE
def test_who_knows_the_seeds_of_draws_knows_nobody_and_nobody_else_knows_the_seeds(where: str) -> None:
    reads = [
        (name, json.dumps(s["Resource"]))
        for name, s in statements(where)
        if s["Effect"] == "Allow" and "secretsmanager:GetSecretValue" in _list(s["Action"])
    ]
    seeds = {name for name, of in reads if "secret:antrean/draws-*" in of}

    assert seeds == {"HoldDrawsRole"}
    assert {name for name, of in reads if "secret:antrean/secret-*" in of}.isdisjoint(seeds)
    assert all("antrean/draws-*" in of or "antrean/secret-*" in of for _, of in reads)
    reached = [json.dumps(s["Resource"]) for name, s in statements(where) if name == "HoldDrawsRole"]
    assert not any("isitors" in one for one in reached)


@EVERYWHERE
def test_a_draws_list_lies_as_long_as_the_draw(where: str) -> None:
    rules = [bucket.get("LifecycleConfiguration") for _, bucket in resources(where, "AWS::S3::Bucket")]
    kept = {"Id": "draws", "Prefix": "draws/", "Status": "Enabled", "ExpirationInDays": KEPT // 86_400}

    assert [one["Rules"] for one in rules if one] == [[kept]] * len(HOMES)


@EVERYWHERE
def test_buckets_are_closed_to_the_public(where: str) -> None:
    for _, bucket in resources(where, "AWS::S3::Bucket"):
        assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}


def test_pages_may_connect_only_to_sign_in_and_messages() -> None:
    assert AWS.connects().split() == [
        "https://cognito-idp.ap-southeast-3.amazonaws.com",
        "https://cognito-identity.ap-southeast-3.amazonaws.com",
        "wss://*.iot.ap-southeast-1.amazonaws.com",
    ]


def test_the_alarm_over_all_dead_letter_queues_knows_each_of_them() -> None:
    (home, *_) = stacks("aws")
    dead = [name for name in home.template["Resources"] if name.endswith("DeadAlarm")]
    rule = json.dumps(home.template["Resources"]["DeadLetters"]["Properties"]["AlarmRule"])

    assert len(dead) == 15
    assert all(f"${{{name}}}" in rule for name in dead)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
