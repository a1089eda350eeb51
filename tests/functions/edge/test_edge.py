"""HTTP's edge: what every route does alike."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.functions.api import ask, load, open_always, token

pytestmark = pytest.mark.usefixtures("aws")

TICKETS = "/offices/rsud/tickets"


@pytest.fixture(autouse=True)
def _an_office_that_never_closes(aws: None) -> None:
    load(open_always())


@pytest.mark.parametrize("key", ["", "1", "not-a-uuid", "123e4567-e89b-12d3-a456-42661417400g"])
def test_a_post_without_a_uuid_as_key_is_refused(key):
    headers = {"Idempotency-Key": key} if key else {}

    said = ask("POST", TICKETS, {"service": "umum"}, key="", headers=headers)

    assert (said.status, said.kind) == (400, "key-missing")


@pytest.mark.parametrize(
    "raw",
    [b"{", b"[]", b"3", b"null", b'"text"', b"\xff\xfe", b'{"a": NaN}', b'{"a": "\\ud800"}', b"[" * 30_000],
)
def test_a_body_that_is_no_json_object_is_refused(raw):
    said = ask("POST", TICKETS, raw=raw)

    assert (said.status, said.kind) == (400, "not-json")


def test_a_body_of_a_megabyte_is_refused():
    said = ask("POST", TICKETS, {"service": "x" * 1_000_000})

    assert (said.status, said.kind) == (413, "too-large")


def test_a_body_that_is_not_said_to_be_json_is_refused():
    said = ask(
        "POST", TICKETS, raw=b"service=umum", headers={"Content-Type": "application/x-www-form-urlencoded"}
    )

    assert (said.status, said.kind) == (415, "not-said-json")


def test_a_refusal_is_a_problem_in_the_readers_language():
    indonesian = ask("GET", "/offices/nowhere")
    english = ask("GET", "/offices/nowhere", headers={"Accept-Language": "en"})

    assert indonesian.headers["content-type"] == "application/problem+json"
    assert indonesian.body["title"] == "Kantor tidak ditemukan"
    assert english.body["title"] == "There is no such office"
    assert english.body["status"] == english.status == 404
    assert english.body["type"] == "https://antrean.example/problems/unknown-office"


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "id"), ("fr", "id"), ("en", "en"), ("en-US,en;q=0.9,id;q=0.8", "en"), ("id,en;q=0.9", "id"),
        ("en;q=0.3, id;q=0.7", "id"), ("*", "id"), (";;q=,", "id"), ("EN", "en"),
    ],
)  # fmt: skip
def test_the_language_is_the_one_liked_most(header, language):
    name = ask("GET", "/offices/rsud", headers={"Accept-Language": header}).body["name"]

    assert name == {"id": "RSUD", "en": "Regional Hospital"}[language]


def test_what_the_reader_has_is_not_sent_again():
    first = ask("GET", "/offices")

    again = ask("GET", "/offices", headers={"If-None-Match": first.headers["etag"]})
    weak = ask("GET", "/offices", headers={"If-None-Match": f"W/{first.headers['etag']}"})
    other = ask("GET", "/offices", headers={"If-None-Match": '"something else"'})

    assert (again.status, again.text) == (304, "")
    assert (weak.status, other.status) == (304, 200)
    assert first.headers["cache-control"] == "public, max-age=60"


def test_what_a_code_opens_stays_in_the_askers_browser():
    code = ask("POST", TICKETS, {"service": "umum"}).body["code"]

    said = ask("GET", f"/tickets/{code}")

    assert said.headers["cache-control"] == "private, no-cache"
    assert said.headers["etag"]


def test_answers_and_refusals_carry_the_security_headers():
    for said in (ask("GET", "/offices"), ask("GET", "/offices/nowhere")):
        assert said.headers["x-content-type-options"] == "nosniff"
        assert said.headers["referrer-policy"] == "no-referrer"
        assert "default-src 'none'" in said.headers["content-security-policy"]


def test_a_request_leaves_one_line_without_codes(capsys):
    code = ask("POST", TICKETS, {"service": "umum", "phone": "0812 3456 7890"}).body["code"]
    ask("GET", f"/tickets/{code}")

    printed = capsys.readouterr().out
    lines = [json.loads(line) for line in printed.splitlines()]
    assert [line["route"] for line in lines] == ["POST /offices/{office}/tickets", "GET /tickets/{code}"]
    assert code not in printed
    assert "3456" not in printed


def test_a_bug_is_a_bare_500_and_is_logged(capsys):
    from chalicelib.store import table

    table.lines("ap-southeast-3").put({"pk": "office#rsud", "sk": "office", "doc": "{}"})
    from chalicelib.store import offices

    offices.forget()
    said = ask("GET", "/offices/rsud")

    assert (said.status, said.kind) == (500, "broken")
    assert "KeyError" not in said.text
    assert "KeyError" in capsys.readouterr().out


TEXTS = st.text(max_size=20) | st.sampled_from(["umum", "2026-03-02T09:00", "0812 3456 7890", "id", "office"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
FIELDS = st.sampled_from(
    [
        "service",
        "slot",
        "visitor",
        "party",
        "language",
        "priority",
        "phone",
        "at",
        "name",
        "nik",
        "position",
        "lobby_code",
        "satisfaction",
        "elements",
        "press",
        "state",
    ]
)
BODIES = st.dictionaries(FIELDS | st.text(max_size=5), JSON, max_size=4)
KEY = "7d0f0c2e-5a3c-4a57-9d0c-0d8a1f1f2b3c"
PATHS = st.sampled_from([TICKETS, "/offices/rsud/bookings"])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=PATHS, body=BODIES)
def test_no_body_makes_a_500(path, body):
    said = ask("POST", path, body)

    assert said.status in (201, 400, 404, 409, 413, 422), said.text


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(part=st.sampled_from(["check-in", "survey"]), body=BODIES)
def test_no_body_about_a_ticket_makes_a_500(part, body):
    code = ask("POST", TICKETS, {"service": "umum"}, key=KEY).body["code"]

    said = ask("POST", f"/tickets/{code}/{part}", body)

    assert said.status in (200, 204, 400, 409, 422, 429), said.text


LINE = "/offices/rsud/line"


def test_a_staff_route_asks_who_is_not_signed_in_to_sign_in():
    said = ask("GET", LINE)

    assert (said.status, said.kind) == (401, "not-signed-in")


@pytest.mark.parametrize("groups", [[], ["igd:staff"], ["igd:manager", "rsud:visitor"]])
def test_who_has_no_role_here_may_not(groups):
    said = ask("GET", LINE, groups=groups)

    assert (said.status, said.kind) == (403, "not-yours")


@pytest.mark.parametrize("groups", [["rsud:staff"], ["rsud:manager"], ["administrator"]])
def test_staff_and_above_may(groups):
    assert ask("GET", LINE, groups=groups).status == 200


def test_staff_may_not_read_what_is_the_managers():
    reports = "/offices/rsud/reports?from=2026-03-02&to=2026-03-02"

    assert ask("GET", reports, groups=["rsud:staff"]).status == 403
    assert ask("GET", reports, groups=["rsud:manager"]).status == 200


def test_an_access_token_opens_no_staff_route():
    said = ask("GET", LINE, headers={"Authorization": token(["rsud:staff"], token_use="access")})

    assert said.status == 401
