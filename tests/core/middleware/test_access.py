"""Default deny: nobody sees a page without signing in (trust rule 8)."""

import pytest


@pytest.mark.parametrize("address", ["/page/", "/things/1/", "/page/?name=Acme"])
def test_a_stranger_is_sent_to_sign_in_and_back(visitor, db, address):
    response = visitor.get(address)
    assert response.status_code == 302
    expected = address.replace("?", "%3F").replace("=", "%3D")
    assert response["Location"] == f"/login/?next={expected}"


def test_a_form_sent_by_a_stranger_does_nothing(visitor, db):
    response = visitor.post("/echo/", {"text": "Acme"})
    assert response.status_code == 302
    assert response["Location"] == "/login/?next=/echo/"


def test_a_fragment_asked_by_a_stranger_moves_the_whole_page(visitor, db):
    response = visitor.get(
        "/things/1/?tab=sites",
        headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/page/?name=Acme"},
    )
    assert response.status_code == 200
    assert response["HX-Redirect"] == "/login/?next=/page/%3Fname%3DAcme"
    assert response.content == b""


def test_a_fragment_that_claims_another_host_comes_back_to_the_start(visitor, db):
    response = visitor.get(
        "/things/1/", headers={"HX-Request": "true", "HX-Current-URL": "https://elsewhere.example/page/"}
    )
    assert response["HX-Redirect"] == "/login/?next=/"


def test_public_pages_are_found_by_name(visitor, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        assert visitor.get("/login/").content == b"sign in "
        assert visitor.get("/healthz").json() == {"process": "ok"}


def test_a_view_that_declares_itself_open_is_closed_all_the_same(visitor, db, monkeypatch):
    from tests.core.middleware import pages

    monkeypatch.setattr(pages.page, "login_required", False, raising=False)
    assert visitor.get("/page/")["Location"] == "/login/?next=/page/"


def test_a_member_gets_the_page(member_client):
    assert member_client.get("/page/").content == b"the page"
