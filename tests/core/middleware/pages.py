"""A small URLconf for the tests of the middleware: pages that do one thing each."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from config.urls import handler400, handler403, handler404, handler500
from core import health
from core.exceptions import StaleRecord

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def page(request: HttpRequest, pk: int = 0) -> HttpResponse:
    return HttpResponse("the page")


def sign_in(request: HttpRequest) -> HttpResponse:
    return HttpResponse("sign in " + " ".join(str(message) for message in messages.get_messages(request)))


def echo(request: HttpRequest) -> HttpResponse:
    return HttpResponse("|".join(request.POST.get("text", "").splitlines()))


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("number 4711 of Acme")


def denied(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def missing(request: HttpRequest) -> HttpResponse:
    raise Http404


def stale(request: HttpRequest) -> HttpResponse:
    raise StaleRecord(record="Acme", conflicts=[], current_version=2)


def database_down(request: HttpRequest) -> HttpResponse:
    raise OperationalError("connection refused")


def query(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("asked")


urlpatterns = [
    path("login/", sign_in, name="login"),
    path("healthz", health.HealthView.as_view(), name="healthz"),
    path("readyz", health.ReadyView.as_view(), name="readyz"),
    path("page/", page, name="page"),
    path("things/<int:pk>/", page, name="thing"),
    path("echo/", echo, name="echo"),
    path("broken/", broken, name="broken"),
    path("denied/", denied, name="denied"),
    path("missing/", missing, name="missing"),
    path("stale/", stale, name="stale"),
    path("down/", database_down, name="down"),
    path("query/", query, name="query"),
]
