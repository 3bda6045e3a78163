"""`manage.py check` fails on a view that does not say who may open it (trust rule 8)."""

import types

import pytest
from django.http import HttpResponse
from django.urls import path
from django.views import View

from core import checks
from core.access import PUBLIC, SIGNED_IN


def urlconf(name, permission):
    """A URLconf with one view that declares this permission; `...` declares none."""

    class Page(View):
        def get(self, request):
            return HttpResponse()

    Page.__module__ = "customers.pages.views"
    if permission is not ...:
        Page.permission = permission
    module = types.ModuleType("one_page")
    module.urlpatterns = [path("page/", Page.as_view(), name=name)]
    return module


def found(settings, name, permission):
    settings.ROOT_URLCONF = urlconf(name, permission)
    return [problem.id for problem in checks.check_view_permissions()]


@pytest.mark.parametrize(
    ("name", "permission", "expected"),
    [
        ("page", ..., ["registrar.E001"]),
        ("page", None, ["registrar.E001"]),
        ("page", "", ["registrar.E001"]),
        ("page", "parties.view_nothing", ["registrar.E001"]),
        ("page", "parties.read_party", ["registrar.E001"]),
        ("page", PUBLIC, ["registrar.E002"]),
        ("login", SIGNED_IN, ["registrar.E002"]),
        ("login", PUBLIC, []),
        ("page", SIGNED_IN, []),
        ("page", "parties.view_party", []),
        ("page", "core.change_user", []),
    ],
)
def test_the_declaration_of_a_view_is_checked(settings, name, permission, expected):
    assert found(settings, name, permission) == expected


def test_a_plain_function_is_checked_as_well(settings):
    def page(request):
        return HttpResponse()

    page.__module__ = "accounts.pages.views"
    module = types.ModuleType("one_function")
    module.urlpatterns = [path("page/", page, name="page")]
    settings.ROOT_URLCONF = module
    assert [problem.id for problem in checks.check_view_permissions()] == ["registrar.E001"]


def test_the_product_has_no_such_view():
    assert checks.check_view_permissions() == []


def test_the_product_has_views_to_check():
    from django.urls import get_resolver

    names = {name for name, view in checks.our_views(get_resolver())}
    assert {"healthz", "readyz", "admin-login"} <= names
