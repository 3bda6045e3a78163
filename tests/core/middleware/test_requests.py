"""One id and one log line per request."""

import json
import logging

import pytest

from core.logs import JsonFormatter

GIVEN = "edge-7f3a.2026_01"


def test_a_well_formed_id_from_outside_is_kept(visitor):
    assert visitor.get("/healthz", headers={"X-Request-ID": GIVEN})["X-Request-ID"] == GIVEN


@pytest.mark.parametrize(
    "given",
    [
        "",
        "short",
        "x" * 65,
        "with space in it",
        "line\nbreak-in-it",
        "<script>alert(1)</script>",
        "ümlaut-ümlaut",
    ],
)
def test_a_malformed_id_is_replaced(visitor, given):
    answered = visitor.get("/healthz", headers={"X-Request-ID": given})["X-Request-ID"]
    assert answered != given
    assert len(answered) == 32
    assert int(answered, 16) >= 0


def test_two_requests_have_two_ids(visitor):
    assert visitor.get("/healthz")["X-Request-ID"] != visitor.get("/healthz")["X-Request-ID"]


@pytest.fixture
def lines():
    """What the request logger writes, line by line."""

    class Kept(logging.Handler):
        def emit(self, record):
            kept.append(json.loads(self.format(record)))

    kept = []
    handler = Kept()
    handler.setFormatter(JsonFormatter())
    logger = logging.getLogger("registrar.requests")
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    yield kept
    logger.removeHandler(handler)
    logger.setLevel(level)


def test_a_request_is_logged_with_route_object_and_user_but_without_its_query(member, member_client, lines):
    member_client.get("/things/42/?name=Acme", headers={"X-Request-ID": GIVEN})
    line = lines[-1]
    assert (line["method"], line["route"], line["status"], line["object_id"]) == (
        "GET",
        "things/<int:pk>/",
        200,
        42,
    )
    assert (line["user_id"], line["request_id"]) == (member.pk, GIVEN)
    assert "Acme" not in json.dumps(lines)
