"""Our error pages: their own status, a request id, no data, and no query."""

import pytest
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.template import loader
from django.test import Client

from core.errors import error_page, plain_page

STATUSES = {"/denied/": 403, "/missing/": 404, "/stale/": 409, "/broken/": 500, "/down/": 503}


@pytest.mark.parametrize(("address", "status"), STATUSES.items())
def test_a_refusal_is_answered_with_its_own_page(member_client, address, status):
    response = member_client.get(address)
    assert response.status_code == status
    assert response["Content-Type"] == "text/html; charset=utf-8"
    assert response["X-Request-ID"] in response.content.decode()


@pytest.mark.parametrize("address", STATUSES)
def test_an_error_page_tells_nothing_of_the_data(member_client, address):
    content = member_client.get(address).content.decode()
    assert "4711" not in content
    assert "Acme" not in content
    assert "Traceback" not in content


def test_a_database_that_does_not_answer_is_worth_another_try(member_client):
    assert member_client.get("/down/")["Retry-After"] == "30"


@pytest.mark.parametrize("status", [400, 403, 404, 409, 413, 429, 500, 503])
def test_every_error_page_exists_and_is_made_without_a_query(rf, db, status, django_assert_num_queries):
    loader.get_template(f"errors/{status}.html")
    with django_assert_num_queries(0):
        response = error_page(rf.get("/"), status)
    assert response.status_code == status
    assert "<title>" in response.content.decode()


def test_a_page_is_answered_503_when_the_database_is_gone(db, visitor, monkeypatch):
    def refuse(self):
        raise OperationalError("connection refused")

    visitor.cookies["sessionid"] = "a" * 32
    with monkeypatch.context() as gone:
        gone.setattr(BaseDatabaseWrapper, "cursor", refuse)
        response = visitor.get("/page/")
    assert response.status_code == 503
    assert response["X-Request-ID"] in response.content.decode()


def test_a_missing_template_is_replaced_by_one_sentence(rf):
    response = error_page(rf.get("/"), 418)
    assert response.status_code == 418
    assert response.content.decode() == plain_page(status=418, request_id="")


def test_a_form_without_its_token_is_refused_with_our_page(member):
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(member)
    response = client.post("/echo/", {"text": "Acme"})
    assert response.status_code == 403
    assert response["X-Request-ID"] in response.content.decode()
