"""The matrix fails when what it guards is gone (trust: every guard has a twin that shows it)."""

import pytest
from django.http import HttpResponse
from django.urls import URLResolver, get_resolver, path
from django.urls.resolvers import RegexPattern

from core import writes
from core.access import SIGNED_IN
from core.middleware.headers import HEADERS
from core.querysets import UnitOwnedQuerySet
from core.work import work
from customers.pages.edit import EditCustomer
from parties.models import Party
from sites.pages.edit import EditSite
from tests.access.asking import ask
from tests.access.reading import PageReader
from tests.access.targets import targets, unknown
from tests.access.test_matrix import problems

pytestmark = pytest.mark.django_db


def said(world, name) -> str:
    """What the matrix says about one address."""
    [target] = [target for target in targets() if target.name == name]
    return "\n".join(problems(world, target))


@pytest.mark.twin("registry")
def test_a_new_page_without_a_line_is_named():
    everything = [*get_resolver().url_patterns, path("new/", lambda request: HttpResponse(), name="new")]
    assert unknown(URLResolver(RegexPattern(r"^/"), everything)) == ["new"]


@pytest.mark.twin("units")
@pytest.mark.rule("R-060")
@pytest.mark.parametrize(
    "name", ["sites:overview", "sites:edit", "purposes:remove", "admin:customer_sites_siteuse_change"]
)
def test_with_the_scope_off_the_matrix_fails(world, monkeypatch, name):
    monkeypatch.setattr(UnitOwnedQuerySet, "visible_to", lambda rows, user: rows)
    found = said(world, name)
    assert "by other_clerk: 200 instead of [404]" in found
    assert "by other_clerk: leaks" in found


@pytest.mark.twin("permissions")
@pytest.mark.parametrize("view, name", [(EditCustomer, "customers:edit"), (EditSite, "sites:edit")])
def test_with_a_permission_widened_the_matrix_fails(world, monkeypatch, view, name):
    monkeypatch.setattr(view, "permission", SIGNED_IN)
    found = said(world, name)
    assert "GET" in found
    assert "by viewer: 200 instead of [403]" in found


@pytest.mark.twin("permissions")
def test_with_a_permission_removed_the_matrix_fails(world, monkeypatch):
    monkeypatch.setattr(EditCustomer, "permission", "")
    assert "by clerk: 403 instead of [200, 204, 302]" in said(world, "customers:edit")


@pytest.mark.twin("permissions")
def test_with_the_check_of_permissions_off_a_refused_post_is_seen_to_write(world, monkeypatch):
    monkeypatch.setattr("core.pages.page.allowed", lambda user, permission: True)
    assert "by viewer: is refused and writes" in said(world, "customers:remove")


@pytest.mark.twin("csrf")
def test_without_the_check_of_tokens_a_form_is_accepted(world, monkeypatch):
    monkeypatch.setattr("django.middleware.csrf.CsrfViewMiddleware._check_token", lambda *given: None)
    answer = ask(world.personas["administrator"], "POST", f"/customers/{world.party.pk}/edit/", csrf=True)
    assert answer.status_code == 200


def test_a_page_that_writes_on_get_is_seen(world, monkeypatch):
    def note(user):
        with work(actor=user, channel="page"):
            [party] = writes.lock(Party.objects.filter(pk=world.party.pk))
            party.alias += "x"
            writes.save(party)
        return []

    monkeypatch.setattr("customers.pages.start.recent_customers", note)
    assert "GET /start/ (A) by clerk: writes" in said(world, "start-page")


def test_a_missing_header_is_seen(world, monkeypatch):
    monkeypatch.setitem(HEADERS, "X-Not-Sent", "x")
    monkeypatch.setattr("core.middleware.headers.HEADERS", {})
    assert "header Content-Security-Policy is None" in said(world, "customers:search")


@pytest.mark.parametrize(
    "text",
    [
        '<p style="color: red">',
        "<style>p {}</style>",
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        '<a href="javascript:alert(1)">',
        '<a href=" java\nscript:alert(1)">',
        "<svg/onload=alert(1)>",
        '<b hx-on:click="alert(1)">',
    ],
)
def test_what_would_run_inside_a_page_is_seen(text):
    assert PageReader(text).inline != []


def test_what_does_not_run_is_let_be():
    text = '<script src="/static/a.js"></script><a href="/x/?on=1" class="style" data-on="x">javascript:</a>'
    assert PageReader(text).inline == []
