"""Security headers on every answer, whatever its status (trust rule 19)."""

import pytest

EXPECTED = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}
ADDRESSES = {
    "/page/": 200,
    "/page": 301,
    "/echo/?text=%00": 400,
    "/denied/": 403,
    "/missing/": 404,
    "/nowhere/": 404,
    "/stale/": 409,
    "/broken/": 500,
    "/down/": 503,
}


def headers_of(response):
    return {name: response.get(name) for name in EXPECTED}


@pytest.mark.parametrize(("address", "status"), ADDRESSES.items())
def test_every_status_has_every_header(member_client, address, status):
    response = member_client.get(address)
    assert response.status_code == status
    assert headers_of(response) == EXPECTED
    assert "camera=()" in response["Permissions-Policy"]


def test_the_redirect_to_sign_in_has_every_header(visitor):
    response = visitor.get("/page/")
    assert response.status_code == 302
    assert headers_of(response) == EXPECTED


def test_a_foreign_host_is_refused_with_every_header(visitor):
    response = visitor.get("/healthz", headers={"Host": "elsewhere.example"})
    assert response.status_code == 400
    assert headers_of(response) == EXPECTED


def test_the_policy_allows_nothing_unsafe(visitor):
    policy = visitor.get("/healthz")["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "*" not in policy
